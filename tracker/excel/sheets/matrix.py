"""Compliance Matrix: operative paragraphs and what is done about them."""

from tracker.domain.matrix import Sheet
from tracker.excel.columns.matrix import matrix_columns
from tracker.excel.columns.returning import key_columns
from tracker.excel.draft import Draft
from tracker.excel.sheets.levels import colour_levels, offer_levels
from tracker.excel.sheets.table import area_of, write_table


def write(draft: Draft) -> None:
    shown = draft.shown
    columns = matrix_columns(shown) + (key_columns(shown) if shown.for_return else [])
    open_columns = frozenset(column.heading for column in columns if column.field) if shown.for_return else frozenset()
    sheet = write_table(draft, Sheet.MATRIX, columns, shown.rows, open_columns)
    for heading in ("Level", "In law", "In practice"):
        colour_levels(sheet, shown.scale, area_of(columns, heading, len(shown.rows)))
    offer_levels(sheet, area_of(columns, "Level", len(shown.rows)))
    if shown.for_return:
        sheet.protection.sheet = True
        sheet.protection.formatColumns = sheet.protection.formatRows = False
        sheet.protection.autoFilter = sheet.protection.sort = False
