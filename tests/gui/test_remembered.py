"""The next time the window opens, all is where the user left it."""

from PySide6.QtCore import QRect, QSettings
from PySide6.QtGui import QGuiApplication

from tests.gui.hands import show
from tracker.domain.linking import Register


def test_screen_filters_and_paragraph_of_each_workspace(open_window, workspace_path, tmp_path):
    other = tmp_path / "other.tracker"
    other.write_bytes(workspace_path.read_bytes())
    window = open_window(workspace_path, "KEN")
    window.sifted.show(window.model.filters.with_choice("instrument", "A/RES/68/197").with_choice("addressee", ""))
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
    assert window.office.desk.state == "KEN"
    assert window.screens.current.name == "history"
    assert window.screens.history.table.hasFocus()
    assert window.model.filters.choice("instrument") == "A/RES/68/197"
    assert window.checklist.view.current_row.id == left
    window.show_screen("checklist")
    assert window.pane.row.id == left
    window.close()
    window = open_window(other, None)
    assert (window.office.desk.state, window.pane.row.label) == ("FRA", "20")


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
    below = window.screens.history._below
    for parts, sizes in ((window._splitter, [260, 560, 460]), (below, [200, 400])):
        parts.setSizes(sizes)
        parts.splitterMoved.emit(0, 1)
    kept = window._splitter.sizes()
    window.close()
    window = open_window(workspace_path)
    assert window.screens.registers[Register.MEASURE].table.columnWidth(1) == 177
    assert window.screens.inbox.table.columnWidth(0) == 99
    assert window._splitter.sizes() == kept
    first, second = window.screens.history._below.sizes()
    assert first < second


def test_a_window_from_a_screen_that_is_gone_is_on_one_that_is_there(open_window, workspace_path):
    window = open_window(workspace_path)
    window.setGeometry(QRect(5000, 4000, 900, 700))
    window.close()
    window = open_window(workspace_path, None)
    room = QGuiApplication.primaryScreen().availableGeometry()
    assert room.contains(window.geometry().topLeft())
