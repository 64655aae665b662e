"""A window on a workspace, in the offscreen platform, with Qt's warnings failing the test."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from tracker.gui import jobs
from tracker.gui.app import application
from tracker.gui.main_window import MainWindow
from tracker.gui.office import Office
from tracker.store.workspace import open_workspace


@pytest.fixture
def open_window(qtbot):
    """Opens windows as the program does; closes those that are left."""
    opened: list[MainWindow] = []

    def make(path, state="KEN") -> MainWindow:
        application()
        window = MainWindow(Office(open_workspace(path), state))
        opened.append(window)
        window.resize(1280, 800)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    yield make
    for window in opened:
        window.close()
        window.deleteLater()
    jobs.wait_for_all()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(open_window, workspace_path) -> MainWindow:
    return open_window(workspace_path)
