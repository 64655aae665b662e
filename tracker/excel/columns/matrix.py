"""The columns of the Compliance Matrix, and the text of measures and evidence in its cells."""

from collections.abc import Hashable
from dataclasses import replace

from tracker.domain.casework.assessments import Assessment
from tracker.domain.casework.evidence import EvidenceRow
from tracker.domain.casework.levels import Level, Scale
from tracker.domain.casework.measures import MeasureRow
from tracker.domain.reports.workbook import MatrixRow, Sheet, WorkbookContent
from tracker.excel.columns import Column, Goal, day, leading, listed, spacious, unprinted
from tracker.excel.columns.declared import declared_columns
from tracker.excel.words import level_words
from tracker.i18n import capital, tr


def matrix_columns(scale: Scale, several_states: bool, several_instruments: bool, own: bool = False) -> list[Column]:
    """The Compliance Matrix: one row for each paragraph and sub-paragraph of each Member State.

    The level is the one that counts for the paragraph; with `own`, for a ministry to fill in, its own level only, and
    what it fills in is printed first.
    """
    word = level_words(scale)
    declared = declared_columns(Assessment, lambda row: row.paragraph.assessment, scale)
    level = replace(declared.pop("level"), source=lambda row: word[_level(row, own)])
    law_and_practice = [declared.pop(name) for name in ("law", "practice")]
    rationale = declared.pop("rationale")
    what_follows = [declared.pop(name) for name in ("shortcomings", "next_step", "lead_authority", "due_on")]
    found = [
        Column(tr("Measures"), 24, lambda row: listed(map(measure_line, row.measures))),
        Column(tr("Evidence"), 23, lambda row: listed(map(evidence_line, row.evidence))),
    ]
    stage = Column(tr("Review stage"), 11, _stage)
    return [
        *paragraph_columns(several_states, several_instruments),
        Column(tr("Text"), 72, lambda row: row.paragraph.text),
        level,
        *law_and_practice,
        rationale,
        *([*what_follows, *spacious([*found, stage])] if own else [*found, *spacious([*what_follows, stage])]),
        Column(tr("Lead verb"), 12, lambda row: row.paragraph.opening, "verb", printed=False),
        Column(tr("Addressees"), 15, lambda row: "; ".join(row.paragraph.addressees), printed=False),
        *unprinted(declared.values()),
        Column(tr("Assessed by"), 14, lambda row: row.paragraph.assessment.level_by, printed=False),
        Column(tr("Assessed on"), 11, lambda row: day(row.paragraph.assessment.level_at), "date", printed=False),
        leading(tr("See measures"), tr("Measures"), first_measure),
        leading(
            tr("See evidence"),
            tr("Evidence"),
            lambda row: [(Sheet.EVIDENCE, evidence_row.id) for evidence_row in row.evidence[:1]],
        ),
    ]


STATE_HEADING = tr("Member State")
INSTRUMENT_HEADING = tr("Instrument")
PARAGRAPH_HEADING = tr("Paragraph")


def paragraph_columns(several_states: bool, several_instruments: bool) -> list[Column]:
    """Which paragraph a row is about, and whose. Columns that would be the same in all rows are left out."""
    return [
        *([Column(STATE_HEADING, 14, lambda row: row.state.name)] if several_states else []),
        *([Column(INSTRUMENT_HEADING, 11, lambda row: row.paragraph.symbol)] if several_instruments else []),
        Column(PARAGRAPH_HEADING, 8.5, lambda row: row.paragraph.label, "label"),
    ]


def shown_in_full(matrix: WorkbookContent) -> bool:
    """Whether further sheets show the full words of paragraphs: not if the Compliance Matrix does."""
    return matrix.form or Sheet.MATRIX not in matrix.sheets


def key(row: MatrixRow) -> Hashable:
    """The key of a row, for links to it."""
    return row.state.code, row.paragraph.id


def first_measure(row: MatrixRow) -> list[Goal]:
    return [(Sheet.MEASURES, measure_row.id) for measure_row in row.measures[:1]]


def measure_line(row: MeasureRow) -> str:
    """A measure in a cell of the matrix: title, citation, status, and the note on how it answers the paragraph."""
    measure = row.measure
    line = f"{measure.title} ({', '.join(filter(None, (measure.citation, str(tr(measure.status.value)))))})"
    return f"{line}: {row.note}" if row.note else line


def evidence_line(row: EvidenceRow) -> str:
    """A piece of evidence in a cell of the matrix: title, publisher, its period, the places in it, and the note."""
    evidence = row.evidence
    places = (excerpt.place for excerpt in evidence.excerpts)
    details = ", ".join(filter(None, (evidence.publisher, evidence.speaks_of, *places)))
    line = f"{evidence.title} ({details})" if details else evidence.title
    return f"{line}: {row.note}" if row.note else line


def _level(row: MatrixRow, own: bool) -> Level:
    return row.paragraph.assessment.level if own else row.paragraph.standing


def _stage(row: MatrixRow) -> str:
    """The stage of review, and a remark if the paragraph's words have changed since the assessment."""
    if not row.paragraph.assessed:
        return ""
    stage = capital(str(tr(row.paragraph.assessment.stage.value)))
    return str(tr("{stage}, words changed since", stage=stage)) if row.paragraph.suspect else stage
