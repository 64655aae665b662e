"""The workbook as Excel would find it: read back with openpyxl, and its XML looked at."""

import zipfile
from datetime import date

import openpyxl
import pytest

from tests.conftest import paragraph
from tests.excel.written import rows_of
from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.levels import Level
from tracker.domain.casework.measures import Measure
from tracker.errors import TrackerError
from tracker.operations import casework, registers
from tracker.operations.export import ExportRequest, export, gather
from tracker.operations.registers import Parts

HOSTILE = "=cmd|'/c calc'!A1"
_WORK = ["Action Plan", "Gaps"]


@pytest.fixture
def filled(workspace, scope):
    row = paragraph(workspace, scope, "19")
    registers.save_measure(
        workspace, scope, Measure("Prevention Act", act="Act 12 of 2019", article="art. 4"), answers=[row.id]
    )
    registers.save_evidence(
        workspace, scope, Evidence("School survey", publisher="Observatory"), parts=Parts(supports=[row.id])
    )
    casework.set_assessment(
        workspace,
        scope,
        paragraph(workspace, scope, "19"),
        level=Level.LARGELY,
        rationale=HOSTILE,
        next_step="+1 -1 @SUM _x0041_",
        due_on=date(2025, 6, 30),
    )
    return workspace


def test_sheets_and_every_paragraph_in_order(filled, tmp_path):
    path = tmp_path / "m.xlsx"
    export(filled, path, ExportRequest(("KEN",)))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [
        *("Cover", "Summary", "Compliance Matrix", "Self-assessment", "Correlation", "Measures", "Evidence"),
        *(*_WORK, "Legend"),
    ]
    rows = rows_of(path, "Compliance Matrix")
    newer = [str(n) for n in range(1, 121)]
    newer[58:58] = ["58 (a)", "58 (b)"]
    older = [str(n) for n in range(1, 49)]
    older[18:18] = ["18 (a)", "18 (b)", "18 (c)", "18 (d)"]
    assert [(r["Instrument"], r["Paragraph"]) for r in rows] == [
        *(("A/RES/74/178", label) for label in newer),
        *(("A/RES/68/197", label) for label in older),
    ]
    scope = casework.WorkScope("KEN", 1)
    assert [r["Text"] for r in rows] == [r.text for r in casework.checklist(filled, scope)]


def test_a_row_holds_what_was_recorded(filled, tmp_path):
    export(filled, tmp_path / "m.xlsx", ExportRequest(("KEN",), instruments=("A/RES/74/178",)))
    row = next(r for r in rows_of(tmp_path / "m.xlsx", "Compliance Matrix") if r["Paragraph"] == "19")
    assert "Instrument" not in row
    assert row["Level"] == "Largely implemented"
    assert row["Rationale"] == HOSTILE
    assert row["Measures"] == "Prevention Act (Act 12 of 2019, art. 4, in force)"
    assert row["Evidence"] == "School survey (Observatory)"
    assert row["Addressees"] == "Member States"
    assert row["Lead verb"] == "Urges"
    assert row["Due date"].date() == date(2025, 6, 30)
    assert rows_of(tmp_path / "m.xlsx", "Measures")[0]["Answers paragraphs"] == "A/RES/74/178: 19"


