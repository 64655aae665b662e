"""The rows of a long sheet, written one by one through one set of cells."""

from collections.abc import Sequence

from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from tracker.excel.columns import Value
from tracker.excel.openpyxl_private import reuse_cells, set_value
from tracker.excel.values import data_type, plain


class Lines:
    """Adds rows to a sheet. openpyxl has written a row when `append` returns, so each row uses the cells of the one
    before again; it would make others of them by itself, and keep an object for each row's height."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self.number = 0
        """That of the last row added."""
        self._heights = reuse_cells(sheet)

    def add(self, cells: list[Cell], values: Sequence[Value], height: float) -> None:
        """A row of `values` in `cells`, so many points high."""
        self.number += 1
        for cell, value in zip(cells, values, strict=True):
            kept = plain(value)
            set_value(cell, kept, data_type(kept))
        self._heights[self.number] = {"ht": f"{height:g}", "customHeight": "1"}
        self._sheet.append(cells)
        del self._heights[self.number]
