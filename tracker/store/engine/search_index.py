"""The search index of the workspace (SQLite's FTS5); `full_text` queries it.

Each searched table has its own index, which `note` and `follow` update after every write, undo and redo. (FTS5 refuses
triggers if a file's schema is not trusted.) The code of the Member State is indexed as a word, so that a query for one
State need not read the hits of all. The index stores the column of a word but not its position: that keeps it small and
leaves room for prefixes, which are needed at each keystroke. The text of files is only in the index (`search_file`),
page by page: row `attachment * ROOM + page`.
"""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from tracker.domain.casework.assessments import Assessment
from tracker.domain.casework.change_sets import RowChange
from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.fields import fields_of
from tracker.domain.casework.measures import Measure
from tracker.domain.text.search import Kind
from tracker.i18n import Message, tr
from tracker.store.engine.faults import IndexDamaged, is_interrupted, of_the_world
from tracker.store.sql import PARAGRAPH

ROOM = 20_000
"""Index rows reserved for the text of each file."""
STRETCHES = 5_000
"""The first row for parts of files without pages; those before it are pages."""
_OPTIONS = "tokenize = 'unicode61 remove_diacritics 2', detail = column, prefix = '1 2 3 4 5 6 7 8'"


@dataclass(frozen=True, slots=True)
class Source:
    """A table with the `columns` that are searched. `state` is the SQL for the Member State of its row `r`. `rows`
    selects for each hit `f`: rowid, id of the target, title, State, cycle, and the id and name of a file."""

    table: str
    kind: Kind
    columns: tuple[str, ...]
    state: str
    rows: str


_OF_EVIDENCE = "(SELECT state_code FROM evidence WHERE id = r.evidence_id)"
_WITH_PARAGRAPH = "JOIN instrument i ON i.id = p.instrument_id"


def _searched(kind: type) -> tuple[str, ...]:
    """The searchable fields of a dataclass."""
    return tuple(name for name, one in fields_of(kind).items() if one.searchable)


SOURCES = (
    Source(
        "paragraph", Kind.PARAGRAPH, ("label", "text"), "",
        f"SELECT f.rowid, p.id, {PARAGRAPH}, '', 0, 0, '' FROM search_paragraph f"
        f" JOIN paragraph p ON p.id = f.rowid AND p.kind <> 'preambular' {_WITH_PARAGRAPH}",
    ),
    Source(
        "footnote", Kind.PARAGRAPH, ("text",), "",
        f"SELECT f.rowid, p.id, {PARAGRAPH}, '', 0, 0, '' FROM search_footnote f JOIN footnote n ON n.id = f.rowid"
        " JOIN mark k ON k.number = n.number JOIN paragraph p ON p.id = k.paragraph_id AND p.kind <> 'preambular'"
        f" AND p.instrument_id = n.instrument_id {_WITH_PARAGRAPH}",
    ),
    Source(
        "assessment", Kind.PARAGRAPH, _searched(Assessment), "r.state_code",
        f"SELECT f.rowid, p.id, {PARAGRAPH}, a.state_code, a.cycle_id, 0, '' FROM search_assessment f"
        f" JOIN assessment a ON a.id = f.rowid JOIN paragraph p ON p.id = a.paragraph_id {_WITH_PARAGRAPH}",
    ),
    Source(
        "measure", Kind.MEASURE, _searched(Measure), "r.state_code",
        "SELECT f.rowid, m.id, m.title, m.state_code, 0, 0, '' FROM search_measure f JOIN measure m ON m.id = f.rowid",
    ),
    Source(
        "evidence", Kind.EVIDENCE, _searched(Evidence), "r.state_code",
        "SELECT f.rowid, e.id, e.title, e.state_code, 0, 0, '' FROM search_evidence f"
        " JOIN evidence e ON e.id = f.rowid",
    ),
    Source(
        "excerpt", Kind.EVIDENCE, ("text", "place"), _OF_EVIDENCE,
        "SELECT f.rowid, e.id, e.title, e.state_code, 0, 0, '' FROM search_excerpt f JOIN excerpt x ON x.id = f.rowid"
        " JOIN evidence e ON e.id = x.evidence_id",
    ),
    Source(
        "evidence_file", Kind.EVIDENCE, ("name",), _OF_EVIDENCE,
        "SELECT f.rowid, e.id, e.title, e.state_code, 0, 0, '' FROM search_evidence_file f"
        " JOIN evidence_file x ON x.id = f.rowid JOIN evidence e ON e.id = x.evidence_id",
    ),
    Source(
        "comment", Kind.COMMENT, ("text",), "r.state_code",
        f"SELECT f.rowid, p.id, {PARAGRAPH}, c.state_code, c.cycle_id, 0, '' FROM search_comment f"
        f" JOIN comment c ON c.id = f.rowid JOIN paragraph p ON p.id = c.paragraph_id {_WITH_PARAGRAPH}",
    ),
)  # fmt: skip

