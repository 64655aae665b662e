"""Two texts side by side with their differences marked."""

from difflib import SequenceMatcher
from itertools import pairwise

from PySide6.QtCore import QEvent
from PySide6.QtGui import QBrush, QColor, QTextCharFormat
from PySide6.QtWidgets import QTextEdit, QVBoxLayout, QWidget

from tracker.gui.kit import sizes, theme
from tracker.gui.kit.widgets import label

_COMPARED = 20_000  # characters; longer texts would take seconds


class Words(QWidget):
    """A text under a heading, with some of its words marked."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.text = QTextEdit(readOnly=True)
        self.text.setAccessibleName(heading)
        self.text.setTabChangesFocus(True)
        self._pieces: list[tuple[str, bool]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(heading, "section"))
        column.addWidget(self.text, 1)
        sizes.sized(self, lambda it: it._write())

    def show_pieces(self, pieces: list[tuple[str, bool]]) -> None:
        """Show pieces of text one after another; those that differ are underlined and highlighted."""
        self._pieces = pieces
        self._write()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._write()

    def _write(self) -> None:
        self.text.clear()
        cursor = self.text.textCursor()
        cursor.beginEditBlock()  # else all is laid out again after each piece
        for words, differs in self._pieces:
            look = QTextCharFormat()
            look.setFont(theme.font(theme.FULL_TEXT, 600 if differs else 400))
            look.setForeground(QBrush(QColor(theme.colours().text)))
            if differs:
                look.setBackground(QBrush(QColor(theme.colours().chosen)))
                look.setFontUnderline(True)
            cursor.insertText(words, look)
        cursor.endEditBlock()


def differences(before: str, after: str) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """Compare word by word: each text in pieces, as (words, whether they differ). Very long texts are not compared."""
    if max(len(before), len(after)) > _COMPARED:
        return [(before, False)], [(after, False)]
    old, new = before.split(" "), after.split(" ")
    blocks = [(0, 0, 0), *SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()]
    sides: tuple[list[tuple[str, bool]], list[tuple[str, bool]]] = ([], [])
    for (a, b, size), (next_a, next_b, _) in pairwise(blocks):
        for pieces, words, start, end, stop in (
            (sides[0], old, a, a + size, next_a),
            (sides[1], new, b, b + size, next_b),
        ):
            same, other = " ".join(words[start:end]), " ".join(words[end:stop])
            pieces += [(f"{same} ", False)] * bool(same) + [(other, True), (" ", False)] * bool(other)
    return sides
