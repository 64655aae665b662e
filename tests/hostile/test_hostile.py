"""What comes from outside, and is made to hurt: read, or refused in a sentence; it contacts nobody, starts nothing,
writes nothing outside, and takes little memory and work."""

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.hostile import corpus, guard, readers, workspaces
from tracker.errors import TrackerError
from tracker.gui.files.preview import look
from tracker.progress import unwatched

ROUNDS = int(os.environ.get("FUZZ_ROUNDS", 0))
"""How many inputs each reader gets; 0: as many as below."""
FUZZED = {
    **{"text": 200, "markdown": 100, "html": 200, "akn": 200, "published": 100, "word": 200, "pdf": 10},
    **{"workbook": 80, "form": 30, "workspace": 5, "small workspace": 20, "older": 4, "word 97": 0},
    **{"spreadsheet": 60, "slides": 60, "open document": 60, "rich text": 100, "mail": 100},
}
"""Together some 12 seconds of processor time."""
_AT_MOST = {"pdf": 2_000, "word 97": 50, "workspace": 500}
"""Of what other processes read, and of the sample, in which all that is read of a workspace takes seconds."""
_AT_ONCE = 10  # inputs of one test
_MOST_WORK = 30.0  # seconds of processor time: more is taken for endless
_MOST_MEMORY = 500  # MB


@pytest.fixture(scope="session")
def folder(tmp_path_factory, made_sample) -> Path:
    """Where good files of each reader are made, once."""
    folder = tmp_path_factory.mktemp("good")
    shutil.copy(made_sample / "sample.tracker", folder / "made.tracker")
    return folder


@pytest.fixture
def workspace(folder, tmp_path) -> Path:
    """The sample's workspace, which imports and forms are read beside."""
    path = tmp_path / "beside.tracker"
    path.write_bytes(readers.good("workspace", folder))
    return path


class Endless(BaseException):
    """Too much work for one file."""


@contextmanager
def held(tmp_path: Path) -> Iterator[None]:
    """Nothing outside is touched in the block; each file may take so much work."""

    def too_much(*_: object) -> None:
        raise Endless

    before = signal.signal(signal.SIGVTALRM, too_much)
    signal.setitimer(signal.ITIMER_VIRTUAL, _MOST_WORK)
    try:
        with guard.nothing_outside(tmp_path, Path(os.environ["TRACKER_HOME"]), Path(tempfile.gettempdir())):
            yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@pytest.mark.parametrize("name", corpus.CORPUS)
def test_files_made_to_hurt(name, folder, workspace, tmp_path):
    reader = readers.READERS[name]
    path = tmp_path / f"in{reader.ending}"
    for what, data in corpus.CORPUS[name](readers.good(name, folder)):
        if not ROUNDS and any(heavy in what for heavy in corpus.HEAVY):
            continue
        path.write_bytes(data)
        del data
        before = _forget_peak()
        with held(tmp_path):
            reader.read(path, workspace)
        assert _peak() < max(_MOST_MEMORY, before + _MOST_MEMORY // 2), what


def _forget_peak() -> int:
    """MB that this process has now; the most that it ever had is forgotten. 0 where the system does not say."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")
    return _peak()


def _peak() -> int:
    with suppress(OSError):
        lines = Path("/proc/self/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) // 1024
    return 0


def _batches() -> list:
    inputs = {name: min(ROUNDS, _AT_MOST.get(name, ROUNDS)) or number for name, number in FUZZED.items()}
    return [
        pytest.param(name, start, min(start + _AT_ONCE, number), id=f"{name} {start}")
        for name, number in inputs.items()
        for start in range(0, number, _AT_ONCE)
    ]


@pytest.mark.parametrize(("name", "start", "end"), _batches())
def test_good_files_made_bad_by_chance(name, start, end, folder, workspace, tmp_path):
    reader = readers.READERS[name]
    for number in range(start, end):
        path = tmp_path / f"in {number}{reader.ending}"
        path.write_bytes(readers.changed(name, folder, number))
        with held(tmp_path):
            reader.read(path, workspace)


def test_workspaces_with_parts_that_are_not_ours(folder, workspace, tmp_path):
    path = tmp_path / "odd.tracker"
    for script in workspaces.FOREIGN:
        path.write_bytes(readers.good("workspace", folder))
        workspaces.run(path, script)
        with held(tmp_path):
            readers.check(path)


@pytest.mark.no_qt_log  # Qt says of each what is wrong
def test_pictures(qapp, tmp_path):
    path = tmp_path / "picture"
    for _what, data in corpus.pictures():
        path.write_bytes(data)
        with held(tmp_path), suppress(TrackerError):
            look(path, 0, 800, unwatched)


def test_files_that_begin_as_word_97(folder, workspace, tmp_path):
    for _what, data in corpus.old_word_files():
        path = tmp_path / "in.doc"
        path.write_bytes(data)
        with suppress(TrackerError):
            readers.READERS["text"].read(path, workspace)


def test_the_guard_sees_what_it_guards(tmp_path):
    for what in (
        lambda: __import__("socket").getaddrinfo("127.0.0.1", 9),
        lambda: __import__("subprocess").run([sys.executable, "--version"], check=False, capture_output=True),
        lambda: Path("~/.tracker-test-of-guard").expanduser().unlink(missing_ok=True),
    ):
        with pytest.raises(AssertionError), guard.nothing_outside(tmp_path):
            what()
