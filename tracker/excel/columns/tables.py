"""The columns of each sheet that is a table, and which of them a user may leave out."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Never

from tracker.domain.casework.levels import SCALES
from tracker.domain.reports.workbook import Rows, Sheet, WorkbookContent
from tracker.excel.columns import Column
from tracker.excel.columns.correlation import correlation_columns
from tracker.excel.columns.matrix import matrix_columns
from tracker.excel.columns.registers import evidence_columns, measure_columns
from tracker.excel.columns.self_assessment import self_assessment_columns
from tracker.excel.columns.work import action_columns, change_columns, comment_columns, gap_columns

COLUMNS: dict[Sheet, Callable[[WorkbookContent], list[Column]]] = {
    Sheet.MATRIX: lambda shown: matrix_columns(shown.scale, *shown.several),
    Sheet.MEASURES: lambda shown: measure_columns(shown.several[0]),
    Sheet.EVIDENCE: lambda shown: evidence_columns(shown.several[0]),
    Sheet.CORRELATION: correlation_columns,
    Sheet.SELF_ASSESSMENT: self_assessment_columns,
    Sheet.ACTIONS: action_columns,
    Sheet.GAPS: gap_columns,
    Sheet.COMMENTS: comment_columns,
    Sheet.CHANGES: change_columns,
}


def naming(columns: Sequence[Column]) -> int:
    """How many columns, from the left, identify a row: up to the paragraph's number, else up to the name."""
    kinds = [column.style for column in columns]
    return next((kinds.index(kind) + 1 for kind in ("label", "strong") if kind in kinds), 0)


def kept(columns: Sequence[Column], sheet: Sheet, shown: WorkbookContent) -> list[Column]:
    """The columns without those that the user leaves out. What is filled in and returned stays."""
    return [
        column
        for column in columns
        if (shown.for_return and column.field) or (sheet, column.name) not in shown.left_out
    ]


def may_be_left_out() -> dict[Sheet, list[Column]]:
    """The columns that a user may leave out of each sheet: those that don't identify a row."""
    choice: dict[Sheet, list[Column]] = {}
    for sheet in sorted(COLUMNS, key=list(Sheet).index):
        columns = COLUMNS[sheet](without_rows())
        choice[sheet] = columns[naming(columns) :]
    return choice


def without_rows() -> WorkbookContent:
    """Content without rows, for definitions that don't depend on any."""
    none: Rows[Never] = Rows(lambda: iter(()), 0)
    return WorkbookContent((), "", (), SCALES["tracker"], date.min, none, none, none, none, form=True)
