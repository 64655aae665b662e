"""The fields in the lines around a resolution: organ, symbol, title, session, agenda item, adoption, meeting, report.

The forms are those of the General Assembly, the Security Council, the Economic and Social Council, the Human Rights
Council and the functional commissions.
"""

import re
from collections.abc import Sequence
from datetime import date
from itertools import takewhile
from typing import TypedDict

from tracker.domain.text.months import named_day
from tracker.instruments import clauses
from tracker.instruments.formats import Block
from tracker.instruments.numbering import opening_number

PREFIXES = {
    "General Assembly": "A/RES",
    "Economic and Social Council": "E/RES",
    "Security Council": "S/RES",
    "Human Rights Council": "A/HRC/RES",
    "Commission on Narcotic Drugs": "CND/RES",
    "Commission on Crime Prevention and Criminal Justice": "CCPCJ/RES",
    "World Health Assembly": "WHA",
}
_KNOWN = "|".join(PREFIXES)
_NAME = r"(?:[A-Z][\w’'-]+|of|the|on|and|for|to|in|against)"
_ANY_BODY = rf"(?-i:The {_NAME}(?: {_NAME}){{1,14}})"
FORMULA = re.compile(
    rf"[“\"]?\s*(?:(?-i:The|THE)\s+(?P<organ>{_KNOWN})\s*[,:]\s*$|(?P<other>{_ANY_BODY})\s*,\s*$)", re.IGNORECASE
)
# The older form, all in one block: "The Security Council, Recalling ..."
RUN_ON = re.compile(rf"The\s+(?P<organ>{_KNOWN}),\s+(?=[A-Z][a-z]+(?:ing|ed|ful|ous|are)?\b)")
# Without the comma it counts only if nothing else opens the resolution.
BARE = re.compile(rf"(?-i:The|THE)\s+(?P<organ>{_KNOWN})\s*$", re.IGNORECASE)
MEETING = re.compile(r"\[?((?:Resumed )?\d+\s?(?:st|nd|rd|th)(?: \([\w ]+\))?(?: plenary)? meeting)\b,?\s*(.*)$")

_SERIAL = r"(?:S-|ES-)?\d+/\d+(?: [A-Z](?: (?:and|to) [A-Z])?)?|\d+(?: [A-Z])? \((?:\d{4}|[IVXLC]+|(?:S|ES)-[IVX]+)\)"
TITLED = re.compile(rf"(?:Resolution |RESOLUTION |Decision )?({_SERIAL})(?:\.|:|\s*[–—-])?\s+(?=\S)(.+)")
_SERIAL_ALONE = re.compile(rf"(?:Resolution|RESOLUTION|Decision)\s+({_SERIAL})\.?")
_SYMBOL = re.compile(r"\b((?:A/HRC|A|E|S|CND|CCPCJ)/RES/(?:S-|ES-)?\d+(?:/\d+)?(?:/?[A-Z]\b)?(?: ?\(\d{4}\))?)")
_NO_TITLE = re.compile(
    r"\[|\(|Adopted (?:by|at|on)|Resolution adopted|Agenda item|Distr\.|United Nations|Original:|Date:"
    r"|\d{1,2} \w+ \d{4}$|[A-Z][a-z-]+ session|Circulated|ENGLISH",
)
_PART = re.compile(r"[A-Z]|[IVX]{1,5}")
_TENTHS = ("twentieth", "thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_UNITS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
)
_ORDINAL = rf"(?:({'|'.join(_TENS)})-)?({'|'.join(_UNITS)})|({'|'.join(_TENTHS)})"
# Debris of word processors: comments, fields without their result, lines of dashes.
DEBRIS = re.compile(
    r"\[DU\d+\]|<<ODS|[_\-=*.\s—–]{5,}$|\s*(?:NOTEREF|PAGEREF|HYPERLINK|PAGE|NUMPAGES|DOCVARIABLE|REF)\s+[_\\\"]"
    r"|Error! (?:Bookmark|Reference)|\[(?:Embedded|Start|End) [^\]]{0,40}\]$"
)
_FURNITURE = re.compile(
    # (?>...): an atomic group, whose match is not split again; else long rows of digits would take forever.
    r"""(?:\s*(?>United\ Nations
      | (?:[AES]|ST|TD|CND)/(?:RES/)?[\w./-]*\w(?:\ ?\(\d{4}\))?\*?          # a symbol alone: running head
      | \d\d-\d{5}(?:\ \([EFS]\))?(?:\s+\d{6})? | \*+\d+[A-Z]?\*+            # job number, bar code
      | \d{1,3}\ of\ \d{1,3} | (?:Page\ )?\d{1,3}(?:\s*/\s*\d{1,3})?         # page numbers
      | Please\ recycle.{0,3} | …|/\.\.\.))+\s*""",
    re.VERBOSE,
)