FILE = Source(
    "file", Kind.EVIDENCE, ("words",), "",
    "SELECT f.rowid, e.id, e.title, e.state_code, 0, x.id, x.name FROM search_file f"
    f" JOIN evidence_file x ON x.attachment_id = f.rowid / {ROOM} AND x.replaced_by IS NULL"
    " JOIN evidence e ON e.id = x.evidence_id",
)  # fmt: skip


# Building the index


def _create_sql(source: Source) -> str:
    return f"CREATE VIRTUAL TABLE search_{source.table} USING fts5({', '.join(_index_columns(source))}, {_OPTIONS})"


def make_anew(connection: Connection) -> None:
    """Rebuild the index from the tables. The text of files has to be read again from the files.

    FTS5 can't drop an index that it can't read, so the entry in the schema is deleted first; then its tables are
    ordinary ones."""
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    connection.exec_driver_sql(f"DELETE FROM sqlite_master WHERE {_OUR_TABLES} AND rootpage = 0")
    connection.exec_driver_sql("PRAGMA writable_schema = RESET")
    left = f"SELECT name FROM sqlite_master WHERE {_OUR_TABLES}"
    for name in connection.exec_driver_sql(left).scalars().all():
        connection.exec_driver_sql(f'DROP TABLE "{name}"')
    for source in (*SOURCES, FILE):
        connection.exec_driver_sql(_create_sql(source))
    fill(connection)
    connection.exec_driver_sql("DELETE FROM attachment_text")
    _set_state(connection, "")


_OUR_TABLES = "type = 'table' AND substr(name, 1, 7) = 'search_'"
_STATE, _DAMAGED = "index for searching", "damaged"  # a key in `setting`, and its value if the index must be rebuilt


def set_damaged(connection: Connection) -> None:
    """Record that the index is damaged, until it is rebuilt."""
    _set_state(connection, _DAMAGED)


def is_damaged(connection: Connection, thorough: bool) -> bool:
    """Whether the index must be rebuilt: it is marked as damaged, a part is missing, or FTS5's own check, which reads
    all of the index and is run only if `thorough`, fails."""
    if _noted(connection) is None:
        return True
    existing = set(connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars())
    names = [f"search_{source.table}" for source in (*SOURCES, FILE)]
    if not existing.issuperset(names):
        return True
    try:
        with index_faults():
            for name in names:
                connection.exec_driver_sql(f"SELECT rowid FROM {name} LIMIT 1")
                if thorough:
                    connection.exec_driver_sql(f"INSERT INTO {name} ({name}) VALUES ('integrity-check')")
    except IndexDamaged:
        return True
    return False


def foreign(connection: Connection, older: bool = False) -> str | None:
    """The name of a virtual table that is not ours, or of one of ours with another definition; None if there is none.
    In a workspace of an `older` schema the index tables may differ; migration rebuilds them."""
    expected = {f"search_{source.table}": _create_sql(source) for source in (*SOURCES, FILE)}
    tables = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'table'").all()
    for name, sql in tables:
        virtual = sql.upper().startswith("CREATE VIRTUAL")
        if older and virtual and _OF_OURS.match(sql):
            continue
        if (virtual or name in expected) and expected.get(name) != sql:
            return str(name)
    return None


_SHADOWS = ("config", "content", "data", "docsize", "idx")
_OF_OURS = re.compile(r"CREATE VIRTUAL TABLE search_[a-z_]+ USING fts5\([a-z_, ]+, tokenize = '[a-z0-9_ ]+', detail = ")


def tables() -> set[str]:
    """The names of all tables of the index, and of those in which FTS5 keeps it
    (https://sqlite.org/fts5.html, 10)."""
    names = [f"search_{source.table}" for source in (*SOURCES, FILE)]
    return {*names, *(f"{name}_{part}" for name in names for part in _SHADOWS)}


def fill(connection: Connection) -> None:
    """Index all rows of the tables again."""
    for source in SOURCES:
        connection.exec_driver_sql(f"DELETE FROM search_{source.table}")
        connection.exec_driver_sql(_insert_sql(source))


def note(connection: Connection, rows: Iterable[RowChange]) -> bool:
    """Record the rows to be indexed, in the transaction that changes them. Returns whether there are any.

    The index is updated in a separate transaction (`follow`): if it is damaged, SQLite may refuse to commit, and the
    user's change would be lost with it. After a crash in between, the update is made when the workspace is opened."""
    columns = {source.table: source.columns for source in SOURCES}
    touched = [
        [row.table, row.row_id]
        for row in rows
        if not {**(row.before or {}), **(row.after or {})}.keys().isdisjoint(columns.get(row.table, ()))
    ]
    noted = _noted(connection)
    if not touched or noted is None:
        return False
    _set_state(connection, json.dumps([*noted, *touched]))
    return True


def follow(connection: Connection) -> None:
    """Index the recorded rows. Damage may show here or at the commit: see `index_faults`."""
    sources = {source.table: source for source in SOURCES}
    noted = _noted(connection)
    for table, row_id in noted or ():
        given = {"row": row_id}
        connection.execute(text(f"DELETE FROM search_{table} WHERE rowid = :row"), given)
        connection.execute(text(f"{_insert_sql(sources[table])} AND r.id = :row"), given)
    if noted:
        _set_state(connection, "")


