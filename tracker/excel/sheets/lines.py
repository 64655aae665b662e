"""The rows of a long sheet, written one by one through one set of cells."""

from collections.abc import Sequence
from typing import Any

from tracker.excel.columns import Value
from tracker.excel.openpyxl_private import reuse_cells, set_value
from tracker.excel.values import data_type, plain


class Lines:
    """Adds rows to a sheet. openpyxl has written a row when `append` returns, so each row uses the cells of the one
    before again; it would make others of them by itself, and keep an object for each row's height."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self.number = 0
        """That of the last row added."""
        reuse_cells(sheet)

    def add(self, cells: list[Any], values: Sequence[Value], height: float) -> None:
        """A row of `values` in `cells`, so many points high."""
        self.number += 1
        for cell, value in zip(cells, values, strict=True):
            kept = plain(value)
            set_value(cell, kept, data_type(kept))
        heights = self._sheet.row_dimensions
        heights[self.number] = {"ht": f"{height:g}", "customHeight": "1"}
        self._sheet.append(cells)
        del heights[self.number]
