"""What is said of a paragraph beside its words: below them in the list, and to those who hear the list read out."""

from datetime import date

from tracker.domain.casework.assessments import ParagraphRow, Stage
from tracker.domain.casework.levels import Level
from tracker.domain.casework.requirements import requires
from tracker.gui.context.level_words import inherited_words, stage_word
from tracker.gui.kit.i18n import day, tr


def remarks(row: ParagraphRow) -> list[tuple[str, bool]]:
    """Each remark, and whether it warns."""
    made = row.assessment
    found = [
        *([(tr("annex"), False)] if row.label.startswith("annex ") else []),
        (tr("%n measure(s)", "", row.measures), False),
        (_evidence(row), False),
    ]
    if row.comments:
        found.append((tr("%n comment(s)", "", row.comments), True))
    if row.inherited_from:
        found.append((inherited_words(row), False))
    if row.assessed:
        found.append((stage_word(made.stage), made.stage is Stage.RETURNED))
    if made.due_on:
        found.append((tr("due {day}").format(day=day(made.due_on)), row.overdue(date.today())))
    if made.level == Level.FULLY and requires(row, "evidence"):
        found.append((tr("no evidence"), True))
    if made.level == Level.NOT_APPLICABLE and requires(row, "rationale"):
        found.append((tr("no reason given"), True))
    if row.suspect:
        found.append((tr("words changed since"), True))
    return found


def _evidence(row: ParagraphRow) -> str:
    """How much evidence is linked; that of a measure shows the paragraph too."""
    if row.proven and not row.evidence:
        return tr("evidence of a measure")
    return tr("%n piece(s) of evidence", "", row.evidence)


def spoken(row: ParagraphRow) -> str:
    """A paragraph in one breath: number, lead verb, level, remarks, then its words."""
    kind = tr("Paragraph {label}") if row.parent_id is None else tr("Sub-paragraph {label}")
    first = (kind.format(label=row.label), row.opening, tr(row.standing.value))
    return ". ".join((", ".join(filter(None, (*first, *(words for words, _ in remarks(row))))), row.text))
