"""Action Plan: what is still to be done, in order of priority."""

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.worksheet import Worksheet

from tracker.domain.reports.action_plan import SOON, Due, in_order
from tracker.domain.reports.workbook import Sheet
from tracker.domain.text.text import in_full
from tracker.excel.columns.work import action_columns
from tracker.excel.sheets.levels import colour_levels
from tracker.excel.sheets.table import Around, write_table
from tracker.excel.words import in_formula
from tracker.excel.write_context import WriteContext
from tracker.i18n import tr


def write(draft: WriteContext) -> None:
    shown = draft.shown
    columns, rows = action_columns(shown), in_order(shown.checklist, shown.made_on)
    order = tr("State by State, in order of priority") if shown.several[0] else tr("In order of priority")
    note = tr(
        "{order}: what is overdue, what is due within %n day(s), then what is not implemented, planned or partially "
        "implemented, largely implemented; within each, by due date. Priority and status as of {day}; a due date turns "
        "red on the day after it.",
        "",
        SOON,
        order=order,
        day=in_full(shown.made_on),
    )
    nothing = tr("No paragraph is below fully implemented, and no next step or due date is noted.")
    table = write_table(draft, Sheet.ACTIONS, columns, rows, around=Around(note=note, nothing=nothing))
    colour_levels(table.sheet, shown.scale, table.area("Level"))
    _colour_due(table.sheet, table.area("Due date"), table.area("Status"))


def _colour_due(sheet: Worksheet, dates: str, states: str) -> None:
    """Colour due dates red from the day after and amber from SOON days before it, relative to the day the workbook is
    opened; nothing if either column is left out."""
    if not dates or not states:
        return
    day, state = dates.partition(":")[0], states.partition(":")[0]
    open_until = f"AND(ISNUMBER({day}),{state}<>{in_formula(str(Due.DONE.value))}"
    late, soon = f"{open_until},{day}<TODAY())", f"{open_until},{day}<=TODAY()+{SOON})"
    for formula, fill, ink in ((late, "C4523B", "FFFFFF"), (soon, "F2D479", "3D3104")):
        style = DifferentialStyle(font=Font(color=ink, bold=True), fill=PatternFill(bgColor=fill, fill_type="solid"))
        sheet.conditional_formatting.add(dates, Rule(type="expression", dxf=style, formula=[formula], stopIfTrue=True))
