"""A part of the desktop: a file opened from outside, a second start, the window's name and icon, .tracker files."""

import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from configparser import ConfigParser
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess, QStandardPaths, Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from tracker import paths
from tracker.gui.kit import file_dialogs
from tracker.gui.shell import second_start, workspaces
from tracker.store.engine.sqlite import APPLICATION_ID

PROGRAM = [sys.executable, "-m", "tracker"]


def start(*arguments) -> QProcess:
    process = QProcess()
    process.start(PROGRAM[0], [*PROGRAM[1:], *map(str, arguments)])
    return process


def ended(qtbot, process: QProcess) -> None:
    """Wait until it has ended, while the window answers it."""
    qtbot.waitUntil(lambda: process.state() == QProcess.ProcessState.NotRunning)


def test_a_second_start_raises_the_window_that_is_there(window, workspace_path, qtbot, tmp_path):
    (tmp_path / "link.tracker").symlink_to(workspace_path)
    for name in (workspace_path, tmp_path / "link.tracker"):
        window.showMinimized()
        second = start(name)
        ended(qtbot, second)
        assert second.exitCode() == 0, second.readAllStandardError().data().decode()
        assert not window.windowState() & Qt.WindowState.WindowMinimized
        qtbot.waitUntil(window.isActiveWindow)


def test_where_no_window_has_it_open_nothing_is_raised(workspace_path):
    assert not second_start.raised(workspace_path)


def test_a_window_that_was_killed_is_no_window(open_window, workspace_path, qtbot):
    """Its socket is left behind."""
    first = start(workspace_path)
    qtbot.waitUntil(lambda: second_start.raised(workspace_path))
    first.kill()
    ended(qtbot, first)
    assert not second_start.raised(workspace_path)
    assert open_window(workspace_path).context.workspace.path == workspace_path
    second = start(workspace_path)
    ended(qtbot, second)
    assert second.exitCode() == 0


@pytest.mark.parametrize("command", [["instruments"], ["check"]])
def test_a_file_stands_for_the_workspace_of_a_command_too(workspace_path, command):
    done = subprocess.run([*PROGRAM, workspace_path, *command], capture_output=True, text=True)
    assert done.returncode == 0 and not done.stderr


def test_a_file_that_is_not_there_is_not_made(tmp_path):
    done = subprocess.run([*PROGRAM, tmp_path / "typo.tracker"], capture_output=True, text=True)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1) and "there is no workspace" in done.stderr
    assert not list(tmp_path.glob("*.tracker"))


def test_the_window_has_a_name_and_an_icon(window):
    assert QApplication.desktopFileName() == "tracker"
    assert not window.windowIcon().pixmap(64, 64).toImage().isNull()


def test_a_dialog_begins_in_the_folder_where_the_last_one_ended(window, tmp_path, monkeypatch):
    begun = []

    def choose(_parent, _title, begin, _kinds):
        begun.append(Path(begin))
        return next(answers), ""

    for kind in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, kind, choose)
    (tmp_path / "Mission" / ".hidden").mkdir(parents=True)
    answers = iter([f"{tmp_path}/Mission/copy", f"{tmp_path}/Mission/.hidden/report.txt", "", ""])
    saved = file_dialogs.place_to_save(window, "Save a copy", "a copy.tracker", ending=".tracker")
    assert saved == tmp_path / "Mission" / "copy.tracker"
    assert file_dialogs.place_to_save(window, "Save", "report.txt") == tmp_path / "Mission" / ".hidden" / "report.txt"
    workspaces.choose(window)
    (tmp_path / "Mission").rename(tmp_path / "Elsewhere")
    workspaces.choose(window)
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    first = next(path for path in (Path(documents), Path.home()) if path.is_dir())
    there = tmp_path / "Mission"
    assert begun == [first / "a copy.tracker", there / "report.txt", there, first]


def test_what_a_desktop_is_told_of_tracker():
    folder = paths.resources() / "desktop"
    entry = ConfigParser(interpolation=None)
    entry.read(folder / "applications" / "tracker.desktop")
    kind = ElementTree.parse(folder / "mime" / "packages" / "tracker.xml").getroot()[0]
    assert entry["Desktop Entry"]["MimeType"] == f"{kind.get('type')};"
    inner = next(match for match in kind.findall(".//{*}match") if match.get("offset") == "68")
    assert inner.get("value", "").encode() == APPLICATION_ID.to_bytes(4, "big")
    told = ElementTree.parse(folder / "metainfo" / "tracker.metainfo.xml").getroot()
    assert told.findtext("provides/mediatype") == kind.get("type")
