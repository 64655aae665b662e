"""Export into a form of the user's own."""

from dataclasses import replace
from pathlib import Path

from tracker.domain.reports.workbook import Sheet
from tracker.errors import TrackerError
from tracker.i18n import tr
from tracker.operations.export import ExportRequest, gather
from tracker.progress import Progress, unwatched
from tracker.store.workspace import Workspace


def look_at_form(path: Path) -> list[str]:
    """What was recognised in a form, one sentence per line. Raises TrackerError if it can't be filled in."""
    from tracker.excel.forms.detect import opened_form

    with opened_form(path) as (_parts, _book, form):
        return form.lines


def fill_form(
    workspace: Workspace,
    path: Path,
    source: Path,
    wanted: ExportRequest,
    progress: Progress = unwatched,
) -> list[str]:
    """Write the form `source`, filled in, to `path`; returns messages on what could not be shown in full.

    The form decides which sheets are filled in. Raises TrackerError if it can't be filled in or written."""
    from tracker.excel.forms.detect import opened_form
    from tracker.excel.forms.fill import fill

    if wanted.for_return:
        raise TrackerError(
            tr("A form of your own can't be imported: its rows have no keys."),
            tr("Export a workbook of tracker's own to be filled in and returned."),
        )
    with opened_form(source) as (parts, book, form):
        sheets = tuple(table.sheet for table in form.tables) or (Sheet.COVER,)
        with gather(workspace, replace(wanted, sheets=sheets), progress) as shown:
            return fill(path, source, parts, book, form, replace(shown, form=True), progress)
