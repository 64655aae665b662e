"""The search index of the workspace (SQLite's FTS5); `full_text` queries it.

Each searched table has its own index, which `note` and `follow` update after every write, undo and redo. (FTS5 refuses
triggers if a file's schema is not trusted.) What is indexed are the words that `index_words` makes of the texts,
folded as what is typed is; the tokenizer only divides them. The code of the Member State is indexed as a word, so that
a query for one State need not read the hits of all, and so are the beginning and the length of a title, so that the
best hits are found without reading all. The index stores the column of a word but not its position: that keeps it small
and leaves room for prefixes, which are needed at each keystroke. The text of files is only in the index (`search_file`,
as read in `shown`), page by page: row `attachment * ROOM + page`.

The index has its own version, which is its definition: one of an older version is made anew when the workspace is
opened for writing.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
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
from tracker.store.engine import sqlite
from tracker.store.engine.faults import IndexDamaged, is_interrupted, of_the_world
from tracker.store.engine.index_terms import TITLE_COLUMNS, index_beginnings, index_length, index_words
from tracker.store.sql import PARAGRAPH

ROOM = 20_000
"""Index rows reserved for the text of each file."""
STRETCHES = 5_000
"""The first row for parts of files without pages; those before it are pages."""
_COLUMNS = ("state_code", *TITLE_COLUMNS, "words")
_OPTIONS = "tokenize = 'ascii', detail = column, prefix = '1 2 3 4 5 6 7 8'"
"""Words are divided at blanks alone: which letters there are, `index_words` knows better than an older SQLite."""


@dataclass(frozen=True, slots=True)
class Source:
    """A table with the `columns` that are searched. `state` and `title` are the SQL for the Member State and the title
    of its row `r`, "" where it has none. `rows` selects for each hit `f`: rowid, id of the target, title, State, cycle,
    and the id and name of a file."""

    table: str
    kind: Kind
    columns: tuple[str, ...]
    state: str
    rows: str
    title: str = ""

    @property
    def index(self) -> str:
        """The name of its table in the index."""
        return f"search_{self.table}"


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
        f"(SELECT {PARAGRAPH} FROM paragraph p {_WITH_PARAGRAPH} WHERE p.id = r.id)",
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
        "r.title",
    ),
    Source(
        "evidence", Kind.EVIDENCE, _searched(Evidence), "r.state_code",
        "SELECT f.rowid, e.id, e.title, e.state_code, 0, 0, '' FROM search_evidence f"
        " JOIN evidence e ON e.id = f.rowid",
        "r.title",
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
ALL = (*SOURCES, FILE)


# Building the index


def _create_sql(source: Source) -> str:
    columns = (*_COLUMNS, "shown UNINDEXED") if source is FILE else _COLUMNS
    return f"CREATE VIRTUAL TABLE {source.index} USING fts5({', '.join(columns)}, {_OPTIONS})"


def make_anew(connection: Connection, of_files: str = "") -> None:
    """Rebuild the index from the tables, and from the text of files that the query `of_files` gives with its rows; ""
    where it has to be read again from the files.

    FTS5 can't drop an index that it can't read, so the entry in the schema is deleted first; then its tables are
    ordinary ones."""
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    connection.exec_driver_sql(f"DELETE FROM sqlite_master WHERE {_OUR_TABLES} AND rootpage = 0")
    connection.exec_driver_sql("PRAGMA writable_schema = RESET")
    left = f"SELECT name FROM sqlite_master WHERE {_OUR_TABLES}"
    for name in connection.exec_driver_sql(left).scalars().all():
        connection.exec_driver_sql(f'DROP TABLE "{name}"')
    for source in ALL:
        connection.exec_driver_sql(_create_sql(source))
    fill(connection)
    if of_files:
        connection.exec_driver_sql(
            "INSERT INTO search_file (rowid, words, shown) SELECT id, index_words(words), words FROM (" + of_files + ")"
        )
    else:
        connection.exec_driver_sql("DELETE FROM attachment_text")
    _set_state(connection, "")


def bring_up_to_date(connection: Connection) -> None:
    """Rebuild an index of an older version that is whole. The text of files is kept."""
    connection.exec_driver_sql("CREATE TEMP TABLE read_before AS SELECT rowid AS id, words FROM search_file")
    make_anew(connection, "SELECT id, words FROM read_before")
    connection.exec_driver_sql("DROP TABLE read_before")


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
    names = [source.index for source in ALL]
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


def is_outdated(connection: Connection) -> bool:
    """Whether a part of the index was made by an older version."""
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'table'"
    made = {str(name): sql for name, sql in connection.exec_driver_sql(query)}
    return any(made.get(source.index, _create_sql(source)) != _create_sql(source) for source in ALL)


def foreign(connection: Connection, older: bool = False) -> str | None:
    """The name of a virtual table that is not ours, or of one of ours with a definition that no version made; None if
    there is none. In a workspace of an `older` schema there may be other tables; migration rebuilds them."""
    expected = {source.index: _create_sql(source) for source in ALL}
    tables = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'table'").all()
    for name, sql in tables:
        virtual = sql.upper().startswith("CREATE VIRTUAL")
        if virtual and (older or name in expected) and _OF_OURS.fullmatch(sql):
            continue
        if (virtual or name in expected) and expected.get(name) != sql:
            return str(name)
    return None


_SHADOWS = ("config", "content", "data", "docsize", "idx")
_OF_OURS = re.compile(
    r"CREATE VIRTUAL TABLE search_[a-z_]+ USING fts5\([a-z_, ]+,"
    r" tokenize = '[a-z0-9_ ]+', detail = [a-z]+, prefix = '[0-9 ]+'\)"
)
"""The definitions of older versions."""


def tables() -> set[str]:
    """The names of all tables of the index, and of those in which FTS5 keeps it
    (https://sqlite.org/fts5.html, 10)."""
    names = [source.index for source in ALL]
    return {*names, *(f"{name}_{part}" for name in names for part in _SHADOWS)}


def fill(connection: Connection) -> None:
    """Index all rows of the tables again."""
    _add_functions(connection)
    for source in SOURCES:
        connection.exec_driver_sql(f"DELETE FROM {source.index}")
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
    _add_functions(connection)
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
    return f"INSERT INTO {source.index} (rowid, {', '.join(_COLUMNS)}) {_indexed_sql(source)}"


def _indexed_sql(source: Source) -> str:
    """What is indexed of each row `r` of a table: its id, and the `_COLUMNS`."""
    title, whole = source.title or "''", " || ' ' || ".join(f"r.{column}" for column in source.columns)
    rest = " || ' ' || ".join(f"r.{column}" for column in source.columns if column != "title")
    made = f"index_beginnings({title}), index_length({title}), index_words({title}), index_words({rest})"
    return f"SELECT r.id, {source.state or repr('')}, {made} FROM {source.table} r WHERE trim({whole}) <> ''"


def _add_functions(connection: Connection) -> None:
    """What the SQL here calls. A file from outside can't: functions are no part of a schema that is not trusted."""
    for function in (index_words, index_beginnings, index_length):
        sqlite.driver_of(connection).create_function(function.__name__, 1, _of_text(function), deterministic=True)


def _of_text(function: Callable[[str], str]) -> Callable[[object], str]:
    """Of what is no text, in a damaged row, nothing is indexed."""
    return lambda value: function(value) if isinstance(value, str) else ""


def faults(connection: Connection) -> Iterator[Message]:
    """The tables from which the index differs or whose index can't be read, in one sentence each."""
    if is_outdated(connection):
        return  # made anew when the workspace is opened for writing
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
    _add_functions(connection)
    odd = connection.exec_driver_sql(
        f"SELECT count(*) FROM ({_indexed_sql(source)} EXCEPT SELECT rowid, {', '.join(_COLUMNS)} FROM {source.index})"
    ).scalar_one()
    gone = f"SELECT count(*) FROM {source.index} WHERE rowid NOT IN (SELECT id FROM {source.table})"
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
        text("INSERT OR REPLACE INTO search_file (rowid, words, shown) VALUES (:row, :words, :shown)"),
        {"row": attachment_id * ROOM + number, "words": index_words(words), "shown": words},
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
