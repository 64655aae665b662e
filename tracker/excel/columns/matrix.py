"""The columns of the Compliance Matrix, and how measures and evidence stand in a cell of it."""

from collections.abc import Hashable

from tracker.domain.evidence import EvidenceRow
from tracker.domain.levels import Level
from tracker.domain.matrix import Matrix, MatrixRow, Sheet
from tracker.domain.measures import MeasureRow
from tracker.excel.columns import Column, Goal, day, leading, listed


def matrix_columns(matrix: Matrix) -> list[Column]:
    """The Compliance Matrix: one row for each paragraph and sub-paragraph of each Member State."""
    word = matrix.scale.words
    return [
        *paragraph_columns(matrix),
        Column("Lead verb", 12, lambda row: row.paragraph.opening, "verb"),
        Column("Text", 62, lambda row: row.paragraph.text),
        Column("Addressees", 15, lambda row: "; ".join(row.paragraph.addressees)),
        Column("Level", 13, lambda row: word[_level(row, matrix)], "level", field="level"),
        Column("Rationale", 26, lambda row: row.paragraph.assessment.rationale, field="rationale"),
        Column("Measures", 28, lambda row: listed(map(measure_line, row.measures))),
        Column("Evidence", 24, lambda row: listed(map(evidence_line, row.evidence))),
        Column("What is missing", 20, lambda row: row.paragraph.assessment.shortcomings, field="shortcomings"),
        Column("Next step", 20, lambda row: row.paragraph.assessment.next_step, field="next_step"),
        Column("Lead authority", 15, lambda row: row.paragraph.assessment.lead_authority, field="lead_authority"),
        Column("Due date", 11, lambda row: row.paragraph.assessment.due_on, "date", field="due_on"),
        Column("Review stage", 11, _stage),
        Column("In law", 13, lambda row: word[row.paragraph.assessment.law], "level", printed=False),
        Column("In practice", 13, lambda row: word[row.paragraph.assessment.practice], "level", printed=False),
        Column("Technical assistance", 22, lambda row: row.paragraph.assessment.assistance, printed=False),
        Column("Assistance from", 18, lambda row: row.paragraph.assessment.assistance_from, printed=False),
        Column("Assessed by", 14, lambda row: row.paragraph.assessment.level_by, printed=False),
        Column("Assessed on", 11, lambda row: day(row.paragraph.assessment.level_at), "date", printed=False),
        leading("See measures", "Measures", first_measure),
        leading("See evidence", "Evidence", lambda row: [(Sheet.EVIDENCE, one.id) for one in row.evidence[:1]]),
    ]


def paragraph_columns(matrix: Matrix) -> list[Column]:
    """Which paragraph a row is about, and whose: what there is only one of is left out."""
    several_states = [Column("Member State", 14, lambda row: row.state.name)] if len(matrix.states) > 1 else []
    several = [Column("Instrument", 11, lambda row: row.paragraph.symbol)] if len(matrix.instruments) > 1 else []
    return [*several_states, *several, Column("Paragraph", 9.5, lambda row: row.paragraph.label, "label")]


def key(row: MatrixRow) -> Hashable:
    """What links to a row of the matrix are made with."""
    return row.state.code, row.paragraph.id


def first_measure(row: MatrixRow) -> list[Goal]:
    return [(Sheet.MEASURES, one.id) for one in row.measures[:1]]


def measure_line(row: MeasureRow) -> str:
    """A measure in a cell of the matrix: title, citation, status, and how it answers the paragraph."""
    measure = row.measure
    line = f"{measure.title} ({', '.join(filter(None, (measure.citation, measure.status.value)))})"
    return f"{line}: {row.note}" if row.note else line


def evidence_line(row: EvidenceRow) -> str:
    """A piece of evidence in a cell of the matrix: title, publisher, what time it speaks of, and where in it."""
    found = row.evidence
    places = (one.place for one in found.excerpts)
    about = ", ".join(filter(None, (found.publisher, found.speaks_of, *places)))
    line = f"{found.title} ({about})" if about else found.title
    return f"{line}: {row.note}" if row.note else line


def _level(row: MatrixRow, matrix: Matrix) -> Level:
    """The level a paragraph stands at; where a ministry is to fill it in, its own."""
    return row.paragraph.assessment.level if matrix.for_return else row.paragraph.standing


def _stage(row: MatrixRow) -> str:
    """Where the assessment stands in review, and that it was made for other words than these."""
    if not row.paragraph.assessed:
        return ""
    stage = row.paragraph.assessment.stage.value.capitalize()
    return f"{stage}, words changed since" if row.paragraph.suspect else stage
