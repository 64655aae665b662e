"""A ministry's own form, filled in: the rows are right, and whatever else is in it stays."""

import re
import shutil
import subprocess
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from lxml import etree
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table

from tests.conftest import paragraph
from tests.excel.forms import HEAD, HEADINGS, add_part, bytes_of, make_form
from tests.official import MISSING, SAMPLES
from tracker.__main__ import main
from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.levels import Level
from tracker.domain.casework.measures import Measure
from tracker.domain.reports.workbook import Sheet
from tracker.errors import TrackerError
from tracker.excel.forms.headings import choices, known
from tracker.operations import casework, registers
from tracker.operations.export import ExportRequest
from tracker.operations.forms import fill_form, look_at_form
from tracker.operations.registers import Parts

HOSTILE = "=cmd|'/c calc'!A1"
OLDER = ExportRequest(("KEN",), instruments=("A/RES/68/197",))
ROWS = 52  # paragraphs and sub-paragraphs of A/RES/68/197
LAST = HEAD + ROWS


@pytest.fixture
def filled(workspace, scope):
    row = paragraph(workspace, scope, "3", "A/RES/68/197")
    measure = Measure("Prevention Act", act="Act 12 of 2019", in_force_on=date(2019, 5, 1))
    registers.save_measure(workspace, scope, measure, answers=[row.id])
    registers.save_evidence(workspace, scope, Evidence("School survey"), parts=Parts(supports=[row.id]))
    casework.set_assessment(
        workspace, scope, row, level=Level.PARTIALLY, rationale=HOSTILE, due_on=date(2025, 6, 30), next_step="<b>&amp;"
    )
    return workspace


def written(workspace, form, tmp_path, wanted=OLDER, sheet=0):
    """The first worksheet of the form, filled in."""
    said = [*look_at_form(workspace, form).lines, *fill_form(workspace, tmp_path / "out.xlsx", form, wanted)]
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    found = book.worksheets[sheet]
    found.said = said
    return found


def test_a_row_for_each_paragraph_in_the_look_of_the_first(filled, tmp_path):
    form = make_form(tmp_path / "form.xlsx")
    sheet = written(filled, form, tmp_path)
    rows = list(sheet.iter_rows(min_row=HEAD + 1, max_row=LAST, max_col=8))
    assert [row[0].value for row in rows][:4] == ["1", "2", "3", "4"]
    assert [row[0].value for row in rows][-1] == "48"
    text = [
        one.text for one in casework.checklist(filled, casework.WorkScope("KEN", 1)) if one.symbol == "A/RES/68/197"
    ]
    assert [row[1].value for row in rows] == text
    third = rows[2]
    assert [cell.value for cell in third[2:4]] == ["Partially implemented", HOSTILE]
    assert third[3].data_type == "s"
    assert third[4].value == "Prevention Act (Act 12 of 2019, in force)"
    assert (third[5].value, third[5].number_format) == (datetime(2025, 6, 30), "dd.mm.yyyy")
    assert [row[6].value for row in rows] == [None] * ROWS
    assert [row[7].value for row in rows] == [f"=LEN(C{number})" for number in range(HEAD + 1, LAST + 1)]
    looks = {(cell.border.left.style, cell.font.i, cell.alignment.wrap_text) for row in rows for cell in row[2:3]}
    assert looks == {("thin", True, True)}
    assert all(sheet.row_dimensions[row[0].row].height >= 13 * len(row[1].value) / 90 for row in rows)


def test_what_stands_below_moves_down_and_all_that_leads_there_follows(filled, tmp_path):
    sheet = written(filled, make_form(tmp_path / "form.xlsx"), tmp_path)
    book = sheet.parent
    assert sheet.cell(LAST + 2, 1).value == "Filled in rows:"
    assert sheet.cell(LAST + 2, 3).value == f"=COUNTA(C{HEAD + 1}:C{LAST})"
    assert sheet.cell(LAST + 3, 1).comment.text == "Sign in blue ink."
    assert f"A{LAST + 3}:G{LAST + 3}" in sheet.merged_cells and "A1:G1" in sheet.merged_cells
    assert book.defined_names["Signature"].attr_text == f"'Reply form'!$A${LAST + 3}"
    assert (sheet.print_area, sheet.print_title_rows) == (f"'Reply form'!$A$1:$H${LAST + 3}", f"${HEAD}:${HEAD}")
    assert [str(one.sqref) for one in sheet.data_validations.dataValidation] == [f"C{HEAD + 1}:C{LAST}"]
    assert [str(one.sqref) for one in sheet.conditional_formatting] == [f"C{HEAD + 1}:C{LAST}"]
    lists = book["Lists"]
    assert lists["B3"].value == f"=COUNTIF('Reply form'!$C${HEAD + 1}:$C${LAST},A3)"
    assert (lists["D2"].value, lists["D4"].value) == (f"='Reply form'!A{LAST + 3}", "='Reply form'!A1")
    assert sheet._charts[0].anchor._from.row == LAST + 5 - 1
    assert lists._charts[0].series[0].val.numRef.f == f"'Reply form'!$H${HEAD + 1}:$H${LAST}"
    boxes = bytes_of(tmp_path / "out.xlsx")
    drawn = next(words for name, words in boxes.items() if "legacyDrawing" in name or name.endswith(".vml")).decode()
    assert f"Row>{LAST + 2}</" in drawn


