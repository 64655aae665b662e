"""What a compliance workbook shows: plain rows, gathered by the store, laid out by `excel`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Generic, TypeVar

from tracker.domain.casework import MemberState, ParagraphRow
from tracker.domain.evidence import EvidenceRow
from tracker.domain.instruments import HeldInstrument
from tracker.domain.levels import Scale
from tracker.domain.measures import MeasureRow

Row = TypeVar("Row")


class Sheet(StrEnum):
    """The sheets of a workbook, in their order; a person and other programs know them by these names."""

    COVER = "Cover"
    MATRIX = "Compliance Matrix"
    BY_STATE = "Paragraph by State"
    SELF_ASSESSMENT = "Self-assessment"
    CORRELATION = "Correlation"
    MEASURES = "Measures"
    EVIDENCE = "Evidence"
    LEGEND = "Legend"


ALWAYS = frozenset({Sheet.COVER, Sheet.LEGEND})
"""Without these a reader knows neither what the workbook is nor what its levels mean."""


OPEN_FIELDS = frozenset({"level", "rationale", "shortcomings", "next_step", "lead_authority", "due_on"})
"""Fields of an assessment that a ministry is asked to fill in, where nothing else is said; `MAY_BE_OPEN` may be."""
MAY_BE_OPEN = ("level", "law", "practice", "rationale", "shortcomings", "next_step", "lead_authority", "due_on",
               "assistance", "assistance_from")  # fmt: skip


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A paragraph with the work of one Member State and what is linked to it."""

    state: MemberState
    paragraph: ParagraphRow
    measures: tuple[MeasureRow, ...]
    evidence: tuple[EvidenceRow, ...]


@dataclass(frozen=True, slots=True)
class Rows(Generic[Row]):
    """Rows that are read anew, State by State, each time they are gone through: those of 193 States would fill the
    memory. Their number is known before."""

    read: Callable[[], Iterator[Row]]
    number: int

    def __iter__(self) -> Iterator[Row]:
        return self.read()

    def __len__(self) -> int:
        return self.number


@dataclass(frozen=True, slots=True)
class Matrix:
    """A whole workbook's worth of rows: `checklist` has those of `rows` without what is linked to them. `sheets`: which
    of them it shows. `made_at` is in UTC.

    `for_return`: to be filled in by the `recipient`, who finds the `open_fields` open, and taken back; `workspace` is
    the identity of the workspace it is sent from."""

    states: tuple[MemberState, ...]
    cycle: str
    instruments: tuple[HeldInstrument, ...]
    scale: Scale
    made_on: date
    checklist: Rows[tuple[MemberState, ParagraphRow]]
    rows: Rows[MatrixRow]
    measures: Rows[tuple[MemberState, MeasureRow]]
    evidence: Rows[tuple[MemberState, EvidenceRow]]
    for_return: bool = False
    recipient: str = ""
    open_fields: frozenset[str] = OPEN_FIELDS
    workspace: str = ""
    made_at: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    sheets: tuple[Sheet, ...] = tuple(Sheet)

    @property
    def several(self) -> tuple[bool, bool]:
        """Whether there are several Member States, and several instruments, so that rows must say of which they are."""
        return len(self.states) > 1, len(self.instruments) > 1
