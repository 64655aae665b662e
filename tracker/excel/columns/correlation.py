"""The columns of Correlation, as in tables of correspondence between an act and national law."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tracker.domain.casework.assessments import MemberState, ParagraphRow
from tracker.domain.casework.levels import SCALES
from tracker.domain.casework.measures import Measure, MeasureRow
from tracker.domain.instruments.deadlines import deadline
from tracker.domain.reports.workbook import MatrixRow, Sheet, WorkbookContent
from tracker.excel.columns import Column, Goal, leading, opening
from tracker.excel.columns.matrix import paragraph_columns, shown_in_full
from tracker.excel.words import level_words
from tracker.i18n import tr

SCALE = SCALES["EU"]
"""Full, partial, not transposed: used whatever the scale of the matrix."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A paragraph and one measure that answers it; `found` is None if there is none. `first`: it is the paragraph's
    first row."""

    state: MemberState
    paragraph: ParagraphRow
    found: MeasureRow | None
    first: bool

    @property
    def measure(self) -> Measure | None:
        return self.found.measure if self.found else None


def answers(rows: Iterable[MatrixRow]) -> Iterator[Answer]:
    for row in rows:
        for number, measure_row in enumerate(row.measures or (None,)):
            yield Answer(row.state, row.paragraph, measure_row, number == 0)


def correlation_columns(matrix: WorkbookContent) -> list[Column]:
    """One row for each measure that answers a paragraph; one without an act if none does. Its words stand in full in
    the first of its rows, unless the Compliance Matrix has them."""
    word, in_full = level_words(SCALE), shown_in_full(matrix)

    def words(row: Answer) -> str:
        return row.paragraph.text if in_full and (row.first or matrix.form) else opening(row.paragraph.text)

    return [
        *paragraph_columns(*matrix.several),
        Column(tr("Obligation"), 36, words),
        Column(tr("Deadline"), 11, lambda row: deadline(row.paragraph.text)),
        Column(tr("National act"), 24, lambda row: _act(row.measure)),
        Column(tr("Article"), 10, lambda row: row.measure.article if row.measure else ""),
        Column(tr("Quoted text"), 30, lambda row: row.measure.quoted_text if row.measure else ""),
        Column(tr("Conformity"), 11, lambda row: word[row.paragraph.standing], "level"),
        Column(tr("Reason"), 42, lambda row: _reason(row) if row.first or matrix.form else ""),
        Column(tr("Planned date"), 11, _planned, "date"),
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
