"""The three panes of the window side by side: the filters, the screens, the side pane."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QSplitter, QWidget

from tracker.gui.kit.drag_drop import dropped_file, dropped_workbooks
from tracker.gui.kit.side_pane import SidePane

_ROOM_FOR_THREE = 1040  # pixels: less is left of a screen of 1920 where all is shown twice as large


class Panes(QSplitter):
    """Left, middle and right. Where there is no room for three, the left one gives way, unless the user wants it.

    A file dropped on the left or the middle one is a resolution, a workbook one that came back: emits
    file_dropped(path) and workbooks_dropped(paths). What the side pane is given and does not take was meant for the
    paragraph."""

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

    def turn_left(self) -> None:
        """Show the left pane, or hide it, whatever room there is."""
        self._left_wanted = not self._left.isVisible()
        self._left.setVisible(self._left_wanted)

    def fit(self, width: int) -> None:
        """Make the best of a window of this width, in pixels."""
        if self._left_wanted is None:
            self._left.setVisible(width >= _ROOM_FOR_THREE)

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
