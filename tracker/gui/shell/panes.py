"""The three panes of the window: the filters, the screens, the side pane."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QSplitter, QWidget

from tracker.gui.kit.drag_drop import dropped_file, dropped_workbooks
from tracker.gui.kit.side_pane import SidePane

_THREE_PANES = 1040  # pixels: a 1920-pixel screen scaled to 200 % has less


class Panes(QSplitter):
    """Left, middle and right. The left one is hidden if there is no space for three, unless the user wants it. Emits
    narrowed(bool): whether there is none.

    A file dropped on the left or middle pane, or on the side pane while a wide page is open there, is a resolution or a
    returned workbook: emits file_dropped(path) or workbooks_dropped(paths). Other drops on the side pane are ignored;
    they were meant for the paragraph."""

    narrowed = Signal(bool)
    file_dropped = Signal(object)
    workbooks_dropped = Signal(object)

    def __init__(self, left: QWidget, middle: QWidget, right: SidePane) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._left, self._right = left, right
        self._left_wanted: bool | None = None
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for part, least in ((left, 200), (middle, 400), (right, 436)):
            part.setMinimumWidth(least)
            self.addWidget(part)
        self.setStretchFactor(1, 3)
        self.setStretchFactor(2, 2)
        self.setSizes([236, 604, 440])
        right.widened.connect(middle.setHidden)
        self.setAcceptDrops(True)

    def toggle_left(self) -> None:
        """Show or hide the left pane, regardless of the window's width."""
        self._left_wanted = not self._left.isVisible()
        self._left.setVisible(self._left_wanted)

    def fit(self, width: int) -> None:
        """Adapt to the width of the window in pixels."""
        self.narrowed.emit(width < _THREE_PANES)
        if self._left_wanted is None:
            self._left.setVisible(width >= _THREE_PANES)

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
