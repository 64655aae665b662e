"""Every action is one change set; undo and redo walk through them, also after the program was closed."""

import shutil
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from tests.conftest import paragraph
from tracker.domain.casework import Stage
from tracker.domain.evidence import Evidence
from tracker.domain.levels import Level
from tracker.domain.linking import Register
from tracker.domain.measures import Measure
from tracker.errors import TrackerError
from tracker.operations import casework, registers
from tracker.operations.casework import Desk
from tracker.operations.registers import NewFile, Parts
from tracker.store.tables import JOURNALLED
from tracker.store.workspace import open_workspace


def everything(workspace) -> dict[str, list[tuple]]:
    """All rows of the journalled tables."""
    with workspace.read() as connection:
        return {
            str(model.__tablename__): [
                tuple(row) for row in connection.execute(text(f"SELECT * FROM {model.__tablename__} ORDER BY id"))
            ]
            for model in JOURNALLED
        }


def test_undo_and_redo_after_a_restart(workspace_path):
    desk = Desk("KEN", 1)
    with open_workspace(workspace_path) as workspace:
        before = everything(workspace)
        casework.set_level(workspace, desk, paragraph(workspace, desk, "19"), Level.LARGELY)
        registers.save_measure(workspace, desk, Measure("A law"), answers=[paragraph(workspace, desk, "19").id])
        after = everything(workspace)
    with open_workspace(workspace_path) as workspace:
        assert workspace.undo_labels()[0] == "New measure “A law”"
        assert [workspace.undo().label, workspace.undo().label] == [
            "New measure “A law”",
            "Level of paragraph 19 set to Largely",
        ]
        assert everything(workspace) == before
        assert workspace.undo() is None, "what made the workspace is not taken back"
    with open_workspace(workspace_path) as workspace:
        assert workspace.redo().label == "Level of paragraph 19 set to Largely"
        workspace.redo()
        assert everything(workspace) == after
        assert workspace.redo() is None


def test_a_new_action_ends_redo(workspace, desk):
    row = paragraph(workspace, desk, "19")
    casework.set_level(workspace, desk, row, Level.LARGELY)
    workspace.undo()
    casework.set_level(workspace, desk, row, Level.PLANNED)
    assert workspace.redo() is None
    assert paragraph(workspace, desk, "19").assessment.level == Level.PLANNED


def test_keystrokes_in_one_field_are_one_change_set(workspace, desk):
    for typed in ("T", "Th", "The", "The law"):
        casework.set_assessment(workspace, desk, paragraph(workspace, desk, "19"), rationale=typed)
    casework.set_assessment(workspace, desk, paragraph(workspace, desk, "20"), rationale="Other")
    workspace.undo()
    assert paragraph(workspace, desk, "19").assessment.rationale == "The law"
    workspace.undo()
    assert paragraph(workspace, desk, "19").assessment.rationale == ""
    workspace.redo()
    assert paragraph(workspace, desk, "19").assessment.rationale == "The law"


def test_an_action_that_fails_leaves_nothing(workspace, desk, tmp_path):
    before = everything(workspace)
    with pytest.raises(TrackerError):
        registers.save_evidence(
            workspace, desk, Evidence("Report"), parts=Parts(files=[NewFile(tmp_path / "vanished.pdf")])
        )
    assert everything(workspace) == before
    assert workspace.undo_labels() == ("", "")


def test_an_action_that_changes_nothing_is_no_change_set(workspace, desk):
    registers.save_measure(workspace, desk, Measure("A law"))
    found = registers.measures(workspace, desk)[0]
    assert registers.save_measure(workspace, desk, found.measure, found.id) is None


_levels = st.sampled_from(list(Level))
_labels = st.sampled_from(["4", "19", "58", "58 (a)", "120"])
_words = st.text(max_size=20)
_actions = st.one_of(
    st.tuples(st.just("level"), _labels, _levels),
    st.tuples(st.just("law"), _labels, _levels),
    st.tuples(st.just("rationale"), _labels, _words),
    st.tuples(st.just("due"), _labels, st.dates(date(1900, 1, 1), date(2100, 1, 1))),
    st.tuples(st.just("stage"), _labels, st.sampled_from(list(Stage))),
    st.tuples(st.just("measure"), _labels, _words),
    st.tuples(st.just("evidence"), _labels, _words),
    st.tuples(st.just("link"), _labels, _words),
    st.tuples(st.just("unlink"), _labels, _words),
    st.tuples(st.just("remove"), _labels, _words),
    st.tuples(st.just("cycle"), _labels, _words),
)


def act(workspace, desk, what, label, value) -> None:
    row = paragraph(workspace, desk, label)
    measures = registers.measures(workspace, desk)
    try:
        if what in ("level", "law", "rationale", "stage"):
            casework.set_assessment(workspace, desk, row, **{what: value})
        elif what == "due":
            casework.set_assessment(workspace, desk, row, due_on=value)
        elif what == "measure":
            registers.save_measure(workspace, desk, Measure(value), answers=[row.id])
        elif what == "evidence":
            shows = {found.id: value for found in measures}
            registers.save_evidence(workspace, desk, Evidence(value), parts=Parts(supports=[row.id], shows=shows))
        elif what == "link":
            registers.link(workspace, desk, Register.MEASURE, [found.id for found in measures], [row.id], value)
        elif what == "unlink" and measures:
            registers.unlink(workspace, desk, Register.MEASURE, [measures[0].id], [row.id])
        elif what == "remove" and measures:
            registers.remove(workspace, desk, Register.MEASURE, [measures[-1].id])
        elif what == "cycle":
            casework.add_cycle(workspace, value)
    except TrackerError:
        pass  # an empty title, say: the action is refused whole


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions=st.lists(_actions, max_size=12))
def test_undoing_all_finds_the_first_state_and_redoing_all_the_last(workspace_path, tmp_path, actions):
    path = tmp_path / "lived.tracker"
    shutil.copy(workspace_path, path)
    with open_workspace(path) as workspace:
        desk = Desk("KEN", 1)
        first = everything(workspace)
        for one in actions:
            act(workspace, desk, *one)
        last = everything(workspace)
        while workspace.undo():
            pass
        assert everything(workspace) == first
        while workspace.redo():
            pass
        assert everything(workspace) == last
