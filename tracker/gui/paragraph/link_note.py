"""The note of a link, edited in its card: how a measure answers a paragraph, or where in a source the evidence is."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from tracker.domain.casework.evidence import EvidenceRow
from tracker.domain.casework.measures import MeasureRow
from tracker.gui.kit.fields import UNCUT

Row = TypeVar("Row", MeasureRow, EvidenceRow)


def only_notes_differ(before: Sequence[Row], after: Sequence[Row]) -> bool:
    """Whether rows differ in nothing but notes. Then their cards are updated, not rebuilt: a rebuilt card would lose
    the mouse click with which the user left the note."""
    return [_without_notes(row) for row in before] == [_without_notes(row) for row in after]


def _without_notes(row: Row) -> Row:
    return replace(row, note="", paragraphs=tuple(replace(link, note="") for link in row.paragraphs))


class LinkNote(QLineEdit):
    """Emits edited(text) on Enter and on losing the focus, if the text has changed; Esc restores the stored text."""

    edited = Signal(str)

    def __init__(self, words: str, placeholder: str, name: str) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self.setMaxLength(UNCUT)
        self._saved = self._before = ""
        self.show_text(words)
        self.editingFinished.connect(self.flush)

    def show_text(self, words: str) -> None:
        """Show the stored note, unless the user has typed something newer here."""
        typing = self.text() != self._saved
        self._saved = self._before = words
        if not typing:
            self.setText(words)
            self.setCursorPosition(0)

    def flush(self) -> None:
        """Emit `edited` now if the text has changed."""
        if self.text() != self._saved:
            self._before, self._saved = self._saved, self.text()
            self.edited.emit(self.text())

    def show_unsaved(self, words: str) -> None:
        """Show a note that could not be saved; `edited` is emitted again when the field loses the focus."""
        self._saved = self._before
        if words != self.text():
            self.setText(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self._saved:
            self.setText(self._saved)
        else:
            super().keyPressEvent(event)
