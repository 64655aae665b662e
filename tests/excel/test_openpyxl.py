"""A canary: what is private in openpyxl still does what `excel/openpyxl_private` needs of it."""

from typing import Any

import openpyxl
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table

from tracker.excel import openpyxl_private as private
from tracker.excel.styles import ReadyCell


def test_cells_are_used_again_with_their_style_and_height(tmp_path):
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Rows")
    styled = WriteOnlyCell(sheet)
    styled.font = Font(bold=True)
    private.reuse_cells(sheet)
    cell: Any = ReadyCell(sheet, 1, 1)
    cell.has_style, cell.style_id = True, private.style_number(book, private.style_of(styled))
    for number, value in enumerate(("=1+1", "two"), 1):
        private.set_value(cell, value, "s")
        sheet.row_dimensions[number] = {"ht": "30", "customHeight": "1"}
        sheet.append([cell])
        del sheet.row_dimensions[number]
    book.save(tmp_path / "rows.xlsx")
    read = openpyxl.load_workbook(tmp_path / "rows.xlsx")["Rows"]
    assert [(one.coordinate, one.value, one.data_type, one.font.bold) for (one,) in read] == [
        ("A1", "=1+1", "s", True),
        ("A2", "two", "s", True),
    ]
    assert read.row_dimensions[2].height == 30


def test_links_of_cells_that_are_written_and_columns_of_tables(tmp_path):
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Links")
    sheet.append(["Name", "Where"])
    sheet.append(["one", "here"])
    assert not private.has_links(sheet)
    private.add_link(sheet, Hyperlink("B2", location="'Links'!A1"))
    assert private.has_links(sheet)
    table = Table(displayName="Links", ref="A1:B2")
    private.make_columns(table)
    for column, heading in zip(table.tableColumns, ("Name", "Where"), strict=True):
        column.name = heading
    sheet.tables.add(table)
    book.save(tmp_path / "links.xlsx")
    read = openpyxl.load_workbook(tmp_path / "links.xlsx")["Links"]
    assert read["B2"].hyperlink.location == "'Links'!A1"
    assert [column.name for column in read.tables["Links"].tableColumns] == ["Name", "Where"]


def test_the_file_of_a_sheet_that_is_given_up_is_removed(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Given up")
    sheet.append(["one"])
    sheet.close()
    assert [*tmp_path.iterdir()]
    private.drop_temporary_file(sheet)
    assert not [*tmp_path.iterdir()]
