"""The index of all words in the workspace (SQLite's FTS5); `full_text` finds in it.

Each table that is searched has an index of its own, with the words as they are now: `note` and `follow` keep it so
after every write, undo and redo. (Triggers would, but FTS5 refuses them where a file's schema is not trusted.) What
belongs to a Member State has its code in the index as a word of its own, so that the hits of one are found without
walking through those of all. The index knows in which column a word stands, not where in it: that makes it small, and
leaves room for the beginnings of words, which answer each keystroke. The words of files are in the index only
(`search_file`), page by page: row `attachment * ROOM + page`.
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
"""Rows that the index has for the words of a file."""
STRETCHES = 5_000
"""The first of those that are no pages: the stretches of a file that has none."""
_LIKE = "tokenize = 'unicode61 remove_diacritics 2', detail = column, prefix = '1 2 3 4 5 6 7 8'"


@dataclass(frozen=True, slots=True)
class Source:
    """A table whose `columns` are searched. `state` is the SQL for the Member State of its row `r`. `rows` selects
    for hits `f`: row, id to go to, title, State, cycle, then of a file its id and name."""

    table: str
    kind: Kind
    columns: tuple[str, ...]
    state: str
    rows: str


_OF_EVIDENCE = "(SELECT state_code FROM evidence WHERE id = r.evidence_id)"
_WITH_PARAGRAPH = "JOIN instrument i ON i.id = p.instrument_id"


def _searched(kind: type) -> tuple[str, ...]:
    """The declared fields of a dataclass whose words are found."""
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


# Making the index


def _made_by(source: Source) -> str:
    return f"CREATE VIRTUAL TABLE search_{source.table} USING fts5({', '.join(_indexed(source))}, {_LIKE})"


def make_anew(connection: Connection) -> None:
    """Make the index from the tables, in place of the one that is there. The words of files are read again from the
    files.

    FTS5 can't drop an index that it can't read, so its entry in the schema goes first; then its tables are ordinary
    ones."""
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    connection.exec_driver_sql(f"DELETE FROM sqlite_master WHERE {_OURS} AND rootpage = 0")
    connection.exec_driver_sql("PRAGMA writable_schema = RESET")
    left = f"SELECT name FROM sqlite_master WHERE {_OURS}"
    for name in connection.exec_driver_sql(left).scalars().all():
        connection.exec_driver_sql(f'DROP TABLE "{name}"')
    for source in (*SOURCES, FILE):
        connection.exec_driver_sql(_made_by(source))
    fill(connection)
    connection.exec_driver_sql("DELETE FROM attachment_text")
    _set_state(connection, "")


_OURS = "type = 'table' AND substr(name, 1, 7) = 'search_'"
_STATE, _DAMAGED = "index for searching", "damaged"  # a setting, and what it says where all must be made anew


def set_damaged(connection: Connection) -> None:
    """Remember that the index is damaged, until it is made anew."""
    _set_state(connection, _DAMAGED)


def is_damaged(connection: Connection, thorough: bool) -> bool:
    """Whether the index must be made anew: it is marked so, a part of it is gone, or, where a `thorough` look is
    wanted, FTS5 finds fault with it (it reads all of the index for that)."""
    if _noted(connection) is None:
        return True
    held = set(connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars())
    names = [f"search_{source.table}" for source in (*SOURCES, FILE)]
    if not held.issuperset(names):
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
    """The name of a virtual table that is none of ours, or of one of ours that is something else; None where all are as
    they were made. In a workspace of an `older` schema ours may be other ones, which are made anew."""
    made = {f"search_{source.table}": _made_by(source) for source in (*SOURCES, FILE)}
    held = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'table'").all()
    for name, sql in held:
        virtual = sql.upper().startswith("CREATE VIRTUAL")
        if older and virtual and _OF_OURS.match(sql):
            continue
        if (virtual or name in made) and made.get(name) != sql:
            return str(name)
    return None


_OF_OURS = re.compile(r"CREATE VIRTUAL TABLE search_[a-z_]+ USING fts5\([a-z_, ]+, tokenize = '[a-z0-9_ ]+', detail = ")


def fill(connection: Connection) -> None:
    """Take all rows of the tables into the index anew."""
    for source in SOURCES:
        connection.exec_driver_sql(f"DELETE FROM search_{source.table}")
        connection.exec_driver_sql(_taken_in(source))


def note(connection: Connection, rows: Iterable[RowChange]) -> bool:
    """Write down which rows the index has to follow, in the transaction that changes them; whether there are any.

    The index itself is touched in another transaction (`follow`): where it is damaged, SQLite may refuse to commit what
    was done in the same one, and what was typed would be lost. A program that dies in between follows when the
    workspace is opened again."""
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
    """Take into the index the rows that were noted. Damage may show itself here or at the commit: see
    `index_faults`."""
    sources = {source.table: source for source in SOURCES}
    noted = _noted(connection)
    for table, row_id in noted or ():
        given = {"row": row_id}
        connection.execute(text(f"DELETE FROM search_{table} WHERE rowid = :row"), given)
        connection.execute(text(f"{_taken_in(sources[table])} AND r.id = :row"), given)
    if noted:
        _set_state(connection, "")


def _noted(connection: Connection) -> list[tuple[str, int]] | None:
    """The rows that the index has to follow, by table; None where it is damaged, or the note is."""
    held = connection.execute(text("SELECT value FROM setting WHERE key = :key"), {"key": _STATE}).scalar()
    tables = [source.table for source in SOURCES]
    try:
        noted = [(table, row_id) for table, row_id in json.loads(held or "[]")]
    except (ValueError, TypeError):
        return None
    whole = all(table in tables and isinstance(row_id, int) and row_id < 2**63 for table, row_id in noted)
    return noted if whole else None


def _set_state(connection: Connection, value: str) -> None:
    put, drop = "INSERT OR REPLACE INTO setting VALUES (:key, :value)", "DELETE FROM setting WHERE key = :key"
    connection.execute(text(put if value else drop), {"key": _STATE, "value": value})


@contextmanager
def index_faults() -> Iterator[None]:
    """Whatever goes wrong in a statement on the index alone, as IndexDamaged, but for faults of the world outside. In
    damage SQLite says all kinds of things, also that it has no memory (MemoryError in Python)."""
    try:
        yield
    except MemoryError as fault:
        raise IndexDamaged from fault
    except DatabaseError as fault:
        if of_the_world(fault):
            raise
        raise IndexDamaged from fault


def _taken_in(source: Source) -> str:
    index, names = f"search_{source.table}", ", ".join(_indexed(source))
    columns = [f"r.{column}" for column in source.columns]
    given = ", ".join([source.state, *columns] if source.state else columns)
    said = " || ".join(columns)
    return f"INSERT INTO {index} (rowid, {names}) SELECT r.id, {given} FROM {source.table} r WHERE {said} <> ''"


def _indexed(source: Source) -> tuple[str, ...]:
    return ("state_code", *source.columns) if source.state else source.columns


def faults(connection: Connection) -> Iterator[Message]:
    """Where the index does not hold the words that its table holds, or can't be read."""
    for source in SOURCES:
        try:
            number = _odd(connection, source)
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
        if number := _unheld(connection):
            yield tr("The index for searching lacks the words of %n file(s).", "", number, code="index-lacks-files")
    except (DatabaseError, MemoryError) as fault:
        if is_interrupted(fault):
            raise
        yield tr("The index for searching the words of files can't be read.", code="index-unreadable")


