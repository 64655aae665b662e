"""Paragraph by State, Self-assessment, Correlation, and the links between sheets."""

from datetime import date

import openpyxl
import pytest
from openpyxl.worksheet.cell_range import CellRange

from tests.conftest import paragraph
from tests.excel.written import rows_of
from tracker.domain.casework.evidence import Evidence, EvidenceType, Excerpt
from tracker.domain.casework.levels import SCALES, Level
from tracker.domain.casework.measures import Measure, MeasureStatus
from tracker.domain.instruments.deadlines import deadline
from tracker.domain.reports.workbook import Sheet
from tracker.excel import hyperlinks
from tracker.operations import casework, registers
from tracker.operations.casework import WorkScope
from tracker.operations.export import ExportRequest, export
from tracker.operations.registers import Parts
from tracker.operations.workspaces import find_states

NEWER = "A/RES/74/178"


@pytest.fixture
def filled(workspace, scope):
    row = paragraph(workspace, scope, "19")
    registers.save_measure(
        workspace,
        scope,
        Measure(
            "Prevention Act",
            act="Act 12 of 2019",
            article="art. 4",
            quoted_text="Schools shall teach.",
            description="Prevention in all schools.",
            link="https://example.org/act",
        ),
        answers=[row.id],
    )
    registers.save_measure(
        workspace,
        scope,
        Measure("School plan", status=MeasureStatus.DRAFT, planned_on=date(2026, 1, 31), link="file:///etc/passwd"),
        answers=[row.id, paragraph(workspace, scope, "7").id],
    )
    survey = Evidence(
        "School survey",
        EvidenceType.STATISTIC,
        publisher="Observatory",
        excerpts=(Excerpt("92 per cent did.", "p. 4"),),
    )
    registers.save_evidence(workspace, scope, survey, parts=Parts(supports=[row.id]))
    registers.save_evidence(workspace, scope, Evidence("Yearly report"), parts=Parts(supports=[row.id]))
    casework.set_assessment(
        workspace,
        scope,
        paragraph(workspace, scope, "19"),
        level=Level.LARGELY,
        rationale="Most schools teach it.",
        shortcomings="Not in the islands.",
        assistance="Training of teachers",
        assistance_from="UNODC",
        due_on=date(2025, 6, 30),
    )
    return workspace


def of_paragraph(path, sheet, label, head=1):
    return [row for row in rows_of(path, sheet, head) if row["Paragraph"] == label]


def test_paragraph_by_state_has_a_letter_code_for_each_state_and_totals(filled, tmp_path):
    casework.set_level(filled, WorkScope("CHE", 1), paragraph(filled, WorkScope("CHE", 1), "19"), Level.FULLY)
    export(filled, tmp_path / "m.xlsx", ExportRequest(("CHE", "KEN", "FJI"), instruments=(NEWER,)))
    rows = rows_of(tmp_path / "m.xlsx", "Paragraph by State", head=2)
    headings = ["Paragraph", "Opening words", "KEN", "FJI", "CHE", "NI", "PL", "PI", "LI", "FI", "NA", "–"]
    assert list(rows[0]) == headings
    row = next(row for row in rows if row["Paragraph"] == "19")
    assert [row[heading] for heading in headings[2:]] == ["LI", "–", "FI", 0, 0, 0, 1, 1, 0, 1]
    assert row["Opening words"].startswith("Urges Member States to increase")
    assert len([row for row in rows if row["KEN"]]) == 122
    below = [row["Paragraph"] for row in rows[122:] if row["Paragraph"]]
    assert below == [
        "African States (AFR): KEN Kenya",
        "Asia-Pacific States (APS): FJI Fiji",
        "Western European and other States (WEO): CHE Switzerland",
    ]


