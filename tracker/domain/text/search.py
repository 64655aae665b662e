"""Searching the whole workspace: the words that were typed, what was found, and where in it they stand."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.text.text import folded

SHOWN = 5
"""Hits of one kind that are shown."""
_MOST = 12  # words that are searched for; a page pasted by mistake has more
_WORD = re.compile(r"[^\W_]+")
_BEFORE = 30  # characters shown before the first hit
_LOOKED_AT = 200  # places in one text that are compared


class Kind(StrEnum):
    """What a search finds, in the order in which it is shown."""

    PARAGRAPH = "paragraph"
    MEASURE = "measure"
    EVIDENCE = "evidence"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a hit; `found` where they are among those that were searched for."""

    text: str
    found: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found. `id` is that of the paragraph, measure or piece of evidence to go to. `field` names what holds
    `words`, "" where it is the thing itself. `cycle` is 0 where it has none; `file_id` and `page` (from 1, 0 for a file
    without pages) are those of a file of evidence, where its text holds the words."""

    kind: Kind
    id: int
    title: tuple[Piece, ...]
    field: str
    words: tuple[Piece, ...]
    state: str = ""
    cycle: int = 0
    file_id: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """The best hits of one kind, and whether there are more."""

    kind: Kind
    hits: tuple[Hit, ...]
    more: bool = False


def sought(typed: str) -> tuple[str, ...]:
    """The words that were typed, each once, as they are compared: letters and digits, without the marks between."""
    return tuple(dict.fromkeys(_words(typed)))[:_MOST]


def spelled(typed: str) -> tuple[str, ...]:
    """The words as they were typed, each once. The index folds letters less far than we do (accents of Latin ones only,
    so that й, ώ, أ, ß and 국 stay as they are), and finds these by what they are."""
    return tuple(dict.fromkeys(_WORD.findall(unicodedata.normalize("NFC", typed).lower())))[:_MOST]


def closeness(title: str, words: Sequence[str]) -> tuple[int, int]:
    """How well a title fits: words that stand in it whole, and words that begin one of its words."""
    held = set(_words(title))
    whole = sum(word in held for word in words)
    begun = sum(any(other.startswith(word) for other in held) for word in words)
    return whole, begun


def holds(text: str, words: Sequence[str]) -> int:
    """How many of the words stand in `text`, as they are or as the beginning of a word."""
    return closeness(text, words)[1]


def marked(text: str, words: Sequence[str], room: int = 0) -> tuple[Piece, ...]:
    """`text` on one line with the words marked where they stand in it; of a text longer than `room` characters the
    stretch in which most of them do."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    places = [
        (at.start(), at.end(), number)
        for at in _WORD.finditer(text)
        if (number := _begun_by(folded(at.group()), words)) is not None
    ]
    start, end = _stretch(text, places, room) if room and len(text) > room else (0, len(text))
    pieces = [Piece("… ")] if start else []
    done = start
    for first, last, _ in places:
        if first >= done and last <= end:
            pieces += [Piece(text[done:first])] * (first > done) + [Piece(text[first:last], found=True)]
            done = last
    return (*pieces, *[Piece(text[done:end])] * (end > done), *[Piece(" …")] * (end < len(text)))


def _words(text: str) -> list[str]:
    return _WORD.findall(folded(text))


def _begun_by(word: str, words: Sequence[str]) -> int | None:
    """Which of the words it begins with."""
    return next((number for number, one in enumerate(words) if word.startswith(one)), None)


def _stretch(text: str, places: Sequence[tuple[int, int, int]], room: int) -> tuple[int, int]:
    """Where the stretch of `room` characters begins and ends that has most of the words, cut between words."""
    best, most = 0, -1
    for first, _, _ in places[:_LOOKED_AT]:
        start = max(first - _BEFORE, 0)
        within = {number for begin, end, number in places[:_LOOKED_AT] if begin >= first and end <= start + room}
        if len(within) > most:
            best, most = start, len(within)
    start = text.rfind(" ", 0, best) + 1 if best else 0
    end = min(start + room, len(text))
    blank = text.rfind(" ", start + room // 2, end)
    return start, end if end == len(text) or blank < 0 else blank
