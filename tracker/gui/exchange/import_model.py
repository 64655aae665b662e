"""The lines of the import preview as a Qt table model, with a tick box for what is to be imported."""

from collections.abc import Sequence, Set

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal

from tracker.gui.exchange.import_lines import ImportLine, Kind, exclusive
from tracker.gui.kit.table import Column, RowsModel
from tracker.i18n import QT_TR_NOOP

COLUMNS: tuple[Column[ImportLine], ...] = (
    Column(QT_TR_NOOP("What it is about"), 220, lambda row: row.about),
    Column(QT_TR_NOOP("Field"), 140, lambda row: row.field),
    Column(QT_TR_NOOP("Held now"), 220, lambda row: row.stored),
    Column(QT_TR_NOOP("Returned"), 250, lambda row: row.returned),
    Column(QT_TR_NOOP("Note"), 180, lambda row: row.note),
)
Index = QModelIndex | QPersistentModelIndex


class ImportModel(RowsModel[ImportLine]):
    """Of several lines for one field at most one is ticked. Emits ticked() when the ticks have changed. Once what was
    ticked is imported, nothing can be ticked any more."""

    ticked = Signal()

    def __init__(self) -> None:
        super().__init__(COLUMNS)
        self.chosen: set[int] = set()
        self.imported = False
        self._instead: dict[int, list[int]] = {}

    def take(self, lines: Sequence[ImportLine], unticked: Set[object], ticked: Set[object]) -> None:
        """Show other lines. `unticked` and `ticked`: keys of lines that the user has unticked or ticked; they stay
        so."""
        self._instead = exclusive(lines)
        ticked_at_first = {line.id for line in lines if line.ticked_first and line.key not in unticked}
        self.chosen = ticked_at_first | {line.id for line in lines if line.key in ticked}
        self.show_rows(lines)
        self.ticked.emit()

    def keep_left(self) -> None:
        """Show only what was not ticked, now that the other lines are imported."""
        left = [line for line in self.rows if line.id not in self.chosen]
        self.imported = True
        self.take(left, {line.key for line in left}, set())

    def _can_be_ticked(self, line: ImportLine) -> bool:
        return line.tickable and not self.imported

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.CheckStateRole and index.isValid() and index.column() == 0:
            line = self.row_at(index.row())
            if not self._can_be_ticked(line):
                return None
            return Qt.CheckState.Checked if line.id in self.chosen else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole and index.isValid() and index.column() == 0:
            line = self.row_at(index.row())
            return ", ".join(filter(None, (line.about, line.field)))
        if role == Qt.ItemDataRole.DisplayRole and index.isValid() and index.column() == 0 and index.row():
            above, line = self.row_at(index.row() - 1), self.row_at(index.row())
            if above.about == line.about and {above.kind, line.kind} <= {Kind.CHANGE, Kind.CONFLICT}:
                return ""  # shown once for all lines of a paragraph
        return super().data(index, role)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.tick([self.row_at(index.row())], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == 0 and self._can_be_ticked(self.row_at(index.row())):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def tick(self, lines: Sequence[ImportLine], on: bool) -> None:
        """Tick or untick lines, as far as they can be taken."""
        for line in lines:
            if not on:
                self.chosen.discard(line.id)
            elif self._can_be_ticked(line):
                self.chosen -= set(self._instead.get(line.id, ()))
                self.chosen.add(line.id)
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0))
        self.ticked.emit()

    @property
    def shown(self) -> list[ImportLine]:
        """The lines that match the search and the filter by kind."""
        return [self.row_at(number) for number in range(self.rowCount())]

    @property
    def touched(self) -> bool:
        """Whether other lines are ticked than at the start."""
        return not self.imported and self.chosen != {line.id for line in self.rows if line.ticked_first}

    @property
    def as_text(self) -> str:
        """The lines that match the search and the filter by kind, a tab between cells."""
        return "\n".join("\t".join(" ".join(column.words(line).split()) for column in COLUMNS) for line in self.shown)

    @property
    def to_take(self) -> list[ImportLine]:
        """The lines that are ticked, shown or not."""
        return [line for line in self.rows if line.id in self.chosen]
