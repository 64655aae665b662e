"""The cells of an untrusted workbook, row by row, with the values that the program that saved it meant."""

import math
import re
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import lru_cache
from sys import getsizeof
from typing import Self

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from tracker.domain.reports.comparison import Unread
from tracker.domain.text.text import clean
from tracker.excel import number_formats
from tracker.excel.headers_and_footers import ELEMENTS
from tracker.excel.merged_areas import Area, area_of
from tracker.excel.package import Package
from tracker.i18n import tr

_ROWS = 150_000  # 193 Member States with a register of 32,000 measures take 65,000
_CELLS = 3_000_000  # some four seconds
_COLUMNS = 16_384  # Excel's last; what stands beyond has no address there
_MERGES = 10_000
_STRINGS = 100  # MB of memory that all distinct texts take; a character takes up to four bytes
_TEXTS = 1_500_000
_CODE = 255  # characters of a number format; Excel accepts no longer ones
_LONGEST = 1_000_000  # characters of a cell; Excel stores 32,767
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

_TOO_MUCH_TEXT = tr("more than {size} MB of text", size=_STRINGS)


class Number(float):
    """A number whose format shows it as `words`: 0.75 as "75%"."""

    words: str

    def __new__(cls, number: float, words: str) -> Self:
        made = super().__new__(cls, number)
        made.words = words
        return made


class Struck(str):
    """A text with words that are struck through: these are `struck`."""

    struck: str

    def __new__(cls, text: str, struck: str) -> Self:
        made = super().__new__(cls, text)
        made.struck = struck
        return made


Cell = str | float | bool | date | Unread
"""What a cell holds; a day is a datetime where it has a time and shows it."""
Row = dict[int, Cell]
"""The non-empty cells of a row, by column number from 1."""


def shown(cell: Cell) -> str:
    """What a cell shows; days as we write them, whatever their format."""
    if isinstance(cell, Unread):
        return str(cell.shown)
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, Number):
        return cell.words
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds" if cell.second else "minutes")
    return format(cell, ".15g") if isinstance(cell, float) else cell.isoformat()


class Book:
    """The sheets of a workbook: `parts` are their parts by name, in order; `formats` are those of numbers by cell
    style, without the general one, `struck` the cell styles that strike words through. `done` of `whole` bytes have
    been read. Raises TrackerError if the workbook can't be read."""

    def __init__(self, package: Package) -> None:
        self._package = package
        workbook = package.workbook()
        self.parts, self.epoch = _sheets(package, workbook)
        related = {one.kind: one.part for one in package.related(workbook)}
        strings = related.get("sharedStrings", "xl/sharedStrings.xml")
        styles = related.get("styles", "xl/styles.xml")
        self._strings = list(_strings(package, strings)) if strings in package else []
        self.formats, self.struck = _styles(package, styles) if styles in package else ({}, frozenset())
        self.headers_and_footers: dict[str, list[tuple[str, str]]] = {}
        """Of each sheet whose rows were read to the end: what they are for, as `oddFooter`, and their text."""
        self._rows = self._cells = self._text_bytes = 0
        self.done, self.whole = 0, sum(map(package.size, self.parts.values()))

    @property
    def dates(self) -> frozenset[int]:
        """The cell styles that show a number as a date."""
        return frozenset(style for style, code in self.formats.items() if _is_date(code))

    @property
    def names(self) -> list[str]:
        return list(self.parts)

    def rows(self, name: str, merged: list[Area]) -> Iterator[tuple[int, Row]]:
        """The rows of a sheet with their numbers. After the last row, `merged` contains the sheet's merged areas."""
        reading = _Sheet(self, self._strings)
        for size in self._package.parse(self.parts[name], reading.start, reading.end, reading.text):
            self.done += size
            self._rows += reading.seen
            self._cells += reading.cells
            self._text_bytes += reading.text_bytes
            reading.seen = reading.cells = reading.text_bytes = 0
            if self._rows > _ROWS:
                raise self._package.too_large(tr("more than %n row(s)", "", _ROWS))
            if self._cells > _CELLS:
                raise self._package.too_large(tr("more than %n cell(s)", "", _CELLS))
            if self._text_bytes > _STRINGS * 1_000_000:
                raise self._package.too_large(_TOO_MUCH_TEXT)
            if len(reading.merged) > _MERGES:
                raise self._package.too_large(tr("more than %n merged area(s) in a sheet", "", _MERGES))
            if sum(map(len, reading.words)) > _LONGEST:
                raise self._package.too_large(tr("a cell with more than a million characters"))
            finished, reading.rows = reading.rows, []
            yield from finished
        merged += reading.merged
        self.headers_and_footers[name] = reading.headers_and_footers


