"""The assessment of a paragraph. Input is saved at once; what can't be saved stays in its field with the reason, and is
tried again after the next change."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QGridLayout, QLabel, QVBoxLayout, QWidget

from tracker.domain.casework.assessments import Assessment, ParagraphRow
from tracker.domain.casework.fields import Field, Kind, fields_of
from tracker.domain.casework.levels import Level, overall
from tracker.domain.casework.requirements import requires
from tracker.gui.context.level_words import inherited_words, level_word
from tracker.gui.kit import sizes
from tracker.gui.kit.fields import DateText, GrowingText, LineText
from tracker.gui.kit.i18n import signed, tr
from tracker.gui.kit.speech import say
from tracker.gui.kit.widgets import button, label
from tracker.gui.paragraph.declared_fields import LEVELS
from tracker.gui.paragraph.level_legend import LevelLegend
from tracker.gui.paragraph.level_picker import LevelPicker
from tracker.i18n import QT_TR_NOOP

ASSISTANCE = (
    QT_TR_NOOP("Legal advice"),
    QT_TR_NOOP("Model legislation"),
    QT_TR_NOOP("Drafting of legislation"),
    QT_TR_NOOP("Capacity-building"),
    QT_TR_NOOP("Training of officials"),
    QT_TR_NOOP("On-site assistance by an expert"),
    QT_TR_NOOP("Equipment"),
    QT_TR_NOOP("Data collection and research"),
    QT_TR_NOOP("Good practices and lessons learned"),
    QT_TR_NOOP("Funding"),
)
"""Kinds of technical assistance suggested while typing, modelled on the UNCAC self-assessment checklist."""

_FIELDS = {name: declared for name, declared in fields_of(Assessment).items() if declared.returnable}
Value = Level | str | date | None
"""The value of a field of an assessment."""
Keep = Callable[[ParagraphRow, dict[str, Value]], str]
"""Saves fields (names as in `Assessment`) of a paragraph; returns why it could not, "" when they are saved."""


@dataclass(frozen=True, slots=True)
class _Unsaved:
    """Input for a field of a paragraph that could not be saved, and why."""

    row: ParagraphRow
    field: str
    value: str
    why: str


class AssessmentForm(QWidget):
    """Shows the assessment of one paragraph and calls `keep` to save what is chosen or typed. Emits refused() when
    input could not be saved."""

    refused = Signal()

    def __init__(self, keep: Keep) -> None:
        super().__init__()
        self._keep = keep
        self._row: ParagraphRow | None = None
        self._unsaved: dict[tuple[int, str], _Unsaved] = {}
        self._typed_over: dict[str, ParagraphRow] = {}  # what a field showed when the user began to type in it
        self._faults: dict[str, QLabel] = {}
        self.levels = {name: LevelPicker(tr(_FIELDS[name].question)) for name in LEVELS}
        self._legend = LevelLegend()
        self._level_word = label(role="quiet", wrap=True)
        self._follow = button(tr("Back to law and practice"), "link", self._follow_law_and_practice)
        self.texts = {name: _text_field(declared) for name, declared in _FIELDS.items() if declared.kind.is_text}
        self.texts["assistance"].setCompleter(_completer(ASSISTANCE, self))  # type: ignore[union-attr]
        self.due = DateText()
        self.fields: dict[str, QWidget] = {**self.levels, **self.texts, "due_on": self.due}
        self._lay_out()
        for name, picker in self.levels.items():
            picker.chosen.connect(lambda level, name=name: self._edit(name, level))
            picker.chosen.connect(self._legend.note_use)
        for name, field in self.texts.items():
            field.edited.connect(lambda text, name=name: self._edit(name, text))
            field.refused.connect(lambda why, name=name: self._say(name, why))
        self.due.edited.connect(lambda day: self._edit("due_on", day))
        self.due.refused.connect(self._refuse_date)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        sizes.sized(grid, lambda it: it.setHorizontalSpacing(sizes.units(3)))
        sizes.sized(grid, lambda it: it.setVerticalSpacing(sizes.units(2)))
        sizes.sized(grid, lambda it: it.setColumnMinimumWidth(0, sizes.units(23)))
        grid.setColumnStretch(1, 1)
        rows: list[tuple[str, str, QWidget]] = [
            *((key, picker.accessibleName(), picker) for key, picker in self.levels.items()),
            ("", "", self._level_word),
            *((key, tr(one.question), self.fields[key]) for key, one in _FIELDS.items() if key not in self.levels),
        ]
        grid.addWidget(self._legend, 0, 0, 1, 2)
        for number, (field_name, name, field) in enumerate(rows, 1):
            name_label = label(name, "quiet")
            name_label.setBuddy(field)
            if name:
                field.setAccessibleName(name)
            at_top = isinstance(field, GrowingText)
            sizes.margins(name_label, 0, 1.75 if at_top else 0, 0, 0)
            grid.addWidget(
                name_label, number, 0, Qt.AlignmentFlag.AlignTop if at_top else Qt.AlignmentFlag.AlignVCenter
            )
            fault = self._faults[field_name] = label("", "warning", wrap=True)
            fault.hide()
            field_column = QVBoxLayout()
            sizes.spacing(field_column, 1)
            field_column.addWidget(field)
            if field is self._level_word:
                field_column.addWidget(self._follow, alignment=Qt.AlignmentFlag.AlignLeft)
            field_column.addWidget(fault)
            grid.addLayout(field_column, number, 1)

    @property
    def unsaved(self) -> str:
        """The label of a paragraph with input that could not be saved; "" if there is none."""
        return next((unsaved.row.label for unsaved in self._unsaved.values()), "")

    def show_row(self, row: ParagraphRow) -> None:
        """Show the assessment of a paragraph. Pending input for another paragraph is saved first."""
        other = self._row is not None and self._row.id != row.id
        if other or self._row is None:
            self._legend.show_if_new()
        if other:
            self.flush()
        elif self._row:
            for name, field in self.texts.items():
                if field.pending:
                    self._typed_over.setdefault(name, self._row)
        self._row = row
        assessment = row.assessment
        self._show_levels()
        without_reason = assessment.level == Level.NOT_APPLICABLE and requires(row, "rationale")
        reason = tr("“Not applicable” needs its reason here.") if without_reason else ""
        for name, field in self.texts.items():
            if unsaved := self._unsaved.get((row.id, name)):
                field.show_text(unsaved.value)
            else:
                field.show_text(getattr(assessment, name))
            wanted = reason if name == "rationale" else ""
            self._say(name, unsaved.why if unsaved else wanted)
        if unsaved := self._unsaved.get((row.id, "due_on")):
            self.due.setText(unsaved.value)
            self._say("due_on", unsaved.why)
        elif other or not self.due.pending:
            self.due.show_date(assessment.due_on)
            self._say("due_on", "")
        needs_reason = assessment.level == Level.NOT_APPLICABLE
        self.texts["rationale"].setPlaceholderText(
            tr("Why it does not apply") if needs_reason else tr("Why this level")
        )
        self._level_word.setText(_level_words(row))
        self._follow.setVisible(_set_by_hand(assessment))

    def _show_levels(self) -> None:
        if self._row:
            for name, picker in self.levels.items():
                picker.show_level(getattr(self._row.assessment, name))

    def _follow_law_and_practice(self) -> None:
        """Clear the overall level. The button is gone then: the focus goes to that level, before Qt passes it on to
        whatever comes next and scrolls there; and once more, as another of the level's buttons is the chosen one."""
        self.levels["level"].setFocus()
        self._edit("level", Level.NOT_ASSESSED)
        self.levels["level"].setFocus()

    def flush(self) -> None:
        """Save pending input now, without waiting for the pause in typing."""
        for field in self.texts.values():
            field.flush()
        self.due.flush()

    def forget_unsaved(self) -> None:
        """Drop input that could not be saved: the scope was switched without asking, as its cycle is gone."""
        self._unsaved.clear()

    def try_again(self) -> None:
        """Try again to save what could not be saved; dates wait for the user to correct them."""
        for unsaved in [entry for entry in self._unsaved.values() if entry.field != "due_on"]:
            self._try(unsaved.row, unsaved.field, unsaved.value)

    def _edit(self, name: str, value: Value) -> None:
        if self._row is None:
            return
        shown = self._typed_over.pop(name, self._row)
        stored = getattr(shown.assessment, name)
        reassessed = name == "level" and self._row.suspect
        if stored != value or reassessed:
            self._try(shown, name, value)
        else:
            self._unsaved.pop((self._row.id, name), None)
            self.show_row(self._row)

    def _refuse_date(self, why: str) -> None:
        """Leave input that is not a date in its field, with the reason."""
        if self._row:
            self._unsaved[self._row.id, "due_on"] = _Unsaved(self._row, "due_on", self.due.text(), why)
            self._say("due_on", why)
            self.refused.emit()

    def _try(self, row: ParagraphRow, name: str, value: Value) -> None:
        before = self._unsaved.pop((row.id, name), None)
        why = self._keep(row, {name: value})
        if not why:
            self._show_levels()  # a level that was cleared is the one that follows
            if isinstance(value, Level):  # what is typed is heard as it is typed
                words = tr("{field}: {level}")
                say(words.format(field=self.levels[name].accessibleName(), level=level_word(value)))
            return
        if before is None or before.why != why:
            say(why, urgent=True)
        if type(value) is str:
            self._unsaved[row.id, name] = _Unsaved(before.row if before else row, name, value, why)
            self.refused.emit()
        if self._row and self._row.id == row.id:
            self.show_row(self._row)
            self._say(name, why)

    def _say(self, name: str, why: str) -> None:
        fault = self._faults[name]
        fault.setText(why)
        fault.setVisible(bool(why))
        self.fields[name].setAccessibleDescription(why)


