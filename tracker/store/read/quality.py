"""The input of the quality rules: the work of one Member State, read in one pass."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, text

from tracker.domain.casework.assessments import Stage
from tracker.domain.casework.change_sets import RowChange
from tracker.domain.casework.changed_since_acceptance import Later
from tracker.domain.casework.evidence import Evidence, EvidenceRow, EvidenceType
from tracker.domain.casework.measures import Measure, MeasureRow, MeasureStatus
from tracker.domain.casework.quality import Work
from tracker.domain.casework.registers import Link
from tracker.domain.text.web_links import Tried
from tracker.store.engine import dialect
from tracker.store.read.checklist import checklist
from tracker.store.sql import day, moment, of_whole_rows

# CROSS JOIN keeps SQLite to this order: from the few change sets of the State to their changes.
_LATER = text(f"""
    SELECT s.at, c.table_name, c.row_id, c.before, c.after FROM change_set s
    CROSS JOIN change c ON c.change_set_id = s.id
    WHERE s.state_code = :state AND s.undone_at IS NULL AND s.at > :since
      AND (c.table_name IN ('measure_paragraph', 'evidence_paragraph', 'evidence_measure', 'excerpt', 'evidence_file')
           OR (c.table_name = 'measure' AND c.before <> ''
               AND (c.after = '' OR c.row_id {dialect.among("measures")}))
           OR (c.table_name = 'evidence' AND c.before <> ''
               AND (c.after = '' OR c.row_id {dialect.among("evidence")})))
    ORDER BY c.id""")


@of_whole_rows
def work(connection: Connection, state: str, cycle: int, today: date, tried: Mapping[str, Tried]) -> Work:
    """What the rules examine, for one Member State in one cycle."""
    paragraphs = checklist(connection, state, cycle)
    shows = connection.execute(
        text("""
        SELECT l.evidence_id, l.measure_id FROM evidence e CROSS JOIN evidence_measure l ON l.evidence_id = e.id
        WHERE e.state_code = :state"""),
        {"state": state},
    ).all()
    name, starts_on = connection.execute(text("SELECT name, starts_on FROM cycle WHERE id = :id"), {"id": cycle}).one()
    measures, evidence = _measures(connection, state, shows), _evidence(connection, state, shows)
    current = Work(paragraphs, measures, evidence, today, name, day(starts_on), (), tried)
    return replace(current, later=_later(connection, state, current))


def _measures(connection: Connection, state: str, shows: Iterable[Sequence[int]]) -> dict[int, MeasureRow]:
    answers = _linked(connection, "measure", state)
    evidence: dict[int, int] = defaultdict(int)
    for _, measure_id in shows:
        evidence[measure_id] += 1
    rows = connection.execute(
        text(f"""
        SELECT id, title, status, link, planned_on, expires_on FROM measure WHERE state_code = :state
        ORDER BY title {dialect.CASELESS}, id"""),
        {"state": state},
    )
    return {
        row_id: MeasureRow(
            row_id,
            Measure(
                title, status=MeasureStatus(status), link=link, planned_on=day(planned_on), expires_on=day(expires_on)
            ),
            answers.get(row_id, ()),
            evidence=evidence[row_id],
        )
        for row_id, title, status, link, planned_on, expires_on in rows
    }


def _evidence(connection: Connection, state: str, shows: Iterable[Sequence[int]]) -> dict[int, EvidenceRow]:
    supports = _linked(connection, "evidence", state)
    measures = _by_row(shows)
    rows = connection.execute(
        text(f"""
        SELECT id, title, type, speaks_of, link FROM evidence WHERE state_code = :state
        ORDER BY title {dialect.CASELESS}, id"""),
        {"state": state},
    )
    return {
        row_id: EvidenceRow(
            row_id,
            Evidence(title, EvidenceType(kind), speaks_of=speaks_of, link=link),
            paragraphs=supports.get(row_id, ()),
            measures=measures.get(row_id, ()),
        )
        for row_id, title, kind, speaks_of, link in rows
    }


def _linked(connection: Connection, kind: str, state: str) -> dict[int, tuple[Link, ...]]:
    """The paragraphs linked to each row of a register, by id only."""
    query = text(f"SELECT {kind}_id, paragraph_id FROM {kind}_paragraph WHERE state_code = :state")
    return _by_row(connection.execute(query, {"state": state}))


def _by_row(ends: Iterable[Sequence[int]]) -> dict[int, tuple[Link, ...]]:
    found: dict[int, list[Link]] = defaultdict(list)
    for row_id, other in ends:
        found[row_id].append(Link(other, ""))
    return {row_id: tuple(links) for row_id, links in found.items()}


def _later(connection: Connection, state: str, current: Work) -> list[Later]:
    """The changes made and not undone since the first assessment was accepted: of links, and of the measures and
    evidence behind accepted assessments."""
    accepted = {
        row.id: row.assessment.stage_at
        for row in current.paragraphs
        if row.assessment.stage is Stage.ACCEPTED and row.assessment.stage_at
    }
    if not accepted:
        return []
    measures = [one.id for one in current.measures.values() if any(link.id in accepted for link in one.paragraphs)]
    answering = set(measures)
    evidence = [
        one.id
        for one in current.evidence.values()
        if any(link.id in accepted for link in one.paragraphs) or any(link.id in answering for link in one.measures)
    ]
    given = {"state": state, "since": f"{min(accepted.values()):%Y-%m-%d %H:%M:%S.%f}"}
    given |= {"measures": dialect.values(measures), "evidence": dialect.values(evidence)}
    found = []
    for at, table, row_id, before, after in connection.execute(_LATER, given):
        when = moment(at)
        assert when
        change = RowChange(table, row_id, json.loads(before) if before else None, json.loads(after) if after else None)
        found.append(Later(when, change))
    return found
