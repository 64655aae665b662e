"""What can be read of a damaged workspace is saved in a new one, and what was lost is listed."""

import json
import random
import re
import shutil
import sqlite3
from contextlib import closing

import pytest
from sqlmodel import SQLModel

from tests.conftest import paragraph
from tests.store.crashed import SCOPE
from tests.store.damaged import leaves, lose, root, rows, run, spoil, spoil_list, zero
from tracker.__main__ import main
from tracker.domain.casework.levels import Level
from tracker.domain.casework.measures import Measure
from tracker.domain.casework.registers import Register
from tracker.errors import TrackerError
from tracker.operations import casework, registers, workspaces
from tracker.store.create import repair
from tracker.store.engine import contents
from tracker.store.tables.in_words import ROWS
from tracker.store.workspace import open_workspace


def test_a_whole_workspace_is_copied_whole(full, tmp_path):
    assert repair(full, tmp_path / "new.tracker", lambda: None) == []
    with open_workspace(full) as before, open_workspace(tmp_path / "new.tracker") as after:
        assert registers.measures(before, SCOPE) == registers.measures(after, SCOPE)
        assert casework.checklist(before, SCOPE) == casework.checklist(after, SCOPE)
        assert workspaces.check(after) == [] and after.announced()[0].id == before.announced()[0].id


def test_a_large_workspace_is_copied_whole(full, tmp_path):
    """What SQLite keeps of a log goes into the file by itself from 4 MB on."""
    with open_workspace(full) as workspace:
        for number in range(60):
            registers.save_measure(workspace, SCOPE, Measure(f"Long law {number}", description="Words. " * 10_000))
    assert repair(full, tmp_path / "new.tracker", lambda: None) == []
    assert rows(tmp_path / "new.tracker", "measure") == rows(full, "measure")


