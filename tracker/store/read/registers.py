"""The registers: measures and evidence of a Member State with what they are linked to, as plain values of `domain`."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, bindparam, text

from tracker.domain.casework.evidence import (
    Evidence,
    EvidenceRow,
    EvidenceType,
    Excerpt,
    File,
    Reliability,
    SourceClass,
)
from tracker.domain.casework.measures import Measure, MeasureRow, MeasureStatus, MeasureType
from tracker.domain.casework.registers import Link, Register
from tracker.store.engine import dialect
from tracker.store.sql import LABEL, day, of_whole_rows

_MEASURE = "r.title, r.type, r.status, r.authority, r.act, r.article, r.quoted_text, r.description, r.link, r.adopted_on, r.in_force_on, r.planned_on, r.expires_on"  # noqa: E501
_EVIDENCE = "r.title, r.type, r.source_class, r.publisher, r.speaks_of, r.got_on, r.reliability, r.citation, r.link"


@of_whole_rows
def measures(
    connection: Connection, state: str, paragraph_id: int | None = None, only: Sequence[int] | None = None
) -> list[MeasureRow]:
    """The measures of a Member State; of one paragraph only, with the notes of its links, when it is named; or `only`
    those with these ids."""
    shown_by = "(SELECT count(*) FROM evidence_measure x WHERE x.measure_id = r.id)"
    rows = _register(connection, "measure", f"{_MEASURE}, {shown_by}", state, paragraph_id, only)
    answered = _linked_paragraphs(connection, "measure", [row[0] for row in rows])
    return [MeasureRow(row[0], _measure(row[3:16]), answered.get(row[0], ()), row[1], row[16], row[2]) for row in rows]


@of_whole_rows
def evidence(
    connection: Connection, state: str, paragraph_id: int | None = None, only: Sequence[int] | None = None
) -> list[EvidenceRow]:
    """The evidence of a Member State; of one paragraph only, with the notes of its links, when it is named; or `only`
    the pieces with these ids."""
    rows = _register(connection, "evidence", _EVIDENCE, state, paragraph_id, only)
    ids = [row[0] for row in rows]
    supported, shown = _linked_paragraphs(connection, "evidence", ids), _shown_measures(connection, ids)
    files, excerpts = _files(connection, ids), _excerpts(connection, ids)
    return [
        EvidenceRow(
            row[0],
            _evidence(row[3:12], excerpts.get(row[0], ())),
            files.get(row[0], ()),
            supported.get(row[0], ()),
            shown.get(row[0], ()),
            row[1],
            row[2],
        )
        for row in rows
    ]


def _register(
    connection: Connection, kind: str, columns: str, state: str, paragraph_id: int | None, only: Sequence[int] | None
) -> Sequence[Any]:
    """Rows of a register: id, the note of the link to `paragraph_id`, uid, then `columns` of r."""
    joined = (
        f"JOIN {kind}_paragraph l ON l.{kind}_id = r.id AND l.state_code = :state AND l.paragraph_id = :paragraph"
        if paragraph_id
        else ""
    )
    query = f"""
        SELECT r.id, {"l.note" if paragraph_id else "''"}, r.uid, {columns} FROM {kind} r {joined}
        WHERE r.state_code = :state {f"AND r.id {dialect.among('only')}" if only is not None else ""}
        ORDER BY r.title {dialect.CASELESS}, r.id"""
    given = {"state": state, "paragraph": paragraph_id, "only": None if only is None else dialect.values(only)}
    return connection.execute(text(query), {name: value for name, value in given.items() if value is not None}).all()


def number(connection: Connection, register: Register, states: Sequence[str]) -> int:
    """How many rows the register has of these Member States together."""
    query = f"SELECT count(*) FROM {register} WHERE state_code {dialect.among('states')}"
    return connection.execute(text(query), {"states": dialect.values(states)}).scalar_one()


def measure_names(connection: Connection, state: str) -> list[tuple[int, Measure]]:
    """The measures of a Member State by id, with nothing but title, act and article."""
    query = text("SELECT id, title, act, article FROM measure WHERE state_code = :state ORDER BY id")
    rows = connection.execute(query, {"state": state})
    return [(row[0], Measure(row[1], act=row[2], article=row[3])) for row in rows]


def _measure(row: Sequence[Any]) -> Measure:
    return Measure(row[0], MeasureType(row[1]), MeasureStatus(row[2]), *row[3:9], *map(day, row[9:13]))


def _evidence(row: Sequence[Any], excerpts: tuple[Excerpt, ...]) -> Evidence:
    title, kind, source_class, publisher, speaks_of, got_on, reliability, citation, link = row
    return Evidence(
        title, EvidenceType(kind), SourceClass(source_class), publisher, speaks_of, day(got_on),
        Reliability(reliability), citation, link, excerpts,
    )  # fmt: skip


def linked(
    connection: Connection, state: str
) -> tuple[dict[int, tuple[MeasureRow, ...]], dict[int, tuple[EvidenceRow, ...]]]:
    """What answers and supports each paragraph of a Member State: measures and evidence by paragraph, with notes."""
    by_id = {row.id: row for row in measures(connection, state)}
    found = {row.id: row for row in evidence(connection, state)}
    return _by_paragraph(by_id), _by_paragraph(found)


def _by_paragraph(rows: dict[int, Any]) -> dict[int, tuple[Any, ...]]:
    linked: dict[int, list[Any]] = defaultdict(list)
    for row in rows.values():
        for paragraph in row.paragraphs:
            linked[paragraph.id].append(replace(row, note=paragraph.note))
    return {paragraph_id: tuple(found) for paragraph_id, found in linked.items()}


def _linked_paragraphs(connection: Connection, kind: str, ids: list[int]) -> dict[int, tuple[Link, ...]]:
    """The paragraphs that each measure or piece of evidence is linked to: "A/RES/74/178, 19"."""
    query = text(f"""
        SELECT l.{kind}_id, p.id, i.symbol || ', ' || {LABEL}, l.note FROM {kind}_paragraph l
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
    """The files of each piece of evidence, each with the revisions that it replaced."""
    query = text("""
        SELECT f.evidence_id, f.id, f.attachment_id, f.name, a.size, a.sha256, f.added_on, f.replaced_by, t.fault
        FROM evidence_file f JOIN attachment a ON a.id = f.attachment_id
        LEFT JOIN attachment_text t ON t.attachment_id = a.id
        WHERE f.evidence_id IN :ids ORDER BY f.id DESC""")
    return {
        evidence_id: _with_older(rows)
        for evidence_id, rows in _grouped(connection, query, ids, lambda row: row[1:]).items()
    }


