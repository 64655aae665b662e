"""The small editors for one paragraph of a reading: each is fields, and the correction that they make."""

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
from tracker.gui.kit import theme
from tracker.gui.kit.fields import Choice, GrowingText
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.widgets import button, clear, label
from tracker.operations.instruments import to_member_states
from tracker.operations.themes import theme_names

_STARTS = re.compile(r"(?<=[,;:.])\s+(?=\d{1,3}\.\s|\([a-z]{1,5}\)\s|[A-Z][a-z]+s?\s)")
_QUOTED = 60  # characters of the second part by which a split finds it again


@dataclass(frozen=True, slots=True)
class Edit:
    """An editor: what to do in it, its fields, and the correction they make; None where nothing was changed. It raises
    ValueError while what stands there can't be meant."""

    words: str
    fields: tuple[QWidget, ...]
    correction: Callable[[], Correction | None]


class EditStrip(QWidget):
    """Holds the editor that is open, below the list. In one line of text Return applies it. Emits
    corrected(Correction) and closed()."""

    corrected = Signal(object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.edit: Edit | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, theme.UNIT, 0, 0)
        self._column.setSpacing(2 * theme.UNIT)
        self.hide()

    def open(self, name: str, edit: Edit) -> None:
        """Show an editor for the line called `name`, in the place of the one that is open."""
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
        """Whether something stands here that is not applied."""
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
            self.closed.emit()  # first, so that the focus goes where it should before the fields are gone
            clear(self._column)
            self.hide()


class SplitText(GrowingText):
    """Words that can't be changed, with a caret that says where the second part begins."""

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
        """The beginning of the word that the caret is in or before."""
        at = min(field.textCursor().position(), len(line.text))
        return line.text.rfind(" ", 0, at) + 1 if at < len(line.text) and line.text[at] != " " else at + 1

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
    found = _STARTS.search(line.text)
    field.place(found.end() if found else 0)
    show()
    words = tr("Put the caret before the first word of the second part, then press Return.")
    return Edit(words, (field, second), correction)


def number_edit(line: Line) -> Edit:
    field = QLineEdit(line.label)
    field.setAccessibleName(tr("Number"))
    field.setMaxLength(30)
    field.selectAll()

    def correction() -> Correction | None:
        given = " ".join(clean(field.text()).split())
        if not says_something(given):
            raise ValueError
        return Renumber(line.place, given) if given != line.label else None

    return Edit(tr("The number of the paragraph, such as 12 or 12 (a). Those below it follow."), (field,), correction)


def type_edit(line: Line) -> Edit:
    field = Choice()
    field.setAccessibleName(tr("Type"))
    for kind, words in (
        (Kind.PREAMBULAR, tr("Preambular paragraph")),
        (Kind.OPERATIVE, tr("Operative paragraph")),
        (Kind.SUB, tr("Sub-paragraph of the one before")),
        (Kind.HEADING, tr("Heading of what follows")),
        (Kind.ANNEX, tr("Title of an annex")),
        (Kind.ASIDE, tr("No part of the resolution: set it aside")),
    ):
        field.addItem(words, kind.value)
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
        lines = (" ".join(clean(words).split()) for words in field.toPlainText().splitlines())
        return tuple(dict.fromkeys(filter(None, lines)))

    def correction() -> Correction | None:
        given = (names(), states.isChecked())
        before = (line.paragraph.addressees, line.paragraph.to_member_states)
        return Addressees(line.place, *given) if given != before else None

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
        given = field.currentData() or None
        return Theme(line.place, given) if given != line.paragraph.theme else None

    return Edit(tr("The theme that the paragraph belongs to."), (field,), correction)


def words_edit(line: Line) -> Edit:
    field = GrowingText(2, 12)
    field.setAccessibleName(tr("Words"))
    field.show_text(marked(line.paragraph))

    def correction() -> Correction | None:
        given = re.sub(r"\^(\d{1,3})", lambda found: raised(int(found[1])), clean(field.toPlainText()))
        given = " ".join(given.split())
        if not says_something(given):
            raise ValueError
        return Words(line.place, given) if given != marked(line.paragraph) else None

    words = tr("The words as they should be, with footnote marks as raised digits; ^2 becomes ². Ctrl+Enter applies.")
    return Edit(words, (field,), correction)