def test_rows_before_and_behind_a_broken_page_are_saved_and_the_loss_is_listed(full, tmp_path, capsys):
    run(full, "DELETE FROM change")
    pages = leaves(full, "measure")
    spoil(full, pages[len(pages) // 2])
    before = full.read_bytes()
    assert main(["--workspace", str(full), "check", "--repair", str(tmp_path / "new.tracker"), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert "Some measures are lost" in str(said["lost"]) and said["written"] == [str(tmp_path / "new.tracker")]
    assert full.read_bytes() == before
    with open_workspace(tmp_path / "new.tracker") as saved:
        titles = {row.measure.title for row in registers.measures(saved, SCOPE)}
        assert {"Law 0", "Law 299"} <= titles and 200 < len(titles) < 300
        assert paragraph(saved, SCOPE, "1").assessment.rationale == "Reason for 1"
        assert workspaces.check(saved) == []


@pytest.mark.parametrize("table", ["measure", "change", "member_state", "paragraph"])
def test_rows_below_a_page_that_is_gone_are_saved(full, tmp_path, table):
    whole = rows(full, table)
    spoil(full, root(full, table))
    repair(full, tmp_path / "new.tracker", lambda: None)
    assert rows(tmp_path / "new.tracker", table) == whole


@pytest.mark.parametrize("table", ["setting", "evidence", "cycle"])
def test_a_table_that_is_gone_takes_only_what_belongs_to_it(full, tmp_path, table, capsys):
    spoil(full, root(full, table))
    assert main(["--workspace", str(full), "check", "--repair", str(tmp_path / "new.tracker")]) == 1
    assert table in capsys.readouterr().out
    with closing(sqlite3.connect(tmp_path / "new.tracker")) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    if table != "cycle":
        with open_workspace(tmp_path / "new.tracker") as saved:
            assert paragraph(saved, SCOPE, "1").assessment.rationale == "Reason for 1"


@pytest.mark.parametrize(
    "harm",
    [spoil_list, lambda path: zero(path, 0, 100), lambda path: zero(path, 0, 4096), lambda path: zero(path, 100, 512)],
    ids=["list", "header", "first page", "start of the list"],
)
def test_all_rows_are_saved_where_the_list_of_tables_is_damaged(full, tmp_path, capsys, harm):
    whole = tmp_path / "whole.tracker"
    shutil.copy(full, whole)
    harm(full)
    with pytest.raises(TrackerError):
        open_workspace(full)
    assert main(["--workspace", str(full), "check", "--repair", str(tmp_path / "new.tracker")]) in (0, 1)
    said = capsys.readouterr().out
    full_ones = "measures|assessments|paragraphs|changes in history|pieces of evidence"
    assert not re.search(f"^(No|Some) ({full_ones}) ", said, re.MULTILINE), said
    with open_workspace(whole) as before, open_workspace(tmp_path / "new.tracker") as after:
        assert registers.measures(before, SCOPE) == registers.measures(after, SCOPE)
        assert casework.checklist(before, SCOPE) == casework.checklist(after, SCOPE)
        assert workspaces.check(after) == [] and after.announced()[0].id == before.announced()[0].id


def test_what_is_lost_is_said_in_words_of_users(sample_path, tmp_path, capsys):
    """Users know no tables, whose names have underscores and stand in the singular."""
    for table in ROWS.keys() - {"change", "change_set", "paragraph"}:
        spoil(sample_path, root(sample_path, table))
    assert main(["--workspace", str(sample_path), "check", "--repair", str(tmp_path / "new.tracker")]) == 1
    said = capsys.readouterr().out.replace(str(tmp_path), "")
    assert "No cycles could be read." in said and "of the lost cycles" in said
    assert not re.search(r"\w_\w|\b(row|table|setting|cycle|instrument|assessment|lineage|mark)\b", said), said


@pytest.mark.parametrize("table", ["measure", "assessment", "evidence"])
def test_what_history_has_of_lost_rows_is_written_anew_as_it_stands(full, tmp_path, table):
    with open_workspace(full) as workspace:
        registers.save_measure(
            workspace, SCOPE, Measure("Law 0 as amended"), registers.measures(workspace, SCOPE)[0].id
        )
        registers.remove(workspace, SCOPE, Register.MEASURE, [registers.measures(workspace, SCOPE)[1].id])
        casework.set_level(workspace, SCOPE, paragraph(workspace, SCOPE, "19"), Level.LARGELY)
        registers.save_measure(workspace, SCOPE, Measure("Undone"))
        workspace.undo()
    before = rows(full, table)
    lose(full, table)
    repair(full, tmp_path / "new.tracker", lambda: None)
    assert rows(tmp_path / "new.tracker", table) == before


def test_where_no_work_is_left_nothing_is_written(full, tmp_path, capsys):
    lose(full, *ROWS.keys() - {"member_state", "setting"})
    assert main(["--workspace", str(full), "check", "--repair", str(tmp_path / "new.tracker")]) == 2
    assert "Nothing can be read" in capsys.readouterr().err and not (tmp_path / "new.tracker").exists()


def test_what_tracker_would_not_open_is_not_written(full, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(contents, "_MOST_ROWS", 200)
    assert main(["--workspace", str(full), "check", "--repair", str(tmp_path / "new.tracker")]) == 2
    assert "makes no workspace that could be opened" in capsys.readouterr().err
    assert {path.name for path in tmp_path.iterdir()} == {full.name, f".{full.name}.lock"}


def test_every_table_has_its_words():
    assert ROWS.keys() == SQLModel.metadata.tables.keys()


def test_links_are_known_by_what_they_lead_to(sample_path, tmp_path):
    """Links of measures and of evidence have the same shape."""
    queries = ("SELECT * FROM measure_paragraph", "SELECT * FROM evidence_paragraph", "SELECT * FROM evidence_measure")
    with closing(sqlite3.connect(sample_path)) as raw:
        links = [sorted(raw.execute(query)) for query in queries]
    spoil_list(sample_path)
    repair(sample_path, tmp_path / "new.tracker", lambda: None)
    with closing(sqlite3.connect(tmp_path / "new.tracker")) as raw:
        assert [sorted(raw.execute(query)) for query in queries] == links


def test_a_name_in_the_list_that_is_no_text(full, tmp_path, capsys):
    """SQLite says it in its message, which then is no text either."""
    data = full.read_bytes()
    at = data.index(b"CREATE TABLE measure (")
    full.write_bytes(data[: at + 6] + b"\xa9\xff" + data[at + 8 :])
    assert main(["--workspace", str(full), "check", "--repair", str(tmp_path / "new.tracker")]) in (0, 1)
    assert "mistake in tracker" not in capsys.readouterr().err
    assert rows(tmp_path / "new.tracker", "measure") and rows(tmp_path / "new.tracker", "assessment")


@pytest.mark.parametrize("data", [b"", b"PK" + bytes(9000), random.Random(7).randbytes(40_000)])
def test_what_is_no_workspace_is_not_repaired(tmp_path, data, capsys):
    odd = tmp_path / "odd.tracker"
    odd.write_bytes(data)
    assert main(["--workspace", str(odd), "check", "--repair", str(tmp_path / "new.tracker")]) == 2
    assert "Nothing can be read" in capsys.readouterr().err and not (tmp_path / "new.tracker").exists()


def test_bytes_spoilt_at_random_are_never_a_traceback(full, tmp_path, capsys):
    whole = full.read_bytes()
    for turn in range(8):
        data = bytearray(whole)
        for _ in range(30):
            data[random.randrange(100, len(data))] = random.randrange(256)
        full.write_bytes(data)
        status = main(["--workspace", str(full), "check", "--repair", str(tmp_path / f"{turn}.tracker")])
        said = capsys.readouterr()
        assert status in (0, 1, 2) and "mistake in tracker" not in said.err, said.err


def test_without_a_name_it_is_saved_beside(full, capsys):
    for name in ("test repaired.tracker", "test repaired (2).tracker"):
        assert main(["--workspace", str(full), "check", "--repair"]) == 0
        assert "All rows could be read." in capsys.readouterr().out
        assert full.with_name(name).exists()


def test_one_that_is_open_is_refused(full, tmp_path, capsys):
    """It may be written this very moment, and half of it would be read."""
    with open_workspace(full):
        assert main(["--workspace", str(full), "check", "--repair", str(tmp_path / "new.tracker")]) == 2
    assert "open in another tracker" in capsys.readouterr().err
    assert not (tmp_path / "new.tracker").exists()


@pytest.mark.parametrize(
    "odd",
    [
        "UPDATE measure SET adopted_on = 'never'",
        "UPDATE assessment SET level = 'zz'",
        "UPDATE evidence SET title = x'00ff'",
        "UPDATE comment SET stage = 'odd'",
    ],
)
def test_what_no_workspace_can_hold_is_left_out(sample_path, tmp_path, odd):
    with closing(sqlite3.connect(sample_path)) as raw:
        raw.execute("PRAGMA ignore_check_constraints = ON")
        raw.execute(odd)
        raw.commit()
    with pytest.raises(TrackerError, match="holds what tracker does not write: "):
        open_workspace(sample_path)
    lost = list(map(str, repair(sample_path, tmp_path / "new.tracker", lambda: None)))
    assert any("hold what no workspace can hold" in words for words in lost)
    with open_workspace(tmp_path / "new.tracker") as saved:
        assert workspaces.check(saved) == []
