"""What an assessment needs, by its level: one table for the filters, review, Quality and the sheet of gaps.

It follows desk reviews such as that of UNCAC: with each "yes" the texts and examples are asked for, with each "no" what
is missing and what comes next.
"""

from collections.abc import Mapping
from enum import StrEnum

from tracker.domain.casework.assessments import FROM_BELOW, ParagraphRow
from tracker.domain.casework.levels import Level


class Need(StrEnum):
    """Whether something is to be there."""

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
"""By level: which texts of the assessment, and whether a measure that answers the paragraph and evidence for it or for
such a measure. What is not named is not needed."""


def requires(row: ParagraphRow, what: str) -> bool:
    """Whether the paragraph's own assessment can't be submitted without it, and lacks it."""
    return NEEDS[row.assessment.level].get(what, Need.NONE) is Need.REQUIRED and not _has(row, what)


def lacks(row: ParagraphRow, what: str) -> bool:
    """Whether it would be asked for at the level that the paragraph stands at, and is not there. Only what asks
    something of Member States is expected to be assessed; a paragraph that is assessed with the one above it, or by
    those below it, has its measures and evidence there."""
    needed = NEEDS[row.standing].get(what, Need.NONE) is not Need.NONE
    return _stands_alone(row) and needed and not _has(row, what)


def is_open(row: ParagraphRow) -> bool:
    """Whether a level is expected, and there is none."""
    return _stands_alone(row) and row.standing == Level.NOT_ASSESSED


def _stands_alone(row: ParagraphRow) -> bool:
    own = row.assessed or (row.parent_id is None and row.inherited_from != FROM_BELOW)
    return row.to_member_states and own


def _has(row: ParagraphRow, what: str) -> bool:
    if what == "measure":
        return row.measures > 0
    if what == "evidence":
        return row.proven
    return bool(getattr(row.assessment, what).strip())
