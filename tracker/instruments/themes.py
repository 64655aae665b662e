"""The theme of a paragraph: which chapter of the UNGASS 2016 outcome document (A/RES/S-30/1, annex) its words speak of.

The words that decide, with their weights, are data: resources/themes.toml.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from tracker import paths


@dataclass(frozen=True, slots=True)
class Theme:
    """A chapter, its name for narrow places, and the terms that speak of it, any number of them in one pattern."""

    name: str
    short: str
    decisive: re.Pattern[str]
    indicative: re.Pattern[str]


def _any_of(terms: list[str]) -> re.Pattern[str]:
    longest_first = sorted(terms, key=len, reverse=True)
    return re.compile(
        r"\b(?:" + "|".join(re.escape(term.lower()).replace(r"\*", r"\w*") for term in longest_first) + r")\b"
    )


@cache
def themes() -> tuple[Theme, ...]:
    """The seven themes in the order of the chapters."""
    with (paths.resources() / "themes.toml").open("rb") as file:
        rows = tomllib.load(file)["theme"]
    return tuple(Theme(row["name"], row["short"], _any_of(row["decisive"]), _any_of(row["indicative"])) for row in rows)


def theme_of(text: str) -> str | None:
    """The theme whose terms weigh most in `text`, the earlier chapter where two weigh the same; None without any."""
    words = text.lower()
    weights = {
        theme.name: 3 * len(theme.decisive.findall(words)) + len(theme.indicative.findall(words)) for theme in themes()
    }
    best = max(weights, key=weights.__getitem__)
    return best if weights[best] else None
