"""Correlation: which provision of national law answers which paragraph."""

from tracker.domain.reports.workbook import Sheet
from tracker.excel.columns.correlation import SCALE, answers, correlation_columns
from tracker.excel.sheets.levels import colour_levels
from tracker.excel.sheets.table import write_table
from tracker.excel.write_context import WriteContext


def write(draft: WriteContext) -> None:
    columns = correlation_columns(draft.shown)
    table = write_table(draft, Sheet.CORRELATION, columns, answers(draft.concerning_states()))
    colour_levels(table.sheet, SCALE, table.area("Conformity"))
