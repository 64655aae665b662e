"""What measures and evidence have in common: they stand in registers, are linked with notes, and have dates."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.i18n import QT_TR_NOOP, Message, tr


class Register(StrEnum):
    """The two registers of a Member State; their rows are linked to paragraphs."""

    MEASURE = QT_TR_NOOP("measure")
    EVIDENCE = QT_TR_NOOP("evidence")


@dataclass(frozen=True, slots=True)
class Link:
    """A row at the other end of a link: its id, what it is called in a list, and what the link says."""

    id: int
    words: str
    note: str = ""


def unlikely_date(day: date | None) -> Message | None:
    """What is wrong with a date that no law or report can have, in one sentence; None when nothing is."""
    if day is None or 1800 <= day.year <= 2200:
        return None
    return tr("A date has the year {year}; years from 1800 to 2200 can be kept.", code="year-unlikely", year=day.year)


def asked_year(day: date | None) -> Message | None:
    """A question about a year that few laws and reports have; None for the others. The day is kept all the same."""
    unusual = day and not unlikely_date(day) and not 1900 <= day.year <= 2100
    return tr("Is {year} right?", year=day.year) if day and unusual else None
