"""Find a Member State by what people type: its code, its name, a present or former other name, or any part of these.
Case, accents, punctuation and Unicode composition don't matter."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from tracker.domain.casework.assessments import MemberState
from tracker.domain.text.folding import folded

Aliases = Mapping[str, Sequence[str]]
"""Other names of Member States, by code, such as "Turkey" or "Ivory Coast"."""


def named(states: Sequence[MemberState], aliases: Aliases, typed: str) -> list[MemberState]:
    """The Member States whose code or name is exactly what was typed: one, or none."""
    key = _key(typed)
    return [state for state in states if key and key in map(_key, _names(state, aliases))]


def similar(states: Sequence[MemberState], aliases: Aliases, typed: str) -> list[MemberState]:
    """The Member States that may be meant, likeliest first: a name begins with what was typed, a later word does, or a
    name contains it anywhere. All of them if nothing was typed."""
    key = _key(typed)
    ranked = [(_place(key, state, aliases), state) for state in states]
    return [state for rank, state in sorted(ranked, key=lambda pair: pair[0]) if rank < _NOWHERE]


_NOWHERE = 4


def _place(key: str, state: MemberState, aliases: Aliases) -> int:
    """The rank of the best match: 0 equal, 1 the name begins so, 2 a later word begins so, 3 contained, `_NOWHERE`
    none."""
    best = _NOWHERE
    for name in map(_key, _names(state, aliases)):
        position = f" {name}".find(f" {key}")
        place = 0 if name == key else 1 if position == 0 else 2 if position > 0 else 3 if key in name else _NOWHERE
        best = min(best, place)
    return best


def _names(state: MemberState, aliases: Aliases) -> tuple[str, ...]:
    return (state.code, state.name, f"{state.name} {state.code}", *aliases.get(state.code, ()))


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    """A name for comparison, without what people leave out: "The U.S.A." is "usa", "Côte d’Ivoire" "cote divoire"."""
    letters = re.sub(r"['’‘ʼ`´.]", "", folded(name))
    return " ".join(re.sub(r"[\W_]+", " ", letters).split()).removeprefix("the ")