@pytest.mark.parametrize("scale", SCALES)
def test_its_codes_are_those_of_the_scale_and_coloured_by_rule(filled, tmp_path, scale):
    export(filled, tmp_path / "m.xlsx", ExportRequest(("KEN", "FJI"), scale=scale))
    sheet = openpyxl.load_workbook(tmp_path / "m.xlsx")["Paragraph by State"]
    codes = SCALES[scale].codes
    at = next(number for number, row in enumerate(sheet.iter_rows(min_row=3), 3) if row[1].value == "19")
    assert (sheet.cell(at, 4).value, sheet.cell(at, 5).value) == (codes[Level.LARGELY], "–")
    (area,) = sheet.conditional_formatting
    assert str(area.sqref) == "D3:E176"
    told = {rule.formula[0] for rule in area.rules}
    assert told == {f'D3="{code}"' for level, code in codes.items() if level is not Level.NOT_ASSESSED}
    assert sheet.cell(at, 4).fill.fill_type is None
    legend = sheet["A1"].value
    assert all(code in legend for code in codes.values()) and "Not assessed" in legend


def test_its_groups_stand_over_their_states_and_it_prints_over_pages(filled, tmp_path):
    groups = {state.code: state.group for state in find_states(filled)}
    export(filled, tmp_path / "m.xlsx", ExportRequest(tuple(groups), sheets=(Sheet.BY_STATE,)))
    sheet = openpyxl.load_workbook(tmp_path / "m.xlsx")["Paragraph by State"]
    over: object = ""
    for column in range(4, 4 + 193):
        over = sheet.cell(1, column).value or over
        assert over in (groups[str(sheet.cell(2, column).value)], "AFR", "APS", "EES", "LAC", "WEO")
    assert sheet.freeze_panes == "D3"
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$2", "$A:$C")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (9, 0)


def test_one_state_has_no_paragraph_by_state(filled, tmp_path):
    export(filled, tmp_path / "m.xlsx", ExportRequest(("KEN",)))
    assert "Paragraph by State" not in openpyxl.load_workbook(tmp_path / "m.xlsx").sheetnames


def test_self_assessment_says_it_as_review_checklists_do(filled, tmp_path):
    export(filled, tmp_path / "m.xlsx", ExportRequest(("KEN",), instruments=(NEWER,)))
    (row,) = of_paragraph(tmp_path / "m.xlsx", "Self-assessment", "19")
    assert row["Level"] == "Yes, in part"
    assert row["Rationale"] == "Most schools teach it."
    assert row["Measures cited and summarised"] == (
        "• Prevention Act (Act 12 of 2019, art. 4, in force) – Prevention in all schools.\n• School plan (draft)"
    )
    assert row["Examples, cases and statistics"] == "School survey (Observatory, p. 4) – “92 per cent did.”"
    assert row["Challenges"] == "Not in the islands."
    assert row["Technical assistance needed"] == "Training of teachers\nFrom: UNODC"


def test_correlation_has_a_row_for_each_measure_and_one_where_none_answers(filled, scope, tmp_path):
    casework.set_level(filled, scope, paragraph(filled, scope, "51"), Level.PLANNED)
    export(filled, tmp_path / "m.xlsx", ExportRequest(("KEN",), instruments=(NEWER,)))
    act, plan = of_paragraph(tmp_path / "m.xlsx", "Correlation", "19")
    assert (act["National act"], act["Article"]) == ("Act 12 of 2019 (Prevention Act)", "art. 4")
    assert (act["Quoted text"], act["Conformity"]) == ("Schools shall teach.", "Partial")
    assert act["Reason"] == "Most schools teach it.\nNot in the islands."
    assert act["Planned date"].date() == date(2025, 6, 30)
    assert (plan["National act"], plan["Planned date"].date()) == ("School plan", date(2026, 1, 31))
    (none,) = of_paragraph(tmp_path / "m.xlsx", "Correlation", "20")
    assert none["National act"] is None and none["Obligation"]
    assert [row["Deadline"] for row in of_paragraph(tmp_path / "m.xlsx", "Correlation", "51")] == ["by 2030"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("to end it by 2024;", "by 2024"),
        ("to report by the end of 2025", "by the end of 2025"),
        ("no later than 31 December 2026,", "no later than 31 December 2026"),
        ("Before  March 2019 and by 2030", "Before March 2019"),
        ("the pledge made by the 2030 Agenda", ""),
        ("guided by 2019 Ministerial Declaration", ""),
        ("adopted in 2019", ""),
    ],
)
def test_a_deadline_is_found_in_the_words(words, found):
    assert deadline(words) == found