class _Sheet:
    """Collects the rows of a sheet while its elements stream by."""

    def __init__(self, book: "Book", strings: list[str]) -> None:
        self._strings, self._formats, self._epoch = strings, book.formats, book.epoch
        self._struck_styles = book.struck
        self.rows: list[tuple[int, Row]] = []
        self.merged: list[Area] = []
        self.seen = self.cells = self.text_bytes = 0
        self._number = self._column = 0
        self._row: Row = {}
        self._kind = ""
        self._style = 0
        self._formula = self._phonetic = self._in_value = False
        self.words: list[str] = []
        self._struck: list[str] = []
        self._is_struck = False
        self.headers_and_footers: list[tuple[str, str]] = []
        self._known: dict[str, str] = {}  # equal texts share one string

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self.cells += 1
            address = attributes.get("r")
            self._column = column_number(address) if address else self._column + 1
            self._kind, self._style = attributes.get("t", "n"), int(attributes.get("s", 0))
            self._formula = self._is_struck = False
            self.words = []
            self._struck = []
        elif name == "r":
            self._is_struck = False
        elif name == "strike":
            self._is_struck = _is_on(attributes)
        elif name == "v" or name == "t":
            self._in_value = not self._phonetic
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._phonetic = True
        elif name == "row":
            self.seen += 1
            self._number = int(attributes.get("r", self._number + 1))
            self._column, self._row = 0, {}
        elif name == "mergeCell":
            self.merged.append(area_of(attributes.get("ref", "")))
        elif name in ELEMENTS:
            self._in_value, self.words, self._is_struck = True, [], False

    def text(self, piece: str) -> None:
        if self._in_value:
            self.words.append(piece)
            if self._is_struck:
                self._struck.append(piece)

    def end(self, name: str) -> None:
        if name == "v" or name == "t":
            self._in_value = False
        elif name == "c":
            if (self.words or self._formula) and self._column <= _COLUMNS:
                value = self._value("".join(self.words))
                if isinstance(value, str) and (self._struck or self._style in self._struck_styles):
                    value = Struck(value, "".join(self._struck) or value)
                self._row[self._column] = value
        elif name == "rPh":
            self._phonetic = False
        elif name == "row":
            if self._row:
                self.rows.append((self._number, self._row))
            self._row = {}
        elif name in ELEMENTS:
            self._in_value = False
            self.headers_and_footers.append((name, "".join(self.words)))

    def _value(self, text: str) -> Cell:
        if not self._formula:
            return self._saved(text)
        # A formula that comes to an empty text has a value as well (ECMA-376 part 1, 18.18.11: "str").
        has_value = text or self._kind == "str"
        came_to = shown(self._saved(text)) if has_value else tr("(a formula whose value is not in the file)")
        return Unread(tr("The cell holds a formula. Put the value itself there.", code="cell.formula"), came_to)

    def _saved(self, text: str) -> Cell:
        """The value that the program that saved the workbook gave the cell."""
        kind = self._kind
        if kind == "s":
            try:
                return self._strings[int(text)]
            except (ValueError, IndexError):
                return Unread(
                    tr("The cell names a text that the workbook does not hold.", code="cell.text-missing"),
                    tr("(a text that the workbook does not hold)"),
                )
        if kind in ("inlineStr", "str"):
            if text not in self._known:
                self._known[text] = unescaped(text)
                self.text_bytes += getsizeof(text)
            return self._known[text]
        if kind == "b":
            return text.strip() == "1"
        if kind == "e":
            why = tr("The cell holds the error {error}. Put the value there.", code="cell.error", error=text)
            return Unread(why, text)
        if kind == "d":
            return text
        return self._numeric(text)

    def _numeric(self, text: str) -> Cell:
        try:
            number = float(text)
        except ValueError:
            return Unread(tr("“{words}” is no number.", code="number.unreadable", words=text), text)
        if not math.isfinite(number):
            return Unread(tr("The number {number} is too large.", code="number.too-large", number=text), text)
        code = self._formats.get(self._style)
        if code is None:
            return number
        if (words := _formatted(number, code)) is not None:
            return Number(number, words)
        return as_date(number, self._epoch, code) if _is_date(code) else number