def test_text_is_text_and_never_a_formula(filled, tmp_path):
    export(filled, tmp_path / "m.xlsx", ExportRequest(("KEN",)))
    with zipfile.ZipFile(tmp_path / "m.xlsx") as book:
        sheets = {name: book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")}
    assert not [name for name, xml in sheets.items() if "<f>" in xml or "<f " in xml]
    assert any("_x005F_x0041_" in xml for xml in sheets.values())
    matrix = openpyxl.load_workbook(tmp_path / "m.xlsx")["Compliance Matrix"]
    cells = [cell for row in matrix.iter_rows() for cell in row if cell.value == HOSTILE]
    assert [cell.data_type for cell in cells] == ["s"]


def test_headings_frozen_filtered_repeated_and_levels_coloured_by_rule(filled, tmp_path):
    export(filled, tmp_path / "m.xlsx", ExportRequest(("KEN",)))
    sheet = openpyxl.load_workbook(tmp_path / "m.xlsx")["Compliance Matrix"]
    assert sheet.freeze_panes == "C2"  # instrument and paragraph stay in sight
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)
    assert sheet.tables["ComplianceMatrix"].ref == f"A1:{sheet.cell(1, sheet.max_column).column_letter}175"
    rules = [rule for area in sheet.conditional_formatting for rule in area.rules]
    assert {rule.formula[0].split("=")[1] for rule in rules} == {
        f'"{level.value.capitalize()}"' for level in Level if level != Level.NOT_ASSESSED
    }
    level = next(cell for cell in sheet[20] if cell.column_letter == "D")
    assert level.fill.fill_type is None


def test_rows_are_high_enough_for_their_words(filled, tmp_path):
    export(filled, tmp_path / "m.xlsx", ExportRequest(("KEN",)))
    sheet = openpyxl.load_workbook(tmp_path / "m.xlsx")["Compliance Matrix"]
    text = next(cell.column_letter for cell in sheet[1] if cell.value == "Text")
    width = sheet.column_dimensions[text].width
    for row in range(2, sheet.max_row + 1):
        lines = len(sheet[f"{text}{row}"].value) / (width * 1.35)  # letters of Calibri, on average
        assert sheet.row_dimensions[row].height >= min(lines * 12, 409), row


def test_text_longer_than_a_cell_goes_on_below_and_is_said(workspace, scope, tmp_path):
    long = "word " * 8_000
    casework.set_assessment(workspace, scope, paragraph(workspace, scope, "19"), rationale=long.strip())
    said = export(workspace, tmp_path / "m.xlsx", ExportRequest(("KEN",), instruments=("A/RES/74/178",)))
    rows = rows_of(tmp_path / "m.xlsx", "Compliance Matrix")
    at = next(i for i, r in enumerate(rows) if r["Paragraph"] == "19")
    assert rows[at]["Rationale"] + rows[at + 1]["Rationale"] == long.strip()
    assert any("goes on here" in line for line in said)
    cover = openpyxl.load_workbook(tmp_path / "m.xlsx")["Cover"]
    assert any("goes on here" in str(cell.value) for row in cover.iter_rows() for cell in row)


def test_several_states_and_another_scale(filled, tmp_path):
    export(filled, tmp_path / "m.xlsx", ExportRequest(("KEN", "CHE"), instruments=("A/RES/68/197",), scale="FATF"))
    rows = rows_of(tmp_path / "m.xlsx", "Compliance Matrix")
    assert {r["Member State"] for r in rows} == {"Kenya", "Switzerland"}
    assert len(rows) == 104
    legend = rows_of(tmp_path / "m.xlsx", "Legend")
    assert [r["FATF technical compliance"] for r in legend[:7]] == ["(blank)", "NC", "NC", "PC", "LC", "C", "NA"]


def test_the_list_of_levels_offers_each_word_of_the_scale_once(filled, tmp_path):
    export(filled, tmp_path / "m.xlsx", ExportRequest(("KEN",), scale="UNCAC"))
    book = openpyxl.load_workbook(tmp_path / "m.xlsx")
    offered = book["Compliance Matrix"].data_validations.dataValidation[0]
    assert str(offered.sqref) == "D2:D175"
    listed = book.defined_names[offered.formula1].attr_text
    cells = book["Legend"][listed.split("!")[1].replace("$", "")]
    assert [cell.value for (cell,) in cells] == ["No", "Yes, in part", "Yes", "Not applicable"]


