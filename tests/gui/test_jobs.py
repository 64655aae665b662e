"""Long work beside the window: each job ends in exactly one signal, nothing waits for it, and nothing of the window is
destroyed in its thread."""

import gc
import sqlite3
import subprocess
import sys
import threading
import weakref
from contextlib import closing, contextmanager
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QThread, QThreadPool, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QProgressDialog, QPushButton, QWidget
from shiboken6 import isValid

from tests.conftest import RESOURCES
from tests.gui.hands import now, show, windows
from tracker.domain.casework.levels import Level
from tracker.errors import TrackerError
from tracker.gui.context.open_workspace import opened
from tracker.gui.kit import jobs
from tracker.gui.kit.jobs import Cancelled, Job
from tracker.gui.shell import workspaces
from tracker.gui.shell.app import application, show_window
from tracker.operations.workspaces import new_workspace, open_or_make
from tracker.store.workspace import open_workspace

MAIN = threading.get_ident()


def ends(job, qtbot):
    """All the signals with which a job ends."""
    seen = []
    job.done.connect(lambda result: seen.append(("done", result)))
    job.failed.connect(lambda fault: seen.append(("failed", str(fault))))
    job.cancelled.connect(lambda: seen.append(("cancelled", None)))
    job.start()
    qtbot.waitUntil(lambda: bool(seen))
    jobs.wait_for_all()
    QCoreApplication.processEvents()
    return seen


@contextmanager
def parked(number=1):
    """Jobs that run, and go on only after the block."""
    gate = threading.Event()
    begun = [threading.Event() for _ in range(number)]

    def work(mine, _progress):
        mine.set()
        assert gate.wait(60)

    for mine in begun:
        Job(partial(work, mine)).start()
    try:
        yield begun
    finally:
        gate.set()
        jobs.wait_for_all()
        QCoreApplication.processEvents()


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (TrackerError("It is wrong.", "Mend it."), "It is wrong. Mend it."),
        (PermissionError(13, "Permission denied", "/x"), "The system refused: permission denied (/x)."),
        (FileNotFoundError(2, "No usable temporary directory found"), "The system refused: no usable temporary"),
        (MemoryError(), "There is not enough memory for this."),
    ],
)
def test_what_the_world_does_ends_a_job_in_one_sentence(qtbot, qapp, fault, words):
    def work(_progress):
        raise fault

    ((how, said),) = ends(Job(work), qtbot)
    assert how == "failed" and said.startswith(words)


@pytest.mark.parametrize("fault", [KeyError("x"), SystemExit(3), KeyboardInterrupt(), RecursionError("deep")])
def test_a_mistake_of_ours_ends_a_job_too_and_is_not_hidden(qtbot, qapp, fault):
    def work(_progress):
        raise fault

    with qtbot.capture_exceptions() as raised:
        ((how, said),) = ends(Job(work), qtbot)
    assert how == "failed" and said.startswith("This is a mistake in tracker (")
    assert [one[1] for one in raised] == [fault]


def test_a_job_that_is_done_and_one_that_is_given_up(qtbot, qapp):
    assert ends(Job(lambda progress: progress(1, 2)), qtbot) == [("done", None)]
    job = Job(lambda progress: progress(1, 2))
    job.cancel()
    assert ends(job, qtbot) == [("cancelled", None)]

    def work(progress):
        try:
            progress(0, 0)
        except Cancelled as given_up:
            raise ValueError("while it was given up") from given_up

    job = Job(work)
    job.cancel()
    with qtbot.capture_exceptions():
        ((how, _),) = ends(job, qtbot)
    assert how == "failed"


def test_a_key_is_handled_saved_and_painted_while_jobs_are_at_work(window, qtbot):
    show(window)
    view = window.checklist.view
    painted = []

    class Watch(QObject):
        def eventFilter(self, _watched, event):
            if event.type() == QEvent.Type.Paint:
                painted.append(event.type())
            return False

    watch = Watch()
    with parked(3) as begun:
        assert all(one.wait(30) for one in begun)
        qtbot.wait(50)
        view.viewport().installEventFilter(watch)
        painted.clear()
        QTest.keyClick(view, Qt.Key.Key_4)
        qtbot.waitUntil(lambda: bool(painted))
        with open_workspace(window.context.workspace.path, writing=False):
            assert now(window).assessment.level == Level.LARGELY
        assert all(one.is_set() for one in begun) and QThreadPool.globalInstance().activeThreadCount() == 3
    view.viewport().removeEventFilter(watch)


