"""The registers: measures and evidence of a Member State with their links, as values of `domain`."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Table, TextClause, bindparam, func, literal, select, text

from tracker.domain.casework.evidence import (
    Evidence,
    EvidenceRow,
    Excerpt,
    File,
)
from tracker.domain.casework.measures import Measure, MeasureRow
from tracker.domain.casework.registers import Link, Register
from tracker.store.engine import dialect
from tracker.store.read.declared import columns_of, made
from tracker.store.sql import PARAGRAPH, day, of_whole_rows
from tracker.store.tables.casework import (
    EvidenceMeasure,
    EvidenceParagraph,
    EvidenceTable,
    MeasureParagraph,
    MeasureTable,
)
from tracker.store.tables.columns import table_of

Entry = TypeVar("Entry", MeasureRow, EvidenceRow)
Made = TypeVar("Made")
Found = Sequence[Any]
"""A row of a query's result, or a part of one."""

_TABLES: dict[Register, Table] = {
    Register.MEASURE: table_of(MeasureTable),
    Register.EVIDENCE: table_of(EvidenceTable),
}
_LINKS: dict[Register, Table] = {
    Register.MEASURE: table_of(MeasureParagraph),
    Register.EVIDENCE: table_of(EvidenceParagraph),
}
_SHOWN_BY = table_of(EvidenceMeasure)


@of_whole_rows
def measures(
    connection: Connection, state: str, paragraph_id: int | None = None, only: Sequence[int] | None = None
) -> list[MeasureRow]:
    """The measures of a Member State; with `paragraph_id` those linked to it, with the notes of the links; with `only`
    those with these ids."""
    table = _TABLES[Register.MEASURE]
    number = select(func.count()).where(_SHOWN_BY.c.measure_id == table.c.id).scalar_subquery().label("shown_by")
    rows = _register(connection, Register.MEASURE, [*columns_of(table, Measure), number], state, paragraph_id, only)
    answered = _linked_paragraphs(connection, "measure", [row.id for row in rows])
    return [
        MeasureRow(row.id, made(Measure, row), answered.get(row.id, ()), row.link_note, row.shown_by, row.uid)
        for row in rows
    ]


@of_whole_rows
def evidence(
    connection: Connection, state: str, paragraph_id: int | None = None, only: Sequence[int] | None = None
) -> list[EvidenceRow]:
    """The evidence of a Member State; with `paragraph_id` the pieces linked to it, with the notes of the links; with
    `only` those with these ids."""
    columns = columns_of(_TABLES[Register.EVIDENCE], Evidence)
    rows = _register(connection, Register.EVIDENCE, columns, state, paragraph_id, only)
    ids = [row.id for row in rows]
    supported, shown = _linked_paragraphs(connection, "evidence", ids), _shown_measures(connection, ids)
    files, excerpts = _files(connection, ids), _excerpts(connection, ids)
    return [
        EvidenceRow(
            row.id,
            made(Evidence, row, {"excerpts": excerpts.get(row.id, ())}),
            files.get(row.id, ()),
            supported.get(row.id, ()),
            shown.get(row.id, ()),
            row.link_note,
            row.uid,
        )
        for row in rows
    ]


def _register(
    connection: Connection,
    register: Register,
    columns: Sequence[ColumnElement[Any]],
    state: str,
    paragraph_id: int | None,
    only: Sequence[int] | None,
) -> Sequence[Row[Any]]:
    """Rows of a register: id, uid, `link_note` (of the link to `paragraph_id`), then `columns`."""
    table, link = _TABLES[register], _LINKS[register]
    note: ColumnElement[Any] = link.c.note if paragraph_id else literal("")
    query = select(table.c.id, table.c.uid, note.label("link_note"), *columns).where(table.c.state_code == state)
    if paragraph_id:
        linked = (link.c[f"{register}_id"] == table.c.id) & (link.c.state_code == state)
        query = query.join(link, linked & (link.c.paragraph_id == paragraph_id))
    if only is not None:
        among = text(f"{register}.id {dialect.among('only')}").bindparams(only=dialect.values(only))
        query = query.where(among)
    return connection.execute(query.order_by(dialect.caseless(table.c.title), table.c.id)).all()


def number(connection: Connection, register: Register, states: Sequence[str]) -> int:
    """The number of rows of these Member States together."""
    query = f"SELECT count(*) FROM {register} WHERE state_code {dialect.among('states')}"
    return int(connection.execute(text(query), {"states": dialect.values(states)}).scalar_one())


