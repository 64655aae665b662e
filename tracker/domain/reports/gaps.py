"""What is lacking in the work: what the filters of the checklist find, and what Quality objects to, in one list."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.domain.casework import requirements
from tracker.domain.casework.assessments import ParagraphRow
from tracker.domain.casework.levels import Level
from tracker.domain.casework.quality import TO_DO as QUALITY_TO_DO
from tracker.domain.casework.quality import WHY as QUALITY_WHY
from tracker.domain.casework.quality import Finding
from tracker.domain.text.text import in_full


class Gap(StrEnum):
    """What is lacking, in the words of the filters."""

    LEVEL = "Not assessed"
    MEASURE = "Without a measure"
    EVIDENCE = "Without evidence"
    SUSPECT = "Suspect"
    OVERDUE = "Overdue"


_WHY = {
    Gap.LEVEL: "Nobody can say how far the paragraph is implemented.",
    Gap.MEASURE: "A level rests on what was done; nothing is named here.",
    Gap.EVIDENCE: "A reviewer believes what is shown.",
    Gap.SUSPECT: "The level was given for other words than the paragraph has now.",
    Gap.OVERDUE: "What was to be done by then is not recorded as done.",
}
_TO_DO = {
    Gap.LEVEL: "Set the level and say why.",
    Gap.MEASURE: "Add or link the measure that answers the paragraph.",
    Gap.EVIDENCE: "Add or link evidence, here or to a measure that answers it.",
    Gap.SUSPECT: "Compare both wordings; keep the assessment, or make it anew.",
    Gap.OVERDUE: "Record what was done, or give a new due date.",
}


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is lacking: of a paragraph, or of a measure or piece of evidence (`paragraph` None). `about` names
    it, `so` says what is so."""

    paragraph: ParagraphRow | None
    about: str
    gap: str
    so: str
    why: str
    to_do: str


def lacks(rows: Iterable[ParagraphRow], findings: Sequence[Finding], today: date) -> Iterator[Lack]:
    """All that is lacking in the paragraphs of one Member State, in their order, then in its registers."""
    objections: dict[int, list[Finding]] = defaultdict(list)
    for one in findings:
        if one.register is None:
            objections[one.id].append(one)
    for row in rows:
        for gap, so in of_paragraph(row, today):
            yield Lack(row, row.text, gap.value, so, _WHY[gap], _TO_DO[gap])
        for one in objections.get(row.id, ()):
            yield _objection(one, row, row.text)
    for one in findings:
        if one.register is not None:
            yield _objection(one, None, f"{one.register.value.capitalize()} “{one.about}”")


def of_paragraph(row: ParagraphRow, today: date) -> Iterator[tuple[Gap, str]]:
    """The gaps of a paragraph: what its level needs (`requirements`), changed words, a due date that has passed."""
    if requirements.is_open(row):
        yield Gap.LEVEL, "It has no level."
    if requirements.lacks(row, "measure"):
        yield Gap.MEASURE, "No measure answers it."
    if without_evidence(row):
        yield Gap.EVIDENCE, "There is no evidence for it, nor for a measure that answers it."
    if row.suspect:
        yield Gap.SUSPECT, "Its words have changed since it was assessed."
    if row.overdue(today):
        yield Gap.OVERDUE, f"It was due on {in_full(row.assessment.due_on)}."


def without_evidence(row: ParagraphRow) -> bool:
    """Whether evidence is asked for and not there; of what is fully implemented Quality says so."""
    return requirements.lacks(row, "evidence") and row.standing != Level.FULLY


def _objection(one: Finding, row: ParagraphRow | None, about: str) -> Lack:
    return Lack(row, about, one.rule.value, one.words, QUALITY_WHY[one.rule], QUALITY_TO_DO[one.rule])