def test_all_other_parts_stay_byte_for_byte(filled, tmp_path):
    form = make_form(tmp_path / "form.xlsx", empty=1)
    add_part(form, "xl/media/seal.png", b"\x89PNG no real one")
    before = bytes_of(form)
    fill_form(filled, tmp_path / "out.xlsx", form, OLDER)
    assert bytes_of(form) == before
    after = bytes_of(tmp_path / "out.xlsx")
    assert list(after) == list(before)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {
        *("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/charts/chart2.xml"),
        *("xl/drawings/drawing1.xml", "xl/comments/comment1.xml", "xl/drawings/commentsDrawing1.vml"),
    }


def test_rows_that_are_prepared_are_used_first(filled, tmp_path):
    sheet = written(filled, make_form(tmp_path / "ten.xlsx", empty=10), tmp_path)
    assert sheet.cell(LAST + 2, 1).value == "Filled in rows:"
    sheet = written(filled, make_form(tmp_path / "more.xlsx", empty=ROWS + 8), tmp_path)
    assert sheet.cell(LAST, 1).value == "48"
    assert sheet.cell(LAST + 8, 1).border.left.style == "thin"
    assert sheet.cell(LAST + 10, 1).value == "Filled in rows:"
    assert sheet.parent["Lists"]["B3"].value == f"=COUNTIF('Reply form'!$C${HEAD + 1}:$C${LAST + 8},A3)"


def test_facts_go_where_their_names_are(filled, tmp_path):
    form = make_form(tmp_path / "form.xlsx")
    book = openpyxl.load_workbook(form)
    for name, place in (("tracker_instrument", "E3"), ("TRACKER_SCALE", "E4"), ("tracker_assessed", "Z90")):
        book.defined_names[name] = DefinedName(name, attr_text=f"'Reply form'!${place[0]}${place[1:]}")
    book.defined_names["tracker_moon"] = DefinedName("tracker_moon", attr_text="'Reply form'!$A$1")
    book.defined_names["tracker_group"] = DefinedName("tracker_group", attr_text="#REF!")
    book.save(form)
    sheet = written(filled, form, tmp_path, ExportRequest(("Kenya",), instruments=("A/RES/68/197",), scale="UNCAC"))
    assert (sheet["B3"].value, sheet["B4"].value) == ("Kenya", casework.cycles(filled)[0].name)
    assert (sheet["B5"].value.date(), sheet["B5"].number_format) == (date.today(), "dd.mm.yyyy")
    assert sheet["E3"].value == "A/RES/68/197" and "UNCAC" in sheet["E4"].value
    assert "paragraphs that ask something of Member States" in sheet.cell(90 + ROWS - 1, 26).value
    assert sheet.cell(HEAD + 3, 3).value == "Yes, in part"
    assert any("tracker_moon is not known" in line for line in sheet.said)
    assert any("tracker_group leads to no cell" in line for line in sheet.said)


def plain_form(path, *tables, names=()):
    """Tables one below the other, each with an empty row and one between: (row of headings, headings)."""
    book = openpyxl.Workbook()
    for row, headings in tables:
        for column, words in enumerate(headings, 1):
            book.active.cell(row, column, words)
    for name, place in names:
        book.defined_names[name] = DefinedName(name, attr_text=f"Sheet!{place}")
    book.active.cell(tables[-1][0] + 3, 1, "The end")
    book.save(path)
    return path


