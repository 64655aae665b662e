"""Paragraph numbers as people write them."""

import re

_RANGE = re.compile(r"(\d{1,4})\s*[-–—]\s*(\d{1,4})")
_MOST = 500  # paragraphs of a range
_NUMERALS = (
    *((100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def numbers(words: str) -> list[str]:
    """The numbers that were typed: "19-21" gives 19, 20 and 21; any other text is one number; an empty one is none."""
    match = _RANGE.fullmatch(words.strip())
    if not match:
        return [words.strip()] if words.strip() else []
    first, last = int(match[1]), int(match[2])
    return [str(number) for number in range(first, last + 1)] if 0 <= last - first < _MOST else [words.strip()]


def roman(ordinal: int) -> str:
    """Lower-case Roman numeral (i, ii, iii …) of an ordinal below 400."""
    numeral = ""
    for value, letters in _NUMERALS:
        numeral += letters * (ordinal // value)
        ordinal %= value
    return numeral
