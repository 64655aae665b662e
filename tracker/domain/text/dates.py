"""Dates as people type them."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime

from tracker.domain.text.months import named_day
from tracker.domain.text.text import in_full, seen
from tracker.i18n import tr

_FORMATS = ("%Y-%m-%d", "%d-%m-%Y", "%m-%d-%Y")
"""In numbers only: names of months would be those of the process's locale. The last is not written with dots."""

_BETWEEN = re.compile(r"(?<=\d) ?[-/.\u2010-\u2013] ?(?=\d)")
"""What stands between the numbers of a date."""


def parse_date(words: str) -> date | None:
    """A date in one of the unambiguous forms: 31/12/2025 and 3.4.2025 are accepted, 03/04/2025 could be two days and is
    not. None for an empty text.

    Raises ValueError with a message for the user.
    """
    words = " ".join(seen(words).split())
    if not words:
        return None
    numbers = _BETWEEN.sub("-", _in_ascii(words))
    formats = _FORMATS[:-1] if "." in words else _FORMATS
    days = {day for pattern in formats if (day := _day(numbers, pattern))}
    days |= set(_written_in_full(words)) | ({named} if (named := named_day(words)) else set())
    if not days:
        raise ValueError(tr("This is not a date. Type it like 2025-06-30 or 30 June 2025."))
    if len(days) > 1:
        raise ValueError(tr("This could be two days. Type it like 2025-06-30 or 30 June 2025."))
    (day,) = days
    if not 1800 <= day.year <= 2200:
        raise ValueError(tr("Years from 1800 to 2200 can be kept."))
    return day


def _in_ascii(words: str) -> str:
    """Words with the digits 0 to 9 in the place of those of other scripts: "٣٠" is "30"."""
    return words if words.isascii() else "".join(str(int(one)) if one.isdecimal() else one for one in words)


def _day(words: str, pattern: str) -> date | None:
    try:
        return datetime.strptime(words, pattern).date()
    except ValueError:
        return None


def _written_in_full(words: str) -> Iterator[date]:
    """The day, if it is written as `in_full` writes it in the current language."""
    numbers = sorted(int(number) for number in re.findall(r"(?<!\d)\d{1,4}(?!\d)", words))
    if len(numbers) == 2:
        for month in range(1, 13):
            with suppress(ValueError):  # there is no 31 June
                day = date(numbers[1], month, numbers[0])
                if str(in_full(day)).casefold() == words.casefold():
                    yield day