def _with_older(rows: Sequence[Any]) -> tuple[File, ...]:
    """The files that nothing has replaced, in the order they came."""
    replaced: dict[int | None, list[Any]] = defaultdict(list)
    for row in rows:
        replaced[row[6]].append(row)

    def older(file_id: int) -> list[File]:
        return [file for row in replaced[file_id] for file in (made(row, ()), *older(row[0]))]

    def made(row: Sequence[Any], revisions: Iterable[File]) -> File:
        file_id, attachment_id, name, size, sha256, added_on, _replaced_by, fault = row
        return File(file_id, attachment_id, name, size, sha256, day(added_on), tuple(revisions), fault or "")

    return tuple(made(row, older(row[0])) for row in reversed(replaced[None]))


def _grouped(
    connection: Connection, query: Any, ids: Iterable[int], make: Callable[[Any], Any]
) -> dict[int, tuple[Any, ...]]:
    """Rows of `query` for each id, `make(row)` each; ids in batches, since SQLite binds a limited number."""
    found: dict[int, list[Any]] = defaultdict(list)
    every = list(ids)
    expanding = query.bindparams(bindparam("ids", expanding=True))
    for start in range(0, len(every), 10_000):
        for row in connection.execute(expanding, {"ids": every[start : start + 10_000]}):
            found[row[0]].append(make(row))
    return {key: tuple(values) for key, values in found.items()}
