"""A sheet that is one Excel table: headings, rows, filters, frozen and repeated headings, rows high enough to read."""

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo

from tracker.excel.columns import Column, Value
from tracker.excel.draft import Draft
from tracker.excel.sheets.lines import Lines
from tracker.excel.styles import TALLEST, height

_LONGEST = 32_000  # characters; Excel cuts a cell at 32,767 without a word


def write_table(
    draft: Draft, name: str, columns: Sequence[Column], rows: Iterable[Any], open_columns: frozenset[str] = frozenset()
) -> Any:
    """Add a sheet with a heading and a row for each of `rows`, and return it.

    `open_columns`: headings of columns that stay open when the sheet is protected.
    """
    sheet: Any = draft.book.create_sheet(name)
    _page(sheet, columns)
    lines = Lines(sheet)
    headings = [column.heading for column in columns]
    lines.add(draft.stylist.cells(sheet, ["heading"] * len(columns), [False] * len(columns)), headings, 30)
    opens = [heading in open_columns for heading in headings]
    cells = draft.stylist.cells(sheet, [column.style for column in columns], opens)
    widths = [0 if column.hidden else column.width for column in columns]
    sources = [column.source for column in columns]
    for row in rows:
        draft.before_row()
        values = [source(row) for source in sources]
        for part, cut in enumerate(_continued(values)):
            needed = height(cut, widths)
            lines.add(cells, cut, min(needed, TALLEST))
            if needed > TALLEST:
                what = "the row holds more text than a row can show; click the cell"
                draft.said.append(f"{name}, row {lines.number}: {what}.")
            if part == 1:
                draft.said.append(f"{name}, row {lines.number}: a text longer than a cell can hold goes on here.")
    _as_table(sheet, name, columns, lines.number)
    return sheet


def _page(sheet: Any, columns: Sequence[Column]) -> None:
    for index, column in enumerate(columns, 1):
        dimension = sheet.column_dimensions[get_column_letter(index)]
        dimension.width, dimension.hidden = column.width, column.hidden
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.3
    sheet.page_margins.top, sheet.page_margins.bottom = 0.4, 0.5
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = "&A", "Page &P of &N"


def _as_table(sheet: Any, name: str, columns: Sequence[Column], last_row: int) -> None:
    """Make it an Excel table. One needs a row below its headings, so an empty register stays a plain sheet."""
    area = f"A1:{get_column_letter(len(columns))}{last_row}"
    printed = sum(column.printed and not column.hidden for column in columns)
    sheet.print_area = f"A1:{get_column_letter(printed)}{last_row}"
    if last_row == 1:
        sheet.auto_filter.ref = area
        return
    table: Any = Table(displayName=re.sub(r"\W", "", name), ref=area)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    table._initialise_columns()
    for made, column in zip(table.tableColumns, columns, strict=True):
        made.name = column.heading
    sheet.tables.add(table)


def _continued(values: Sequence[Value]) -> Iterable[Sequence[Value]]:
    """The row; where a text is too long for a cell, further rows with the rest of it."""
    if not any(isinstance(value, str) and len(value) > _LONGEST for value in values):
        return [values]
    cut = [
        [value[start : start + _LONGEST] for start in range(0, max(len(value), 1), _LONGEST)]
        if isinstance(value, str)
        else [value]
        for value in values
    ]
    return [list(row) for row in zip_longest(*cut)]
