"""Remarks on a paragraph: shown below its text in the list, and read out by screen readers."""

from datetime import date
from typing import NamedTuple

from tracker.domain.casework.assessments import ParagraphRow, Stage
from tracker.domain.casework.requirements import unproven, unreasoned
from tracker.gui.context.level_words import inherited_words, stage_word
from tracker.gui.kit.i18n import day, tr


class Remark(NamedTuple):
    """Its words, whether it is a warning, and its weight: where there is no room for all, the lightest give way."""

    words: str
    is_warning: bool = False
    weight: int = 0


def remarks(row: ParagraphRow) -> list[Remark]:
    """The remarks on a paragraph. When it is due weighs most, then that it was returned, then other warnings."""
    assessment = row.assessment
    result = [
        *([Remark(tr("annex"))] if row.label.startswith("annex ") else []),
        Remark(tr("%n measure(s)", "", row.measures)),
        Remark(tr("no evidence"), True, 1) if unproven(row) else Remark(_evidence(row)),
    ]
    if row.comments:
        result.append(Remark(tr("%n comment(s)", "", row.comments), True, 1))
    if row.inherited_from:
        result.append(Remark(inherited_words(row)))
    if row.assessed:
        returned = assessment.stage is Stage.RETURNED
        result.append(Remark(stage_word(assessment.stage), returned, 2 * returned))
    if assessment.due_on:
        result.append(Remark(tr("due {day}").format(day=day(assessment.due_on)), row.overdue(date.today()), 3))
    if unreasoned(row):
        result.append(Remark(tr("no reason given"), True, 1))
    if row.suspect:
        result.append(Remark(tr("words changed since"), True, 1))
    return result


def _evidence(row: ParagraphRow) -> str:
    """How much evidence is linked; evidence of a linked measure counts for the paragraph too."""
    if row.proven and not row.evidence:
        return tr("evidence of a measure")
    return tr("%n piece(s) of evidence", "", row.evidence)


def spoken(row: ParagraphRow) -> str:
    """A paragraph for screen readers: number, lead verb, level, remarks, then its text."""
    template = tr("Paragraph {label}") if row.parent_id is None else tr("Sub-paragraph {label}")
    head = (template.format(label=row.label), row.opening, tr(row.standing.value))
    return ". ".join((", ".join(filter(None, (*head, *(remark.words for remark in remarks(row))))), row.text))