def test_on_one_core_a_long_job_does_not_keep_the_others_waiting(qtbot, qapp, monkeypatch):
    monkeypatch.setattr(QThread, "idealThreadCount", lambda: 1)
    QThreadPool.globalInstance().setMaxThreadCount(1)
    with parked(2) as begun:
        assert all(one.wait(30) for one in begun)
        seen: list[object] = []
        job = Job(lambda _progress: "done beside them")
        job.done.connect(seen.append)
        job.start()
        qtbot.waitUntil(lambda: seen == ["done beside them"])


def press_in_dialog(words, qtbot):
    """Press a button of the dialog that says that a workspace is opened, once it is there."""

    def press():
        shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, QProgressDialog) and one.isVisible()]
        for dialog in shown:
            for one in dialog.findChildren(QPushButton):
                if one.text() == words:
                    one.click()
                    timer.stop()

    timer = QTimer(interval=20)
    timer.timeout.connect(press)
    timer.start()
    return timer


def test_opening_is_given_up_with_cancel(qtbot, qapp, monkeypatch):
    monkeypatch.setattr("tracker.gui.context.open_workspace._SHOWN_AFTER", 0)
    looks = []

    def open_it(*, go_on):
        while True:
            looks.append(go_on())
            QThread.msleep(1)

    timer = press_in_dialog("Cancel", qtbot)
    assert opened(open_it) is None
    assert looks and not timer.isActive()


def test_a_workspace_that_is_open_before_cancel_is_heard_is_closed_again(qtbot, qapp, monkeypatch, workspace_path):
    monkeypatch.setattr("tracker.gui.context.open_workspace._SHOWN_AFTER", 0)
    given_up = threading.Event()

    def open_it(*, go_on):
        workspace = open_or_make(workspace_path)
        while not given_up.is_set():
            try:
                go_on()
            except Cancelled:
                given_up.set()
            QThread.msleep(1)
        return workspace

    timer = press_in_dialog("Cancel", qtbot)
    assert opened(open_it) is None and not timer.isActive()
    open_workspace(workspace_path).close()


def test_nothing_is_said_of_an_opening_that_is_over(qtbot, qapp, monkeypatch, workspace_path):
    """A dialog that comes late would stand in the way of the window, unseen."""
    monkeypatch.setattr("tracker.gui.context.open_workspace._SHOWN_AFTER", 50)
    with opened(lambda *, go_on: open_workspace(workspace_path)):
        for _ in range(20):
            QThread.msleep(10)
            QCoreApplication.processEvents()
        assert not [one for one in QApplication.topLevelWidgets() if one.isVisible()]


def test_whatever_is_raised_while_a_workspace_opens_the_user_is_told(qtbot, qapp):
    def open_it(*, go_on):
        raise KeyError("revision")

    with qtbot.capture_exceptions() as raised, pytest.raises(TrackerError, match="mistake in tracker"):
        opened(open_it)
    assert len(raised) == 1


# Garbage


class Noted(QWidget):
    """Notes in which thread it goes."""

    gone: list[int] = []  # noqa: RUF012
    itself: "Noted"

    def __del__(self):
        Noted.gone.append(threading.get_ident())


@pytest.fixture
def noted():
    gc.collect()
    Noted.gone.clear()
    return Noted.gone


def cycles(number):
    """Garbage that only a collection finds."""
    for _ in range(number):
        one: list[object] = []
        one.append(one)


def test_widgets_in_cycles_go_in_the_gui_thread_while_jobs_make_garbage(qtbot, noted):
    application()
    wanted = 200
    works = [Job(lambda _progress: cycles(300_000)) for _ in range(3)]
    for job in works:
        job.start()
    for _ in range(wanted):
        one = Noted()
        one.itself = one
        del one
        QCoreApplication.processEvents()

    def all_gone():
        cycles(2_000)  # so that a collection is due
        return len(noted) == wanted

    qtbot.waitUntil(all_gone)
    jobs.wait_for_all()
    assert set(noted) == {MAIN}


