"""The note of a link, edited where it stands: how a measure answers a paragraph, where in a source the evidence is."""

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
    """Whether the cards may stay where they are and be given their notes: a card made anew would lose the click that
    left its note."""
    return [_without_notes(row) for row in before] == [_without_notes(row) for row in after]


def _without_notes(row: Row) -> Row:
    return replace(row, note="", paragraphs=tuple(replace(link, note="") for link in row.paragraphs))


class LinkNote(QLineEdit):
    """Emits edited(words) on Enter and when it is left, if they are others; Esc gives back what is held."""

    edited = Signal(str)

    def __init__(self, words: str, placeholder: str, name: str) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self.setMaxLength(UNCUT)
        self._held = self._before = ""
        self.show_text(words)
        self.editingFinished.connect(self.flush)

    def show_text(self, words: str) -> None:
        """Show what is held, unless the user is typing something newer here."""
        typing = self.text() != self._held
        self._held = self._before = words
        if not typing:
            self.setText(words)
            self.setCursorPosition(0)

    def flush(self) -> None:
        """Say now what was typed."""
        if self.text() != self._held:
            self._before, self._held = self._held, self.text()
            self.edited.emit(self.text())

    def show_unkept(self, words: str) -> None:
        """Show what was typed and could not be kept; it is told again when it is left."""
        self._held = self._before
        if words != self.text():
            self.setText(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self._held:
            self.setText(self._held)
        else:
            super().keyPressEvent(event)
