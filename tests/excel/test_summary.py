"""The sheet that sums up: its figures against what the checklist shows, its charts as other programs find them."""

import zipfile
from collections import Counter

import openpyxl
import pytest
from lxml import etree

from tests.conftest import paragraph
from tests.excel.written import table
from tracker.domain.casework.levels import SCALES, Level
from tracker.domain.reports.workbook import Sheet
from tracker.operations import casework
from tracker.operations.casework import WorkScope
from tracker.operations.export import ExportRequest, export
from tracker.store.read import checklist


@pytest.fixture
def assessed(workspace, scope):
    """Levels in both instruments, of Kenya and Switzerland; 58 by its sub-paragraphs."""
    given = {"19": Level.LARGELY, "20": Level.PLANNED, "22": Level.NOT_IMPLEMENTED, "23": Level.NOT_APPLICABLE}
    given |= {"58 (a)": Level.FULLY, "58 (b)": Level.PARTIALLY}
    for label, level in given.items():
        casework.set_level(workspace, scope, paragraph(workspace, scope, label), level)
    casework.set_level(workspace, scope, paragraph(workspace, scope, "5", "A/RES/68/197"), Level.FULLY)
    casework.set_level(workspace, WorkScope("CHE", scope.cycle), paragraph(workspace, scope, "19"), Level.FULLY)
    return workspace


def counted(workspace, code, name_of):
    """Numbered paragraphs to Member States by name and level word, from the checklist."""
    scope = WorkScope(code, casework.cycles(workspace)[0].id)
    found: dict[str, Counter[str]] = {}
    for row in casework.checklist(workspace, scope):
        if row.parent_id is None and row.to_member_states:
            found.setdefault(name_of(row), Counter())[row.standing.value.capitalize()] += 1
    return found


def figures(rows, heading):
    words = [level.value.capitalize() for level in Level]
    return {row[heading]: Counter({word: row[word] for word in words if row[word]}) for row in rows}


def test_figures_are_those_of_the_checklist(assessed, tmp_path):
    path = tmp_path / "m.xlsx"
    export(assessed, path, ExportRequest(("KEN",)))
    themes = table(path, "Summary", "SummaryThemes")
    assert figures(themes, "Theme") == counted(assessed, "KEN", lambda row: row.theme or "No theme")
    instruments = table(path, "Summary", "SummaryInstruments")
    assert figures(instruments, "Instrument") == counted(assessed, "KEN", lambda row: row.symbol)
    for row in themes + instruments:
        assert row["Paragraphs"] == sum(row[level.value.capitalize()] for level in Level)
        assert row["Assessed"] == pytest.approx(1 - row["Not assessed"] / row["Paragraphs"])
    by_name = {row["Addressee"]: row for row in table(path, "Summary", "SummaryAddressees")}
    rows = casework.checklist(assessed, WorkScope("KEN", casework.cycles(assessed)[0].id))
    cnd = [row for row in rows if row.parent_id is None and "Commission on Narcotic Drugs" in row.addressees]
    assert by_name["Commission on Narcotic Drugs"]["Paragraphs"] == len(cnd) > 1
    sheet = openpyxl.load_workbook(path)["Summary"]
    whole = sum(row["Paragraphs"] for row in instruments)
    assert sheet["A1"].value.startswith(f"6 of {whole} paragraphs assessed")
    totals = [row for row in sheet.iter_rows(values_only=True) if row[0] == "Total"]
    assert [row[-2] for row in totals] == [whole, whole]


def test_several_states_are_summed_up_by_state_and_group(assessed, tmp_path):
    path = tmp_path / "m.xlsx"
    export(assessed, path, ExportRequest(("KEN", "CHE"), instruments=("A/RES/74/178",)))
    states = figures(table(path, "Summary", "SummaryStates"), "Member State")
    for code, name in (("KEN", "Kenya"), ("CHE", "Switzerland")):
        assert states[name] == counted(assessed, code, lambda row: row.symbol)["A/RES/74/178"]
    groups = table(path, "Summary", "SummaryGroups")
    assert [row["Regional group"] for row in groups] == ["African States", "Western European and other States"]
    assert "SummaryStates" not in openpyxl.load_workbook(_of_one(assessed, tmp_path))["Summary"].tables


def _of_one(workspace, tmp_path):
    export(workspace, tmp_path / "one.xlsx", ExportRequest(("KEN",)))
    return tmp_path / "one.xlsx"


@pytest.mark.parametrize("scale", SCALES)
def test_levels_that_share_a_word_are_counted_together(assessed, tmp_path, scale):
    path = tmp_path / "m.xlsx"
    export(assessed, path, ExportRequest(("KEN",), scale=scale))
    row = table(path, "Summary", "SummaryInstruments")[0]
    words = list(dict.fromkeys(word for word in SCALES[scale].words.values() if word))
    assert list(row)[1:-2] == [*(word for word in words if word != "Not assessed"), "Not assessed"]
    assert sum(row[word] for word in list(row)[1:-2]) == row["Paragraphs"]
    if scale == "FATF":
        assert (row["NC"], row["PC"], row["LC"], row["C"], row["NA"]) == (2, 1, 1, 0, 1)


def test_charts_are_named_coloured_told_in_words_and_cover_no_table(assessed, tmp_path):
    path = tmp_path / "m.xlsx"
    export(assessed, path, ExportRequest(("KEN", "CHE", "FJI")))
    with zipfile.ZipFile(path) as book:
        charts = [etree.fromstring(book.read(name)) for name in book.namelist() if name.startswith("xl/charts/chart")]
        drawing = etree.fromstring(next(book.read(n) for n in book.namelist() if n.startswith("xl/drawings/drawing")))
    told = [one.get("descr", "") for one in drawing.iter("{*}cNvPr")]
    assert len(told) == len(charts) == 4
    assert "Levels by theme" in told[0]
    assert "assessed" in told[0]
    for chart in charts:
        assert len(chart.findall(".//{*}title")) == 3  # of the chart and of both axes
        assert chart.find(".//{*}legend") is not None
        colours = [s.find("{*}spPr/{*}solidFill/{*}srgbClr").get("val") for s in chart.iter("{*}ser")]
        assert colours == [level.colours[0] for level in (*list(Level)[1:], Level.NOT_ASSESSED)]
    sheet = openpyxl.load_workbook(path)["Summary"]
    filled = {cell.row - 1 for row in sheet.iter_rows() for cell in row if cell.value is not None}
    spans = [
        range(int(one.findtext("{*}from/{*}row", "")), int(one.findtext("{*}to/{*}row", "")))
        for one in drawing.iter("{*}twoCellAnchor")
    ]
    assert len(spans) == 4
    assert not [row for span in spans for row in span if row in filled]


def test_a_chart_has_no_more_bars_than_can_be_read(assessed, tmp_path):
    with assessed.read() as connection:
        codes = [state.code for state in checklist.member_states(connection)][:21]
    path = tmp_path / "m.xlsx"
    export(assessed, path, ExportRequest(tuple(codes), sheets=(Sheet.SUMMARY,)))
    with zipfile.ZipFile(path) as book:
        charts = [etree.fromstring(book.read(name)) for name in book.namelist() if name.startswith("xl/charts/chart")]
    titles = ["".join(map(str, chart.find(".//{*}title").itertext())) for chart in charts]
    assert len(table(path, "Summary", "SummaryStates")) == 21
    assert len(table(path, "Summary", "SummaryAddressees")) > 20
    assert sorted(titles) == [
        "Levels by addressee: the 20 with most paragraphs",
        "Levels by regional group",
        "Levels by theme",
    ]
