"""The columns of Self-assessment, as in the checklists of UN review mechanisms."""

from tracker.domain.casework.evidence import EvidenceRow, EvidenceType
from tracker.domain.casework.levels import SCALES
from tracker.domain.casework.measures import MeasureRow
from tracker.domain.reports.workbook import MatrixRow, WorkbookContent
from tracker.excel.columns import Column, leading, listed, opening
from tracker.excel.columns.matrix import evidence_line, first_measure, measure_line, paragraph_columns, shown_in_full
from tracker.excel.words import level_words
from tracker.i18n import tr

SCALE = SCALES["UNCAC"]
"""Yes; yes, in part; no: used whatever the scale of the matrix."""


def self_assessment_columns(matrix: WorkbookContent) -> list[Column]:
    """One row for each paragraph and sub-paragraph of each Member State."""
    word, in_full = level_words(SCALE), shown_in_full(matrix)
    return [
        *paragraph_columns(*matrix.several),
        Column(tr("Text"), 30, lambda row: row.paragraph.text if in_full else opening(row.paragraph.text)),
        Column(tr("Level"), 11, lambda row: word[row.paragraph.standing], "level"),
        Column(tr("Rationale"), 24, lambda row: row.paragraph.assessment.rationale),
        Column(tr("Measures cited and summarised"), 36, lambda row: listed(map(_cited, row.measures))),
        Column(
            tr("Examples, cases and statistics"), 48, lambda row: listed(map(_quoted, filter(_example, row.evidence)))
        ),
        Column(tr("Challenges"), 16, lambda row: row.paragraph.assessment.shortcomings),
        Column(tr("Technical assistance needed"), 12, _assistance),
        leading(tr("See measures"), tr("Measures"), first_measure),
    ]


def _cited(row: MeasureRow) -> str:
    """A measure as in the matrix, with its description."""
    return " – ".join(filter(None, (measure_line(row), row.measure.description)))


def _example(row: EvidenceRow) -> bool:
    """Whether it is a court case, a statistic, or a source with excerpts."""
    return row.evidence.type in (EvidenceType.STATISTIC, EvidenceType.COURT_CASE) or bool(row.evidence.excerpts)


def _quoted(row: EvidenceRow) -> str:
    return " – ".join((evidence_line(row), *(f"“{excerpt.text}”" for excerpt in row.evidence.excerpts if excerpt.text)))


def _assistance(row: MatrixRow) -> str:
    """What assistance is needed and, on a second line, from whom."""
    assessment = row.paragraph.assessment
    provider = str(tr("From: {whom}", whom=assessment.assistance_from)) if assessment.assistance_from else ""
    return "\n".join(filter(None, (assessment.assistance, provider)))
