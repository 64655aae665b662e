"""The cells of a workbook from outside, row by row, as whatever program saved it meant them."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.cell import column_index_from_string, range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from tracker.domain.returned import Unread
from tracker.excel.package import Package

_ROWS = 250_000
_CELLS = 3_000_000  # some four seconds
_COLUMNS = 1_000  # further ones are not read: ours has none
_MERGES = 10_000
_STRINGS = 80_000_000  # characters
_LONGEST = 1_000_000  # characters of a cell; Excel holds 32,767
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

Cell = str | float | bool | date | Unread
Row = dict[int, Cell]
"""The cells of a row that hold something, by the number of their column from 1."""


@dataclass(frozen=True, slots=True)
class Area:
    """Merged cells: all but the first of them hold nothing."""

    first_column: int
    first_row: int
    last_column: int
    last_row: int

    def covers(self, column: int, row: int) -> bool:
        inside = self.first_column <= column <= self.last_column and self.first_row <= row <= self.last_row
        return inside and (column, row) != (self.first_column, self.first_row)


class Book:
    """The sheets of a workbook: `parts` has their parts by name, in their order; `dates` the cell styles that show a
    number as a day. `done` bytes of the `whole` have been gone through. Raises TrackerError for what can't be read."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self.parts, self.epoch = _sheets(package)
        self._strings = list(_strings(package)) if "xl/sharedStrings.xml" in package else []
        self.dates = _date_styles(package) if "xl/styles.xml" in package else frozenset()
        self._cells = 0
        self.done, self.whole = 0, sum(map(package.size, self.parts.values()))

    @property
    def names(self) -> list[str]:
        return list(self.parts)

    def rows(self, name: str, merged: list[Area]) -> Iterator[tuple[int, Row]]:
        """The rows of a sheet with their numbers; the areas that are `merged` are known at the end."""
        reading = _Sheet(self._strings, self.dates, self.epoch)
        count = 0
        for size in self._package.parse(self.parts[name], reading.start, reading.end, reading.text):
            self.done += size
            count += reading.seen
            self._cells += reading.cells
            reading.seen = reading.cells = 0
            if count > _ROWS:
                raise self._package.too_large(f"more than {_ROWS:,} rows in {name}")
            if self._cells > _CELLS:
                raise self._package.too_large(f"more than {_CELLS:,} cells")
            if len(reading.merged) > _MERGES:
                raise self._package.too_large(f"more than {_MERGES:,} merged areas in {name}")
            if sum(map(len, reading.words)) > _LONGEST:
                raise self._package.too_large("a cell with more than a million characters")
            found, reading.rows = reading.rows, []
            yield from found
        merged += reading.merged


class _Sheet:
    """Gathers the rows of a sheet while its elements stream by."""

    def __init__(self, strings: list[str], dates: frozenset[int], epoch: datetime) -> None:
        self._strings, self._dates, self._epoch = strings, dates, epoch
        self.rows: list[tuple[int, Row]] = []
        self.merged: list[Area] = []
        self.seen = self.cells = 0
        self._number = self._column = 0
        self._row: Row = {}
        self._kind = ""
        self._style = 0
        self._formula = self._phonetic = self._in_value = False
        self.words: list[str] = []
        self._known: dict[str, str] = {}  # texts that stand in many cells are held once

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "c":
            self.cells += 1
            place = given.get("r")
            self._column = _column(place.rstrip("0123456789")) if place else self._column + 1
            self._kind, self._style = given.get("t", "n"), int(given.get("s", 0))
            self._formula = False
            self.words = []
        elif name == "v" or name == "t":
            self._in_value = not self._phonetic
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._phonetic = True
        elif name == "row":
            self.seen += 1
            self._number = int(given.get("r", self._number + 1))
            self._column, self._row = 0, {}
        elif name == "mergeCell":
            self.merged.append(_area(given.get("ref", "")))

    def text(self, words: str) -> None:
        if self._in_value:
            self.words.append(words)

    def end(self, name: str) -> None:
        if name == "v" or name == "t":
            self._in_value = False
        elif name == "c":
            if (self.words or self._formula) and self._column <= _COLUMNS:
                self._row[self._column] = self._value("".join(self.words))
        elif name == "rPh":
            self._phonetic = False
        elif name == "row":
            if self._row:
                self.rows.append((self._number, self._row))
            self._row = {}

    def _value(self, words: str) -> Cell:
        if self._formula:
            return Unread("The cell holds a formula. Put the value itself there.")
        kind = self._kind
        if kind == "s":
            try:
                return self._strings[int(words)]
            except (ValueError, IndexError):
                return Unread("The cell names a text that the workbook does not hold.")
        if kind in ("inlineStr", "str"):
            return self._known.setdefault(words, unescaped(words))
        if kind == "b":
            return words.strip() == "1"
        if kind == "e":
            return Unread(f"The cell holds the error {words}. Put the value there.")
        if kind == "d":
            return words
        return self._numeric(words)

    def _numeric(self, words: str) -> Cell:
        try:
            number = float(words)
        except ValueError:
            return Unread(f"“{words}” is no number.")
        if not math.isfinite(number):
            return Unread(f"The number {words} is too large.")
        if self._style not in self._dates:
            return number
        return as_date(number, self._epoch)


