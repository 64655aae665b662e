"""Every column of the workbook, once: heading, width in characters, and where its value comes from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

Value = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """`source` gives a row's value. `style` names one of styles.KINDS. `field` is the field of an assessment that a
    ministry may fill in here; "" where the column is not for filling in."""

    heading: str
    width: float
    source: Callable[[Any], Value]
    style: str = "text"
    field: str = ""
    hidden: bool = False
    printed: bool = True


def listed(lines: Iterable[str]) -> str:
    """Several lines in one cell, each behind a bullet."""
    found = list(lines)
    return "".join(found) if len(found) < 2 else "\n".join(f"• {line}" for line in found)


def day(moment: datetime | None) -> date | None:
    """The day of a moment, where the workbook is made."""
    return moment.astimezone().date() if moment else None


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]
