"""Member States, cycles, the assessment of a paragraph, and the checklist's row that shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from tracker.domain.casework.fields import Kind, declared
from tracker.domain.casework.levels import Level, lowest, overall
from tracker.domain.instruments.paragraph_ref import ParagraphRef
from tracker.i18n import QT_TR_NOOP


def same_person(one: str, other: str) -> bool:
    """Whether two names are of one person: they say so in any case of letters; no name is nobody's."""
    return bool(one) and one.casefold() == other.casefold()


class Stage(StrEnum):
    """The stage of review of an assessment; independent of its level."""

    DRAFT = QT_TR_NOOP("draft")
    SUBMITTED = QT_TR_NOOP("submitted")
    ACCEPTED = QT_TR_NOOP("accepted")
    RETURNED = QT_TR_NOOP("returned")


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
    """How far one Member State has implemented one paragraph in one cycle, and why.

    `fingerprint` is that of the paragraph's words when the level was last set ("" while there is no level): if the
    words have changed since, the assessment is suspect. `overridden`: the analyst set a `level` other than the one that
    follows from law and practice. `assistance` is the technical assistance needed, `assistance_from` who should give
    it. `level_by` and `level_at` (UTC) record who set the level and when; `stage_by` and `stage_at` the same for the
    stage. `submitted_by` submitted what is submitted or accepted now.
    """

    level: Level = declared(QT_TR_NOOP("Level"), Level.NOT_ASSESSED, asked=QT_TR_NOOP("Overall"), width=10.5, open=True)
    law: Level = declared(QT_TR_NOOP("In law"), Level.NOT_ASSESSED, width=10.5, open=True)
    practice: Level = declared(QT_TR_NOOP("In practice"), Level.NOT_ASSESSED, width=10.5, open=True)
    overridden: bool = False
    rationale: str = declared(
        QT_TR_NOOP("Rationale"), "", Kind.TEXT, width=23, open=True,
        help=QT_TR_NOOP("Why this level: which laws, programmes and figures speak for it."),
    )  # fmt: skip
    shortcomings: str = declared(
        QT_TR_NOOP("What is missing"), "", Kind.TEXT, width=20, open=True, example=QT_TR_NOOP("What is not yet done"),
        help=QT_TR_NOOP("What the paragraph asks for and is not there yet."),
    )  # fmt: skip
    next_step: str = declared(
        QT_TR_NOOP("Next step"), "", Kind.TEXT, width=20, open=True, help=QT_TR_NOOP("The step that comes next.")
    )
    lead_authority: str = declared(
        QT_TR_NOOP("Lead authority"), "", width=15, open=True, help=QT_TR_NOOP("The ministry or office in charge.")
    )
    due_on: date | None = declared(QT_TR_NOOP("Due date"), None, width=11, open=True)
    assistance: str = declared(
        QT_TR_NOOP("Technical assistance"), "", width=22, printed=False,
        example=QT_TR_NOOP("Kind of assistance, e.g. Legal advice"),
        help=QT_TR_NOOP("The technical assistance that is needed."),
    )  # fmt: skip
    assistance_from: str = declared(
        QT_TR_NOOP("Assistance from"),
        "",
        width=18,
        printed=False,
        example=QT_TR_NOOP("e.g. UNODC"),
        help=QT_TR_NOOP("Whom it is wanted from."),
    )
    stage: Stage = declared(QT_TR_NOOP("Review stage"), Stage.DRAFT, returnable=False)
    fingerprint: str = ""
    level_by: str = ""
    level_at: datetime | None = None
    stage_by: str = ""
    stage_at: datetime | None = None
    submitted_by: str = ""

    def is_submission_of(self, who: str) -> bool:
        """Whether this person submitted it, and it was not returned or changed since."""
        return same_person(self.submitted_by, who)

    @property
    def accepted_by_its_author(self) -> bool:
        """Whether who accepted it had submitted it, too."""
        return self.stage is Stage.ACCEPTED and self.is_submission_of(self.stage_by)

    def to_write(self, fingerprint: str, **changes: object) -> dict[str, object]:
        """`changes` completed with the fields that follow from them, for a paragraph whose words have `fingerprint`.

        The overall level is the lower of law and practice unless the analyst overrides it; clearing it, or setting it
        to that lower level, ends the override. Setting a level stores the fingerprint of the present words. Changing a
        submitted or accepted level or rationale makes it a draft again; without a level the stage is draft.
        """
        written = dict(changes)
        law, practice = written.get("law", self.law), written.get("practice", self.practice)
        assert isinstance(law, Level) and isinstance(practice, Level)
        follows = overall(law, practice)
        if written.get("level") == Level.NOT_ASSESSED:
            written["level"] = follows
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

    def signed(self, written: dict[str, object], who: str, now: datetime) -> dict[str, object]:
        """The fields to write, with who set the level or changed the stage (`who`) and when (`now`, UTC) added."""
        signs: dict[str, object] = {}
        if written.get("fingerprint"):
            signs |= {"level_by": who, "level_at": now}
        stage = written.get("stage", self.stage)
        if stage != self.stage:
            signs |= {"stage_by": who, "stage_at": now}
        if stage != self.stage and stage != Stage.ACCEPTED:
            signs["submitted_by"] = who if stage == Stage.SUBMITTED else ""
        return written | signs


