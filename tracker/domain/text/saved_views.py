"""Saved views: the choices of a list's filters and the words sought in it, under a name."""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.domain.text.text import clean
from tracker.errors import TrackerError
from tracker.i18n import tr

LONGEST = 100
"""Characters of a name: it stands in a menu."""
_SOUGHT = 1_000
"""Characters that may be sought: more were not typed in the line for them."""


@dataclass(frozen=True, slots=True)
class ListFilter:
    """What a list is filtered by: the choice made in each filter, both by their keys, and the words sought."""

    chosen: Mapping[str, str] = field(default_factory=dict)
    words: str = ""


@dataclass(frozen=True, slots=True)
class SavedView:
    """A list filter under a name; `screen` is the list it is of. None where what is held can't be read."""

    id: int
    screen: str
    name: str
    list_filter: ListFilter | None


def written(list_filter: ListFilter) -> str:
    """A list filter as it is kept; the same one is always written alike."""
    return json.dumps(
        {"chosen": dict(list_filter.chosen), "words": list_filter.words}, ensure_ascii=False, sort_keys=True
    )


def read(kept: str) -> ListFilter | None:
    """A list filter from what is kept; None where it has another shape, since a workspace may come from anywhere."""
    try:
        held = json.loads(kept)
        chosen, words = held["chosen"], held["words"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    if not isinstance(chosen, dict) or not all(type(choice) is str for choice in chosen.values()):
        return None
    return ListFilter(chosen, words) if type(words) is str and len(words) <= _SOUGHT else None


def name_of(typed: str) -> str:
    """A name as it is kept, on one line. Raises TrackerError where nothing of it can be seen, or it is too long."""
    name = " ".join(clean(typed).split())
    if len(name) > LONGEST:
        what = tr(
            "This name has {count} characters; a view's name has {most} at most.", count=f"{len(name):,}", most=LONGEST
        )
        raise TrackerError(what, tr("Choose a shorter one."))
    if not any(unicodedata.category(character)[0] in "LNPS" for character in name):
        raise TrackerError(tr("A view needs a name."), tr("Type one, such as “Without evidence”."))
    return name


def same_name(one: str, other: str) -> bool:
    """Whether two names are one, whatever their case."""
    return unicodedata.normalize("NFKC", one).casefold() == unicodedata.normalize("NFKC", other).casefold()


def in_words(kept: str) -> str:
    """A list filter in a line, for history."""
    list_filter = read(kept)
    if list_filter is None:
        return kept
    chosen = [f"{key}: {choice}" for key, choice in list_filter.chosen.items() if choice]
    return "; ".join([*chosen, *([f"words: {list_filter.words}"] if list_filter.words else [])]) or "everything"