def test_several_tables_on_one_sheet(filled, tmp_path):
    form = plain_form(
        tmp_path / "form.xlsx",
        (1, ["Paragraph", "Level", "Text", "Due date"]),
        (6, ["Name of the measure", "Type", "Legal basis", "In force"]),
        (11, ["Title", "Publisher", "Speaks of", "Reliability"]),
    )
    sheet = written(filled, form, tmp_path)
    assert sheet.cell(2 + ROWS - 1, 1).value == "48"
    assert [cell.value for cell in sheet[6 + ROWS - 1]][:2] == ["Name of the measure", "Type"]
    assert [cell.value for cell in sheet[7 + ROWS - 1]][:4] == [
        *("Prevention Act", "Legislation", "Act 12 of 2019", datetime(2019, 5, 1))
    ]
    assert sheet[7 + ROWS - 1][3].number_format == "yyyy-mm-dd"  # a day shows as one where the form says nothing
    assert sheet.cell(12 + ROWS - 1, 1).value == "School survey"
    assert sheet.cell(14 + ROWS - 1, 1).value == "The end"


def test_long_words_wrap_where_the_form_does_not_say(filled, tmp_path):
    form = plain_form(tmp_path / "form.xlsx", (1, ["Paragraph", "Text", "Level"]))
    sheet = written(filled, form, tmp_path)
    assert sheet["B4"].alignment.wrap_text
    assert not sheet["A4"].alignment.wrap_text
    assert sheet.row_dimensions[4].height > 60


def test_names_say_which_sheet_is_meant(filled, tmp_path):
    tables = [(1, ["Paragraph", "Text", "Level"]), (6, ["Paragraph", "Text", "Level", "Reason"])]
    with pytest.raises(TrackerError, match="row 1 and row 6 both have headings of Compliance Matrix"):
        look_at_form(filled, plain_form(tmp_path / "form.xlsx", *tables))
    named = plain_form(tmp_path / "form.xlsx", *tables, names=[("tracker_correlation", "$A$6:$D$7")])
    sheet = written(filled, named, tmp_path)
    assert sheet["A2"].value is None
    assert [cell.value for cell in sheet[9]][:3] == ["3", sheet["B9"].value, "Partial"]
    with pytest.raises(TrackerError, match="hold no heading of Measures"):
        look_at_form(filled, plain_form(tmp_path / "form.xlsx", *tables, names=[("tracker_measures", "$1:$1")]))