def _odd(connection: Connection, source: Source) -> int:
    """How many rows the index has otherwise than the table."""
    index, columns = f"search_{source.table}", ", ".join(source.columns)
    odd = connection.execute(
        text(f"""
        SELECT count(*) FROM (
            SELECT id, {columns} FROM {source.table} WHERE {" || ".join(source.columns)} <> ''
            EXCEPT SELECT rowid, {columns} FROM {index})""")
    ).scalar_one()
    gone = f"SELECT count(*) FROM {index} WHERE rowid NOT IN (SELECT id FROM {source.table})"
    return int(odd) + int(connection.execute(text(gone)).scalar_one())


def _unheld(connection: Connection) -> int:
    """How many files were read, and have no words in the index nor a fault why not."""
    query = f"""
        SELECT count(*) FROM attachment_text WHERE fault = '' AND attachment_id NOT IN (
            SELECT rowid / {ROOM} FROM search_file)"""
    return int(connection.execute(text(query)).scalar_one())


# The words of files


def add_stretch(connection: Connection, attachment_id: int, number: int, words: str) -> None:
    """The words of a page of a file, by its number from 1, or of a stretch, from STRETCHES on."""
    connection.execute(
        text("INSERT OR REPLACE INTO search_file (rowid, words) VALUES (:row, :words)"),
        {"row": attachment_id * ROOM + number, "words": words},
    )


def set_read(connection: Connection, attachment_id: int, fault: str) -> None:
    """The words of a file are in the index, or `fault` says why they can't be."""
    connection.execute(
        text("INSERT OR REPLACE INTO attachment_text (attachment_id, fault) VALUES (:id, :fault)"),
        {"id": attachment_id, "fault": fault},
    )


def unread(connection: Connection) -> list[tuple[int, str]]:
    """The files of evidence whose words are not in the index yet: attachment and name, the newest first."""
    query = text("""
        SELECT attachment_id, max(name) FROM evidence_file
        WHERE attachment_id NOT IN (SELECT attachment_id FROM attachment_text) GROUP BY 1 ORDER BY 1 DESC""")
    return [(row[0], row[1]) for row in connection.execute(query)]
