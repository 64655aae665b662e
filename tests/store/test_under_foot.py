"""The file under an open workspace is replaced, deleted, renamed, cut or restored by another program; a log lies beside
a file that it does not belong to; one file has two names. Nothing that was saved is lost, nobody else's file is hurt.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import paragraph
from tests.processes import anyones_folder, as_plain_user
from tests.store.crashed import PROGRAM, SCOPE, crashed, level, set_level
from tests.warm import Warm
from tracker import paths
from tracker.domain.casework.levels import Level
from tracker.errors import TrackerError, WorkspaceLost
from tracker.operations import casework, workspaces
from tracker.store.engine import database, folders
from tracker.store.workspace import open_workspace

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there an open file can't be replaced")


def replaced(path, yesterday):
    shutil.copy(yesterday, path.with_name("new"))
    path.with_name("new").replace(path)


def overwritten(path, yesterday):
    path.write_bytes(yesterday.read_bytes())


def overwritten_by_one_as_large(path, yesterday):
    data = yesterday.read_bytes()
    path.write_bytes(data + bytes(max(0, path.stat().st_size - len(data))))


def cut(path, _yesterday):
    os.truncate(path, 8192)


def deleted(path, _yesterday):
    path.unlink()


def renamed(path, _yesterday):
    path.rename(path.with_name("renamed.tracker"))


def log_removed(path, _yesterday):
    path.with_name(f"{path.name}-wal").unlink()


IN_PLACE = (overwritten, overwritten_by_one_as_large, cut)
ELSEWHERE = (replaced, deleted, renamed, log_removed)


@pytest.mark.parametrize("act", [*IN_PLACE, *ELSEWHERE])
def test_it_is_noticed_before_the_next_write(workspace_path, yesterday, act):
    workspace = open_workspace(workspace_path)
    set_level(workspace, Level.FULLY)
    row = paragraph(workspace, SCOPE, "20")
    act(workspace_path, yesterday)
    there = workspace_path.read_bytes() if workspace_path.exists() else b""
    with pytest.raises(WorkspaceLost, match=r"while it is open here.*Save the workspace as another file"):
        casework.set_level(workspace, SCOPE, row, Level.FULLY)
    assert workspace.lost and not workspace.is_intact()
    workspace.close()
    assert act in (renamed, log_removed) or (workspace_path.read_bytes() if there else b"") == there


@pytest.mark.parametrize("act", ELSEWHERE)
def test_all_that_was_saved_is_there_in_another_file_and_work_goes_on(workspace_path, yesterday, act, tmp_path):
    workspace = open_workspace(workspace_path)
    set_level(workspace, Level.FULLY)
    act(workspace_path, yesterday)
    assert not workspace.is_intact()
    workspace.move_to(tmp_path / "saved.tracker")
    assert workspace.path == tmp_path / "saved.tracker" and workspace.is_intact()
    assert level(workspace) == Level.FULLY
    set_level(workspace, Level.LARGELY, "20")
    workspace.close()
    with open_workspace(tmp_path / "saved.tracker") as saved:
        assert (level(saved), level(saved, "20")) == (Level.FULLY, Level.LARGELY)
        assert workspaces.check(saved) == [] and saved.notices == []


@pytest.mark.parametrize("act", IN_PLACE)
def test_what_is_written_into_the_file_itself_takes_nothing_away(workspace_path, yesterday, act, tmp_path):
    workspace = open_workspace(workspace_path)
    workspace.keep_shadow_copy()
    for label in ("19", "20", "21"):
        set_level(workspace, Level.FULLY, label)
    act(workspace_path, yesterday)
    there = workspace_path.read_bytes()
    assert not workspace.is_intact()
    workspace.move_to(tmp_path / "saved.tracker")
    set_level(workspace, Level.LARGELY, "22")
    workspace.close()
    assert workspace_path.read_bytes() == there
    with open_workspace(tmp_path / "saved.tracker") as saved:
        assert {level(saved, label) for label in ("19", "20", "21")} == {Level.FULLY}
        assert level(saved, "22") == Level.LARGELY and workspaces.check(saved) == []
    assert not list((paths.user_folder() / "open").iterdir())


def test_the_copy_under_the_log_is_made_anew_when_the_log_was_brought_in(
    workspace_path, yesterday, tmp_path, monkeypatch
):
    monkeypatch.setattr(database, "_LARGEST_LOG", 50_000)
    monkeypatch.setattr(database, "_LARGEST_LOG_ON_COPY", 200_000)
    with open_workspace(workspace_path) as workspace:
        for number in range(200):
            set_level(workspace, [Level.FULLY, Level.LARGELY][number % 2])
            if number % 10 == 0:
                workspace.keep_shadow_copy()
        workspace.keep_shadow_copy()
        set_level(workspace, Level.PARTIALLY)
        overwritten(workspace_path, yesterday)
        assert not workspace.is_intact()
        workspace.move_to(tmp_path / "saved.tracker")
        assert level(workspace) == Level.PARTIALLY


@pytest.mark.parametrize("act", [replaced, overwritten, overwritten_by_one_as_large])
def test_what_was_put_there_stays_whole_however_the_program_ends(workspace_path, yesterday, act):
    """Also where it is killed, and its log stays beside a file that it does not belong to."""
    for ending in ("workspace.close()", "os._exit(0)", "workspace.release()", "pass"):
        shutil.copy(yesterday, workspace_path)
        child = Warm(PROGRAM + ending, workspace_path)
        assert child.stdout.readline() == "open\n"
        act(workspace_path, yesterday)
        child.stdin.write("\n")
        assert child.wait() == 0
        with open_workspace(workspace_path) as restored:
            assert level(restored) == Level.NOT_IMPLEMENTED, ending
            assert workspaces.check(restored) == []


# One file, several names


@pytest.mark.parametrize("name", ["link", "hard link", "same, lock deleted", "through a folder that is a link"])
def test_one_program_writes_whatever_name_the_file_is_opened_by(workspace_path, tmp_path, name):
    other = tmp_path / "other" / workspace_path.name
    other.parent.mkdir()
    with open_workspace(workspace_path) as workspace:
        if name == "link":
            other.symlink_to(workspace_path)
        elif name == "hard link":
            os.link(workspace_path, other)
        elif name == "through a folder that is a link":
            (tmp_path / "folder").symlink_to(workspace_path.parent)
            other = tmp_path / "folder" / workspace_path.name
        else:
            other = workspace_path
            workspace_path.with_name(f".{workspace_path.name}.lock").unlink()
        with pytest.raises(TrackerError, match="open in another tracker"):
            open_workspace(other)
        set_level(workspace, Level.FULLY)
    with open_workspace(other) as workspace:
        assert level(workspace) == Level.FULLY


def test_the_header_of_an_open_file_is_read_without_freeing_its_locks(workspace_path):
    """Closing any descriptor of a file frees the locks that the process has on it."""
    with open_workspace(workspace_path) as workspace:
        set_level(workspace, Level.FULLY)
        with pytest.raises(TrackerError):
            open_workspace(workspace_path)
        code = f"""
