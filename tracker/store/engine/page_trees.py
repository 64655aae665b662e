"""The tables of a damaged workspace, found by its pages rather than by SQLite's own list of them.

That list (sqlite_master) begins in the first page, and each table is a tree of pages below one that the list names:
damage to one of these hides rows that are still there. Here every page is looked at. What is left of the list names the
tables' trees; a tree that nothing names any more belongs to the table whose columns its rows fit.
"""

import mmap
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from os import SEEK_END
from pathlib import Path
from typing import NamedTuple

from sqlmodel import SQLModel

from tracker.store.engine.pages import INTERIOR, LEAF, Pages, children, listed, pages_of, records
from tracker.store.engine.sqlite import connect
from tracker.store.tables.columns import kind_of

_SAMPLE = 20  # rows of a tree that are compared with the columns of a table


class Tree(NamedTuple):
    """A tree of pages with rows: the number of its first page, the `name` under which it can be read, and the tables
    that its rows may belong to, the likeliest first. Its columns are called "0", "1" and so on."""

    root: int
    name: str
    tables: tuple[str, ...]


def list_anew(damaged: Path, tables: Mapping[str, Sequence[str]]) -> list[Tree]:
    """Replace the list of tables in a file by one of all trees that are left of the `tables`, whose columns are given
    in order. Returns the trees; none in a file that is no database.

    Pass a copy: its first page is overwritten.
    """
    if damaged.stat().st_size == 0:
        return []
    with damaged.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        pages = pages_of(data)
        found = list(_trees(pages, tables))
    if found:
        _write_list(damaged, pages.size, found, tables)
    return found


def _trees(pages: Pages, tables: Mapping[str, Sequence[str]]) -> Iterator[Tree]:
    kinds = {number: pages.kind(number) for number in range(1, pages.count + 1)}
    below = {child for number, kind in kinds.items() if kind == INTERIOR for child in children(pages, number)}
    free = pages.free()
    named = {root: table for root, table in listed(pages).items() if table in tables}
    for number, kind in kinds.items():
        if kind in (INTERIOR, LEAF) and number not in below and number not in free:
            fitting = (named[number],) if number in named else _fitting(pages, number, tables)
            if fitting:
                yield Tree(number, f"tree {number}", fitting)


def _fitting(pages: Pages, top: int, tables: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The tables whose columns the rows of a tree fit, first those with the fewest columns that the rows lack."""
    leaf = top
    for _ in range(pages.count):
        if pages.kind(leaf) != INTERIOR:
            break
        leaf = next(child for child in children(pages, leaf))
        if not 1 < leaf <= pages.count:
            return ()
    rows = [record.types for _, record in records(pages, leaf)][:_SAMPLE] if pages.kind(leaf) == LEAF else []
    missing = {
        table: len(columns) - max(map(len, rows))
        for table, columns in tables.items()
        if rows and all(_fits(row, table, columns) for row in rows)
    }
    return tuple(sorted(missing, key=missing.__getitem__))


def _fits(types: Sequence[int], table: str, columns: Sequence[str]) -> bool:
    """Whether a row may be one of a table. It ends early if it is older than the last columns."""
    held = zip(columns, types, strict=False)
    return len(types) <= len(columns) and all(_may_hold(table, name, kind) for name, kind in held)


def _may_hold(table: str, name: str, kind: int) -> bool:
    """Whether a column may hold a value of a serial type."""
    column = SQLModel.metadata.tables[table].columns[name]
    if kind == 0:
        return bool(column.nullable) or _is_number(table, name)
    if kind < 12:
        return kind_of(column) in (int, bool)
    return kind_of(column) is not int if kind % 2 else kind_of(column) is bytes


def _is_number(table: str, name: str) -> bool:
    """Whether a column is the number of the row, which is not among its values."""
    column = SQLModel.metadata.tables[table].columns[name]
    return kind_of(column) is int and list(column.table.primary_key) == [column]


def _write_list(path: Path, size: int, trees: Sequence[Tree], tables: Mapping[str, Sequence[str]]) -> None:
    """Overwrite the first page by that of an empty database, and list the trees there, without the rules of the tables:
    these would refuse what can be read."""
    empty = path.with_name("empty")
    with closing(connect(empty)) as made:
        made.execute(f"PRAGMA page_size = {size}")
        made.execute("VACUUM")
    with path.open("r+b") as file:
        pages = file.seek(0, SEEK_END) // size
        first = bytearray(empty.read_bytes()[:size])
        first[28:32] = pages.to_bytes(4, "big")
        file.truncate(pages * size)
        file.seek(0)
        file.write(first)
    with closing(connect(path, "rw")) as listing:
        listing.execute("PRAGMA writable_schema = ON")
        for root, name, (table, *_) in trees:
            numbered = (_is_number(table, column) for column in tables[table])
            columns = ", ".join(
                f'"{i}" INTEGER PRIMARY KEY' if of_row else f'"{i}"' for i, of_row in enumerate(numbered)
            )
            row = ("table", name, name, root, f'CREATE TABLE "{name}" ({columns})')
            listing.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", row)
        listing.commit()
