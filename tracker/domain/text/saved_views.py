"""Saved views: the filters and the search words of a list, under a name."""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.domain.text.text import clean
from tracker.errors import TrackerError
from tracker.i18n import tr

LONGEST = 100
"""Maximum length of a name, in characters: it is shown in a menu."""
_LONGEST_SEARCH = 1_000
"""Maximum length of the search words, in characters: nobody types more into a search field."""


@dataclass(frozen=True, slots=True)
class ListFilter:
    """What a list is filtered by: the choice in each filter (keys of filters to keys of choices), and the search
    words."""

    chosen: Mapping[str, str] = field(default_factory=dict)
    words: str = ""


@dataclass(frozen=True, slots=True)
class SavedView:
    """A list filter under a name; `screen` is the list it belongs to. The filter is None if it can't be read."""

    id: int
    screen: str
    name: str
    list_filter: ListFilter | None


def written(list_filter: ListFilter) -> str:
    """A list filter as the JSON that is stored; equal filters give equal texts."""
    return json.dumps(
        {"chosen": dict(list_filter.chosen), "words": list_filter.words}, ensure_ascii=False, sort_keys=True
    )


def read(stored: str) -> ListFilter | None:
    """Parse a stored list filter; None if it has another shape, since a workspace may come from anywhere."""
    try:
        parsed = json.loads(stored)
        chosen, words = parsed["chosen"], parsed["words"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    if not isinstance(chosen, dict) or not all(type(choice) is str for choice in chosen.values()):
        return None
    return ListFilter(chosen, words) if type(words) is str and len(words) <= _LONGEST_SEARCH else None


def name_of(typed: str) -> str:
    """A name as it is stored, on one line. Raises TrackerError if it has no visible character or is too long."""
    name = " ".join(clean(typed).split())
    if len(name) > LONGEST:
        message = tr(
            "This name has {count} characters; a view's name has {most} at most.", count=f"{len(name):,}", most=LONGEST
        )
        raise TrackerError(message, tr("Choose a shorter one."))
    if not any(unicodedata.category(character)[0] in "LNPS" for character in name):
        raise TrackerError(tr("A view needs a name."), tr("Type one, such as “Without evidence”."))
    return name


def same_name(one: str, other: str) -> bool:
    """Whether two names are equal, ignoring case."""
    return unicodedata.normalize("NFKC", one).casefold() == unicodedata.normalize("NFKC", other).casefold()


def in_words(stored: str) -> str:
    """A stored list filter as one line for history; a text that can't be read is returned as it is."""
    list_filter = read(stored)
    if list_filter is None:
        return stored
    chosen = [f"{key}: {choice}" for key, choice in list_filter.chosen.items() if choice]
    return "; ".join([*chosen, *([f"words: {list_filter.words}"] if list_filter.words else [])]) or "everything"
