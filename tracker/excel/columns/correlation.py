"""The columns of Correlation, as in tables of correspondence between an act and national law."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tracker.domain.casework.assessments import MemberState, ParagraphRow
from tracker.domain.casework.levels import SCALES
from tracker.domain.casework.measures import Measure, MeasureRow
from tracker.domain.instruments.deadlines import deadline
from tracker.domain.reports.workbook import MatrixRow, Sheet, WorkbookContent
from tracker.excel.columns import Column, Goal, leading
from tracker.excel.columns.matrix import paragraph_columns
from tracker.excel.words import level_words
from tracker.i18n import tr

SCALE = SCALES["EU"]
"""Full, partial, not transposed: used whatever the scale of the matrix."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A paragraph and one measure that answers it; `found` is None if there is none."""

    state: MemberState
    paragraph: ParagraphRow
    found: MeasureRow | None

    @property
    def measure(self) -> Measure | None:
        return self.found.measure if self.found else None


def answers(rows: Iterable[MatrixRow]) -> Iterator[Answer]:
    for row in rows:
        for measure_row in row.measures or (None,):
            yield Answer(row.state, row.paragraph, measure_row)


def correlation_columns(matrix: WorkbookContent) -> list[Column]:
    """One row for each measure that answers a paragraph; one without an act if none does."""
    word = level_words(SCALE)
    return [
        *paragraph_columns(*matrix.several),
        Column(tr("Obligation"), 49, lambda row: row.paragraph.text),
        Column(tr("Deadline"), 12, lambda row: deadline(row.paragraph.text)),
        Column(tr("National act"), 26, lambda row: _act(row.measure)),
        Column(tr("Article"), 11, lambda row: row.measure.article if row.measure else ""),
        Column(tr("Quoted text"), 38, lambda row: row.measure.quoted_text if row.measure else ""),
        Column(tr("Conformity"), 13, lambda row: word[row.paragraph.standing], "level"),
        Column(tr("Reason"), 34, _reason),
        Column(tr("Planned date"), 12, _planned, "date"),
        leading(tr("See measure"), tr("Measure"), _in_register),
    ]


def _in_register(row: Answer) -> list[Goal]:
    return [(Sheet.MEASURES, row.found.id)] if row.found else []


def _act(measure: Measure | None) -> str:
    """The citation of the act, with its title if that says more: "Act 12 of 2019 (Prevention Act)"."""
    if measure is None:
        return ""
    return f"{measure.act} ({measure.title})" if measure.act and measure.act != measure.title else measure.title


def _reason(row: Answer) -> str:
    """The reasons for the level of conformity, and what is missing."""
    assessment = row.paragraph.assessment
    return "\n".join(filter(None, (assessment.rationale, assessment.shortcomings)))


def _planned(row: Answer) -> date | None:
    return (row.measure.planned_on if row.measure else None) or row.paragraph.assessment.due_on
