"""The small editors for one paragraph of a reading: each has input fields and makes a correction from them."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tracker.domain.instruments.corrections import (
    Addressees,
    Correction,
    Renumber,
    Retype,
    Split,
    Theme,
    Words,
    marked,
    raised,
)
from tracker.domain.instruments.outline import Kind, Line
from tracker.domain.text.text import clean, says_something
from tracker.gui.kit import sizes
from tracker.gui.kit.fields import Choice, GrowingText
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.widgets import button, clear, label
from tracker.operations.instruments import to_member_states
from tracker.operations.themes import theme_names

_STARTS = re.compile(r"(?<=[,;:.])\s+(?=\d{1,3}\.\s|\([a-z]{1,5}\)\s|[A-Z][a-z]+s?\s)")
_QUOTED = 60  # characters of the second part that a Split stores to find its place again


@dataclass(frozen=True, slots=True)
class Edit:
    """An editor: its instruction, its input fields, and `correction`, which returns the correction they make, None if
    nothing was changed, and raises ValueError while the input is not valid."""

    words: str
    fields: tuple[QWidget, ...]
    correction: Callable[[], Correction | None]


class EditStrip(QWidget):
    """Shows the open editor below the list. Return in a field of one line applies it. Emits corrected(Correction) and
    closed()."""

    corrected = Signal(object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.edit: Edit | None = None
        self._column = QVBoxLayout(self)
        sizes.margins(self._column, 0, 1, 0, 0)
        sizes.spacing(self._column, 2)
        self.hide()

    def open(self, name: str, edit: Edit) -> None:
        """Show an editor for the line called `name`, replacing the open one."""
        clear(self._column)
        self.edit = edit
        self._column.addWidget(label(f"{name}. {edit.words}", "quiet", wrap=True))
        for field in edit.fields:
            self._column.addWidget(field)
            if isinstance(field, QLineEdit):
                field.returnPressed.connect(self.apply)
            elif isinstance(field, SplitText):
                field.submitted.connect(self.apply)
        row = QHBoxLayout()
        row.addWidget(button(tr("Apply"), "primary", self.apply, key="save"))
        row.addWidget(button(tr("Cancel"), "", self.close_edit, tr("Cancel this correction"), "leave"))
        row.addStretch(1)
        self._column.addLayout(row)
        self.show()
        edit.fields[0].setFocus()

    @property
    def pending(self) -> bool:
        """Whether the open editor has input that is not applied."""
        try:
            return self.edit is not None and self.edit.correction() is not None
        except ValueError:
            return True

    def apply(self) -> None:
        try:
            correction = self.edit.correction() if self.edit else None
        except ValueError:
            return
        self.close_edit()
        if correction is not None:
            self.corrected.emit(correction)

    def close_edit(self) -> None:
        if self.edit is not None:
            self.edit = None
            self.closed.emit()  # first, so that the focus is moved before the fields are removed
            clear(self._column)
            self.hide()


class SplitText(GrowingText):
    """Read-only text with a caret that marks where the second part begins. Emits submitted() on Return."""

    submitted = Signal()

    def __init__(self, words: str) -> None:
        super().__init__(2, 10)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setCursorWidth(2)
        self.show_text(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submitted.emit()
        else:
            super().keyPressEvent(event)

    def place(self, at: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(at)
        self.setTextCursor(cursor)


def split_edit(line: Line) -> Edit:
    field = SplitText(line.text)
    field.setAccessibleName(tr("Where to split"))
    second = label("", "quiet", wrap=True)

    def start() -> int:
        """Where the second part begins: at the start of the word at the caret, or of the next one if the caret is at a
        blank."""
        at = min(field.textCursor().position(), len(line.text))
        in_word = at < len(line.text) and line.text[at] != " "
        return line.text.rfind(" ", 0, at) + 1 if in_word else at + 1

    def show() -> None:
        inside = 0 < start() < len(line.text)
        begins = tr("The second part begins “{words}”.").format(words=line.text[start() :][:_QUOTED])
        second.setText(begins if inside else tr("Put the caret before a word inside the paragraph."))

    def correction() -> Correction:
        at = start()
        if not 0 < at < len(line.text):
            raise ValueError
        return Split(line.place, at, line.text[at : at + _QUOTED])

    field.cursorPositionChanged.connect(show)
    start_match = _STARTS.search(line.text)
    field.place(start_match.end() if start_match else 0)
    show()
    instruction = tr("Put the caret before the first word of the second part, then press Return.")
    return Edit(instruction, (field, second), correction)


def number_edit(line: Line) -> Edit:
    field = QLineEdit(line.label)
    field.setAccessibleName(tr("Number"))
    field.setMaxLength(30)
    field.selectAll()

    def correction() -> Correction | None:
        number = " ".join(clean(field.text()).split())
        if not says_something(number):
            raise ValueError
        return Renumber(line.place, number) if number != line.label else None

    return Edit(tr("The number of the paragraph, such as 12 or 12 (a). Those below it follow."), (field,), correction)


def type_edit(line: Line) -> Edit:
    field = Choice()
    field.setAccessibleName(tr("Type"))
    for kind, kind_label in (
        (Kind.PREAMBULAR, tr("Preambular paragraph")),
        (Kind.OPERATIVE, tr("Operative paragraph")),
        (Kind.SUB, tr("Sub-paragraph of the one before")),
        (Kind.HEADING, tr("Heading of what follows")),
        (Kind.ANNEX, tr("Title of an annex")),
        (Kind.ASIDE, tr("No part of the resolution: set it aside")),
    ):
        field.addItem(kind_label, kind.value)
    field.setCurrentIndex(field.findData(line.kind.value))

    def correction() -> Correction | None:
        kind = Kind(field.currentData())
        return None if kind is line.kind else Retype(line.place, kind)

    return Edit(tr("What the paragraph is."), (field,), correction)


def addressees_edit(line: Line) -> Edit:
    field = GrowingText(2, 8)
    field.setAccessibleName(tr("Addressees"))
    field.show_text("\n".join(line.paragraph.addressees))
    states = QCheckBox(tr("It asks something of Member States"))
    states.setChecked(line.paragraph.to_member_states)

    def names() -> tuple[str, ...]:
        lines = (" ".join(clean(line_text).split()) for line_text in field.toPlainText().splitlines())
        return tuple(dict.fromkeys(filter(None, lines)))

    def correction() -> Correction | None:
        after = (names(), states.isChecked())
        before = (line.paragraph.addressees, line.paragraph.to_member_states)
        return Addressees(line.place, *after) if after != before else None

    field.textChanged.connect(lambda: states.setChecked(to_member_states(names())))
    return Edit(tr("The bodies that the paragraph asks something of, one on each line."), (field, states), correction)


def theme_edit(line: Line) -> Edit:
    field = Choice()
    field.setAccessibleName(tr("Theme"))
    field.addItem(tr("No theme"), "")
    for name, _short in theme_names():
        field.addItem(name, name)
    field.setCurrentIndex(max(field.findData(line.paragraph.theme or ""), 0))

    def correction() -> Correction | None:
        theme_name = field.currentData() or None
        return Theme(line.place, theme_name) if theme_name != line.paragraph.theme else None

    return Edit(tr("The theme that the paragraph belongs to."), (field,), correction)


def words_edit(line: Line) -> Edit:
    field = GrowingText(2, 12)
    field.setAccessibleName(tr("Words"))
    field.show_text(marked(line.paragraph))

    def correction() -> Correction | None:
        text = re.sub(r"\^(\d{1,3})", lambda mark: raised(int(mark[1])), clean(field.toPlainText()))
        text = " ".join(text.split())
        if not says_something(text):
            raise ValueError
        return Words(line.place, text) if text != marked(line.paragraph) else None

    instruction = tr(
        "The words as they should be, with footnote marks as raised digits; ^2 becomes ². Ctrl+Enter applies."
    )
    return Edit(instruction, (field,), correction)
