"""Find a Member State by what people type: its code, its name or another name it has or had, any part of these;
without case, accents and punctuation, however the letters are composed."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from tracker.domain.casework.assessments import MemberState
from tracker.domain.text.text import folded

Aliases = Mapping[str, Sequence[str]]
"""Other names of Member States, by code: "Turkey", "Ivory Coast"."""


def named(states: Sequence[MemberState], aliases: Aliases, typed: str) -> list[MemberState]:
    """The Member States with exactly this code or name: one, or none."""
    sought = _key(typed)
    return [state for state in states if sought and sought in map(_key, _names(state, aliases))]


def alike(states: Sequence[MemberState], aliases: Aliases, typed: str) -> list[MemberState]:
    """The Member States that may be meant, the likeliest first: of which a name begins so, then a word of one, then
    those that have the letters anywhere. All where nothing was typed."""
    sought = _key(typed)
    found = [(_place(sought, state, aliases), state) for state in states]
    return [state for place, state in sorted(found, key=lambda one: one[0]) if place < _NOWHERE]


_NOWHERE = 4


def _place(sought: str, state: MemberState, aliases: Aliases) -> int:
    """How well a name fits: 0 is it, 1 begins so, 2 has a word that begins so, 3 has it anywhere, `_NOWHERE`."""
    best = _NOWHERE
    for name in map(_key, _names(state, aliases)):
        at = f" {name}".find(f" {sought}")
        place = 0 if name == sought else 1 if at == 0 else 2 if at > 0 else 3 if sought in name else _NOWHERE
        best = min(best, place)
    return best


def _names(state: MemberState, aliases: Aliases) -> tuple[str, ...]:
    return (state.code, state.name, f"{state.name} {state.code}", *aliases.get(state.code, ()))


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    """The letters of a name, without what people leave out: "The U.S.A." is "usa", "Côte d’Ivoire" "cote divoire"."""
    letters = re.sub(r"['’‘ʼ`´.]", "", folded(name))
    return " ".join(re.sub(r"[\W_]+", " ", letters).split()).removeprefix("the ")
