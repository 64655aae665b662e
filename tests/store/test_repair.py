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
from tracker.__main__ import main
from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.levels import Level
from tracker.domain.casework.measures import Measure
from tracker.domain.casework.registers import Register
from tracker.errors import TrackerError
from tracker.operations import casework, registers, review, workspaces
from tracker.operations.casework import WorkScope
from tracker.store.beginnings import first_cycle
from tracker.store.create import repair
from tracker.store.engine import contents
from tracker.store.tables.in_words import ROWS
from tracker.store.workspace import open_workspace

SCOPE = WorkScope("KEN", 1)


@pytest.fixture(scope="module")
def made_full(made_once, tmp_path_factory):
    path = tmp_path_factory.mktemp("full") / "full.tracker"
    path.write_bytes(made_once)
    with open_workspace(path) as workspace:
        for number in range(300):
            registers.save_measure(workspace, SCOPE, Measure(f"Law {number}", description="Words. " * 40))
        registers.save_evidence(workspace, SCOPE, Evidence("Report"))
        for row in casework.checklist(workspace, SCOPE)[:30]:
            casework.set_assessment(workspace, SCOPE, row, rationale=f"Reason for {row.label}")
    return path.read_bytes()


@pytest.fixture
def full(workspace_path, made_full):
    """A workspace with 300 measures and some words for each of 30 paragraphs."""
    workspace_path.write_bytes(made_full)
    return workspace_path


def root(path, table):
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]


def leaves(path, table):
    """The pages that hold rows of a table."""
    with closing(sqlite3.connect(path)) as raw:
        try:
            return [
                n for (n,) in raw.execute("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf'", (table,))
            ]
        except sqlite3.OperationalError:
            pytest.skip("this SQLite can't say where its rows are")


def spoil(path, page):
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(random.randbytes(4096))


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


def rows(path, table):
    with closing(sqlite3.connect(path)) as raw:
        return sorted(raw.execute(f"SELECT * FROM {table}"))


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


def spoil_list(path):
    """The pages of SQLite's own list of tables, all of them."""
    with closing(sqlite3.connect(path)) as raw:
        try:
            pages = [n for (n,) in raw.execute("SELECT pageno FROM dbstat WHERE name = 'sqlite_schema'")]
        except sqlite3.OperationalError:
            pytest.skip("this SQLite can't say where its list of tables is")
    for page in pages:
        spoil(path, page)


def zero(path, start, end):
    with path.open("r+b") as file:
        file.seek(start)
        file.write(bytes(end - start))


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


PARENTS = ("attachment", "change_set", "cycle", "evidence", "instrument", "measure", "member_state", "paragraph")
WORK = (
    *("assessment", "comment", "measure_paragraph", "evidence_paragraph", "evidence_measure", "excerpt"),
    *("evidence_file", "attachment_part", "change"),
)


def lose(path, *tables):
    """Spoil all pages of some tables."""
    for page in {page for table in tables for page in (root(path, table), *leaves(path, table))}:
        spoil(path, page)


def run(path, script):
    """Run statements that no rule of the schema holds back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA ignore_check_constraints = ON")
        raw.executescript(script)


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


@pytest.mark.parametrize("name", ["'  '", "'x' || char(0)", "json('[1]')", "1e400", "NULL", "json('\"\\ud800\"')"])
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


def test_paragraphs_below_themselves_are_kept(worked, tmp_path):
    work = {name: rows(worked, name) for name in WORK}
    run(worked, "UPDATE paragraph SET parent_id = id WHERE label = '19'")
    lost = list(map(str, repair(worked, tmp_path / "new.tracker", lambda: None)))
    assert any("stand by themselves now" in words for words in lost)
    assert {name: rows(tmp_path / "new.tracker", name) for name in WORK} == work


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
