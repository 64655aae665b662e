"""What is missing in the work: what the checklist's filters find and what Quality objects to, in one list."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.domain.casework import requirements
from tracker.domain.casework.assessments import ParagraphRow
from tracker.domain.casework.quality import TO_DO as QUALITY_TO_DO
from tracker.domain.casework.quality import WHY as QUALITY_WHY
from tracker.domain.casework.quality import Finding
from tracker.domain.casework.registers import Register
from tracker.domain.reports.workbook import RowChoice
from tracker.domain.text.text import in_full
from tracker.i18n import QT_TR_NOOP, Message, tr


class Gap(StrEnum):
    """A kind of gap, named as in the filters."""

    LEVEL = QT_TR_NOOP("Not assessed")
    MEASURE = QT_TR_NOOP("Without a measure")
    EVIDENCE = QT_TR_NOOP("Without evidence")
    SUSPECT = QT_TR_NOOP("Suspect")
    OVERDUE = QT_TR_NOOP("Overdue")


_WHY = {
    Gap.LEVEL: QT_TR_NOOP("Nobody can say how far the paragraph is implemented."),
    Gap.MEASURE: QT_TR_NOOP("A level rests on what was done; nothing is named here."),
    Gap.EVIDENCE: QT_TR_NOOP("A reviewer believes what is shown."),
    Gap.SUSPECT: QT_TR_NOOP("The level was given for other words than the paragraph has now."),
    Gap.OVERDUE: QT_TR_NOOP("What was to be done by then is not recorded as done."),
}
_TO_DO = {
    Gap.LEVEL: QT_TR_NOOP("Set the level and say why."),
    Gap.MEASURE: QT_TR_NOOP("Add or link the measure that answers the paragraph."),
    Gap.EVIDENCE: QT_TR_NOOP("Add or link evidence, here or to a measure that answers it."),
    Gap.SUSPECT: QT_TR_NOOP("Compare both wordings; keep the assessment, or make it anew."),
    Gap.OVERDUE: QT_TR_NOOP("Record what was done, or give a new due date."),
}


@dataclass(frozen=True, slots=True)
class Lack:
    """One gap; `so` states what is missing."""

    gap: Message
    so: Message | str
    why: Message
    to_do: Message


@dataclass(frozen=True, slots=True)
class Lacking:
    """A paragraph, measure or piece of evidence (`paragraph` is None) with all its gaps; `about` names it."""

    paragraph: ParagraphRow | None
    about: Message | str
    lacks: Sequence[Lack]


def lacking(rows: Iterable[ParagraphRow], findings: Sequence[Finding], today: date) -> Iterator[Lacking]:
    """The paragraphs of one Member State that have gaps, in their order, then the entries of its registers that do."""
    objections: dict[tuple[Register | None, int], list[Finding]] = defaultdict(list)
    for finding in findings:
        objections[finding.register, finding.id].append(finding)
    for row in rows:
        gaps = [Lack(tr(gap.value), so, tr(_WHY[gap]), tr(_TO_DO[gap])) for gap, so in of_paragraph(row, today)]
        gaps += map(_objection, objections.get((None, row.id), ()))
        if gaps:
            yield Lacking(row, row.text, gaps)
    for (register, _), found in objections.items():
        if register is not None:
            yield Lacking(None, _named(register, found[0].about), list(map(_objection, found)))


def of_paragraph(row: ParagraphRow, today: date) -> Iterator[tuple[Gap, Message]]:
    """The gaps of a paragraph: what its level needs (`requirements`), changed words, a due date that has passed."""
    if requirements.is_open(row):
        yield Gap.LEVEL, tr("It has no level.")
    if requirements.lacks(row, "measure"):
        yield Gap.MEASURE, tr("No measure answers it.")
    if requirements.lacks(row, "evidence"):
        yield Gap.EVIDENCE, tr("There is no evidence for it, nor for a measure that answers it.")
    if row.suspect:
        yield Gap.SUSPECT, tr("Its words have changed since it was assessed.")
    if row.overdue(today):
        yield Gap.OVERDUE, tr("It was due on {day}.", day=in_full(row.assessment.due_on))


def shows(choice: RowChoice, row: ParagraphRow, today: date) -> bool:
    """Whether a paragraph is one of those that were chosen."""
    if choice is RowChoice.GAPS:
        return any(of_paragraph(row, today))
    return row.assessed or choice is RowChoice.ALL


def _named(register: Register, title: str) -> Message:
    return (
        tr("Measure “{title}”", title=title) if register is Register.MEASURE else tr("Evidence “{title}”", title=title)
    )


def _objection(finding: Finding) -> Lack:
    return Lack(tr(finding.rule.value), finding.words, tr(QUALITY_WHY[finding.rule]), tr(QUALITY_TO_DO[finding.rule]))
