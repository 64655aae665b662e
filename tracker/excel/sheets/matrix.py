"""Compliance Matrix: operative paragraphs and what is done about them."""

from collections.abc import Sequence

from openpyxl.worksheet.worksheet import Worksheet

from tracker.domain.casework.levels import Scale
from tracker.domain.reports.workbook import Sheet
from tracker.excel.columns import Column
from tracker.excel.columns.matrix import key, matrix_columns
from tracker.excel.sheets.levels import colour_levels, offer_levels
from tracker.excel.sheets.table import area, write_table
from tracker.excel.write_context import WriteContext


def write(draft: WriteContext) -> None:
    columns = matrix_columns(draft.shown.scale, *draft.shown.several)
    sheet = write_table(draft, Sheet.MATRIX, columns, draft.shown.rows, key=key)
    show_levels(sheet, columns, draft.shown.scale)


def show_levels(sheet: Worksheet, columns: Sequence[Column], scale: Scale) -> None:
    """Add colours and a drop-down list to each visible column that contains levels."""
    for column in columns:
        if column.style == "level" and not column.hidden:
            colour_levels(sheet, scale, area(sheet, columns, column.name))
            offer_levels(sheet, area(sheet, columns, column.name))
