"""What all tests share: a folder of their own instead of the user's, a workspace, an executor that waits."""

import os
import random
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.made_up import write_translation
from tracker import i18n
from tracker.__main__ import main
from tracker.domain.casework.assessments import ParagraphRow
from tracker.operations import casework
from tracker.operations.casework import WorkScope
from tracker.operations.workspaces import new_workspace
from tracker.store.workspace import Workspace

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
DATA = Path(__file__).resolve().parent / "data"
# A shell that runs the tests in the background has Ctrl+C ignored, also by the processes that they start.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """One seed for all that is random, that of pytest-randomly, which prints it: Hypothesis has it too."""
    if config.getoption("randomly_seed", None) == "default":
        worker = getattr(config, "workerinput", {})
        config.option.randomly_seed = worker.get("randomly_seed", random.getrandbits(32))
    config.option.hypothesis_seed = config.getoption("randomly_seed", None)


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory, monkeypatch):
    """No test sees or changes the user's own folder."""
    monkeypatch.setenv("TRACKER_HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture(scope="session")
def translation(tmp_path_factory) -> Path:
    """A made-up language."""
    return write_translation(tmp_path_factory.mktemp("translation") / "tracker_xx.ts")


@pytest.fixture
def made_up(translation) -> Iterator[None]:
    """Everything is said in that language in this test."""
    i18n.use(str(translation))
    yield
    i18n.use(i18n.ENGLISH)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory) -> bytes:
    """The bytes of a new workspace with both resolutions: making one takes a while, copying it none."""
    path = tmp_path_factory.mktemp("made") / "new.tracker"
    new_workspace(path).close()
    return path.read_bytes()


@pytest.fixture(scope="session")
def made_sample(tmp_path_factory) -> Path:
    """The folder that `tracker demo` fills, which takes a while: tests that change what is in it copy it."""
    folder = tmp_path_factory.mktemp("sample")
    assert main(["demo", str(folder)]) == 0
    return folder


@pytest.fixture
def sample_path(tmp_path, made_sample) -> Path:
    """A copy of the sample's workspace."""
    return Path(shutil.copy(made_sample / "sample.tracker", tmp_path / "sample.tracker"))


@pytest.fixture
def workspace_path(tmp_path, made_once) -> Path:
    path = tmp_path / "test.tracker"
    path.write_bytes(made_once)
    return path


@pytest.fixture
def workspace(workspace_path):
    from tracker.store.workspace import open_workspace

    with open_workspace(workspace_path) as opened:
        yield opened


@pytest.fixture
def scope(workspace) -> WorkScope:
    return WorkScope("KEN", casework.cycles(workspace)[0].id)


def paragraph(workspace: Workspace, scope: WorkScope, label: str, symbol: str = "A/RES/74/178") -> ParagraphRow:
    """A paragraph of the checklist as it stands now."""
    return next(r for r in casework.checklist(workspace, scope) if (r.symbol, r.label) == (symbol, label))
