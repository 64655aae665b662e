"""A sheet with one Excel table: headings, rows high enough to read, filters, frozen and repeated headings."""

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeVar

from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import FilterColumn
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from tracker.domain.reports.workbook import Sheet
from tracker.excel.columns import Column, Value, headings
from tracker.excel.columns.tables import kept, naming
from tracker.excel.hyperlinks import affordable
from tracker.excel.openpyxl_private import make_columns
from tracker.excel.sheets.lines import Lines
from tracker.excel.sheets.page import fitted, set_page
from tracker.excel.styles import TALLEST, height
from tracker.excel.truncation import GOES_ON, TOO_HIGH
from tracker.excel.write_context import WriteContext
from tracker.i18n import Message

_FROZEN_WIDTH = 50.0  # maximum width, in characters, of columns that stay in sight while the others are scrolled
_HEADING = 30.0  # points
_NARROW = 6  # characters; in narrower columns a filter button would hide the heading
_LONGEST = 32_000  # characters; Excel silently cuts a cell at 32,767

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Above:
    """A row above the headings of a table: a value and a kind of cell for each column; height in points."""

    values: Sequence[Value]
    kinds: Sequence[str]
    height: float


@dataclass(frozen=True, slots=True)
class Around:
    """What surrounds the rows of a table. Above the headings: the row `above`, or the sentence `note`. Below them, if
    there are no rows: `nothing`. Under the table: the lines `below`, each as wide as the `fixed` columns, which stay in
    sight and are repeated on every page. Rows are at least `least` points high."""

    above: Above | None = None
    note: Message | str = ""
    nothing: Message | str = ""
    below: Sequence[str] = ()
    fixed: int = 0
    least: float = 0
    wide: int = 1


@dataclass(frozen=True, slots=True)
class Written:
    """A table in its sheet: its columns, the row of its headings, and its last row."""

    sheet: Worksheet
    columns: Sequence[Column]
    head: int
    last: int

    def area(self, name: str) -> str:
        """The cells below the heading of a column; one cell if the table is empty, "" if the column is left out."""
        names = [column.name for column in self.columns]
        if name not in names:
            return ""
        letter = get_column_letter(names.index(name) + 1)
        return f"{letter}{self.head + 1}:{letter}{max(self.last, self.head + 1)}"


def write_table(
    draft: WriteContext,
    name: Sheet,
    columns: Sequence[Column],
    rows: Iterable[Row],
    open_columns: Callable[[Row], frozenset[str]] = lambda _row: frozenset(),
    key: Callable[[Row], Hashable] | None = None,
    around: Around = Around(),
) -> Written:
    """Add a sheet with a heading and a row for each of `rows`.

    `open_columns` gives the names of columns that stay open in a row when the sheet is protected. `key` gives the key
    of a row, for links to it.
    """
    linking = affordable(draft.shown)
    columns = [column for column in kept(columns, name, draft.shown) if linking or not column.link]
    if around.wide == 1:
        columns = fitted(columns, draft.shown.paper)
    sheet = draft.add_sheet(name)
    head = 2 if around.above or around.note else 1
    _page(draft, sheet, columns, head, around)
    lines = Lines(sheet)
    locked = [False] * len(columns)
    shown = [column for column in columns if column.printed and not column.hidden]
    if around.above:
        lines.add(draft.stylist.cells(sheet, around.above.kinds, locked), around.above.values, around.above.height)
    elif around.note:
        _say(draft, sheet, lines, str(around.note), "note", shown)
    words = headings(columns)
    high = max(_HEADING, height(words, [0 if column.hidden else column.width for column in columns]))
    lines.add(draft.stylist.cells(sheet, ["heading"] * len(columns), locked), words, high)
    _write_rows(draft, sheet, lines, columns, rows, open_columns, key if linking else None, around.least)
    last = lines.number
    _as_table(sheet, name, columns, head, last)
    if around.nothing and last == head:
        _say(draft, sheet, lines, str(around.nothing), "note", shown)
    for text in ("", *around.below) if around.below else ():
        _say(draft, sheet, lines, text, "small", columns[: around.fixed])
    sheet.print_area = f"A1:{get_column_letter(len(shown))}{lines.number}"
    return Written(sheet, columns, head, last)


