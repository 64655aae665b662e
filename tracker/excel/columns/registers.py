"""The columns of the registers Measures and Evidence."""

from collections.abc import Hashable, Sequence

from tracker.domain.casework.assessments import MemberState
from tracker.domain.casework.evidence import Evidence, EvidenceRow, Excerpt
from tracker.domain.casework.measures import Measure, MeasureRow
from tracker.domain.casework.registers import Link
from tracker.domain.instruments.paragraph_ref import grouped, parse
from tracker.domain.reports.workbook import Sheet
from tracker.excel.columns import Column, Goal, leading, listed, spacious, unprinted, web
from tracker.excel.columns.declared import declared_columns
from tracker.excel.columns.matrix import STATE_HEADING
from tracker.i18n import tr


def measure_columns(several_states: bool) -> list[Column]:
    """The register of measures; a row is (Member State, MeasureRow)."""
    declared = declared_columns(Measure, lambda row: row[1].measure)
    more = [declared.pop(name) for name in ("quoted_text", "planned_on", "expires_on")]
    link = declared.pop("link")
    return [
        *_state(several_states),
        *declared.values(),
        Column(tr("Answers paragraphs"), 22, lambda row: _paragraphs(row[1].paragraphs), field="paragraphs"),
        *spacious(more),
        *unprinted([link]),
        leading(tr("See paragraph"), tr("Paragraph"), _rows),
        leading(tr("Open link"), tr("Open"), lambda row: web(row[1].measure.link)),
    ]


def evidence_columns(several_states: bool) -> list[Column]:
    """The register of evidence; a row is (Member State, EvidenceRow)."""
    excerpts = {"excerpts": lambda row: listed(map(_excerpt, row[1].evidence.excerpts))}
    declared = declared_columns(Evidence, lambda row: row[1].evidence, parts=excerpts)
    more = [declared.pop(name) for name in ("source_class", "got_on", "citation")]
    link = declared.pop("link")
    return [
        *_state(several_states),
        *declared.values(),
        Column(tr("Shows measures"), 24, lambda row: "\n".join(link.words for link in row[1].measures)),
        Column(tr("Supports paragraphs"), 22, lambda row: _paragraphs(row[1].paragraphs), field="paragraphs"),
        *spacious([*more, Column(tr("Files"), 24, lambda row: "\n".join(file.name for file in row[1].files))]),
        *unprinted(
            [
                link,
                Column(tr("SHA-256 of files"), 24, lambda row: "\n".join(file.sha256 for file in row[1].files)),
            ]
        ),
        leading(tr("See paragraph"), tr("Paragraph"), _rows),
        leading(tr("See measure"), tr("Measure"), lambda row: [(Sheet.MEASURES, link.id) for link in row[1].measures]),
        leading(tr("Open link"), tr("Open"), lambda row: web(row[1].evidence.link)),
    ]


def _state(several: bool) -> list[Column]:
    def name(row: tuple[MemberState, object]) -> str:
        return row[0].name

    return [Column(STATE_HEADING, 16, name)] if several else []


def key(row: tuple[MemberState, MeasureRow | EvidenceRow]) -> Hashable:
    """The key of a row, for links to it."""
    return row[1].id


def _rows(row: tuple[MemberState, MeasureRow | EvidenceRow]) -> list[Goal]:
    """The rows of the matrix that contain a measure or a piece of evidence."""
    return [(Sheet.MATRIX, (row[0].code, link.id)) for link in row[1].paragraphs]


def _excerpt(excerpt: Excerpt) -> str:
    """The excerpt as “Ninety-two per cent did.” (table 4)."""
    quoted = f"“{excerpt.text}”" if excerpt.text else ""
    return " ".join(filter(None, (quoted, f"({excerpt.place})" if excerpt.place else "")))


def _paragraphs(linked: Sequence[Link]) -> str:
    """The linked paragraphs by instrument, a line each: "A/RES/74/178: 19, 20"."""
    return "\n".join(map(str, grouped(parse(link.words) for link in linked)))
