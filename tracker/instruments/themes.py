"""The theme of a paragraph: the chapter of the UNGASS 2016 outcome document (A/RES/S-30/1, annex) that it is about.

The terms that decide are data: resources/themes.toml.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from tracker import paths
from tracker.i18n import QT_TR_NOOP

_DECISIVE, _INDICATIVE = 3, 1
_WORD = re.compile(r"\w{3,}")
_KEY = 3  # first letters by which a term is looked up


@dataclass(frozen=True, slots=True)
class Theme:
    """A chapter, and a short name where space is limited."""

    name: str
    short: str


_THEMES = {
    "demand-reduction": Theme(QT_TR_NOOP("Demand reduction"), QT_TR_NOOP("Demand reduction")),
    "access-to-medicines": Theme(QT_TR_NOOP("Access to controlled substances"), QT_TR_NOOP("Access to medicines")),
    "supply-reduction": Theme(QT_TR_NOOP("Supply reduction and law enforcement"), QT_TR_NOOP("Supply and enforcement")),
    "human-rights": Theme(
        QT_TR_NOOP("Human rights, youth, children, women and communities"), QT_TR_NOOP("Rights, youth, women")
    ),
    "new-substances": Theme(
        QT_TR_NOOP("Evolving reality and new psychoactive substances"), QT_TR_NOOP("New substances")
    ),
    "international-cooperation": Theme(
        QT_TR_NOOP("International cooperation"), QT_TR_NOOP("International cooperation")
    ),
    "alternative-development": Theme(QT_TR_NOOP("Alternative development"), QT_TR_NOOP("Alternative development")),
}
"""Themes by their table in the file, in the order of the chapters."""


@dataclass(frozen=True, slots=True)
class _Term:
    """A term of a theme; `words` is the start of a word if `stem` is True. `theme` is the theme's index."""

    words: str
    stem: bool
    theme: int
    weight: int


@cache
def _table() -> tuple[tuple[Theme, ...], dict[str, list[_Term]]]:
    """The themes in the order of the chapters, and their terms by first letters, the longest first."""
    with (paths.resources() / "themes.toml").open("rb") as file:
        tables = tomllib.load(file)
    terms: dict[str, list[_Term]] = {}
    for index, key in enumerate(_THEMES):
        for weight, listed in ((_DECISIVE, tables[key]["decisive"]), (_INDICATIVE, tables[key]["indicative"])):
            for term in sorted(listed, key=len, reverse=True):
                words = term.lower().rstrip("*")
                terms.setdefault(words[:_KEY], []).append(_Term(words, term.endswith("*"), index, weight))
    return tuple(_THEMES.values()), terms


def themes() -> tuple[Theme, ...]:
    """The seven themes in the order of the chapters."""
    return _table()[0]


def theme_of(text: str) -> tuple[str | None, tuple[str, ...]]:
    """The theme whose terms weigh most in `text`, and those terms, each once.

    Of themes with equal weight the earlier chapter; (None, ()) if no term occurs.
    """
    known, terms = _table()
    words = text.lower()
    weights = [0] * len(known)
    decided: list[dict[str, None]] = [{} for _ in known]
    ends: dict[tuple[int, int], int] = {}  # where the last term of a theme and weight ended: terms don't overlap
    for match in _WORD.finditer(words):
        start = match.start()
        for term in terms.get(words[start : start + _KEY], ()):
            if words.startswith(term.words, start) and start >= ends.get((term.theme, term.weight), 0):
                end = start + len(term.words)
                if term.stem or not words[end : end + 1].isalnum():
                    weights[term.theme] += term.weight
                    decided[term.theme][term.words] = None
                    ends[term.theme, term.weight] = end
    best = max(range(len(known)), key=weights.__getitem__)
    return (known[best].name, tuple(decided[best])) if weights[best] else (None, ())
