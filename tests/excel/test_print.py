"""The workbook on paper: a page across, in print that can be read, without pages that say nothing."""

import os
import shutil
import subprocess
from datetime import date

import openpyxl
import pypdfium2  # type: ignore[import-untyped]
import pytest
from openpyxl.utils import get_column_letter, range_boundaries

from tests.conftest import paragraph
from tests.excel.written import rows_of
from tracker.__main__ import main
from tracker.domain.casework.levels import Level
from tracker.domain.casework.measures import Measure
from tracker.domain.reports.gaps import of_paragraph
from tracker.domain.reports.workbook import Paper
from tracker.errors import TrackerError
from tracker.excel.sheets.page import SMALLEST, room
from tracker.excel.styles import SIZE
from tracker.operations import casework, registers
from tracker.operations.export import ExportRequest, export

TODAY = date.today()
ONE = ("A/RES/74/178",)
_POINTS = {"9": 842, "8": 1191}
_CHARACTER = 5.57  # points of a column's unit in LibreOffice, the wider of the two, with Calibri or its stand-in


def printed(sheet):
    """The widths of the columns of a sheet that are printed, by heading."""
    _, _, last, _ = range_boundaries(sheet.print_area.rpartition("!")[2])
    head = int("".join(filter(str.isdigit, sheet.freeze_panes or "A2"))) - 1
    letters = [get_column_letter(number) for number in range(1, (last or 0) + 1)]
    return {str(sheet[f"{one}{head}"].value): sheet.column_dimensions[one].width for one in letters}


def book_of(workspace, tmp_path, *states, **wanted):
    export(workspace, tmp_path / "m.xlsx", ExportRequest(states or ("KEN",), **wanted))
    return openpyxl.load_workbook(tmp_path / "m.xlsx")


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("states", [("KEN",), ("KEN", "CHE", "FJI")])
@pytest.mark.parametrize("for_return", [False, True])
def test_each_table_is_a_page_wide_in_print_that_can_be_read(workspace, tmp_path, paper, states, for_return):
    book = book_of(workspace, tmp_path, *states, paper=paper, for_return=for_return, since="2020-01-01")
    for sheet in book:
        assert sheet.page_setup.paperSize == {Paper.A4: 9, Paper.A3: 8}[paper]
        if sheet.title not in ("Cover", "Summary"):
            assert sheet.page_setup.fitToWidth == 1
            across = _POINTS[str(sheet.page_setup.paperSize)] - 72 * (
                sheet.page_margins.left + sheet.page_margins.right
            )
            assert SIZE * across / (sum(printed(sheet).values()) * _CHARACTER) >= SMALLEST, sheet.title


def test_law_and_practice_are_printed_beside_the_level(workspace, tmp_path):
    for for_return in (False, True):
        heads = list(printed(book_of(workspace, tmp_path, for_return=for_return)["Compliance Matrix"]))
        at = heads.index("Level")
        assert heads[at : at + 3] == ["Level", "In law", "In practice"]
    assert "Next step" in heads  # what a ministry fills in is printed


def test_a_larger_paper_has_room_for_more_columns(workspace, tmp_path):
    on_a4 = printed(book_of(workspace, tmp_path, instruments=ONE)["Compliance Matrix"])
    on_a3 = printed(book_of(workspace, tmp_path, instruments=ONE, paper=Paper.A3)["Compliance Matrix"])
    assert "Due date" in on_a3.keys() - on_a4.keys()
    assert on_a4.keys() < on_a3.keys()
    assert room(Paper.A3) > room(Paper.A4)


def test_the_footer_says_whose_it_is_of_which_cycle_and_day_and_which_page(workspace, scope, tmp_path):
    casework.add_cycle(workspace, "Review & follow-up")
    for sheet in book_of(workspace, tmp_path):
        assert sheet.oddFooter.left.text == "Kenya – &A"
        assert sheet.oddFooter.center.text.startswith("Cycle Review && follow-up, 20")
        assert sheet.oddFooter.right.text == "Page &P of &N"


def labels(path, sheet="Compliance Matrix"):
    return [row["Paragraph"] for row in rows_of(path, sheet)]


def test_only_what_is_assessed_or_has_gaps_is_shown_but_all_is_counted(workspace, scope, tmp_path):
    for label in ("19", "20"):
        casework.set_level(workspace, scope, paragraph(workspace, scope, label), Level.PARTIALLY)
    registers.save_measure(workspace, scope, Measure("Act"), answers=[paragraph(workspace, scope, "19").id])
    out, export_one = tmp_path / "m.xlsx", ["export", str(tmp_path / "m.xlsx"), "--state", "KEN", "--instrument", *ONE]
    place = ["--workspace", str(workspace.path)]
    assert main([*place, *export_one, "--only", "assessed"]) == 0
    assert labels(out) == labels(out, "Self-assessment") == labels(out, "Correlation") == ["19", "20"]
    cover = {row[0].value: row[1].value for row in openpyxl.load_workbook(out)["Cover"].iter_rows()}
    assert cover["Paragraphs"] == "Only those that are assessed"
    assert cover["Assessed"].startswith("2 of 71")
    assert main([*place, *export_one, "--only", "gaps"]) == 0
    rows = [row for row in casework.checklist(workspace, scope) if row.symbol in ONE]
    assert labels(out) == [row.label for row in rows if any(of_paragraph(row, TODAY))]
    assert "20" in labels(out)
    assert len(labels(out)) < len(rows)


