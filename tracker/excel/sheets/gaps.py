"""Gaps: what a reviewer would ask about, each line with what to do."""

from collections.abc import Iterator
from itertools import groupby

from tracker.domain.casework import MemberState
from tracker.domain.gaps import Lack, lacks
from tracker.domain.matrix import Matrix, Sheet
from tracker.domain.words import in_full
from tracker.excel.columns.work import gap_columns
from tracker.excel.draft import Draft
from tracker.excel.sheets.table import write_table

_NOTE = (
    "What a reviewer would ask about, as of {day}, in the words of the checklist's filters and of Quality: "
    "paragraph by paragraph, then measures and evidence."
)


def write(draft: Draft) -> None:
    note = _NOTE.format(day=in_full(draft.shown.made_on))
    write_table(
        draft, Sheet.GAPS, gap_columns(draft.shown), found_lacks(draft.shown), note=note, nothing="No gap is found."
    )


def found_lacks(shown: Matrix) -> Iterator[tuple[MemberState, Lack]]:
    for state, rows in groupby(shown.checklist, key=lambda row: row[0]):
        held = [paragraph for _, paragraph in rows]
        for one in lacks(held, shown.beside.findings(state.code), shown.made_on):
            yield state, one
