"""The source text of the file, block by block, with the blocks of the selected paragraph marked."""

import re
from collections.abc import Sequence, Set

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from tracker.gui.kit import sizes, theme
from tracker.gui.kit.i18n import tr

# Everything that QTextDocument takes for the end of a block. It is replaced, so that block n of the file, which an
# empty line follows, is block 2n of the document.
_BREAKS = re.compile(r"[\s\ufdd0\ufdd1]+")


class SourceText(QPlainTextEdit):
    """Read-only. Emits block_chosen(number) when the user clicks on a block of the file."""

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
        sizes.sized(self.document(), lambda it: it.setDocumentMargin(sizes.units(3)))
        self._blocks: Sequence[str] = ()
        self._marked: Sequence[int] = ()
        self._quiet: Sequence[int] = ()

    def show_blocks(self, blocks: Sequence[str]) -> None:
        """Show the blocks of a file, with an empty line between them."""
        self._blocks = blocks
        self.setPlainText("\n\n".join(_BREAKS.sub(" ", block) for block in blocks))

    def show_taken(self, taken: Set[int]) -> None:
        """Grey out the blocks that are in no paragraph, so that text which should be in one stands out. `taken`: the
        numbers of the blocks that are."""
        self._quiet = [number for number, block in enumerate(self._blocks) if block and number not in taken]
        self.show_colours()

    def mark(self, blocks: Sequence[int], words: str = "") -> None:
        """Mark blocks and scroll to them. If the reading names none, the block whose text is `words` is marked."""
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
        """The texts of the marked blocks."""
        return [self.document().findBlockByNumber(2 * number).text() for number in self._marked]

    def show_colours(self) -> None:
        """Paint the marked and the greyed-out blocks in the current colours."""
        colours = theme.colours()
        quiet = [self._selection(number, foreground=colours.quiet) for number in self._quiet]
        self.setExtraSelections([*quiet, *(self._selection(n, background=colours.chosen) for n in self._marked)])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if not self.textCursor().hasSelection():
            self.block_chosen.emit(self.textCursor().blockNumber() // 2)

    def _selection(self, number: int, foreground: str = "", background: str = "") -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document().findBlockByNumber(2 * number))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        selection.cursor = cursor
        if foreground:
            selection.format.setForeground(QColor(foreground))
        if background:
            selection.format.setBackground(QColor(background))
        return selection
