"""The content of a compliance workbook: plain rows, read by the store and laid out by `excel`."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Generic, TypeVar

from tracker.domain.casework.assessments import Assessment, MemberState, ParagraphRow
from tracker.domain.casework.change_sets import Changed, Since
from tracker.domain.casework.evidence import EvidenceRow
from tracker.domain.casework.fields import fields_of
from tracker.domain.casework.levels import Scale
from tracker.domain.casework.measures import MeasureRow
from tracker.domain.casework.quality import Finding
from tracker.domain.casework.review import Comment
from tracker.domain.instruments.summaries import StoredInstrument
from tracker.domain.reports.sent import SentRow, SentWorkbook
from tracker.i18n import QT_TR_NOOP, Message

Row_co = TypeVar("Row_co", covariant=True)


class Sheet(StrEnum):
    """The sheets of a workbook, in order. Other programs use these names; people see them in the workbook's
    language."""

    COVER = QT_TR_NOOP("Cover")
    SUMMARY = QT_TR_NOOP("Summary")
    MATRIX = QT_TR_NOOP("Compliance Matrix")
    BY_STATE = QT_TR_NOOP("Paragraph by State")
    SELF_ASSESSMENT = QT_TR_NOOP("Self-assessment")
    CORRELATION = QT_TR_NOOP("Correlation")
    MEASURES = QT_TR_NOOP("Measures")
    EVIDENCE = QT_TR_NOOP("Evidence")
    ACTIONS = QT_TR_NOOP("Action Plan")
    GAPS = QT_TR_NOOP("Gaps")
    COMMENTS = QT_TR_NOOP("Review Comments")
    CHANGES = QT_TR_NOOP("Changes")
    LEGEND = QT_TR_NOOP("Legend")


class Paper(StrEnum):
    """The paper that a workbook is printed on, in landscape."""

    A4 = "A4"
    A3 = "A3"


class RowChoice(StrEnum):
    """Which paragraphs have a row in Compliance Matrix, Self-assessment, Correlation and Gaps."""

    ALL = "all"
    ASSESSED = "assessed"
    GAPS = "gaps"


ROW_CHOICES = {
    RowChoice.ALL: QT_TR_NOOP("All"),
    RowChoice.ASSESSED: QT_TR_NOOP("Only those that are assessed"),
    RowChoice.GAPS: QT_TR_NOOP("Only those with gaps"),
}


ALWAYS = frozenset({Sheet.COVER, Sheet.LEGEND})
"""Sheets that are always there: what the workbook is, and what its levels mean."""


OPEN_FIELDS = frozenset(name for name, each in fields_of(Assessment).items() if each.open)
"""Fields of an assessment that a ministry fills in by default; those of `MAY_BE_OPEN` can be chosen."""
MAY_BE_OPEN = tuple(name for name, each in fields_of(Assessment).items() if each.returnable)
PURPOSES = {
    Sheet.COVER: QT_TR_NOOP("whose matrix it is, how far the work has come, what stands where"),
    Sheet.SUMMARY: QT_TR_NOOP("levels by theme, addressee and instrument, in tables and charts"),
    Sheet.MATRIX: QT_TR_NOOP("each paragraph with its level, measures, evidence and next step"),
    Sheet.BY_STATE: QT_TR_NOOP("the level of each paragraph in each Member State, by regional group"),
    Sheet.SELF_ASSESSMENT: QT_TR_NOOP("what a review checklist asks, in its words and order"),
    Sheet.CORRELATION: QT_TR_NOOP("each obligation beside the national acts that answer it"),
    Sheet.MEASURES: QT_TR_NOOP("the register of laws, programmes and other measures"),
    Sheet.EVIDENCE: QT_TR_NOOP("the register of what shows them, with files and links"),
    Sheet.ACTIONS: QT_TR_NOOP("what is still to be done, by priority, with authority and due date"),
    Sheet.GAPS: QT_TR_NOOP("what a reviewer would ask about, and what to do"),
    Sheet.COMMENTS: QT_TR_NOOP("what was said in review, with the answers"),
    Sheet.CHANGES: QT_TR_NOOP("what changed since a day or an earlier workbook"),
    Sheet.LEGEND: QT_TR_NOOP("what levels, codes and abbreviations mean"),
}
"""What each sheet is for, in a line."""

SHORT_EDITION = (Sheet.COVER, Sheet.SUMMARY, Sheet.ACTIONS, Sheet.LEGEND)
"""The sheets of the short edition, for those who decide: where things stand, and what is to be done."""
_TO_FILL_IN = (Sheet.COVER, Sheet.MATRIX, Sheet.MEASURES, Sheet.EVIDENCE, Sheet.LEGEND)


def usual_sheets(for_return: bool, since: bool, commented: bool, several_states: bool) -> tuple[Sheet, ...]:
    """The sheets of a workbook if none are chosen: those that have something to show. A workbook to be filled in has
    only what a ministry needs; changes are shown if `since` when they count is given."""
    if for_return:
        return _TO_FILL_IN
    shown = {Sheet.CHANGES: since, Sheet.COMMENTS: commented, Sheet.BY_STATE: several_states}
    return tuple(sheet for sheet in Sheet if shown.get(sheet, True))


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A paragraph with the work of one Member State and what is linked to it."""

    state: MemberState
    paragraph: ParagraphRow
    measures: tuple[MeasureRow, ...]
    evidence: tuple[EvidenceRow, ...]

    @property
    def concerns_states(self) -> bool:
        """Whether the paragraph asks something of Member States, or anything is recorded about it."""
        paragraph = self.paragraph
        return paragraph.to_member_states or paragraph.assessed or bool(self.measures or self.evidence)


