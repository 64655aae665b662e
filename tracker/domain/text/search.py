"""Search in the whole workspace: the words that were typed, the hits, and the position of the words in them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.text.text import folded

SHOWN = 5
"""The number of hits of one kind that are shown."""
_MOST = 12  # words that are searched for; a page pasted by mistake has more
_WORD = re.compile(r"[^\W_]+")
_RUN = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese, whose words stand without blanks between them."""
_LONGEST_RUN = 100  # characters of a run; a page pasted by mistake has more
_BEFORE = 30  # characters shown before the first hit
_LOOKED_AT = 200  # places of one text that are considered


class Kind(StrEnum):
    """The kinds of hits, in the order in which they are shown."""

    PARAGRAPH = "paragraph"
    MEASURE = "measure"
    EVIDENCE = "evidence"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of the text of a hit; `found`: it is one of the words that were searched for."""

    text: str
    found: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A hit. `id` is that of the paragraph, measure or piece of evidence to go to. `field` names the field that `words`
    are from, "" for a paragraph's own text. `cycle` is 0 if it has none; `file_id` and `page` (from 1; 0 for a file
    without pages) identify the file of evidence whose text contains the words, 0 if none."""

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


def runs(typed: str) -> tuple[str, ...]:
    """What was typed in scripts without blanks between words: each run is found wherever it stands in a text."""
    found = (run[:_LONGEST_RUN] for run in _RUN.findall(unicodedata.normalize("NFC", typed)))
    return tuple(dict.fromkeys(found))[:_MOST]


def without_runs(typed: str) -> str:
    return _RUN.sub(" ", unicodedata.normalize("NFC", typed))


def search_words(typed: str) -> tuple[str, ...]:
    """The distinct words that were typed, folded for comparison: letters and digits, without punctuation."""
    return tuple(dict.fromkeys(_words(typed)))[:_MOST]


def spelled(typed: str) -> tuple[str, ...]:
    """The distinct words in their typed spelling, in lower case. The index folds letters less far than `folded` does
    (accents of Latin letters only, so that й, ώ, أ, ß and 국 stay as they are), and finds these words by their
    spelling."""
    return tuple(dict.fromkeys(_WORD.findall(unicodedata.normalize("NFC", typed).lower())))[:_MOST]


def closeness(title: str, words: Sequence[str]) -> tuple[int, int]:
    """How well a title matches: the number of `words` that it contains, and of those that begin one of its words."""
    title_words = set(_words(title))
    contained = sum(word in title_words or _is_within(word, title) for word in words)
    begun = sum(any(other.startswith(word) for other in title_words) or _is_within(word, title) for word in words)
    return contained, begun


def holds(text: str, words: Sequence[str]) -> int:
    """How many of the words occur in `text`, in full or as the beginning of a word; runs anywhere."""
    return closeness(text, words)[1]


def marked(text: str, words: Sequence[str], room: int = 0) -> tuple[Piece, ...]:
    """`text` on one line, with the words marked where they occur; of a text longer than `room` characters only the
    stretch with most of them (`room` 0: no limit)."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    places = sorted(_places(text, words))
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


def _is_within(word: str, text: str) -> bool:
    return _RUN.match(word) is not None and word in text


def _places(text: str, words: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Where the words stand in a text: start, end, and which it is."""
    within = {number: word for number, word in enumerate(words) if _is_within(word, text)}
    for number, word in within.items():
        yield from ((match.start(), match.end(), number) for match in re.finditer(re.escape(word), text))
    for match in _WORD.finditer(text):
        begun = _begun_by(folded(match.group()), words)
        if begun is not None and begun not in within:
            yield match.start(), match.end(), begun


def _begun_by(word: str, words: Sequence[str]) -> int | None:
    """The index of the first of `words` that `word` begins with; None if there is none."""
    return next((number for number, beginning in enumerate(words) if word.startswith(beginning)), None)


def _stretch(text: str, places: Sequence[tuple[int, int, int]], room: int) -> tuple[int, int]:
    """Start and end of the stretch of `room` characters that contains most of the words, cut between words."""
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
