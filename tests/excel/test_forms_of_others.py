"""Forms as others make them: their headings, in one or two rows and in two languages; columns that a user assigns;
paragraphs that are printed; print areas; queries."""

import json
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Alignment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table

from tests.conftest import paragraph
from tests.excel.forms import add_part, bytes_of, make_form
from tests.excel.test_template import HOSTILE, OLDER, ROWS, SHEET, filled, plain_form, rewrite, written
from tracker.__main__ import main
from tracker.errors import TrackerError
from tracker.operations import casework
from tracker.operations.export import ExportRequest
from tracker.operations.forms import fill_form, look_at_form, remember, remembered

__all__ = ["filled"]


def meanings(workspace, form, assigned=None, table=0):
    """Our columns below the headings of a table of the form, "" for none."""
    return [column.meaning for column in look_at_form(workspace, form, assigned).tables[table].columns]


def form_of(path, *rows: list[Any], merged=(), title="Form"):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    book.save(path)
    return path


def first_sheet(path):
    return openpyxl.load_workbook(path).worksheets[0]


UPR = {
    "Recommendation and recommending State": "Text",
    "Position": "",
    "Full list of themes": "Theme",
    "Assessment/comments on level of implementation": "Rationale",
}
UNCAC = {
    "Article of the Convention": "Paragraph",
    "Is your country in compliance with this provision?": "Level",
    "Please describe (cite and summarize) the measures/steps, if any, your country has taken": "Measures",
    "Please outline actions required to ensure or improve implementation": "Next step",
    "Technical assistance": "Technical assistance",
    "Observations": "Rationale",
}
PLAN = {
    "No": "Paragraph",
    "Strategic objective / Action": "Text",
    "Lead institution": "Lead authority",
    "Indicator": "",
    "Timeline": "Due date",
    "Status (Not started / Ongoing / Completed)": "Level",
    "Progress to date": "Measures",
    "Challenges": "What is missing",
    "Comments/Remarks": "Rationale",
}
SERBIA = [
    *(("Provision", "Paragraph"), ("Content", "Obligation"), ("National provision", "National act")),
    *(("Content", "Quoted text"), ("Conformity (full / partial / none)", "Conformity"), ("Reasons", "Reason")),
    *(("Date of full conformity", "Planned date"), ("Note", "")),
]
TWO_LANGUAGES = {
    "Paragraphe\nParagraph": "Paragraph",
    "Texte du paragraphe / Text of the paragraph": "Text",
    "Niveau de mise en œuvre\nLevel of\nimplementation": "Level",
    "Remarques (Remarks)": "Rationale",
    "Échéance | Deadline": "Due date",
    "Outil\nTool": "",
}


@pytest.mark.parametrize("known", [UPR.items(), UNCAC.items(), PLAN.items(), SERBIA, TWO_LANGUAGES.items()])
def test_headings_as_others_have_them(workspace, tmp_path, known):
    form = form_of(tmp_path / "form.xlsx", [heading for heading, _ in known])
    assert meanings(workspace, form) == [name for _, name in known]


def test_headings_with_characters_that_nobody_sees(workspace, tmp_path):
    form = form_of(tmp_path / "form.xlsx", ["Para\u00adgraph", "\u200eText\u200b", "Level\ufeff", "Due\u00a0date:"])
    assert meanings(workspace, form) == ["Paragraph", "Text", "Level", "Due date"]


def test_headings_that_columns_share(filled, tmp_path):
    form = form_of(
        tmp_path / "form.xlsx",
        ["OP 2"],
        ["", "Does legislation exist", "National legal framework", None, "Enforcement", None, "Remarks"],
        ["No.", "Activity", "YES", "If YES, source document of national implementation law", "YES", "Source", None],
        merged=("C2:D2", "E2:F2", "G2:G3"),
    )
    expected = ["Paragraph", "Text", "In law", "Measures", "In practice", "Evidence", "Rationale"]
    assert meanings(filled, form) == expected
    sheet = written(filled, form, tmp_path)
    assert (sheet["A6"].value, sheet["D6"].value) == ("3", "Prevention Act (Act 12 of 2019, in force)")
    assert sheet["G6"].value == HOSTILE and sheet["C3"].value == "YES"


