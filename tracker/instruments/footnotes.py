"""Footnote marks that were flattened into the words: "resolutions 53/415 and 54/6,16" is 53/4¹⁵ and 54/6,¹⁶.

No single number tells. The whole document does, by what must hold: first marks run 1 … n in reading order, every note
is anchored, a repeated mark points back, and what is left of a number is a plausible year, session or resolution. Among
the readings that keep these rules the one with the smallest cost wins; a document that has no such reading comes back
as it is, with a doubt.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from tracker.domain.instruments.instrument import Mark

# Digits behind a letter or closing punctuation (never in plain English), or any number of two digits and more.
_GLUED = re.compile(r"(?<=[^\W\d_])(?<!\b[A-Z])\d{1,3}\b(?![/-]\d)|(?<=[,;.:”\"’)])\d{1,3}(?=\s|$|[,;.)])")
_NUMBER = re.compile(r"(?<![\w/.])(?:[\w-]{1,20}/)?\d{2,6}(?![\w/])(?!\.\d)")
_LOOSE = re.compile(r"(?<=[,;.:”\"’)])(?<!\d,) \d{1,3}(?= [a-z]|$|[,;.])|(?<=[a-z]) \d{1,3}(?= [a-z]|$)")
_STRAY = re.compile(r"(?<=[\w”\"’)][,;])[1-9]\d?(?=\s|$)")
_WHOLE = re.compile(r"(?<![\w/.])(?:[\w-]{1,20}/)?\d+(?![\w/])")

_TOO_MANY = 2_000_000  # places × notes; a resolution has some thousands
_UNLIKELY, _LAST_RESORT, _RARE = 1000, 10, 20


@dataclass(frozen=True, slots=True)
class _Choice:
    """One way to read a place: mark `number` (None: no mark), `length` characters from `offset` of text `index` on."""

    index: int
    offset: int
    number: int | None
    cost: int
    length: int = 0


_Chain: TypeAlias = "tuple[()] | tuple[_Choice, _Chain]"
"""A choice and those before it, the last first."""


def resolve(texts: Sequence[str], notes: int) -> tuple[list[tuple[str, tuple[Mark, ...]]], bool]:
    """Take flattened marks of footnotes 1 … `notes` out of `texts`.

    Returns the clean text and its marks for each text, and whether the marks could be told from the words.
    """
    chosen = _best(_places(texts, notes, _LAST_RESORT), notes)
    if chosen and 2 * sum(_is_loose(texts, choice) for choice in chosen) > notes:
        chosen = _best(_places(texts, notes, -1), notes)  # set apart by a blank all through: repeated ones too
    if chosen is None:
        return [(text, ()) for text in texts], False
    taken: dict[int, list[_Choice]] = {}
    for choice in chosen:
        if choice.number is not None:
            taken.setdefault(choice.index, []).append(choice)
    return [_take_out(text, taken.get(index, ())) for index, text in enumerate(texts)], True


def strays(text: str, marks: Sequence[Mark], notes: int) -> tuple[str, tuple[Mark, ...]]:
    """Take out marks that were set like the words beside others that were not: "UNISPACE+50,1 at a time".

    `marks` are those known; `notes` the number of footnotes. Only digits that no words end with are taken: those of one
    or two places behind closing punctuation.
    """
    taken = [found for found in _STRAY.finditer(text) if 1 <= int(found[0]) <= notes]
    for found in reversed(taken):
        at, size = found.start(), len(found[0])
        text = text[:at] + text[found.end() :]
        moved = [Mark(mark.number, mark.offset - size if mark.offset > at else mark.offset) for mark in marks]
        marks = sorted([*moved, Mark(int(found[0]), at)], key=lambda mark: mark.offset)
    return text, tuple(marks)


def _take_out(text: str, choices: Sequence[_Choice]) -> tuple[str, tuple[Mark, ...]]:
    words, marks, end = "", [], 0
    for choice in choices:
        words += text[end : choice.offset]
        marks.append(Mark(choice.number or 0, len(words)))
        end = choice.offset + choice.length
    return words + text[end:], tuple(marks)


def _is_loose(texts: Sequence[str], choice: _Choice) -> bool:
    return choice.number is not None and texts[choice.index][choice.offset] == " "


def _places(texts: Sequence[str], notes: int, loose: int) -> list[list[_Choice]]:
    """Every place that may carry a mark, in reading order, with the ways to read it; `loose` is the cost of a mark that
    a blank sets apart."""
    whole = Counter(found[0] for text in texts for found in _WHOLE.finditer(text))
    places: list[list[_Choice]] = []
    for index, text in enumerate(texts):
        found = {match.start(): _in_number(index, match, notes, whole) for match in _NUMBER.finditer(text)}
        found |= {match.start(): _glued(index, match, notes) for match in _GLUED.finditer(text)}
        found |= {match.start(): _loose(index, match, notes, loose) for match in _LOOSE.finditer(text)}
        places += [choices for _, choices in sorted(found.items()) if choices]
    return places


def _glued(index: int, match: re.Match[str], notes: int) -> list[_Choice]:
    """Digits behind letters or punctuation: a mark, or (at a high cost) part of a name."""
    number = int(match[0])
    thousand = match.string[match.start() - 1] in ",." and match.string[match.start() - 2 : match.start() - 1].isdigit()
    choices = [_Choice(index, match.start(), None, 1 if thousand and len(match[0]) == 3 else _UNLIKELY)]
    if 1 <= number <= notes and not match[0].startswith("0"):
        choices.append(_Choice(index, match.start(), number, 0, len(match[0])))
    return choices if len(choices) > 1 else []


def _loose(index: int, match: re.Match[str], notes: int, cost: int) -> list[_Choice]:
    """A number that a blank sets apart from the word before it: hardly a mark, unless nothing else can be."""
    number = int(match[0])
    if not 1 <= number <= notes or match[0].strip().startswith("0"):
        return []
    at = match.start()
    return [_Choice(index, at, None, 0), _Choice(index, at, number, cost, len(match[0]))]


def _in_number(index: int, match: re.Match[str], notes: int, whole: Counter[str]) -> list[_Choice]:
    """A number whose last digits may be a mark: the cheaper, the more plausible what is left of it."""
    token = match[0]
    digits = re.search(r"\d+$", token)
    assert digits
    choices = [_Choice(index, match.start(), None, _implausible(token))]
    for size in range(1, len(digits[0])):
        number, rest = int(token[-size:]), token[:-size]
        if token[-size] == "0" or not 1 <= number <= notes:
            continue
        # The same number elsewhere in the document speaks for it.
        seen = 0 if whole[rest] else 5
        cost = _implausible(rest) + (seen if _is_year(rest) or "/" in rest else _RARE) + 1
        choices.append(_Choice(index, match.end() - size, number, cost, size))
    return choices if len(choices) > 1 else []


def _is_year(number: str) -> bool:
    return len(number) == 4 and "1899" < number < "2100"


def _implausible(number: str) -> int:
    """How odd `number` is as it stands: years, small numbers and resolution numbers are not."""
    serial = number.rpartition("/")[2]
    if "/" in number:
        return 0 if len(serial) <= 2 else 3 if len(serial) == 3 else _UNLIKELY
    if len(number) > 4:
        return _UNLIKELY
    return 0 if len(number) < 4 or _is_year(number) else _RARE


def _best(places: list[list[_Choice]], notes: int) -> list[_Choice] | None:
    """The cheapest reading in which first marks run 1 … `notes`: shortest path over (place, highest mark so far)."""
    if len(places) * notes > _TOO_MANY:
        return None
    paths: dict[int, tuple[int, _Chain]] = {0: (0, ())}
    for choices in places:
        after: dict[int, tuple[int, _Chain]] = {}
        for high, (cost, path) in paths.items():
            for choice in choices:
                if choice.number is not None and choice.number > high + 1:
                    continue
                reached = max(high, choice.number or 0)
                total = cost + choice.cost
                if reached not in after or total < after[reached][0]:
                    after[reached] = (total, (choice, path))
        paths = after
    if notes not in paths:
        return None
    chosen: list[_Choice] = []
    link = paths[notes][1]
    while link:
        choice, link = link
        chosen.append(choice)
    return chosen[::-1]
