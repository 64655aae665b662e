"""The checklist as a Qt model: the rows that the filters let through, updated row by row."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from tracker.domain.casework.assessments import ParagraphRow
from tracker.domain.casework.change_sets import ChangeSet
from tracker.domain.casework.levels import Level
from tracker.gui.checklist.filters import Filters, Group, Index
from tracker.gui.checklist.remarks import spoken
from tracker.gui.context.context import WorkContext
from tracker.operations import casework

ROW = Qt.ItemDataRole.UserRole
"""Qt role that returns the row's ParagraphRow."""

_COUNTED = ("assessment", "measure_paragraph", "evidence_paragraph", "comment")


class ChecklistModel(QAbstractListModel):
    """A change repaints only the rows it touched; a row that no longer fits the filters stays until they are applied
    again."""

    counts_changed = Signal()
    rows_changed = Signal()

    def __init__(self, context: WorkContext, groups: list[Group], filters: Filters) -> None:
        super().__init__()
        self._context = context
        self._groups = groups
        self._index = Index([], groups)
        self.filters = filters
        self._shown: list[ParagraphRow] = []
        self._positions: dict[int, int] = {}
        context.changed.connect(self._on_change)
        context.scope_changed.connect(self.reload)

    # Called by views

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._shown[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.label} {row.text}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row)
        return None

    def position_of(self, paragraph_id: int) -> int:
        """The position of a paragraph among those shown; -1 when it isn't shown."""
        return self._positions.get(paragraph_id, -1)

    def row_at(self, position: int) -> ParagraphRow:
        return self._shown[position]

    @property
    def groups(self) -> list[Group]:
        """All filters of the checklist."""
        return self._groups

    @property
    def rows(self) -> list[ParagraphRow]:
        """All rows, shown or not."""
        return self._index.rows

    def counts(self) -> dict[tuple[str, str], int]:
        return self._index.counts(self.filters)

    def progress(self) -> dict[Level, int]:
        """Numbered paragraphs by level, among those that the choices of instrument and addressee let through."""
        counts = dict.fromkeys(Level, 0)
        scope_filters = Filters(tuple((key, self.filters.choice(key)) for key in ("instrument", "addressee")))
        for row in self._index.matching(scope_filters):
            if row.parent_id is None:
                counts[row.standing] += 1
        return counts

    # Changes

    def set_filters(self, filters: Filters) -> None:
        self.filters = filters
        self._show()

    def set_groups(self, groups: list[Group]) -> None:
        self._groups = groups
        self.reload()

    def reload(self) -> None:
        """Read all rows again: another work scope, or other instruments."""
        rows = casework.checklist(self._context.workspace, self._context.scope)
        self._index = Index(rows, self._groups)
        self.rows_changed.emit()
        self._show()

    def _show(self) -> None:
        self.beginResetModel()
        self._context.instrument = self.filters.choice("instrument")
        self._shown = self._index.matching(self.filters)
        self._positions = {row.id: position for position, row in enumerate(self._shown)}
        self.endResetModel()
        self.counts_changed.emit()

    def _on_change(self, change_set: ChangeSet) -> None:
        if change_set.touches("paragraph", "instrument"):
            self.reload()
            return
        touched = self._touched(change_set)
        self._context.read_ahead(touched)
        rows = {row.id: row for paragraph_id in touched for row in self._context.family(paragraph_id)}
        for row in rows.values():
            self._refresh(row)
        if touched:
            self.counts_changed.emit()

    def _touched(self, change_set: ChangeSet) -> list[int]:
        """The paragraphs whose rows a change set may have changed."""
        if change_set.touches("evidence_measure"):
            return [row.id for row in self.rows if row.measures]
        changes = [change for change in change_set.rows if change.table in _COUNTED]
        return list(dict.fromkeys((change.after or change.before or {})["paragraph_id"] for change in changes))

    def _refresh(self, row: ParagraphRow) -> None:
        if not self._index.replace(row):
            return
        position = self._positions.get(row.id)
        if position is not None:
            self._shown[position] = row
            index = self.index(position)
            self.dataChanged.emit(index, index)
