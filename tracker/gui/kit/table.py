"""The tables of the middle pane, and a read-only model for them."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from tracker.domain.text.folding import folded
from tracker.gui.kit import sizes
from tracker.gui.kit.columns import KEY, Columns
from tracker.gui.kit.i18n import short, tr
from tracker.gui.kit.tips import WHOLE

Row = TypeVar("Row")


_SHOWN = 300  # characters of a cell; more are not visible and slow to lay out


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column: its heading, its width, and the function that gives its text for a row."""

    heading: str
    width: int
    words: Callable[[Row], str]


def heading_data(heading: str, orientation: Qt.Orientation, role: int) -> str | None:
    """What a model tells of a column with this heading."""
    if orientation == Qt.Orientation.Horizontal and role in (Qt.ItemDataRole.DisplayRole, KEY):
        return heading if role == KEY else tr(heading)
    return None


class RowsModel(QAbstractTableModel, Generic[Row]):
    """A model of rows with a filter, a search, and sorting by a column."""

    def __init__(self, columns: Sequence[Column[Row]]) -> None:
        super().__init__()
        self._columns = columns
        self._all: Sequence[Row] = ()
        self._shown: list[Row] = []
        self._search = ""
        self._admits: Callable[[Row], bool] = lambda _row: True
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, WHOLE):
            return None
        words = self._columns[index.column()].words(self._shown[index.row()])
        return words if role == WHOLE else short(words, _SHOWN)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return heading_data(self._columns[section].heading, orientation, role)

    def row_at(self, position: int) -> Row:
        return self._shown[position]

    @property
    def rows(self) -> Sequence[Row]:
        """All rows, whether shown or not."""
        return self._all

    def count_words(self) -> str:
        """The number of rows shown, and of all rows."""
        total, shown = len(self._all), len(self._shown)
        some = tr("{shown} of {total}").format(shown=f"{shown:,}", total=f"{total:,}")
        return f"{total:,}" if shown == total else some

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Replace all rows."""
        self._all = rows
        self._show()

    def narrow(self, admits: Callable[[Row], bool]) -> None:
        self._admits = admits
        self._show()

    def search(self, words: str) -> None:
        self._search = words
        self._show()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted = None if column < 0 else (column, order)
        self._show()

    def _show(self) -> None:
        wanted = folded(self._search).split()
        found = [row for row in self._all if self._admits(row)]
        if wanted:
            found = [row for row in found if all(word in self._searchable(row) for word in wanted)]
        if self._sorted:
            column, order = self._sorted
            words = self._columns[column].words
            found.sort(key=lambda row: folded(words(row)), reverse=order == Qt.SortOrder.DescendingOrder)
        self.beginResetModel()
        self._shown = found
        self.endResetModel()

    def _searchable(self, row: Row) -> str:
        return folded("\n".join(column.words(row) for column in self._columns))


class Table(QTableView):
    """A table with selection by rows and equal row heights, whose columns the user arranges and finds so again
    (`kept_as` is the name under which they are kept, `grows` the columns that get the room that is left; without
    any the last one does); Tab leaves it. Emits opened() on Enter
    and double click. Its current row is always a chosen one, so what is framed is what is shown beside it."""

    opened = Signal()

    def __init__(
        self, model: QAbstractItemModel, widths: Sequence[int], name: str, kept_as: str, grows: Collection[int] = ()
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        sizes.sized(self.verticalHeader(), lambda it: it.setDefaultSectionSize(sizes.units(9)))
        heading = self.horizontalHeader()
        heading.setHighlightSections(False)
        heading.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        heading.setStretchLastSection(True)
        heading.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.columns = Columns(self, widths, kept_as, grows)
        self._place = -1
        self.doubleClicked.connect(self._on_double_click)

    @contextmanager
    def keeping_place(self, model: RowsModel[Row], key: Callable[[Row], object], nearest: bool) -> Iterator[None]:
        """Keep the current row, known by its `key`, and the scroll position while other rows are shown in the block. If
        it is gone, no row is current; with `nearest` the one in its place is, when the list gets the focus or a key."""
        before = self.currentIndex()
        held = key(model.row_at(before.row())) if before.isValid() else None
        scrolled = self.verticalScrollBar().value()
        yield
        keys = [key(model.row_at(position)) for position in range(model.rowCount())]
        if before.isValid() and held in keys:
            self.selectRow(keys.index(held))
        elif before.isValid() and nearest:
            self._place = before.row()
        self.verticalScrollBar().setValue(scrolled)

    def _take_up_place(self) -> None:
        rows, place = self.model().rowCount(), self._place
        self._place = -1
        if rows and place >= 0:
            self.selectRow(min(place, rows - 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.columns.fill_room()

    def _on_double_click(self, _index: QModelIndex) -> None:
        self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._place >= 0 and not self.currentIndex().isValid():
            self._take_up_place()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Make no row current on focus, as Qt would the first: choosing has effects that the user did not ask for."""
        if not self.currentIndex().isValid():
            self._take_up_place()
        if self.currentIndex().isValid():
            super().focusInEvent(event)
        else:
            QFrame.focusInEvent(self, event)