def test_columns_that_are_left_out_are_not_written(workspace, tmp_path):
    out = tmp_path / "m.xlsx"
    command = ["--workspace", str(workspace.path), "export", str(out), "--state", "KEN"]
    assert main([*command, "--without-column", "gaps: FINDING", "--without-column", "level"]) == 0
    book = openpyxl.load_workbook(out)
    for sheet in ("Compliance Matrix", "Self-assessment", "Action Plan"):
        assert "Level" not in [cell.value for row in book[sheet].iter_rows(max_row=2) for cell in row]
        assert not list(book[sheet].conditional_formatting) or sheet != "Self-assessment"
    assert "Finding" not in printed(book["Gaps"])
    assert "What to do" in printed(book["Gaps"])


@pytest.mark.parametrize("name", ["Findings", "Gaps: Rationale", "Compliance Matrix: Paragraph"])
def test_a_column_that_is_none_or_that_names_the_row_is_refused(workspace, tmp_path, name):
    with pytest.raises(TrackerError, match=f"There is no column “{name}” that can be left out.*Rationale"):
        book_of(workspace, tmp_path, left_out=(name,))


def test_what_is_to_be_filled_in_is_never_left_out(workspace, tmp_path):
    book = book_of(workspace, tmp_path, for_return=True, left_out=("Rationale", "Evidence", "Measures: Type"))
    heads = [cell.value for cell in book["Compliance Matrix"][1]]
    assert "Rationale" in heads
    assert "assessment.rationale as sent: Rationale" in heads
    assert "Evidence" not in heads
    assert "Type" in [cell.value for cell in book["Measures"][1]]


def test_the_cover_says_the_picture_for_whom_and_whose_work_it_is(workspace, scope, tmp_path):
    for label, level in (("19", Level.LARGELY), ("20", Level.PLANNED), ("21", Level.NOT_IMPLEMENTED)):
        casework.set_level(workspace, scope, paragraph(workspace, scope, label), level)
    cover = book_of(workspace, tmp_path, instruments=ONE, recipient="Cabinet", author="A. Analyst")["Cover"]
    assert cover["A2"].value == (
        "Assessed: 3 of 71 paragraphs that ask something of Member States; 1 fully or largely implemented, "
        "1 partially implemented or planned, 1 not implemented, 0 not applicable."
    )
    facts = {row[0].value: row[1].value for row in cover.iter_rows()}
    assert (facts["For"], facts["Author"]) == ("Cabinet", "A. Analyst")
    assert "Return by" not in facts


@pytest.mark.parametrize(("account", "author"), [("root", None), ("ana.duarte", "ana.duarte")])
def test_the_author_is_who_works_here_unless_the_account_is_no_persons(
    workspace, tmp_path, monkeypatch, account, author
):
    monkeypatch.setattr("getpass.getuser", lambda: account)
    facts = {row[0].value: row[1].value for row in book_of(workspace, tmp_path)["Cover"].iter_rows()}
    assert facts.get("Author") == author


def test_a_ministry_is_told_until_when_and_whom_to_ask(workspace, tmp_path, capsys):
    out = tmp_path / "m.xlsx"
    command = ["--workspace", str(workspace.path), "export", str(out), "--state", "KEN", "--for-return"]
    assert main([*command, "--return-by", "31 March 2027", "--contact", "Jo Doe, 555-0100"]) == 0
    facts = {row[0].value: row[1].value for row in openpyxl.load_workbook(out)["Cover"].iter_rows()}
    assert (facts["Return by"], facts["Whom to ask"]) == ("31 March 2027", "Jo Doe, 555-0100")
    assert main([*command, "--return-by", "soon"]) == 2
    assert "“soon”: This is not a date." in capsys.readouterr().err


def test_the_short_edition_is_cover_summary_plan_and_legend(workspace, scope, tmp_path):
    casework.set_level(workspace, scope, paragraph(workspace, scope, "19"), Level.PLANNED)
    out = tmp_path / "m.xlsx"
    assert main(["--workspace", str(workspace.path), "export", str(out), "--state", "KEN", "--short"]) == 0
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["Cover", "Summary", "Action Plan", "Legend"]
    heads = list(printed(book["Action Plan"]))
    assert heads[-4:] == ["Level", "Next step", "Lead authority", "Due date"]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed: nothing is printed")
def test_the_sample_prints_on_few_pages_none_of_them_empty(sample_path, made_sample, tmp_path):
    sample = ["--workspace", str(sample_path), "export", str(tmp_path / "short.xlsx")]
    assert main([*sample, "--state", "XXS", "--instrument", *ONE, "--short"]) == 0
    command = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'office').as_uri()}", "--convert-to"]
    books = [str(made_sample / "sample.xlsx"), str(tmp_path / "short.xlsx")]
    subprocess.run(
        [*command, "pdf", "--outdir", str(tmp_path), *books],
        check=True, capture_output=True, timeout=240, env={**os.environ, "HOME": str(tmp_path)},
    )  # fmt: skip
    calibri = "Carlito" in subprocess.run(["fc-match", "Calibri"], capture_output=True, text=True, check=False).stdout
    for name, most in (("sample", 52 if calibri else 40), ("short", 6)):
        with pypdfium2.PdfDocument(tmp_path / f"{name}.pdf") as document:
            assert len(document) <= most, name
            pages = [page.get_textpage().get_text_range() for page in document]
        assert min(len(page.split()) for page in pages) > 40, f"a page of {name} says nothing"
        assert all(f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages, 1))
