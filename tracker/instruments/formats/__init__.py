"""Each module here reads one kind of file, and none knows what a resolution is: those in `known.FORMATS` turn it into
blocks; `office`, `rich_text` and `mail` give the words of files of evidence."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tracker.domain.instruments.instrument import Mark


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that is separate in the file: a paragraph, a heading, a note, a line of the masthead.

    `note` is the footnote's number if the format says that the block is a footnote. `marks` are those that the format
    tells apart from the text (superscripts, XML); if it does not, `flattened` is True and digits glued to words may be
    marks. `kind` is what place or style say of the block: "heading", "furniture" (running heads, page feet), "annex"
    (the title of an annex), or "" if only the text can tell. `lead` is the text in italics that opens the block, if
    any: in a resolution the lead verb.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    note: int | None = None
    flattened: bool = False
    kind: str = ""
    lead: str = ""

    def without(self, end: int) -> "Block":
        """The block without its first `end` characters."""
        marks = tuple(Mark(mark.number, max(0, mark.offset - end)) for mark in self.marks)
        return replace(self, text=self.text[end:], marks=marks)


# Control characters, soft hyphens and zero-width characters: debris of word processors, never part of the text.
_INVISIBLE = {
    code: None
    for first, last in (
        *((0x00, 0x08), (0x0E, 0x1F), (0x7F, 0x84), (0x86, 0x9F), (0xAD, 0xAD), (0x200B, 0x200F)),
        *((0x202A, 0x202E), (0x2060, 0x206F), (0xFEFF, 0xFEFF), (0xFFFE, 0xFFFF)),
    )
    for code in range(first, last + 1)
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text and mark numbers that belong together, before it is known which numbers have a note."""

    pieces: Sequence[str | int]
    note: int | None = None
    kind: str = ""
    lead: str = ""


def settled(stretches: Sequence[Stretch]) -> list[Block]:
    """Turn stretches into blocks. If the format marks no notes, stretches that open with a mark number are notes. A
    number without a note is part of the text ("10 m2")."""
    notes_marked = any(stretch.note for stretch in stretches)
    opened = [_opened(stretch, notes_marked) for stretch in stretches]
    notes = {stretch.note for stretch in opened if stretch.note}
    blocks = []
    for stretch in opened:
        pieces = [piece if isinstance(piece, str) or piece in notes else str(piece) for piece in stretch.pieces]
        words, marks = with_marks(pieces)
        if words:
            marks = () if stretch.note else marks
            blocks.append(Block(words, marks, stretch.note, not notes, stretch.kind, stretch.lead))
    return blocks


def _opened(stretch: Stretch, notes_marked: bool) -> Stretch:
    """A stretch that is a note, without the mark that opens it; any other unchanged."""
    start = next((index for index, piece in enumerate(stretch.pieces) if isinstance(piece, int) or piece.strip()), None)
    first = stretch.pieces[start] if start is not None else ""
    if (
        start is None
        or not isinstance(first, int)
        or start + 1 == len(stretch.pieces)
        or (notes_marked and not stretch.note)
    ):
        return stretch
    return replace(stretch, note=stretch.note or first, pieces=stretch.pieces[start + 1 :])


_NUMBER_ALONE = re.compile(r"[\s“\"]*(?:\(?\w{1,4}[.)])?[\s“\"]*")


def lead(runs: Iterable[tuple[str, bool]]) -> str:
    """The text in italics that opens a paragraph, after its number if any; `runs` are (text, whether in italics)."""
    opening = ""
    for text, italic in runs:
        if italic or (opening and not text.strip()):
            opening += text
        elif opening or not _NUMBER_ALONE.fullmatch(text):
            break
    return " ".join(opening.split()).rstrip(",;: ")


_JOINED = re.compile(r"(?:and|or|to)\b")  # "age- and gender-sensitive"


def gap(first: str, second: str) -> str:
    """What to put between two parts of a paragraph cut by a line or page break: a blank, or "" if the break is inside a
    word ("counter money-" and "laundering")."""
    cut_word = first.endswith("-") and second[:1].islower() and first[-2:-1].isalpha() and not _JOINED.match(second)
    return "" if cut_word or not first or not second else " "


def with_marks(pieces: Iterable[str | int]) -> tuple[str, tuple[Mark, ...]]:
    """Text and mark numbers in reading order → the text with single blanks, and where each mark stands in it."""
    words: list[str] = []
    marks: list[Mark] = []
    length, blank = 0, False  # length of the text so far; whether white space has followed it
    for piece in pieces:
        if isinstance(piece, int):
            marks.append(Mark(piece, length))
            continue
        piece = piece.translate(_INVISIBLE)
        if text := " ".join(piece.split()):
            separator = " " if length and (blank or piece[0].isspace()) else ""
            words += [separator, text]
            length += len(separator) + len(text)
            blank = False
        blank = blank or piece[-1:].isspace()
    return "".join(words), tuple(marks)
