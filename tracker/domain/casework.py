"""What an analyst records: assessments, measures, evidence; and the words each field may hold."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import pairwise

from tracker.domain.levels import Level, overall


class Stage(StrEnum):
    """Where an assessment stands in review; never mixed up with its level."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"


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


class EvidenceType(StrEnum):
    LAW_TEXT = "law text"
    OFFICIAL_REPORT = "official report"
    STATISTIC = "statistic"
    COURT_CASE = "court case"
    ACADEMIC_STUDY = "academic study"
    MEDIA = "media"
    SUBMISSION = "civil society submission"


class SourceClass(StrEnum):
    STATE = "State"
    UN = "United Nations"
    REGIONAL = "regional body"
    CIVIL_SOCIETY = "civil society"
    ACADEMIA = "academia"
    MEDIA = "media"


class Reliability(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    UNKNOWN = "not judged"


@dataclass(frozen=True, slots=True)
class MemberState:
    """One of the 193 (`code`: ISO 3166-1 alpha-3), or the fictional Sample State; `group`: UN regional group."""

    code: str
    name: str
    group: str


@dataclass(frozen=True, slots=True)
class Cycle:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """How far one paragraph is implemented by one Member State in one cycle, and why.

    `fingerprint` is that of the paragraph's words when the level was last set ("" before): where the words have
    changed since, the assessment is suspect. `overridden` says the analyst set `level` against law and practice.
    """

    law: Level = Level.NOT_ASSESSED
    practice: Level = Level.NOT_ASSESSED
    level: Level = Level.NOT_ASSESSED
    overridden: bool = False
    rationale: str = ""
    shortcomings: str = ""
    next_step: str = ""
    lead_authority: str = ""
    due_on: date | None = None
    assistance: str = ""
    stage: Stage = Stage.DRAFT
    fingerprint: str = ""

    def to_write(self, fingerprint: str, **changes: object) -> dict[str, object]:
        """`changes` with what follows from them, for a paragraph whose words have `fingerprint`.

        The overall level is the lower of law and practice unless the analyst set it by hand (DESIGN, "law /
        practice"); setting it to what follows ends that. A level is given for the words as they are now.
        Changing a settled level or rationale takes it back to draft; what is not assessed is a draft.
        """
        written = dict(changes)
        law, practice = written.get("law", self.law), written.get("practice", self.practice)
        assert isinstance(law, Level) and isinstance(practice, Level)
        follows = overall(law, practice)
        if "level" in written:
            written["overridden"] = written["level"] != follows
        elif ("law" in written or "practice" in written) and not self.overridden:
            written["level"] = follows
        assessed = written.get("level", self.level) != Level.NOT_ASSESSED
        if {"law", "practice", "level"} & written.keys():
            written["fingerprint"] = fingerprint if assessed else ""
        settled = ("law", "practice", "level", "rationale")
        changed = any(name in written and written[name] != getattr(self, name) for name in settled)
        if not assessed or (changed and self.stage in (Stage.ACCEPTED, Stage.SUBMITTED)):
            written["stage"] = Stage.DRAFT
        return written


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
class Evidence:
    """What shows a measure or an assessment. `speaks_of` is the time it is about, as written: "2023", "2021-2022"."""

    title: str
    type: EvidenceType = EvidenceType.OFFICIAL_REPORT
    source_class: SourceClass = SourceClass.STATE
    publisher: str = ""
    speaks_of: str = ""
    got_on: date | None = None
    reliability: Reliability = Reliability.UNKNOWN
    excerpt: str = ""
    place: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A file kept inside the workspace, stored once by its SHA-256."""

    attachment_id: int
    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure in a list: how many paragraphs it answers, and its note where the list is of one paragraph."""

    id: int
    measure: Measure
    paragraphs: tuple[str, ...] = ()
    note: str = ""
    evidence: int = 0


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A piece of evidence in a list, with its files, and its note where the list is of one paragraph."""

    id: int
    evidence: Evidence
    files: tuple[File, ...] = ()
    paragraphs: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class ParagraphRow:
    """A paragraph of the checklist with the work done on it for one Member State and cycle."""

    id: int
    parent_id: int | None
    symbol: str
    label: str
    opening: str
    text: str
    addressees: tuple[str, ...]
    to_member_states: bool
    theme: str | None
    section: str | None
    fingerprint: str
    assessment: Assessment = field(default_factory=Assessment)
    measures: int = 0
    evidence: int = 0

    @property
    def assessed(self) -> bool:
        return self.assessment.level != Level.NOT_ASSESSED

    @property
    def suspect(self) -> bool:
        """The words have changed since the assessment was made."""
        return bool(self.assessment.fingerprint) and self.assessment.fingerprint != self.fingerprint

    def overdue(self, today: date) -> bool:
        due = self.assessment.due_on
        return due is not None and due < today and self.assessment.level not in (Level.FULLY, Level.NOT_APPLICABLE)


def unlikely_date(day: date | None) -> str:
    """What is wrong with a date that no law or report can have, in one sentence; "" when nothing is."""
    if day is None or 1800 <= day.year <= 2200:
        return ""
    return f"A date has the year {day.year}; years from 1800 to 2200 can be kept."


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
