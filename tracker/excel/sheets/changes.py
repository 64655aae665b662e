"""Changes: what became of assessments, measures, evidence and links since a day or an earlier workbook."""

from tracker.domain.matrix import Sheet
from tracker.excel.columns.work import change_columns
from tracker.excel.draft import Draft
from tracker.excel.sheets.table import write_table


def write(draft: Draft) -> None:
    beside = draft.shown.beside
    nothing = "Nothing has changed."
    write_table(draft, Sheet.CHANGES, change_columns(draft.shown), beside.changes, note=beside.since, nothing=nothing)
