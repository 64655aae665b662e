"""What is without evidence, without a measure or without a reason is the same in the filters, in Quality, in review and
in the workbook, also in odd cases."""

from datetime import date

import pytest

from tests.conftest import paragraph
from tests.excel.written import rows_of
from tracker.domain.casework.assessments import Stage
from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.levels import Level
from tracker.domain.casework.measures import Measure, MeasureStatus
from tracker.domain.casework.quality import Rule
from tracker.domain.casework.review import missing, refusals
from tracker.domain.reports.workbook import Sheet
from tracker.gui.checklist.filters import groups
from tracker.operations import casework, quality, registers
from tracker.operations.casework import WorkScope
from tracker.operations.export import ExportRequest, export
from tracker.operations.registers import Parts

TODAY = date.today()
ODD = {
    "19": Level.FULLY,  # with evidence for its measure alone
    "20": Level.FULLY,  # with evidence, without a measure
    "22": Level.FULLY,  # with evidence of another State
    "23": Level.LARGELY,  # whose measure is repealed, and has evidence from long before
    "24": Level.NOT_APPLICABLE,
    "25": Level.NOT_IMPLEMENTED,
    "26": Level.PARTIALLY,
    "28": Level.FULLY,  # without anything
}


@pytest.fixture
def odd(workspace, scope):
    """Work with all odd cases, and the paragraph that asks nothing of Member States, fully implemented."""
    rows = {label: paragraph(workspace, scope, label) for label in ODD}
    nobodys = next(row for row in casework.checklist(workspace, scope) if not row.to_member_states)
    levels = {
        **{rows[label].id: (rows[label], level) for label, level in ODD.items()},
        nobodys.id: (nobodys, Level.FULLY),
    }
    for row, level in levels.values():
        casework.set_assessment(workspace, scope, row, level=level)
    registers.save_measure(workspace, scope, Measure("Act"), answers=[rows["19"].id])
    repealed = Measure("Old act", status=MeasureStatus.REPEALED)
    registers.save_measure(workspace, scope, repealed, answers=[rows["23"].id])
    by_title = {row.measure.title: row.id for row in registers.measures(workspace, scope)}
    registers.save_evidence(workspace, scope, Evidence("Report"), parts=Parts(shows={by_title["Act"]: ""}))
    registers.save_evidence(
        workspace, scope, Evidence("Old", speaks_of="1990"), parts=Parts(shows={by_title["Old act"]: ""})
    )
    registers.save_evidence(workspace, scope, Evidence("Survey"), parts=Parts(supports=[rows["20"].id]))
    registers.save_evidence(workspace, WorkScope("FRA", 1), Evidence("Enquête"), parts=Parts(supports=[rows["22"].id]))
    return nobodys.ref


def admitted(rows, words):
    (admits,) = [choice.admits for group in groups((), (), TODAY) for choice in group.choices if choice.words == words]
    return {str(row.ref) for row in rows if admits(row)}


def test_each_place_finds_the_same_paragraphs(odd, workspace, scope, tmp_path):
    rows = casework.checklist(workspace, scope)
    export(workspace, tmp_path / "m.xlsx", ExportRequest(("KEN",), sheets=(Sheet.GAPS,)))
    in_gaps = {
        (f"{row['Instrument']}, {row['Paragraph']}", gap)
        for row in rows_of(tmp_path / "m.xlsx", "Gaps")
        for gap in row["Gap"].replace("• ", "").splitlines()
    }
    for gap, lack in (("Without a measure", "no measure"), ("Without evidence", "no evidence")):
        found = admitted(rows, gap)
        assert {ref for ref, name in in_gaps if name == gap} == found
        refused = {str(row.ref) for row in rows if lack in [str(item.lack) for item in missing(row)]}
        assert refused and refused <= found, "what can't be submitted for it is among them"
    for rule, words in ((Rule.UNPROVEN, "Fully, without evidence"), (Rule.UNREASONED, "Not applicable, no reason")):
        objected = {each.about for each in quality.findings(workspace, scope, TODAY) if each.rule is rule}
        assert objected == admitted(rows, words) == {ref for ref, name in in_gaps if name == rule.value}
    assert admitted(rows, "Fully, without evidence") <= admitted(rows, "Without evidence")
    fully = {f"A/RES/74/178, {label}" for label in ("22", "28")}
    assert admitted(rows, "Fully, without evidence") == {*fully, str(odd)}
    of_odd = {f"A/RES/74/178, {label}" for label in ODD} & admitted(rows, "Without evidence")
    assert of_odd == {*fully, "A/RES/74/178, 26"}
    assert {str(each.row.ref) for each in refusals(rows, Stage.SUBMITTED) if "no evidence" in str(each.why)} >= fully
