"""The list of the lines of a reading, with its keys."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from tracker.gui.kit.i18n import tr
from tracker.gui.reading.delegate import LineDelegate
from tracker.gui.reading.model import SHOWN, OutlineModel, ShownLine


class OutlineView(QListView):
    """Arrow keys move; letters are the keys of corrections. Emits key_pressed(letter) and line_chosen()."""

    key_pressed = Signal(str)
    line_chosen = Signal()

    def __init__(self, model: OutlineModel) -> None:
        super().__init__()
        self.setAccessibleName(tr("The resolution as it was read"))
        self.setModel(model)
        self.setItemDelegate(LineDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.verticalScrollBar().setSingleStep(40)
        self.selectionModel().currentChanged.connect(self.line_chosen)

    def choose(self, row: int) -> None:
        index = self.model().index(row, 0)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if not self.viewport().rect().contains(self.visualRect(index)):
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    @property
    def current(self) -> ShownLine | None:
        index: QModelIndex = self.currentIndex()
        return index.data(SHOWN) if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isalpha() and not event.modifiers():
            self.key_pressed.emit(event.text().upper())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Switch off Qt's search by typing: letters are shortcuts of the program."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out the lines for the new width, and keep the current one in view, also when an editor opens below."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        self.executeDelayedItemsLayout()
        self.scrollTo(self.currentIndex())
