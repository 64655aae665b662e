"""A sheet that is one Excel table: headings, rows, filters, frozen and repeated headings, rows high enough to read."""

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo

from tracker.excel.columns import Column, Value
from tracker.excel.draft import Draft
from tracker.excel.styles import height, overflows

_LONGEST = 32_000  # characters; Excel cuts a cell at 32,767 without a word
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def write_table(
    draft: Draft,
    name: str,
    columns: Sequence[Column],
    rows: Iterable[Any],
    open_columns: frozenset[str] = frozenset(),
    note: str = "",
    nothing: str = "",
) -> Any:
    """Add a sheet with a heading and a row for each of `rows`, and return it.

    `open_columns`: headings of columns that stay open when the sheet is protected. `note` is said in a row above the
    headings; `nothing` in one below them where there are no rows.
    """
    sheet: Any = draft.book.create_sheet(name)
    cell = draft.stylist.cell
    number = head = 2 if note else 1
    _page(sheet, columns, head)
    if note:
        _say(sheet, cell, note, 1, columns)
    sheet.row_dimensions[head].height = 30
    sheet.append([cell(column.heading, "heading") for column in columns])
    for row in rows:
        draft.before_row()
        values = [column.source(row) for column in columns]
        for part, cut in enumerate(_continued(values)):
            number += 1
            shown = [(value, column.width) for value, column in zip(cut, columns, strict=True) if not column.hidden]
            sheet.row_dimensions[number].height = height(shown)
            if overflows(shown):
                draft.said.append(f"{name}, row {number}: the row holds more text than a row can show; click the cell.")
            if part == 1:
                draft.said.append(f"{name}, row {number}: a text longer than a cell can hold goes on here.")
            sheet.append(
                [
                    cell(_safe(value), column.style, column.heading in open_columns)
                    for value, column in zip(cut, columns, strict=True)
                ]
            )
    _as_table(sheet, name, columns, number, head)
    if number == head and nothing:
        _say(sheet, cell, nothing, head + 1, columns)
        sheet.print_area = f"A1:{get_column_letter(len(columns))}{head + 1}"
    return sheet


def area_of(columns: Sequence[Column], heading: str, rows: int, head: int = 1) -> str:
    """The cells of a column below its heading, which stands in the row `head`."""
    letter = get_column_letter([column.heading for column in columns].index(heading) + 1)
    return f"{letter}{head + 1}:{letter}{max(rows, 1) + head}"


def _say(sheet: Any, cell: Any, words: str, row: int, columns: Sequence[Column]) -> None:
    """A sentence across the columns."""
    shown = [column.width for column in columns if not column.hidden and column.printed]
    sheet.row_dimensions[row].height = height([(words, sum(shown))]) + 4
    sheet.merged_cells.add(f"A{row}:{get_column_letter(len(shown))}{row}")
    sheet.append([cell(words, "note")])


def _page(sheet: Any, columns: Sequence[Column], head: int) -> None:
    for index, column in enumerate(columns, 1):
        dimension = sheet.column_dimensions[get_column_letter(index)]
        dimension.width, dimension.hidden = column.width, column.hidden
    sheet.freeze_panes = f"A{head + 1}"
    sheet.print_title_rows = f"1:{head}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.3
    sheet.page_margins.top, sheet.page_margins.bottom = 0.4, 0.5
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = "&A", "Page &P of &N"


def _as_table(sheet: Any, name: str, columns: Sequence[Column], last_row: int, head: int) -> None:
    """Make it an Excel table. One needs a row below its headings, so an empty register stays a plain sheet."""
    area = f"A{head}:{get_column_letter(len(columns))}{last_row}"
    printed = sum(column.printed and not column.hidden for column in columns)
    sheet.print_area = f"A1:{get_column_letter(printed)}{last_row}"
    if last_row == head:
        sheet.auto_filter.ref = area
        return
    add_table(sheet, name, area, [column.heading for column in columns])


def add_table(sheet: Any, name: str, area: str, headings: Sequence[str]) -> None:
    """Make the cells of `area`, headings first, an Excel table."""
    table: Any = Table(displayName=re.sub(r"\W", "", name), ref=area)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    table._initialise_columns()
    for made, heading in zip(table.tableColumns, headings, strict=True):
        made.name = heading
    sheet.tables.add(table)


def _continued(values: list[Value]) -> Iterable[list[Value]]:
    """The row; where a text is too long for a cell, further rows with the rest of it."""
    if all(len(value) <= _LONGEST for value in values if isinstance(value, str)):
        return [values]
    cut = [
        [value[start : start + _LONGEST] for start in range(0, max(len(value), 1), _LONGEST)]
        if isinstance(value, str)
        else [value]
        for value in values
    ]
    return [list(row) for row in zip_longest(*cut)]


def _safe(value: Value) -> Value:
    """A literal "_x0041_" would be read back as "A": its first underscore is written escaped."""
    return _ESCAPED.sub("_x005F_", value) if isinstance(value, str) else value
