"""Review: draft → submitted → accepted, or returned with a comment; and what must be filled in before.

The steps follow desk reviews such as that of UNCAC (self-assessment, review, dialogue); work progress is never mixed up
with the level.
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
"""Where an assessment may go from each stage."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that must be filled in before submitting: the field of the form it is about ("measures" and "evidence"
    for the sections), and what to do."""

    field: str
    words: Message


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark on a paragraph's assessment, or an answer to one. `at` is UTC; `stage` is the step of review it came
    with, "" for none."""

    id: int
    reply_to: int | None
    who: str
    at: datetime
    text: str
    stage: str = ""
    settled: bool = False


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A line of the reviewer's inbox: an assessment that is submitted, returned or suspect; `remark` is the last one
    made on it."""

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
    """What must be filled in before the assessment of a paragraph can be submitted."""
    made = row.assessment
    level = made.level
    if level == Level.NOT_ASSESSED:
        return [Missing("level", tr("Set the level."))]
    found: list[Missing] = []

    def need(lacking: bool, field: str, words: Message) -> None:
        if lacking:
            found.append(Missing(field, words))

    applies = level != Level.NOT_APPLICABLE
    need(row.suspect, "suspect", tr("Compare the changed words, and keep or revisit."))
    why = tr("Say why this level (Rationale).") if applies else tr("Give the reason why it does not apply (Rationale).")
    need(requires(row, "rationale"), "rationale", why)
    need(requires(row, "shortcomings"), "shortcomings", tr("Say what is missing."))
    need(requires(row, "next_step"), "next_step", tr("Name the next step."))
    need(requires(row, "measure"), "measures", tr("Add or link the measure that answers the paragraph."))
    need(requires(row, "evidence"), "evidence", tr("Add or link evidence, here or to a measure."))
    return found
