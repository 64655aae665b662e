"""The sheets that say what is left: Action Plan, Gaps and Review Comments."""

from datetime import date, timedelta

import openpyxl
import pytest

from tests.conftest import paragraph
from tests.excel.written import note_of, rows_of
from tests.operations.test_review import judged
from tracker.domain.casework.assessments import Stage
from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.levels import Level
from tracker.domain.casework.measures import Measure
from tracker.gui.checklist.filters import groups
from tracker.operations import casework, quality, registers, review
from tracker.operations.casework import WorkScope
from tracker.operations.export import ExportRequest, export
from tracker.operations.registers import Parts

TODAY = date.today()
ONE = ("A/RES/74/178",)


def written(workspace, tmp_path, *sheets, **wanted):
    export(workspace, tmp_path / "m.xlsx", ExportRequest(("KEN",), instruments=ONE, sheets=sheets, **wanted))
    return tmp_path / "m.xlsx"


def set_(workspace, scope, label, **changes):
    casework.set_assessment(workspace, scope, paragraph(workspace, scope, label), **changes)


@pytest.fixture
def planned(workspace, scope):
    set_(workspace, scope, "19", level=Level.LARGELY, next_step="Train 40 teachers.", lead_authority="Ministry")
    set_(workspace, scope, "20", level=Level.NOT_IMPLEMENTED)
    set_(workspace, scope, "22", level=Level.PARTIALLY, due_on=TODAY + timedelta(days=90))
    set_(workspace, scope, "23", level=Level.LARGELY, due_on=TODAY - timedelta(days=1))
    set_(workspace, scope, "24", level=Level.PLANNED, due_on=TODAY + timedelta(days=91))
    set_(workspace, scope, "25", level=Level.FULLY, due_on=TODAY - timedelta(days=9))
    set_(workspace, scope, "26", level=Level.FULLY)
    set_(workspace, scope, "27", shortcomings="All of it.")
    set_(workspace, scope, "28", level=Level.PARTIALLY, due_on=TODAY - timedelta(days=30))
    return workspace


def test_the_plan_is_in_order_of_priority(planned, tmp_path):
    path = written(planned, tmp_path, "Action Plan")
    assert [(row["Paragraph"], row["Priority"], row["Status"]) for row in rows_of(path, "Action Plan")] == [
        ("28", "1 Overdue", "Overdue"),
        ("23", "1 Overdue", "Overdue"),
        ("22", "2 Due within 90 days", "Due within 90 days"),
        ("20", "3 Not implemented", "No due date"),
        ("24", "4 Planned or partially implemented", "Due later"),
        ("19", "5 Largely implemented", "No due date"),
        ("25", "6 Other", "Nothing due"),
        ("27", "6 Other", "No due date"),
    ]
    row = next(row for row in rows_of(path, "Action Plan") if row["Paragraph"] == "19")
    assert (row["Next step"], row["Lead authority"]) == ("Train 40 teachers.", "Ministry")
    assert row["Level"] == "Largely implemented"
    assert "what is overdue, what is due within 90 days" in note_of(path, "Action Plan")


def test_due_dates_are_coloured_by_rule_beside_their_status(planned, tmp_path):
    sheet = openpyxl.load_workbook(written(planned, tmp_path, "Action Plan"))["Action Plan"]
    headings = [cell.value for cell in sheet[2]]
    assert sheet.tables["ActionPlan"].ref.startswith("A2:")
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("C3", "$1:$2")
    dates, states = (chr(65 + headings.index(one)) for one in ("Due date", "Status"))
    rules = {str(area.sqref): [r.formula[0] for r in area.rules] for area in sheet.conditional_formatting}
    assert rules[f"{dates}3:{dates}10"] == [
        f'AND(ISNUMBER({dates}3),{states}3<>"Nothing due",{dates}3<TODAY())',
        f'AND(ISNUMBER({dates}3),{states}3<>"Nothing due",{dates}3<=TODAY()+90)',
    ]


def test_a_sheet_with_nothing_to_show_says_so(workspace, tmp_path):
    path = written(workspace, tmp_path, "Action Plan", "Review Comments", "Changes")
    for sheet, words in (
        ("Action Plan", "No paragraph is below fully implemented"),
        ("Review Comments", "Nobody has commented"),
        ("Changes", "Nothing has changed"),
    ):
        (row,) = rows_of(path, sheet)
        assert next(iter(row.values())).startswith(words)


def gaps(path):
    return {(row["Paragraph"], gap) for row in rows_of(path, "Gaps") for gap in lines_of(row["Gap"])}


def lines_of(cell):
    """The lines of a list in a cell."""
    return cell.replace("• ", "").splitlines()


