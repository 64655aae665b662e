"""Messages and the progress of jobs, at the foot of the middle pane: they lie over the window, so that nothing moves
under the mouse when one comes or goes. A list ends above them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tracker.gui.kit import sizes

_WIDEST = 160  # units, over a page that covers the middle pane


class Notices(QWidget):
    """Lays `strips`, each of which may hide, over the foot of `middle`, or of `side` while that covers it."""

    def __init__(self, strips: Sequence[QWidget], middle: QWidget, side: QWidget, around: QWidget) -> None:
        super().__init__(around)
        self._middle, self._side, self._around = middle, side, around
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        for strip in strips:
            self._column.addWidget(strip)
        for pane in (middle, side):
            pane.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide):
            self._place()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a strip is shown, hidden, or says something else
            self._place()
        return super().event(event)

    def _place(self) -> None:
        over = self._side if self._middle.isHidden() else self._middle
        width = min(over.width(), sizes.units(_WIDEST)) if over is self._side else over.width()
        height = self._column.totalHeightForWidth(width)
        height = self._column.totalSizeHint().height() if height < 0 else height  # where no text is broken into lines
        corner = over.mapTo(self._around, over.rect().bottomLeft())
        self.setGeometry(QRect(corner.x(), corner.y() + 1 - height, width, height))
        self._middle.setContentsMargins(0, 0, 0, height)
        self.raise_()
