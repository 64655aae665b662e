"""The inbox as a Qt table model."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from tracker.domain.casework import Stage
from tracker.domain.review import InboxRow
from tracker.domain.words import folded
from tracker.gui.words import level_word, moment, tr

_COLUMNS: tuple[tuple[str, int, Callable[[InboxRow], str]], ...] = (
    ("Waits because", 120, lambda row: why(row)),
    ("Paragraph", 150, lambda row: f"{row.symbol}, {row.label}"),
    ("Member State", 180, lambda row: row.state_name),
    ("Level", 140, lambda row: level_word(row.level)),
    ("Last comment", 220, lambda row: row.remark),
    ("By", 110, lambda row: row.who),
    ("Since", 150, lambda row: moment(row.at) if row.at else ""),
    ("Cycle", 140, lambda row: row.cycle_name),
    ("Text", 300, lambda row: row.text),
)
WIDTHS = tuple(width for _, width, _ in _COLUMNS)


def why(row: InboxRow) -> str:
    """Why a line is in the inbox: its stage, where that waits for someone, and whether it is suspect."""
    waits = [tr(row.stage.value)] if row.stage in (Stage.SUBMITTED, Stage.RETURNED) else []
    return ", ".join([*waits, *([tr("suspect")] if row.suspect else [])]).capitalize()


class InboxModel(QAbstractTableModel):
    """Shows the rows that the filter and the search let through, sorted by a column."""

    def __init__(self) -> None:
        super().__init__()
        self._all: Sequence[InboxRow] = ()
        self._shown: list[InboxRow] = []
        self._search = ""
        self._admits: Callable[[InboxRow], bool] = lambda _row: True
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_COLUMNS)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and role == Qt.ItemDataRole.DisplayRole:
            return _COLUMNS[index.column()][2](self._shown[index.row()])
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(_COLUMNS[section][0])
        return None

    def row_at(self, position: int) -> InboxRow:
        return self._shown[position]

    @property
    def total(self) -> int:
        return len(self._all)

    def show_rows(self, rows: Sequence[InboxRow]) -> None:
        """Take other rows."""
        self._all = rows
        self._show()

    def narrow(self, admits: Callable[[InboxRow], bool]) -> None:
        self._admits = admits
        self._show()

    def search(self, words: str) -> None:
        self._search = words
        self._show()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted = None if column < 0 else (column, order)
        self._show()

    def _show(self) -> None:
        sought = folded(self._search).split()
        found = [row for row in self._all if self._admits(row)]
        if sought:
            found = [row for row in found if all(word in _searchable(row) for word in sought)]
        if self._sorted:
            column, order = self._sorted
            words = _COLUMNS[column][2]
            found.sort(key=lambda row: folded(words(row)), reverse=order == Qt.SortOrder.DescendingOrder)
        self.beginResetModel()
        self._shown = found
        self.endResetModel()


def _searchable(row: InboxRow) -> str:
    return folded("\n".join(words(row) for _, _, words in _COLUMNS))
