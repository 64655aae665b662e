"""The columns of tables are moved, hidden and sized by the user, and stay so; what is done in them finds them."""

from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton

from tests.gui.hands import seen
from tests.gui.scenes import with_work
from tests.gui.test_context_menus import close_menu, right_click
from tests.gui.test_keys import entry, key
from tests.gui.test_registers import add, begin_edit, held, open_register, press_key, titles
from tracker.domain.casework.measures import Measure
from tracker.gui.kit.table import Table
from tracker.gui.shell.help_page import plain

TABLES = ("measure", "evidence", "inbox", "quality", "history")


def table_of(window, screen: str) -> Table:
    window.show_screen(screen)
    table = window.screens.current.focus
    assert isinstance(table, Table)
    return table


def headings(table: Table) -> list[str]:
    return [table.model().headerData(one, Qt.Orientation.Horizontal) for one in table.columns.shown]


def columns_menu(window) -> QMenu:
    """The menu of the columns in the menu bar, as it is when it is opened."""
    (above,) = [top.menu() for top in window.menuBar().actions() if plain(top.text()) == "List"]
    above.aboutToShow.emit()
    (menu,) = [one.menu() for one in above.actions() if one.text() == "Columns"]
    return menu


def choose_in(menu: QMenu, words: str) -> None:
    (action,) = [one for one in menu.actions() if one.text() == words]
    assert action.isEnabled(), action.toolTip()
    action.trigger()


@pytest.mark.parametrize("screen", TABLES)
def test_order_width_and_hiddenness_stay_for_the_next_time(open_window, workspace_path, screen):
    window = open_window(workspace_path)
    table = table_of(window, screen)
    first = headings(table)
    head = table.horizontalHeader()
    assert head.sectionsMovable()
    head.moveSection(0, 1)
    table.setColumnWidth(0, 177)
    table.setColumnWidth(1, 133)
    choose_in(columns_menu(window), first[1])
    assert headings(table) == [first[0], *first[2:]]
    window.close()
    window = open_window(workspace_path)
    table = table_of(window, screen)
    assert headings(table) == [first[0], *first[2:]]
    assert table.columnWidth(0) == 177
    choose_in(columns_menu(window), first[1])
    assert headings(table) == [first[1], first[0], *first[2:]], "it comes back where it was"
    assert table.columnWidth(1) == 133
    choose_in(columns_menu(window), "Reset columns")
    assert headings(table) == first
    assert table.columnWidth(0) != 177


def test_a_heading_has_the_menu_and_one_column_stays(window):
    table = table_of(window, "inbox")
    table.show()
    names = headings(table)
    given = right_click(table.horizontalHeader().viewport())
    close_menu()
    assert list(given)[: len(names)] == names and "Reset columns" in given
    for name in names[:-1]:
        choose_in(columns_menu(window), name)
    (last,) = headings(table)
    (action,) = [one for one in columns_menu(window).actions() if one.text() == last]
    assert not action.isEnabled() and action.toolTip() == "At least one column is shown."
    table.columns.show_column(table.columns.shown[0], False)
    assert headings(table) == [last]


def test_columns_are_moved_by_keyboard_past_those_that_are_hidden(window):
    add(window, Measure("Law"))
    table = open_register(window).table
    names = headings(table)
    choose_in(columns_menu(window), names[1])
    table.setCurrentIndex(table.model().index(0, 0))
    assert not any(
        one.text() == f"Move “{names[0]}” to the left" and one.isEnabled() for one in columns_menu(window).actions()
    )
    choose_in(columns_menu(window), f"Move “{names[0]}” to the right")
    assert headings(table)[:2] == [names[2], names[0]]


