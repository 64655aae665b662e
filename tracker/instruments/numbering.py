"""The number that opens a paragraph ("12.", "(a)", "(ii)", "b.", "•") and the level of the paragraph.

Levels follow the United Nations Editorial Manual: 1., (a), (i), a., i. The context decides about letters that are also
Roman numerals: (i) continues a list after (h), and opens a level after a colon.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_QUOTE = r"(?P<quote>[“\"„«‘']{0,2})"
_OPENING = re.compile(
    rf"{_QUOTE}(?:"
    r"(?P<dotted>\d{1,3}(?:\.\d{1,2}){1,3})\.?\s+(?=[A-Z“\"(])"
    r"|(?P<number>\d{1,3})(?:\s?[.)]\s+(?=[^\W\d]|[“\"(\[‘])|\s?\.(?=[A-Z][a-z]{2}))"
    r"|\(\s?(?P<bracketed>[a-z]{1,5}|[A-Z]|\d{1,2})\s?\)\s*(?=\S)"
    r"|(?P<lettered>[a-z]|[ivx]{1,5})(?P<behind>[.)])\s+(?=\S)"
    r"|(?P<bullet>[•·▪●◦–—-]|\*(?=\s))\s+(?=[^\W\d])"
    r")"
)
_BARE = re.compile(rf"{_QUOTE}(?P<number>\d{{1,3}})\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Number:
    """A paragraph's number: `label` ("12", "(a)", "b.", "" for a bullet), `readings` as (style, ordinal), one for each
    way to read it, and `end`, the offset of the text after it."""

    label: str
    readings: tuple[tuple[str, int], ...]
    end: int

    @property
    def first(self) -> str | None:
        """The style in which this is the first number of a list; None if there is none."""
        return next((style for style, ordinal in self.readings if ordinal == 1), None)


def opening_number(text: str) -> Number | None:
    """The number that opens `text`; None if it opens with words."""
    match = _OPENING.match(text)
    if not match:
        return None
    if dotted := match["dotted"]:
        parts = dotted.split(".")
        return Number(dotted, ((".".join(parts[:-1]), int(parts[-1])),), match.end())
    if match["number"]:
        return Number(match["number"], (("1.", int(match["number"])),), match.end())
    if match["bullet"]:
        return Number("", (("•", 1), ("•", 0)), match.end())
    word, style = match["bracketed"] or match["lettered"], "({})" if match["bracketed"] else "{}" + match["behind"]
    readings = _readings(word, style)
    return Number(style.format(word), readings, match.end()) if readings else None  # words, such as "(see)"


def bare_number(text: str) -> Number | None:
    """A number without its full stop, as in "12 Urges"; None if `text` opens otherwise."""
    match = _BARE.match(text)
    return Number(match["number"], (("1.", int(match["number"])),), match.end()) if match else None


def _readings(word: str, style: str) -> tuple[tuple[str, int], ...]:
    if word.isdigit():
        return ((style.format("1"), int(word)),)
    if word.isupper():
        return ((style.format("A"), ord(word) - 64),)
    readings = []
    if len(word) == 1:
        readings.append((style.format("a"), ord(word) - 96))
    elif len(set(word)) == 1 and len(word) == 2:
        readings.append((style.format("a"), 26 + ord(word[0]) - 96))
    if value := _roman(word):
        readings.append((style.format("i"), value))
    return tuple(readings)


def _roman(word: str) -> int:
    """The value of a Roman numeral below 400; 0 if it is not one."""
    if not re.fullmatch(r"c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", word):
        return 0
    values = [_ROMAN[letter] for letter in word]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def letter(ordinal: int) -> str:
    """a, b … z, aa, bb …, as the Editorial Manual and Word number sub-paragraphs."""
    return chr(ord("a") + (ordinal - 1) % 26) * ((ordinal - 1) // 26 + 1)


def place(number: Number, open_: Sequence[tuple[str, int] | None], expects_list: bool) -> tuple[int, tuple[str, int]]:
    """The level (0 is the outermost) of a numbered paragraph, and which of its readings is meant.

    `open_` are the (style, ordinal) of the open paragraphs, outermost first (None: unnumbered); `expects_list`: the
    innermost ends with a colon.
    """
    depth = len(open_)
    styles = [entry[0] for entry in open_ if entry]
    first = number.first
    if expects_list and first and first not in styles:
        return depth, (first, 1)
    for level in range(depth - 1, -1, -1):
        for style, ordinal in number.readings:
            last = open_[level]
            if last and last[0] == style and (ordinal == last[1] + 1 or style == "•"):
                return level, (style, ordinal)
    if first and first not in styles:
        return depth, (first, 1)
    for level in range(depth - 1, -1, -1):
        for style, ordinal in number.readings:
            last = open_[level]
            if last and last[0] == style and ordinal >= last[1]:
                return level, (style, ordinal)
    return depth, number.readings[0]
