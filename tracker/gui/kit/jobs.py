"""Long work off the GUI thread: `work(progress)` runs in a pool; what it reports reaches widgets by queued signals.

Nothing of the window may be destroyed in a thread of the pool. So a thread knows only the plain `_Task`; what the work
holds (widgets, often) is let go of by the GUI thread, once the thread has nothing of it left in its hands.
"""

import sys
from collections.abc import Callable
from itertools import count
from threading import Event

from PySide6.QtCore import QObject, QRunnable, QThread, QThreadPool, Signal, Slot

from tracker.errors import as_told, is_defect
from tracker.progress import Progress

_LEAST_THREADS = 4
"""However few cores there are: one long job must not keep all others waiting."""


class Cancelled(Exception):
    """Raised out of `progress` once the user gave up."""


class _Task:
    """The work of a job, and what came of it. Made and emptied in the GUI thread, run in another."""

    def __init__(self, number: int, work: Callable[[Progress], object]) -> None:
        self.number = number
        self.work: Callable[[Progress], object] | None = work
        self.given_up = Event()
        self.result: object = None
        self.fault: BaseException | None = None
        self._shown = -1

    def run(self) -> None:
        assert self.work
        try:
            self.result = self.work(self._progress)
        except BaseException as fault:
            self.fault = fault

    def _progress(self, done: int = 0, whole: int = 0, /) -> None:
        if self.given_up.is_set():
            raise Cancelled
        percent = done * 100 // whole if whole else self._shown
        if percent != self._shown:
            self._shown = percent
            _post.progressed.emit(self.number, percent)

    def emptied(self) -> tuple[object, BaseException | None]:
        """The result and the fault; nothing of the work is held afterwards."""
        found = self.result, self.fault
        self.work = self.result = self.fault = None
        return found


class _Runnable(QRunnable):
    def __init__(self, task: _Task) -> None:
        super().__init__()
        self._task = task

    def run(self) -> None:
        self._task.run()
        _post.ended.emit(self._task.number)


class Job(QObject):
    """A piece of long work. No child of a window: it outlives one that closes.

    Signals arrive in the GUI thread: progressed(done, whole), then exactly one of done(result), failed(TrackerError),
    cancelled(). What is raised and is no TrackerError fails in plain words; if it is a defect, it also reaches
    `sys.excepthook`.
    """

    progressed = Signal(int, int)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, work: Callable[[Progress], object], writes: bool = False) -> None:
        """`writes`: something is kept of it, so that it comes to its end also where the window closes."""
        super().__init__()
        self._task = _Task(next(_numbers), work)
        self.writes = writes

    def start(self) -> None:
        _running[self._task.number] = self  # keeps it alive while it runs
        _pool().start(_Runnable(self._task))

    def cancel(self) -> None:
        """Ask the work to stop at its next report of progress."""
        self._task.given_up.set()

    @property
    def given_up(self) -> bool:
        return self._task.given_up.is_set()

    def _end(self) -> None:
        result, fault = self._task.emptied()
        if fault is None:
            self.done.emit(result)
        elif isinstance(fault, Cancelled):
            self.cancelled.emit()
        else:
            self.failed.emit(as_told(fault))
            if is_defect(fault):
                sys.excepthook(type(fault), fault, fault.__traceback__)


class _Post(QObject):
    """Brings the news of all jobs, by their number, into the GUI thread."""

    progressed = Signal(int, int)
    ended = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.progressed.connect(self._on_progress)
        self.ended.connect(self._on_end)

    @Slot(int, int)
    def _on_progress(self, number: int, percent: int) -> None:
        if job := _running.get(number):
            job.progressed.emit(percent, 100)

    @Slot(int)
    def _on_end(self, number: int) -> None:
        _running.pop(number)._end()


_post = _Post()  # of the thread that imports this module, which is the GUI thread
_running: dict[int, Job] = {}
_numbers = count()


def _pool() -> QThreadPool:
    pool = QThreadPool.globalInstance()
    pool.setMaxThreadCount(max(_LEAST_THREADS, QThread.idealThreadCount()))
    return pool


def finish() -> None:
    """Let what writes come to its end, and give up the rest; returns when no job runs."""
    for job in _running.values():
        if not job.writes:
            job.cancel()
    wait_for_all()


def wait_for_all() -> None:
    """Wait until no job runs."""
    QThreadPool.globalInstance().waitForDone()
