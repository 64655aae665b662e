"""Review: draft → submitted → accepted, or returned with a comment; and what submitting requires.

The stages follow desk reviews such as that of UNCAC (self-assessment, review, dialogue); they are independent of the
level.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tracker.domain.casework.assessments import ParagraphRow, Stage, same_person
from tracker.domain.casework.levels import Level
from tracker.domain.casework.requirements import requires
from tracker.domain.instruments.paragraph_ref import ParagraphRef
from tracker.i18n import Message, joined, tr

STEPS: dict[Stage, tuple[Stage, ...]] = {
    Stage.DRAFT: (Stage.SUBMITTED,),
    Stage.SUBMITTED: (Stage.ACCEPTED, Stage.RETURNED, Stage.DRAFT),
    Stage.RETURNED: (Stage.SUBMITTED,),
    Stage.ACCEPTED: (Stage.DRAFT, Stage.RETURNED),
}
"""The stages that may follow each stage."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Something to fill in before submitting: the form's field ("measures" and "evidence" for these sections, "suspect"
    for changed words), what to do, and what it is in a word or two."""

    field: str
    words: Message
    lack: Message


@dataclass(frozen=True, slots=True)
class Refusal:
    """A paragraph for which something can't be done, and why in a word or two."""

    row: ParagraphRow
    why: Message


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on a paragraph's assessment, or a reply to one. `at` is UTC; `stage` is the stage of review that was
    set with it, "" for none."""

    id: int
    reply_to: int | None
    who: str
    at: datetime
    text: str
    stage: str = ""
    settled: bool = False


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A row of the reviewer's inbox: an assessment that is submitted, returned or suspect, with the latest comment on
    it (`remark`)."""

    state: str
    state_name: str
    cycle: int
    cycle_name: str
    paragraph_id: int
    symbol: str
    label: str
    text: str
    level: Level
    stage: Stage
    suspect: bool
    who: str
    at: datetime | None
    remark: str

    @property
    def ref(self) -> ParagraphRef:
        """The reference that people use for it."""
        return ParagraphRef(self.symbol, self.label)

    def is_of(self, who: str) -> bool:
        """Whether this person brought it to its stage."""
        return same_person(self.who, who)


def missing(row: ParagraphRow) -> list[Missing]:
    """What must be filled in before the paragraph's assessment can be submitted; empty if nothing."""
    assessment = row.assessment
    level = assessment.level
    if level == Level.NOT_ASSESSED:
        return [Missing("level", tr("Set the level."), tr("no level"))]
    gaps: list[Missing] = []

    def need(lacking: bool, field: str, words: Message, lack: Message) -> None:
        if lacking:
            gaps.append(Missing(field, words, lack))

    applies = level != Level.NOT_APPLICABLE
    need(row.suspect, "suspect", tr("Compare the changed words, and keep or revisit."), tr("words changed"))
    rationale_hint = (
        tr("Say why this level (Rationale).") if applies else tr("Give the reason why it does not apply (Rationale).")
    )
    need(requires(row, "rationale"), "rationale", rationale_hint, tr("no rationale"))
    need(requires(row, "shortcomings"), "shortcomings", tr("Say what is missing."), tr("what is missing is not said"))
    need(requires(row, "next_step"), "next_step", tr("Name the next step."), tr("no next step"))
    answered_hint = tr("Add or link the measure that answers the paragraph.")
    need(requires(row, "measure"), "measures", answered_hint, tr("no measure"))
    need(requires(row, "evidence"), "evidence", tr("Add or link evidence, here or to a measure."), tr("no evidence"))
    return gaps


def refusals(rows: Iterable[ParagraphRow], stage: Stage, barred: str = "") -> list[Refusal]:
    """The paragraphs whose assessments can't move to this stage, each with the reason. `barred` is who may not accept
    what they submitted themselves; "" where anyone may."""
    return [Refusal(row, why) for row in rows if (why := _why_not(row, stage, barred))]


def _why_not(row: ParagraphRow, stage: Stage, barred: str) -> Message | None:
    if not row.assessed:
        return tr("no level")
    if stage not in STEPS[row.assessment.stage]:
        return tr(row.assessment.stage.value)
    if stage is Stage.ACCEPTED and row.assessment.is_submission_of(barred):
        return tr("you submitted it")
    lacks = [item.lack for item in missing(row)] if stage is Stage.SUBMITTED else []
    return joined(", ", lacks) if lacks else None
