"""Rows for lists, sheets and panes as plain values of `domain`: columns by Core, no ORM object above this layer."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import Connection, text

from tracker.domain.casework import (
    Assessment,
    Cycle,
    MemberState,
    ParagraphRow,
    Stage,
    with_family,
)
from tracker.domain.editions import HeldEdition, HeldRow
from tracker.domain.instrument import Footnote, Mark
from tracker.domain.instruments import HeldInstrument, ParagraphWords
from tracker.domain.levels import Level
from tracker.errors import TrackerError

Found = TypeVar("Found")
Arguments = ParamSpec("Arguments")


def of_whole_rows(read: Callable[Arguments, Found]) -> Callable[Arguments, Found]:
    """A row that holds no value of its kind (a level, a date) comes from damage: the user is told so."""

    @wraps(read)
    def reading(*given: Arguments.args, **named: Arguments.kwargs) -> Found:
        try:
            return read(*given, **named)
        except (ValueError, TypeError) as fault:
            raise TrackerError(
                f"The workspace is damaged: a row holds what can't be there ({fault}).",
                "Run `tracker check`, and go back to a backup.",
            ) from fault

    return reading


def member_states(connection: Connection) -> list[MemberState]:
    """All Member States, in the order of the file they came from; a fictional one last."""
    rows = connection.execute(text("SELECT code, name, regional_group FROM member_state ORDER BY rowid"))
    return [MemberState(*row) for row in rows]


def cycles(connection: Connection) -> list[Cycle]:
    return [Cycle(*row) for row in connection.execute(text("SELECT id, name FROM cycle ORDER BY id DESC"))]


def last_desk(connection: Connection) -> tuple[str, int]:
    """Member State and cycle of the latest assessment; ("", 0) where there is none."""
    row = connection.execute(text("SELECT state_code, cycle_id FROM assessment ORDER BY id DESC LIMIT 1")).one_or_none()
    return (row[0], row[1]) if row else ("", 0)


@of_whole_rows
def instruments(connection: Connection) -> list[HeldInstrument]:
    """The instruments, newest first."""
    rows = connection.execute(
        text("""
        SELECT id, symbol, organ, title, session, adopted_on, provenance,
               (SELECT count(*) FROM paragraph WHERE instrument_id = instrument.id AND kind = 'operative'
                AND parent_id IS NULL)
        FROM instrument ORDER BY adopted_on DESC, symbol DESC""")
    )
    return [HeldInstrument(row[0], row[1], row[2], row[3], row[4], day(row[5]), row[6], row[7]) for row in rows]


def edition(connection: Connection, symbol: str) -> HeldEdition | None:
    """The edition of an instrument that is held; None where it is not."""
    row = connection.execute(
        text("SELECT id, corrections, source_id, provenance FROM instrument WHERE symbol = :symbol"),
        {"symbol": symbol},
    ).one_or_none()
    return HeldEdition(row[0], row[1], row[2], row[3], held_rows(connection, row[0])) if row else None


def held_rows(connection: Connection, instrument_id: int) -> tuple[HeldRow, ...]:
    """Every paragraph of an instrument in order, with what hangs on it of all Member States. An assessment in which
    nothing stands any more is no work."""
    judged: dict[int, list[str]] = defaultdict(list)
    for paragraph_id, remembered in connection.execute(
        text("""
        SELECT paragraph_id, fingerprint FROM assessment WHERE fingerprint <> ''
        AND paragraph_id IN (SELECT id FROM paragraph WHERE instrument_id = :id)"""),
        {"id": instrument_id},
    ):
        judged[paragraph_id].append(remembered)
    rows = connection.execute(
        text("""
        SELECT p.id, p.kind, p.label, substr(p.text, 1, 40), p.fingerprint,
               EXISTS (SELECT 1 FROM measure_paragraph WHERE paragraph_id = p.id)
               OR EXISTS (SELECT 1 FROM evidence_paragraph WHERE paragraph_id = p.id)
               OR EXISTS (SELECT 1 FROM comment WHERE paragraph_id = p.id)
               OR EXISTS (SELECT 1 FROM assessment a WHERE a.paragraph_id = p.id
                          AND (a.law || a.practice || a.level <> :unset OR a.due_on IS NOT NULL
                          OR a.rationale || a.shortcomings || a.next_step || a.lead_authority || a.assistance
                          || a.assistance_from <> ''))
        FROM paragraph p WHERE p.instrument_id = :id ORDER BY p.position"""),
        {"id": instrument_id, "unset": 3 * Level.NOT_ASSESSED.value},
    )
    return tuple(HeldRow(row[0], row[1], row[2], row[3], row[4], tuple(judged[row[0]]), bool(row[5])) for row in rows)


# What an annex asks ("annex 4 (a)") is tracked like the operative part: declarations are adopted as annexes.
LABEL = "CASE p.kind WHEN 'annex' THEN rtrim('annex ' || p.label) ELSE p.label END"


_FAMILY = """
    WITH RECURSIVE up (id, parent_id) AS (
        SELECT id, parent_id FROM paragraph WHERE id = :one
        UNION SELECT p.id, p.parent_id FROM paragraph p JOIN up ON p.id = up.parent_id),
    family (id) AS (
        SELECT id FROM up WHERE parent_id IS NULL
        UNION SELECT p.id FROM paragraph p JOIN family ON p.parent_id = family.id)"""


def _checklist_query(one: bool) -> Any:
    """The checklist; of a single family the counts are looked up, of all they are gathered in one pass."""
    among = "AND l.paragraph_id IN (SELECT id FROM family)" if one else ""
    return text(f"""
    {_FAMILY if one else ""}
    SELECT p.id, p.parent_id, i.symbol, {LABEL}, p.opening, p.text, p.to_member_states, p.theme, p.section,
           p.fingerprint, a.law, a.practice, a.level, a.overridden, a.rationale, a.shortcomings, a.next_step,
           a.lead_authority, a.due_on, a.assistance, a.assistance_from, a.stage, a.fingerprint,
           a.level_by, a.level_at, a.stage_by, a.stage_at,
           coalesce(m.found, 0), coalesce(e.found, 0), coalesce(c.found, 0), coalesce(m.shown, 0)
    FROM paragraph p
    JOIN instrument i ON i.id = p.instrument_id
    LEFT JOIN assessment a ON a.paragraph_id = p.id AND a.state_code = :state AND a.cycle_id = :cycle
    LEFT JOIN (SELECT l.paragraph_id, count(*) AS found,
               max(EXISTS (SELECT 1 FROM evidence_measure x WHERE x.measure_id = l.measure_id)) AS shown
               FROM measure_paragraph l
               WHERE l.state_code = :state {among} GROUP BY 1) m
           ON m.paragraph_id = p.id
    LEFT JOIN (SELECT l.paragraph_id, count(*) AS found FROM evidence_paragraph l
               WHERE l.state_code = :state {among} GROUP BY 1) e
           ON e.paragraph_id = p.id
    LEFT JOIN (SELECT l.paragraph_id, count(*) AS found FROM comment l
               WHERE l.state_code = :state AND l.cycle_id = :cycle AND l.reply_to IS NULL AND NOT l.settled {among}
               GROUP BY 1) c
           ON c.paragraph_id = p.id
    WHERE p.kind <> 'preambular' {"AND p.id IN (SELECT id FROM family)" if one else ""}
    ORDER BY i.adopted_on DESC, i.symbol DESC, p.position""")


_CHECKLIST, _CHECKLIST_OF_FAMILY = _checklist_query(one=False), _checklist_query(one=True)
_ADDRESSEES = text("SELECT paragraph_id, name FROM addressee ORDER BY paragraph_id, position")
_ADDRESSEES_OF_FAMILY = text(f"""
    {_FAMILY} SELECT paragraph_id, name FROM addressee WHERE paragraph_id IN (SELECT id FROM family)
    ORDER BY paragraph_id, position""")


@of_whole_rows
def checklist(connection: Connection, state: str, cycle: int, one: int | None = None) -> list[ParagraphRow]:
    """Every paragraph and sub-paragraph of operative parts and annexes in order, with the work of `state` in `cycle`;
    or only the family of `one`: the numbered paragraph it is part of, with all below that."""
    addressees: dict[int, list[str]] = defaultdict(list)
    given = {} if one is None else {"one": one}
    for paragraph_id, name in connection.execute(_ADDRESSEES if one is None else _ADDRESSEES_OF_FAMILY, given):
        addressees[paragraph_id].append(name)
    query = _CHECKLIST if one is None else _CHECKLIST_OF_FAMILY
    rows = connection.execute(query, {"state": state, "cycle": cycle, **given})
    found = [
        ParagraphRow(
            id=row[0],
            parent_id=row[1],
            symbol=row[2],
            label=row[3],
            opening=row[4],
            text=row[5],
            addressees=tuple(addressees[row[0]]),
            to_member_states=bool(row[6]),
            theme=row[7],
            section=row[8],
            fingerprint=row[9],
            assessment=_assessment(row[10:27]) if row[10] else Assessment(),
            measures=row[27],
            evidence=row[28],
            comments=row[29],
            proven=bool(row[28] or row[30]),
        )
        for row in rows
    ]
    return with_family(found)


def _assessment(row: Sequence[Any]) -> Assessment:
    law, practice, level, overridden, rationale, shortcomings, next_step, authority, due, *rest = row
    assistance, whom, stage, mark, level_by, level_at, stage_by, stage_at = rest
    return Assessment(
        Level(law), Level(practice), Level(level), bool(overridden), rationale, shortcomings, next_step, authority,
        day(due), assistance, whom, Stage(stage), mark, level_by, moment(level_at), stage_by, moment(stage_at),
    )  # fmt: skip


def label(connection: Connection, paragraph_id: int) -> str:
    """What a paragraph is called: "19", "58 (a)", "annex 4"; "" when it is gone."""
    row = connection.execute(text(f"SELECT {LABEL} FROM paragraph p WHERE p.id = :id"), {"id": paragraph_id})
    return row.scalar() or ""


def words(connection: Connection, paragraph_id: int) -> ParagraphWords:
    """The marks and footnotes of a paragraph, and what it and they cite."""
    marks = connection.execute(
        text('SELECT number, "offset" FROM mark WHERE paragraph_id = :id ORDER BY "offset"'), {"id": paragraph_id}
    ).all()
    notes = connection.execute(
        text("""
        SELECT f.number, f.text, group_concat(c.symbol, char(10)) FROM footnote f
        LEFT JOIN citation c ON c.footnote_id = f.id
        WHERE f.instrument_id = (SELECT instrument_id FROM paragraph WHERE id = :id)
          AND f.number IN (SELECT number FROM mark WHERE paragraph_id = :id)
        GROUP BY f.id ORDER BY f.number"""),
        {"id": paragraph_id},
    ).all()
    cites = connection.execute(text("SELECT symbol FROM citation WHERE paragraph_id = :id"), {"id": paragraph_id})
    return ParagraphWords(
        tuple(Mark(*row) for row in marks),
        tuple(Footnote(number, note, tuple((cited or "").split("\n"))) for number, note, cited in notes),
        tuple(cites.scalars()),
    )


def day(words: Any) -> date | None:
    return date.fromisoformat(words) if words else None


def moment(words: Any) -> datetime | None:
    """A time as SQLite holds it, which is UTC."""
    return datetime.fromisoformat(words).replace(tzinfo=UTC) if words else None
