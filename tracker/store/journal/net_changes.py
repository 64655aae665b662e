"""The net changes to a Member State's work since a point in time: each field appears once."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from tracker.domain.casework.change_sets import Changed, RowValues, Since
from tracker.domain.casework.recorded import RECORDED
from tracker.i18n import QT_TR_NOOP, joined, tr
from tracker.store.engine import dialect
from tracker.store.journal.history import about, shown_fields, words_of
from tracker.store.journal.journal import MERGE_WITHIN
from tracker.store.sql import moment, of_whole_rows

_KINDS = {
    "assessment": QT_TR_NOOP("Assessment"),
    "measure": QT_TR_NOOP("Measure"),
    "evidence": QT_TR_NOOP("Evidence"),
    "excerpt": QT_TR_NOOP("Evidence"),
    "evidence_file": QT_TR_NOOP("Evidence"),
    "measure_paragraph": QT_TR_NOOP("Link"),
    "evidence_paragraph": QT_TR_NOOP("Link"),
    "evidence_measure": QT_TR_NOOP("Link"),
}
_OF_PARAGRAPHS = ("assessment", "measure_paragraph", "evidence_paragraph")

# Whether a change set is later: by id if the id of the last earlier one is known, else by time. Keystrokes are merged
# into a change set that may have begun MERGE_WITHIN earlier.
_AFTER = """CASE WHEN :last > 0 THEN s.id > :last OR (s.id = :last AND s.merge_key <> '' AND s.at > :since)
    ELSE s.at > :since OR (s.merge_key <> '' AND s.at > :merged) END"""
# Change sets made before and undone since are read in reverse. CROSS JOIN makes SQLite keep this order.
_SINCE = text(f"""
    SELECT s.at, s.who, s.undone_at, s.state_code, c.table_name, c.row_id, c.before, c.after FROM change_set s
    CROSS JOIN change c ON c.change_set_id = s.id
    WHERE s.state_code IN (:state, '') AND c.table_name {dialect.among("tables")}
      AND ((s.undone_at IS NULL AND {_AFTER})
           OR (s.undone_at > :since AND NOT {_AFTER}))
    ORDER BY coalesce(s.undone_at, s.at), s.id, CASE WHEN s.undone_at IS NULL THEN c.id ELSE -c.id END""")
_BEGINNING = "0000"


@dataclass(slots=True)
class _Net:
    """A row before its first change and after its last; None if it did not exist. Values that never changed may be
    missing."""

    before: RowValues | None
    after: RowValues | None
    at: datetime
    who: str

    def add(self, before: RowValues | None, after: RowValues | None) -> None:
        if self.before is not None:
            self.before = (before or {}) | self.before
        self.after = None if after is None else (self.after or {}) | after


def stands_at(connection: Connection) -> Since | None:
    """The last change set, and the time of the last change or undo; None if there is none."""
    last = connection.execute(
        text("""
        SELECT max(at) FROM (SELECT at FROM (SELECT at FROM change_set ORDER BY id DESC LIMIT 1)
        UNION ALL SELECT max(undone_at) FROM change_set WHERE undone_at IS NOT NULL)""")
    ).scalar()
    uid = connection.execute(text("SELECT uid FROM change_set ORDER BY id DESC LIMIT 1")).scalar()
    at = moment(last)
    return Since(at, str(uid or "")) if at else None


@of_whole_rows
def changed_since(
    connection: Connection, state: str, cycle: int, paragraphs: frozenset[int], since: Since | None
) -> Iterator[Changed]:
    """What changed since a point in time (None: ever) in a Member State's measures, evidence, links of `paragraphs` and
    assessments of these in the cycle, ordered by last change."""
    given: dict[str, object] = {"state": state, "tables": dialect.values(_KINDS)}
    given |= {"since": _BEGINNING, "merged": _BEGINNING, "last": 0}
    if since:
        number = connection.execute(text("SELECT id FROM change_set WHERE uid = :uid"), {"uid": since.last}).scalar()
        given |= {"since": _as_stored(since.at), "merged": _as_stored(since.at - MERGE_WITHIN), "last": number or 0}
    found: dict[tuple[str, int], _Net] = {}
    for at, who, undone_at, state_code, table, row_id, was, now in connection.execute(_SINCE, given):
        before, after = (json.loads(side) if side else None for side in ((now, was) if undone_at else (was, now)))
        if not _wanted(table, (before or {}) | (after or {}), state if state_code else "", state, cycle, paragraphs):
            continue
        when = moment(undone_at or at)
        assert when
        net = found.pop((table, row_id), None)
        if net:
            net.add(before, after)
            net.at, net.who = when, who
        found[table, row_id] = net or _Net(before, after, when, who)
    for (table, row_id), net in found.items():
        yield from _fields(connection, table, row_id, net)


def _wanted(
    table: str, values: RowValues, default_state: str, state: str, cycle: int, paragraphs: frozenset[int]
) -> bool:
    """Whether a row belongs to this State, cycle and these paragraphs. `default_state` is the State of the change set,
    "" if it concerned several; then the row itself names its State."""
    return (
        values.get("state_code", default_state) == state
        and (table not in _OF_PARAGRAPHS or values.get("paragraph_id") in paragraphs)
        and (table != "assessment" or values.get("cycle_id") == cycle)
    )


def _fields(connection: Connection, table: str, row_id: int, net: _Net) -> Iterator[Changed]:
    """The changed fields of a row; an added or removed measure, piece of evidence or link is a single line."""
    before, after = net.before or {}, net.after or {}
    if net.before is None and net.after is None:
        return
    what = about(connection, table, row_id, before | after)
    whole = table != "assessment" and (net.before is None or net.after is None)
    fields = shown_fields(table, net.before, net.after)
    changes = [
        (
            RECORDED[table][name],
            words_of(connection, table, name, before.get(name)),
            words_of(connection, table, name, after.get(name)),
        )
        for name in fields
    ]
    if whole:
        lines = [tr("{field}: {value}", field=tr(name), value=was or now) for name, was, now in changes]
        words = joined("\n", lines) if lines else tr("linked")
        changes = [("", words if net.after is None else "", words if net.before is None else "")]
    for name, was, now in changes:
        yield Changed(net.at, net.who, _KINDS[table], what, name, was, now)


def _as_stored(at: datetime) -> str:
    """A time as SQLite stores it."""
    return f"{at:%Y-%m-%d %H:%M:%S.%f}"
