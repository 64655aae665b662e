"""A small workspace that has a row of every kind, so that many changes of it can be tried."""

from datetime import date
from pathlib import Path

from tracker.domain.casework.actions import action
from tracker.domain.casework.assessments import MemberState, Stage
from tracker.domain.casework.evidence import Evidence, Excerpt
from tracker.domain.casework.levels import Level
from tracker.domain.casework.measures import Measure
from tracker.domain.text.saved_views import ListFilter
from tracker.operations import casework, instruments, registers, review, views
from tracker.operations.casework import WorkScope
from tracker.operations.registers import NewFile, Parts
from tracker.store.create import create_workspace
from tracker.store.workspace import Workspace
from tracker.store.write import casework as rows
from tracker.store.write import instruments as instrument_rows

SHORT = b"""74/178. A title

The General Assembly,

Recalling its resolution 68/197 of 18 December 2013,1

Noting with concern that much remains to be done, and recalling the report of the Commission on Narcotic Drugs,2

I
Measures

1. Urges Member States to act together, and with the United Nations Office on Drugs and Crime:
(a) To reduce demand;
(b) To reduce supply, in particular:
(i) At sea;
(ii) On land;

2. Also urges Member States, in 2026, to report to the Commission on Narcotic Drugs at its sixty-third session;3

3. Requests the Secretary-General to report to the General Assembly at its seventy-fifth session.

50th plenary meeting
18 December 2019

_______________
1 Resolution 68/197.
2 E/2019/28.
3 See Official Records of the Economic and Social Council, 2019, Supplement No. 8.
"""
"""A resolution of a page, with a section, points and notes."""
_SCOPE = WorkScope("KEN", 1)
_STATES = (MemberState("KEN", "Kenya", "African States"), MemberState("CHE", "Switzerland", "Western European States"))


def make(folder: Path) -> Path:
    """Make it in a folder."""
    text = folder / "short.txt"
    text.write_bytes(SHORT)
    path = folder / "small.tracker"
    with create_workspace(path, _seed) as workspace:
        instruments.add_instrument(workspace, text)
        _work(workspace, text)
        workspace.undo()
    return path


def _seed(workspace: Workspace) -> None:
    with workspace.write(action("workspace-new"), undoable=False) as write:
        instrument_rows.seed_member_states(write.session, list(_STATES))
        rows.add_cycle(write.session, "2026")


def _work(workspace: Workspace, file: Path) -> None:
    first, second, *_ = [row for row in casework.checklist(workspace, _SCOPE) if row.to_member_states]
    law = Measure("Law on customs", authority="Customs", adopted_on=date(2019, 5, 1))
    registers.save_measure(workspace, _SCOPE, law, answers=[first.id], notes={first.id: "Section 2"})
    report = Evidence("Report", link="https://example.org/report", excerpts=(Excerpt("Words of it", "p. 2"),))
    registers.save_evidence(workspace, _SCOPE, report, parts=Parts([first.id], [NewFile(file)], shows={1: "p. 3"}))
    casework.set_assessment(
        workspace,
        _SCOPE,
        first,
        law=Level.FULLY,
        practice=Level.PARTIALLY,
        rationale="Mostly.",
        shortcomings="Staff",
        next_step="Hire",
    )
    casework.set_level(workspace, _SCOPE, second, Level.NOT_IMPLEMENTED)
    first = next(row for row in casework.checklist(workspace, _SCOPE) if row.id == first.id)
    review.add_comment(workspace, _SCOPE, first, "Is that so?")
    review.move(workspace, _SCOPE, first, Stage.SUBMITTED)
    views.save(workspace, "checklist", "Mine", ListFilter({"level": "missing"}, "law"))
    casework.set_level(workspace, _SCOPE, second, Level.PARTIALLY)
