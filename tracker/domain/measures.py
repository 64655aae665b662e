"""National measures: what a State did or plans, and the words each field may hold."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from tracker.domain.linking import Link, unlikely_date


class MeasureType(StrEnum):
    LEGISLATION = "legislation"
    REGULATION = "regulation"
    STRATEGY = "strategy or action plan"
    PROGRAMME = "programme"
    INSTITUTION = "institution"
    AGREEMENT = "agreement"
    BUDGET = "budget"
    TRAINING = "training"
    CAMPAIGN = "campaign"
    RESEARCH = "research"


class MeasureStatus(StrEnum):
    DRAFT = "draft"
    ADOPTED = "adopted"
    IN_FORCE = "in force"
    REPEALED = "repealed"


@dataclass(frozen=True, slots=True)
class Measure:
    """Something a State did or plans. Dates may be unknown; `act`, `article` and `quoted_text` are its citation."""

    title: str
    type: MeasureType = MeasureType.LEGISLATION
    status: MeasureStatus = MeasureStatus.IN_FORCE
    authority: str = ""
    act: str = ""
    article: str = ""
    quoted_text: str = ""
    description: str = ""
    link: str = ""
    adopted_on: date | None = None
    in_force_on: date | None = None
    planned_on: date | None = None
    expires_on: date | None = None

    @property
    def citation(self) -> str:
        """Act and article in one line: "Law 30 of 2000, art. 12"."""
        return ", ".join(filter(None, (self.act, self.article)))


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure in a list: which paragraphs it answers, how many pieces of evidence show it, and its note where the
    list is of one paragraph."""

    id: int
    measure: Measure
    paragraphs: tuple[Link, ...] = ()
    note: str = ""
    evidence: int = 0


def checked_dates(measure: Measure) -> str:
    """What is wrong with a measure's dates, in one sentence; "" when nothing is."""
    life = (("adopted", measure.adopted_on), ("in force", measure.in_force_on), ("expires", measure.expires_on))
    for day in (*(day for _, day in life), measure.planned_on):
        if fault := unlikely_date(day):
            return fault
    known = [(name, day) for name, day in life if day is not None]
    for (first, earlier), (second, later) in pairwise(known):
        if later < earlier:
            return f"The date “{second}” is before the date “{first}”."
    return ""
