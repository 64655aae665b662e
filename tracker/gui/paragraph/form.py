"""The assessment of a paragraph: what is chosen or typed here is kept at once."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from tracker.domain.casework import Assessment, ParagraphRow, Stage
from tracker.domain.levels import Level, overall
from tracker.gui import theme
from tracker.gui.paragraph.level_picker import LevelPicker
from tracker.gui.widgets import Choice, DateText, GrowingText, LineText, label
from tracker.gui.words import level_word, stage_word, tr


class AssessmentForm(QWidget):
    """Emits edited(ParagraphRow, {field: value}) with the names of `Assessment`."""

    edited = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._row: ParagraphRow | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(3 * theme.UNIT)
        self._grid.setVerticalSpacing(2 * theme.UNIT)
        self._grid.setColumnMinimumWidth(0, 23 * theme.UNIT)
        self._grid.setColumnStretch(1, 1)
        self.levels = {
            "law": LevelPicker(tr("In law")),
            "practice": LevelPicker(tr("In practice")),
            "level": LevelPicker(tr("Overall")),
        }
        self._level_word = label(role="quiet")
        self.texts: dict[str, GrowingText | LineText] = {
            "rationale": GrowingText(2, 14, tr("Why this level")),
            "shortcomings": GrowingText(1, 10, tr("What is not yet done")),
            "next_step": GrowingText(1, 10),
            "lead_authority": LineText(),
            "assistance": GrowingText(1, 10, tr("Kind of assistance, and from whom")),
        }
        self.due = DateText()
        self.stage = Choice()
        for one in Stage:
            self.stage.addItem(stage_word(one).capitalize(), one.value)
        self._lay_out()
        for name, picker in self.levels.items():
            picker.chosen.connect(lambda level, name=name: self._edit(name, level))
        for name, field in self.texts.items():
            field.edited.connect(lambda words, name=name: self._edit(name, words))
        self.due.edited.connect(lambda day: self._edit("due_on", day))
        self.stage.activated.connect(lambda _index: self._edit("stage", Stage(self.stage.currentData())))

    def _lay_out(self) -> None:
        rows: list[tuple[str, QWidget]] = [
            (tr("In law"), self.levels["law"]),
            (tr("In practice"), self.levels["practice"]),
            (tr("Overall"), self.levels["level"]),
            ("", self._level_word),
            (tr("Rationale"), self.texts["rationale"]),
            (tr("What is missing"), self.texts["shortcomings"]),
            (tr("Next step"), self.texts["next_step"]),
            (tr("Lead authority"), self.texts["lead_authority"]),
            (tr("Due date"), self.due),
            (tr("Assistance needed"), self.texts["assistance"]),
            (tr("Review stage"), self.stage),
        ]
        for number, (words, field) in enumerate(rows):
            name = label(words, "quiet")
            name.setBuddy(field)
            if words:
                field.setAccessibleName(words)
            top = isinstance(field, GrowingText)
            name.setContentsMargins(0, 7 if top else 0, 0, 0)
            self._grid.addWidget(name, number, 0, Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(field, number, 1)

    def show_row(self, row: ParagraphRow) -> None:
        """Show the assessment of a paragraph. What is being typed for another one is told first."""
        if self._row is not None and self._row.id != row.id:
            self.tell()
        self._row = row
        made = row.assessment
        for name, picker in self.levels.items():
            picker.show_level(getattr(made, name))
        for name, field in self.texts.items():
            field.show_text(getattr(made, name))
        if not self.due.hasFocus() or self.due.property("wrong") is None:
            self.due.show_date(made.due_on)
        self.stage.setCurrentIndex(self.stage.findData(made.stage.value))
        self.stage.setEnabled(row.assessed)
        self._level_word.setText(_level_words(made))

    def tell(self) -> None:
        """Say now what was typed."""
        for field in self.texts.values():
            field.tell()

    def _edit(self, name: str, value: Level | Stage | str | date | None) -> None:
        if self._row is None:
            return
        changes: dict[str, Any] = {name: value}
        if getattr(self._row.assessment, name) != value:
            self.edited.emit(self._row, changes)
        else:
            self.show_row(self._row)


def _level_words(made: Assessment) -> str:
    """The overall level in words, and why it is not the one that follows from law and practice."""
    words = level_word(made.level)
    if made.level == Level.NOT_APPLICABLE and not made.rationale:
        return tr("{level} — please give the reason as rationale").format(level=words)
    follows = overall(made.law, made.practice)
    if made.overridden and follows not in (Level.NOT_ASSESSED, made.level):
        return tr("{level} — set by hand; law and practice give {follows}").format(
            level=words, follows=level_word(follows)
        )
    return words
