"""Comments and the reviewer's inbox, as values of `domain`."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, text

from tracker.domain.casework.assessments import Stage
from tracker.domain.casework.levels import Level
from tracker.domain.casework.review import Comment, InboxRow
from tracker.store.sql import LABEL, moment, of_whole_rows


def comments(connection: Connection, state: str, cycle: int, paragraph_id: int) -> list[Comment]:
    """The comments on an assessment and the answers to them, oldest first."""
    return comments_by_paragraph(connection, state, cycle, paragraph_id).get(paragraph_id, [])


def comments_by_paragraph(
    connection: Connection, state: str, cycle: int, only: int | None = None
) -> dict[int, list[Comment]]:
    """The comments and answers of a Member State in a cycle by paragraph, oldest first; with `only`, those of one
    paragraph."""
    rows = connection.execute(
        text(f"""
        SELECT paragraph_id, id, reply_to, who, at, text, stage, settled FROM comment
        WHERE state_code = :state AND cycle_id = :cycle {"" if only is None else "AND paragraph_id = :only"}
        ORDER BY id"""),
        {"state": state, "cycle": cycle} | ({} if only is None else {"only": only}),
    )
    found: dict[int, list[Comment]] = defaultdict(list)
    for paragraph_id, row_id, reply_to, who, at, words, stage, settled in rows:
        when = moment(at)
        assert when
        found[paragraph_id].append(Comment(row_id, reply_to, who, when, words, stage, bool(settled)))
    return found


@of_whole_rows
def inbox(connection: Connection, state: str = "") -> list[InboxRow]:
    """The submitted and returned assessments, and those of paragraphs with changed words, of one Member State or of
    all. The newest step is first."""
    rows = connection.execute(
        text(f"""
        SELECT a.state_code, m.name, a.cycle_id, y.name, p.id, i.symbol, {LABEL}, p.text, a.level, a.stage,
               a.fingerprint <> '' AND a.fingerprint <> p.fingerprint, a.stage_by, a.stage_at,
               (SELECT c.text FROM comment c WHERE c.state_code = a.state_code AND c.cycle_id = a.cycle_id
                AND c.paragraph_id = a.paragraph_id ORDER BY c.id DESC LIMIT 1)
        FROM assessment a JOIN paragraph p ON p.id = a.paragraph_id JOIN instrument i ON i.id = p.instrument_id
        JOIN member_state m ON m.code = a.state_code JOIN cycle y ON y.id = a.cycle_id
        WHERE (a.stage IN ('{Stage.SUBMITTED}', '{Stage.RETURNED}')
               OR (a.fingerprint <> '' AND a.fingerprint <> p.fingerprint))
        {"AND a.state_code = :state" if state else ""}
        ORDER BY a.stage_at IS NULL, a.stage_at DESC, a.id"""),
        {"state": state} if state else {},
    )
    found = []
    for row in rows:
        where: tuple[Any, ...] = row[:8]
        level, stage, suspect, who, at, remark = row[8:]
        found.append(InboxRow(*where, Level(level), Stage(stage), bool(suspect), who, moment(at), remark or ""))  # type: ignore[call-arg]
    return found
