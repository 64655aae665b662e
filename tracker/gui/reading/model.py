"""The lines of a reading as a Qt model, each with what is doubtful about it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from tracker.domain.instruments.instrument import Doubt
from tracker.domain.instruments.outline import Kind, Line, place_words

SHOWN = Qt.ItemDataRole.UserRole
"""The role under which a row's ShownLine is had."""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line, where it is in the words of doubts ("operative 12", "preambular 3"), and what is doubtful about it."""

    line: Line
    where: str
    doubts: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Where it is, in the user's language."""
        return str(place_words(self.where))


class OutlineModel(QAbstractListModel):
    """A correction changes the rows that it touched; the others, and what is chosen, stay."""

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
        """Show other lines. Those at the start and the end that are as they were stay untouched."""
        wanted = shown_lines(lines, doubts)
        start = _alike(self._shown, wanted)
        end = _alike(self._shown[start:][::-1], wanted[start:][::-1])
        old, new = len(self._shown) - end, len(wanted) - end
        both = min(old, new)
        if old > both:
            self.beginRemoveRows(QModelIndex(), both, old - 1)
            del self._shown[both:old]
            self.endRemoveRows()
        elif new > both:
            self.beginInsertRows(QModelIndex(), both, new - 1)
            self._shown[both:both] = wanted[both:new]
            self.endInsertRows()
        self._shown[start:both] = wanted[start:both]
        if both > start:
            self.dataChanged.emit(self.index(start), self.index(both - 1))


def _alike(one: Sequence[ShownLine], other: Sequence[ShownLine]) -> int:
    """How many at the start are the same."""
    number = 0
    while number < min(len(one), len(other)) and one[number] == other[number]:
        number += 1
    return number


def shown_lines(lines: Sequence[Line], doubts: Sequence[Doubt]) -> list[ShownLine]:
    """The lines that have words, each with its doubts."""
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
    told: dict[int, list[str]] = {}
    for doubt in doubts:
        if (row := row_of(rows, doubt)) is not None:
            told.setdefault(row, []).append(str(doubt.what))
    return [replace(row, doubts=tuple(told.get(number, ()))) for number, row in enumerate(rows)]


def row_of(rows: Sequence[ShownLine], doubt: Doubt) -> int | None:
    """The row that a doubt is about; None for those of the masthead and of the whole."""
    where = doubt.where.removeprefix("after ")
    kind, _, number = where.partition(" ")
    for place, row in enumerate(rows):
        if row.where == where or (where == "operative" and row.line.kind is Kind.OPERATIVE):
            return place
        if kind == "mark" and any(str(mark.number) == number for mark in row.line.paragraph.marks):
            return place
    return None
