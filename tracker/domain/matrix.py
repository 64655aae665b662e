"""What a compliance workbook shows: plain rows, gathered by the store, laid out by `excel`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from tracker.domain.casework import MemberState, ParagraphRow
from tracker.domain.changes import Changed
from tracker.domain.evidence import EvidenceRow
from tracker.domain.instruments import HeldInstrument
from tracker.domain.levels import Scale
from tracker.domain.measures import MeasureRow
from tracker.domain.quality import Finding
from tracker.domain.review import Comment


class Sheet(StrEnum):
    """The sheets of a workbook, in their order; a person and other programs know them by these names."""

    COVER = "Cover"
    SUMMARY = "Summary"
    MATRIX = "Compliance Matrix"
    MEASURES = "Measures"
    EVIDENCE = "Evidence"
    ACTIONS = "Action Plan"
    GAPS = "Gaps"
    COMMENTS = "Review Comments"
    CHANGES = "Changes"
    LEGEND = "Legend"


ALWAYS = frozenset({Sheet.COVER, Sheet.LEGEND})
"""Without these a reader knows neither what the workbook is nor what its levels mean."""


PURPOSES = {
    Sheet.COVER: "whose matrix it is, how far the work has come, what stands where",
    Sheet.SUMMARY: "levels by theme, addressee and instrument, in tables and charts",
    Sheet.MATRIX: "each paragraph with its level, measures, evidence and next step",
    Sheet.MEASURES: "the register of laws, programmes and other measures",
    Sheet.EVIDENCE: "the register of what shows them, with files and links",
    Sheet.ACTIONS: "what is still to be done, by priority, with authority and due date",
    Sheet.GAPS: "what a reviewer would ask about, and what to do",
    Sheet.COMMENTS: "what was said in review, with the answers",
    Sheet.CHANGES: "what changed since a day or an earlier workbook",
    Sheet.LEGEND: "what levels, codes and abbreviations mean",
}
"""What each sheet is for, in a line."""

_TO_FILL_IN = (Sheet.COVER, Sheet.MATRIX, Sheet.MEASURES, Sheet.EVIDENCE, Sheet.LEGEND)


def usual_sheets(for_return: bool, since: bool, commented: bool) -> tuple[Sheet, ...]:
    """The sheets of a workbook for which none are named: those that have something to show. A workbook to be filled in
    has no more than a ministry needs; changes are shown when it is said since when."""
    if for_return:
        return _TO_FILL_IN
    shown = {Sheet.CHANGES: since, Sheet.COMMENTS: commented}
    return tuple(sheet for sheet in Sheet if shown.get(sheet, True))


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A paragraph with the work of one Member State and what is linked to it."""

    state: MemberState
    paragraph: ParagraphRow
    measures: tuple[MeasureRow, ...]
    evidence: tuple[EvidenceRow, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """What the sheets that sum up show beside the rows: all themes in their order; what Quality found, by the code of
    the Member State; comments, by that code and the paragraph's id; changes, and `since` when they are, in a sentence.
    `stands_at` is the moment (UTC) of the last change that the workbook knows of."""

    themes: tuple[str, ...] = ()
    findings: Mapping[str, Sequence[Finding]] = field(default_factory=dict)
    comments: Mapping[tuple[str, int], Sequence[Comment]] = field(default_factory=dict)
    changes: Iterable[tuple[MemberState, Changed]] = ()
    since: str = ""
    stands_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Matrix:
    """A whole workbook's worth of rows. `sheets`: which of them it shows. `for_return`: to be filled in by ministries
    and taken back."""

    states: tuple[MemberState, ...]
    cycle: str
    instruments: tuple[HeldInstrument, ...]
    scale: Scale
    made_on: date
    rows: tuple[MatrixRow, ...]
    measures: tuple[tuple[MemberState, MeasureRow], ...]
    evidence: tuple[tuple[MemberState, EvidenceRow], ...]
    for_return: bool = False
    sheets: tuple[Sheet, ...] = tuple(Sheet)
    beside: Beside = field(default_factory=Beside)