def measure_names(connection: Connection, state: str) -> list[tuple[int, Measure]]:
    """The measures of a Member State as (id, measure), with title, act and article only."""
    query = text("SELECT id, title, act, article FROM measure WHERE state_code = :state ORDER BY id")
    rows = connection.execute(query, {"state": state})
    return [(row[0], Measure(row[1], act=row[2], article=row[3])) for row in rows]


def linked(
    connection: Connection, state: str
) -> tuple[dict[int, tuple[MeasureRow, ...]], dict[int, tuple[EvidenceRow, ...]]]:
    """The measures and the evidence linked to each paragraph, by paragraph id, with the notes of the links."""
    return _by_paragraph(measures(connection, state)), _by_paragraph(evidence(connection, state))


def _by_paragraph(rows: Iterable[Entry]) -> dict[int, tuple[Entry, ...]]:
    linked: dict[int, list[Entry]] = defaultdict(list)
    for row in rows:
        for paragraph in row.paragraphs:
            linked[paragraph.id].append(replace(row, note=paragraph.note))
    return {paragraph_id: tuple(found) for paragraph_id, found in linked.items()}


def _linked_paragraphs(connection: Connection, kind: str, ids: list[int]) -> dict[int, tuple[Link, ...]]:
    """The paragraphs linked to each measure or piece of evidence: "A/RES/74/178, 19"."""
    query = text(f"""
        SELECT l.{kind}_id, p.id, {PARAGRAPH}, l.note FROM {kind}_paragraph l
        JOIN paragraph p ON p.id = l.paragraph_id JOIN instrument i ON i.id = p.instrument_id
        WHERE l.{kind}_id IN :ids ORDER BY i.adopted_on DESC, p.position""")
    return _grouped(connection, query, ids, lambda row: Link(*row[1:]))


def _shown_measures(connection: Connection, ids: list[int]) -> dict[int, tuple[Link, ...]]:
    query = text(f"""
        SELECT l.evidence_id, m.id, m.title, l.note FROM evidence_measure l JOIN measure m ON m.id = l.measure_id
        WHERE l.evidence_id IN :ids ORDER BY m.title {dialect.CASELESS}, m.id""")
    return _grouped(connection, query, ids, lambda row: Link(*row[1:]))


def _excerpts(connection: Connection, ids: list[int]) -> dict[int, tuple[Excerpt, ...]]:
    query = text("SELECT evidence_id, text, place FROM excerpt WHERE evidence_id IN :ids ORDER BY position, id")
    return _grouped(connection, query, ids, lambda row: Excerpt(*row[1:]))


def _files(connection: Connection, ids: list[int]) -> dict[int, tuple[File, ...]]:
    """The files of each piece of evidence, each with the revisions it replaced."""
    query = text("""
        SELECT f.evidence_id, f.id, f.attachment_id, f.name, a.size, a.sha256, f.added_on, f.replaced_by, t.fault
        FROM evidence_file f JOIN attachment a ON a.id = f.attachment_id
        LEFT JOIN attachment_text t ON t.attachment_id = a.id
        WHERE f.evidence_id IN :ids ORDER BY f.id DESC""")
    return {
        evidence_id: _with_older(rows)
        for evidence_id, rows in _grouped(connection, query, ids, lambda row: row[1:]).items()
    }


def _with_older(rows: Sequence[Found]) -> tuple[File, ...]:
    """The current files in the order they were added, each with its older revisions."""
    replaced: dict[int | None, list[Found]] = defaultdict(list)
    for row in rows:
        replaced[row[6]].append(row)

    def older(file_id: int) -> list[File]:
        return [file for row in replaced[file_id] for file in (file_of(row, ()), *older(row[0]))]

    def file_of(row: Found, revisions: Iterable[File]) -> File:
        file_id, attachment_id, name, size, sha256, added_on, _replaced_by, fault = row
        return File(file_id, attachment_id, name, size, sha256, day(added_on), tuple(revisions), fault or "")

    return tuple(file_of(row, older(row[0])) for row in reversed(replaced[None]))


def _grouped(
    connection: Connection, query: TextClause, ids: Iterable[int], make: Callable[[Found], Made]
) -> dict[int, tuple[Made, ...]]:
    """The rows of `query` by id, each as `make(row)`; ids in batches, since SQLite limits bound values."""
    found: dict[int, list[Made]] = defaultdict(list)
    every = list(ids)
    expanding = query.bindparams(bindparam("ids", expanding=True))
    for start in range(0, len(every), 10_000):
        for row in connection.execute(expanding, {"ids": every[start : start + 10_000]}):
            found[row[0]].append(make(row))
    return {key: tuple(values) for key, values in found.items()}