def test_headings_over_two_rows_numbered_columns_and_cells_merged_in_each_row(filled, tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Paragraph", "Implementation", None, "Text"])
    sheet.append([None, "Level", "Reason"])
    sheet.append(["(1)", "(2)", "(3)", "(4)"])
    for area in ("A1:A2", "B1:C1", "D1:E2", "D4:E4"):
        sheet.merge_cells(area)
    book.save(tmp_path / "form.xlsx")
    sheet = written(filled, tmp_path / "form.xlsx", tmp_path)
    assert [cell.value for cell in sheet[6]][:3] == ["3", "Partially implemented", HOSTILE]
    assert sheet["A3"].value == "(1)"
    assert {f"D{row}:E{row}" for row in range(4, 4 + ROWS)} <= {str(one) for one in sheet.merged_cells.ranges}
    assert len(sheet.merged_cells.ranges) == 3 + ROWS


def test_an_excel_table_grows(filled, tmp_path):
    form = tmp_path / "form.xlsx"
    plain_form(form, (1, ["Paragraph", "Text", "Level"]))
    book = openpyxl.load_workbook(form)
    book.worksheets[0].add_table(Table(displayName="Reply", ref="A1:C2"))
    book.worksheets[0]["F1"] = "=SUM(Reply[Level])"
    book.save(form)
    sheet = written(filled, form, tmp_path)
    assert sheet.tables["Reply"].ref == f"A1:C{1 + ROWS}"
    assert sheet.tables["Reply"].autoFilter is None or sheet.tables["Reply"].autoFilter.ref == f"A1:C{1 + ROWS}"
    assert sheet["F1"].value == "=SUM(Reply[Level])"


def rewrite(path, part, change):
    parts = bytes_of(path)
    parts[part] = change(parts[part].decode()).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return path


SHEET = "xl/worksheets/sheet1.xml"
AC = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"


@pytest.mark.parametrize("declared", ["worksheet", "row"])
def test_attributes_of_other_namespaces_as_excel_writes_them_stay(filled, tmp_path, declared):
    def as_excel(xml):
        xml = re.sub("<row ", '<row a:dyDescent="0.25" b="&quot;&lt;" ', xml)
        return re.sub(f"<{declared} ", f'<{declared} xmlns:a="{AC}" ', xml)

    form = rewrite(make_form(tmp_path / "form.xlsx"), SHEET, as_excel)
    sheet = written(filled, form, tmp_path)
    assert sheet.cell(LAST, 1).value
    rows = etree.fromstring(bytes_of(tmp_path / "out.xlsx")[SHEET]).findall("{*}sheetData/{*}row")
    assert len(rows) > ROWS and {row.get(f"{{{AC}}}dyDescent") for row in rows} == {"0.25"}
    assert {row.get("b") for row in rows} == {'"<'}


def test_a_workbook_that_excel_would_not_open_does_not_get_its_name(filled, tmp_path, monkeypatch):
    form = make_form(tmp_path / "form.xlsx")
    (tmp_path / "out.xlsx").write_bytes(b"older")
    monkeypatch.setattr("tracker.excel.forms.fill.lines", lambda *_: [b"<row><c>"])
    with pytest.raises(TrackerError, match=f"its part {SHEET} would be damaged"):
        fill_form(filled, tmp_path / "out.xlsx", form, OLDER)
    assert (tmp_path / "out.xlsx").read_bytes() == b"older"


def test_rows_without_content_at_the_end_of_the_sheet_are_no_content(filled, tmp_path):
    far = "".join(f'<row r="{n}" ht="12.8" customHeight="1"/>' for n in (1048574, 1048575, 1048576))
    form = plain_form(tmp_path / "form.xlsx", (1, ["Paragraph", "Text", "Level"]))
    rewrite(form, SHEET, lambda xml: xml.replace("</sheetData>", f"{far}</sheetData>"))
    assert written(filled, form, tmp_path).cell(ROWS + 1, 1).value
    with_content = far.replace('customHeight="1"/>', 'customHeight="1"><c r="A1048576"><v>1</v></c></row>', 1)
    rewrite(form, SHEET, lambda xml: xml.replace(far, with_content.replace("A1048576", "A1048574")))
    with pytest.raises(TrackerError, match=r"Row 1048574 of sheet “.*” would be moved below the last row"):
        written(filled, form, tmp_path)


FORMS = SAMPLES.parent / "cases" / "real-forms"


@pytest.mark.skipif(not FORMS.is_dir(), reason=MISSING)
@pytest.mark.parametrize("number", (1, 9, 17, 25, 33))
def test_forms_that_excel_saved(filled, tmp_path, number):
    form = FORMS / f"form-{number:02}.xlsx"
    fill_form(filled, tmp_path / "out.xlsx", form, OLDER)
    before, after = bytes_of(form), bytes_of(tmp_path / "out.xlsx")
    for name, content in after.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(content)
    assert before.keys() - after.keys() <= {"xl/calcChain.xml"}


@pytest.mark.parametrize(
    ("part", "pattern", "odd"),
    [
        ("xl/styles.xml", r'<sz val="[^"]*"', '<sz val="0"'),
        ("xl/styles.xml", r'<sz val="[^"]*"', '<sz val="1000000"'),
        ("xl/worksheets/sheet1.xml", r' width="[^"]*"', ' width="1e-320"'),
        ("xl/worksheets/sheet1.xml", r' width="[^"]*"', ' width="0"'),
    ],
)
def test_fonts_and_columns_of_odd_sizes(filled, tmp_path, part, pattern, odd):
    form = make_form(tmp_path / "form.xlsx")
    assert re.search(pattern, bytes_of(form)[part].decode())
    sheet = written(filled, rewrite(form, part, lambda xml: re.sub(pattern, odd, xml)), tmp_path)
    assert sheet.cell(LAST, 1).value == "48"


def test_shared_formulas_and_the_order_of_calculation(filled, tmp_path):
    form = plain_form(tmp_path / "form.xlsx", (1, ["Paragraph", "Text", "Level"]))
    shared = (
        '<row r="5"><c r="A5" t="inlineStr"><is><t>End</t></is></c></row>'
        '<row r="6"><c r="F6"><f t="shared" ref="F6:F7" si="0">COUNTA(C$2:C2)+A5</f><v>7</v></c></row>'
        '<row r="7"><c r="F7"><f t="shared" si="0"/><v>7</v></c></row></sheetData>'
    )
    shared += '<hyperlinks><hyperlink ref="A5" location="Sheet!F6" display="See"/></hyperlinks>'
    rewrite(form, "xl/worksheets/sheet1.xml", lambda xml: xml.replace("</sheetData>", shared))
    add_part(form, "xl/calcChain.xml", b"<calcChain/>")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    listed = f'<Relationship Id="rId99" Type="{kind}" Target="calcChain.xml"/></Relationships>'
    rewrite(form, "xl/_rels/workbook.xml.rels", lambda xml: xml.replace("</Relationships>", listed))
    over = '<Override PartName="/xl/calcChain.xml" ContentType="application/xml"/></Types>'
    rewrite(form, "[Content_Types].xml", lambda xml: xml.replace("</Types>", over))
    sheet = written(filled, form, tmp_path)
    assert sheet.cell(6 + ROWS - 1, 6).value == f"=COUNTA(C$2:C{1 + ROWS})+A{5 + ROWS - 1}"
    assert sheet.cell(7 + ROWS - 1, 6).value == f"=COUNTA(C$2:C{2 + ROWS})+A{6 + ROWS - 1}"
    assert sheet.cell(5 + ROWS - 1, 1).hyperlink.location == f"Sheet!F{6 + ROWS - 1}"
    parts = bytes_of(tmp_path / "out.xlsx")
    assert "xl/calcChain.xml" not in parts
    assert b"calcChain" not in parts["xl/_rels/workbook.xml.rels"] + parts["[Content_Types].xml"]
    assert b'fullCalcOnLoad="1"' in parts["xl/workbook.xml"]
    assert b"<v>7</v>" not in parts["xl/worksheets/sheet1.xml"]


def test_text_longer_than_a_cell_goes_on_below_and_is_said(workspace, scope, tmp_path):
    long = ("word " * 8_000).strip()
    row = paragraph(workspace, scope, "3", "A/RES/68/197")
    casework.set_assessment(workspace, scope, row, rationale=long)
    sheet = written(workspace, make_form(tmp_path / "form.xlsx"), tmp_path)
    assert sheet.cell(HEAD + 3, 4).value + sheet.cell(HEAD + 4, 4).value == long
    assert any("goes on here" in line for line in sheet.said) and any("click the cell" in line for line in sheet.said)


def test_a_filled_in_example_stays_as_it_is(filled, tmp_path):
    form = make_form(tmp_path / "form.xlsx")
    book = openpyxl.load_workbook(form)
    example = book.create_sheet("Example", 0)
    example.append(HEADINGS)
    example.append(["1", "Urges States ...", "Planned"])
    book.save(form)
    sheet = written(filled, form, tmp_path, sheet=1)
    assert sheet.cell(LAST, 1).value == "48"
    assert sheet.parent["Example"].max_row == 2
    assert any("stays as it is, since the row below them is not empty (cell A2)" in line for line in sheet.said)


def test_our_own_headings_always_mean_our_columns():
    for sheet, words in known().items():
        assert all(words[name.casefold()] == {name: 0} for name in choices(sheet))
    assert {"member state", "instrument"} <= known()[Sheet.MATRIX].keys()


def test_the_command_line(filled, workspace_path, tmp_path, capsys):
    form, out = make_form(tmp_path / "form.xlsx"), tmp_path / "out.xlsx"
    export = ["--workspace", str(workspace_path), "export", str(out), "--state", "KEN", "--template", str(form)]
    assert main([*export, "--instrument", "A/RES/68/197"]) == 0
    said = capsys.readouterr()
    assert "6 of 7 columns known, as in Compliance Matrix: Paragraph, Text, Level" in said.err
    assert "not known: Ministry's view." in said.err and f"Wrote {out}" in said.out
    for more, words in ((["--sheet", "Gaps"], "Leave --sheet away"), (["--for-return"], "can't be imported")):
        assert main([*export, *more]) == 2
        assert words in capsys.readouterr().err


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_libreoffice_opens_it_and_works_the_formulas_out(filled, tmp_path):
    def saved_again(path, folder):
        home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
        command = ["soffice", home, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / folder), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return tmp_path / folder / path.name

    form = saved_again(make_form(tmp_path / "form.xlsx", empty=3), "form")  # with what its formulas came to
    fill_form(filled, tmp_path / "out.xlsx", form, OLDER)
    book = openpyxl.load_workbook(saved_again(tmp_path / "out.xlsx", "out"), data_only=True)
    sheet, lists = book.worksheets
    assert [lists[f"B{row}"].value for row in range(2, 6)] == [0, 1, 0, 0]
    assert (lists["D2"].value, lists["D3"].value) == ("Signature and seal", 18)
    assert sheet.cell(LAST + 2, 3).value == ROWS
    assert sheet.cell(HEAD + 3, 4).value == HOSTILE
    assert (len(sheet._charts), len(lists._charts)) == (1, 1)  # type: ignore[attr-defined]  # private
    assert sheet.print_title_rows == f"${HEAD}:${HEAD}" and sheet.page_setup.orientation == "landscape"
    assert [str(one.sqref) for one in sheet.data_validations.dataValidation] == [f"C{HEAD + 1}:C{LAST}"]
