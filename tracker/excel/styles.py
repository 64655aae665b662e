"""The look of the workbook: one named style for each kind of cell, created once; and how high a row must be."""

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import ceil

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.worksheet import Worksheet

from tracker.domain.casework.levels import Level
from tracker.excel.columns import Value
from tracker.excel.openpyxl_private import set_style, set_value, style_number, style_of
from tracker.excel.values import data_type, plain

FONT = "Calibri"
SIZE = 9
LINE = 12.0  # points of a line at SIZE
PADDING = 2.0  # points of a row beside its lines
TALLEST = 409.0  # points; no spreadsheet shows a higher row
_INK, _QUIET, _ACCENT, _LINE = "1B1F24", "5B6470", "1F6FB2", "D5D9DF"
_EDGE = Side(style="thin", color=_LINE)
_BOX = Border(top=_EDGE, bottom=_EDGE, left=_EDGE, right=_EDGE)
_TOP = Alignment(wrap_text=True, vertical="top")
_RIGHT = Alignment(vertical="top", horizontal="right")

# name: (font, alignment, whether boxed, fill colour, number format)
_KINDS: dict[str, tuple[Font, Alignment, bool, str, str]] = {
    "text": (Font(name=FONT, size=SIZE, color=_INK), _TOP, True, "", "@"),
    "strong": (Font(name=FONT, size=SIZE, bold=True, color=_INK), _TOP, True, "", "@"),
    "label": (Font(name=FONT, size=SIZE, bold=True, color=_INK), _TOP, True, "", "@"),
    "verb": (Font(name=FONT, size=SIZE, italic=True, color=_INK), _TOP, True, "", "@"),
    "date": (
        Font(name=FONT, size=SIZE, color=_INK),
        Alignment(vertical="top", horizontal="left"),
        True,
        "",
        "yyyy-mm-dd",
    ),
    "moment": (
        Font(name=FONT, size=SIZE, color=_INK),
        Alignment(vertical="top", horizontal="left"),
        True,
        "",
        "yyyy-mm-dd hh:mm",
    ),
    "level": (
        Font(name=FONT, size=SIZE, bold=True, color=_INK),
        Alignment(wrap_text=True, vertical="top", horizontal="center"),
        True,
        "",
        "@",
    ),
    "code": (
        Font(name=FONT, size=SIZE, bold=True, color=_INK),
        Alignment(vertical="top", horizontal="center"),
        True,
        "",
        "@",
    ),
    "group": (
        Font(name=FONT, size=SIZE, bold=True, color=_QUIET),
        Alignment(wrap_text=True, vertical="bottom"),
        True,
        "",
        "@",
    ),
    "small": (Font(name=FONT, size=SIZE, color=_QUIET), _TOP, False, "", "@"),
    "link": (Font(name=FONT, size=SIZE, color=_ACCENT, underline="single"), _TOP, True, "", "@"),
    "number": (Font(name=FONT, size=SIZE, color=_INK), _RIGHT, True, "", "#,##0"),
    "share": (Font(name=FONT, size=SIZE, color=_INK), _RIGHT, True, "", "0%"),
    "total": (Font(name=FONT, size=SIZE, bold=True, color=_INK), _TOP, True, "EEF1F4", "@"),
    "total number": (Font(name=FONT, size=SIZE, bold=True, color=_INK), _RIGHT, True, "EEF1F4", "#,##0"),
    "total share": (Font(name=FONT, size=SIZE, bold=True, color=_INK), _RIGHT, True, "EEF1F4", "0%"),
    "heading": (
        Font(name=FONT, size=SIZE, bold=True, color="FFFFFF"),
        Alignment(wrap_text=True, vertical="center"),
        True,
        "33475B",
        "@",
    ),
    "title": (Font(name=FONT, size=18, bold=True, color=_INK), Alignment(vertical="center"), False, "", "@"),
    "picture": (Font(name=FONT, size=13, color=_INK), _TOP, False, "", "@"),
    "name": (Font(name=FONT, size=10, bold=True, color=_QUIET), _TOP, False, "", "@"),
    "block": (Font(name=FONT, size=12, bold=True, color=_INK), Alignment(vertical="center"), False, "", "@"),
    "note": (
        Font(name=FONT, size=SIZE, color=_QUIET),
        Alignment(wrap_text=True, vertical="center"),
        False,
        "",
        "@",
    ),
    "way": (Font(name=FONT, size=10, color=_ACCENT, underline="single"), _TOP, False, "", "@"),
    "fact": (Font(name=FONT, size=10, color=_INK), _TOP, False, "", "@"),
}