def test_shared_headings_that_are_not_merged(workspace, tmp_path):
    rows = ["Paragraph", "Text", "Assessment", None, "Deadline"], [None, None, "Level", "Reason", None]
    form = form_of(tmp_path / "form.xlsx", *rows)
    assert meanings(workspace, form) == ["Paragraph", "Text", "Level", "Rationale", "Due date"]
    for more in ([], ["Measures", "Evidence", "Next step", "Deadline"]):
        headings = ["Paragraph", "Text", "Level", "Our view", *more]
        titled = form_of(tmp_path / "form.xlsx", ["Ministry of Justice"], headings)
        (table,) = look_at_form(workspace, titled).tables
        assert [column.heading for column in table.columns] == headings


def test_sub_headings_that_nobody_knows(filled, tmp_path):
    rows = ["Paragraph", "Text", "Measures", None, "Deadline"], [None, None, "existing", "planned", None]
    form = form_of(tmp_path / "form.xlsx", *rows, merged=("C1:D1",))
    assert meanings(filled, form) == ["Paragraph", "Text", "Measures", "", "Due date"]
    assert written(filled, form, tmp_path)["C5"].value == "Prevention Act (Act 12 of 2019, in force)"


def test_a_form_of_which_nothing_is_wanted_is_not_filled_in(filled, tmp_path):
    form = form_of(tmp_path / "form.xlsx", ["Paragraph", "Text", "Level"])
    nothing = {"paragraph": "", "text": "", "level": ""}
    found = look_at_form(filled, form, nothing)
    assert "Nothing in the form" in str(found.fault) and [len(table.columns) for table in found.tables] == [3]
    with pytest.raises(TrackerError, match="Nothing in the form"):
        fill_form(filled, tmp_path / "out.xlsx", form, OLDER, nothing)


def test_any_column_can_be_assigned(filled, tmp_path):
    form = form_of(tmp_path / "form.xlsx", ["Paragraph", "Text", "Status", "Remarks", "Ministry's view"])
    assert meanings(filled, form, {"Ministry's view": "rationale"}) == ["Paragraph", "Text", "Level", "", "Rationale"]
    assert meanings(filled, form, {"status": ""}) == ["Paragraph", "Text", "", "Rationale", ""]
    assert meanings(filled, form, {"C": "due_on"}) == ["Paragraph", "Text", "Due date", "Rationale", ""]


def test_a_form_in_a_language_that_tracker_does_not_know(filled, tmp_path):
    form = form_of(tmp_path / "form.xlsx", ["Wizara"], ["Aya", "Maneno", "Hali"])
    found = look_at_form(filled, form)
    assert "Nothing in the form says what goes where." in str(found.fault)
    assert [(table.row, [column.heading for column in table.columns]) for table in found.tables] == [
        (2, ["Aya", "Maneno", "Hali"])
    ]
    fill_form(filled, tmp_path / "out.xlsx", form, OLDER, {"aya": "Paragraph", "hali": "Level"})
    sheet = first_sheet(tmp_path / "out.xlsx")
    assert [cell.value for cell in sheet[5]] == ["3", None, "Partially implemented"]
    fill_form(filled, tmp_path / "out.xlsx", form_of(form, ["Jina", "Sheria"]), OLDER, {"jina": "measure"})
    assert first_sheet(tmp_path / "out.xlsx")["A2"].value == "Prevention Act"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            {"Remark": "rationale"},
            "The form has no heading “Remark”. Its headings are: Paragraph, Text, Status, Remarks",
        ),
        ({"Remarks": "moon"}, "tracker has no column “moon”. It has: .*Rationale"),
        ({"Remarks": "next step", "Yes": "next_step"}, "heading “Yes” stands over several columns: E, F. Name the"),
        ({"Remarks": "next step", "E": "next_step"}, "“Remarks” and “Yes” can't both get Next step. Choose something"),
    ],
)
def test_what_is_not_clear_is_refused(filled, tmp_path, given, words):
    form = form_of(tmp_path / "form.xlsx", ["Paragraph", "Text", "Status", "Remarks", "Yes", "Yes"])
    with pytest.raises(TrackerError, match=words):
        fill_form(filled, tmp_path / "out.xlsx", form, OLDER, given)
    assert not (tmp_path / "out.xlsx").exists()


