"""PDF files: any, put together of lines at places; and an instrument in print as the United Nations print it.

There a page has a running head and foot, its notes stand small below a rule, lines are justified in one column, and
marks are raised. All measures are in points.
"""

import ctypes
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby

from pypdfium2 import raw  # type: ignore[import-untyped]

from tests.instruments.rendering.parts import end, head, number, serial, styled
from tracker.domain.instruments.instrument import Footnote, Instrument, Paragraph

_FONTS = {"R": "Times-Roman", "B": "Times-Bold", "I": "Times-Italic"}
LEFT, INDENT, RIGHT = 120, 144, 492
_TOP, _FOOT = 700, 90  # the first baseline of a page and its last one
_SIZE, _SMALL, _TITLE = 10, 8, 12  # of the body's font, that of notes and that of the title
_RAISED = 0.6  # the size of marks, in sizes of the words they stand at
_TAB = 24  # from the number of a paragraph to its words
_JOB = "99-12345"

Piece = tuple[str, str]
"""Words and their font: one of those above, or "mark" for a raised number."""

# Any PDF file


def file(*pages, media="0 0 612 792", page="", catalog="", trailer="", packed=False) -> bytes:
    """A PDF file with a content stream for each page; /R is Times, /B Times bold, /I Times in italics."""
    first = 3 + len(_FONTS)
    kids = " ".join(f"{first + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode(),
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        *(f"<</Type/Font/Subtype/Type1/BaseFont/{one}/Encoding/WinAnsiEncoding>>".encode() for one in _FONTS.values()),
    ]
    fonts = "".join(f"/{key} {3 + index} 0 R" for index, key in enumerate(_FONTS))
    for index, content in enumerate(pages):
        data = zlib.compress(content, 9) if packed else content
        form = "/Filter/FlateDecode" if packed else ""
        place = f"/MediaBox[{media}]{page}/Contents {first + 1 + 2 * index} 0 R"
        objects += [
            f"<</Type/Page/Parent 2 0 R{place}/Resources<</Font<<{fonts}>>>>>>".encode(),
            b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), form.encode(), data),
        ]
    out, places = b"%PDF-1.4\n", []
    for count, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (count, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    tail = f"trailer<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (size, table, tail.encode())


def at(x, y, text, size=10.0, font="R", stretch=0.0) -> bytes:
    """Words at a place; `stretch` is added to each blank in them."""
    words = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT %g Tw /%s %g Tf %g %g Td (%s) Tj ET\n" % (stretch, font.encode(), size, x, y, words)


@cache
def _width(letter: str, font: str) -> float:
    """How wide a letter is, in sizes of its font."""
    width = ctypes.c_float()
    raw.FPDFFont_GetGlyphWidth(_font(font), ord(letter), 1000, width)
    return width.value / 1000


@cache
def _font(font: str):
    return raw.FPDFText_LoadStandardFont(raw.FPDF_CreateNewDocument(), _FONTS[font].encode())


# Lines


@dataclass
class _Line:
    """A line of print: its baseline is `below` that of the line above, and each of its blanks is made wider."""

    pieces: list[Piece]
    left: float
    size: float
    below: float
    stretch: float = 0
    number: str = ""  # that of its paragraph, which stands before it

    def drawn(self, y: float) -> bytes:
        x, out = self.left, at(self.left - _TAB, y, self.number, self.size) if self.number else b""
        for font, pieces in groupby(self.pieces, lambda piece: piece[1]):
            words = "".join(text for text, _ in pieces)
            if font == "mark":
                out += at(x, y + 0.35 * self.size, words, _RAISED * self.size)
            else:
                out += at(x, y, words, self.size, font, self.stretch)
            x += _wide([(words, font)], self.size) + self.stretch * words.count(" ")
        return out


def _wide(pieces: Iterable[Piece], size: float) -> float:
    return sum(
        size * (_RAISED * _width(letter, "R") if font == "mark" else _width(letter, font))
        for text, font in pieces
        for letter in text
    )


def _words(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """What is not parted at the end of a line: a line ends at a blank, which begins the next word, or at a hyphen."""
    word: list[Piece] = []
    for text, font in pieces:
        for part in re.findall(r"\s?[^\s-]*-*", text)[:-1]:
            if word and (part[0].isspace() or word[-1][0].endswith("-")):
                yield word
                word = []
            word.append((part, font))
    yield word


def _lines(pieces: Iterable[Piece], first: float = INDENT, left: float = LEFT, size: float = _SIZE) -> list[_Line]:
    """A paragraph in lines, the `first` of which begins somewhere else; all but the last are justified."""
    line = _Line([], first, size, 1.8 * size)
    lines, x = [line], first
    for word in _words(pieces):
        if line.pieces and x + _wide(word, size) > RIGHT:
            blanks = sum(text.count(" ") for text, _ in line.pieces)
            line.stretch = (RIGHT - x) / blanks if blanks else 0
            line, x = _Line([], left, size, 1.2 * size), left
            lines.append(line)
            word = [(word[0][0].lstrip(), word[0][1]), *word[1:]]
        line.pieces += word
        x += _wide(word, size)
    return lines


# Pages


@dataclass
class _Page:
    """A page while it is filled: `base` is the baseline of its last line so far."""

    base: float
    content: bytes = b""
    notes: list[_Line] = field(default_factory=list)

    def takes(self, line: _Line, notes: list[_Line]) -> bool:
        return self.base - line.below - sum(note.below for note in (*self.notes, *notes)) > _FOOT + _SIZE

    def add(self, line: _Line) -> None:
        self.base -= line.below
        self.content += line.drawn(self.base)

    def printed(self) -> bytes:
        """The page with its notes below a rule."""
        base, out = float(_FOOT), b""
        for note in reversed(self.notes):
            out = note.drawn(base) + out
            base += note.below
        return self.content + (at(LEFT, base, "_" * 18, _SMALL) if self.notes else b"") + out


def rendered(instrument: Instrument) -> bytes:
    """The resolution as a PDF file."""
    notes = {note.number: _lines(_note(note), LEFT, LEFT, _SMALL) for note in instrument.footnotes}
    pages = [_first_page(instrument)]
    met: set[int] = set()
    for line in _body(instrument):
        marks = [int(text) for text, font in line.pieces if font == "mark"]
        owed = [note for mark in dict.fromkeys(marks) if mark not in met for note in notes[mark]]
        if not pages[-1].takes(line, owed):
            pages.append(_Page(_TOP + line.below))
        pages[-1].add(line)
        pages[-1].notes += owed
        met.update(marks)
    furniture = [at(60, 48, f"{_JOB} (E)") + at(60, 36, f"*{_JOB.replace('-', '')}*", 14)]
    furniture += [_running(instrument, place, len(pages)) for place in range(2, len(pages) + 1)]
    return file(*(page.printed() + around for page, around in zip(pages, furniture, strict=True)), packed=True)


def _body(instrument: Instrument) -> Iterator[_Line]:
    """The lines of the resolution itself, from the name of the organ to the day of its adoption."""
    yield from _lines([(f"The {instrument.organ},", "I")])
    for paragraph in instrument.preamble:
        yield from _lines(_pieces(paragraph))
    for top in instrument.operative:
        for paragraph in top.walk():
            first, *rest = _lines(_pieces(paragraph), INDENT + _TAB)
            first.number = number(paragraph)
            yield from (first, *rest)
    for line in end(instrument):
        yield from _lines([(line, "I")], RIGHT - 110)


def _pieces(paragraph: Paragraph) -> Iterator[Piece]:
    fonts = {"lead": "I", "mark": "mark", "": "R"}
    return ((words, fonts[style]) for words, style in styled(paragraph))


def _note(note: Footnote) -> list[Piece]:
    return [(str(note.number), "mark"), (f" {note.text}", "R")]


def _first_page(instrument: Instrument) -> _Page:
    """The masthead."""
    page = _Page(690, at(60, 735, "United Nations", 14) + at(430, 735, instrument.symbol))
    page.content += at(60, 690, instrument.organ, 20, "B") + at(430, 690, "Distr.: General")
    for words in head(instrument):
        page.add(*_lines([(words, "R")], LEFT))
    title = _lines([(instrument.title, "B")], INDENT, INDENT, _TITLE)
    page.content += at(100, page.base - title[0].below, f"{serial(instrument)}.", _TITLE, "B")
    for line in title:
        page.add(line)
    return page


def _running(instrument: Instrument, place: int, pages: int) -> bytes:
    """Head and foot of a page but the first, which change sides with each leaf."""
    near, far = (60, 250) if place % 2 else (440, 60)
    title = _lines([(instrument.title, "B")], far, far, _SMALL)
    out = at(near, 750, instrument.symbol, _SMALL, "B") + at(near, 40, f"{place}/{pages}", _SMALL, "B")
    return out + b"".join(line.drawn(750 - 10 * row) for row, line in enumerate(title)) + at(far, 40, _JOB, 7)
