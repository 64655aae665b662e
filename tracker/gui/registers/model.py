"""A register as a Qt table model: rows of the store, columns with a heading and a source, sorted and searched here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from tracker.domain.changes import ChangeSet
from tracker.domain.evidence import EvidenceRow
from tracker.domain.measures import MeasureRow
from tracker.domain.words import folded
from tracker.gui.office import Office
from tracker.gui.words import day, tr
from tracker.operations import registers


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """`words` is what a cell says; `order` what it sorts by, where that differs."""

    heading: str
    width: int
    words: Callable[[Any], str]
    order: Callable[[Any], Any] | None = None


def _paragraphs(row: MeasureRow | EvidenceRow) -> str:
    return "; ".join(one.words for one in row.paragraphs)


def _cap(words: str) -> str:
    return words[:1].upper() + words[1:]


MEASURES = (
    RegisterColumn("Measure", 250, lambda row: row.measure.title),
    RegisterColumn("Type", 110, lambda row: _cap(tr(row.measure.type.value))),
    RegisterColumn("Status", 80, lambda row: _cap(tr(row.measure.status.value))),
    RegisterColumn("Citation", 180, lambda row: row.measure.citation),
    RegisterColumn("Authority", 180, lambda row: row.measure.authority),
    RegisterColumn(
        "In force", 120, lambda row: day(row.measure.in_force_on), lambda row: str(row.measure.in_force_on or "")
    ),
    RegisterColumn("Answers", 260, lambda row: _paragraphs(row), lambda row: -len(row.paragraphs)),
)
EVIDENCE = (
    RegisterColumn("Evidence", 250, lambda row: row.evidence.title),
    RegisterColumn("Type", 120, lambda row: _cap(tr(row.evidence.type.value))),
    RegisterColumn("Source", 100, lambda row: _cap(tr(row.evidence.source_class.value))),
    RegisterColumn("Publisher", 180, lambda row: row.evidence.publisher),
    RegisterColumn("Speaks of", 90, lambda row: row.evidence.speaks_of),
    RegisterColumn("Reliability", 90, lambda row: _cap(tr(row.evidence.reliability.value))),
    RegisterColumn("Files", 160, lambda row: ", ".join(file.name for file in row.files)),
    RegisterColumn("Supports", 260, lambda row: _paragraphs(row), lambda row: -len(row.paragraphs)),
)


class RegisterModel(QAbstractTableModel):
    """The measures or the evidence of the Member State on the desk."""

    def __init__(self, office: Office, kind: str) -> None:
        super().__init__()
        self._office = office
        self._kind = kind
        self._columns = MEASURES if kind == "measure" else EVIDENCE
        self._all: list[MeasureRow | EvidenceRow] = []
        self._words: list[str] = []
        self._shown: list[MeasureRow | EvidenceRow] = []
        self._search = ""
        self._sorted_by, self._order = 0, Qt.SortOrder.AscendingOrder
        office.changed.connect(self._on_change)
        office.desk_changed.connect(self.reload)
        self.reload()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[index.column()].words(self._shown[index.row()])
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(self._columns[section].heading)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted_by, self._order = column, order
        self._show()

    def search(self, words: str) -> None:
        self._search = words
        self._show()

    def row_at(self, position: int) -> Any:
        return self._shown[position]

    def position_of(self, row_id: int) -> int:
        return next((position for position, row in enumerate(self._shown) if row.id == row_id), -1)

    @property
    def total(self) -> int:
        return len(self._all)

    def widths(self) -> list[int]:
        return [column.width for column in self._columns]

    def reload(self) -> None:
        read = registers.measures if self._kind == "measure" else registers.evidence
        self._all = list(read(self._office.workspace, self._office.desk))
        self._words = [folded("\n".join(column.words(row) for column in self._columns)) for row in self._all]
        self._show()

    def _show(self) -> None:
        sought = folded(self._search).split()
        found = [row for row, words in zip(self._all, self._words, strict=True) if all(one in words for one in sought)]
        column = self._columns[self._sorted_by]
        key = column.order or (lambda row: folded(column.words(row)))
        found.sort(key=key, reverse=self._order == Qt.SortOrder.DescendingOrder)
        self.beginResetModel()
        self._shown = found
        self.endResetModel()

    def _on_change(self, change_set: ChangeSet) -> None:
        if change_set.touches(
            "measure", "evidence", "measure_paragraph", "evidence_paragraph", "evidence_file", "evidence_measure"
        ):
            self.reload()
