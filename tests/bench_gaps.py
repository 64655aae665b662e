"""How long the window stands still at most while a job works: a timer ticks, and the longest time between two ticks
counts, painting what was done included. In a process of its own, as the program is: what others measured before lies in
the memory, and collecting garbage goes through it."""

import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tests.processes import endless_pdf
from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.levels import SCALES
from tracker.domain.casework.measures import Measure
from tracker.domain.reports.comparison import NewRow, Origin, Place
from tracker.errors import TrackerError
from tracker.gui.kit.jobs import Job
from tracker.operations import registers
from tracker.operations.casework import WorkScope
from tracker.operations.export import ExportRequest, export
from tracker.operations.import_returned import accept
from tracker.operations.registers import NewFile, Parts
from tracker.operations.workspaces import new_workspace
from tracker.store.workspace import open_workspace

ROWS = 32_000
_TICK = 5  # milliseconds
_SETTLED = 3_000  # milliseconds after a window is shown


def measured(many: Path) -> list[tuple[str, float]]:
    """What is done, and the longest gap of the event loop meanwhile, in ms. `many`: a workspace of all States."""
    run = [sys.executable, "-m", "tests.bench_gaps", str(many)]
    done = subprocess.run(run, check=True, stdout=subprocess.PIPE, text=True)
    return [(what, gap) for what, gap in json.loads(done.stdout)]


def _measure(folder: Path, many: Path) -> list[tuple[str, float]]:
    path = folder / "gaps.tracker"
    new_workspace(path).close()
    (folder / "large.bin").write_bytes(os.urandom(100_000_000))
    (folder / "slow.pdf").write_bytes(endless_pdf())
    return [*_in_one(path, folder), *_in_all(many, folder)]


def _in_one(path: Path, folder: Path) -> list[tuple[str, float]]:
    from tracker.gui.files.preview import look
    from tracker.gui.shell.app import application, show_window

    application()
    window = show_window(open_workspace(path, check_later=True))
    window.context.switch_scope(state="KEN")
    _settle()
    workspace, scope = window.context.workspace, WorkScope("KEN", 1)
    place = Place("answers.xlsx", "Measures", "A5")
    origin = Origin("", datetime.now(UTC), "", next(iter(SCALES.values())))
    rows = [NewRow(place, origin, "KEN", Measure(f"Law {number}"), ("A/RES/74/178, 19",)) for number in range(ROWS)]
    found = []

    def gap(what: str, job: Job, publish: bool = False) -> None:
        if publish:
            job.done.connect(window.context.publish)
        found.append((what, _longest_gap(job)))

    gap(f"import of {ROWS:,} rows", Job(lambda progress: accept(workspace, [], rows, progress), writes=True), True)
    step = workspace.announced()[0]
    assert step
    gap(f"undo of {step.rows:,} changes", Job(lambda progress: workspace.undo(step.id, progress), writes=True), True)
    file = Parts(files=[NewFile(folder / "large.bin")])
    gap(
        "attachment of 100 MB",
        Job(lambda progress: registers.save_evidence(workspace, scope, Evidence("E"), None, file, progress)),
        True,
    )
    gap("a slow PDF", Job(lambda progress: _looked(look, folder / "slow.pdf", progress)))
    window.close()
    return found


def _in_all(many: Path, folder: Path) -> list[tuple[str, float]]:
    from tracker.gui.shell.app import show_window

    window = show_window(open_workspace(many, check_later=True))
    _settle()
    workspace = window.context.workspace
    states = tuple(state.code for state in window.context.states)
    job = Job(lambda progress: export(workspace, folder / "all.xlsx", ExportRequest(states), progress))
    gap = _longest_gap(job)
    window.close()
    return [("export of 193 States", gap)]


def _looked(look: Callable[..., object], path: Path, progress: Callable[..., None]) -> None:
    try:
        look(path, 0, 800, progress)
    except TrackerError:
        return


def _settle() -> None:
    """Let the window paint for the first time, which is no job's doing."""
    from PySide6.QtTest import QTest

    QTest.qWait(_SETTLED)


def _longest_gap(job: Job) -> float:
    from PySide6.QtCore import QEventLoop, QTimer

    loop, ticks = QEventLoop(), [time.perf_counter()]
    timer = QTimer(interval=_TICK)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    for end in (job.done, job.failed, job.cancelled):
        end.connect(lambda *_: QTimer.singleShot(200, loop.quit))
    timer.start()
    job.start()
    loop.exec()
    ticks.append(time.perf_counter())
    return max(later - earlier for earlier, later in itertools.pairwise(ticks)) * 1000


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        print(json.dumps(_measure(Path(made), Path(sys.argv[1]))))
