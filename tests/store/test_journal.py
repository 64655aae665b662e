"""Every action is one change set; undo and redo walk through them, also after the program was closed."""

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from tests.conftest import paragraph
from tests.short import SHORT, SYMBOL
from tracker.domain.casework.assessments import Stage
from tracker.domain.casework.change_sets import HistoryQuery
from tracker.domain.casework.evidence import Evidence, Excerpt
from tracker.domain.casework.levels import Level
from tracker.domain.casework.measures import Measure
from tracker.domain.casework.registers import Register
from tracker.errors import TrackerError
from tracker.operations import casework, history, registers, review, workspaces
from tracker.operations.casework import WorkScope
from tracker.operations.instruments import add_instrument
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
    scope = WorkScope("KEN", 1)
    with open_workspace(workspace_path) as workspace:
        before = everything(workspace)
        casework.set_level(workspace, scope, paragraph(workspace, scope, "19"), Level.LARGELY)
        registers.save_measure(workspace, scope, Measure("A law"), answers=[paragraph(workspace, scope, "19").id])
        after = everything(workspace)
    with open_workspace(workspace_path) as workspace:
        assert str(workspace.announced()[0].label) == "New measure “A law”"
        assert [str(workspace.undo().label), str(workspace.undo().label)] == [
            "New measure “A law”",
            "Level of paragraph 19 of A/RES/74/178 set to Largely",
        ]
        assert everything(workspace) == before
        assert workspace.undo() is None, "what made the workspace is not taken back"
    with open_workspace(workspace_path) as workspace:
        assert str(workspace.redo().label) == "Level of paragraph 19 of A/RES/74/178 set to Largely"
        workspace.redo()
        assert everything(workspace) == after
        assert workspace.redo() is None


def test_a_new_action_ends_redo(workspace, scope):
    row = paragraph(workspace, scope, "19")
    casework.set_level(workspace, scope, row, Level.LARGELY)
    workspace.undo()
    casework.set_level(workspace, scope, row, Level.PLANNED)
    assert workspace.redo() is None
    assert paragraph(workspace, scope, "19").assessment.level == Level.PLANNED


def test_keystrokes_in_one_field_are_one_change_set(workspace, scope):
    for typed in ("T", "Th", "The", "The law"):
        casework.set_assessment(workspace, scope, paragraph(workspace, scope, "19"), rationale=typed)
    casework.set_assessment(workspace, scope, paragraph(workspace, scope, "20"), rationale="Other")
    workspace.undo()
    assert paragraph(workspace, scope, "19").assessment.rationale == "The law"
    workspace.undo()
    assert paragraph(workspace, scope, "19").assessment.rationale == ""
    workspace.redo()
    assert paragraph(workspace, scope, "19").assessment.rationale == "The law"


def test_an_action_that_fails_leaves_nothing(workspace, scope, tmp_path):
    before = everything(workspace)
    with pytest.raises(TrackerError):
        registers.save_evidence(
            workspace, scope, Evidence("Report"), parts=Parts(files=[NewFile(tmp_path / "vanished.pdf")])
        )
    assert everything(workspace) == before
    assert workspace.announced() == (None, None)


def test_an_action_that_changes_nothing_is_no_change_set(workspace, scope):
    registers.save_measure(workspace, scope, Measure("A law"))
    found = registers.measures(workspace, scope)[0]
    assert registers.save_measure(workspace, scope, found.measure, found.id) is None


_labels = st.sampled_from(["4", "19", "58", "58 (a)", "120"])
_words = st.text(max_size=20)


def _assess(field, values):
    return st.builds(lambda label, value: ("assess", label, {field: value}), _labels, values)


_actions = st.one_of(
    _assess("level", st.sampled_from(list(Level))),
    _assess("law", st.sampled_from(list(Level))),
    _assess("rationale", _words),
    _assess("assistance_from", _words),
    _assess("due_on", st.dates(date(1900, 1, 1), date(2100, 1, 1))),
    st.tuples(st.sampled_from(["levels", "submit", "accept", "return", "draft"]), _labels, _words),
    st.tuples(st.sampled_from(["comment", "answer", "settle", "keep", "revisit"]), _labels, _words),
    st.tuples(st.sampled_from(["measure", "change measure", "link", "note", "unlink", "remove"]), _labels, _words),
    st.tuples(st.sampled_from(["evidence", "change evidence", "remove evidence", "file", "revision"]), _labels, _words),
    st.tuples(st.sampled_from(["cycle", "undo", "redo"]), _labels, _words),
    st.tuples(st.just("resolution"), _labels, st.sampled_from(["read", "look", "count"])),
    st.tuples(st.just("assess its"), st.sampled_from(["1", "2", "3 (a)"]), st.sampled_from(list(Level))),
    st.tuples(st.just("revert"), _labels, st.integers(0, 12)),
)


