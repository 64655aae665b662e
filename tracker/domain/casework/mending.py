"""Where what a reviewer would object to is mended."""

from tracker.domain.casework.quality import Finding, Rule
from tracker.domain.casework.registers import Register

FIELDS: dict[tuple[Rule, Register | None], str] = {
    (Rule.UNPROVEN, None): "evidence",
    (Rule.LAPSED, None): "measures",
    (Rule.CHANGED, None): "comment",
    (Rule.COMMENTED, None): "comments",
    (Rule.OWN, None): "comment",
    (Rule.ABOVE_PARTS, None): "level",
    (Rule.LAW_ABOVE, None): "rationale",
    (Rule.UNREASONED, None): "rationale",
    (Rule.UNDATED, None): "due_on",
    (Rule.UNDATED, Register.MEASURE): "planned_on",
    (Rule.OLD, Register.EVIDENCE): "speaks_of",
    (Rule.UNLINKED, Register.MEASURE): "paragraphs",
    (Rule.UNLINKED, Register.EVIDENCE): "paragraphs",
    (Rule.MALFORMED, Register.MEASURE): "link",
    (Rule.MALFORMED, Register.EVIDENCE): "link",
    (Rule.DEAD, Register.MEASURE): "link",
    (Rule.DEAD, Register.EVIDENCE): "link",
}
"""The field of each rule, by what it objects to (None: a paragraph): of the assessment, the measure or the evidence, or
one of what stands beside: "measures", "evidence" and "comments" of a paragraph, the "comment" of its next step of
review, the "paragraphs" that a row of a register is linked to."""


def field_to_mend(found: Finding) -> str:
    """The field that a finding is mended in."""
    return FIELDS[found.rule, found.register]
