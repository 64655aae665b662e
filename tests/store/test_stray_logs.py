"""A log or a journal beside a workspace: its own is brought in or undone, another one is set aside before it can
destroy anything, here or elsewhere."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing

import pytest

from tests.store.crashed import crashed, level, set_level
from tracker import leftovers, paths
from tracker.domain.casework.levels import Level
from tracker.errors import TrackerError
from tracker.operations import casework, workspaces
from tracker.store.workspace import open_unchecked, open_workspace

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9")


def test_after_a_crash_all_is_there(workspace_path):
    crashed(workspace_path)
    with open_workspace(workspace_path) as workspace:
        assert level(workspace) == Level.FULLY and workspace.notices == []


@pytest.mark.parametrize("writing", [True, False])
def test_a_backup_that_is_put_back_after_a_crash_is_not_destroyed(workspace_path, yesterday, writing):
    crashed(workspace_path)
    shutil.copy(yesterday, workspace_path)
    with open_workspace(workspace_path, writing) as restored:
        assert level(restored) == Level.NOT_IMPLEMENTED
        (notice,) = map(str, restored.notices)
        assert "does not belong to" in notice and f"{workspace_path.name}-wal.set-aside" in notice
        assert workspaces.check(restored) == []
    with open_workspace(workspace_path) as again:
        assert again.notices == [] and level(again) == Level.NOT_IMPLEMENTED
    assert workspace_path.with_name(f"{workspace_path.name}-wal.set-aside").stat().st_size


@pytest.mark.parametrize("writing", [True, False])
def test_what_was_worked_on_is_saved_where_the_file_was_replaced_before_the_program_died(
    workspace_path, yesterday, writing
):
    crashed(workspace_path, with_copy=True)
    shutil.copy(yesterday, workspace_path)
    assert leftovers.sweep() == [], "what the log needs"
    with open_workspace(workspace_path, writing) as replaced:
        assert level(replaced) == Level.NOT_IMPLEMENTED
        (notice,) = map(str, replaced.notices)
        assert "replaced by another file" in notice
    as_it_was = workspace_path.with_name(f"{workspace_path.stem} as it was.tracker")
    assert as_it_was.name in notice and stat.S_IMODE(as_it_was.stat().st_mode) == 0o600
    with open_workspace(as_it_was) as saved:
        assert level(saved) == Level.FULLY and saved.notices == [] and workspaces.check(saved) == []
    assert leftovers.sweep() and not list((paths.user_folder() / "open").iterdir())


@pytest.mark.parametrize("with_copy", [True, False])
def test_a_new_workspace_of_the_name_of_one_that_was_deleted_takes_nothing_away(workspace_path, with_copy):
    crashed(workspace_path, with_copy)
    workspace_path.unlink()
    with workspaces.open_or_make(workspace_path) as made:
        (notice,) = map(str, made.notices)
        assert level(made) == Level.NOT_ASSESSED
    assert workspace_path.with_name(f"{workspace_path.name}-wal.set-aside").stat().st_size
    as_it_was = workspace_path.with_name(f"{workspace_path.stem} as it was.tracker")
    assert (as_it_was.name in notice) == with_copy == as_it_was.exists()


def test_the_copy_under_a_log_that_is_brought_in_is_not_needed_any_more(workspace_path):
    crashed(workspace_path, with_copy=True)
    assert leftovers.sweep() == []
    with open_workspace(workspace_path) as workspace:
        assert level(workspace) == Level.FULLY and workspace.notices == []
        assert len(leftovers.sweep()) == 1, "also while the workspace is open again, with a new log"


def test_what_a_copy_of_the_open_file_lacks_is_said_to_who_only_reads_it(workspace_path, tmp_path):
    with open_workspace(workspace_path) as workspace:
        set_level(workspace, Level.FULLY)
        shutil.copy(workspace_path, tmp_path / "copy.tracker")
        os.link(workspace_path, tmp_path / "link.tracker")
        with pytest.raises(TrackerError, match=r"another name, by which it is open.*Open it by that name"):
            open_workspace(tmp_path / "link.tracker", writing=False)
        with open_workspace(tmp_path / "copy.tracker", writing=False) as copy:
            assert "was copied while it was open" in str(copy.notices[0])
    with open_workspace(tmp_path / "link.tracker", writing=False) as whole:
        assert level(whole) == Level.FULLY and whole.notices == []


def test_a_folder_where_the_log_belongs_is_said(workspace_path):
    workspace_path.with_name(f"{workspace_path.name}-wal").mkdir()
    with pytest.raises(TrackerError, match=r"The folder .*-wal has the name of the log.*Give it another name"):
        open_workspace(workspace_path)


def test_a_plain_copy_of_the_open_file_put_back_after_a_crash_does_not_get_a_later_log(workspace_path, tmp_path):
    with open_workspace(workspace_path) as workspace:
        set_level(workspace, Level.NOT_IMPLEMENTED)
    with open_workspace(workspace_path):
        shutil.copy(workspace_path, tmp_path / "plain")
    crashed(workspace_path)
    shutil.copy(tmp_path / "plain", workspace_path)
    with open_workspace(workspace_path) as restored:
        assert level(restored) == Level.NOT_IMPLEMENTED
        assert workspaces.check(restored) == []
        assert "does not belong" in str(restored.notices[0])


def test_the_log_of_an_older_program_is_its_own(workspace_path):
    """It knew of no marks."""
    with closing(sqlite3.connect(workspace_path)) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("UPDATE cycle SET name = 'of the log'")
        raw.commit()
        beside = workspace_path.with_name(f"{workspace_path.name}-wal")
        main, log = workspace_path.read_bytes(), beside.read_bytes()
    workspace_path.write_bytes(main)
    beside.write_bytes(log)
    with open_workspace(workspace_path) as workspace:
        assert casework.cycles(workspace)[0].name == "of the log" and workspace.notices == []


def hot_journal(path):
    """The journal of a change that never ended, and the file as it then is."""
    code = """