def act(workspace, scope, what, label, value, folder) -> None:
    """One action of any kind, on what is there; refused ones change nothing."""
    if what == "assess its":
        its = [row for row in casework.checklist(workspace, scope) if (row.symbol, row.label) == (SYMBOL, label)]
        casework.set_assessments(workspace, scope, its, level=value) if its else None
        return
    row = paragraph(workspace, scope, label)
    measures, evidence = registers.measures(workspace, scope), registers.evidence(workspace, scope)
    said = review.comments(workspace, scope, row.id)
    if what == "assess":
        casework.set_assessment(workspace, scope, row, **value)
    elif what == "levels":
        casework.set_assessments(workspace, scope, [row, paragraph(workspace, scope, "21")], level=Level.PARTIALLY)
    elif what in _STAGES:
        review.move(workspace, scope, row, _STAGES[what], value)
    elif what == "comment":
        review.add_comment(workspace, scope, row, value)
    elif what == "answer" and said:
        review.add_comment(workspace, scope, row, value, said[0].id)
    elif what == "settle" and said:
        review.settle(workspace, scope, row, said[0].id, not said[0].settled)
    elif what == "keep":
        review.keep(workspace, scope, row)
    elif what == "revisit":
        review.revisit(workspace, scope, row)
    elif what == "measure":
        registers.save_measure(workspace, scope, Measure(value), answers=[row.id])
    elif what == "change measure" and measures:
        registers.save_measure(workspace, scope, Measure(value, act=label), measures[0].id)
    elif what == "link":
        registers.link(workspace, scope, Register.MEASURE, [found.id for found in measures], [row.id], value)
    elif what == "note" and measures and measures[0].paragraphs:
        there = measures[0].paragraphs[0].id
        registers.set_note(workspace, scope, Register.MEASURE, measures[0].id, there, value)
    elif what == "unlink" and measures:
        registers.unlink(workspace, scope, Register.MEASURE, [measures[0].id], [row.id])
    elif what == "remove" and measures:
        registers.remove(workspace, scope, Register.MEASURE, [measures[-1].id])
    elif what == "evidence":
        parts = Parts(supports=[row.id], shows={found.id: value for found in measures})
        registers.save_evidence(workspace, scope, Evidence(value, excerpts=(Excerpt(value, label),)), parts=parts)
    elif what == "change evidence" and evidence:
        excerpts = tuple(Excerpt(word) for word in value.split())
        registers.save_evidence(workspace, scope, replace(evidence[0].evidence, excerpts=excerpts), evidence[0].id)
    elif what == "remove evidence" and evidence:
        registers.remove(workspace, scope, Register.EVIDENCE, [evidence[-1].id])
    elif what in ("file", "revision") and evidence:
        path = folder / "file.txt"
        path.write_text(value, "utf-8", errors="replace")
        files = evidence[0].files if what == "revision" else ()
        parts = Parts(files=[NewFile(path, replaces=files[0].id if files else None)])
        registers.save_evidence(workspace, scope, evidence[0].evidence, evidence[0].id, parts)
    elif what == "resolution":
        path = folder / "short.txt"
        path.write_text(SHORT.replace("to read;", f"to {value};"), "utf-8")
        add_instrument(workspace, path)
    elif what == "cycle":
        casework.add_cycle(workspace, value)
    elif what == "undo":
        workspace.undo()
    elif what == "redo":
        workspace.redo()
    elif what == "revert":
        done = history.change_sets(workspace, HistoryQuery())
        history.revert(workspace, done[min(value, len(done) - 1)].id)


_STAGES = {"submit": Stage.SUBMITTED, "accept": Stage.ACCEPTED, "return": Stage.RETURNED, "draft": Stage.DRAFT}


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions=st.lists(_actions, max_size=20))
def test_undoing_all_finds_the_first_state_and_redoing_all_the_last(workspace_path, tmp_path, actions):
    path = tmp_path / "lived.tracker"
    shutil.copy(workspace_path, path)
    with open_workspace(path) as workspace:
        scope = WorkScope("KEN", 1)
        first = everything(workspace)
        for what, label, value in actions:
            before = everything(workspace)
            try:
                act(workspace, scope, what, label, value, tmp_path)
            except TrackerError:  # an empty title, say
                assert everything(workspace) == before, "what is refused changes nothing"
        _assert_whole(workspace)
        while workspace.redo():
            pass
        last = everything(workspace)
        while workspace.undo():
            pass
        assert everything(workspace) == first
        _assert_whole(workspace)
        while workspace.redo():
            pass
        assert everything(workspace) == last
        _assert_whole(workspace)


def _assert_whole(workspace) -> None:
    assert workspaces.check(workspace) == [], "the index of words follows, and nothing points astray"


def test_a_clock_set_back_joins_nothing_that_was_typed_in_another_session(workspace_path):
    """What was typed is one action within a session, by the order of actions and not by a clock that people set."""
    scope = WorkScope("KEN", 1)
    for months in (0, 3):
        with open_workspace(workspace_path) as workspace:
            workspace.clock = lambda: datetime.now(UTC) - timedelta(days=30 * months)  # noqa: B023
            for words in ("a", "ab", "abc"):
                row = paragraph(workspace, scope, "19")
                casework.set_assessment(workspace, scope, row, rationale=f"{words}, {months} months back")
    with open_workspace(workspace_path) as workspace:
        workspace.undo()
        assert paragraph(workspace, scope, "19").assessment.rationale == "abc, 0 months back"
        workspace.undo()
        assert paragraph(workspace, scope, "19").assessment.rationale == ""
