"""Compliance Matrix: operative paragraphs and what is done about them."""

from collections.abc import Sequence
from typing import Any

from openpyxl.utils import get_column_letter

from tracker.domain.levels import Scale
from tracker.domain.matrix import Sheet
from tracker.excel.columns import Column
from tracker.excel.columns.matrix import matrix_columns
from tracker.excel.draft import Draft
from tracker.excel.sheets.levels import colour_levels, offer_levels
from tracker.excel.sheets.table import write_table


def write(draft: Draft) -> None:
    columns = matrix_columns(draft.shown.scale, *draft.shown.several)
    sheet, last = write_table(draft, Sheet.MATRIX, columns, draft.shown.rows)
    show_levels(sheet, columns, last, draft.shown.scale)


def show_levels(sheet: Any, columns: Sequence[Column], last: int, scale: Scale) -> None:
    """The colours of levels and their drop-down list, in each column that holds levels, to the row `last`."""
    for number, column in enumerate(columns, 1):
        if column.style == "level" and not column.hidden:
            letter = get_column_letter(number)
            area = f"{letter}2:{letter}{max(last, 2)}"
            colour_levels(sheet, scale, area)
            offer_levels(sheet, area)