def _text_field(field: Field) -> GrowingText | LineText:
    example = tr(field.example) if field.example else ""
    if field.kind is Kind.LINE:
        return LineText(example)
    return GrowingText(2, 14) if field.name == "rationale" else GrowingText(1, 10, example)


def _completer(words: tuple[str, ...], parent: QWidget) -> QCompleter:
    completer = QCompleter([tr(word) for word in words], parent)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    if popup := completer.popup():
        popup.setObjectName("popup")
    return completer


def _level_words(row: ParagraphRow) -> str:
    """The overall level, how it differs from the level that follows from law and practice, and who set it when."""
    assessment = row.assessment
    if row.inherited_from:
        return f"{level_word(row.standing)} — {inherited_words(row)}"
    text = level_word(assessment.level)
    follows = overall(assessment.law, assessment.practice)
    if _set_by_hand(assessment):
        text = tr("{level} — set by hand; law and practice give {follows}").format(
            level=text, follows=level_word(follows)
        )
    elif follows != Level.NOT_ASSESSED:
        text = tr("{level} — the lower of law and practice").format(level=text)
    if not (signature := signed(assessment.level_by, assessment.level_at)):
        return text
    set_words = tr("{words}\nAssessed {by_and_on}") if row.assessed else tr("{words}\nTaken back {by_and_on}")
    return set_words.format(words=text, by_and_on=signature)


def _set_by_hand(assessment: Assessment) -> bool:
    return assessment.overridden and overall(assessment.law, assessment.practice) not in (
        Level.NOT_ASSESSED,
        assessment.level,
    )
