"""Footnote marks that were flattened into the text: "resolutions 53/415 and 54/6,16" is 53/4¹⁵ and 54/6,¹⁶.

A single number can't be decided, but the whole document can: first marks run 1 … n in reading order, every note has a
mark, a repeated mark refers back, and what remains of a number is a plausible year, session or resolution. Of the
readings that obey these rules the one with the lowest cost is chosen; a document without such a reading is returned
unchanged, with a doubt.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from tracker.domain.instruments.instrument import Mark

# Digits after a letter or closing punctuation (never in plain English), or any number of two or more digits.
_GLUED = re.compile(r"(?<=[^\W\d_])(?<!\b[A-Z])\d{1,3}\b(?![/-]\d)|(?<=[,;.:”\"’)])\d{1,3}(?=\s|$|[,;.)])")
_NUMBER = re.compile(r"(?<![\w/.])(?:[\w-]{1,20}/)?\d{2,6}(?![\w/])(?!\.\d)")
_LOOSE = re.compile(r"(?<=[,;.:”\"’)])(?<!\d,) \d{1,3}(?= [a-z]|$|[,;.])|(?<=[a-z]) \d{1,3}(?= [a-z]|$)")
_STRAY = re.compile(r"(?<=[\w”\"’)][,;])[1-9]\d?(?=\s|$)")
_WHOLE = re.compile(r"(?<![\w/.])(?:[\w-]{1,20}/)?\d+(?![\w/])")

_TOO_MANY = 2_000_000  # places × notes; a resolution has some thousands
_UNLIKELY, _LAST_RESORT, _RARE = 1000, 10, 20


@dataclass(frozen=True, slots=True)
class _Choice:
    """One way to read a place: mark `number` (None: no mark), `length` characters from `offset` in text `index` on."""

    index: int
    offset: int
    number: int | None
    cost: int
    length: int = 0


_Chain: TypeAlias = "tuple[()] | tuple[_Choice, _Chain]"
"""A linked list of choices, the last one first."""


def resolve(texts: Sequence[str], notes: int) -> tuple[list[tuple[str, tuple[Mark, ...]]], bool]:
    """Take flattened marks of footnotes 1 … `notes` out of `texts`.

    Returns the clean text and its marks for each text, and whether the marks could be told from the text (if not, the
    texts are unchanged).
    """
    chosen = _best(_places(texts, notes, _LAST_RESORT), notes)
    if chosen and 2 * sum(_is_loose(texts, choice) for choice in chosen) > notes:
        chosen = _best(_places(texts, notes, -1), notes)  # a blank sets marks apart throughout: repeated ones too
    if chosen is None:
        return [(text, ()) for text in texts], False
    taken: dict[int, list[_Choice]] = {}
    for choice in chosen:
        if choice.number is not None:
            taken.setdefault(choice.index, []).append(choice)
    return [_take_out(text, taken.get(index, ())) for index, text in enumerate(texts)], True


def strays(text: str, marks: Sequence[Mark], notes: int) -> tuple[str, tuple[Mark, ...]]:
    """Take out marks that were set like the text beside others that were not: "UNISPACE+50,1 at a time".

    `marks` are those known; `notes` is the number of footnotes. Only one or two digits after closing punctuation are
    taken, which no text ends with.
    """
    taken = [match for match in _STRAY.finditer(text) if 1 <= int(match[0]) <= notes]
    for match in reversed(taken):
        at, size = match.start(), len(match[0])
        text = text[:at] + text[match.end() :]
        moved = [Mark(mark.number, mark.offset - size if mark.offset > at else mark.offset) for mark in marks]
        marks = sorted([*moved, Mark(int(match[0]), at)], key=lambda mark: mark.offset)
    return text, tuple(marks)


def _take_out(text: str, choices: Sequence[_Choice]) -> tuple[str, tuple[Mark, ...]]:
    clean, marks, end = "", [], 0
    for choice in choices:
        clean += text[end : choice.offset]
        marks.append(Mark(choice.number or 0, len(clean)))
        end = choice.offset + choice.length
    return clean + text[end:], tuple(marks)


def _is_loose(texts: Sequence[str], choice: _Choice) -> bool:
    return choice.number is not None and texts[choice.index][choice.offset] == " "


def _places(texts: Sequence[str], notes: int, loose: int) -> list[list[_Choice]]:
    """Every place that may contain a mark, in reading order, as the list of ways to read it; `loose` is the cost of a
    mark that a blank sets apart."""
    frequencies = Counter(match[0] for text in texts for match in _WHOLE.finditer(text))
    places: list[list[_Choice]] = []
    for index, text in enumerate(texts):
        choices_at = {match.start(): _in_number(index, match, notes, frequencies) for match in _NUMBER.finditer(text)}
        choices_at |= {match.start(): _glued(index, match, notes) for match in _GLUED.finditer(text)}
        choices_at |= {match.start(): _loose(index, match, notes, loose) for match in _LOOSE.finditer(text)}
        places += [choices for _, choices in sorted(choices_at.items()) if choices]
    return places


def _glued(index: int, match: re.Match[str], notes: int) -> list[_Choice]:
    """Digits after letters or punctuation: a mark, or (at a high cost) part of a name."""
    number = int(match[0])
    thousand = match.string[match.start() - 1] in ",." and match.string[match.start() - 2 : match.start() - 1].isdigit()
    choices = [_Choice(index, match.start(), None, 1 if thousand and len(match[0]) == 3 else _UNLIKELY)]
    if 1 <= number <= notes and not match[0].startswith("0"):
        choices.append(_Choice(index, match.start(), number, 0, len(match[0])))
    return choices if len(choices) > 1 else []


def _loose(index: int, match: re.Match[str], notes: int, cost: int) -> list[_Choice]:
    """A number that a blank separates from the word before it: unlikely to be a mark, unless nothing else can be."""
    number = int(match[0])
    if not 1 <= number <= notes or match[0].strip().startswith("0"):
        return []
    offset = match.start()
    return [_Choice(index, offset, None, 0), _Choice(index, offset, number, cost, len(match[0]))]


def _in_number(index: int, match: re.Match[str], notes: int, frequencies: Counter[str]) -> list[_Choice]:
    """A number whose last digits may be a mark: the more plausible the remaining number, the cheaper."""
    token = match[0]
    digits = re.search(r"\d+$", token)
    assert digits
    choices = [_Choice(index, match.start(), None, _implausible(token))]
    for size in range(1, len(digits[0])):
        number, rest = int(token[-size:]), token[:-size]
        if token[-size] == "0" or not 1 <= number <= notes:
            continue
        # The remaining number occurring elsewhere in the document supports the reading.
        penalty = 0 if frequencies[rest] else 5
        cost = _implausible(rest) + (penalty if _is_year(rest) or "/" in rest else _RARE) + 1
        choices.append(_Choice(index, match.end() - size, number, cost, size))
    return choices if len(choices) > 1 else []


def _is_year(number: str) -> bool:
    return len(number) == 4 and "1899" < number < "2100"


def _implausible(number: str) -> int:
    """The cost of `number` as it stands; 0 for years, small numbers and resolution numbers."""
    serial = number.rpartition("/")[2]
    if "/" in number:
        return 0 if len(serial) <= 2 else 3 if len(serial) == 3 else _UNLIKELY
    if len(number) > 4:
        return _UNLIKELY
    return 0 if len(number) < 4 or _is_year(number) else _RARE


def _best(places: list[list[_Choice]], notes: int) -> list[_Choice] | None:
    """The cheapest reading in which first marks run 1 … `notes`: the shortest path over (place, highest mark so far).
    None if there is none, or too many places to try."""
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
