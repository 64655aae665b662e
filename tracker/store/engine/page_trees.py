"""The tables of a damaged workspace, found by its pages rather than by SQLite's own list of them.

That list (sqlite_master) begins in the first page, and each table is a tree of pages below one that the list names:
damage to one of these hides rows that are still there. Here every page is looked at
(https://sqlite.org/fileformat.html, 1.6 and 2.1). What is left of the list names the tables' trees; a tree that nothing
names any more belongs to the table whose columns its rows fit.
"""

import mmap
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from os import SEEK_END
from pathlib import Path
from typing import NamedTuple

from sqlmodel import SQLModel

from tracker.store.engine.sqlite import connect
from tracker.store.tables.columns import kind_of

_INTERIOR, _LEAF = 0x05, 0x0D  # of trees of tables
_HEADER = 100  # bytes before the content of the first page
_PAGE = 4096  # bytes; what SQLite writes unless told otherwise
_SAMPLE = 20  # rows of a tree that are compared with the columns of a table
_BROKEN = (IndexError, ValueError, UnicodeDecodeError)


class Tree(NamedTuple):
    """A tree of pages with rows: the number of its first page, the `name` under which it can be read, and the tables
    that its rows may belong to, the likeliest first. Its columns are called "0", "1" and so on."""

    root: int
    name: str
    tables: tuple[str, ...]


class _Record(NamedTuple):
    """A row as it stands in a page: the serial type of each value, and where the first value begins."""

    types: tuple[int, ...]
    start: int


def list_anew(damaged: Path, tables: Mapping[str, Sequence[str]]) -> list[Tree]:
    """Replace the list of tables in a file by one of all trees that are left of the `tables`, whose columns are given
    in order. Returns the trees; none in a file that is no database.

    Pass a copy: its first page is overwritten.
    """
    if damaged.stat().st_size == 0:
        return []
    with damaged.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        pages = _Pages(data)
        found = list(_trees(pages, tables))
    if found:
        _write_list(damaged, pages.size, found, tables)
    return found


class _Pages:
    """The pages of a database by number, from 1."""

    def __init__(self, data: mmap.mmap) -> None:
        stated = int.from_bytes(data[16:18], "big")
        self.size = stated if stated >= 512 and stated & (stated - 1) == 0 else _PAGE
        self.count = len(data) // self.size
        self._data = data

    def __getitem__(self, number: int) -> bytes:
        return self._data[(number - 1) * self.size : number * self.size]

    def kind(self, number: int) -> int:
        return self._data[(number - 1) * self.size + _start(number)]

    def free(self) -> set[int]:
        """The pages that hold nothing any more, as far as their list can be read."""
        free: set[int] = set()
        trunk = int.from_bytes(self._data[32:36], "big")
        while 1 < trunk <= self.count and trunk not in free:
            words = memoryview(self[trunk])
            length = min(int.from_bytes(words[4:8], "big"), self.size // 4 - 2)
            free |= {trunk, *(int.from_bytes(words[8 + 4 * i : 12 + 4 * i], "big") for i in range(length))}
            trunk = int.from_bytes(words[:4], "big")
        return free


def _trees(pages: _Pages, tables: Mapping[str, Sequence[str]]) -> Iterator[Tree]:
    kinds = {number: pages.kind(number) for number in range(1, pages.count + 1)}
    below = {child for number, kind in kinds.items() if kind == _INTERIOR for child in _children(pages, number)}
    free = pages.free()
    named = {root: table for page in kinds for table, root in _listed(pages, page, kinds) if table in tables}
    for number, kind in kinds.items():
        if kind in (_INTERIOR, _LEAF) and number not in below and number not in free:
            fitting = (named[number],) if number in named else _fitting(pages, number, tables)
            if fitting:
                yield Tree(number, f"tree {number}", fitting)


def _children(pages: _Pages, number: int) -> Iterator[int]:
    page, start = pages[number], _start(number)
    yield int.from_bytes(page[start + 8 : start + 12], "big")
    for cell in _cells(page, number, 12):
        yield int.from_bytes(page[cell : cell + 4], "big")


def _start(number: int) -> int:
    """Where the content of a page begins."""
    return _HEADER if number == 1 else 0


def _cells(page: bytes, number: int, pointers: int) -> list[int]:
    """Where the cells of page `number` begin; they are listed at `pointers` in its content."""
    start = _start(number)
    count, first = int.from_bytes(page[start + 3 : start + 5], "big"), start + pointers
    return [int.from_bytes(page[at : at + 2], "big") for at in range(first, min(first + 2 * count, len(page)), 2)]


def _records(pages: _Pages, number: int) -> Iterator[tuple[bytes, _Record]]:
    """The rows of a leaf that can be made out, each with its page."""
    page = pages[number]
    for cell in _cells(page, number, 8):
        with suppress(*_BROKEN):
            yield page, _record(page, cell)


def _record(page: bytes, cell: int) -> _Record:
    _, at = _varint(page, cell)  # the length of the record
    _, at = _varint(page, at)  # the number of the row
    length, types_at = _varint(page, at)
    types, end = [], at + length
    while types_at < end:
        kind, types_at = _varint(page, types_at)
        types.append(kind)
    if types_at != end:
        raise ValueError
    return _Record(tuple(types), end)


def _varint(page: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends."""
    value = 0
    for length in range(8):
        byte = page[at + length]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + length + 1
    return value << 8 | page[at + 8], at + 9


def _listed(pages: _Pages, number: int, kinds: Mapping[int, int]) -> Iterator[tuple[str, int]]:
    """The tables that a page of SQLite's list names, with the first page of each."""
    if kinds[number] != _LEAF:
        return
    for page, (types, start) in _records(pages, number):
        if len(types) == 5 and types[0] == 23 and page[start : start + 5] == b"table":  # type 23: a text of 5 bytes
            with suppress(*_BROKEN):
                places = [start]
                for kind in types:
                    places.append(places[-1] + _length(kind))
                yield (
                    page[places[1] : places[2]].decode(),
                    int.from_bytes(page[places[3] : places[4]], "big"),
                )


def _length(kind: int) -> int:
    """The bytes of a value of a serial type."""
    return (kind - 12) // 2 if kind >= 12 else (0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0)[kind]


def _fitting(pages: _Pages, top: int, tables: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The tables whose columns the rows of a tree fit, first those with the fewest columns that the rows lack."""
    leaf = top
    for _ in range(pages.count):
        if pages.kind(leaf) != _INTERIOR:
            break
        leaf = next(child for child in _children(pages, leaf))
        if not 1 < leaf <= pages.count:
            return ()
    rows = [record.types for _, record in _records(pages, leaf)][:_SAMPLE] if pages.kind(leaf) == _LEAF else []
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