@dataclass(frozen=True, slots=True)
class Rows(Generic[Row_co]):
    """Rows that are read again, State by State, on each iteration: those of 193 States would fill the memory. Their
    number is known beforehand."""

    read: Callable[[], Iterator[Row_co]]
    number: int

    def __iter__(self) -> Iterator[Row_co]:
        return self.read()

    def __len__(self) -> int:
        return self.number


@dataclass(frozen=True, slots=True)
class ReportExtras:
    """What the summarising sheets show besides the rows: all themes in order; the findings of Quality by the code of a
    Member State, computed on demand; comments by that code and the paragraph's id; changes, and in a sentence `since`
    when they count. `stands_at` is the last change that the workbook includes."""

    themes: tuple[str, ...] = ()
    findings: Callable[[str], Sequence[Finding]] = lambda _state: ()
    comments: Mapping[tuple[str, int], Sequence[Comment]] = field(default_factory=dict)
    changes: Iterable[tuple[MemberState, Changed]] = ()
    since: Message | str = ""
    stands_at: Since | None = None


@dataclass(frozen=True, slots=True)
class WorkbookContent:
    """The rows of a workbook: `checklist` has those of `rows` without what is linked to them. `sheets` are those to
    write. `made_at` is in UTC.

    `for_return`: the `recipient` fills in the `open_fields`, and the workbook is imported again; `workspace` is the
    identity of the workspace that sends it, `sent` what is kept of the workbook there, and `keep` is called with each
    row of it. `form`: the content goes into a form with the user's own columns.

    `rows` are those of `row_choice`. Columns that are `left_out`, each by its sheet and its name in English, are not
    written; `short`: it is the short edition. The cover names `author` and `recipient`; of a workbook for return, also
    the day to `return_by` it, and as `contact` whom to ask."""

    states: tuple[MemberState, ...]
    cycle: str
    instruments: tuple[StoredInstrument, ...]
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
    sent: SentWorkbook | None = None
    keep: Callable[[SentRow], None] = lambda _row: None
    made_at: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    sheets: tuple[Sheet, ...] = tuple(Sheet)
    beside: ReportExtras = field(default_factory=ReportExtras)
    form: bool = False
    row_choice: RowChoice = RowChoice.ALL
    paper: Paper = Paper.A4
    left_out: Set[tuple[Sheet, str]] = frozenset()
    short: bool = False
    author: str = ""
    contact: str = ""
    return_by: date | None = None

    @property
    def several(self) -> tuple[bool, bool]:
        """Whether there are several Member States, and several instruments, so that rows must name theirs. A form may
        ask for either in any case."""
        return self.form or len(self.states) > 1, self.form or len(self.instruments) > 1
