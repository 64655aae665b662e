"""Each module here turns one file format into blocks; none knows what a resolution is."""

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.domain.instrument import Mark


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of words that stands apart in the file: a paragraph, a heading, a note, a line of the masthead.

    `note` is the footnote's number where the format says that the block is a footnote. `marks` are those the format
    tells apart from the words (superscripts, XML); where it doesn't, `flattened` is true and digits glued to the words
    may be marks. `kind` is what the format knows of the block by its place or style: "heading", "furniture" (running
    heads, page feet), or "" where only the words can tell.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    note: int | None = None
    flattened: bool = False
    kind: str = ""


# Control characters, soft hyphens and characters without width: debris of word processors, never part of the words.
_INVISIBLE = dict.fromkeys(
    [*range(0x00, 0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0), 0xAD]
    + [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0xFFFE, 0xFFFF]
)


def gap(first: str, second: str) -> str:
    """What stands between two parts of a paragraph that a line or page break cut: a blank, or nothing where the break
    is inside a word ("counter money-" and "laundering")."""
    cut_word = first.endswith("-") and second[:1].islower() and first[-2:-1].isalpha()
    return "" if cut_word or not first or not second else " "


def with_marks(pieces: Iterable[str | int]) -> tuple[str, tuple[Mark, ...]]:
    """Words and mark numbers in reading order → the words with white space single, and where each mark stands."""
    words = ""
    marks: list[Mark] = []
    for piece in pieces:
        if isinstance(piece, int):
            marks.append(Mark(piece, len(words.rstrip())))
            continue
        piece = piece.translate(_INVISIBLE)
        for index, part in enumerate(piece.split()):
            spaced = piece[0].isspace() if index == 0 else True
            words += (" " if spaced and words and not words.endswith(" ") else "") + part
        if piece and piece[-1].isspace() and words:
            words = words.rstrip() + " "
    return words.rstrip(), tuple(marks)
