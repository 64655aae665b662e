"""Every column of the workbook, once: heading, width in characters, and where its value comes from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tracker.domain.casework import MemberState
from tracker.domain.evidence import EvidenceRow, Excerpt
from tracker.domain.levels import Level
from tracker.domain.linking import Link
from tracker.domain.matrix import Matrix, MatrixRow
from tracker.domain.measures import MeasureRow

Value = str | int | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """`source` gives a row's value. `style` names one of styles.KINDS. `field` is the field of an assessment that a
    ministry may fill in here; "" where the column is not for filling in."""

    heading: str
    width: float
    source: Callable[[Any], Value]
    style: str = "text"
    field: str = ""
    hidden: bool = False
    printed: bool = True


def matrix_columns(matrix: Matrix) -> list[Column]:
    """The Compliance Matrix: one row for each paragraph and sub-paragraph of each Member State."""
    word = matrix.scale.words
    several_states = [Column("Member State", 14, lambda row: row.state.name)] if len(matrix.states) > 1 else []
    several = [Column("Instrument", 11, lambda row: row.paragraph.symbol)] if len(matrix.instruments) > 1 else []
    columns = [
        *several_states,
        *several,
        Column("Paragraph", 9.5, lambda row: row.paragraph.label, "label"),
        Column("Lead verb", 12, lambda row: row.paragraph.opening, "verb"),
        Column("Text", 62, lambda row: row.paragraph.text),
        Column("Addressees", 15, lambda row: "; ".join(row.paragraph.addressees)),
        Column("Level", 13, lambda row: word[_level(row, matrix)], "level", field="level"),
        Column("Rationale", 26, lambda row: row.paragraph.assessment.rationale, field="rationale"),
        Column("Measures", 28, lambda row: _listed(map(measure_line, row.measures))),
        Column("Evidence", 24, lambda row: _listed(map(evidence_line, row.evidence))),
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
        Column("Assessed on", 11, lambda row: _day(row.paragraph.assessment.level_at), "date", printed=False),
    ]
    return columns + (_key_columns(matrix) if matrix.for_return else [])


def _key_columns(matrix: Matrix) -> list[Column]:
    """Hidden: what a returned row is about, the words it was asked about, and each open value as it was sent."""
    word = matrix.scale.words
    return [
        Column(
            "Key",
            10,
            lambda row: "|".join((row.state.code, matrix.cycle, row.paragraph.symbol, row.paragraph.label)),
            hidden=True,
        ),
        Column("Fingerprint", 10, lambda row: row.paragraph.fingerprint, hidden=True),
        Column("Level as sent", 10, lambda row: word[row.paragraph.assessment.level], hidden=True),
        *(_as_sent(name, heading) for name, heading in _OPEN_TEXTS),
        Column("Due date as sent", 10, lambda row: row.paragraph.assessment.due_on, "date", hidden=True),
    ]


_OPEN_TEXTS = (
    ("rationale", "Rationale as sent"),
    ("shortcomings", "What is missing as sent"),
    ("next_step", "Next step as sent"),
    ("lead_authority", "Lead authority as sent"),
)


def _as_sent(name: str, heading: str) -> Column:
    return Column(heading, 10, lambda row: getattr(row.paragraph.assessment, name), hidden=True)


def measure_columns(several_states: bool) -> list[Column]:
    """The register of measures; a row is (Member State, MeasureRow)."""
    return [
        *_state(several_states),
        Column("Measure", 34, lambda row: row[1].measure.title, "strong"),
        Column("Type", 15, lambda row: row[1].measure.type.value.capitalize()),
        Column("Status", 11, lambda row: row[1].measure.status.value.capitalize()),
        Column("Act", 22, lambda row: row[1].measure.act),
        Column("Article", 10, lambda row: row[1].measure.article),
        Column("Quoted text", 40, lambda row: row[1].measure.quoted_text),
        Column("Description", 40, lambda row: row[1].measure.description),
        Column("Authority", 20, lambda row: row[1].measure.authority),
        Column("Adopted", 11, lambda row: row[1].measure.adopted_on, "date"),
        Column("In force", 11, lambda row: row[1].measure.in_force_on, "date"),
        Column("Planned", 11, lambda row: row[1].measure.planned_on, "date"),
        Column("Expires", 11, lambda row: row[1].measure.expires_on, "date"),
        Column("Link", 22, lambda row: row[1].measure.link),
        Column("Answers paragraphs", 24, lambda row: _paragraphs(row[1].paragraphs)),
    ]


def evidence_columns(several_states: bool) -> list[Column]:
    """The register of evidence; a row is (Member State, EvidenceRow)."""
    return [
        *_state(several_states),
        Column("Evidence", 34, lambda row: row[1].evidence.title, "strong"),
        Column("Type", 15, lambda row: row[1].evidence.type.value.capitalize()),
        Column("Source class", 13, lambda row: _capital(row[1].evidence.source_class.value)),
        Column("Publisher", 22, lambda row: row[1].evidence.publisher),
        Column("Speaks of", 11, lambda row: row[1].evidence.speaks_of),
        Column("Obtained", 11, lambda row: row[1].evidence.got_on, "date"),
        Column("Reliability", 11, lambda row: row[1].evidence.reliability.value.capitalize()),
        Column("Citation", 24, lambda row: row[1].evidence.citation),
        Column("Excerpts", 44, lambda row: _listed(map(_excerpt, row[1].evidence.excerpts))),
        Column("Link", 22, lambda row: row[1].evidence.link),
        Column("Files", 24, lambda row: "\n".join(file.name for file in row[1].files)),
        Column("SHA-256 of files", 24, lambda row: "\n".join(file.sha256 for file in row[1].files)),
        Column("Shows measures", 24, lambda row: "\n".join(one.words for one in row[1].measures)),
        Column("Supports paragraphs", 24, lambda row: _paragraphs(row[1].paragraphs)),
    ]


def _state(several: bool) -> list[Column]:
    def name(row: tuple[MemberState, object]) -> str:
        return row[0].name

    return [Column("Member State", 16, name)] if several else []


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


def _listed(lines: Any) -> str:
    found: Sequence[str] = list(lines)
    return "".join(found) if len(found) < 2 else "\n".join(f"• {line}" for line in found)


def _excerpt(excerpt: Excerpt) -> str:
    """ "Ninety-two per cent did." (table 4)"""
    quoted = f"“{excerpt.text}”" if excerpt.text else ""
    return " ".join(filter(None, (quoted, f"({excerpt.place})" if excerpt.place else "")))


def _paragraphs(linked: Sequence[Link]) -> str:
    """ "A/RES/74/178, 19" and "A/RES/74/178, 20" → "A/RES/74/178: 19, 20", a line for each instrument."""
    by_symbol: dict[str, list[str]] = {}
    for one in linked:
        symbol, _, label = one.words.partition(", ")
        by_symbol.setdefault(symbol, []).append(label)
    return "\n".join(f"{symbol}: {', '.join(found)}" for symbol, found in by_symbol.items())


def _level(row: MatrixRow, matrix: Matrix) -> Level:
    """The level a paragraph stands at; where a ministry is to fill it in, its own."""
    return row.paragraph.assessment.level if matrix.for_return else row.paragraph.standing


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone().date() if moment else None


def _stage(row: MatrixRow) -> str:
    """Where the assessment stands in review, and that it was made for other words than these."""
    if not row.paragraph.assessed:
        return ""
    stage = row.paragraph.assessment.stage.value.capitalize()
    return f"{stage}, words changed since" if row.paragraph.suspect else stage


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