def _write_rows(
    draft: WriteContext,
    sheet: Worksheet,
    lines: Lines,
    columns: Sequence[Column],
    rows: Iterable[Row],
    open_columns: Callable[[Row], frozenset[str]],
    key: Callable[[Row], Hashable] | None,
    least: float,
) -> None:
    names, kinds = [column.name for column in columns], [column.style for column in columns]
    ready: dict[frozenset[str], list[Cell]] = {}
    widths = [0 if column.hidden else column.width for column in columns]
    sources = [column.source for column in columns]
    leading = [number for number, column in enumerate(columns) if column.link]
    for row in rows:
        draft.before_row()
        values = [source(row) for source in sources]
        opened = open_columns(row)
        if opened not in ready:
            ready[opened] = draft.stylist.cells(sheet, kinds, [name in opened for name in names])
        cells = ready[opened]
        if key:
            draft.links.rows[draft.sheets[-1], key(row)] = lines.number + 1
        for number in leading:
            if not _leads(draft, sheet, columns[number], cells[number], row, lines.number + 1):
                values[number] = None
        for part, row_values in enumerate(continued(values, columns)):
            needed = max(height(row_values, widths), least)
            lines.add(cells, row_values, min(needed, TALLEST))
            if needed > TALLEST:
                draft.unshown.add(sheet.title, lines.number, TOO_HIGH)
            if part == 1:
                draft.unshown.add(sheet.title, lines.number, GOES_ON)


def _leads(draft: WriteContext, sheet: Worksheet, column: Column, cell: Cell, row: object, number: int) -> bool:
    """Link the cell of a row as its column says; returns False if no goal exists."""
    assert column.link
    goal = draft.links.first(draft.shown, draft.sheets, column.link(row))
    if goal is not None:
        draft.links.wanted.append((sheet, f"{cell.column_letter}{number}", goal))
    return goal is not None


def _say(draft: WriteContext, sheet: Worksheet, lines: Lines, words: str, kind: str, under: Sequence[Column]) -> None:
    """Write a sentence across these columns."""
    cells = draft.stylist.cells(sheet, [kind] * len(under), [False] * len(under))
    needed = height([words], [sum(column.width for column in under)])
    lines.add(cells, [words, *[None] * (len(under) - 1)], needed + (4 if kind == "note" else 0))
    sheet.merged_cells.add(f"A{lines.number}:{get_column_letter(len(under))}{lines.number}")


def _page(draft: WriteContext, sheet: Worksheet, columns: Sequence[Column], head: int, around: Around) -> None:
    for index, column in enumerate(columns, 1):
        dimension = sheet.column_dimensions[get_column_letter(index)]
        dimension.width, dimension.hidden = column.width, column.hidden
    fixed = around.fixed or _frozen(columns)
    set_page(sheet, draft.shown, around.wide)
    sheet.freeze_panes = f"{get_column_letter(fixed + 1)}{head + 1}"
    sheet.print_title_rows = f"1:{head}"
    if around.wide > 1:
        sheet.print_title_cols = f"A:{get_column_letter(fixed)}"


def _frozen(columns: Sequence[Column]) -> int:
    """How many columns stay in sight: those that identify a row; 0 if they would take too much of a screen."""
    number = naming(columns)
    return number if sum(column.width for column in columns[:number]) <= _FROZEN_WIDTH else 0


def _as_table(sheet: Worksheet, name: str, columns: Sequence[Column], head: int, last_row: int) -> None:
    """Turn the cells into an Excel table. A table needs a row below its headings, so an empty register gets filters
    only."""
    area = f"A{head}:{get_column_letter(len(columns))}{last_row}"
    if last_row == head:
        sheet.auto_filter.ref = area
        return
    narrow = [column.width < _NARROW for column in columns]
    add_table(sheet, name, area, headings(columns), narrow)


def add_table(sheet: Worksheet, name: str, area: str, words: Sequence[str], narrow: Sequence[bool] = ()) -> None:
    """Turn the cells of `area`, whose first row are headings with these `words`, into an Excel table. `narrow` columns
    get no filter button, which would hide the heading."""
    table = Table(displayName=re.sub(r"\W", "", name), ref=area)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    make_columns(table)
    assert table.autoFilter is not None
    for column, heading in zip(table.tableColumns, words, strict=True):
        column.name = heading
        if any(narrow[column.id - 1 : column.id]):
            table.autoFilter.filterColumn.append(FilterColumn(column.id - 1, hiddenButton=True))
    sheet.tables.add(table)


def continued(values: Sequence[Value], columns: Sequence[Column]) -> Iterable[Sequence[Value]]:
    """The row; if a text is too long for a cell, further rows with the rest of it."""
    if not any(isinstance(value, str) and len(value) > _LONGEST // 2 for value in values):
        return [values]
    rows = [
        list(row) for row in zip_longest(*(_pieces(value) if isinstance(value, str) else [value] for value in values))
    ]
    for part, row in enumerate(rows, 1) if len(rows) > 1 else ():
        for i, column in enumerate(columns):
            if column.numbered:
                row[i] = f"{values[i]}#{part}/{len(rows)}"
    return rows


def _pieces(text: str) -> list[str]:
    """A text in pieces that a cell can hold. Excel counts UTF-16 units, and what looks like an escape is written in a
    longer form, so texts with either are cut at half the length."""
    most = _LONGEST // 2 if "_x" in text or max(text, default="") > "\uffff" else _LONGEST
    return [text[start : start + most] for start in range(0, max(len(text), 1), most)]
