"""A register as a Qt table model. A change rereads and repaints only the rows it touched; a row that no longer fits its
position, the search or the filters stays until they are applied again."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from tracker.domain.casework.change_sets import ChangeSet, RowChange
from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.fields import fields_of
from tracker.domain.casework.measures import Measure, hints
from tracker.domain.casework.registers import Register, asked_year
from tracker.errors import TrackerError
from tracker.gui.context.context import WorkContext
from tracker.gui.kit.i18n import short, tr
from tracker.gui.kit.table import heading_data
from tracker.gui.kit.tips import WHOLE
from tracker.gui.kit.widgets import tip
from tracker.gui.registers.columns import COLUMNS, Row, value_of
from tracker.gui.registers.index import ALL, RegisterIndex, register_filters
from tracker.operations import registers

_SHOWN = 300  # most characters of a cell: more don't fit, and laying them out takes long
_OWN: dict[Register, dict[str, str]] = {
    Register.MEASURE: {"measure": "", "measure_paragraph": "measure_id", "evidence_measure": "measure_id"},
    Register.EVIDENCE: {
        "evidence": "",
        "evidence_paragraph": "evidence_id",
        "evidence_measure": "evidence_id",
        "evidence_file": "evidence_id",
        "excerpt": "evidence_id",
    },
}


class RegisterModel(QAbstractTableModel):
    """The measures or the evidence of the Member State in scope; `load` reads them when they are first shown."""

    counts_changed = Signal()

    def __init__(self, context: WorkContext, register: Register) -> None:
        super().__init__()
        self._context = context
        self.register = register
        self.columns = COLUMNS[register]
        self.filters = register_filters(register, date.today())
        self._index = RegisterIndex(self.filters, self._searchable, self.columns[0].order, descending=False)
        self._shown: list[int] = []
        self._search = ""
        self._chosen = [ALL] * len(self.filters)
        self._state: str | None = None
        context.changed.connect(self._on_change)

    # Called by views

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self.row_at(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return short(column.words(row), _SHOWN)
        if role == Qt.ItemDataRole.EditRole:
            return str(self.value_at(index) or "") if column.field else column.words(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(column.detail(row)) if column.detail else None
        return column.words(row) if role == WHOLE else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return heading_data(self.columns[section].heading, orientation, role)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self.columns[index.column()].field:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def row_at(self, position: int) -> Row:
        return self._index.rows[self._shown[position]]

    def value_at(self, index: QModelIndex | QPersistentModelIndex) -> Any:
        """The value that is edited in a cell."""
        return getattr(value_of(self.row_at(index.row())), self.columns[index.column()].field)

    def position_of(self, row_id: int) -> int:
        """The position of a row among those shown; -1 when it isn't shown."""
        return self._shown.index(row_id) if row_id in self._shown else -1

    def positions_of(self, ids: Iterable[int]) -> list[int]:
        """The positions of those of the rows that are shown, from top to bottom."""
        positions = {shown_id: position for position, shown_id in enumerate(self._shown)}
        return sorted(positions[row_id] for row_id in ids if row_id in positions)

    @property
    def total(self) -> int:
        return len(self._index.rows)

    def counts(self, number: int) -> dict[str, int]:
        """How many rows each choice of the filter `number` would show."""
        return self._index.counts(self._search, self._chosen, number)

    # Called for the user

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        descending = order == Qt.SortOrder.DescendingOrder
        self._show(lambda: self._index.sort(self.columns[column].order, descending))

    def search(self, words: str) -> None:
        self._search = words
        self._show()

    def choose(self, number: int, key: str) -> None:
        """Set the filter `number` to the choice `key`."""
        self._chosen[number] = key
        self._show()

    def setData(
        self, index: QModelIndex | QPersistentModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Save what was edited in a cell. Emits `failed` with a message when it can't be saved (then returns False) and
        when it looks odd."""
        field = self.columns[index.column()].field if index.isValid() else ""
        if not field or role != Qt.ItemDataRole.EditRole:
            return False
        row = self.row_at(index.row())
        stored = value_of(row)
        if getattr(stored, field) == value:
            return True
        changed = replace(stored, **{field: value})
        try:
            change_set = self._save(changed, row.id)
        except TrackerError as fault:
            self._context.failed.emit(fault)
            return False
        self._context.publish(change_set)
        if odd := self._odd(changed, field, row.id):
            self._context.failed.emit(odd)
        return True

    def refuse(self, words: str) -> None:
        """Show the user that the input in a cell can't be saved."""
        self._context.failed.emit(TrackerError(words, tr("Correct it, or press Esc to leave it as it was.")))

    def _save(self, changed: Measure | Evidence, row_id: int) -> ChangeSet | None:
        workspace, scope = self._context.workspace, self._context.scope
        if isinstance(changed, Measure):
            return registers.save_measure(workspace, scope, changed, row_id)
        return registers.save_evidence(workspace, scope, changed, row_id)

    def _odd(self, changed: Measure | Evidence, field: str, row_id: int) -> TrackerError | None:
        """A message about a saved value that looks odd; None if it looks right."""
        if isinstance(changed, Evidence):
            question = asked_year(changed.got_on) if field == "got_on" else None
            return TrackerError(question, tr("It was kept.")) if question else None
        if field in ("title", "act", "article"):
            similar = registers.same_measures(self._context.workspace, self._context.scope, changed, row_id)
            if similar:
                message = tr("This State already has “{title}”.").format(title=short(similar[0].measure.title))
                return TrackerError(message, tr("Both are kept; remove one if they are the same."))
        question = hints(changed, date.today()).get(field)
        return TrackerError(question, tr("It was kept.")) if question else None

    def load(self) -> None:
        """Read the register of the Member State in scope, unless it is loaded already."""
        if self._state != self._context.scope.state:
            self.reload()

    def reload(self) -> None:
        self._state = self._context.scope.state
        rows = registers.rows(self._context.workspace, self._context.scope, self.register)
        self._show(lambda: self._index.fill(rows))

    # Internal

    def _searchable(self, row: Row) -> str:
        """All searchable text of a row: its columns, its searchable fields and its excerpts."""
        value = value_of(row)
        texts = [str(getattr(value, name)) for name, field in fields_of(type(value)).items() if field.searchable]
        if isinstance(value, Evidence):
            texts += [text for excerpt in value.excerpts for text in (excerpt.place, excerpt.text)]
        return "\n".join((*(column.words(row) for column in self.columns), *texts))

    def _show(self, change: Callable[[], None] = lambda: None) -> None:
        """Call `change`, then show the rows that match the search and the filters."""
        self.beginResetModel()
        change()
        self._shown = self._index.found(self._search, self._chosen)
        self.endResetModel()
        self.counts_changed.emit()

    def _on_change(self, change_set: ChangeSet) -> None:
        if self._state != self._context.scope.state:
            return
        if change_set.touches("paragraph", "instrument"):
            self.reload()
        elif touched := set(filter(None, map(self._touched, change_set.rows))):
            self._refresh(touched)

    def _touched(self, change: RowChange) -> int:
        """The id of the row of this register that a change affects; 0 for none."""
        key = _OWN[self.register].get(change.table)
        if key is None:
            return 0
        return int((change.after or change.before or {})[key]) if key else change.row_id

    def _refresh(self, ids: set[int]) -> None:
        read = registers.rows(self._context.workspace, self._context.scope, self.register, sorted(ids))
        known = self._index.rows.keys()
        new = [row.id for row in read if row.id not in known]
        gone = (ids & known) - {row.id for row in read}
        for row in read:
            self._index.put(row)
        self._take_out(gone)
        for position in self.positions_of(ids - gone - set(new)):
            self.dataChanged.emit(self.index(position, 0), self.index(position, len(self.columns) - 1))
        self._put_in(new)
        self.counts_changed.emit()

    def _take_out(self, ids: set[int]) -> None:
        positions = reversed(self.positions_of(ids))
        for _, run in groupby(enumerate(positions), lambda pair: pair[0] + pair[1]):
            run_positions = [position for _, position in run]
            self.beginRemoveRows(QModelIndex(), run_positions[-1], run_positions[0])
            del self._shown[run_positions[-1] : run_positions[0] + 1]
            self.endRemoveRows()
        self._index.take_out(ids)

    def _put_in(self, ids: Sequence[int]) -> None:
        """Insert new rows into the order; of those that match, rows with the same position are inserted together."""
        self._index.put_in(ids)
        matching = self._index.found(self._search, self._chosen, ids)
        placed = sorted((self._index.place(row_id, self._shown), number) for number, row_id in enumerate(matching))
        for place, run in reversed([(place, list(run)) for place, run in groupby(placed, lambda pair: pair[0])]):
            row_ids = self._index.in_order([matching[number] for _, number in run])
            self.beginInsertRows(QModelIndex(), place, place + len(row_ids) - 1)
            self._shown[place:place] = row_ids
            self.endInsertRows()
