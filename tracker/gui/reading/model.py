"""The lines of a reading as a Qt model, each with its doubts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from tracker.domain.instruments.instrument import Doubt
from tracker.domain.instruments.outline import Kind, Line, place_words

SHOWN = Qt.ItemDataRole.UserRole
"""Qt role that returns the row's ShownLine."""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line, its place as doubts name it ("operative 12", "preambular 3"), and the texts of its doubts."""

    line: Line
    where: str
    doubts: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its place, in the user's language."""
        return str(place_words(self.where))


class OutlineModel(QAbstractListModel):
    """A correction changes only the rows it touched; the others stay, and with them the selection."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[ShownLine] = []

    @property
    def shown(self) -> Sequence[ShownLine]:
        return self._shown

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        shown = self._shown[index.row()]
        if role == SHOWN:
            return shown
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{shown.line.label} {shown.line.text}".strip()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join((shown.name, *shown.doubts, shown.line.text))
        return None

    def show(self, lines: Sequence[Line], doubts: Sequence[Doubt]) -> None:
        """Show other lines. Unchanged lines at the start and the end are left untouched."""
        wanted = shown_lines(lines, doubts)
        start = _common_length(self._shown, wanted)
        end = _common_length(self._shown[start:][::-1], wanted[start:][::-1])
        old, new = len(self._shown) - end, len(wanted) - end
        common = min(old, new)
        if old > common:
            self.beginRemoveRows(QModelIndex(), common, old - 1)
            del self._shown[common:old]
            self.endRemoveRows()
        elif new > common:
            self.beginInsertRows(QModelIndex(), common, new - 1)
            self._shown[common:common] = wanted[common:new]
            self.endInsertRows()
        self._shown[start:common] = wanted[start:common]
        if common > start:
            self.dataChanged.emit(self.index(start), self.index(common - 1))


def _common_length(first: Sequence[ShownLine], second: Sequence[ShownLine]) -> int:
    """The length of the common start of two sequences."""
    number = 0
    while number < min(len(first), len(second)) and first[number] == second[number]:
        number += 1
    return number


def shown_lines(lines: Sequence[Line], doubts: Sequence[Doubt]) -> list[ShownLine]:
    """The lines that have text or are paragraphs, each with its doubts."""
    rows: list[ShownLine] = []
    preambular, part = 0, "operative"
    for line in lines:
        part = "annex" if line.kind is Kind.ANNEX else part
        if line.kind is Kind.PREAMBULAR:
            preambular += 1
            rows.append(ShownLine(line, f"preambular {preambular}"))
        elif line.kind in (Kind.OPERATIVE, Kind.SUB):
            rows.append(ShownLine(line, f"{part} {line.label}".strip()))
        elif line.text:
            rows.append(ShownLine(line, line.kind.value))
    doubt_texts: dict[int, list[str]] = {}
    for doubt in doubts:
        if (row := row_of(rows, doubt)) is not None:
            doubt_texts.setdefault(row, []).append(str(doubt.what))
    return [replace(row, doubts=tuple(doubt_texts.get(number, ()))) for number, row in enumerate(rows)]


def row_of(rows: Sequence[ShownLine], doubt: Doubt) -> int | None:
    """The position of the row that a doubt is about; None for a doubt about the masthead or the whole resolution."""
    where = doubt.where.removeprefix("after ")
    kind, _, number = where.partition(" ")
    for position, row in enumerate(rows):
        if row.where == where or (where == "operative" and row.line.kind is Kind.OPERATIVE):
            return position
        if kind == "mark" and any(str(mark.number) == number for mark in row.line.paragraph.marks):
            return position
    return None