def test_sorting_finding_editing_and_copying_act_on_the_column_that_is_meant(window):
    ids = add(window, Measure("B", adopted_on=date(2001, 1, 1)), Measure("A", adopted_on=date(2003, 1, 1)))
    page = open_register(window)
    head = page.table.horizontalHeader()
    for column in (1, 2):
        page.table.columns.show_column(column, False)
    head.moveSection(head.visualIndex(0), 5)
    editor = begin_edit(page, 0, "title")
    editor.setText("Aa")
    press_key(editor, Qt.Key.Key_Return)
    assert held(window, ids[1]).title == "Aa"
    editor = begin_edit(page, 1, "adopted_on")
    editor.setText("2004-01-01")
    press_key(editor, Qt.Key.Key_Return)
    assert held(window, ids[0]).adopted_on == date(2004, 1, 1)
    key(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert titles(page) == ["Aa", "B"]
    page.find_field.setText("aa")
    assert titles(page) == ["Aa"]
    page.find_field.clear()
    page.table.setFocus()
    page.choose([ids[1]])
    entry(window, "Copy").trigger()
    cells = QGuiApplication.clipboard().text().split("\t")
    assert len(cells) == len(page.table.columns.shown)
    assert cells[headings(page.table).index("Measure")] == "Aa"


def test_the_keys_are_in_no_column_that_is_hidden(window):
    (row_id,) = add(window, Measure("Law"))
    page = open_register(window)
    page.table.columns.show_column(0, False)
    assert page.show_row(row_id)
    assert not page.table.isColumnHidden(page.table.currentIndex().column())
    page.table.columns.show_column(page.table.currentIndex().column(), False)
    assert not page.table.isColumnHidden(page.table.currentIndex().column())
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    assert page.chosen_ids == [row_id]


@pytest.mark.parametrize(
    ("kept", "order"),
    [
        (["Type\t90\t", "Measure\t200\t"], ["Type", "Status", "Measure"]),
        (["Gone\t90\t", "Measure\t5\t", "Measure\t300\thidden", "Type\t999999\thidden"], ["Measure", "Status"]),
        (["Measure\t0\thidden", "nonsense", "", "\t", "Type\t-4\t"], ["Measure", "Type", "Status"]),
        (["120", "130"], ["Measure", "Type", "Status"]),
    ],
)
def test_columns_that_came_later_and_damaged_settings(open_window, workspace_path, kept, order):
    open_window(workspace_path).close()
    QSettings().setValue("columns/measure", kept)
    table = table_of(open_window(workspace_path), "measure")
    assert [one for one in headings(table) if one in ("Measure", "Type", "Status")] == order
    assert all(24 <= table.columnWidth(one) <= 2_000 for one in table.columns.shown)


def test_all_hidden_in_the_settings_leaves_one(open_window, workspace_path):
    window = open_window(workspace_path)
    names = headings(table_of(window, "history"))
    window.close()
    QSettings().setValue("columns/history", [f"{name}\t90\thidden" for name in names])
    assert len(headings(table_of(open_window(workspace_path), "history"))) == 1


def test_the_checklist_has_no_columns_and_says_so(window, tmp_path):
    with_work(window, tmp_path)
    window.show_screen("checklist")
    menu = columns_menu(window)
    assert not menu.isEnabled() and menu.menuAction().toolTip() == "This list has no columns."


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("screen", ["measure", "evidence"])
def test_the_title_takes_the_room_that_is_left_unless_the_user_gave_it_a_width(
    open_window, workspace_path, screen, percent
):
    window = open_window(workspace_path)
    window.resize(1920, 1080)
    table = table_of(window, screen)
    for _ in range({100: 0, 150: 3}[percent]):
        key(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    room = table.viewport().width()
    assert table.columnWidth(0) == max(round(room * 0.4), 240 * percent // 100)
    names = headings(table)
    for name in names[3:]:
        choose_in(columns_menu(window), name)
    for size in ((1024, 700), (1920, 1080)):
        window.resize(*size)
        QCoreApplication.processEvents()
        left = table.viewport().width() - sum(map(table.columnWidth, (1, 2)))
        assert table.columnWidth(0) == max(left, 240 * percent // 100)
    edge = table.columnViewportPosition(1) - 1
    head = table.horizontalHeader().viewport()
    at, to = QPoint(edge, head.height() // 2), QPoint(edge - 150, head.height() // 2)
    width = table.columnWidth(0)
    QTest.mousePress(head, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(head, to)
    QTest.mouseRelease(head, Qt.MouseButton.LeftButton, pos=to)
    narrower = table.columnWidth(0)
    assert narrower == width - 150
    window.resize(1024, 700)
    assert table.columnWidth(0) == narrower
    window.close()
    window = open_window(workspace_path)
    table = table_of(window, screen)
    assert abs(table.columnWidth(0) - narrower) <= 1
    choose_in(columns_menu(window), "Reset columns")
    assert table.columnWidth(0) != narrower


def test_filters_and_ways_of_evidence_take_two_lines_at_most(window):
    window.show_screen("evidence")
    for width in (1280, 1024):
        window.resize(width, 750)
        page = window.screens.current.page
        tools = [*page.filters, *(one for one in seen(page, QPushButton) if one.text() in WAYS)]
        assert len(tools) == 10
        assert len({round(one.geometry().center().y() / 15) for one in tools}) <= 2, width


WAYS = ("Saved views", "Edit", "Remove", "Link to paragraphs…", "Unlink…")
