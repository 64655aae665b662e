"""The disk is full, or can't be written any more, in every phase: what was there before is as it was, one sentence."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import paragraph
from tests.store.test_older_workspaces import contents, older
from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.levels import Level
from tracker.errors import TrackerError
from tracker.operations import backups, casework, registers, workspaces
from tracker.operations.casework import WorkScope
from tracker.operations.export import ExportRequest, export
from tracker.operations.registers import NewFile, Parts
from tracker.store.create import repair
from tracker.store.workspace import open_workspace

SCOPE = WorkScope("KEN", 1)


@pytest.fixture
def small_disk(tmp_path):
    """A disk of its own, of 16 MB; `fill(left)` leaves that many bytes free."""
    place = tmp_path / "disk"
    place.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root of Linux can mount a small disk")
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "none", str(place)], capture_output=True)
    if done.returncode:
        pytest.skip("no small disk can be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(disk: Path, left: int) -> None:
    (disk / "filler").unlink(missing_ok=True)
    free = shutil.disk_usage(disk).free
    (disk / "filler").write_bytes(bytes(max(0, free - left)))


def make_room(disk: Path) -> None:
    (disk / "filler").unlink()


def others(disk: Path) -> set[str]:
    return {path.name for path in disk.iterdir()} - {"filler"}


LEFT = [0, 100_000, 1_000_000]


@pytest.mark.parametrize("left", LEFT)
def test_a_new_workspace(small_disk, left):
    fill(small_disk, left)
    with pytest.raises(TrackerError, match="can't be made"):
        workspaces.new_workspace(small_disk / "new.tracker")
    assert others(small_disk) == set()


@pytest.mark.parametrize("left", LEFT)
def test_a_migration(small_disk, left):
    path = older(4, small_disk)
    before = contents(path)
    data = path.read_bytes()
    fill(small_disk, left)
    with pytest.raises(TrackerError, match=r"can't be brought up to date.*It is unchanged"):
        open_workspace(path)
    assert path.read_bytes() == data and contents(path) == before
    assert others(small_disk) <= {path.name, f".{path.name}.lock"}
    make_room(small_disk)
    with open_workspace(path) as workspace:
        assert workspaces.check(workspace) == []


@pytest.fixture
def on_disk(small_disk, workspace_path):
    path = Path(shutil.copy(workspace_path, small_disk / "work.tracker"))
    with open_workspace(path) as workspace:
        casework.set_level(workspace, SCOPE, paragraph(workspace, SCOPE, "19"), Level.LARGELY)
        yield workspace


ACTS = {
    "words": lambda w, _disk: casework.set_assessment(
        w, SCOPE, paragraph(w, SCOPE, "19"), rationale="Words. " * 30_000
    ),
    "a file": lambda w, disk: registers.save_evidence(
        w, SCOPE, Evidence("Report"), None, Parts(files=[NewFile(disk.parent / "large.bin")])
    ),
    "export": lambda w, disk: export(w, disk / "m.xlsx", ExportRequest(("KEN",))),
    "copy": lambda w, disk: workspaces.back_up(w, disk / "copy.tracker"),
    "copy to send": lambda w, disk: workspaces.copy_to_send(w, disk / "copy.tracker", True),
    "backup": lambda w, disk: backups.make(w),
    "save as": lambda w, disk: workspaces.save_as(w, disk / "copy.tracker"),
}


@pytest.mark.parametrize("act", ACTS)
def test_an_act_in_an_open_workspace(small_disk, on_disk, act, monkeypatch):
    monkeypatch.setenv("TRACKER_HOME", str(small_disk))
    (small_disk.parent / "large.bin").write_bytes(os.urandom(3_000_000))
    (small_disk / "m.xlsx").write_text("older")
    before = others(small_disk)
    fill(small_disk, 20_000)
    with pytest.raises(TrackerError):
        ACTS[act](on_disk, small_disk)
    assert (small_disk / "m.xlsx").read_text() == "older"
    assert others(small_disk) - before <= {"backups", "unfinished"}
    assert not list((small_disk / "backups").rglob("*.tracker*"))
    assert paragraph(on_disk, SCOPE, "19").assessment.level is Level.LARGELY
    make_room(small_disk)
    casework.set_level(on_disk, SCOPE, paragraph(on_disk, SCOPE, "20"), Level.FULLY)
    assert workspaces.check(on_disk) == []
    on_disk.close()
    with open_workspace(on_disk.path) as again:
        assert paragraph(again, SCOPE, "20").assessment.level is Level.FULLY


def test_saving_what_can_be_read_of_a_damaged_one(small_disk, on_disk):
    on_disk.close()
    before = others(small_disk)
    fill(small_disk, 20_000)
    with pytest.raises(TrackerError, match="can't be made"):
        repair(on_disk.path, small_disk / "copy.tracker", lambda: None)
    assert others(small_disk) == before


def test_closing_on_a_full_disk_loses_nothing(small_disk, on_disk):
    fill(small_disk, 0)
    on_disk.close()
    make_room(small_disk)
    with open_workspace(on_disk.path) as again:
        assert paragraph(again, SCOPE, "19").assessment.level is Level.LARGELY
        assert workspaces.check(again) == []
