"""Copy what can be read of a damaged workspace to a new one, and report what was lost.

SQLite reads a tree of pages in the order of its rows' numbers. At a damaged page, reading starts again further on, in
steps that double, so that the rows before and after the damage are found.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from itertools import chain
from pathlib import Path

from tracker.errors import TrackerError
from tracker.i18n import Message, tr
from tracker.progress import GoOn
from tracker.store.engine import contents, file_state, page_trees, sqlite, stand_ins
from tracker.store.engine.page_trees import Tree
from tracker.store.tables.in_words import ROWS

_NOT_COPIED = ("alembic_version", "sqlite_sequence")
_NOBODYS_WORK = {"member_state", "setting"}
_UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)  # the latter if SQLite's error message can't be decoded
_MAX_ROWID = 2**63 - 1  # the largest rowid


def rescue(damaged: Path, new: Path, go_on: GoOn) -> list[Message]:
    """Copy what can be read of the workspace `damaged` to the empty workspace `new`; returns the losses, one sentence
    each. `go_on` is called regularly and may raise to cancel. Raises TrackerError if nothing can be read, sqlite3.Error
    if `new` can't be written.

    Pass a copy: it is written into.
    """
    with suppress(*_UNREADABLE):
        sqlite.recover(damaged)
    with closing(sqlite.connect(new, "rw")) as target:
        target.execute("PRAGMA foreign_keys = OFF")
        columns = {table: _columns(target, table) for table in _tables(target)}
        trees = page_trees.list_anew(damaged, columns)
        with closing(sqlite.connect(damaged, "rw")) as source:
            source.text_factory = lambda data: data.decode(errors="replace")
            owners = _owners(source, trees, columns, _roots(target))
            lost = {
                table: [
                    *_copy_table(source, target, table, names, owners.get(table, []), go_on),
                    *_drop_odd(target, table),
                ]
                for table, names in columns.items()
            }
        if not any(_has_rows(target, table) for table in columns.keys() - _NOBODYS_WORK):
            raise TrackerError(tr("Nothing can be read of the workspace."), tr("Go back to a backup of it."))
        harmed = {table for table, words in lost.items() if words}
        filled = list(stand_ins.fill_gaps(target, harmed, go_on))
        target.executemany("DELETE FROM setting WHERE key = ?", [(key,) for key in file_state.KEYS])
        target.commit()
        return [*chain.from_iterable(lost.values()), *filled]


def _tables(target: sqlite3.Connection) -> list[str]:
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search\\_%' ESCAPE '\\'"
    names = (name for (name,) in target.execute(query))
    return [name for name in names if name not in _NOT_COPIED]


def _has_rows(target: sqlite3.Connection, table: str) -> bool:
    return target.execute(f'SELECT 1 FROM "{table}"').fetchone() is not None


def _columns(target: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in target.execute(f'PRAGMA table_info("{table}")')]


def _roots(target: sqlite3.Connection) -> dict[str, int]:
    return dict(target.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'"))


def _owners(
    source: sqlite3.Connection, trees: Sequence[Tree], columns: Mapping[str, Sequence[str]], usual: Mapping[str, int]
) -> dict[str, list[str]]:
    """The trees of each table, by name. Where the rows of a tree fit several tables, it is the one that history names,
    else the one that begins at that page in a new workspace; else the rows are left, lest they be taken for others."""
    journal = next((tree for tree in trees if tree.tables[0] == "change"), None)
    owners: dict[str, list[str]] = {}
    certain: Sequence[str]
    for tree in trees:
        certain = tree.tables if len(tree.tables) == 1 else _in_history(source, journal, tree, columns)
        certain = certain or [table for table in tree.tables if usual[table] == tree.root]
        for table in certain[:1]:
            owners.setdefault(table, []).append(tree.name)
    return owners


def _in_history(
    source: sqlite3.Connection, journal: Tree | None, tree: Tree, columns: Mapping[str, Sequence[str]]
) -> Sequence[str]:
    """The table that history names for a row of a tree, found by the row's uid."""
    names = columns[tree.tables[0]]
    if journal is None or "uid" not in names:
        return []
    about, after = (columns["change"].index(name) for name in ("table_name", "after"))
    try:
        (uid,) = source.execute(f'SELECT "{names.index("uid")}" FROM "{tree.name}" LIMIT 1').fetchone()
        query = f'SELECT "{about}" FROM "{journal.name}" WHERE instr("{after}", ?) LIMIT 1'
        return [table for (table,) in source.execute(query, (f'"uid": "{uid}"',)) if table in tree.tables]
    except _UNREADABLE:
        return []


def _copy_table(
    source: sqlite3.Connection,
    target: sqlite3.Connection,
    table: str,
    columns: Sequence[str],
    trees: Sequence[str],
    go_on: GoOn,
) -> Iterator[Message]:
    """Copy the rows of all `trees` that belong to a table."""
    if not trees:
        yield tr("No {rows} could be read.", rows=ROWS[table])
        return
    target.execute(f'DELETE FROM "{table}"')
    refused = gaps = 0
    placeholders = ", ".join("?" * len(columns))
    listed = ", ".join(f'"{name}"' for name in columns)
    for row in (row for tree in trees for row in _rows(source, tree, len(columns))):
        go_on()
        if row is None:
            gaps += 1
            continue
        try:
            target.execute(f'INSERT INTO "{table}" ({listed}) VALUES ({placeholders})', row)
        except sqlite3.IntegrityError:
            refused += 1
    if gaps and len(trees) > 1:
        yield tr("Some {rows} may be lost, in %n place(s).", "", gaps, rows=ROWS[table])
    elif gaps:
        yield tr("Some {rows} are lost, in %n place(s).", "", gaps, rows=ROWS[table])
    if refused:
        yield _unfit(table, refused)


def _rows(source: sqlite3.Connection, tree: str, columns: int) -> Iterator[Sequence[object] | None]:
    """The rows of a tree by rowid, with None for each gap of unreadable rows."""
    names = ", ".join(f'"{number}"' for number in range(columns))
    after, step = -1, 0
    while True:
        try:
            query = f'SELECT rowid, {names} FROM "{tree}" WHERE rowid > ? ORDER BY rowid'
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


def _drop_odd(target: sqlite3.Connection, table: str) -> Iterator[Message]:
    """Rows for which the new workspace would be refused go."""
    if numbers := target.execute(contents.odd_rows()[table]).fetchall():
        target.executemany(f"DELETE FROM {table} WHERE rowid = ?", numbers)
        yield _unfit(table, len(numbers))


def _unfit(table: str, count: int) -> Message:
    return tr("%n of the {rows} hold what no workspace can hold, and are lost.", "", count, rows=ROWS[table])
