"""The assessment of a paragraph: what is chosen or typed here is kept at once. What can't be kept stays where it was
typed, with a word why, and is tried again with the next change."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QGridLayout, QLabel, QVBoxLayout, QWidget

from tracker.domain.casework.assessments import Assessment, ParagraphRow
from tracker.domain.casework.fields import Field, Kind, fields_of
from tracker.domain.casework.levels import Level, overall
from tracker.gui.context.level_words import inherited_words, level_word
from tracker.gui.kit import theme
from tracker.gui.kit.fields import DateText, GrowingText, LineText
from tracker.gui.kit.i18n import signed, tr
from tracker.gui.kit.widgets import label
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
"""Kinds of technical assistance that are offered while typing, in the manner of the UNCAC self-assessment checklist."""

_FIELDS = {name: one for name, one in fields_of(Assessment).items() if one.returnable}
_LEVELS = ("law", "practice", "level")

Value = Level | str | date | None
"""What a field of an assessment holds."""
Keep = Callable[[ParagraphRow, dict[str, Value]], str]
"""Keeps fields (names as in `Assessment`) of a paragraph; says why not, "" when they are kept."""


@dataclass(frozen=True, slots=True)
class _Unkept:
    """Words of a paragraph that could not be kept, and why."""

    row: ParagraphRow
    field: str
    value: str
    why: str


class AssessmentForm(QWidget):
    """Shows the assessment of one paragraph; calls `keep` with what is chosen or typed."""

    def __init__(self, keep: Keep) -> None:
        super().__init__()
        self._keep = keep
        self._row: ParagraphRow | None = None
        self._unkept: dict[tuple[int, str], _Unkept] = {}
        self._faults: dict[str, QLabel] = {}
        self.levels = {name: LevelPicker(tr(_FIELDS[name].question)) for name in _LEVELS}
        self._level_word = label(role="quiet", wrap=True)
        self.texts = {name: _text_field(one) for name, one in _FIELDS.items() if one.kind.is_text}
        self.texts["assistance"].setCompleter(_completer(ASSISTANCE))  # type: ignore[union-attr]
        self.due = DateText()
        self._lay_out()
        for name, picker in self.levels.items():
            picker.chosen.connect(lambda level, name=name: self._edit(name, level))
        for name, field in self.texts.items():
            field.edited.connect(lambda words, name=name: self._edit(name, words))
            field.refused.connect(lambda why, name=name: self._say(name, why))
        self.due.edited.connect(lambda day: self._edit("due_on", day))
        self.due.refused.connect(self._refuse_date)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(3 * theme.UNIT)
        grid.setVerticalSpacing(2 * theme.UNIT)
        grid.setColumnMinimumWidth(0, 23 * theme.UNIT)
        grid.setColumnStretch(1, 1)
        fields: dict[str, QWidget] = {**self.texts, "due_on": self.due}
        rows: list[tuple[str, str, QWidget]] = [
            *((name, picker.accessibleName(), picker) for name, picker in self.levels.items()),
            ("", "", self._level_word),
            *((name, tr(one.question), fields[name]) for name, one in _FIELDS.items() if name in fields),
        ]
        for number, (field_name, words, field) in enumerate(rows):
            name = label(words, "quiet")
            name.setBuddy(field)
            if words:
                field.setAccessibleName(words)
            top = isinstance(field, GrowingText)
            name.setContentsMargins(0, 7 if top else 0, 0, 0)
            grid.addWidget(name, number, 0, Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignVCenter)
            fault = self._faults[field_name] = label("", "warning", wrap=True)
            fault.hide()
            beside = QVBoxLayout()
            beside.setSpacing(theme.UNIT)
            beside.addWidget(field)
            beside.addWidget(fault)
            grid.addLayout(beside, number, 1)

    @property
    def unkept(self) -> str:
        """The label of a paragraph of which something typed could not be kept; "" when all is."""
        return next((one.row.label for one in self._unkept.values()), "")

    def show_row(self, row: ParagraphRow) -> None:
        """Show the assessment of a paragraph. What is being typed for another one is told first."""
        other = self._row is not None and self._row.id != row.id
        if other:
            self.flush()
        self._row = row
        made = row.assessment
        for name, picker in self.levels.items():
            picker.show_level(getattr(made, name))
        for name, field in self.texts.items():
            if unkept := self._unkept.get((row.id, name)):
                field.show_text(unkept.value)
            else:
                field.show_text(getattr(made, name))
            self._say(name, unkept.why if unkept else "")
        if unkept := self._unkept.get((row.id, "due_on")):
            self.due.setText(unkept.value)
            self._say("due_on", unkept.why)
        elif other or not self.due.pending:
            self.due.show_date(made.due_on)
            self._say("due_on", "")
        reason = made.level == Level.NOT_APPLICABLE
        self.texts["rationale"].setPlaceholderText(tr("Why it does not apply") if reason else tr("Why this level"))
        self._level_word.setText(_level_words(row))

    def focus_field(self, name: str) -> None:
        """Put the cursor where something is to be filled in."""
        field = self.texts.get(name) or self.levels.get(name)
        if field:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> None:
        """Say now what was typed."""
        for field in self.texts.values():
            field.flush()
        self.due.flush()

    def forget_unkept(self) -> None:
        """The scope changed without asking: the cycle that the words were typed in is gone."""
        self._unkept.clear()

    def try_again(self) -> None:
        """Keep what could not be kept before."""
        for unkept in [one for one in self._unkept.values() if one.field != "due_on"]:
            self._try(unkept.row, unkept.field, unkept.value)

    def _edit(self, name: str, value: Value) -> None:
        if self._row is None:
            return
        held = getattr(self._row.assessment, name)
        anew = name == "level" and self._row.suspect
        if held != value or anew:
            self._try(self._row, name, value)
        else:
            self._unkept.pop((self._row.id, name), None)
            self.show_row(self._row)

    def _refuse_date(self, why: str) -> None:
        """What is no date stays where it was typed."""
        if self._row:
            self._unkept[self._row.id, "due_on"] = _Unkept(self._row, "due_on", self.due.text(), why)
            self._say("due_on", why)

    def _try(self, row: ParagraphRow, name: str, value: Value) -> None:
        before = self._unkept.pop((row.id, name), None)
        why = self._keep(row, {name: value})
        if not why:
            return
        if type(value) is str:
            self._unkept[row.id, name] = _Unkept(before.row if before else row, name, value, why)
        if self._row and self._row.id == row.id:
            self.show_row(self._row)
            self._say(name, why)

    def _say(self, name: str, why: str) -> None:
        fault = self._faults[name]
        fault.setText(why)
        fault.setVisible(bool(why))


def _text_field(one: Field) -> GrowingText | LineText:
    example = tr(one.example) if one.example else ""
    if one.kind is Kind.LINE:
        return LineText(example)
    return GrowingText(2, 14) if one.name == "rationale" else GrowingText(1, 10, example)


def _completer(words: tuple[str, ...]) -> QCompleter:
    made = QCompleter([tr(one) for one in words])
    made.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    made.setFilterMode(Qt.MatchFlag.MatchContains)
    if popup := made.popup():
        popup.setObjectName("popup")
    return made


def _level_words(row: ParagraphRow) -> str:
    """The overall level in words, why it is not the one that follows from law and practice, and who gave it when."""
    made = row.assessment
    if row.inherited_from:
        return f"{level_word(row.standing)} — {inherited_words(row)}"
    words = level_word(made.level)
    if made.level == Level.NOT_APPLICABLE and not made.rationale:
        words = tr("{level} — please give the reason as rationale").format(level=words)
    elif _set_by_hand(made):
        follows = level_word(overall(made.law, made.practice))
        words = tr("{level} — set by hand; law and practice give {follows}").format(level=words, follows=follows)
    given = signed(made.level_by, made.level_at)
    return tr("{words}\nAssessed {by_and_on}").format(words=words, by_and_on=given) if given else words


def _set_by_hand(made: Assessment) -> bool:
    return made.overridden and overall(made.law, made.practice) not in (Level.NOT_ASSESSED, made.level)
