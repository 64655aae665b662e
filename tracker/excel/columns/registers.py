"""The columns of the registers: Measures and Evidence."""

from collections.abc import Hashable, Sequence

from tracker.domain.casework.assessments import MemberState
from tracker.domain.casework.evidence import EvidenceRow, Excerpt
from tracker.domain.casework.measures import MeasureRow
from tracker.domain.casework.registers import Link
from tracker.domain.reports.workbook import Sheet
from tracker.excel.columns import Column, Goal, capital, leading, listed, web


def measure_columns(several_states: bool) -> list[Column]:
    """The register of measures; a row is (Member State, MeasureRow)."""
    return [
        *_state(several_states),
        Column("Measure", 34, lambda row: row[1].measure.title, "strong", field="title"),
        Column("Type", 15, lambda row: row[1].measure.type.value.capitalize(), field="type"),
        Column("Status", 11, lambda row: row[1].measure.status.value.capitalize(), field="status"),
        Column("Act", 22, lambda row: row[1].measure.act, field="act"),
        Column("Article", 10, lambda row: row[1].measure.article, field="article"),
        Column("Quoted text", 40, lambda row: row[1].measure.quoted_text, field="quoted_text"),
        Column("Description", 40, lambda row: row[1].measure.description, field="description"),
        Column("Authority", 20, lambda row: row[1].measure.authority, field="authority"),
        Column("Adopted", 11, lambda row: row[1].measure.adopted_on, "date", field="adopted_on"),
        Column("In force", 11, lambda row: row[1].measure.in_force_on, "date", field="in_force_on"),
        Column("Planned", 11, lambda row: row[1].measure.planned_on, "date", field="planned_on"),
        Column("Expires", 11, lambda row: row[1].measure.expires_on, "date", field="expires_on"),
        Column("Link", 22, lambda row: row[1].measure.link, field="link"),
        Column("Answers paragraphs", 24, lambda row: _paragraphs(row[1].paragraphs), field="paragraphs"),
        leading("See paragraph", "Paragraph", _rows),
        leading("Open link", "Open", lambda row: web(row[1].measure.link)),
    ]


def evidence_columns(several_states: bool) -> list[Column]:
    """The register of evidence; a row is (Member State, EvidenceRow)."""
    return [
        *_state(several_states),
        Column("Evidence", 34, lambda row: row[1].evidence.title, "strong", field="title"),
        Column("Type", 15, lambda row: row[1].evidence.type.value.capitalize(), field="type"),
        Column("Source class", 13, lambda row: capital(row[1].evidence.source_class.value), field="source_class"),
        Column("Publisher", 22, lambda row: row[1].evidence.publisher, field="publisher"),
        Column("Speaks of", 11, lambda row: row[1].evidence.speaks_of, field="speaks_of"),
        Column("Obtained", 11, lambda row: row[1].evidence.got_on, "date", field="got_on"),
        Column("Reliability", 11, lambda row: row[1].evidence.reliability.value.capitalize(), field="reliability"),
        Column("Citation", 24, lambda row: row[1].evidence.citation, field="citation"),
        Column("Excerpts", 44, lambda row: listed(map(_excerpt, row[1].evidence.excerpts)), field="excerpts"),
        Column("Link", 22, lambda row: row[1].evidence.link, field="link"),
        Column("Files", 24, lambda row: "\n".join(file.name for file in row[1].files)),
        Column("SHA-256 of files", 24, lambda row: "\n".join(file.sha256 for file in row[1].files)),
        Column("Shows measures", 24, lambda row: "\n".join(one.words for one in row[1].measures)),
        Column("Supports paragraphs", 24, lambda row: _paragraphs(row[1].paragraphs), field="paragraphs"),
        leading("See paragraph", "Paragraph", _rows),
        leading("See measure", "Measure", lambda row: [(Sheet.MEASURES, one.id) for one in row[1].measures]),
        leading("Open link", "Open", lambda row: web(row[1].evidence.link)),
    ]


def _state(several: bool) -> list[Column]:
    def name(row: tuple[MemberState, object]) -> str:
        return row[0].name

    return [Column("Member State", 16, name)] if several else []


def key(row: tuple[MemberState, MeasureRow | EvidenceRow]) -> Hashable:
    """What links to a row of a register are made with."""
    return row[1].id


def _rows(row: tuple[MemberState, MeasureRow | EvidenceRow]) -> list[Goal]:
    """The rows of the matrix that a measure or a piece of evidence stands in."""
    return [(Sheet.MATRIX, (row[0].code, one.id)) for one in row[1].paragraphs]


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
