"""Run long work in Qt's thread pool: `work(progress)`; its progress reaches widgets by queued signals.

Widgets must not be destroyed in a pool thread. So the thread has a reference only to the plain `_Task`; the GUI thread
releases the references of the work (often to widgets) after the thread has finished with it.
"""

import sys
from collections.abc import Callable
from itertools import count
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThread, QThreadPool, Signal, Slot

from tracker.errors import as_tracker_error, is_defect
from tracker.progress import Progress

_LEAST_THREADS = 4
"""Even with few cores, so that a long job does not block all others."""


class Cancelled(Exception):
    """Raised by `progress` after `Job.cancel`."""


class _Task:
    """The work of a job and its outcome. Created and cleared in the GUI thread, run in another."""

    def __init__(self, job_id: int, work: Callable[[Progress], object]) -> None:
        self.job_id = job_id
        self.work: Callable[[Progress], object] | None = work
        self.cancel_requested = Event()
        self.result: object = None
        self.fault: BaseException | None = None
        self._last_percent = -1

    def run(self) -> None:
        assert self.work
        try:
            self.result = self.work(self._progress)
        except BaseException as fault:
            self.fault = fault

    def _progress(self, done: int = 0, whole: int = 0, /) -> None:
        if self.cancel_requested.is_set():
            raise Cancelled
        percent = done * 100 // whole if whole else self._last_percent
        if percent != self._last_percent:
            self._last_percent = percent
            _relay.progressed.emit(self.job_id, percent)

    def take_outcome(self) -> tuple[object, BaseException | None]:
        """The result and the exception; all references are dropped."""
        found = self.result, self.fault
        self.work = self.result = self.fault = None
        return found


class _Runnable(QRunnable):
    def __init__(self, task: _Task) -> None:
        super().__init__()
        self._task = task

    def run(self) -> None:
        self._task.run()
        _relay.ended.emit(self._task.job_id)


class Job(QObject):
    """Long work in the thread pool. It has no parent and outlives a window that closes.

    Signals arrive in the GUI thread: progressed(percent, 100), then exactly one of done(result), failed(TrackerError),
    cancelled(). Other exceptions are converted to TrackerError; defects also reach `sys.excepthook`.
    """

    progressed = Signal(int, int)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, work: Callable[[Progress], object], writes: bool = False) -> None:
        """`writes`: the job must finish even if the window closes."""
        super().__init__()
        self._task = _Task(next(_ids), work)
        self.writes = writes

    def start(self) -> None:
        _running[self._task.job_id] = self  # keeps it alive while it runs
        _pool().start(_Runnable(self._task))

    def cancel(self) -> None:
        """Ask the work to stop at its next progress report."""
        self._task.cancel_requested.set()

    @property
    def cancel_requested(self) -> bool:
        return self._task.cancel_requested.is_set()

    def _end(self) -> None:
        result, fault = self._task.take_outcome()
        if fault is None:
            self.done.emit(result)
        elif isinstance(fault, Cancelled):
            self.cancelled.emit()
        else:
            self.failed.emit(as_tracker_error(fault))
            if is_defect(fault):
                sys.excepthook(type(fault), fault, fault.__traceback__)


class LatestJob(QObject):
    """Runs jobs of one kind, of which only the latest is of interest. `run(text, job)` starts a job and shows its
    progress."""

    def __init__(self, run: Callable[[str, Job], None]) -> None:
        super().__init__()
        self._run = run
        self._job: Job | None = None
        self._show: Callable[[Any], None] = lambda _result: None

    def start(self, words: str, work: Callable[[Progress], object], show: Callable[[Any], None]) -> None:
        """Run `work`, then call `show` with its result, unless it is cancelled or another job is started meanwhile."""
        if self._job:
            self._job.done.disconnect(self._end)
        self._show = show
        self._job = Job(work)
        self._job.done.connect(self._end)
        self._run(words, self._job)

    def _end(self, result: object) -> None:
        job, self._job = self._job, None
        if job and not job.cancel_requested:
            self._show(result)


class _Relay(QObject):
    """Passes the signals of all jobs, by job id, to the GUI thread."""

    progressed = Signal(int, int)
    ended = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.progressed.connect(self._on_progress)
        self.ended.connect(self._on_end)

    @Slot(int, int)
    def _on_progress(self, job_id: int, percent: int) -> None:
        if job := _running.get(job_id):
            job.progressed.emit(percent, 100)

    @Slot(int)
    def _on_end(self, job_id: int) -> None:
        _running.pop(job_id)._end()


_relay = _Relay()  # lives in the importing thread, which is the GUI thread
_running: dict[int, Job] = {}
_ids = count()


def _pool() -> QThreadPool:
    pool = QThreadPool.globalInstance()
    pool.setMaxThreadCount(max(_LEAST_THREADS, QThread.idealThreadCount()))
    return pool


def finish() -> None:
    """Cancel all jobs but those that write, and wait until none is running."""
    for job in _running.values():
        if not job.writes:
            job.cancel()
    wait_for_all()


def wait_for_all() -> None:
    """Wait until no job is running."""
    QThreadPool.globalInstance().waitForDone()