def test_gaps_are_those_of_the_filters_and_of_quality(planned, scope, tmp_path):
    row = paragraph(planned, scope, "19")
    registers.save_measure(planned, scope, Measure("Prevention Act"), answers=[row.id])
    registers.save_measure(planned, scope, Measure("Forgotten Act"))
    shown = paragraph(planned, scope, "28")
    registers.save_evidence(planned, scope, Evidence("Survey"), parts=Parts(supports=[shown.id]))
    path = written(planned, tmp_path, "Gaps")
    found = gaps(path)
    assert {gap for label, gap in found if label == "19"} == {"Without evidence"}
    assert {gap for label, gap in found if label == "20"} == set()  # nothing is implemented: there is nothing to name
    assert {gap for label, gap in found if label == "23"} == {"Without a measure", "Without evidence", "Overdue"}
    fully = {"Without a measure", "Without evidence", "Fully implemented, no evidence"}
    assert {gap for label, gap in found if label == "25"} == fully
    assert {gap for label, gap in found if label == "27"} == {"Not assessed", "Without a measure", "Without evidence"}
    assert {gap for label, gap in found if label == "28"} == {"Without a measure", "Overdue"}
    assert {label for label, gap in found if gap == "Not assessed"} == {
        one.label
        for one in casework.checklist(planned, scope)
        if (one.symbol, one.parent_id) == (ONE[0], None)
        if one.to_member_states and one.standing == Level.NOT_ASSESSED
    }
    filters = next(group for group in groups((), (), TODAY) if group.key == "gap").choices
    for name in ("Without a measure", "Without evidence", "Suspect", "Overdue"):
        (admits,) = [one.admits for one in filters if one.words == name]
        rows = [one for one in casework.checklist(planned, scope) if one.symbol == ONE[0] and admits(one)]
        assert {one.label for one in rows} == {label for label, gap in found if gap == name}, name
    objected = {(one.rule.value, one.about) for one in quality.findings(planned, scope, TODAY)}
    assert ("Linked to nothing", "Forgotten Act") in objected
    told = {(gap, row["About"]) for row in rows_of(path, "Gaps") for gap in lines_of(row["Gap"])}
    assert ("Linked to nothing", "Measure “Forgotten Act”") in told
    for rule, about in objected:
        assert any(gap == rule for gap, _ in told), (rule, about)
    for row in rows_of(path, "Gaps"):
        assert row["Why it matters"]
        assert row["What to do"]


def test_a_paragraph_assessed_by_its_parts_lacks_nothing_itself(workspace, scope, tmp_path):
    for label in ("58 (a)", "58 (b)"):
        set_(workspace, scope, label, level=Level.PARTIALLY)
    found = gaps(written(workspace, tmp_path, "Gaps"))
    assert ("58 (a)", "Without a measure") in found
    assert not [gap for label, gap in found if label == "58"]
    set_(workspace, scope, "58 (b)", level=Level.NOT_ASSESSED)
    assert ("58", "Not assessed") in gaps(written(workspace, tmp_path, "Gaps"))


def test_comments_stand_with_their_answers_and_steps(workspace, scope, tmp_path):
    row = judged(workspace, scope)
    review.add_comment(workspace, scope, row, "=Is this all?")
    review.add_comment(workspace, scope, paragraph(workspace, scope, "20"), "Later.")
    first = review.comments(workspace, scope, row.id)[0]
    review.move(workspace, scope, paragraph(workspace, scope, "19"), Stage.SUBMITTED)
    review.move(workspace, scope, paragraph(workspace, scope, "19"), Stage.RETURNED, "Say which schools.")
    review.add_comment(workspace, scope, row, "Yes.", first.id)
    path = written(workspace, tmp_path)
    rows = rows_of(path, "Review Comments")
    assert [(one["Paragraph"], one["Kind"], one["Comment"], one["Settled"]) for one in rows] == [
        ("19", "Comment", "=Is this all?", "Open"),
        ("19", "Answer", "Yes.", None),
        ("19", "Returned", "Say which schools.", "Open"),
        ("20", "Comment", "Later.", "Open"),
    ]
    assert rows[0]["Review stage"].startswith("Returned by ")
    assert rows[0]["When"].date() == date.today()
    assert "Review Comments" not in openpyxl.load_workbook(_of_switzerland(workspace, tmp_path)).sheetnames


def _of_switzerland(workspace, tmp_path):
    export(workspace, tmp_path / "che.xlsx", ExportRequest(("CHE",)))
    return tmp_path / "che.xlsx"


def test_work_of_several_states_names_the_state(planned, scope, tmp_path):
    set_(planned, WorkScope("CHE", scope.cycle), "19", level=Level.NOT_IMPLEMENTED, due_on=date(2020, 1, 1))
    export(planned, tmp_path / "m.xlsx", ExportRequest(("KEN", "CHE"), instruments=ONE))
    plan = rows_of(tmp_path / "m.xlsx", "Action Plan")
    assert [row["Member State"] for row in plan] == ["Kenya"] * 8 + ["Switzerland"]
    assert plan[8]["Paragraph"] == "19"
    found = rows_of(tmp_path / "m.xlsx", "Gaps")
    assert [one["Paragraph"] for one in found if one["Member State"] == "Switzerland" and one["Gap"] == "Overdue"] == [
        "19"
    ]
