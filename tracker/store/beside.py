"""What the sheets that sum up show beside the rows of a workbook."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from tracker.domain import quality
from tracker.domain.casework import MemberState
from tracker.domain.changes import Changed
from tracker.domain.matrix import Beside, Sheet
from tracker.domain.quality import Finding
from tracker.domain.review import Comment
from tracker.store import later, reviews
from tracker.store.quality import work

_IN_FLIGHT = timedelta(minutes=1)
"""How long a write may take that began before the workbook was read and ended after it: its changes are not in it."""


def read_beside(
    connection: Connection,
    sheets: Collection[Sheet],
    states: Sequence[MemberState],
    cycle: int,
    paragraphs: frozenset[int],
    since: datetime | None,
    now: datetime,
) -> Beside:
    """What these sheets need, of these paragraphs; `now` (UTC) is when the reading began."""
    comments: dict[tuple[str, int], Sequence[Comment]] = {}
    changes: list[tuple[MemberState, Changed]] = []
    for state in states:
        if Sheet.COMMENTS in sheets:
            said = reviews.comments_by_paragraph(connection, state.code, cycle)
            comments |= {(state.code, row_id): found for row_id, found in said.items() if row_id in paragraphs}
        if Sheet.CHANGES in sheets:
            changed = later.changed_since(connection, state.code, cycle, paragraphs, since)
            changes += [(state, one) for one in changed]

    def findings(state: str) -> Sequence[Finding]:
        return quality.findings(work(connection, state, cycle, date.today(), {}))

    return Beside(
        findings=findings,
        comments=comments,
        changes=sorted(changes, key=lambda one: one[1].at, reverse=True),
        stands_at=max(later.stands_at(connection) or now - _IN_FLIGHT, now - _IN_FLIGHT),
    )
