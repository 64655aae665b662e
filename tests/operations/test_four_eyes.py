"""Who submits and who accepts: one's own acceptance is said, and a workspace can require that they are two."""

import sqlite3
from contextlib import closing

import pytest

from tests.conftest import paragraph
from tests.operations.test_review import judged, moved, working
from tests.store.test_older_workspaces import older
from tracker.domain.casework.assessments import Stage
from tracker.domain.casework.change_sets import HistoryQuery
from tracker.domain.casework.levels import Level
from tracker.domain.casework.review import refusals
from tracker.errors import TrackerError
from tracker.operations import casework, history, review
from tracker.store.workspace import open_workspace


@pytest.fixture
def submitted(workspace, scope):
    """Ann submitted 19 and 20, Rita 22."""
    rows = {}
    for label, name in (("19", "Ann"), ("20", "Ann"), ("22", "Rita")):
        with working(workspace, name):
            rows[label] = moved(workspace, scope, judged(workspace, scope, label), Stage.SUBMITTED)
    return rows


def test_the_label_says_that_one_accepted_what_one_submitted(workspace, scope, submitted):
    with working(workspace, "ANN"):  # a name is the same person's in any case
        change_set = review.move(workspace, scope, submitted["19"], Stage.ACCEPTED)
    assert str(change_set.label) == "Accept paragraph 19 of A/RES/74/178, submitted by the same person"
    with working(workspace, "Rita"):
        change_set = review.move_lines(workspace, review.inbox(workspace), Stage.ACCEPTED)
    assert str(change_set.label) == "Accept 2 paragraphs of A/RES/74/178, 1 submitted by the same person"
    assert [paragraph(workspace, scope, label).assessment.accepted_by_its_author for label in ("19", "20", "22")] == [
        True,
        False,
        True,
    ]


def test_who_submitted_is_known_until_it_is_a_draft_again(workspace, scope, submitted):
    row = moved(workspace, scope, submitted["19"], Stage.ACCEPTED)
    assert (row.assessment.submitted_by, row.assessment.stage_by) == ("Ann", "Rita Reviewer")
    casework.set_level(workspace, scope, row, Level.PLANNED)
    assert paragraph(workspace, scope, "19").assessment.submitted_by == ""
    workspace.undo()
    assert paragraph(workspace, scope, "19").assessment.submitted_by == "Ann"
    assert moved(workspace, scope, row, Stage.RETURNED, "Which article?").assessment.submitted_by == ""


def test_where_four_eyes_are_required_another_person_accepts(workspace, scope, submitted):
    with working(workspace, "Ann"):
        review.require_four_eyes(workspace, True)
        with pytest.raises(TrackerError, match=r"You submitted paragraph 19 yourself.*Ask someone else"):
            review.move_all(workspace, scope, [submitted["22"], submitted["19"]], Stage.ACCEPTED)
        with pytest.raises(TrackerError, match="You submitted paragraph 20 yourself"):
            review.move_lines(workspace, [row for row in review.inbox(workspace) if row.label == "20"], Stage.ACCEPTED)
        assert [
            (one.row.label, str(one.why))
            for one in refusals(submitted.values(), Stage.ACCEPTED, review.barred(workspace))
        ] == [("19", "you submitted it"), ("20", "you submitted it")]
        review.move(workspace, scope, submitted["22"], Stage.ACCEPTED)
        review.move(workspace, scope, submitted["19"], Stage.DRAFT)  # one's own may be taken back
    with working(workspace, "Rita"):
        review.move(workspace, scope, submitted["20"], Stage.ACCEPTED)
        review.require_four_eyes(workspace, False)
    assert not review.four_eyes(workspace)


def test_history_keeps_who_required_it_and_undo_passes_it_by(workspace, scope, submitted):
    with working(workspace, "Ann"):
        review.require_four_eyes(workspace, True)
        assert review.require_four_eyes(workspace, True) is None
    (made, *_) = history.change_sets(workspace, HistoryQuery())
    assert (str(made.label), made.who, made.can_be_undone) == (
        "Require four eyes: who submits can't accept",
        "Ann",
        False,
    )
    assert str(workspace.undo().label) == "Submit paragraph 22 of A/RES/74/178"
    assert review.four_eyes(workspace)
    with open_workspace(workspace.path, writing=False) as again:
        assert review.four_eyes(again)


def test_of_what_was_accepted_before_history_says_who_submitted_it(tmp_path):
    path = older(7, tmp_path)
    with closing(sqlite3.connect(path)) as raw:
        accepted = dict(raw.execute("SELECT id, stage_by FROM assessment WHERE stage = 'accepted'"))
        waiting = dict(raw.execute("SELECT id, stage_by FROM assessment WHERE stage = 'submitted'"))
    assert accepted
    assert waiting
    with open_workspace(path):
        pass
    with closing(sqlite3.connect(path)) as raw:
        found = dict(raw.execute("SELECT id, submitted_by FROM assessment"))
    assert {key: found[key] for key in waiting} == waiting
    assert {found[key] for key in accepted} == {"Ana Duarte", "Ines Okoro"}, "the analysts, not the reviewer"
    assert {name for key, name in found.items() if key not in accepted | waiting} == {""}
