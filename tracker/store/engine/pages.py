"""The pages of a database file and the rows in them, read without SQLite (https://sqlite.org/fileformat.html, 1.6 and
2.1): what the file is, and what it holds, where SQLite can't open it or must not yet."""

import mmap
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from sqlmodel import SQLModel

INTERIOR, LEAF = 0x05, 0x0D  # of trees of tables
_BROKEN = (IndexError, ValueError, UnicodeDecodeError)
_INDEXES = (0x02, 0x0A)  # pages of trees of indexes
_HEADER = 100  # bytes before the content of the first page
_PAGE = 4096  # bytes; what SQLite writes unless told otherwise
_KIND = b"table"  # as the list of tables says of each
_KNOWN = 5  # tables with names of ours; another program has one or two such
_FINGERPRINT_AT, _FINGERPRINT = 11, 2 * 64 + 13  # its place in a paragraph, and the serial type of 64 bytes of text


class Record(NamedTuple):
    """A row as it stands in a page: the serial type of each value, and where the first value begins."""

    types: tuple[int, ...]
    start: int


class Pages:
    """The pages of a database by number, from 1."""

    def __init__(self, data: mmap.mmap | bytes, size: int) -> None:
        self.size = size
        self.count = len(data) // size
        self._data = data

    def __getitem__(self, number: int) -> bytes:
        return self._data[(number - 1) * self.size : number * self.size]

    def kind(self, number: int) -> int:
        return self._data[(number - 1) * self.size + _start(number)]

    def free(self) -> set[int]:
        """The pages that hold nothing any more, as far as their list can be read."""
        free: set[int] = set()
        trunk = int.from_bytes(self._data[32:36], "big")
        while 1 < trunk <= self.count and trunk not in free and self.kind(trunk) not in (INTERIOR, LEAF, *_INDEXES):
            words = memoryview(self[trunk])
            length = min(int.from_bytes(words[4:8], "big"), self.size // 4 - 2)
            free |= {trunk, *(int.from_bytes(words[8 + 4 * i : 12 + 4 * i], "big") for i in range(length))}
            trunk = int.from_bytes(words[:4], "big")
        return free


def pages_of(data: mmap.mmap | bytes) -> Pages:
    """The pages of a file. They have the size that its header states, unless SQLite's list of tables shows that this is
    wrong."""
    usual, stated = Pages(data, _PAGE), int.from_bytes(data[16:18], "big")
    if stated < 512 or stated & (stated - 1):
        return usual
    return max(usual, Pages(data, stated), key=lambda pages: len(listed(pages))) if stated != _PAGE else usual


def listed(pages: Pages) -> dict[int, str]:
    """The tables that SQLite's list of them names, wherever a part of it is, by their first pages."""
    leaves = (number for number in range(1, pages.count + 1) if pages.kind(number) == LEAF)
    return {root: table for number in leaves if _KIND in pages[number] for table, root in _listed(pages, number)}


def may_be_workspace(pages: Pages, is_database: bool) -> bool:
    """Whether these are pages of a workspace: their list names tables of ours. In a file that is no database any more,
    paragraphs are enough."""
    known = SQLModel.metadata.tables.keys() & listed(pages).values()
    return len(known) >= _KNOWN or (not is_database and _has_paragraphs(pages))


def _has_paragraphs(pages: Pages) -> bool:
    return any(
        len(types) > _FINGERPRINT_AT and types[0] == 0 and types[_FINGERPRINT_AT] == _FINGERPRINT
        for number in range(1, pages.count + 1)
        if pages.kind(number) == LEAF
        for _, (types, _) in records(pages, number)
    )


def revision(pages: Pages) -> int | None:
    """The revision of the tables, as Alembic notes it in a table of its own; None where that can't be read."""
    for root, table in listed(pages).items():
        if table == "alembic_version" and 1 < root <= pages.count and pages.kind(root) == LEAF:
            for page, (types, start) in records(pages, root):
                with suppress(*_BROKEN):
                    return int(page[start : start + _length(types[0])].decode())
    return None


def children(pages: Pages, number: int) -> Iterator[int]:
    """The pages below an interior page, the last one first."""
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


def records(pages: Pages, number: int) -> Iterator[tuple[bytes, Record]]:
    """The rows of a leaf that can be made out, each with its page."""
    page = pages[number]
    for cell in _cells(page, number, 8):
        with suppress(*_BROKEN):
            yield page, _record(page, cell)


def _record(page: bytes, cell: int) -> Record:
    _, at = _varint(page, cell)  # the length of the record
    _, at = _varint(page, at)  # the number of the row
    length, types_at = _varint(page, at)
    types, end = [], at + length
    while types_at < end:
        kind, types_at = _varint(page, types_at)
        types.append(kind)
    if types_at != end:
        raise ValueError
    return Record(tuple(types), end)


def _varint(page: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends."""
    value = 0
    for length in range(8):
        byte = page[at + length]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + length + 1
    return value << 8 | page[at + 8], at + 9


def _listed(pages: Pages, number: int) -> Iterator[tuple[str, int]]:
    """The tables that a page of SQLite's list names, with the first page of each."""
    for page, (types, start) in records(pages, number):
        if len(types) == 5 and types[0] == 23 and page[start : start + 5] == _KIND:  # type 23: a text of 5 bytes
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
