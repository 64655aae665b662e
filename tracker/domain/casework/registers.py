"""What measures and evidence have in common: they stand in registers, are linked with notes, and have dates."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Register(StrEnum):
    """The two registers of a Member State; their rows are linked to paragraphs."""

    MEASURE = "measure"
    EVIDENCE = "evidence"

    @property
    def piece(self) -> str:
        """One row of it in a sentence."""
        return "measure" if self is Register.MEASURE else "piece of evidence"

    @property
    def pieces(self) -> str:
        return "measures" if self is Register.MEASURE else "pieces of evidence"


@dataclass(frozen=True, slots=True)
class Link:
    """A row at the other end of a link: its id, what it is called in a list, and what the link says."""

    id: int
    words: str
    note: str = ""


def unlikely_date(day: date | None) -> str:
    """What is wrong with a date that no law or report can have, in one sentence; "" when nothing is."""
    if day is None or 1800 <= day.year <= 2200:
        return ""
    return f"A date has the year {day.year}; years from 1800 to 2200 can be kept."


def asked_year(day: date | None) -> str:
    """A question about a year that few laws and reports have; "" for the others. The day is kept all the same."""
    return f"Is {day.year} right?" if day and not unlikely_date(day) and not 1900 <= day.year <= 2100 else ""
