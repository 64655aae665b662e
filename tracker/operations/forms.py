"""Export into a form of the user's own."""

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.domain.reports.forms import Assignments, FormColumn, FormFindings, FormTable
from tracker.domain.reports.workbook import Sheet
from tracker.errors import TrackerError
from tracker.i18n import tr
from tracker.operations.export import ExportRequest, gather
from tracker.progress import Progress, unwatched
from tracker.store.read.settings import setting
from tracker.store.workspace import Workspace

if TYPE_CHECKING:
    from tracker.excel.forms.worksheet import Table

_REMEMBERED = "columns of forms"  # a key of the workspace's settings
_MOST = 200  # forms that are remembered


def look_at_form(workspace: Workspace, path: Path, assigned: Assignments | None = None) -> FormFindings:
    """What was recognised in a form, with the columns `assigned` by hand (None: those that are remembered for it).
    Raises TrackerError if it is no form, or two of its columns get the same."""
    from tracker.excel.forms.detect import opened_form

    def decided(fingerprint: str) -> Assignments:
        return remembered(workspace, fingerprint) if assigned is None else assigned

    with opened_form(path, decided) as (_parts, _book, form):
        tables = tuple(map(_as_seen, (*form.tables, *form.proposals)))
        return FormFindings(tuple(form.lines), tables, form.fingerprint, form.assigned, form.fault)


def _as_seen(table: "Table") -> FormTable:
    from tracker.excel.forms.assigned import keys
    from tracker.excel.forms.headings import choices

    named = keys(table.headings)
    columns = (
        FormColumn(named[number], " ".join(words.split()), table.columns.get(number, ""))
        for number, words in table.headings.items()
    )
    return FormTable(table.worksheet, table.heading, tuple(columns), choices(table.sheet))


def remembered(workspace: Workspace, fingerprint: str) -> Assignments:
    """What was assigned to the columns of a form with this fingerprint when it was filled in last."""
    return _all_remembered(workspace).get(fingerprint, {})


def remember(workspace: Workspace, fingerprint: str, assigned: Assignments) -> None:
    """Keep what was assigned to the columns of a form, for all who work in the workspace."""
    forms = _all_remembered(workspace)
    if forms.pop(fingerprint, {}) == assigned:
        return
    if assigned:
        forms[fingerprint] = assigned
    workspace.set(_REMEMBERED, json.dumps(dict(list(forms.items())[-_MOST:])))


def _all_remembered(workspace: Workspace) -> dict[str, Assignments]:
    """By fingerprint, the oldest first. A workspace may come from anyone: what is no assignment is left out."""
    with workspace.read() as connection:
        words = setting(connection, _REMEMBERED)
    try:
        stored = json.loads(words or "{}")
    except (ValueError, RecursionError):
        return {}
    return {
        fingerprint: {key: name for key, name in columns.items() if isinstance(name, str)}
        for fingerprint, columns in (stored.items() if isinstance(stored, dict) else ())
        if isinstance(columns, dict)
    }


def fill_form(
    workspace: Workspace,
    path: Path,
    source: Path,
    wanted: ExportRequest,
    assigned: Assignments | None = None,
    progress: Progress = unwatched,
) -> list[str]:
    """Write the form `source`, filled in, to `path`; returns messages on what could not be shown in full. What goes
    below its headings is as in `look_at_form`.

    The form decides which sheets are filled in. Raises TrackerError if it can't be filled in or written."""
    from tracker.excel.forms.detect import opened_form
    from tracker.excel.forms.fill import fill

    if wanted.for_return:
        raise TrackerError(
            tr("A form of your own can't be imported: its rows have no keys."),
            tr("Export a workbook of tracker's own to be filled in and returned."),
        )

    def decided(fingerprint: str) -> Assignments:
        return remembered(workspace, fingerprint) if assigned is None else assigned

    with opened_form(source, decided) as (parts, book, form):
        if form.fault:
            raise form.fault
        sheets = tuple(table.sheet for table in form.tables) or (Sheet.COVER,)
        with gather(workspace, replace(wanted, sheets=sheets), progress) as shown:
            return fill(path, source, parts, book, form, replace(shown, form=True), progress)
