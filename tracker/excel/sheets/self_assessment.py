"""Self-assessment: for each paragraph, what the checklists of UN review mechanisms ask."""

from tracker.domain.reports.workbook import Sheet
from tracker.excel.columns.self_assessment import SCALE, self_assessment_columns
from tracker.excel.sheets.levels import colour_levels
from tracker.excel.sheets.table import write_table
from tracker.excel.write_context import WriteContext


def write(draft: WriteContext) -> None:
    columns = self_assessment_columns(draft.shown)
    table = write_table(draft, Sheet.SELF_ASSESSMENT, columns, draft.concerning_states())
    colour_levels(table.sheet, SCALE, table.area("Level"))
