"""What takes the place of rows that are lost where a workspace is repaired, and from which ids new ones are counted."""

import shutil

import pytest

from tests.conftest import paragraph
from tests.store.crashed import SCOPE
from tests.store.damaged import lose, rows, run
from tracker.__main__ import main
from tracker.domain.casework.measures import Measure
from tracker.domain.casework.registers import Register
from tracker.errors import TrackerError
from tracker.operations import casework, registers, review, workspaces
from tracker.operations.casework import WorkScope
from tracker.store.beginnings import first_cycle
from tracker.store.create import repair
from tracker.store.workspace import open_workspace

PARENTS = ("attachment", "change_set", "cycle", "evidence", "instrument", "measure", "member_state", "paragraph")
WORK = (
    *("assessment", "comment", "measure_paragraph", "evidence_paragraph", "evidence_measure", "excerpt"),
    *("evidence_file", "attachment_part", "change"),
)


@pytest.fixture
def worked(sample_path):
    """The sample with a comment that was answered."""
    with open_workspace(sample_path) as workspace:
        row = paragraph(workspace, SCOPE, "19")
        review.add_comment(workspace, SCOPE, row, "Which law?")
        (asked, *_) = review.comments(workspace, SCOPE, row.id)
        review.add_comment(workspace, SCOPE, row, "The second.", asked.id)
    return sample_path


@pytest.mark.parametrize("table", PARENTS)
def test_what_work_belongs_to_is_written_anew_from_what_is_left(worked, tmp_path, table):
    work = {name: rows(worked, name) for name in WORK}
    whole = tmp_path / "whole.tracker"
    shutil.copy(worked, whole)
    lose(worked, table)
    lost = list(map(str, repair(worked, tmp_path / "new.tracker", lambda: None)))
    assert {name: rows(tmp_path / "new.tracker", name) for name in WORK} == work, lost
    with open_workspace(whole) as before, open_workspace(tmp_path / "new.tracker") as after:
        assert workspaces.check(after) == []
        assert casework.cycles(before) == casework.cycles(after)
        assert workspaces.find_states(before)[:193] == workspaces.find_states(after)[:193]
        labels = [row.label for row in casework.checklist(before, SCOPE)]
        assert labels == [row.label for row in casework.checklist(after, SCOPE)]


@pytest.mark.parametrize("table", PARENTS)
def test_without_history_work_is_kept_with_stand_ins(worked, tmp_path, table, capsys):
    new = tmp_path / "new.tracker"
    run(worked, "DELETE FROM change WHERE id % 2; UPDATE change SET table_name = 'mark'")
    work = {name: rows(worked, name) for name in WORK}
    lose(worked, table)
    assert main(["--workspace", str(worked), "check", "--repair", str(new)]) == 1
    said = capsys.readouterr().out
    assert {name: rows(new, name) for name in WORK} == work, said
    assert table in ("attachment", "member_state") or "stand-in" in said
    assert main(["--workspace", str(new), "export", str(tmp_path / "m.xlsx"), "--state", "KEN"]) == 0
    with open_workspace(new) as saved:
        assert workspaces.check(saved) == [] and casework.checklist(saved, SCOPE)


@pytest.mark.parametrize("number", [1, 7, 2**30])
def test_a_cycle_whose_name_is_lost_says_so(full, tmp_path, number):
    run(full, f"DELETE FROM change; DELETE FROM cycle; UPDATE assessment SET cycle_id = {number}")
    repair(full, tmp_path / "new.tracker", lambda: None)
    with open_workspace(tmp_path / "new.tracker") as saved:
        assert [(cycle.id, cycle.name) for cycle in casework.cycles(saved)] == [(number, f"Cycle {number} (name lost)")]


@pytest.mark.parametrize("name", ["'  '", "'x' || char(0)", "json('[1]')", "1e400", "5", "NULL", "json('\"\\ud800\"')"])
def test_what_history_says_is_taken_only_if_a_workspace_can_hold_it(full, tmp_path, name):
    run(full, f"UPDATE change SET after = json_set(after, '$.name', {name}) WHERE table_name = 'cycle'")
    run(full, "DELETE FROM cycle")
    repair(full, tmp_path / "new.tracker", lambda: None)
    with open_workspace(tmp_path / "new.tracker") as saved:
        assert [cycle.name for cycle in casework.cycles(saved)] == ["Cycle 1 (name lost)"]


