"""One record changed in two places: what was changed here goes into what is stored now, field by field."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.measures import Measure

Record = TypeVar("Record", Measure, Evidence)


def merged(base: Record, here: Record, stored: Record, names: Iterable[str]) -> tuple[Record, list[str]]:
    """`stored` with the fields (of `names`) that were changed `here` since `base`, and the names of those that were
    changed differently in `stored` too; for these the value of `here` is taken."""
    changed = {name: getattr(here, name) for name in names if getattr(here, name) != getattr(base, name)}
    conflicts = [name for name, value in changed.items() if getattr(stored, name) not in (getattr(base, name), value)]
    return replace(stored, **changed), conflicts


def agreed(base: Record, stored: Record, conflicts: list[str]) -> Record:
    """The base to begin from once the user has seen what is stored: a further save is meant."""
    return replace(base, **{name: getattr(stored, name) for name in conflicts})
