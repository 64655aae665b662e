"""The one door to what is private in openpyxl, which a later version may change without a word: tests/excel/
test_openpyxl.py is the canary.

Its public ways to do these things keep an object for each cell, row or link, or copy a style each time.
"""

from contextlib import suppress
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table

from tracker.excel.columns import Value


def set_value(cell: Any, value: Value, data_type: str) -> None:
    """Put a value into a cell as it is; the public way guesses what it may mean."""
    cell._value = value
    cell.data_type = data_type


def style_of(cell: Any) -> StyleArray:
    """The style of a cell, to be given to others by `set_style` and `style_number`."""
    style: StyleArray = cell._style
    return style


def set_style(cell: Any, style: StyleArray) -> None:
    cell._style = style


def style_number(book: Workbook, style: StyleArray) -> int:
    """The number of a style in a workbook."""
    return int(book._cell_styles.add(style))  # type: ignore[attr-defined]


def reuse_cells(sheet: Any) -> dict[int, dict[str, str]]:
    """Let `append` write the very cells it is given, each in the row that it is in by then, and keep no heights;
    returns what it reads them from: the attributes of each row."""
    attributes: dict[int, dict[str, str]] = {}
    sheet._values_to_row, sheet.row_dimensions = _numbered, attributes
    return attributes


def _numbered(cells: list[Cell], number: int) -> list[Cell]:
    for cell in cells:
        cell.row = number
    return cells


def add_link(sheet: Any, link: Hyperlink) -> None:
    """Let a cell that is written already lead somewhere."""
    sheet._hyperlinks.append(link)


def has_links(sheet: Any) -> bool:
    return bool(sheet._hyperlinks)


def make_columns(table: Table) -> None:
    """Give a table the columns of its area, to be named."""
    table._initialise_columns()  # type: ignore[attr-defined]


def drop_temporary_file(sheet: Any) -> None:
    """Remove the file in which the rows of a sheet wait until the workbook is saved."""
    with suppress(Exception):
        sheet._writer.cleanup()
