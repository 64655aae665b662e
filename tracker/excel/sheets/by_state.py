"""Paragraph by State: the level of each paragraph in each of several Member States."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import ceil
from operator import attrgetter

from openpyxl.utils import get_column_letter

from tracker.domain.casework.assessments import MemberState, ParagraphRow
from tracker.domain.casework.levels import Level, Scale
from tracker.domain.reports.workbook import Sheet, WorkbookContent
from tracker.excel.columns import Column
from tracker.excel.columns.by_state import CODE_WIDTH, Standing, opening_columns, state_columns, total_columns
from tracker.excel.sheets.levels import colour
from tracker.excel.sheets.page import room
from tracker.excel.sheets.table import Above, Around, write_table
from tracker.excel.styles import height
from tracker.excel.words import level_words
from tracker.excel.write_context import WriteContext
from tracker.i18n import QT_TR_NOOP, tr

_IN_A_LINE = 20
_UNDER_A_NAME = 10
"""A group's name is repeated after this many States, so that it stays in sight and is on every page."""
GROUPS = {
    QT_TR_NOOP("African States"): "AFR",
    QT_TR_NOOP("Asia-Pacific States"): "APS",
    QT_TR_NOOP("Eastern European States"): "EES",
    QT_TR_NOOP("Latin American and Caribbean States"): "LAC",
    QT_TR_NOOP("Western European and other States"): "WEO",
}
"""The regional groups, each with an abbreviation for use above too few States for its name; the lines below the table
explain it."""


def write(draft: WriteContext) -> None:
    """Write the sheet, unless there is only one State."""
    shown = draft.shown
    if len(shown.states) == 1:
        return
    states = sorted(shown.states, key=attrgetter("group", "name"))
    first, middle, last = opening_columns(shown), state_columns(shown, states), total_columns(shown)
    columns = [*first, *middle, *last]
    over = _over(shown.scale, first, states, last)
    rows, below = _standings(shown, states), _names(states)
    wide = ceil(_width([*middle, *last]) / (room(shown.paper) - _width(first)))  # the first columns are on each page
    table = write_table(
        draft,
        Sheet.BY_STATE,
        columns,
        rows,
        around=Around(over, below=below, fixed=len(first), wide=wide),
    )
    begin, end = len(first) + 1, len(first) + len(states)
    colour(
        table.sheet,
        shown.scale.codes,
        f"{get_column_letter(begin)}{table.head + 1}:{get_column_letter(end)}{max(table.last, table.head + 1)}",
    )
    for start, stop in _stretches(over.values):
        table.sheet.merged_cells.add(f"{get_column_letter(start)}1:{get_column_letter(stop)}1")


def _standings(shown: WorkbookContent, states: Sequence[MemberState]) -> Iterator[Standing]:
    """Each paragraph with its levels in all States, regrouped from rows that come State by State."""
    position = {state: number for number, state in enumerate(states)}
    paragraphs: dict[int, ParagraphRow] = {}
    levels: dict[int, list[Level]] = {}
    for state, row in shown.checklist:
        paragraphs.setdefault(row.id, row)
        levels.setdefault(row.id, [Level.NOT_ASSESSED] * len(states))[position[state]] = row.standing
    return (Standing(row, levels[row.id]) for row in paragraphs.values())


def _over(scale: Scale, first: Sequence[Column], states: Sequence[MemberState], last: Sequence[Column]) -> Above:
    """The row above the headings: the codes explained above the paragraphs, each group's name above its States."""
    meanings = {scale.codes[level]: word for level, word in level_words(scale).items()}
    meanings[scale.codes[Level.NOT_ASSESSED]] = str(tr("Not assessed"))
    codes = "; ".join(f"{code} {word}" if code != word else code for code, word in meanings.items())
    values: list[str | None] = [codes, *[None] * (len(first) - 1)]
    for group, members in groupby(states, attrgetter("group")):
        number = len(list(members))
        for start in range(0, number, _UNDER_A_NAME):
            covered = min(number - start, _UNDER_A_NAME)
            name = str(tr(group))
            fits = len(name) < covered * CODE_WIDTH
            values += [name if fits else _short(group), *[None] * (covered - 1)]
    values += [str(tr("Number of Member States")), *[None] * (len(last) - 1)]
    kinds = ["small"] * len(first) + ["group"] * (len(states) + len(last))
    return Above(values, kinds, height([codes], [_width(first)]) + 4)


def _short(group: str) -> str:
    return GROUPS.get(group, group[:3].upper())


def _stretches(values: Sequence[object]) -> list[tuple[int, int]]:
    """The columns (first, last) that each value of the row above the headings spans, if more than one."""
    starts = [number for number, value in enumerate(values, 1) if value is not None]
    ends = [start - 1 for start in starts[1:]] + [len(values)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if end > start]


def _width(columns: Sequence[Column]) -> float:
    return sum(column.width for column in columns)


def _names(states: Sequence[MemberState]) -> list[str]:
    """The names of the Member States by code: some lines for each group."""
    lines = []
    for group, members in groupby(states, attrgetter("group")):
        entries = [f"{state.code} {state.name}" for state in members]
        start = f"{tr(group)} ({_short(group)})" if group in GROUPS else group
        for first in range(0, len(entries), _IN_A_LINE):
            lines.append(f"{start}: {'; '.join(entries[first : first + _IN_A_LINE])}")
    return lines
