"""Compliance Matrix: operative paragraphs and what is done about them."""

from tracker.domain.casework.levels import Scale
from tracker.domain.reports.workbook import Sheet
from tracker.excel.columns.matrix import key, matrix_columns
from tracker.excel.sheets.levels import colour_levels, offer_levels
from tracker.excel.sheets.table import Written, write_table
from tracker.excel.write_context import WriteContext


def write(draft: WriteContext) -> None:
    columns = matrix_columns(draft.shown.scale, *draft.shown.several)
    table = write_table(draft, Sheet.MATRIX, columns, draft.shown.rows, key=key)
    show_levels(table, draft.shown.scale)


def show_levels(table: Written, scale: Scale) -> None:
    """Add colours and a drop-down list to each visible column that contains levels."""
    for column in table.columns:
        if column.style == "level" and not column.hidden:
            colour_levels(table.sheet, scale, table.area(column.name))
            offer_levels(table.sheet, table.area(column.name))