class ReadyCell(Cell):
    """A cell reused for many rows, whose style is looked up once: openpyxl would do so for each row it writes."""

    __slots__ = ("has_style", "style_id")

    has_style: bool
    style_id: int


class Stylist:
    """Makes the cells of one workbook; the style of each kind is looked up once."""

    def __init__(self, book: Workbook) -> None:
        self._book, self._parent = book, book.worksheets[0]
        self._styles: dict[tuple[str, bool], StyleArray] = {}
        for name, (font, alignment, boxed, fill, number_format) in _KINDS.items():
            style = NamedStyle(
                name=f"tracker {name}",
                font=font,
                alignment=alignment,
                number_format=number_format,
                protection=Protection(locked=True),
            )
            if boxed:
                style.border = _BOX
            if fill:
                style.fill = PatternFill("solid", fgColor=fill)
            book.add_named_style(style)
            self._styles[name, False] = self._array(style.name, False)
            self._styles[name, True] = self._array(style.name, True)

    def _array(self, style: str, open: bool) -> StyleArray:
        cell = WriteOnlyCell(self._parent)
        cell.style = style
        if open:
            cell.protection = Protection(locked=False)
            cell.fill = PatternFill("solid", fgColor="FFF4C7")
        return style_of(cell)

    def cell(self, value: Value, kind: str, open: bool = False) -> Cell:
        """A new cell of this kind; `open`: unlocked and coloured, for a ministry to fill in."""
        cell = WriteOnlyCell(self._parent)
        cell_value = plain(value)
        set_value(cell, cell_value, data_type(cell_value))
        set_style(cell, self._styles[kind, open])
        return cell

    def cells(self, sheet: Worksheet, kinds: Sequence[str], opens: Sequence[bool]) -> list[Cell]:
        """Empty cells for the rows of a sheet, one for each column."""
        cells: list[Cell] = []
        for number, (kind, open) in enumerate(zip(kinds, opens, strict=True), 1):
            cell = ReadyCell(sheet, 1, number)
            cell.has_style, cell.style_id = True, style_number(self._book, self._styles[kind, open])
            cells.append(cell)
        return cells


def level_look(level: Level) -> DifferentialStyle:
    """The colours of a level, for a rule of conditional formatting."""
    fill, ink = level.colours
    return DifferentialStyle(font=Font(color=ink, bold=True), fill=PatternFill(bgColor=fill, fill_type="solid"))


def height(values: Iterable[object], widths: Iterable[float]) -> float:
    """The height in points that a row needs to show each value in full in a column of the given width (characters; 0
    for a hidden one). It may exceed TALLEST, more than which no spreadsheet shows."""
    most = 1
    for value, width in zip(values, widths, strict=False):
        if width and isinstance(value, str) and (len(value) > width / 2 or "\n" in value):
            most = max(most, _lines(value, width))
    return most * LINE + PADDING


@lru_cache(maxsize=2048)
def _lines(text: str, width: float) -> int:
    """The number of lines `text` takes in a column of this width, wrapped by words. Estimated for Calibri at SIZE, a
    little on the safe side."""
    room = width * 1.09
    total = 0
    for paragraph in text.split("\n"):
        used, count = 0.0, 1
        for word in paragraph.split(" "):
            needed = _width(word)
            if used and used + 0.5 + needed > room:
                count, used = count + 1, 0.0
            if needed > room:
                count += ceil(needed / room) - 1
                needed %= room
            used += needed + (0.5 if used else 0)
        total += count
    return total


@lru_cache(maxsize=16384)
def _width(word: str) -> float:
    """The width of a word, in widths of a digit."""
    return sum(
        2.0 if unicodedata.east_asian_width(c) in "WF" else 1.65 if c in "mwMW@%" else 1.25 if c.isupper()
        else 0.5 if c in "iljtfrI.,;:'|()[]-" else 1.0
        for c in word
    )  # fmt: skip
