"""The file's own words, block by block, with those of the chosen paragraph marked."""

import re
from collections.abc import Sequence, Set

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from tracker.gui.kit import theme
from tracker.gui.kit.i18n import tr

# All that a document could take for the end of a block, so that blocks can be told by their numbers.
_BREAKS = re.compile(r"[\s\ufdd0\ufdd1]+")


class SourceText(QPlainTextEdit):
    """Read only. Emits block_chosen(number) when the user clicks on a block of the file."""

    block_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("source")
        self.setReadOnly(True)
        self.setAccessibleName(tr("Source text"))
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.document().setDocumentMargin(3 * theme.UNIT)
        self._blocks: Sequence[str] = ()
        self._marked: Sequence[int] = ()
        self._quiet: Sequence[int] = ()

    def show_blocks(self, blocks: Sequence[str]) -> None:
        """Show a file: each block set apart by an empty line."""
        self._blocks = blocks
        self.setPlainText("\n\n".join(_BREAKS.sub(" ", block) for block in blocks))

    def show_taken(self, taken: Set[int]) -> None:
        """Blocks that are in no paragraph are quiet, so that words which should be in one are seen."""
        self._quiet = [number for number, block in enumerate(self._blocks) if block and number not in taken]
        self.show_colours()

    def mark(self, blocks: Sequence[int], words: str = "") -> None:
        """Mark blocks and scroll to them. Where the reading does not say which, the block that has these `words`."""
        if not blocks and words:
            blocks = [number for number, block in enumerate(self._blocks) if block == words][:1]
        self._marked = [number for number in blocks if number < len(self._blocks)]
        self.show_colours()
        if self._marked:
            last = QTextCursor(self.document().findBlockByNumber(2 * self._marked[-1]))
            last.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            for cursor in (last, QTextCursor(self.document().findBlockByNumber(2 * self._marked[0]))):
                self.setTextCursor(cursor)
                if not self.viewport().rect().contains(self.cursorRect()):
                    self.centerCursor()

    @property
    def marked_words(self) -> list[str]:
        """The blocks that are marked."""
        return [self.document().findBlockByNumber(2 * number).text() for number in self._marked]

    def show_colours(self) -> None:
        """Paint what is marked and what is quiet, in the colours in use."""
        colours = theme.colours()
        quiet = [self._selection(number, foreground=colours.quiet) for number in self._quiet]
        self.setExtraSelections([*quiet, *(self._selection(n, background=colours.chosen) for n in self._marked)])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if not self.textCursor().hasSelection():
            self.block_chosen.emit(self.textCursor().blockNumber() // 2)

    def _selection(self, number: int, foreground: str = "", background: str = "") -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document().findBlockByNumber(2 * number))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        made.cursor = cursor
        if foreground:
            made.format.setForeground(QColor(foreground))
        if background:
            made.format.setBackground(QColor(background))
        return made