def test_what_was_assigned_is_remembered_for_the_form(filled, tmp_path):
    form = form_of(tmp_path / "form.xlsx", ["Paragraph", "Text", "Status", "Remarks", "Ministry's view"])
    found = look_at_form(filled, form, {"ministry's view": "Rationale"})
    remember(filled, found.fingerprint, found.assigned)
    again = form_of(
        tmp_path / "next.xlsx", ["Paragraph ", "TEXT", "Status", "Remarks", "Ministry's view"], title="2027"
    )
    assert meanings(filled, again) == ["Paragraph", "Text", "Level", "", "Rationale"]
    assert meanings(filled, again, {}) == ["Paragraph", "Text", "Level", "Rationale", ""]
    other = form_of(tmp_path / "other.xlsx", ["Paragraph", "Status", "Text", "Remarks", "Ministry's view"])
    assert meanings(filled, other)[-1] == ""
    fill_form(filled, tmp_path / "out.xlsx", again, OLDER)
    assert first_sheet(tmp_path / "out.xlsx")["E4"].value == HOSTILE
    for odd in ("[", "[]", '{"x": 1}', json.dumps({found.fingerprint: {"text": 1, "status": ""}}), "[" * 100_000):
        filled.set("columns of forms", odd)
        assert remembered(filled, found.fingerprint) in ({}, {"status": ""})


def test_the_command_line_assigns_columns(filled, workspace_path, tmp_path, capsys):
    form = form_of(tmp_path / "form.xlsx", ["Paragraph", "Text", "Status", "Notes = views", "Other"])
    out = tmp_path / "out.xlsx"
    export = ["--workspace", str(workspace_path), "export", str(out), "--state", "KEN", "--instrument", "A/RES/68/197"]
    assert main([*export, "--template", str(form), "--column", "Notes = views=rationale", "--column", "Status="]) == 0
    sheet = first_sheet(out)
    assert [cell.value for cell in sheet[4]][2:] == [None, HOSTILE, None]
    for more, words in (
        (["--column", "A=level"], "Name the form with --template"),
        (["--template", str(form), "--column", "Status"], "does not say what goes where"),
        (["--template", str(form), "--column", "Stat=level"], "no heading “Stat”"),
    ):
        capsys.readouterr()
        assert main([*export, *more]) == 2
        assert words in capsys.readouterr().err


def test_paragraphs_that_are_printed_are_filled_in_where_they_are(filled, scope, tmp_path):
    texts = {one.label: one.text for one in casework.checklist(filled, scope) if one.symbol == "A/RES/68/197"}
    rows: list[list[str | None]] = [
        ["Para.", "Text of the paragraph", "Status", "Remarks", "Deadline"],
        ["Part I"],
        ["OP 3", texts["3"][:200] + " ..."],
        ["4.", None],
        ["7", "Words of another resolution altogether, on fisheries"],
        [None, f"5. {texts['5']}"],
        ["6", None, "Done, says the ministry"],
        ["900", None],
        ["Signature and seal"],
    ]
    form = form_of(tmp_path / "form.xlsx", *rows)
    book = openpyxl.load_workbook(form)
    for cell in book.worksheets[0]["B"]:
        cell.alignment = Alignment(wrap_text=True)
    book.save(form)
    row = paragraph(filled, scope, "5", "A/RES/68/197")
    casework.set_assessment(filled, scope, row, rationale="words of five." * 60)
    sheet = written(filled, form, tmp_path)
    assert [cell.value for cell in sheet[3]][:4] == ["OP 3", rows[2][1], "Partially implemented", HOSTILE]
    assert (sheet["B4"].value, sheet["A4"].value) == (texts["4"], "4.")
    assert sheet["D6"].value == "words of five." * 60 and sheet.row_dimensions[6].height > 100
    assert sheet.row_dimensions[3].height > 20, "as high as the printed text needs"
    assert [cell.value for cell in sheet[5]] == [*rows[4], None, None, None]
    assert [cell.value for cell in sheet[7]] == ["6", None, "Done, says the ministry", None, None]
    assert sheet.max_row == len(rows) and sheet["A9"].value == "Signature and seal"
    said = "\n".join(sheet.said)
    assert "has paragraphs printed below row 1: these are filled in, and no rows are added" in said
    assert "Form, rows 5, 8: no paragraph that is exported is like the one printed there." in said
    assert "Form, row 7: something stands there already, and stays as it is." in said
    assert f"{ROWS - 4} paragraphs are not printed in the form and were left out: 1, 2, " in said


