"""Changes: the net changes of assessments, measures, evidence and links since a day or an earlier workbook."""

from tracker.domain.reports.workbook import Sheet
from tracker.excel.columns.work import change_columns
from tracker.excel.sheets.table import Around, write_table
from tracker.excel.write_context import WriteContext
from tracker.i18n import tr


def write(draft: WriteContext) -> None:
    extras = draft.shown.beside
    nothing = tr("Nothing has changed.")
    write_table(
        draft,
        Sheet.CHANGES,
        change_columns(draft.shown),
        extras.changes,
        around=Around(note=extras.since, nothing=nothing),
    )
