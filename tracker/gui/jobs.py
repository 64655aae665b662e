"""Long work off the GUI thread: `work(progress)` runs in a pool; what it reports reaches widgets by queued signals."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from tracker.errors import TrackerError


class Cancelled(Exception):
    """Raised out of `progress` once the user gave up."""


Progress = Callable[[int, int], None]


class Job(QObject):
    """A piece of long work. No child of a window: it outlives one that closes.

    Signals arrive in the GUI thread: progressed(done, whole), then one of done(result), failed(TrackerError),
    cancelled(). Anything else that is raised is a defect and is raised again in the GUI thread.
    """

    progressed = Signal(int, int)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    _ended = Signal(object, object)

    _running: set["Job"] = set()  # noqa: RUF012  keeps jobs alive while they run

    def __init__(self, work: Callable[[Progress], Any]) -> None:
        super().__init__()
        self._work = work
        self._given_up = False
        self._shown = -1
        self._ended.connect(self._end)

    def start(self) -> None:
        Job._running.add(self)
        QThreadPool.globalInstance().start(_Runnable(self))

    def cancel(self) -> None:
        """Ask the work to stop at its next report of progress."""
        self._given_up = True

    @property
    def given_up(self) -> bool:
        return self._given_up

    def _progress(self, done: int, whole: int) -> None:
        if self._given_up:
            raise Cancelled
        percent = done * 100 // max(whole, 1)
        if percent != self._shown:
            self._shown = percent
            self.progressed.emit(percent, 100)

    def _run(self) -> None:
        result: Any = None
        fault: BaseException | None = None
        try:
            result = self._work(self._progress)
        except BaseException as raised:
            fault = raised
        self._ended.emit(result, fault)

    @Slot(object, object)
    def _end(self, result: object, fault: BaseException | None) -> None:
        Job._running.discard(self)
        if fault is None:
            self.done.emit(result)
        elif isinstance(fault, Cancelled):
            self.cancelled.emit()
        elif isinstance(fault, TrackerError):
            self.failed.emit(fault)
        else:
            raise fault


class _Runnable(QRunnable):
    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        self._job._run()


def wait_for_all(milliseconds: int = 30_000) -> None:
    """Wait until no job runs; for the end of the program and for tests."""
    QThreadPool.globalInstance().waitForDone(milliseconds)
