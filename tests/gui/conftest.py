"""A window on a workspace, in the offscreen platform, with Qt's warnings failing the test."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from shiboken6 import isValid

from tests.gui.hands import windows
from tests.short import SHORT
from tracker.gui.kit import jobs, ui_state
from tracker.gui.kit.garbage import Collector
from tracker.gui.reading.page import ReadingPage
from tracker.gui.shell.app import application, show_window
from tracker.gui.shell.main_window import MainWindow
from tracker.store.workspace import open_workspace

_LONG = 120_000  # milliseconds


@pytest.fixture
def qtbot(qtbot):
    """Waits as long as it takes on a busy machine; what never comes to pass, comes to an end all the same."""
    for name in ("waitUntil", "waitSignal", "waitSignals", "waitActive", "waitExposed"):
        setattr(qtbot, name, partial(getattr(qtbot, name), timeout=_LONG))
    return qtbot


@pytest.fixture(autouse=True)
def collected():
    """Between tests no event loop runs, whose timer would collect garbage."""
    yield
    if collector := QCoreApplication.instance() and QCoreApplication.instance().findChild(Collector):
        collector.look()


@pytest.fixture
def open_window(qtbot, monkeypatch):
    """Opens windows as the program does; closes those that are left."""
    opened: list[MainWindow] = []

    def make(path, state: str | None = "KEN") -> MainWindow:
        application()
        if state:
            ui_state.keep_place(path, replace(ui_state.place(path), state=state))
        window = show_window(open_workspace(path))
        opened.append(window)
        window.resize(1280, 800)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        QTest.keyRelease(window, Qt.Key.Key_Shift)  # else Qt takes keys of the test before for held down
        return window

    yield make
    for window in opened:
        if isValid(window):
            monkeypatch.setattr(window, "may_discard", lambda _title: True)  # nobody is there to ask
            monkeypatch.setattr(window, "may_lose", lambda _reason: True)
            window.close()
    jobs.wait_for_all()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def typing_goes_on(monkeypatch):
    """What is typed in windows that are opened from now on is saved only when something asks for it, however slow the
    machine is."""
    monkeypatch.setattr("tracker.gui.kit.fields._SAVE_AFTER", _LONG)


@pytest.fixture
def window(open_window, workspace_path) -> MainWindow:
    return open_window(workspace_path)


@pytest.fixture
def file(tmp_path):
    def make(words: str = SHORT, name: str = "short.txt") -> Path:
        path = tmp_path / name
        path.write_text(words, encoding="utf-8")
        return path

    return make


@pytest.fixture
def added(window, qtbot):
    """Adds a file as the menu does; returns the page."""

    def add(path: Path) -> ReadingPage:
        window.add_resolution(path)
        qtbot.waitUntil(lambda: isinstance(window.page, ReadingPage) and window.page.view.current is not None)
        return window.page

    return add


@pytest.fixture
def opened(monkeypatch):
    """The windows that the program opens, closed at the end."""
    before = windows()

    def since() -> list[MainWindow]:
        return [one for one in windows() if one not in before]

    yield since
    for one in since():
        one.close()
