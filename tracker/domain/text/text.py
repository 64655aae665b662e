"""Words as they may be kept: without what no workbook, and no screen, can hold."""

import re
import unicodedata
from datetime import date

from tracker.errors import TrackerError

LONGEST = 100_000
"""Characters that a field holds: some forty pages. More is a file."""
_NOT_KEPT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff\u202a-\u202e]")


def clean(text: str) -> str:
    """`text` without the characters that XML 1.0 forbids (control characters, halves of surrogate pairs) and those that
    make text read in another order than it is written (embeddings and overrides, UAX 9), and with line ends alike. The
    marks and isolates that right-to-left scripts need stay."""
    return _NOT_KEPT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def left_out(text: str) -> int:
    """How many characters of `text` can't be kept."""
    return len(_NOT_KEPT.findall(text))


def validated_text(text: str) -> str:
    """`text` as it is kept. Raises TrackerError when it is longer than a field holds."""
    if fault := too_long(text):
        raise TrackerError(fault, "Shorten it, or add the whole as a file to evidence.")
    return clean(text)


def too_long(text: str) -> str:
    """That `text` is longer than a field holds, in one sentence; "" when it is not."""
    return f"This text has {len(text):,} characters; a field holds {LONGEST:,}." if len(text) > LONGEST else ""


def folded(text: str) -> str:
    """Words as they are compared: without case and accents, however the letters are composed."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def says_something(text: str) -> bool:
    """Whether there is a letter or digit in it; blanks and invisible characters are no title."""
    return any(character.isalnum() for character in text)


def in_full(day: date | None) -> str:
    """A date as people write it: "30 June 2025"; "" for none."""
    return f"{day.day} {day:%B} {day.year}" if day else ""
