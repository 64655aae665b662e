"""The only module that uses private members of openpyxl, which a later version may change without notice:
tests/excel/test_openpyxl.py is the canary.

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
    """Set a cell's value unchanged; the public property guesses at types."""
    cell._value = value
    cell.data_type = data_type


def style_of(cell: Any) -> StyleArray:
    """The style of a cell, for `set_style` and `style_number`."""
    style: StyleArray = cell._style
    return style


def set_style(cell: Any, style: StyleArray) -> None:
    cell._style = style


def style_number(book: Workbook, style: StyleArray) -> int:
    """The number of a style in a workbook."""
    return int(book._cell_styles.add(style))  # type: ignore[attr-defined]


def reuse_cells(sheet: Any) -> dict[int, dict[str, str]]:
    """Make the sheet's `append` write the given Cell objects as they are, instead of copying them, with the number of
    the row that is appended, and keep no height object for each row. Returns a dictionary: put a row's XML attributes,
    such as its height, in it under the row's number before `append`, and remove them after."""
    attributes: dict[int, dict[str, str]] = {}
    sheet._values_to_row, sheet.row_dimensions = _numbered, attributes
    return attributes


def _numbered(cells: list[Cell], number: int) -> list[Cell]:
    for cell in cells:
        cell.row = number
    return cells


def add_link(sheet: Any, link: Hyperlink) -> None:
    """Add a link to a cell that may be written already."""
    sheet._hyperlinks.append(link)


def has_links(sheet: Any) -> bool:
    return bool(sheet._hyperlinks)


def make_columns(table: Table) -> None:
    """Create a table's columns from its area, so that they can be named."""
    table._initialise_columns()  # type: ignore[attr-defined]


def drop_temporary_file(sheet: Any) -> None:
    """Remove the temporary file that contains a sheet's rows until the workbook is saved."""
    with suppress(Exception):
        sheet._writer.cleanup()
