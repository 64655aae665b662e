"""The characters of a PDF, as pdfium finds them, → printed lines. All measures are in points.

Only what is on the page counts: where a glyph begins and ends, how large it is, on which baseline it sits. A blank is
a gap wider than the line's own letter spacing; a raised small number is a mark.
"""

import ctypes
import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from enum import IntEnum
from itertools import groupby, pairwise
from math import hypot, inf
from statistics import median
from typing import Any

from pypdfium2 import raw  # type: ignore[import-untyped]

from tracker.errors import TrackerError
from tracker.i18n import tr
from tracker.instruments import worker
from tracker.progress import GoOn, unwatched

# The longest resolutions have some 100 pages, 250,000 characters, 500 objects a page and 5 million bytes uncompressed.
_PAGES = 500
_CHARACTERS = 400_000
_EXPANDED = 25_000_000
_OBJECTS = 8_000  # on one page: pdfium compares each with all others
_ALL_OBJECTS = 150_000
_SIDE = 14_400  # the largest page the format allows
_ENCRYPTED = (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
_MOST_SECONDS = 30.0  # of processor time; the longest resolutions take about 5, several times that on a slow machine

_Handle = Any
"""pdfium's handle of a document, a page, its text or its box; pypdfium2 has no types for them."""

_COLUMN = 3.0  # in multiples of the font size: a larger gap separates columns or cells

# pdfium writes 2 for a hyphen at the end of a line; those mapped to "" are no characters or not printed.
_LETTERS = {0x02: "-", 0x2010: "-", 0x2011: "-", 0xA0: " ", 0x00: "", 0xAD: "", 0xFEFF: ""}
_MARKS = re.compile(r" ?[1-9]\d{0,2}(?:, ?[1-9]\d{0,2})*")


class _Blank(IntEnum):
    """What pdfium reports about the place before a character: nothing, a gap, or a printed blank."""

    NONE = 0
    GAP = 1
    PRINTED = 2


# The gap, beyond the line's letter spacing and in multiples of the font size, from which it is a blank (a blank is 0.25
# wide). Kerning leaves gaps up to 0.11 that pdfium takes for blanks ("peopl e"); real blanks measure 0.18 and more.
_WIDTHS = {_Blank.NONE: inf, _Blank.GAP: 0.15, _Blank.PRINTED: 0.02}


@dataclass(frozen=True, slots=True)
class Glyph:
    """A printed character: where it begins and ends, its baseline, its font size, what is before it."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    blank: _Blank


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one column: its text and marks, and its position. `base` is measured from the foot of the page.

    `size` is that of most of its letters; `bold`: all of them are bold; `hang` is where the second word starts (or
    where the line ends), at which the next lines of a hanging paragraph start.
    """

    pieces: tuple[str | int, ...]
    left: float
    right: float
    base: float
    size: float
    bold: bool
    hang: float

    @property
    def words(self) -> str:
        return "".join(piece for piece in self.pieces if isinstance(piece, str))


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page from head to foot, those of the same height from left to right."""

    lines: tuple[Line, ...]
    height: float


def read(data: bytes, go_on: GoOn = unwatched) -> list[Page]:
    """The pages of a PDF file, read in a separate process. `go_on` is called meanwhile and may raise to cancel. Raises
    TrackerError if the file is damaged, encrypted, too large or without text.
    """
    try:
        answer, _ = worker.ask(__name__, data, _MOST_SECONDS, go_on)
    except worker.TooMuch as fault:
        raise _too_much() from fault
    except worker.Broken as fault:
        raise _damaged() from fault
    return [
        Page(tuple(Line(tuple(pieces), *rest) for pieces, *rest in page["lines"]), page["height"])
        for page in answer["pages"]
    ]


def serve() -> None:
    """Read the PDF file on standard input and write its pages, or the error, to standard output."""
    worker.answer(lambda data: ({"pages": [_as_json(page) for page in _pages(data)]}, b""))


def _as_json(page: Page) -> dict[str, object]:
    return {"lines": [[*asdict(line).values()] for line in page.lines], "height": page.height}


def _pages(data: bytes) -> list[Page]:
    with _document(data) as document:
        _check(document)
        pages = [_read(document, index) for index in range(raw.FPDF_GetPageCount(document))]
    if not any(page.lines for page in pages):
        raise TrackerError(tr("The PDF file has no text layer."), tr("Choose an edition that is not scanned."))
    return pages


@contextmanager
def _document(data: bytes) -> Iterator[_Handle]:
    if b"%%EOF" not in data[-2048:]:
        raise _damaged()
    if _expanded(data) > _EXPANDED:
        raise _too_much()
    document = raw.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        if raw.FPDF_GetLastError() in _ENCRYPTED:
            raise TrackerError(
                tr("The PDF file is protected by a password."), tr("Save a copy without one and add that.")
            )
        raise _damaged()
    try:
        yield document
    finally:
        raw.FPDF_CloseDocument(document)


@contextmanager
def _page(document: _Handle, index: int) -> Iterator[_Handle]:
    page = raw.FPDF_LoadPage(document, index)
    if not page:
        raise _damaged()
    try:
        yield page
    finally:
        raw.FPDF_ClosePage(page)


@contextmanager
def _text(page: _Handle) -> Iterator[_Handle]:
    """The characters of a page."""
    text = raw.FPDFText_LoadPage(page)
    if not text:
        raise _damaged()
    try:
        yield text
    finally:
        raw.FPDFText_ClosePage(text)


def _damaged() -> TrackerError:
    return TrackerError(tr("The PDF file is damaged."), tr("Download it again and add the new copy."))


def _too_much() -> TrackerError:
    return TrackerError(
        tr("The PDF file holds more than any resolution."), tr("Choose the file of the resolution itself.")
    )


def _expanded(data: bytes) -> int:
    """The uncompressed size of all streams in bytes, counted up to just above the limit: a small file can expand
    much."""
    total = 0
    for part in data.split(b"endstream"):
        packed = part.partition(b"stream")[2].lstrip(b"\r\n")
        with suppress(zlib.error):  # not compressed this way, or a picture
            total += len(zlib.decompressobj().decompress(packed, _EXPANDED + 1))
        if total > _EXPANDED:
            break
    return total


def _check(document: _Handle) -> None:
    """Reject files beyond the limits before any page is read."""
    count = raw.FPDF_GetPageCount(document)
    if count == 0:
        raise _damaged()
    if count > _PAGES:
        raise _too_much()
    characters = objects = 0
    for index in range(count):
        with _page(document, index) as page:
            if max(raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)) > _SIDE:
                raise TrackerError(
                    tr("A page of the PDF file is impossibly large."), tr("Print it to a new PDF and add that.")
                )
            on_page = raw.FPDFPage_CountObjects(page)
            objects += on_page
            if on_page > _OBJECTS or objects > _ALL_OBJECTS:
                raise _too_much()
            with _text(page) as text:
                characters += raw.FPDFText_CountChars(text)
            if characters > _CHARACTERS:
                raise _too_much()


def _read(document: _Handle, index: int) -> Page:
    with _page(document, index) as page, _text(page) as text:
        box = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page, box)
        return Page(tuple(_lines([*_runs(text, box)])), raw.FPDF_GetPageHeightF(page))


def _runs(text: _Handle, page: _Handle) -> Iterator[list[Glyph]]:
    """Stretches of adjacent characters, in pdfium's order."""
    run: list[Glyph] = []
    blank, bold = _Blank.NONE, False
    for index in range(raw.FPDFText_CountChars(text)):
        code = raw.FPDFText_GetUnicode(text, index)
        letters = _LETTERS.get(code, chr(min(code, sys.maxunicode)))  # a damaged font may give any number
        if letters.isspace():
            generated = raw.FPDFText_IsGenerated(text, index)
            blank = max(blank, _Blank.GAP if generated else _Blank.PRINTED)
            if letters in "\r\n" and run:
                yield run
                run = []
        elif letters:
            if blank or not run:
                bold = _is_bold(text, index)
            glyph = _glyph(text, index, letters, bold, blank, page)
            if run and not _beside(run[-1], glyph):
                yield run
                run = []
            run.append(glyph)
            blank = _Blank.NONE
    if run:
        yield run


def _glyph(text: _Handle, index: int, letters: str, bold: bool, blank: _Blank, page: _Handle) -> Glyph:
    """One character; if it is printed sideways, its coordinates are turned upright."""
    x, y, box, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF(), raw.FS_MATRIX()
    raw.FPDFText_GetCharOrigin(text, index, x, y)
    raw.FPDFText_GetLooseCharBox(text, index, box)
    raw.FPDFText_GetMatrix(text, index, matrix)
    size = max(round(raw.FPDFText_GetFontSize(text, index) * hypot(matrix.c, matrix.d), 1), 0.1)
    length = hypot(matrix.a, matrix.b) or 1
    along, up = matrix.a / length, matrix.b / length
    edge = min(along * page.left, along * page.right) + min(up * page.bottom, up * page.top)
    foot = min(along * page.bottom, along * page.top) - max(up * page.left, up * page.right)
    right = max(along * box.left, along * box.right) + max(up * box.bottom, up * box.top)
    left, base = along * x.value + up * y.value, along * y.value - up * x.value
    return Glyph(letters, left - edge, right - edge, base - foot, size, bold, blank)


def _is_bold(text: _Handle, index: int) -> bool:
    """By the font's name, as not every program that writes PDF gives its weight."""
    name = ctypes.create_string_buffer(64)
    raw.FPDFText_GetFontInfo(text, index, name, len(name), None)
    return b"Bold" in name.raw


def _beside(first: Glyph, second: Glyph) -> bool:
    """Whether `second` continues the line of `first`, perhaps raised."""
    size = max(first.size, second.size)
    return abs(first.base - second.base) < 0.6 * size and -size < second.left - first.right < _COLUMN * size


def _lines(runs: list[list[Glyph]]) -> Iterator[Line]:
    """Join runs into lines: pdfium may break a line at a raised number."""
    rows: list[list[list[Glyph]]] = []
    for run in sorted(runs, key=lambda run: -run[0].base):
        top = rows[-1][0][0] if rows else None
        if top and top.base - run[0].base < 0.5 * max(top.size, run[0].size):
            rows[-1].append(run)
        else:
            rows.append([run])
    for row in rows:
        cell: list[Glyph] = []
        for run in sorted(row, key=lambda run: run[0].left):
            if cell and not _beside(cell[-1], run[0]):
                yield _line(cell)
                cell = []
            cell = cell + run
        yield _line(cell)


def _line(glyphs: list[Glyph]) -> Line:
    size = Counter(glyph.size for glyph in glyphs).most_common(1)[0][0]
    base = Counter(glyph.base for glyph in glyphs if glyph.size == size).most_common(1)[0][0]
    spacing = median([second.left - first.right for first, second in pairwise(glyphs) if not second.blank] or [0])
    parts = [(glyphs[0].text, _is_raised(glyphs[0], size, base))]
    hang = None
    for first, second in pairwise(glyphs):
        raised = _is_raised(second, size, base)
        is_blank = second.left - first.right - spacing > _WIDTHS[second.blank] * size
        if hang is None and (is_blank or raised != parts[-1][1]):
            hang = second.left
        parts.append((" " * is_blank + second.text, raised))
    pieces: list[str | int] = []
    for raised, group in groupby(parts, key=lambda part: part[1]):
        words = "".join(text for text, _ in group).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if raised and _MARKS.fullmatch(words):
            pieces += [int(number) for number in re.findall(r"\d+", words)]
        else:
            pieces.append(words)
    left, right = glyphs[0].left, glyphs[-1].right
    return Line(tuple(pieces), left, right, base, size, all(glyph.bold for glyph in glyphs), hang or right)


def _is_raised(glyph: Glyph, size: float, base: float) -> bool:
    return glyph.size < 0.85 * size and glyph.base > base + 0.15 * size
