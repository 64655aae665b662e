"""What an assessment needs at each level: one table for the filters, review, Quality and the sheet of gaps.

It follows desk reviews such as that of UNCAC, which ask for texts and examples with each "yes", and for what is missing
and what comes next with each "no".
"""

from collections.abc import Mapping
from enum import StrEnum

from tracker.domain.casework.assessments import FROM_BELOW, ParagraphRow
from tracker.domain.casework.levels import Level


class Need(StrEnum):
    """How much an assessment needs something."""

    REQUIRED = "required"
    """Without it an assessment can't be submitted."""
    EXPECTED = "expected"
    """A reviewer would ask for it."""
    NONE = ""


_SHORT_OF_FULL = {"rationale": Need.REQUIRED, "shortcomings": Need.REQUIRED, "next_step": Need.REQUIRED}
NEEDS: Mapping[Level, Mapping[str, Need]] = {
    Level.NOT_ASSESSED: {"measure": Need.EXPECTED, "evidence": Need.EXPECTED},
    Level.NOT_APPLICABLE: {"rationale": Need.REQUIRED},
    Level.NOT_IMPLEMENTED: _SHORT_OF_FULL,
    Level.PLANNED: {**_SHORT_OF_FULL, "measure": Need.REQUIRED},
    Level.PARTIALLY: {**_SHORT_OF_FULL, "measure": Need.REQUIRED, "evidence": Need.EXPECTED},
    Level.LARGELY: {**_SHORT_OF_FULL, "measure": Need.REQUIRED, "evidence": Need.REQUIRED},
    Level.FULLY: {"rationale": Need.REQUIRED, "measure": Need.REQUIRED, "evidence": Need.REQUIRED},
}
"""Needs by level: of texts of the assessment, of a "measure" that answers the paragraph, and of "evidence" for it or
for such a measure. What is not listed is not needed."""


def requires(row: ParagraphRow, what: str) -> bool:
    """Whether the paragraph's own assessment lacks `what` (a key of NEEDS), without which it can't be submitted."""
    return NEEDS[row.assessment.level].get(what, Need.NONE) is Need.REQUIRED and not _has(row, what)


def lacks(row: ParagraphRow, what: str) -> bool:
    """Whether `what` (a key of NEEDS) is asked for at the level that counts for the paragraph, and is missing: what
    “without a measure” and “without evidence” mean everywhere. Only paragraphs that ask something of Member States are
    expected to be assessed, but one that is needs what its level needs; one assessed with the paragraph above it, or
    through those below it, has its measures and evidence there."""
    needed = NEEDS[row.standing].get(what, Need.NONE) is not Need.NONE
    return _stands_alone(row) and needed and not _has(row, what)


def unproven(row: ParagraphRow) -> bool:
    """Whether the paragraph is fully implemented, by its own assessment, without evidence: the one of those without
    evidence that a reviewer asks about first."""
    return row.assessment.level == Level.FULLY and requires(row, "evidence")


def unreasoned(row: ParagraphRow) -> bool:
    """Whether the paragraph is not applicable, by its own assessment, without a reason."""
    return row.assessment.level == Level.NOT_APPLICABLE and requires(row, "rationale")


def is_open(row: ParagraphRow) -> bool:
    """Whether the paragraph should have a level and has none."""
    return _stands_alone(row) and row.standing == Level.NOT_ASSESSED


def _stands_alone(row: ParagraphRow) -> bool:
    expected = row.to_member_states and row.parent_id is None and row.inherited_from != FROM_BELOW
    return row.assessed or expected


def _has(row: ParagraphRow, what: str) -> bool:
    if what == "measure":
        return row.measures > 0
    if what == "evidence":
        return row.proven
    return bool(getattr(row.assessment, what).strip())
