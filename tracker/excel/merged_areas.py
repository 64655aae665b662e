"""The merged areas of a sheet: which cells they hide."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from openpyxl.utils.cell import range_boundaries


@dataclass(frozen=True, slots=True)
class Area:
    """Merged cells: all but the first are empty."""

    first_column: int
    first_row: int
    last_column: int
    last_row: int

    def has(self, column: int, row: int) -> bool:
        return self.first_column <= column <= self.last_column and self.first_row <= row <= self.last_row

    def covered(self, column: int) -> tuple[int, int] | None:
        """The first and the last row in which the area hides the cell of a column; None if it hides none."""
        first = self.first_row + (column == self.first_column)
        inside = self.first_column <= column <= self.last_column and first <= self.last_row
        return (first, self.last_row) if inside else None


class Merged:
    """The cells of a column that merged areas hide, with fast look-up for any number of areas."""

    def __init__(self, areas: Iterable[Area], column: int) -> None:
        self._first: list[int] = []
        self._last: list[int] = []
        for first, last in sorted(filter(None, (area.covered(column) for area in areas))):
            self._first.append(first)
            self._last.append(max(last, self._last[-1] if self._last else 0))

    def covers(self, row: int) -> bool:
        before = bisect_right(self._first, row)
        return before > 0 and row <= self._last[before - 1]


def area_of(reference: str) -> Area:
    """The area of a reference such as "A1:C3". Raises ValueError."""
    edges = [edge or 0 for edge in range_boundaries(reference)]
    return Area(*map(int, edges))