def begins_at(blocks: Sequence[Block]) -> int:
    """The index of the block with which the resolution begins: its formula, or without one its first paragraph;
    `len(blocks)` if there is neither."""
    for index, block in enumerate(blocks):
        if FORMULA.match(block.text) or RUN_ON.match(block.text):
            return index
    for index, block in enumerate(blocks):
        if BARE.match(block.text):
            return index
    for index, block in enumerate(blocks):
        if block.text.endswith(",") and clauses.speaks(block.text) == "preambular":
            return index
        if (number := opening_number(block.text)) and number.first == "1.":
            return index
    return len(blocks)


def organ_of(formula: re.Match[str]) -> str:
    """The organ that a formula names."""
    name = formula["organ"] or formula["other"][4:]
    return next((organ for organ in PREFIXES if organ.lower() == " ".join(name.lower().split())), name)


def is_furniture(text: str, title: str) -> bool:
    """Whether `text` is a running head or a page's foot: symbols, page and job numbers, the title repeated."""
    if title and len(text) >= len(title) and title in text:
        text = text.replace(title, " ", 1)
        return not text.strip() or bool(_FURNITURE.fullmatch(text))
    return len(text) <= 80 and bool(_FURNITURE.fullmatch(text))


def title_of(lines: Sequence[str]) -> tuple[str, str]:
    """The resolution's number ("74/178", "1454 (2002)") and its title, which may span several lines; "" for each if
    missing."""
    for index, line in enumerate(lines):
        if match := TITLED.fullmatch(line):
            number, first = match[1], [match[2]]
        elif match := _SERIAL_ALONE.fullmatch(line):
            number, first = match[1], []
        else:
            continue
        following = takewhile(lambda line: not _PART.fullmatch(line), lines[index + 1 :])
        more = [line for line in following if not (_NO_TITLE.match(line) or _FURNITURE.fullmatch(line))]
        return number, " ".join([*first, *more]).strip()
    return "", ""


class Fields(TypedDict):
    """The fields of an Instrument that stand around its text."""

    symbol: str
    title: str
    session: int | None
    agenda_item: str | None
    adopted_on: date | None
    meeting: str | None
    report: str | None


def fields(
    lines: Sequence[str], around: Sequence[str], organ: str, meeting: str | None, closing_date: str | None
) -> Fields:
    """Read them from the `lines` above the text and the running heads `around` it."""
    joined = "\n".join([*lines, *around])
    number, title = title_of(lines)
    symbol = re.sub(r"(?<=\d)\(", " (", match[1]) if (match := _SYMBOL.search(joined)) else ""
    if not symbol and number:
        symbol = f"{PREFIXES.get(organ, 'A/RES')}/{number}"
    if not title and organ == "Security Council" and number:
        title = f"Resolution {number}"
    item = re.search(r"Agenda items? ([\d ,and()a-z]{0,60}\d(?: \([a-z]\))?)", joined)
    report = re.search(r"\(([A-Z]/[\w./-]{1,40})(?:,? [^()]{1,80})?\)\]", joined)
    adopted = re.search(r"adopted by the [\w ]{1,80}?(?: meeting)?,?\s+on\s+(\d{1,2} \w+ \d{4})", joined, re.IGNORECASE)
    adopted = adopted or re.search(
        r"adopted by .{1,80}? meeting,?\s+on\s+(\d{1,2} \w+ \d{4})", joined, re.IGNORECASE | re.DOTALL
    )
    at_meeting = re.search(
        r"(?:^|at its )(\d+(?:st|nd|rd|th)(?: plenary)? meeting)(?:\s+(\d{1,2} \w+ \d{4}))?", joined, re.M
    )
    return {
        "symbol": symbol,
        "title": title,
        "session": _session(joined, number),
        "agenda_item": item[1] if item else None,
        "adopted_on": _day(adopted[1] if adopted else closing_date or (at_meeting[2] if at_meeting else None)),
        "meeting": meeting or (at_meeting[1] if at_meeting else None),
        "report": report[1] if report else None,
    }


def ordinal(number: int) -> str:
    """A number from 1 to 99 as an English ordinal: "Seventy-fourth"; "" for other numbers."""
    if not 1 <= number <= 99:
        return ""
    if number < 20:
        return _UNITS[number - 1].capitalize()
    tens, unit = divmod(number, 10)
    return (f"{_TENS[tens - 2]}-{_UNITS[unit - 1]}" if unit else _TENTHS[tens - 2]).capitalize()


def _session(text: str, number: str) -> int | None:
    """The number of the session, by its ordinal in words, else by the resolution's number; None if neither names
    one."""
    if match := re.search(rf"(?<![A-Za-z-])(?:{_ORDINAL}) session", text, re.IGNORECASE):
        tens, unit, tenth = (word.lower() if word else "" for word in match.groups())
        if tenth:
            return 20 + 10 * _TENTHS.index(tenth)
        return (20 + 10 * _TENS.index(tens) if tens else 0) + 1 + _UNITS.index(unit)
    session = number.partition("/")[0] if "/" in number else ""
    return int(session) if session.isdigit() and len(session) <= 4 else None


def _day(words: str | None) -> date | None:
    return named_day(" ".join(words.split())) if words else None
