"""Forms of a ministry, made as one would make them in a spreadsheet."""

import zipfile
from pathlib import Path

import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

HEADINGS = ["Para.", "Text of the\nparagraph", "Status", "Remarks", "Measures taken", "Deadline", "Ministry's view"]
HEAD = 7
_EDGE = Side(style="thin", color="808080")
BOX = Border(top=_EDGE, bottom=_EDGE, left=_EDGE, right=_EDGE)


def make_form(path: Path, headings=HEADINGS, empty=1, head=HEAD) -> Path:
    """A title over merged cells, facts, headings with `empty` framed rows, notes and a chart below, a second sheet with
    formulas; drop-down lists, rules of colour, print set-up, names."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Reply form"
    sheet["A1"] = "MINISTRY OF FOREIGN AFFAIRS"
    sheet["A1"].font = Font(size=16, bold=True, color="1F3864")
    sheet.merge_cells("A1:G1")
    for row, words in ((3, "State:"), (4, "Cycle:"), (5, "Date:")):
        sheet.cell(row, 1, words).font = Font(bold=True)
        sheet.merge_cells(f"B{row}:C{row}")
    sheet["B5"].number_format = "dd.mm.yyyy"
    for column, (words, width) in enumerate(zip(headings, (9, 60, 16, 30, 40, 12, 22), strict=False), 1):
        cell = sheet.cell(head, column, words)
        cell.font, cell.border = Font(bold=True, color="FFFFFF"), BOX
        cell.fill = PatternFill("solid", fgColor="1F3864")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[cell.column_letter].width = width
        for row in range(head + 1, head + 1 + empty):
            below = sheet.cell(row, column)
            below.border, below.font = BOX, Font(size=10, italic=column == 3)
            below.alignment = Alignment(wrap_text=True, vertical="top")
            if column == 6:
                below.number_format = "dd.mm.yyyy"
    last = head + empty
    sheet.cell(head + 1, 8, f"=LEN(C{head + 1})")
    sheet.cell(last + 2, 1, "Filled in rows:")
    sheet.cell(last + 2, 3, f"=COUNTA(C{head + 1}:C{last})")
    sheet.cell(last + 3, 1, "Signature and seal")
    sheet.merge_cells(start_row=last + 3, end_row=last + 3, start_column=1, end_column=7)
    sheet.cell(last + 3, 1).comment = Comment("Sign in blue ink.", "Protocol")
    lists = DataValidation("list", formula1="Lists!$A$2:$A$5", allow_blank=True)
    lists.add(f"C{head + 1}:C{last}")
    sheet.add_data_validation(lists)
    sheet.conditional_formatting.add(
        f"C{head + 1}:C{last}",
        FormulaRule([f'ISNUMBER(SEARCH("partially",$C{head + 1}))'], fill=PatternFill("solid", bgColor="FFE699")),
    )
    sheet.freeze_panes = f"A{head + 1}"
    sheet.print_title_rows = f"{head}:{head}"
    sheet.print_area = f"A1:H{last + 3}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.oddFooter.center.text = "Form 12/B"
    lists = book.create_sheet("Lists")
    lists.append(["Words", "How often"])
    for number, words in enumerate(("Fully implemented", "Partially implemented", "Planned", "Not implemented"), 2):
        lists.append([words, f"=COUNTIF('Reply form'!$C${head + 1}:$C${last},A{number})"])
    lists["D2"] = f"='Reply form'!A{last + 3}"
    lists["D3"] = "=LEN(D2)"
    lists["D4"] = "='Reply form'!A1"
    chart = BarChart()
    chart.title = "Replies"
    chart.add_data(Reference(lists, min_col=2, min_row=1, max_row=5), titles_from_data=True)
    chart.set_categories(Reference(lists, min_col=1, min_row=2, max_row=5))
    sheet.add_chart(chart, f"B{last + 5}")
    lengths = BarChart()
    lengths.title = "Length of replies"
    lengths.add_data(Reference(sheet, min_col=8, min_row=head, max_row=last), titles_from_data=True)
    lists.add_chart(lengths, "F2")
    for name, place in (("tracker_state", "$B$3"), ("tracker_cycle", "$B$4"), ("tracker_date", "$B$5")):
        book.defined_names[name] = DefinedName(name, attr_text=f"'Reply form'!{place}")
    book.defined_names["Signature"] = DefinedName("Signature", attr_text=f"'Reply form'!$A${last + 3}")
    book.save(path)
    add_part(path, "customXml/item1.xml", b"<seal>of the ministry</seal>")
    return path


def add_part(path: Path, name: str, content: bytes) -> None:
    with zipfile.ZipFile(path, "a") as book:
        book.writestr(name, content)


def bytes_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}
