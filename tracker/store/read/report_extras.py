"""What the summary sheets show in addition to the rows of a workbook."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from tracker.domain.casework import quality
from tracker.domain.casework.assessments import MemberState
from tracker.domain.casework.change_sets import Changed, Since
from tracker.domain.casework.quality import Finding
from tracker.domain.casework.review import Comment
from tracker.domain.reports.workbook import ReportExtras, Sheet
from tracker.progress import GoOn, unwatched
from tracker.store.journal import net_changes
from tracker.store.read import reviews
from tracker.store.read.quality import work

_IN_FLIGHT = timedelta(minutes=1)
"""The longest time that a write may take. Its changes are not in a workbook that was read meanwhile."""


def read_report_extras(
    connection: Connection,
    sheets: Collection[Sheet],
    states: Sequence[MemberState],
    cycle: int,
    paragraphs: frozenset[int],
    since: Since | None,
    now: datetime,
    go_on: GoOn = unwatched,
) -> ReportExtras:
    """What these sheets need, for these paragraphs; `now` (UTC) is when reading began. `go_on` is called for each State
    and may raise to cancel."""
    comments: dict[tuple[str, int], Sequence[Comment]] = {}
    changes: list[tuple[MemberState, Changed]] = []
    for state in states:
        go_on()
        if Sheet.COMMENTS in sheets:
            by_paragraph = reviews.comments_by_paragraph(connection, state.code, cycle)
            comments |= {(state.code, row_id): found for row_id, found in by_paragraph.items() if row_id in paragraphs}
        if Sheet.CHANGES in sheets:
            changed = net_changes.changed_since(connection, state.code, cycle, paragraphs, since)
            changes += [(state, one) for one in changed]

    def findings(state: str) -> Sequence[Finding]:
        return quality.findings(work(connection, state, cycle, date.today(), {}))

    return ReportExtras(
        findings=findings,
        comments=comments,
        changes=sorted(changes, key=lambda one: one[1].at, reverse=True),
        stands_at=_stands_at(connection, now),
    )


def _stands_at(connection: Connection, now: datetime) -> Since:
    last = net_changes.stands_at(connection)
    earliest = now - _IN_FLIGHT
    return Since(max(last.at, earliest), last.last) if last else Since(earliest)
