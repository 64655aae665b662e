"""The columns of Paragraph by State: a letter code for each Member State, then the number of States with each code."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.domain.casework.assessments import MemberState, ParagraphRow
from tracker.domain.casework.levels import Level
from tracker.domain.reports.workbook import WorkbookContent
from tracker.excel.columns import Column, Value, opening
from tracker.i18n import tr

CODE_WIDTH = 5.0


@dataclass(frozen=True, slots=True)
class Standing:
    """A paragraph and its level in each of the States, in the order of their columns."""

    paragraph: ParagraphRow
    levels: Sequence[Level]


def opening_columns(matrix: WorkbookContent) -> list[Column]:
    several = [Column(tr("Instrument"), 11, lambda row: row.paragraph.symbol)] if len(matrix.instruments) > 1 else []
    return [
        *several,
        Column(tr("Paragraph"), 9.5, lambda row: row.paragraph.label, "label"),
        Column(tr("Opening words"), 40, lambda row: opening(row.paragraph.text)),
    ]


def state_columns(matrix: WorkbookContent, states: Sequence[MemberState]) -> list[Column]:
    codes = matrix.scale.codes

    def column(index: int, state: MemberState) -> Column:
        return Column(state.code, CODE_WIDTH, lambda row: codes[row.levels[index]], "code")

    return [column(index, state) for index, state in enumerate(states)]


def total_columns(matrix: WorkbookContent) -> list[Column]:
    """The number of States with each code, not assessed last."""
    codes = matrix.scale.codes

    def column(code: str) -> Column:
        def number(row: Standing) -> Value:
            return sum(codes[level] == code for level in row.levels)

        return Column(code, CODE_WIDTH, number, "number")

    return [column(code) for code in dict.fromkeys((*list(codes.values())[1:], codes[Level.NOT_ASSESSED]))]