import sqlite3
raw = sqlite3.connect({str(workspace_path)!r}, timeout=0)
raw.execute("PRAGMA locking_mode = EXCLUSIVE")
try:
    raw.execute("PRAGMA journal_mode = DELETE")
    print("alone")
except sqlite3.OperationalError as fault:
    print(fault)
"""
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout == "database is locked\n"


def test_another_name_of_a_file_that_crashed_gets_its_log(workspace_path, tmp_path):
    (tmp_path / "link.tracker").symlink_to(workspace_path)
    crashed(tmp_path / "link.tracker")
    with open_workspace(workspace_path) as workspace:
        assert level(workspace) == Level.FULLY


def test_another_hard_name_of_a_file_that_crashed_is_refused(workspace_path, tmp_path):
    """Its log lies beside the other name, which nobody can know."""
    os.link(workspace_path, tmp_path / "other.tracker")
    crashed(workspace_path)
    with pytest.raises(TrackerError, match="has another name"):
        open_workspace(tmp_path / "other.tracker")
    with open_workspace(workspace_path) as workspace:
        assert level(workspace) == Level.FULLY
    open_workspace(tmp_path / "other.tracker").close()


# Folders that are shared with other computers


@pytest.mark.parametrize("place", ["OneDrive - Ministry", "Dropbox", "marked"])
def test_in_a_synchronised_folder_no_log_is_kept_and_the_user_is_told(tmp_path, workspace_path, place):
    folder = tmp_path / place / "work"
    folder.mkdir(parents=True)
    if place == "marked":
        (folder.parent / ".stfolder").mkdir()
    path = Path(shutil.copy(workspace_path, folder / "a.tracker"))
    with open_workspace(path) as workspace:
        set_level(workspace, Level.FULLY)
        assert not path.with_name("a.tracker-wal").exists()
        assert "kept the same on several computers" in str(workspace.notices[0])
        shutil.copy(path, folder / "b.tracker")
    with open_workspace(folder / "b.tracker") as copy:
        assert level(copy) == Level.FULLY
        overwritten(folder / "b.tracker", workspace_path)
        with pytest.raises(WorkspaceLost):
            set_level(copy, Level.LARGELY)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("nfs4", "NETWORK"), ("cifs", "NETWORK"), ("fuse.sshfs", "NETWORK"), ("fuse.gvfsd-fuse", "NETWORK"),
     ("ext4", "NONE"), ("btrfs", "NONE"), ("fuse.portal", "NONE"), ("fuseblk", "NONE")],
)  # fmt: skip
def test_network_drives_are_known_by_their_kind(tmp_path, monkeypatch, kind, expected):
    import psutil

    part = type("Part", (), {"mountpoint": str(tmp_path), "fstype": kind, "opts": "rw"})()
    root = type("Part", (), {"mountpoint": "/", "fstype": "ext4", "opts": "rw"})()
    monkeypatch.setattr(psutil, "disk_partitions", lambda **_: [root, part])
    (tmp_path / "work").mkdir()
    assert folders.sharing(tmp_path / "work").name == expected


def test_the_log_is_brought_into_the_file_while_someone_reads(workspace_path, monkeypatch):
    """It does not grow for ever, and a reader keeps nobody waiting."""
    monkeypatch.setattr(database, "_LARGEST_LOG", 50_000)
    log = workspace_path.with_name(f"{workspace_path.name}-wal")
    with open_workspace(workspace_path) as workspace:
        sizes = []
        for number in range(120):
            set_level(workspace, [Level.FULLY, Level.LARGELY][number % 2])
            sizes.append(log.stat().st_size)
        assert max(sizes) < 500_000
        with workspace.read() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM assessment").scalar() == 1
            for number in range(20):
                set_level(workspace, [Level.FULLY, Level.LARGELY][number % 2])
            assert workspace.is_intact()
    with open_workspace(workspace_path) as workspace:
        assert level(workspace) == Level.LARGELY and workspaces.check(workspace) == []


def test_a_folder_that_can_not_be_written_any_more_while_it_is_open_loses_nothing():
    body = """
    from tests.conftest import paragraph
    from tracker.domain.casework.levels import Level
    from tracker.operations import casework, workspaces
    from tracker.operations.casework import WorkScope
    from tracker.store.workspace import open_workspace
    scope = WorkScope("KEN", 1)
    place = folder / "place"
    place.mkdir()
    path = place / "a.tracker"
    workspace = workspaces.new_workspace(path)
    place.chmod(0o555)
    casework.set_level(workspace, scope, paragraph(workspace, scope, "20"), Level.FULLY)
    workspace.close()
    for rights in (0o555, 0o755):
        place.chmod(rights)
        with open_workspace(path) as again:
            assert paragraph(again, scope, "20").assessment.level is Level.FULLY
            assert workspaces.check(again) == [] and again.notices == []
    print(sorted(entry.name for entry in place.iterdir()))
    """
    with anyones_folder() as folder:
        done = as_plain_user(folder, body, "import tests.conftest")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "['.a.tracker.lock', 'a.tracker']"
