"""Rows for lists, sheets and panes as values of `domain`, read by SQLAlchemy Core: no ORM object leaves this layer."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Boolean, Connection, Row, TextualSelect, text

from tracker.domain.casework.assessments import (
    Assessment,
    Cycle,
    MemberState,
    ParagraphRow,
    with_family,
)
from tracker.domain.casework.fields import fields_of
from tracker.domain.instruments.alignment import StoredEdition, StoredRow
from tracker.domain.instruments.instrument import Footnote, Mark
from tracker.domain.instruments.paragraph_ref import ParagraphRef
from tracker.domain.instruments.summaries import ParagraphWords, StoredInstrument
from tracker.store.engine import dialect
from tracker.store.read.declared import columns_of, made
from tracker.store.sql import LABEL, Moment, day, of_whole_rows
from tracker.store.tables.casework import AssessmentTable
from tracker.store.tables.columns import table_of


def member_states(connection: Connection) -> list[MemberState]:
    """All Member States in the order of their source file; a fictional one is last."""
    rows = connection.execute(text(f"SELECT code, name, regional_group FROM member_state ORDER BY {dialect.AS_MADE}"))
    return [MemberState(*row) for row in rows]


def states_with_work(connection: Connection) -> set[str]:
    """The codes of the Member States with an assessment, a measure or evidence."""
    recorded = " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} WHERE state_code = s.code)" for table in ("assessment", "measure", "evidence")
    )
    return set(connection.execute(text(f"SELECT s.code FROM member_state s WHERE {recorded}")).scalars())


def authorities(connection: Connection, state: str) -> list[str]:
    """The lead authorities of a Member State's assessments and the authorities of its measures, each once."""
    query = """
        SELECT lead_authority FROM assessment WHERE state_code = :state AND lead_authority <> ''
        UNION SELECT authority FROM measure WHERE state_code = :state AND authority <> ''
    """
    return list(connection.execute(text(query), {"state": state}).scalars())


def cycles(connection: Connection) -> list[Cycle]:
    return [Cycle(*row) for row in connection.execute(text("SELECT id, name FROM cycle ORDER BY id DESC"))]


def last_scope(connection: Connection) -> tuple[str, int]:
    """Member State and cycle of the latest assessment; ("", 0) where there is none."""
    row = connection.execute(text("SELECT state_code, cycle_id FROM assessment ORDER BY id DESC LIMIT 1")).one_or_none()
    return (row[0], row[1]) if row else ("", 0)


@of_whole_rows
def instruments(connection: Connection) -> list[StoredInstrument]:
    """The instruments, newest first."""
    rows = connection.execute(
        text("""
        SELECT id, symbol, organ, title, session, adopted_on, provenance,
               (SELECT count(*) FROM paragraph WHERE instrument_id = instrument.id AND kind = 'operative'
                AND parent_id IS NULL)
        FROM instrument ORDER BY adopted_on DESC, symbol DESC""")
    )
    return [StoredInstrument(row[0], row[1], row[2], row[3], row[4], day(row[5]), row[6], row[7]) for row in rows]


def edition(connection: Connection, symbol: str) -> StoredEdition | None:
    """The stored edition of an instrument; None if there is none."""
    row = connection.execute(
        text("SELECT id, corrections, source_id, provenance FROM instrument WHERE symbol = :symbol"),
        {"symbol": symbol},
    ).one_or_none()
    return StoredEdition(row[0], row[1], row[2], row[3], stored_rows(connection, row[0])) if row else None


def stored_rows(connection: Connection, instrument_id: int) -> tuple[StoredRow, ...]:
    """Every paragraph of an instrument in order, and whether any Member State has work on it. An assessment with only
    empty fields does not count as work."""
    assessed: dict[int, list[str]] = defaultdict(list)
    for paragraph_id, fingerprint in connection.execute(
        text("""
        SELECT paragraph_id, fingerprint FROM assessment WHERE fingerprint <> ''
        AND paragraph_id IN (SELECT id FROM paragraph WHERE instrument_id = :id)"""),
        {"id": instrument_id},
    ):
        assessed[paragraph_id].append(fingerprint)
    rows = connection.execute(
        text(f"""
        SELECT p.id, rtrim(p.kind || ' ' || p.annex), p.label, substr(p.text, 1, 40), p.fingerprint,
               EXISTS (SELECT 1 FROM measure_paragraph WHERE paragraph_id = p.id)
               OR EXISTS (SELECT 1 FROM evidence_paragraph WHERE paragraph_id = p.id)
               OR EXISTS (SELECT 1 FROM comment WHERE paragraph_id = p.id)
               OR EXISTS (SELECT 1 FROM assessment a WHERE a.paragraph_id = p.id AND ({_SAYS_SOMETHING}))
        FROM paragraph p WHERE p.instrument_id = :id ORDER BY p.position"""),
        {"id": instrument_id},
    )
    return tuple(
        StoredRow(row[0], row[1], row[2], row[3], row[4], tuple(assessed[row[0]]), bool(row[5])) for row in rows
    )


_SAYS_SOMETHING = " OR ".join(
    f"a.{name} IS NOT NULL" if (empty := getattr(Assessment(), name)) is None else f"a.{name} <> '{empty}'"
    for name in fields_of(Assessment)
)
"""Whether an assessment `a` has anything in it, in SQL."""
_FAMILY = """
    WITH RECURSIVE up (id, parent_id) AS (
        SELECT id, parent_id FROM paragraph WHERE id = :one
        UNION SELECT p.id, p.parent_id FROM paragraph p JOIN up ON p.id = up.parent_id),
    family (id) AS (
        SELECT id FROM up WHERE parent_id IS NULL
        UNION SELECT p.id FROM paragraph p JOIN family ON p.parent_id = family.id)"""