def test_for_return_locks_all_but_the_answers(filled, tmp_path):
    export(filled, tmp_path / "m.xlsx", ExportRequest(("KEN",), for_return=True))
    sheet = openpyxl.load_workbook(tmp_path / "m.xlsx")["Compliance Matrix"]
    assert sheet.protection.sheet
    open_headings = {head.value for head, cell in zip(sheet[1], sheet[2], strict=True) if not cell.protection.locked}
    levels = {"Level", "In law", "In practice"}
    assert open_headings == levels | {"Rationale", "What is missing", "Next step", "Lead authority", "Due date"}
    hidden = [sheet.cell(1, i).value for i in range(1, sheet.max_column + 1) if _hidden(sheet, i)]
    assert hidden[:3] == ["Key", "Seal", "Sent"] and hidden[-1] == "Fingerprint"
    keys = [cell.value for cell in next(sheet.iter_cols(min_col=_column(sheet, "Key"), max_col=_column(sheet, "Key")))]
    assert keys[20].split("|")[0] == "KEN"
    assert keys[19].endswith("|A/RES/74/178|19")


def _column(sheet, heading):
    return next(cell.column for cell in sheet[1] if cell.value == heading)


def _hidden(sheet, index):
    return any(d.hidden and d.min <= index <= d.max for d in sheet.column_dimensions.values())


def test_giving_up_leaves_the_older_file_whole(filled, tmp_path):
    class GivenUp(Exception):
        pass

    whole = []

    def look(*_progress):
        whole.append(any(zipfile.is_zipfile(beside) for beside in tmp_path.glob(".other*")))

    export(filled, tmp_path / "other.xlsx", ExportRequest(("KEN",)), look)
    assert whole == sorted(whole) and whole[-1], "the last reports are when it is written, and not yet in its place"
    path = tmp_path / "m.xlsx"
    path.write_bytes(b"the older file")
    for last in (0, 30, len(whole) - 1):
        left = iter(range(last))

        def progress(_done=0, _whole=0, left=left):
            if next(left, None) is None:
                raise GivenUp

        with pytest.raises(GivenUp):
            export(filled, path, ExportRequest(("KEN",)), progress)
        assert path.read_bytes() == b"the older file"
        assert [p.name for p in tmp_path.iterdir() if "m.xlsx" in p.name] == ["m.xlsx"]


@pytest.mark.parametrize(
    ("name", "words"),
    [("missing/m.xlsx", "no folder"), ("m.xls", "no name for a workbook"), ("dir.xlsx", "no name for a workbook")],
)
def test_a_place_that_cannot_be_written(filled, tmp_path, name, words):
    (tmp_path / "dir.xlsx").mkdir()
    before = sorted(tmp_path.iterdir())
    with pytest.raises(TrackerError, match=words):
        export(filled, tmp_path / name, ExportRequest(("KEN",)))
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (ExportRequest(("ZZZ",)), "no Member State with the code or name ZZZ"),
        (ExportRequest(("Keny",)), "Did you mean KEN"),
        (ExportRequest(("Korea",)), r"Did you mean KOR \(Republic of Korea\) or PRK"),
        (ExportRequest(("",)), "no Member State with the code or name"),
        (ExportRequest(("KEN",), cycle="1999"), "no cycle “1999”"),
        (ExportRequest(("KEN",), instruments=("A/RES/1/1",)), "no instrument “A/RES/1/1”"),
        (ExportRequest(("KEN",), scale="stars"), "no scale “stars”"),
    ],
)
def test_what_is_not_there_is_named(filled, tmp_path, wanted, words):
    with pytest.raises(TrackerError, match=words):
        export(filled, tmp_path / "m.xlsx", wanted)


def test_a_state_is_named_as_people_do_and_shown_once(filled):
    named = ("kenya", "KEN", "Ivory Coast", "Co\u0302te d'Ivoire", "Turkey")
    with gather(filled, ExportRequest(named)) as shown:
        assert [state.code for state in shown.states] == ["KEN", "CIV", "TUR"]
