"""The three panes of the window: the filters, the screens, the side pane."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QSplitter, QWidget

from tracker.gui.kit import sizes
from tracker.gui.kit.drag_drop import dropped_file, dropped_workbooks
from tracker.gui.kit.side_pane import SidePane

_THREE_PANES, _TWO_PANES = 1072, 872  # pixels at 100 %: a 1920-pixel screen scaled to 200 % has 960
_LEAST = (184, 400, 436)  # the least width of each, together no more than 1024
_LOW = 240  # the least height of one that stands above or below another


class Panes(QSplitter):
    """Left, middle and right. The left one is hidden if there is no space for three, unless the user wants it; the
    others stand one below the other if there is none for two. Emits narrowed(bool): whether there is none for three;
    and fitted(width), for a window of that width.

    A file dropped on the left or middle pane, or on the side pane while a wide page is open there, is a resolution or a
    returned workbook: emits file_dropped(path) or workbooks_dropped(paths). Other drops on the side pane are ignored;
    they were meant for the paragraph."""

    narrowed = Signal(bool)
    fitted = Signal(int)
    file_dropped = Signal(object)
    workbooks_dropped = Signal(object)

    def __init__(self, left: QWidget, middle: QWidget, right: SidePane) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._left, self._middle, self._right = left, middle, right
        self._left_wanted: bool | None = None
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for part in (left, middle, right):
            self.addWidget(part)
        sizes.sized(self, lambda it: it._give_least())
        self.setStretchFactor(1, 3)
        self.setStretchFactor(2, 2)
        self.setSizes([sizes.px(width) for width in (236, 604, 440)])
        right.widened.connect(middle.setHidden)
        self.setAcceptDrops(True)

    def toggle_left(self) -> None:
        """Show or hide the left pane, regardless of the window's width."""
        self._left_wanted = not self._left.isVisible()
        self._left.setVisible(self._left_wanted)

    def fit(self, width: int) -> None:
        """Adapt to the width of the window in pixels."""
        roomy = width >= _room(_THREE_PANES)
        self.narrowed.emit(not roomy)
        if self._left_wanted is None:
            self._left.setVisible(roomy)
        self._stack(width < _room(_TWO_PANES))
        self.fitted.emit(width)

    def _stack(self, stacked: bool) -> None:
        self.setOrientation(Qt.Orientation.Vertical if stacked else Qt.Orientation.Horizontal)
        self._give_least()

    def _give_least(self) -> None:
        left, middle, right = map(_room, _LEAST)
        height = sizes.px(_LOW) if self.orientation() == Qt.Orientation.Vertical else 0
        self._left.setMinimumSize(left, height)
        self._middle.setMinimumSize(middle, height)
        self._right.set_least(QSize(right, height))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()) or dropped_workbooks(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        at = self._right.mapFrom(self, event.position().toPoint())
        page = self._right.page
        if self._right.rect().contains(at) and not (page and page.wide):
            return
        if books := dropped_workbooks(event.mimeData()):
            event.acceptProposedAction()
            self.workbooks_dropped.emit(books)
        elif path := dropped_file(event.mimeData()):
            event.acceptProposedAction()
            self.file_dropped.emit(path)


def _room(width: int) -> int:
    """A width in the size of text in use, but no less in smaller text: not all of it shrinks alike, and some would be
    cut."""
    return max(sizes.px(width), width)
