"""National measures: what a State did or plans, and the values their fields may take."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from tracker.domain.casework.fields import Kind, declared, fields_of
from tracker.domain.casework.registers import Link, asked_year, unlikely_date
from tracker.domain.text.folding import folded
from tracker.domain.text.text import says_something
from tracker.i18n import QT_TR_NOOP, Message, tr


class MeasureType(StrEnum):
    LEGISLATION = QT_TR_NOOP("legislation")
    REGULATION = QT_TR_NOOP("regulation")
    STRATEGY = QT_TR_NOOP("strategy or action plan")
    PROGRAMME = QT_TR_NOOP("programme")
    INSTITUTION = QT_TR_NOOP("institution")
    AGREEMENT = QT_TR_NOOP("agreement")
    BUDGET = QT_TR_NOOP("budget")
    TRAINING = QT_TR_NOOP("training")
    CAMPAIGN = QT_TR_NOOP("campaign")
    RESEARCH = QT_TR_NOOP("research")


class MeasureStatus(StrEnum):
    DRAFT = QT_TR_NOOP("draft")
    ADOPTED = QT_TR_NOOP("adopted")
    IN_FORCE = QT_TR_NOOP("in force")
    REPEALED = QT_TR_NOOP("repealed")


@dataclass(frozen=True, slots=True)
class Measure:
    """Something a State did or plans. Dates may be unknown; `act`, `article` and `quoted_text` are its citation."""

    title: str = declared(
        QT_TR_NOOP("Title"),
        heading=QT_TR_NOOP("Measure"),
        width=34,
        pixels=240,
        help=QT_TR_NOOP("Its full name. Use an empty row for what is not listed yet."),
    )
    type: MeasureType = declared(QT_TR_NOOP("Type"), MeasureType.LEGISLATION, width=15, pixels=150)
    status: MeasureStatus = declared(QT_TR_NOOP("Status"), MeasureStatus.IN_FORCE, width=11, pixels=90)
    act: str = declared(QT_TR_NOOP("Act"), "", width=22, pixels=150, example=QT_TR_NOOP("e.g. Act No. 12 of 2019"))
    article: str = declared(QT_TR_NOOP("Article"), "", width=10, pixels=90, example=QT_TR_NOOP("e.g. arts. 4-12"))
    quoted_text: str = declared(QT_TR_NOOP("Quoted text"), "", Kind.TEXT, width=40)
    description: str = declared(QT_TR_NOOP("Description"), "", Kind.TEXT, width=40)
    authority: str = declared(QT_TR_NOOP("Authority"), "", width=20, pixels=160)
    adopted_on: date | None = declared(QT_TR_NOOP("Adopted"), None, width=11, pixels=130)
    in_force_on: date | None = declared(QT_TR_NOOP("In force"), None, width=11, pixels=130)
    planned_on: date | None = declared(QT_TR_NOOP("Planned"), None, width=11, pixels=130)
    expires_on: date | None = declared(QT_TR_NOOP("Expires"), None, width=11, pixels=130)
    link: str = declared(QT_TR_NOOP("Link"), "", Kind.LINK, width=22, help=QT_TR_NOOP("A web address."))

    @property
    def citation(self) -> str:
        """Act and article in one line: "Law 30 of 2000, art. 12"."""
        return ", ".join(filter(None, (self.act, self.article)))


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure in a list: the paragraphs it answers, the number of pieces of evidence for it, and, where the list is
    of one paragraph, the note of its link."""

    id: int
    measure: Measure
    paragraphs: tuple[Link, ...] = ()
    note: str = ""
    evidence: int = 0
    uid: str = ""


class Lapse(StrEnum):
    """Why a measure may no longer count."""

    REPEALED = QT_TR_NOOP("repealed")
    EXPIRED = QT_TR_NOOP("expired")
    LATE = QT_TR_NOOP("planned date passed")


def lapse(measure: Measure, today: date) -> Lapse | None:
    """Why a measure may no longer count: it has ended, or is still a draft after its planned date. None if it
    counts."""
    if measure.status is MeasureStatus.REPEALED:
        return Lapse.REPEALED
    if measure.expires_on and measure.expires_on < today:
        return Lapse.EXPIRED
    if measure.planned_on and measure.planned_on < today and measure.status is MeasureStatus.DRAFT:
        return Lapse.LATE
    return None


_LIFE = {
    "adopted_on": QT_TR_NOOP("adopted"),
    "in_force_on": QT_TR_NOOP("in force"),
    "expires_on": QT_TR_NOOP("expires"),
}
_DATES = tuple(name for name, each in fields_of(Measure).items() if each.kind is Kind.DAY)


def faults(measure: Measure) -> dict[str, Message]:
    """What must be corrected before a measure can be saved: one sentence for each faulty field."""
    faulty = {} if says_something(measure.title) else {"title": tr("A measure needs a title.", code="title-missing")}
    faulty |= {name: fault for name in _DATES if (fault := unlikely_date(getattr(measure, name)))}
    dates = [(name, getattr(measure, name)) for name in _LIFE if getattr(measure, name)]
    for (first, earlier), (second, later) in pairwise(dates):
        if later < earlier:
            faulty.setdefault(
                second,
                tr(
                    "The date “{later}” is before the date “{earlier}”.",
                    code="dates-reversed",
                    later=tr(_LIFE[second]),
                    earlier=tr(_LIFE[first]),
                ),
            )
    return faulty


def hints(measure: Measure, today: date) -> dict[str, Message]:
    """What is odd about a measure's dates and status but may be right: one sentence for each such field."""
    questions = {name: question for name in _DATES if (question := asked_year(getattr(measure, name)))}
    expected = measure.status in (MeasureStatus.DRAFT, MeasureStatus.ADOPTED)
    if measure.status is MeasureStatus.IN_FORCE and measure.in_force_on and measure.in_force_on > today:
        questions.setdefault("in_force_on", tr("This day is yet to come, and the status says “in force”."))
    if expected and measure.in_force_on and measure.in_force_on <= today:
        questions.setdefault("in_force_on", _past(measure.status))
    if measure.status is MeasureStatus.DRAFT and measure.adopted_on and measure.adopted_on <= today:
        questions.setdefault("adopted_on", _past(measure.status))
    if measure.status is MeasureStatus.IN_FORCE and measure.expires_on and measure.expires_on < today:
        questions.setdefault("expires_on", _past(measure.status))
    if lapse(measure, today) is Lapse.LATE:
        questions.setdefault("planned_on", tr("This day is past. Was it adopted?"))
    return questions


def _past(status: MeasureStatus) -> Message:
    return tr("This day is past, and the status says “{status}”.", status=tr(status.value))


_SMALL_WORDS = {"a", "an", "and", "no", "nr", "number", "of", "on", "the"}


@lru_cache(maxsize=20_000)
def _key(name: str) -> str:
    """The distinctive words of a name, to compare laws: "Law No. 30/2000" is "law 30 2000"."""
    return " ".join(word for word in re.split(r"[\W_]+", folded(name)) if word and word not in _SMALL_WORDS)


def same(one: Measure, other: Measure) -> bool:
    """Whether two measures look the same: by title, or by act unless they cite different articles of it."""
    title, act, other_title, other_act = map(_key, (one.title, one.act, other.title, other.act))
    articles = {_key(one.article), _key(other.article)} - {""}
    return bool(
        (title and title in (other_title, other_act))
        or (act and act == other_title)
        or (act and act == other_act and len(articles) < 2)
    )
