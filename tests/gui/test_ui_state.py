"""The next time the window opens, all is where the user left it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSplitter

from tests.gui.hands import show
from tracker.domain.casework.registers import Register


def test_screen_filters_and_paragraph_of_each_workspace(open_window, workspace_path, tmp_path):
    other = tmp_path / "other.tracker"
    other.write_bytes(workspace_path.read_bytes())
    window = open_window(workspace_path, "KEN")
    window.filtering.show(window.model.filters.with_choice("instrument", "A/RES/68/197").with_choice("addressee", ""))
    window.checklist.view.choose(window.model.row_at(7).id)
    left = window.checklist.view.current_row.id
    window.show_screen("history")
    window.close()
    window = open_window(other, "FRA")
    assert window.model.filters.choice("instrument") == "A/RES/74/178"
    assert window.screens.current.name == "checklist"
    show(window, "20")
    window.close()
    window = open_window(workspace_path, None)
    assert window.context.scope.state == "KEN"
    assert window.screens.current.name == "history"
    assert window.screens.history.table.hasFocus()
    assert window.model.filters.choice("instrument") == "A/RES/68/197"
    assert window.checklist.view.current_row.id == left
    window.show_screen("checklist")
    assert window.pane.row.id == left
    window.close()
    window = open_window(other, None)
    assert (window.context.scope.state, window.pane.row.label) == ("FRA", "20")


def test_a_filter_of_what_is_gone_is_forgotten(open_window, workspace_path):
    window = open_window(workspace_path)
    window.close()
    settings = QSettings()
    (group,) = [key for key in settings.allKeys() if key.endswith("/filters")]
    settings.setValue(group, ["instrument\tA/RES/1/1", "level\tpartially implemented"])
    window = open_window(workspace_path)
    assert window.model.filters.choice("instrument") == "A/RES/74/178"
    assert window.model.filters.choice("level") == "partially implemented"
    settings.setValue(group, "rubbish")
    window.close()


def test_panes_and_columns(open_window, workspace_path):
    window = open_window(workspace_path)
    table = window.screens.registers[Register.MEASURE].table
    table.setColumnWidth(1, 177)
    window.screens.inbox.table.setColumnWidth(0, 99)
    window.show_screen("history")
    below = window.screens.history.findChild(QSplitter)
    for parts, sizes in ((window.panes, [260, 560, 460]), (below, [200, 400])):
        parts.setSizes(sizes)
        parts.splitterMoved.emit(0, 1)
    kept = window.panes.sizes()
    window.close()
    window = open_window(workspace_path)
    assert window.screens.registers[Register.MEASURE].table.columnWidth(1) == 177
    assert window.screens.inbox.table.columnWidth(0) == 99
    assert window.panes.sizes() == kept
    first, second = window.screens.history.findChild(QSplitter).sizes()
    assert first < second


def test_a_window_from_a_screen_that_is_gone_is_on_one_that_is_there(open_window, workspace_path):
    window = open_window(workspace_path)
    window.setGeometry(QRect(5000, 4000, 900, 700))
    window.close()
    window = open_window(workspace_path, None)
    room = QGuiApplication.primaryScreen().availableGeometry()
    assert room.contains(window.geometry().topLeft())


@pytest.mark.parametrize("odd", ["²", "9" * 30, "-5", "@Invalid()", "@ByteArray(\\0\\xff)", "@Size(9 9)", "a, b"])
def test_settings_that_someone_else_wrote_are_as_good_as_none(open_window, workspace_path, odd):
    open_window(workspace_path).close()
    settings = QSettings()
    settings.sync()
    held = Path(settings.fileName())
    lines = [line.split("=")[0] for line in held.read_text().splitlines()]
    held.write_text("\n".join(line if line.startswith("[") or not line else f"{line}={odd}" for line in lines))
    settings.sync()
    window = open_window(workspace_path, state=None)
    assert window.isVisible()
