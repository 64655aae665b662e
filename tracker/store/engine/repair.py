"""Copy what can be read of a damaged workspace to a new one, and report what was lost.

SQLite reads a table in the order of its rowids. At a damaged page, reading starts again further on, in steps that
double, so that the rows before and after the damage are found.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from tracker.errors import TrackerError
from tracker.i18n import Message, tr
from tracker.progress import GoOn
from tracker.store.engine import contents, file_state, sqlite

_NOT_COPIED = ("alembic_version", "sqlite_sequence")
_UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)  # the latter if SQLite's error message can't be decoded
_MAX_ROWID = 2**63 - 1  # the largest rowid


def rescue(damaged: Path, new: Path, go_on: GoOn) -> list[Message]:
    """Copy what can be read of the workspace `damaged` to the empty workspace `new`; returns the losses, one sentence
    each. `go_on` is called regularly and may raise to cancel. Raises TrackerError if nothing can be read, sqlite3.Error
    if `new` can't be written.

    Pass a copy: SQLite writes a log beside `damaged` into it.
    """
    with closing(sqlite.connect(damaged, "rw")) as source, closing(sqlite.connect(new, "rw")) as target:
        source.text_factory = lambda data: data.decode(errors="replace")
        target.execute("PRAGMA foreign_keys = OFF")
        tables = _tables(target)
        if not any(_columns(source, table) for table in tables):
            raise TrackerError(tr("Nothing can be read of the workspace."), tr("Go back to a backup of it."))
        lost = [words for table in tables for words in _copy_table(source, target, table, go_on)]
        lost += _drop_odd(target)
        lost += _drop_dangling(target)
        target.executemany("DELETE FROM setting WHERE key = ?", [(key,) for key in file_state.KEYS])
        target.commit()
        return lost


def _tables(target: sqlite3.Connection) -> list[str]:
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search\\_%' ESCAPE '\\'"
    names = (name for (name,) in target.execute(query))
    return [name for name in names if name not in _NOT_COPIED]


def _copy_table(source: sqlite3.Connection, target: sqlite3.Connection, table: str, go_on: GoOn) -> Iterator[Message]:
    present = _columns(source, table)
    names = [name for name in _columns(target, table) if name in present]
    if not names:
        yield tr("Nothing of the table {table} could be read.", table=table)
        return
    target.execute(f'DELETE FROM "{table}"')
    refused = gaps = 0
    placeholders = ", ".join("?" * len(names))
    listed = ", ".join(f'"{name}"' for name in names)
    for row in _rows(source, table, listed):
        go_on()
        if row is None:
            gaps += 1
            continue
        try:
            target.execute(f'INSERT INTO "{table}" ({listed}) VALUES ({placeholders})', row)
        except sqlite3.IntegrityError:
            refused += 1
    if gaps:
        yield tr("Rows of {table} are lost, in %n place(s).", "", gaps, table=table)
    if refused:
        yield tr("%n row(s) of {table} hold what no workspace can hold, and are lost.", "", refused, table=table)


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """The column names of a table; none if it can't be read, or is no table."""
    is_table = "SELECT 1 FROM sqlite_master WHERE name = ? AND type = 'table' AND rootpage > 0"
    try:
        if not connection.execute(is_table, (table,)).fetchone():
            return []
        return [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
    except _UNREADABLE:
        return []


def _rows(source: sqlite3.Connection, table: str, names: str) -> Iterator[Sequence[object] | None]:
    """The rows of a table by rowid, with None for each gap of unreadable rows."""
    after, step = -1, 0
    while True:
        try:
            query = f'SELECT rowid, {names} FROM "{table}" WHERE rowid > ? ORDER BY rowid'
            for rowid, *row in source.execute(query, (after,)):
                after, step = rowid, 0
                yield row
            return
        except _UNREADABLE:
            if step == 0:
                yield None
            step = step * 2 or 1
            if after + step > _MAX_ROWID:
                return
            after += step


def _drop_odd(target: sqlite3.Connection) -> Iterator[Message]:
    """Rows for which the new workspace would be refused go."""
    for table, query in contents.odd_rows().items():
        if numbers := target.execute(query).fetchall():
            target.executemany(f"DELETE FROM {table} WHERE rowid = ?", numbers)
            yield tr(
                "%n row(s) of {table} hold what no workspace can hold, and are lost.", "", len(numbers), table=table
            )


def _drop_dangling(target: sqlite3.Connection) -> Iterator[Message]:
    """Delete rows with references to lost rows, until there are none."""
    dropped: dict[str, int] = {}
    while dangling := target.execute("PRAGMA foreign_key_check").fetchall():
        for table, rowid in {(table, rowid) for table, rowid, _, _ in dangling}:
            target.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (rowid,))
            dropped[table] = dropped.get(table, 0) + 1
    for table, count in dropped.items():
        yield tr("%n row(s) of {table} belonged to what is lost, and are lost too.", "", count, table=table)