@dataclass(frozen=True, slots=True)
class ParagraphRow:
    """A paragraph of the checklist with the work done on it for one Member State and cycle.

    `comments` counts those not settled. `proven`: there is evidence for the paragraph or for a measure that answers it.
    For a paragraph without a level of its own, `inherited` is the level it is assessed with, and `inherited_from` the
    label of the paragraph that has that level, or "sub-paragraphs" (`FROM_BELOW`).
    """

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
    comments: int = 0
    proven: bool = False
    inherited: Level = Level.NOT_ASSESSED
    inherited_from: str = ""

    @property
    def ref(self) -> ParagraphRef:
        """The reference that people use for it."""
        return ParagraphRef(self.symbol, self.label)

    @property
    def assessed(self) -> bool:
        """Whether it has a level of its own."""
        return self.assessment.level != Level.NOT_ASSESSED

    @property
    def standing(self) -> Level:
        """The level that counts: its own, else the inherited one."""
        return self.assessment.level if self.assessed else self.inherited

    @property
    def suspect(self) -> bool:
        """Whether the words have changed since the assessment was made."""
        return bool(self.assessment.fingerprint) and self.assessment.fingerprint != self.fingerprint

    def news(self, values: Mapping[str, object]) -> dict[str, object]:
        """Those of `values`, by field of the assessment, that setting them would change. Levels go together; where the
        words have changed since, setting them again confirms them. A cleared level is the one that follows."""
        if values.get("level") == Level.NOT_ASSESSED:
            law, practice = values.get("law", self.assessment.law), values.get("practice", self.assessment.practice)
            values = {**values, "level": overall(Level(str(law)), Level(str(practice)))}
        levels = {name: value for name, value in values.items() if isinstance(value, Level)}
        new = {name: value for name, value in values.items() if getattr(self.assessment, name) != value}
        return new | levels if levels and (self.suspect or levels.keys() & new.keys()) else new

    def overdue(self, today: date) -> bool:
        due = self.assessment.due_on
        return due is not None and due < today and self.assessment.level not in (Level.FULLY, Level.NOT_APPLICABLE)


FROM_BELOW = "sub-paragraphs"


def with_family(rows: Sequence[ParagraphRow]) -> list[ParagraphRow]:
    """The rows of complete families (paragraphs with all below them, parents first), each with the level it inherits.

    A paragraph without a level of its own, whose sub-paragraphs are all assessed, takes the lowest of their levels;
    else a sub-paragraph takes the level of the nearest paragraph above that has one.
    """
    below: dict[int | None, list[ParagraphRow]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)
    from_below: dict[int, Level] = {}
    for row in reversed(rows):
        levels = [child.assessment.level if child.assessed else from_below[child.id] for child in below.get(row.id, ())]
        from_below[row.id] = Level.NOT_ASSESSED if Level.NOT_ASSESSED in levels else lowest(levels)
    done: dict[int, ParagraphRow] = {}
    for row in rows:
        above = done.get(row.parent_id or 0)
        if row.assessed:
            level, source = Level.NOT_ASSESSED, ""
        elif from_below[row.id] != Level.NOT_ASSESSED:
            level, source = from_below[row.id], FROM_BELOW
        elif above and above.inherited_from != FROM_BELOW:
            level = above.standing
            source = (above.label if above.assessed else above.inherited_from) if level != Level.NOT_ASSESSED else ""
        else:
            level, source = Level.NOT_ASSESSED, ""
        same = (row.inherited, row.inherited_from) == (level, source)
        done[row.id] = row if same else replace(row, inherited=level, inherited_from=source)
    return list(done.values())
