"""Correlation: which provision of national law answers which paragraph."""

from tracker.domain.matrix import Sheet
from tracker.excel.columns.correlation import SCALE, answers, correlation_columns
from tracker.excel.draft import Draft
from tracker.excel.sheets.levels import colour_levels
from tracker.excel.sheets.table import area, write_table


def write(draft: Draft) -> None:
    columns = correlation_columns(draft.shown)
    sheet = write_table(draft, Sheet.CORRELATION, columns, answers(draft.shown.rows))
    colour_levels(sheet, SCALE, area(sheet, columns, "Conformity"))
