"""Each module here turns one file format into blocks; none knows what a resolution is."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tracker.domain.instruments.instrument import Mark


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of words that stands apart in the file: a paragraph, a heading, a note, a line of the masthead.

    `note` is the footnote's number where the format says that the block is a footnote. `marks` are those the format
    tells apart from the words (superscripts, XML); where it doesn't, `flattened` is true and digits glued to the words
    may be marks. `kind` is what the format knows of the block by its place or style: "heading", "furniture" (running
    heads, page feet), "annex" (the title of an annex), or "" where only the words can tell. `lead` are the words in
    italics that open it, if any: in a resolution the lead verb.
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


# Control characters, soft hyphens and characters without width: debris of word processors, never part of the words.
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
    """Words and mark numbers that stand together, before it is known which numbers have a note."""

    pieces: Sequence[str | int]
    note: int | None = None
    kind: str = ""
    lead: str = ""


def settled(stretches: Sequence[Stretch]) -> list[Block]:
    """The blocks that `stretches` are. Where the format tells no notes, those are notes that open with their mark; a
    number that has no note is part of the words ("10 m2")."""
    told = any(stretch.note for stretch in stretches)
    opened = [_opened(stretch, told) for stretch in stretches]
    notes = {stretch.note for stretch in opened if stretch.note}
    blocks = []
    for stretch in opened:
        pieces = [piece if isinstance(piece, str) or piece in notes else str(piece) for piece in stretch.pieces]
        words, marks = with_marks(pieces)
        if words:
            marks = () if stretch.note else marks
            blocks.append(Block(words, marks, stretch.note, not notes, stretch.kind, stretch.lead))
    return blocks


def _opened(stretch: Stretch, told: bool) -> Stretch:
    """A note without the mark that opens it."""
    start = next((at for at, piece in enumerate(stretch.pieces) if isinstance(piece, int) or piece.strip()), None)
    first = stretch.pieces[start] if start is not None else ""
    if start is None or not isinstance(first, int) or start + 1 == len(stretch.pieces) or (told and not stretch.note):
        return stretch
    return replace(stretch, note=stretch.note or first, pieces=stretch.pieces[start + 1 :])


_NUMBER_ALONE = re.compile(r"[\s“\"]*(?:\(?\w{1,4}[.)])?[\s“\"]*")


def lead(runs: Iterable[tuple[str, bool]]) -> str:
    """The words in italics that open a paragraph, behind its number if it has one; `runs` tell which are in italics."""
    words = ""
    for text, italic in runs:
        if italic or (words and not text.strip()):
            words += text
        elif words or not _NUMBER_ALONE.fullmatch(text):
            break
    return " ".join(words.split()).rstrip(",;: ")


_JOINED = re.compile(r"(?:and|or|to)\b")  # "age- and gender-sensitive"


def gap(first: str, second: str) -> str:
    """What stands between two parts of a paragraph that a line or page break cut: a blank, or nothing where the break
    is inside a word ("counter money-" and "laundering")."""
    cut_word = first.endswith("-") and second[:1].islower() and first[-2:-1].isalpha() and not _JOINED.match(second)
    return "" if cut_word or not first or not second else " "


def with_marks(pieces: Iterable[str | int]) -> tuple[str, tuple[Mark, ...]]:
    """Words and mark numbers in reading order → the words with white space single, and where each mark stands."""
    words: list[str] = []
    marks: list[Mark] = []
    length, blank = 0, False  # of the words so far; whether white space came since
    for piece in pieces:
        if isinstance(piece, int):
            marks.append(Mark(piece, length))
            continue
        piece = piece.translate(_INVISIBLE)
        if said := " ".join(piece.split()):
            between = " " if length and (blank or piece[0].isspace()) else ""
            words += [between, said]
            length += len(between) + len(said)
            blank = False
        blank = blank or piece[-1:].isspace()
    return "".join(words), tuple(marks)
