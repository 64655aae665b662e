"""Change sets as a Qt table model, newest first; older ones are read as the user scrolls."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from tracker.domain.casework.change_sets import ChangeSet, ChangeSetRow, HistoryQuery
from tracker.gui.context.context import WorkContext
from tracker.gui.kit.i18n import moment, tr
from tracker.gui.kit.table import heading_data
from tracker.gui.kit.timers import once
from tracker.i18n import QT_TR_NOOP
from tracker.operations import history

_HEADINGS = (QT_TR_NOOP("When"), QT_TR_NOOP("Who"), QT_TR_NOOP("State"), QT_TR_NOOP("What"))
_PART = 4_000  # change sets searched for words at a time
WIDTHS = (152, 124, 96, 190)


class HistoryModel(QAbstractTableModel):
    """Shows the change sets that match `query`. A search for words goes through history part by part, so
    that the window stays responsive; results appear as they are found. Emits read_on() after each part."""

    read_on = Signal()

    def __init__(self, context: WorkContext) -> None:
        super().__init__()
        self._context = context
        self._states = {state.code: state.name for state in context.states}
        self._rows: list[ChangeSetRow] = []
        self._before: int | None = None  # id before which to read on; None before the first read, 0 when all is read
        self._wanted = 0
        self.query = HistoryQuery()
        self._soon = once(self, 0)
        self._soon.timeout.connect(self._read_on)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_HEADINGS)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        row = self._rows[index.row()]
        label = tr("Undone: {label}").format(label=row.label) if row.undone else str(row.label)
        return (moment(row.at), row.who, self._states.get(row.state, row.state), label)[index.column()]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return heading_data(_HEADINGS[section], orientation, role)

    def canFetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> bool:
        return not parent.isValid() and bool(self._rows) and self._before != 0 and not self._soon.isActive()

    def fetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> None:
        if self.canFetchMore(parent):
            self._wanted = len(self._rows) + history.PAGE
            self._read_on()

    @property
    def is_reading(self) -> bool:
        """Whether the search is still going on."""
        return self._soon.isActive()

    def row_at(self, position: int) -> ChangeSetRow:
        return self._rows[position]

    def search(self, query: HistoryQuery) -> None:
        """Show the change sets that match a query."""
        self.query = query
        self.reload()

    def reload(self) -> None:
        """Read again from the newest change set on."""
        self.beginResetModel()
        self._rows = []
        self._before, self._wanted = None, history.PAGE
        self.endResetModel()
        self._read_on()

    def load(self, change_set: ChangeSet) -> None:
        """Update the table after a change set was made, continued, undone or redone."""
        newest = self._rows[0].id if self._rows else 0
        new_rows = history.change_sets(self._context.workspace, self.query, since=newest + 1)
        if new_rows:
            self.beginInsertRows(QModelIndex(), 0, len(new_rows) - 1)
            self._rows[:0] = new_rows
            self.endInsertRows()
        self._restate(change_set.id)

    def _restate(self, change_set_id: int) -> None:
        for position, row in enumerate(self._rows):
            if row.id == change_set_id:
                (self._rows[position],) = history.change_sets(
                    self._context.workspace, HistoryQuery(), row.id, limit=1, before=row.id + 1
                )
                self.dataChanged.emit(self.index(position, 0), self.index(position, len(_HEADINGS) - 1))

    def _read_on(self) -> None:
        """Read a page; a search for words goes through no more than `_PART` change sets for it."""
        if self._before is None:
            newest = history.change_sets(self._context.workspace, HistoryQuery(), limit=1)
            self._before = newest[0].id + 1 if newest else 0
        since = max(self._before - _PART, 0) if self.query.words else 0
        rows = history.change_sets(self._context.workspace, self.query, since, self._before)
        self._before = rows[-1].id if len(rows) == history.PAGE else since
        if rows:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()
        if self._before and len(self._rows) < self._wanted:
            self._soon.start()
        self.read_on.emit()