def test_printed_paragraphs_below_an_empty_row(filled, tmp_path):
    form = form_of(tmp_path / "form.xlsx", ["Paragraph", "Level", "Remarks"], [], [3], ["4"])
    sheet = written(filled, form, tmp_path)
    assert [cell.value for cell in sheet["C"]] == ["Remarks", None, HOSTILE, None]


def test_a_printed_number_that_two_resolutions_have(filled, tmp_path):
    both = ExportRequest(("KEN",), instruments=("A/RES/68/197", "A/RES/74/178"))
    form = form_of(
        tmp_path / "form.xlsx", ["Paragraph", "Level", "Remarks"], ["3"], ["A/RES/68/197, 3"], ["A/RES/74/178 OP 3"]
    )
    sheet = written(filled, form, tmp_path, both)
    assert [cell.value for cell in sheet["C"]] == ["Remarks", None, HOSTILE, None]
    assert any("row 2: several paragraphs could be meant there" in line for line in sheet.said)


def test_a_print_area_reaches_to_the_last_row(filled, tmp_path):
    form = make_form(tmp_path / "form.xlsx", empty=ROWS + 8)
    book = openpyxl.load_workbook(form)
    book.worksheets[0].print_area = "A1:E12"
    book.save(form)
    sheet = written(filled, form, tmp_path)
    assert sheet.print_area == f"'Reply form'!$A$1:$E${7 + ROWS}"
    assert any("print area of sheet “Reply form” leaves out: Deadline" in line for line in sheet.said)
    book.worksheets[0].print_area = "A1:E5,A7:H10"
    book.save(form)
    sheet = written(filled, form, tmp_path)
    assert sheet.print_area == f"'Reply form'!$A$1:$E$5,'Reply form'!$A$7:$H${7 + ROWS}"
    assert not any("leaves out" in line for line in sheet.said)
    book.defined_names["Dynamic"] = DefinedName("Dynamic", attr_text="'Reply form'!$A$1")
    book.worksheets[0].print_area = None
    book.save(form)
    assert not written(filled, form, tmp_path).print_area


def test_a_query_is_kept_and_said(filled, tmp_path):
    form = plain_form(tmp_path / "form.xlsx", (1, ["Paragraph", "Text", "Level"]))
    book = openpyxl.load_workbook(form)
    book.worksheets[0].add_table(Table(displayName="Reply", ref="A1:C2"))
    book.save(form)
    main_spaces = "http://schemas.openxmlformats.org"
    query = f'<queryTable xmlns="{main_spaces}/spreadsheetml/2006/main" name="Query" connectionId="1"/>'.encode()
    add_part(form, "xl/queryTables/queryTable1.xml", query)
    kind = f"{main_spaces}/officeDocument/2006/relationships/queryTable"
    link = f'<Relationship Id="rId99" Type="{kind}" Target="/xl/queryTables/queryTable1.xml"/></Relationships>'
    rewrite(form, "xl/worksheets/_rels/sheet1.xml.rels", lambda xml: xml.replace("</Relationships>", link))
    sheet = written(filled, form, tmp_path)
    assert sheet.cell(1 + ROWS, 1).value == "48"
    assert "Sheet “Sheet” holds a query: when it is refreshed, it replaces what was filled in." in sheet.said


def test_controls_follow_the_rows(filled, tmp_path):
    form = plain_form(tmp_path / "form.xlsx", (1, ["Paragraph", "Text", "Level"]))
    drawn = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    control = (
        f'</sheetData><controls xmlns:x="{drawn}"><control shapeId="9"><controlPr linkedCell="$A$4"><anchor>'
        "<from><x:row>3</x:row></from><to><x:row>5</x:row></to></anchor></controlPr></control></controls>"
    )
    rewrite(form, SHEET, lambda xml: xml.replace("</sheetData>", control))
    fill_form(filled, tmp_path / "out.xlsx", form, OLDER)
    xml = bytes_of(tmp_path / "out.xlsx")[SHEET].decode()
    assert f'linkedCell="$A${3 + ROWS}"' in xml
    assert f"<x:row>{2 + ROWS}</x:row>" in xml and f"<x:row>{4 + ROWS}</x:row>" in xml
