"""Text as it may be stored: without characters that a workbook or the screen can't handle."""

import re
from dataclasses import replace
from datetime import date

from tracker.errors import TrackerError
from tracker.i18n import Message, tr

LONGEST = 100_000
"""Maximum length of a field, in characters: some forty pages. Anything longer belongs in a file."""
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BETWEEN_CELLS = re.compile(r"[ \t]*[\n\t][\n\t ]*")
_UNSEEN = re.compile(
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
_NOT_KEPT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff\u202a-\u202e]")


def clean(text: str) -> str:
    """`text` without the characters that XML 1.0 forbids (control characters, lone surrogates) and those that override
    the reading direction (embeddings and overrides, UAX 9), with uniform line ends. The marks and isolates that
    right-to-left scripts need are kept. A vertical tab, as Word has it within a paragraph, ends a line too."""
    return _NOT_KEPT.sub("", _BREAKS.sub("\n", text))


def seen(text: str) -> str:
    """A text as it is seen, to compare it with what is known: without soft hyphens, marks of direction and other
    characters of no width."""
    return text if text.isascii() else _UNSEEN.sub("", text)


def left_out(text: str) -> int:
    """The number of characters of `text` that can't be stored."""
    return len(_NOT_KEPT.findall(_BREAKS.sub("\n", text)))


def validated_text(text: str) -> str:
    """`text` as it is stored. Raises TrackerError if it is longer than a field may be."""
    if fault := too_long(text):
        raise TrackerError(fault, tr("Shorten it, or add the whole as a file to evidence."))
    return clean(text)


def one_line(text: str) -> str:
    """A text in one line: breaks and tabs, as cells of a spreadsheet bring them along, are blanks."""
    return _BETWEEN_CELLS.sub(" ", text)


def too_long(text: str) -> Message | None:
    """A message that `text` is longer than a field may be; None if it is not."""
    if len(text) <= LONGEST:
        return None
    return tr(
        "This text has {count} characters; a field holds {most}.",
        code="text-too-long",
        count=f"{len(text):,}",
        most=f"{LONGEST:,}",
    )


def says_something(text: str) -> bool:
    """Whether the text contains a letter or digit; blanks and invisible characters are no title."""
    return any(character.isalnum() for character in text)


_MONTHS = (
    *(tr("{day} January {year}"), tr("{day} February {year}"), tr("{day} March {year}"), tr("{day} April {year}")),
    *(tr("{day} May {year}"), tr("{day} June {year}"), tr("{day} July {year}"), tr("{day} August {year}")),
    *(tr("{day} September {year}"), tr("{day} October {year}"), tr("{day} November {year}")),
    tr("{day} December {year}"),
)


def in_full(day: date | None) -> Message:
    """A date in full: "30 June 2025"; an empty message for None."""
    if day is None:
        return Message("")
    return replace(_MONTHS[day.month - 1], arguments={"day": day.day, "year": day.year})
