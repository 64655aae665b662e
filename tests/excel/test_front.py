"""Cover and Legend: how far the work has come, the way to each sheet, what codes mean."""

import openpyxl
import pytest

from tests.conftest import paragraph
from tests.excel.written import rows_of
from tracker.domain.casework.levels import Level
from tracker.domain.reports.workbook import ALWAYS, PURPOSES, Sheet
from tracker.errors import TrackerError
from tracker.operations import casework
from tracker.operations.export import ExportRequest, export, sheet_named


@pytest.fixture
def book(workspace, scope, tmp_path):
    for label in ("58 (a)", "58 (b)", "19"):
        casework.set_level(workspace, scope, paragraph(workspace, scope, label), Level.PLANNED)
    export(workspace, tmp_path / "m.xlsx", ExportRequest(("KEN",), instruments=("A/RES/74/178",)))
    return openpyxl.load_workbook(tmp_path / "m.xlsx")


def test_the_cover_says_how_many_paragraphs_are_assessed(book):
    facts = {row[0]: row[1] for row in book["Cover"].iter_rows(values_only=True) if row[0]}
    assert facts["Assessed"].startswith("2 of 71 paragraphs that ask something of Member States")
    assert facts["Assessed"].endswith("(Not assessed: 69; Planned: 2)")


def test_the_cover_leads_to_each_sheet_with_its_purpose(book):
    ways = {
        cell.hyperlink.location: cell.value
        for row in book["Cover"].iter_rows()
        for cell in row
        if cell.hyperlink and cell.hyperlink.location
    }
    assert ways == {f"'{name}'!A1": f"{name}: {PURPOSES[Sheet(name)]}" for name in book.sheetnames[1:]}
    assert set(PURPOSES) == set(Sheet)


def test_the_legend_tells_codes_stages_and_types(book, tmp_path):
    rows = rows_of(tmp_path / "m.xlsx", "Legend")
    codes = {row["Tracker levels"]: row["Code"] for row in rows if row["Code"]}
    assert codes == {level.value.capitalize(): level.code for level in Level}
    told = {row["Tracker levels"]: row["Meaning"] for row in rows}
    assert "waits for a reviewer" in told["Submitted"]
    assert told["Types of measure"].startswith("legislation, regulation, strategy or action plan")


def test_the_sheets_that_are_named_and_no_others(workspace, tmp_path):
    export(workspace, tmp_path / "m.xlsx", ExportRequest(("KEN",), sheets=(Sheet.GAPS, Sheet.SUMMARY)))
    assert openpyxl.load_workbook(tmp_path / "m.xlsx").sheetnames == ["Cover", "Summary", "Gaps", "Legend"]
    assert {"Cover", "Legend"} == ALWAYS


def test_one_to_be_filled_in_has_no_more_than_a_ministry_needs(workspace, tmp_path):
    export(workspace, tmp_path / "m.xlsx", ExportRequest(("KEN",), for_return=True))
    names = openpyxl.load_workbook(tmp_path / "m.xlsx").sheetnames
    assert names == ["Cover", "Compliance Matrix", "Measures", "Evidence", "Legend"]


def test_a_sheet_is_named_as_people_do():
    assert sheet_named(" action plan ") is Sheet.ACTIONS
    with pytest.raises(TrackerError, match=r"no sheet “Plan”.*There is: Cover, Summary"):
        sheet_named("Plan")


def test_the_cover_says_that_several_states_are_counted_together(workspace, scope, tmp_path):
    casework.set_level(workspace, scope, paragraph(workspace, scope, "19"), Level.PLANNED)
    sheets = (Sheet.SUMMARY,)
    export(workspace, tmp_path / "m.xlsx", ExportRequest(("KEN", "CHE"), instruments=("A/RES/74/178",), sheets=sheets))
    book = openpyxl.load_workbook(tmp_path / "m.xlsx")
    assert book["Cover"]["A2"].value.startswith(
        "All States together, assessed: 1 of 142 paragraphs that ask something of Member States; 0 fully"
    )
    names = [row[0] for row in book["Cover"].iter_rows(values_only=True)]
    assert "Assessed, all States together" in names and "Assessed" not in names
    room = book["Cover"].column_dimensions["A"].width
    assert max(len(str(name or "")) for name in names[2:]) * 1.1 < room, "names are bold, and don't touch their values"
    said = [str(cell) for row in book["Summary"].iter_rows(values_only=True) for cell in row]
    assert "1 of 142 paragraphs assessed (1%), all States together" in said