def _noted(connection: Connection) -> list[tuple[str, int]] | None:
    """The rows to be indexed, as table and id; None if the index or this record is damaged."""
    value = connection.execute(text("SELECT value FROM setting WHERE key = :key"), {"key": _STATE}).scalar()
    tables = [source.table for source in SOURCES]
    try:
        noted = [(table, row_id) for table, row_id in json.loads(value or "[]")]
    except (ValueError, TypeError):
        return None
    whole = all(table in tables and isinstance(row_id, int) and row_id < 2**63 for table, row_id in noted)
    return noted if whole else None


def _set_state(connection: Connection, value: str) -> None:
    put, drop = "INSERT OR REPLACE INTO setting VALUES (:key, :value)", "DELETE FROM setting WHERE key = :key"
    connection.execute(text(put if value else drop), {"key": _STATE, "value": value})


@contextmanager
def index_faults() -> Iterator[None]:
    """Raise any error of a statement on the index alone as IndexDamaged, unless it has an outside cause. A damaged
    index leads to errors of all kinds, even that there is no memory (MemoryError in Python)."""
    try:
        yield
    except MemoryError as fault:
        raise IndexDamaged from fault
    except DatabaseError as fault:
        if of_the_world(fault):
            raise
        raise IndexDamaged from fault


def _insert_sql(source: Source) -> str:
    index, names = f"search_{source.table}", ", ".join(_index_columns(source))
    columns = [f"r.{column}" for column in source.columns]
    given = ", ".join([source.state, *columns] if source.state else columns)
    words = " || ".join(columns)
    return f"INSERT INTO {index} (rowid, {names}) SELECT r.id, {given} FROM {source.table} r WHERE {words} <> ''"


def _index_columns(source: Source) -> tuple[str, ...]:
    return ("state_code", *source.columns) if source.state else source.columns


def faults(connection: Connection) -> Iterator[Message]:
    """The tables from which the index differs or whose index can't be read, in one sentence each."""
    for source in SOURCES:
        try:
            number = _count_differing(connection, source)
        except (DatabaseError, MemoryError) as fault:
            if is_interrupted(fault):
                raise
            yield tr(
                "The index for searching the table {table} can't be read.", code="index-unreadable", table=source.table
            )
        else:
            if number:
                yield tr(
                    "The index for searching differs from the table {table} in %n row(s).",
                    "",
                    number,
                    code="index-differs",
                    table=source.table,
                )
    try:
        if number := _count_missing_files(connection):
            yield tr("The index for searching lacks the words of %n file(s).", "", number, code="index-lacks-files")
    except (DatabaseError, MemoryError) as fault:
        if is_interrupted(fault):
            raise
        yield tr("The index for searching the words of files can't be read.", code="index-unreadable")


def _count_differing(connection: Connection, source: Source) -> int:
    """The number of rows that differ between the index and the table."""
    index, columns = f"search_{source.table}", ", ".join(source.columns)
    odd = connection.execute(
        text(f"""
        SELECT count(*) FROM (
            SELECT id, {columns} FROM {source.table} WHERE {" || ".join(source.columns)} <> ''
            EXCEPT SELECT rowid, {columns} FROM {index})""")
    ).scalar_one()
    gone = f"SELECT count(*) FROM {index} WHERE rowid NOT IN (SELECT id FROM {source.table})"
    return int(odd) + int(connection.execute(text(gone)).scalar_one())


def _count_missing_files(connection: Connection) -> int:
    """The number of files marked as read without an error, but with no text in the index."""
    query = f"""
        SELECT count(*) FROM attachment_text WHERE fault = '' AND attachment_id NOT IN (
            SELECT rowid / {ROOM} FROM search_file)"""
    return int(connection.execute(text(query)).scalar_one())


# The text of files


def add_stretch(connection: Connection, attachment_id: int, number: int, words: str) -> None:
    """Index the text of a page of a file (`number` from 1), or of a part of one without pages (from STRETCHES)."""
    connection.execute(
        text("INSERT OR REPLACE INTO search_file (rowid, words) VALUES (:row, :words)"),
        {"row": attachment_id * ROOM + number, "words": words},
    )


def set_read(connection: Connection, attachment_id: int, fault: str) -> None:
    """Record that the text of a file is indexed, or why it can't be (`fault`)."""
    connection.execute(
        text("INSERT OR REPLACE INTO attachment_text (attachment_id, fault) VALUES (:id, :fault)"),
        {"id": attachment_id, "fault": fault},
    )


def unread(connection: Connection) -> list[tuple[int, str]]:
    """The files of evidence not indexed yet: attachment id and name, newest first."""
    query = text("""
        SELECT attachment_id, max(name) FROM evidence_file
        WHERE attachment_id NOT IN (SELECT attachment_id FROM attachment_text) GROUP BY 1 ORDER BY 1 DESC""")
    return [(row[0], row[1]) for row in connection.execute(query)]
