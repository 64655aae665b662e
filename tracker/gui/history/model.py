"""Change sets as a Qt table model, newest first; older ones are read as the user scrolls."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from tracker.domain.changes import ChangeSet, ChangeSetRow, Sought
from tracker.gui.office import Office
from tracker.gui.words import moment, tr
from tracker.operations import history

_HEADINGS = ("When", "Who", "State", "What")
WIDTHS = (150, 120, 60, 260)


class HistoryModel(QAbstractTableModel):
    """Shows the change sets that are sought. It reads when it is looked at, not while another screen is shown."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._rows: list[ChangeSetRow] = []
        self._more = False
        self.sought = Sought()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_HEADINGS)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        row = self._rows[index.row()]
        label = tr("{label} (undone)").format(label=row.label) if row.undone else row.label
        return (moment(row.at), row.who, row.state, label)[index.column()]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(_HEADINGS[section])
        return None

    def canFetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> bool:
        return not parent.isValid() and self._more

    def fetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> None:
        found = self._read(self._rows[-1].id if self._rows else None)
        if found:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(found) - 1)
            self._rows += found
            self.endInsertRows()

    def row_at(self, position: int) -> ChangeSetRow:
        return self._rows[position]

    def seek(self, sought: Sought) -> None:
        """Show other change sets."""
        self.sought = sought
        self.reload()

    def reload(self) -> None:
        """Read again what is shown."""
        found = self._read(None)
        self.beginResetModel()
        self._rows = found
        self.endResetModel()

    def take_up(self, change_set: ChangeSet) -> None:
        """A change set was made, gone on with, undone or redone."""
        newest = self._rows[0].id if self._rows else 0
        news = [row for row in self._read(None) if row.id > newest]
        if news:
            self.beginInsertRows(QModelIndex(), 0, len(news) - 1)
            self._rows[:0] = news
            self.endInsertRows()
        self._restate(change_set.id)

    def _restate(self, change_set_id: int) -> None:
        for position, row in enumerate(self._rows):
            if row.id == change_set_id:
                (self._rows[position],) = history.change_sets(self._office.workspace, Sought(), row.id + 1, 1)
                self.dataChanged.emit(self.index(position, 0), self.index(position, len(_HEADINGS) - 1))

    def _read(self, before: int | None) -> list[ChangeSetRow]:
        found = history.change_sets(self._office.workspace, self.sought, before)
        self._more = len(found) == history.PAGE
        return found
