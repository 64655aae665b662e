"""What measures and evidence have in common: both are rows of registers, linked with notes, and have dates."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.i18n import QT_TR_NOOP, Message, tr


class Register(StrEnum):
    """The two registers of a Member State, whose rows are linked to paragraphs."""

    MEASURE = QT_TR_NOOP("measure")
    EVIDENCE = QT_TR_NOOP("evidence")


@dataclass(frozen=True, slots=True)
class Link:
    """The other end of a link: the id of its row, its name in a list, and the note on the link."""

    id: int
    words: str
    note: str = ""


def unlikely_date(day: date | None) -> Message | None:
    """Why a date can't be stored, as no law or report can have it (year outside 1800-2200); None if it can."""
    if day is None or 1800 <= day.year <= 2200:
        return None
    return tr("A date has the year {year}; years from 1800 to 2200 can be kept.", code="year-unlikely", year=day.year)


def asked_year(day: date | None) -> Message | None:
    """A question about a year that few laws and reports have (outside 1900-2100), though it can be stored; else
    None."""
    unusual = day and not unlikely_date(day) and not 1900 <= day.year <= 2100
    return tr("Is {year} right?", year=day.year) if day and unusual else None
