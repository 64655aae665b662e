"""Save what can be read of a damaged workspace into a new one, and tell what was lost.

SQLite reads a table in the order of its row numbers. Where a page is damaged, the reading is begun again behind it,
with ever longer steps, so that rows before and behind are found.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from tracker.errors import TrackerError
from tracker.i18n import Message, tr
from tracker.progress import GoOn
from tracker.store.engine import file_state

_NOT_COPIED = ("alembic_version", "sqlite_sequence")
_UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)  # the latter where what SQLite says of it can't be read
_LAST = 2**63 - 1  # the greatest row number that there can be


def rescue(damaged: Path, new: Path, go_on: GoOn) -> list[Message]:
    """Copy what can be read of the workspace `damaged` into the empty workspace `new`; returns what was lost, in one
    sentence each. `go_on` is called now and then and may raise to cancel. Raises sqlite3.Error where `new` can't be
    written, or nothing can be read.

    A log beside `damaged` is brought into it: work with a copy.
    """
    with closing(sqlite3.connect(damaged)) as source, closing(sqlite3.connect(new)) as target:
        source.execute("PRAGMA trusted_schema = OFF")
        source.text_factory = lambda data: data.decode(errors="replace")
        target.execute("PRAGMA foreign_keys = OFF")
        tables = _tables(target)
        if not any(_columns(source, table) for table in tables):
            raise TrackerError(tr("Nothing can be read of the workspace."), tr("Go back to a backup of it."))
        lost = [words for table in tables for words in _copy_table(source, target, table, go_on)]
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
    marks = ", ".join("?" * len(names))
    listed = ", ".join(f'"{name}"' for name in names)
    for row in _rows(source, table, listed):
        go_on()
        if row is None:
            gaps += 1
            continue
        try:
            target.execute(f'INSERT INTO "{table}" ({listed}) VALUES ({marks})', row)
        except sqlite3.IntegrityError:
            refused += 1
    if gaps:
        yield tr("Rows of {table} are lost, in %n place(s).", "", gaps, table=table)
    if refused:
        yield tr("%n row(s) of {table} hold what no workspace can hold, and are lost.", "", refused, table=table)


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """The names of a table's columns; none where it can't be read."""
    try:
        return [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
    except _UNREADABLE:
        return []


def _rows(source: sqlite3.Connection, table: str, names: str) -> Iterator[Sequence[object] | None]:
    """The rows of a table in the order of their numbers, and None for a place where some can't be read."""
    after, step = -1, 0
    while True:
        try:
            query = f'SELECT rowid, {names} FROM "{table}" WHERE rowid > ? ORDER BY rowid'
            for number, *row in source.execute(query, (after,)):
                after, step = number, 0
                yield row
            return
        except _UNREADABLE:
            if step == 0:
                yield None
            step = step * 2 or 1
            if after + step > _LAST:
                return
            after += step


def _drop_dangling(target: sqlite3.Connection) -> Iterator[Message]:
    """Rows that point at what is lost go too, until none is left."""
    dropped: dict[str, int] = {}
    while dangling := target.execute("PRAGMA foreign_key_check").fetchall():
        for table, number in {(table, number) for table, number, _, _ in dangling}:
            target.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (number,))
            dropped[table] = dropped.get(table, 0) + 1
    for table, count in dropped.items():
        yield tr("%n row(s) of {table} belonged to what is lost, and are lost too.", "", count, table=table)
