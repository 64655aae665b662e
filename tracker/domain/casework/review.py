"""Review: draft → submitted → accepted, or returned with a comment; and what submitting requires.

The stages follow desk reviews such as that of UNCAC (self-assessment, review, dialogue); they are independent of the
level.
"""

from dataclasses import dataclass
from datetime import datetime

from tracker.domain.casework.assessments import ParagraphRow, Stage
from tracker.domain.casework.levels import Level
from tracker.domain.casework.requirements import requires
from tracker.i18n import Message, tr

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
    for changed words), and what to do."""

    field: str
    words: Message


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


def missing(row: ParagraphRow) -> list[Missing]:
    """What must be filled in before the paragraph's assessment can be submitted; empty if nothing."""
    assessment = row.assessment
    level = assessment.level
    if level == Level.NOT_ASSESSED:
        return [Missing("level", tr("Set the level."))]
    gaps: list[Missing] = []

    def need(lacking: bool, field: str, words: Message) -> None:
        if lacking:
            gaps.append(Missing(field, words))

    applies = level != Level.NOT_APPLICABLE
    need(row.suspect, "suspect", tr("Compare the changed words, and keep or revisit."))
    rationale_hint = (
        tr("Say why this level (Rationale).") if applies else tr("Give the reason why it does not apply (Rationale).")
    )
    need(requires(row, "rationale"), "rationale", rationale_hint)
    need(requires(row, "shortcomings"), "shortcomings", tr("Say what is missing."))
    need(requires(row, "next_step"), "next_step", tr("Name the next step."))
    need(requires(row, "measure"), "measures", tr("Add or link the measure that answers the paragraph."))
    need(requires(row, "evidence"), "evidence", tr("Add or link evidence, here or to a measure."))
    return gaps
