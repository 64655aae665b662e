"""Which of our columns a form's headings mean, by their words and as a user assigned them."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

Meanings = Mapping[str, Mapping[str, int]]
"""Our columns by the terms that mean them, each with its rank: 0 for our own heading, then the better known first."""
Assigned = Mapping[int, str]
"""Our columns by the form's column numbers, as assigned by hand; "" for a column that stays empty."""

_LONGEST = 400  # characters of a heading that may be known
_LINES = 8  # lines of one in several parts
_BRACKETS = re.compile(r"[(\[](.*?)[)\]]", re.DOTALL)
_BETWEEN = re.compile(r"\s*(?:[/|]|\s[-–—]\s)\s*")


def simple(words: str) -> str:
    """A heading for comparison, without what people write differently: capitals, line breaks, points, colons, blanks
    around a slash, and characters that nobody sees."""
    seen = "".join(character for character in words.casefold() if unicodedata.category(character) != "Cf")
    return re.sub(r" ?/ ?", "/", " ".join(re.sub(r"[.:]", " ", seen).split())).strip(" *?")


def matched(meanings: Meanings, headings: Mapping[int, str], assigned: Assigned) -> dict[int, str]:
    """Our columns that a form has, by the form's column numbers. What was assigned by hand comes first. If two headings
    mean the same column, the whole heading takes precedence over a part of it, one of ours over a synonym, the
    better known synonym over the other, and the left one over the right."""
    candidates = sorted(
        (is_part, rank > 0, rank, number, name)
        for number, heading in headings.items()
        if number not in assigned
        for is_part, term in _terms(heading)
        for name, rank in meanings.get(term, {}).items()
    )
    found = {number: name for number, name in assigned.items() if name}
    for *_, number, name in candidates:
        if number not in found and name not in found.values():
            found[number] = name
    return dict(sorted(found.items()))


@lru_cache(maxsize=4096)
def _terms(heading: str) -> tuple[tuple[bool, str], ...]:
    return tuple(_each_term(heading)) if len(heading) <= _LONGEST else ()


def _each_term(heading: str) -> Iterator[tuple[bool, str]]:
    """The terms by which a heading may be known, and whether each is a part of it only: a heading may be in two
    languages, below or beside each other, and stand below one that it shares with its neighbours."""
    whole = simple(heading)
    yield False, whole
    yield False, simple(_BRACKETS.sub(" ", heading))
    lines = heading.split("\n")
    if len(lines) > _LINES:
        return
    parts = ["\n".join(lines[first:last]) for last in range(len(lines), 0, -1) for first in range(last)]
    parts += _BRACKETS.findall(heading)
    pieces = [simple(piece) for part in parts for piece in (part, *_BETWEEN.split(_BRACKETS.sub(" ", part)))]
    if "yes" not in pieces:  # “Yes/No” is no number, and a mere “Yes” is about what it stands under
        for piece in pieces:
            yield True, piece
