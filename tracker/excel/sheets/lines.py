"""Writes the rows of a long sheet one by one, through one set of cells."""

from collections.abc import Sequence

from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from tracker.excel.columns import Value
from tracker.excel.openpyxl_private import reuse_cells, set_value
from tracker.excel.values import data_type, plain


class Lines:
    """Adds rows to a sheet. openpyxl has written a row when `append` returns, so each row reuses the cells of the one
    before; by itself openpyxl would create others, and keep an object for each row's height."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self.number = 0
        """The number of the last row added."""
        self._heights = reuse_cells(sheet)

    def add(self, cells: list[Cell], values: Sequence[Value], height: float) -> None:
        """Add a row of `values` in `cells`; `height` is in points."""
        self.number += 1
        for cell, value in zip(cells, values, strict=True):
            cell_value = plain(value)
            set_value(cell, cell_value, data_type(cell_value))
        self._heights[self.number] = {"ht": f"{height:g}", "customHeight": "1"}
        self._sheet.append(cells)
        del self._heights[self.number]
