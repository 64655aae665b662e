"""The program is killed (kill -9) at random moments of all it does: nothing acknowledged is lost, nothing is half-made.

Ten rounds; `make soak` does 300 (CRASH_ROUNDS).
"""

import os
import random
import sys
import threading
import zipfile
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import paragraph
from tests.store.crashing import SCOPE, content
from tests.store.test_older_workspaces import contents, older
from tests.warm import Warm
from tracker import leftovers
from tracker.domain.casework.levels import Level
from tracker.operations import backups, workspaces
from tracker.store.workspace import open_workspace

ROUNDS = int(os.environ.get("CRASH_ROUNDS", "10"))
PHASES = ("work", "work", "make", "migrate", "write_out", "restore")
SEEDS = 2  # of runs of the phase `work`, each of which must also be done once without being killed
ACTIONS = 24
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9")


def start(phase: str, folder: Path, seed: int) -> Warm:
    return Warm("import sys; from tests.store import crashing; crashing.run(*sys.argv[1:])", phase, folder, seed)


def killed(phase: str, folder: Path, seed: int, at: tuple[int, float]) -> list[str]:
    """What a run acknowledged that is killed some moments (in seconds) after so many lines."""
    lines, more = at
    child = start(phase, folder, seed)
    said = [line for _ in range(lines + 1) if (line := child.stdout.readline())]
    threading.Timer(more, child.kill).start()
    said += child.stdout.readlines()
    errors = child.stderr.read()
    assert child.wait() in (0, -9), errors
    return [line.strip() for line in said[1:]]


@cache
def acknowledged(seed: int) -> tuple[str, ...]:
    """What a run of `work` acknowledges that is not killed."""
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        child = start("work", Path(name), seed)
        child.stdout.readline()
        lines = tuple(child.stdout.readline().strip() for _ in range(ACTIONS))
        child.kill()
        child.wait()
    return lines


@pytest.mark.parametrize("round_number", range(ROUNDS))
def test_killed_at_any_moment_all_that_was_acknowledged_is_there(round_number, tmp_path):
    chance = random.Random(random.getrandbits(64))
    phase = PHASES[round_number % len(PHASES)]
    seed = chance.randrange(SEEDS)
    path = tmp_path / "work.tracker"
    if phase == "migrate":
        before = older(4, tmp_path).rename(tmp_path / "older.tracker")
        rows = contents(before)
    if phase == "restore":
        workspaces.new_workspace(path).close()
    more = chance.choice((0.001, 0.01, 0.05, 0.2, 0.5)) * chance.random()
    if phase == "make":
        more *= 5
    lines = chance.randrange(ACTIONS // 2) if phase in ("work", "write_out", "restore") else 0
    said = killed(phase, tmp_path, seed, (lines, more))
    leftovers.sweep()
    assert not [entry.name for entry in tmp_path.rglob(f"*{leftovers.ENDING}*")]
    if phase == "migrate":
        with open_workspace(tmp_path / "older.tracker") as workspace:
            assert workspaces.check(workspace) == []
        after = contents(tmp_path / "older.tracker")
        for table in ("measure", "evidence", "assessment", "comment"):
            assert len(after[table]) == len(rows[table])
        return
    if not said and not path.exists():  # it was killed before there was one
        return
    with open_workspace(path) as workspace:
        assert workspaces.check(workspace) == [], said
        assert len(workspaces.find_states(workspace)) == 193
        if phase == "work":
            known = acknowledged(seed)
            reached = content(workspace)
            done = len(said)
            assert list(known[:done]) == said
            # What was under way when it was killed is there whole or not at all.
            assert reached in known[max(done - 1, 0) : done + 1] or done == 0, (done, reached)
        elif phase == "write_out":
            for backup in backups.backups(workspace):
                assert_whole(backup.path)
            with suppress(FileNotFoundError):
                assert zipfile.ZipFile(tmp_path / "matrix.xlsx").testzip() is None
            if (tmp_path / "copy.tracker").exists():
                assert_whole(tmp_path / "copy.tracker")
            level, number = paragraph(workspace, SCOPE, "19").assessment.level, len(said) - 1
            assert number < 0 or level in (list(Level)[1 + number % 4], list(Level)[1 + (number + 1) % 4])
        elif phase == "restore":
            for backup in backups.backups(workspace):
                assert_whole(backup.path)


def assert_whole(path: Path) -> None:
    with open_workspace(path, writing=False) as workspace:
        assert workspaces.check(workspace) == []