def as_date(number: float, epoch: datetime, code: str = "") -> date | Unread:
    """The date with this number in a workbook's calendar, which begins in 1900 or 1904; a datetime if it has a time and
    a format with this code shows it."""
    try:
        day = from_excel(number, epoch) if number >= 1 else None
    except (ValueError, OverflowError):
        day = None
    if isinstance(day, datetime):
        return day if day.time() != time() and number_formats.shows_time(code) else day.date()
    return Unread(tr("The number {number} is no day.", code="date.no-day", number=f"{number:g}"), f"{number:.15g}")


def unescaped(words: str) -> str:
    """Decode escapes: _x0041_ stands for the character with that number (ECMA-376 part 1, 22.9.2.19)."""
    return clean(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), words)) if "_x" in words else words


def column_number(address: str) -> int:
    """The column of a cell address: 2 for "B7". Raises ValueError."""
    return _number(address.rstrip("0123456789"))


@lru_cache(maxsize=2048)
def _number(letters: str) -> int:
    return int(column_index_from_string(letters))


def _sheets(package: Package, workbook: str) -> tuple[dict[str, str], datetime]:
    """The parts of the sheets by sheet name, and the first day of the calendar."""
    sheets: list[tuple[str, str]] = []
    epoch = CALENDAR_WINDOWS_1900

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal epoch
        if name == "sheet":
            key = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            sheets.append((attributes.get("name", ""), key))
        elif name == "workbookPr" and attributes.get("date1904", "0") in ("1", "true"):
            epoch = CALENDAR_MAC_1904

    package.skim(workbook, start)
    targets = {related.id: related.part for related in package.related(workbook) if related.kind == "worksheet"}
    parts = {name: targets[key] for name, key in sheets if key in targets}
    if len(set(parts.values())) < len(parts):
        raise package.damaged(tr("two of its sheets are one part"))
    return parts, epoch


def _strings(package: Package, part: str) -> Iterator[str]:
    """The shared strings, without the phonetic guides of Japanese texts."""
    texts: list[str] = []
    pieces: list[str] = []
    struck: list[str] = []
    in_text = phonetic = is_struck = False
    size = count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal in_text, phonetic, is_struck
        if name == "si":
            pieces.clear()
            struck.clear()
            is_struck = False
        elif name == "r":
            is_struck = False
        elif name == "strike":
            is_struck = _is_on(attributes)
        elif name == "rPh":
            phonetic = True
        in_text = name == "t" and not phonetic

    def text(piece: str) -> None:
        if in_text:
            pieces.append(piece)
            if is_struck:
                struck.append(piece)

    def end(name: str) -> None:
        nonlocal in_text, phonetic, size, count
        in_text = False
        if name == "si":
            words = unescaped("".join(pieces))
            texts.append(Struck(words, "".join(struck)) if struck else words)
            size += getsizeof(texts[-1])
            count += 1
        elif name == "rPh":
            phonetic = False

    for _ in package.parse(part, start, end, text):
        if size > _STRINGS * 1_000_000 or sum(map(len, pieces)) > _LONGEST:
            raise package.too_large(_TOO_MUCH_TEXT)
        if count > _TEXTS:
            raise package.too_large(tr("more than %n text(s)", "", _TEXTS))
        yield from texts
        texts.clear()


_formatted = lru_cache(maxsize=4096)(number_formats.shown)
_is_date = lru_cache(maxsize=256)(is_date_format)


def _styles(package: Package, part: str) -> tuple[dict[int, str], frozenset[int]]:
    """The formats of numbers by cell style, without the general one, and the cell styles that strike words through."""
    formats: dict[int, str] = dict(BUILTIN_FORMATS)
    styles: list[tuple[int, int]] = []
    fonts: list[bool] = []
    inside = ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        if name == "numFmt":
            formats[int(attributes.get("numFmtId", 0))] = attributes.get("formatCode", "")
        elif name in ("cellXfs", "fonts"):
            inside = name
        elif name == "font" and inside == "fonts":
            fonts.append(False)
        elif name == "strike" and inside == "fonts" and fonts:
            fonts[-1] = _is_on(attributes)
        elif name == "xf" and inside == "cellXfs":
            styles.append((int(attributes.get("numFmtId", 0)), int(attributes.get("fontId", 0))))

    def end(name: str) -> None:
        nonlocal inside
        if name == inside:
            inside = ""

    package.skim(part, start, end)
    struck = frozenset(i for i, (_, font) in enumerate(styles) if 0 <= font < len(fonts) and fonts[font])
    codes = {style: formats.get(key, "") for style, (key, _) in enumerate(styles)}
    known = {style: code for style, code in codes.items() if code.casefold() != "general" and 0 < len(code) <= _CODE}
    return known, struck


def _is_on(attributes: dict[str, str]) -> bool:
    return attributes.get("val", "1") not in ("0", "false")