_DECLARED = {column.name: column.type for column in columns_of(table_of(AssessmentTable), Assessment)}
_OWN = ("overridden", "level_by", "level_at", "stage_by", "stage_at", "submitted_by")
"""The fields of an assessment that are not declared, except the fingerprint."""


def _checklist_query(one: bool) -> TextualSelect:
    """The checklist query, for all paragraphs or for `one` family; `among` limits the counts to the family."""
    among = "AND l.paragraph_id IN (SELECT id FROM family)" if one else ""
    return text(f"""
    {_FAMILY if one else ""}
    SELECT p.id, p.parent_id, i.symbol, {LABEL} AS label, p.opening, p.text, p.to_member_states, p.theme, p.section,
           p.fingerprint, {", ".join(f"a.{name}" for name in (*_DECLARED, *_OWN))}, a.fingerprint AS assessed,
           coalesce(m.found, 0) AS measures, coalesce(e.found, 0) AS evidence, coalesce(c.found, 0) AS comments,
           coalesce(m.shown, 0) AS shown
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
    ORDER BY i.adopted_on DESC, i.symbol DESC, p.position""").columns(
        to_member_states=Boolean, overridden=Boolean, level_at=Moment, stage_at=Moment, **_DECLARED
    )


_CHECKLIST, _CHECKLIST_OF_FAMILY = _checklist_query(one=False), _checklist_query(one=True)
_ADDRESSEES = text("SELECT paragraph_id, name FROM addressee ORDER BY paragraph_id, position")
_ADDRESSEES_OF_FAMILY = text(f"""
    {_FAMILY} SELECT paragraph_id, name FROM addressee WHERE paragraph_id IN (SELECT id FROM family)
    ORDER BY paragraph_id, position""")


@of_whole_rows
def checklist(connection: Connection, state: str, cycle: int, one: int | None = None) -> list[ParagraphRow]:
    """Every paragraph and sub-paragraph of operative parts and annexes in order, with the work of `state` in `cycle`.
    With `one`, only the family of that paragraph: its top-level paragraph and everything below."""
    addressees: dict[int, list[str]] = defaultdict(list)
    given = {} if one is None else {"one": one}
    for paragraph_id, name in connection.execute(_ADDRESSEES if one is None else _ADDRESSEES_OF_FAMILY, given):
        addressees[paragraph_id].append(name)
    query = _CHECKLIST if one is None else _CHECKLIST_OF_FAMILY
    rows = connection.execute(query, {"state": state, "cycle": cycle, **given})
    found = [
        ParagraphRow(
            id=row.id,
            parent_id=row.parent_id,
            symbol=row.symbol,
            label=row.label,
            opening=row.opening,
            text=row.text,
            addressees=tuple(addressees[row.id]),
            to_member_states=row.to_member_states,
            theme=row.theme,
            section=row.section,
            fingerprint=row.fingerprint,
            assessment=_assessment(row) if row.level else Assessment(),
            measures=row.measures,
            evidence=row.evidence,
            comments=row.comments,
            proven=bool(row.evidence or row.shown),
        )
        for row in rows
    ]
    return with_family(found)


def _assessment(row: Row[Any]) -> Assessment:
    """The assessment in a row of the checklist query."""
    return made(Assessment, row, {name: getattr(row, name) for name in _OWN} | {"fingerprint": row.assessed})


def refs(connection: Connection, paragraph_ids: Iterable[int]) -> list[ParagraphRef]:
    """How people refer to these paragraphs; those that do not exist are left out."""
    rows = connection.execute(
        text(f"""
        SELECT i.symbol, {LABEL} FROM paragraph p JOIN instrument i ON i.id = p.instrument_id
        WHERE p.id {dialect.among("ids")}"""),
        {"ids": dialect.values(paragraph_ids)},
    )
    return [ParagraphRef(*row) for row in rows]


def has_several_instruments(connection: Connection) -> bool:
    """Whether the label of a paragraph alone does not say which one it is."""
    return len(connection.execute(text("SELECT id FROM instrument LIMIT 2")).all()) > 1


def words(connection: Connection, paragraph_id: int) -> ParagraphWords:
    """The marks and footnotes of a paragraph, and the symbols that it and they cite."""
    marks = connection.execute(
        text('SELECT number, "offset" FROM mark WHERE paragraph_id = :id ORDER BY "offset"'), {"id": paragraph_id}
    ).all()
    notes = connection.execute(
        text("""
        SELECT f.id, f.number, f.text, c.symbol FROM footnote f LEFT JOIN citation c ON c.footnote_id = f.id
        WHERE f.instrument_id = (SELECT instrument_id FROM paragraph WHERE id = :id)
          AND f.number IN (SELECT number FROM mark WHERE paragraph_id = :id)
        ORDER BY f.number, f.id, c.id"""),
        {"id": paragraph_id},
    ).all()
    cited: dict[tuple[int, int, str], list[str]] = defaultdict(list)
    for note_id, number, note, symbol in notes:
        cited[note_id, number, note] += [symbol] if symbol else []
    cites = connection.execute(text("SELECT symbol FROM citation WHERE paragraph_id = :id"), {"id": paragraph_id})
    return ParagraphWords(
        tuple(Mark(*row) for row in marks),
        tuple(Footnote(number, note, tuple(symbols)) for (_, number, note), symbols in cited.items()),
        tuple(cites.scalars()),
    )
