"""The words of the window, through Qt's translation."""

from datetime import date, datetime
from functools import lru_cache

from PySide6.QtCore import QCoreApplication, QLocale


def tr(text: str) -> str:
    """`text` in the user's language."""
    return QCoreApplication.translate("tracker", text)


def count(number: int, one: str, many: str) -> str:
    """A number with its noun: count(2, "measure", "measures") is "2 measures"."""
    return f"{number:,} {tr(one if number == 1 else many)}"


@lru_cache(maxsize=10_000)
def day(value: date | None) -> str:
    """A date as people write it: "30 June 2025"; "" for none."""
    return "" if value is None else f"{value.day} {QLocale().monthName(value.month)} {value.year}"


def moment(value: datetime) -> str:
    """A time of this place as people write it: "30 Jun 2025, 14:05"."""
    here = value.astimezone()
    month = QLocale().monthName(here.month, QLocale.FormatType.ShortFormat)
    return f"{here.day} {month} {here.year}, {here:%H:%M}"


def signed(who: str, at: datetime | None) -> str:
    """Who did something, and when: "by Ann on 30 June 2025"; "" where that is not known."""
    if not who or at is None:
        return ""
    return tr("by {who} on {day}").format(who=who, day=day(at.astimezone().date()))


def short(words: str, most: int = 60) -> str:
    """`words` on one line, with … where they are longer than `most`."""
    line = " ".join(words[: 2 * most].split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