def as_date(number: float, epoch: datetime) -> date | Unread:
    """The day with this number in a workbook's calendar, which begins in 1900 or 1904."""
    try:
        found = from_excel(number, epoch) if number >= 1 else None
    except (ValueError, OverflowError):
        found = None
    return found.date() if isinstance(found, datetime) else Unread(f"The number {number:g} is no day.")


def unescaped(words: str) -> str:
    """Text as it is meant: _x0041_ stands for the character with that number (ECMA-376 part 1, 22.9.2.19)."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), words) if "_x" in words else words


def _area(words: str) -> Area:
    """The cells of "A1:C3". Raises ValueError."""
    found = [edge or 0 for edge in range_boundaries(words)]
    return Area(*map(int, found))


@lru_cache(maxsize=2048)
def _column(letters: str) -> int:
    return int(column_index_from_string(letters))


def _sheets(package: Package) -> tuple[dict[str, str], datetime]:
    """The parts of the sheets by name, and the first day of the calendar."""
    sheets: list[tuple[str, str]] = []
    epoch = CALENDAR_WINDOWS_1900
    targets: dict[str, str] = {}

    def start(name: str, given: dict[str, str]) -> None:
        nonlocal epoch
        if name == "sheet":
            key = next((value for key, value in given.items() if key.endswith(":id")), "")
            sheets.append((given.get("name", ""), key))
        elif name == "workbookPr" and given.get("date1904", "0") in ("1", "true"):
            epoch = CALENDAR_MAC_1904
        elif name == "Relationship" and given.get("TargetMode") != "External":
            target = given.get("Target", "")
            targets[given.get("Id", "")] = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"

    for part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
        _through(package, part, start)
    return {name: targets[key] for name, key in sheets if "worksheets/" in targets.get(key, "")}, epoch


def _strings(package: Package) -> Iterator[str]:
    """The texts that cells share, without the reading aids of Japanese ones."""
    found: list[str] = []
    words: list[str] = []
    wanted = phonetic = False
    length = 0

    def start(name: str, _given: dict[str, str]) -> None:
        nonlocal wanted, phonetic
        if name == "si":
            words.clear()
        elif name == "rPh":
            phonetic = True
        wanted = name == "t" and not phonetic

    def text(piece: str) -> None:
        if wanted:
            words.append(piece)

    def end(name: str) -> None:
        nonlocal wanted, phonetic, length
        wanted = False
        if name == "si":
            found.append(unescaped("".join(words)))
            length += len(found[-1]) + 8
        elif name == "rPh":
            phonetic = False

    for _ in package.parse("xl/sharedStrings.xml", start, end, text):
        if length > _STRINGS or sum(map(len, words)) > _LONGEST:
            raise package.too_large(f"more than {_STRINGS:,} characters")
        yield from found
        found.clear()


def _date_styles(package: Package) -> frozenset[int]:
    """The numbers of the cell styles that show a number as a day."""
    formats: dict[int, str] = dict(BUILTIN_FORMATS)
    styles: list[int] = []
    inside = False

    def start(name: str, given: dict[str, str]) -> None:
        nonlocal inside
        if name == "numFmt":
            formats[int(given.get("numFmtId", 0))] = given.get("formatCode", "")
        elif name == "cellXfs":
            inside = True
        elif name == "xf" and inside:
            styles.append(int(given.get("numFmtId", 0)))

    def end(name: str) -> None:
        nonlocal inside
        if name == "cellXfs":
            inside = False

    _through(package, "xl/styles.xml", start, end)
    return frozenset(i for i, key in enumerate(styles) if is_date_format(formats.get(key, "")))


def _through(package: Package, part: str, start: Any, end: Any = lambda _name: None) -> None:
    for _ in package.parse(part, start, end, lambda _words: None):
        pass
