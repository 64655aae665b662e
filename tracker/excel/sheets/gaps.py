"""Gaps: what a reviewer would ask about, each with what to do."""

from collections.abc import Iterator
from itertools import groupby

from tracker.domain.casework.assessments import MemberState
from tracker.domain.reports.gaps import Lacking, lacking, shows
from tracker.domain.reports.workbook import Sheet, WorkbookContent
from tracker.domain.text.text import in_full
from tracker.excel.columns.work import gap_columns
from tracker.excel.sheets.table import Around, write_table
from tracker.excel.write_context import WriteContext
from tracker.i18n import tr


def write(draft: WriteContext) -> None:
    note = tr(
        "What a reviewer would ask about, as of {day}, in the words of the checklist's filters and of Quality: "
        "paragraph by paragraph, then measures and evidence.",
        day=in_full(draft.shown.made_on),
    )
    write_table(
        draft,
        Sheet.GAPS,
        gap_columns(draft.shown),
        found_lacks(draft.shown),
        around=Around(note=note, nothing=tr("No gap is found.")),
    )


def found_lacks(shown: WorkbookContent) -> Iterator[tuple[MemberState, Lacking]]:
    for state, rows in groupby(shown.checklist, key=lambda row: row[0]):
        paragraphs = [paragraph for _, paragraph in rows if shows(shown.row_choice, paragraph, shown.made_on)]
        for found in lacking(paragraphs, shown.beside.findings(state.code), shown.made_on):
            yield state, found