def test_cells_lead_from_the_matrix_to_the_registers_and_back(filled, tmp_path):
    export(filled, tmp_path / "m.xlsx", ExportRequest(("KEN",), instruments=(NEWER,)))
    book = openpyxl.load_workbook(tmp_path / "m.xlsx")

    def led_to(sheet, heading, row):
        column = next(cell.column for cell in book[sheet][1] if cell.value == heading)
        link = book[sheet].cell(row, column).hyperlink
        if link is None or link.target:
            return link and link.target
        name, _, at = link.location.partition("!")
        return [cell.value for cell in book[name.strip("'")][book[name.strip("'")][at].row]]

    at = next(row[0].row for row in book["Compliance Matrix"].iter_rows() if row[0].value == "19")
    assert "Prevention Act" in led_to("Compliance Matrix", "See measures", at)
    assert "School survey" in led_to("Compliance Matrix", "See evidence", at)
    row = next(row[0].row for row in book["Self-assessment"].iter_rows() if row[0].value == "19")
    assert "Prevention Act" in led_to("Self-assessment", "See measures", row)
    assert led_to("Compliance Matrix", "See measures", at + 1) is None
    assert "19" in led_to("Measures", "See paragraph", 2)
    assert "7" in led_to("Measures", "See paragraph", 3)
    assert "19" in led_to("Evidence", "See paragraph", 2)
    plan = next(row[0].row for row in book["Correlation"].iter_rows() if row[3].value == "School plan")
    assert "School plan" in led_to("Correlation", "See measure", plan)
    assert led_to("Measures", "Open link", 2) == "https://example.org/act"
    assert led_to("Measures", "Open link", 3) is None
    plan = rows_of(tmp_path / "m.xlsx", "Measures")[1]
    assert (plan["Link"], plan["Open link"]) == ("file:///etc/passwd", None)


def test_nothing_leads_to_a_sheet_that_is_not_there(filled, tmp_path):
    export(filled, tmp_path / "m.xlsx", ExportRequest(("KEN",), sheets=(Sheet.MATRIX, Sheet.EVIDENCE)))
    book = openpyxl.load_workbook(tmp_path / "m.xlsx")
    led = {cell.hyperlink.location for sheet in book for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert led and not [where for where in led if where is None or "Measures" in where]
    blue = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.style == "tracker link"]
    assert blue and all(bool(cell.value) == bool(cell.hyperlink) for cell in blue)


def test_where_there_are_too_many_rows_nothing_leads_anywhere(filled, tmp_path, monkeypatch):
    monkeypatch.setattr(hyperlinks, "MOST_ROWS", 100)
    export(filled, tmp_path / "m.xlsx", ExportRequest(("KEN",)))
    book = openpyxl.load_workbook(tmp_path / "m.xlsx")
    assert not [cell for sheet in book.worksheets[1:] for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert "See measures" not in [cell.value for cell in book["Compliance Matrix"][1]]


def test_every_sheet_is_printed_on_a4_landscape_with_page_numbers_and_its_head_again(filled, tmp_path):
    export(filled, tmp_path / "m.xlsx", ExportRequest(("KEN", "CHE")))
    book = openpyxl.load_workbook(tmp_path / "m.xlsx")
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9), sheet.title
        assert "&P" in (sheet.oddFooter.right.text or "")
        assert sheet.page_margins.bottom > sheet.page_margins.footer > 0
        for table in sheet.tables.values():
            area = CellRange(table.ref)
            if len(sheet.tables) == 1:  # the summary has several, one below the other
                assert sheet.print_title_rows == f"$1:${area.min_row}"
                assert sheet.freeze_panes.endswith(str(area.min_row + 1))
            assert int(sheet.print_area.rpartition("$")[2]) >= area.max_row
    assert book.properties.title == "Compliance matrix: Kenya, Switzerland"
    assert book.properties.subject == "A/RES/74/178, A/RES/68/197"
