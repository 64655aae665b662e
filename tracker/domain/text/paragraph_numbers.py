"""Numbers of paragraphs as people write them."""

import re

_RANGE = re.compile(r"(\d{1,4})\s*[-–—]\s*(\d{1,4})")
_MOST = 500  # paragraphs of a range
_NUMERALS = (
    *((100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def numbers(words: str) -> list[str]:
    """ "19-21" is 19, 20 and 21; anything else is one number, as it is; nothing is none."""
    found = _RANGE.fullmatch(words.strip())
    if not found:
        return [words.strip()] if words.strip() else []
    first, last = int(found[1]), int(found[2])
    return [str(number) for number in range(first, last + 1)] if 0 <= last - first < _MOST else [words.strip()]


def roman(ordinal: int) -> str:
    """i, ii, iii …, for ordinals below 400."""
    words = ""
    for value, letters in _NUMERALS:
        words += letters * (ordinal // value)
        ordinal %= value
    return words
