"""Remarks on a paragraph: shown below its text in the list, and read out by screen readers."""

from datetime import date

from tracker.domain.casework.assessments import ParagraphRow, Stage
from tracker.domain.casework.requirements import unproven, unreasoned
from tracker.gui.context.level_words import inherited_words, stage_word
from tracker.gui.kit.i18n import day, tr


def remarks(row: ParagraphRow) -> list[tuple[str, bool]]:
    """The remarks on a paragraph, each with whether it is a warning."""
    assessment = row.assessment
    result = [
        *([(tr("annex"), False)] if row.label.startswith("annex ") else []),
        (tr("%n measure(s)", "", row.measures), False),
        (tr("no evidence"), True) if unproven(row) else (_evidence(row), False),
    ]
    if row.comments:
        result.append((tr("%n comment(s)", "", row.comments), True))
    if row.inherited_from:
        result.append((inherited_words(row), False))
    if row.assessed:
        result.append((stage_word(assessment.stage), assessment.stage is Stage.RETURNED))
    if assessment.due_on:
        result.append((tr("due {day}").format(day=day(assessment.due_on)), row.overdue(date.today())))
    if unreasoned(row):
        result.append((tr("no reason given"), True))
    if row.suspect:
        result.append((tr("words changed since"), True))
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
    return ". ".join((", ".join(filter(None, (*head, *(remark for remark, _ in remarks(row))))), row.text))