@pytest.mark.parametrize(
    "without", ["DELETE FROM cycle; DELETE FROM assessment", "DELETE FROM cycle; DELETE FROM change"]
)
def test_a_workspace_without_a_cycle_gets_one(workspace_path, tmp_path, without):
    run(workspace_path, without)
    assert repair(workspace_path, tmp_path / "new.tracker", lambda: None)
    with open_workspace(tmp_path / "new.tracker") as saved:
        assert [cycle.name for cycle in casework.cycles(saved)] == [first_cycle()]
        assert casework.checklist(saved, WorkScope("KEN", casework.cycles(saved)[0].id))


@pytest.mark.parametrize(
    "counted",
    [
        *(
            f"UPDATE sqlite_sequence SET seq = {number} WHERE name = 'measure'"
            for number in (2**63 - 1, 2**31 - 1, 10**12, -5, 0, 1.5, "'many'", "NULL", "x'00'")
        ),
        "INSERT INTO sqlite_sequence SELECT * FROM sqlite_sequence WHERE name = 'measure'",
        "UPDATE measure SET id = 2147483647 WHERE id = 300",
    ],
)
def test_damaged_counters_are_named_and_counted_anew(full, tmp_path, counted, capsys):
    run(full, counted)
    with pytest.raises(TrackerError, match=r"measure.*`tracker check --repair`"):
        open_workspace(full)
    assert main(["--workspace", str(full), "check"]) == 1
    assert "The counter that numbers new measures is damaged." in capsys.readouterr().out
    assert main(["--workspace", str(full), "check", "--repair", str(tmp_path / "new.tracker")]) in (0, 1)
    for title in ("One more", "And one"):
        with open_workspace(tmp_path / "new.tracker") as saved:
            registers.save_measure(saved, SCOPE, Measure(title))
            assert title in {row.measure.title for row in registers.measures(saved, SCOPE)}
            assert workspaces.check(saved) == []


def test_an_id_in_history_never_means_two_rows_after_a_repair(full, tmp_path):
    with open_workspace(full) as workspace:
        registers.save_measure(workspace, SCOPE, Measure("Removed"))
        number = max(row.id for row in registers.measures(workspace, SCOPE))
        registers.remove(workspace, SCOPE, Register.MEASURE, [number])
    repair(full, tmp_path / "new.tracker", lambda: None)
    with open_workspace(tmp_path / "new.tracker") as saved:
        registers.save_measure(saved, SCOPE, Measure("New"))
        assert max(row.id for row in registers.measures(saved, SCOPE)) == number + 1


@pytest.mark.parametrize("number", [2**30, 2**31 - 1])
def test_what_history_says_is_not_counted_to_the_end(full, tmp_path, number):
    run(full, f"UPDATE change SET row_id = {number} WHERE table_name = 'measure'")
    repair(full, tmp_path / "new.tracker", lambda: None)
    for _ in range(2):
        with open_workspace(tmp_path / "new.tracker") as saved:
            registers.save_measure(saved, SCOPE, Measure("New"))


def test_what_refers_to_nothing_even_then_lets_go_of_it_or_is_lost(worked, tmp_path):
    """A source of an instrument is let go of; a file of evidence without a file is none."""
    before = {name: rows(worked, name) for name in WORK if name not in ("evidence_file", "attachment_part", "comment")}
    run(worked, "UPDATE change SET table_name = 'mark'; UPDATE comment SET reply_to = 99 WHERE reply_to")
    before["change"] = rows(worked, "change")
    lose(worked, "attachment", "attachment_part")
    lost = list(map(str, repair(worked, tmp_path / "new.tracker", lambda: None)))
    assert any("files of evidence belonged to what is lost" in words for words in lost)
    assert {name: rows(tmp_path / "new.tracker", name) for name in before} == before
    assert len(rows(tmp_path / "new.tracker", "comment")) == len(rows(worked, "comment")) > 1


@pytest.mark.parametrize(
    "odd",
    [
        "UPDATE paragraph SET parent_id = id WHERE label = '19'",
        "UPDATE paragraph SET position = position + 1000 WHERE id IN (SELECT parent_id FROM paragraph)",
    ],
)
def test_paragraphs_below_themselves_or_a_later_one_are_kept(worked, tmp_path, odd):
    work = {name: rows(worked, name) for name in WORK}
    run(worked, odd)
    with pytest.raises(TrackerError, match="below none of its own instrument"):
        open_workspace(worked)
    lost = list(map(str, repair(worked, tmp_path / "new.tracker", lambda: None)))
    assert any("stand by themselves now" in words for words in lost)
    assert {name: rows(tmp_path / "new.tracker", name) for name in WORK} == work
