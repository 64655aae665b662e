"""Dates as people type them."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime

from tracker.domain.text.text import in_full
from tracker.i18n import tr

_FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%B %d %Y", "%d.%m.%Y")


def parse_date(words: str) -> date | None:
    """A date in one of the forms that mean only one day: 31/12/2025 does, 03/04/2025 could be two and is refused.

    Raises ValueError, in words for the user.
    """
    words = " ".join(words.split())
    if not words:
        return None
    found = {day for form in (*_FORMATS, "%d/%m/%Y", "%m/%d/%Y") if (day := _day(words, form))}
    found |= set(_written_in_full(words))
    if not found:
        raise ValueError(tr("This is no date. Type it like 2025-06-30 or 30 June 2025."))
    if len(found) > 1:
        raise ValueError(tr("This could be two days. Type it like 2025-06-30 or 30 June 2025."))
    (day,) = found
    if not 1800 <= day.year <= 2200:
        raise ValueError(tr("Years from 1800 to 2200 can be kept."))
    return day


def _day(words: str, form: str) -> date | None:
    try:
        return datetime.strptime(words, form).date()
    except ValueError:
        return None


def _written_in_full(words: str) -> Iterator[date]:
    """The day that is written as `in_full` writes it in the language in use."""
    numbers = sorted(int(number) for number in re.findall(r"(?<!\d)\d{1,4}(?!\d)", words))
    if len(numbers) == 2:
        for month in range(1, 13):
            with suppress(ValueError):  # there is no 31 June
                day = date(numbers[1], month, numbers[0])
                if str(in_full(day)).casefold() == words.casefold():
                    yield day
