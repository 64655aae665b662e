"""Search in the whole workspace: the words that were typed, the hits, and the position of the words in them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum, auto

from tracker.domain.text.folding import folded, folded_in_place, separated

SHOWN = 5
"""The number of hits of one kind that are shown."""
_MOST = 40  # words that are searched for, as the longest titles have; a page pasted by mistake has more
_LONGEST_RUN = 100  # characters of a run; a page pasted by mistake has more
_WITHOUT_BLANKS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\ua9e0-\ua9ff\uaa60-\uaa7f"  # Thai, Lao, Burmese, Khmer
    "\u3005-\u3007\u3040-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
    "\u1100-\u11ff\ua960-\ua97f\uac00-\ud7ff"  # Korean: blanks stand between phrases, not between words
)
_LETTERS = f"[^\\s'\\-{_WITHOUT_BLANKS}]+"
_CHUNK = re.compile(f"(?P<run>[{_WITHOUT_BLANKS}]+)|{_LETTERS}(?:['-]{_LETTERS})*")
"""A run of a script without blanks between words, which is found anywhere in another; or a word, of several parts where
apostrophes or hyphens stand within."""
_PART = re.compile("[^'-]+")
_BEFORE = 30  # characters shown before the first hit
_LOOKED_AT = 200  # places of one text that are considered


class Match(IntEnum):
    """How well something fits what was typed, best first."""

    TITLE = auto()
    """It is the title."""
    BEGINNING = auto()
    """The title begins with it."""
    IN_TITLE = auto()
    """The title contains all of the words."""
    BEING_TYPED = auto()
    """The title begins with all words but the last, and contains the beginning of that."""
    BEGUN_IN_TITLE = auto()
    """As IN_TITLE, with the last word begun."""
    ELSEWHERE = auto()
    """Some of the words, or all, are in other texts."""


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


@dataclass(frozen=True, slots=True)
class Word:
    """A word that is searched for, folded: its `parts` are several where an apostrophe or a hyphen stands within. What
    is a `run` of a script without blanks between words is found wherever it stands."""

    parts: tuple[str, ...]
    run: bool = False

    @property
    def joined(self) -> str:
        """The word as others write it: “cooperation” for “co-operation”."""
        return "".join(self.parts)


def words_of(text: str) -> list[Word]:
    """The words of a text, in order."""
    return [_word(chunk) for chunk in _CHUNK.finditer(separated(folded(text)))]


def search_words(typed: str) -> tuple[Word, ...]:
    """The words that were typed: letters and digits, without punctuation."""
    cut = (Word((word.joined[:_LONGEST_RUN],), run=True) if word.run else word for word in words_of(typed))
    return tuple(cut)[:_MOST]


def title_match(title: str, words: Sequence[Word]) -> tuple[Match, int]:
    """How well a title fits the words, and its length: of titles that contain them as well, the shortest has least
    besides."""
    has = words_of(title)
    parts, asked = parts_of(has), parts_of(words)
    whole = {*parts, *(word.joined for word in has)}
    within = " ".join(word.joined for word in has if word.run)

    def holds_whole(word: Word) -> bool:
        return word.joined in within if word.run else word.joined in whole or whole.issuperset(word.parts)

    def begun(word: Word) -> bool:
        start = (word.joined, *word.parts[-1:]) if whole.issuperset(word.parts[:-1]) else word.joined
        return word.joined in within if word.run else any(part.startswith(start) for part in whole)

    *before, last = words
    if parts == asked:
        match = Match.TITLE
    elif parts[: len(asked)] == asked:
        match = Match.BEGINNING
    elif all(map(holds_whole, words)):
        match = Match.IN_TITLE
    elif parts[: len(asked) - 1] == asked[:-1] and "".join(parts[len(asked) - 1 :][:1]).startswith(asked[-1]):
        match = Match.BEING_TYPED
    elif all(map(holds_whole, before)) and begun(last):
        match = Match.BEGUN_IN_TITLE
    else:
        return Match.ELSEWHERE, 0
    return match, len(parts)


def parts_of(words: Iterable[Word]) -> list[str]:
    """The parts of all the words, in order."""
    return [part for word in words for part in word.parts]


def with_cited(found: Sequence[Found], cited: Sequence[Hit]) -> list[Found]:
    """What was found, with the paragraphs that are `cited` before all else."""
    if not cited:
        return list(found)
    paragraphs = next((group for group in found if group.kind is Kind.PARAGRAPH), Found(Kind.PARAGRAPH, ()))
    ids = {hit.id for hit in cited}
    hits = (*cited, *(hit for hit in paragraphs.hits if hit.id not in ids))
    first = Found(Kind.PARAGRAPH, hits[:SHOWN], paragraphs.more or len(hits) > SHOWN)
    return [first, *(group for group in found if group is not paragraphs)]


def holds(text: str, words: Sequence[Word]) -> int:
    """How many of the words occur in `text`, in full or as the beginning of a word; runs anywhere."""
    return len({number for *_, number in _found(separated(folded(text)), words)})


def marked(text: str, words: Sequence[Word], room: int = 0) -> tuple[Piece, ...]:
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


def _word(chunk: re.Match[str]) -> Word:
    return Word((chunk.group(),), run=True) if chunk["run"] else Word(tuple(_PART.findall(chunk.group())))


def _places(text: str, words: Sequence[Word]) -> Iterator[tuple[int, int, int]]:
    """Where the words stand in a text: start, end, and which it is."""
    plain, places = folded_in_place(text)

    def place(start: int, end: int) -> tuple[int, int]:
        """The same in the text as it is written. What is one character there (㍿) stays whole."""
        after = next((at for at in places[end:] if at > places[end - 1]), places[-1])
        return places[start], after

    for start, end, number in _found(plain, words):
        yield *place(start, end), number


def _found(plain: str, words: Sequence[Word]) -> Iterator[tuple[int, int, int]]:
    """Where the words stand in a text that is folded: start, end, and which it is. Of words that are not runs, what
    they begin."""
    for number, word in enumerate(words):
        if word.run:
            yield from ((match.start(), match.end(), number) for match in re.finditer(re.escape(word.joined), plain))
    looked_for = tuple({part for word in words for part in (*word.parts, word.joined)})
    for chunk in _CHUNK.finditer(plain):
        if not chunk["run"] and (chunk.group().startswith(looked_for) or not chunk.group().isalnum()):
            yield from ((chunk.start() + start, chunk.start() + end, n) for start, end, n in _in_chunk(chunk, words))


def _in_chunk(chunk: re.Match[str], words: Sequence[Word]) -> list[tuple[int, int, int]]:
    """The parts of a chunk that one of the words begins, or that are a part of it: start, end, which word; where there
    are none, the whole chunk, if one begins what its parts make together."""
    parts = [(match.start(), match.end(), match.group()) for match in _PART.finditer(chunk.group())]
    found = [
        (start, end, number)
        for start, end, part in parts
        for number, word in enumerate(words)
        if part.startswith((word.joined, word.parts[-1])) or part in word.parts
    ]
    joined = "".join(part for *_, part in parts)
    whole = (0, len(chunk.group()))
    return found or [(*whole, number) for number, word in enumerate(words) if joined.startswith(word.joined)]


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