def test_what_a_job_held_goes_in_the_gui_thread(qtbot, qapp, noted):
    """The work, its result and its fault, however soon the thread is done with them."""
    wanted = 300
    ended = []
    for number in range(wanted):
        held = Noted()

        def work(_progress, held=held, number=number):
            if number % 3 == 0:
                raise TrackerError("wrong")
            return held if number % 3 == 1 else None

        job = Job(work)
        job.done.connect(lambda _result: ended.append(1))
        job.failed.connect(lambda _fault: ended.append(1))
        job.start()
        del work, held, job
    qtbot.waitUntil(lambda: len(ended) == wanted)
    jobs.wait_for_all()
    gc.collect()
    assert len(noted) == wanted and set(noted) == {MAIN}


def test_python_collects_by_itself_in_commands_and_workers_and_not_under_qt(qapp):
    assert not gc.isenabled()
    code = (
        "import gc, sys; from tracker.__main__ import main; main(['read', sys.argv[1]]);"
        "import tracker.instruments.formats.pdf_lines; print(gc.isenabled(), file=sys.stderr)"
    )
    text = str(RESOURCES / "instruments" / "A-RES-68-197.txt")
    done = subprocess.run([sys.executable, "-c", code, text], capture_output=True, text=True)
    assert done.stderr == "True\n"


def test_a_window_that_was_closed_leaves_nothing(qtbot, workspace_path):
    """A register is read in it, as large ones are; nothing makes its rows immortal."""
    application()
    left = []
    for _ in range(2):
        window = show_window(open_workspace(workspace_path))
        window.context.switch_scope(state="KEN")
        window.show_screen("measure")
        qtbot.waitUntil(lambda window=window: window.isVisible())
        left.append(weakref.ref(window.context))
        gc.freeze()  # as it is after the first paint
        window.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert not isValid(window)
        del window
        jobs.wait_for_all()
        QCoreApplication.processEvents()
    gc.collect()
    assert [one() for one in left] == [None, None]


def test_garbage_is_not_looked_for_in_all_that_stays_once_another_workspace_was_opened(qtbot, workspace_path, tmp_path):
    application()
    other = tmp_path / "other.tracker"
    other.write_bytes(workspace_path.read_bytes())
    window = show_window(open_workspace(workspace_path))
    left = weakref.ref(window.context)
    window.workspace_wanted.emit(partial(open_or_make, other))
    del window
    qtbot.waitUntil(lambda: left() is None and gc.get_freeze_count() > 10_000)
    (shown,) = windows()
    assert shown.context.workspace.path == other
    shown.close()


# The end of a window


def test_closing_gives_up_what_only_reads_and_lets_what_writes_end(window, qtbot, monkeypatch):
    def endless(_workspace, _symbol, go_on):
        while True:
            go_on()

    monkeypatch.setattr("tracker.gui.reading.reading_flow.read_again", endless)
    window.correct_reading()
    written = []

    def write(progress):
        while window.isVisible():
            QThread.msleep(5)
        progress(1, 2)
        written.append("to its end")

    Job(write, writes=True).start()
    assert window.close()
    assert written == ["to its end"]


def test_another_workspace_is_not_shown_where_words_here_are_not_given_up(window, qtbot, tmp_path, monkeypatch):
    show(window)
    window.pages.new_measure()
    window.page.title.setText("A law")
    other = tmp_path / "other.tracker"
    for given_up in (False, True):
        monkeypatch.setattr(window, "may_discard", lambda _title, given_up=given_up: given_up)
        workspaces.open_path(window, other)
        shown = [one.context.workspace.path for one in windows()]
        assert shown == [other if given_up else window.context.workspace.path]
        open_workspace(window.context.workspace.path if given_up else other).close()
    for one in windows():
        one.close()


def test_a_workspace_that_opens_and_cannot_be_shown_is_told_and_ends_the_program(window, tmp_path, monkeypatch):
    other = tmp_path / "other.tracker"
    new_workspace(other).close()
    with closing(sqlite3.connect(other)) as raw, raw:
        raw.execute("DELETE FROM cycle")
    told: list[str] = []
    ended: list[int] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: told.append(box.text()))
    monkeypatch.setattr(QApplication, "exit", ended.append)
    workspaces.open_path(window, other)
    assert ended == [2] and "has no cycle" in told[0]
    open_workspace(other).close()