import os, sqlite3, sys
raw = sqlite3.connect(sys.argv[1], isolation_level=None)
raw.execute("PRAGMA cache_size = 1")
raw.execute("BEGIN IMMEDIATE")
raw.execute("UPDATE paragraph SET text = text || 'x'")
for n in range(2000):
    raw.execute("INSERT INTO setting VALUES (?, ?)", (f"half {n}", "x" * 4000))
os.kill(os.getpid(), 9)
"""
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    return path.with_name(f"{path.name}-journal")


def test_a_change_that_was_cut_off_is_undone(workspace_path):
    assert hot_journal(workspace_path).stat().st_size
    with open_workspace(workspace_path) as workspace:
        assert workspaces.check(workspace) == [] and workspace.notices == []


def test_a_backup_that_is_put_back_beside_a_journal_is_not_destroyed(workspace_path, yesterday):
    for number in range(5):  # the file has been written in between
        with closing(sqlite3.connect(workspace_path)) as raw:
            raw.execute("UPDATE cycle SET name = ?", (f"review {number}",))
            raw.commit()
    hot_journal(workspace_path)
    shutil.copy(yesterday, workspace_path)
    with open_workspace(workspace_path) as restored:
        assert level(restored) == Level.NOT_IMPLEMENTED and workspaces.check(restored) == []
        assert "-journal.set-aside" in str(restored.notices[0])


def test_a_journal_that_names_a_super_journal_deletes_nothing_elsewhere(workspace_path, tmp_path):
    precious = tmp_path / "precious"
    journal = hot_journal(workspace_path)
    name = os.fsencode(precious)
    tail = name + len(name).to_bytes(4, "big") + sum(name).to_bytes(4, "big") + journal.read_bytes()[:8]
    with journal.open("r+b") as file:
        size = journal.stat().st_size
        file.seek(-(-size // 512) * 512)
        file.write(b"\x00\x04\x00\x01" + tail)
    precious.write_bytes(b"thesis")
    with open_unchecked(workspace_path) as workspace:  # half of a change is in it
        assert "set-aside" in str(workspace.notices[0])
    assert precious.read_bytes() == b"thesis"


def test_a_plain_copy_of_an_open_file_is_noticed_as_such(workspace_path, tmp_path):
    with open_workspace(workspace_path) as workspace:
        set_level(workspace, Level.FULLY)
        shutil.copy(workspace_path, tmp_path / "copy.tracker")
    with open_workspace(tmp_path / "copy.tracker") as copy:
        assert "was copied while it was open" in str(copy.notices[0])
        assert workspaces.check(copy) == []
    with open_workspace(tmp_path / "copy.tracker") as again:
        assert again.notices == []


def test_a_workspace_closed_while_another_program_reads_it_is_whole_in_one_file(workspace_path, tmp_path):
    workspace = open_workspace(workspace_path)
    with open_workspace(workspace_path, writing=False) as reading:
        assert level(reading) == Level.NOT_ASSESSED
        set_level(workspace, Level.FULLY)
        workspace.close()
        shutil.copy(workspace_path, tmp_path / "one.tracker")
        with open_workspace(tmp_path / "one.tracker") as alone:
            assert level(alone) == Level.FULLY and alone.notices == []
        with open_workspace(workspace_path) as again:
            set_level(again, Level.LARGELY)
    with open_workspace(workspace_path) as again:
        assert level(again) == Level.LARGELY
