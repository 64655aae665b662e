"""Saved views, through the window."""

import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from tests.gui.hands import filter_line, focus, press_filter, words_in
from tracker.domain.casework.change_sets import HistoryQuery
from tracker.domain.casework.measures import Measure, MeasureStatus
from tracker.domain.casework.registers import Register
from tracker.domain.text.saved_views import ListFilter
from tracker.errors import TrackerError
from tracker.gui.shell.views_menu import ViewsButton, ViewsMenu
from tracker.operations import history, registers, views
from tracker.store.workspace import open_workspace


def names(window, screen="checklist"):
    return [one.name for one in views.saved_views(window.context.workspace, screen)]


def save(window, name):
    """As a user does: the key, the name, Enter."""
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert focus() is window.views.strip.field
    window.views.strip.field.setText(name)
    QTest.keyClick(window.views.strip.field, Qt.Key.Key_Return)


def menu(window) -> ViewsMenu:
    """The menu in the menu bar, as it is when it is opened."""
    (found,) = window.menuBar().findChildren(ViewsMenu)
    found.aboutToShow.emit()
    return found


def choose(window, name, below=""):
    """Choose a line of the menu, or of the menu `below` it."""
    held: QMenu = menu(window)
    if below:
        (held,) = [one for one in held.findChildren(QMenu) if one.title() == below]
    (action,) = [one for one in held.actions() if one.text() == name]
    action.trigger()


def view_button(widget) -> ViewsButton:
    (found,) = widget.findChildren(ViewsButton)
    return found


def shown(window):
    return [window.model.row_at(at).label for at in range(window.model.rowCount())]


def test_filters_and_words_of_the_checklist_are_saved_and_chosen(window):
    everything = shown(window)
    press_filter(window, "gap", "measure")
    press_filter(window, "addressee", "")
    window.screens.current.page.find_field.setText("women")
    filtering = shown(window)
    save(window, "Women, no measure")
    assert not window.views.strip.isVisible()
    assert QApplication.focusWidget() is window.checklist.view
    assert view_button(window.left).text() == "View: Women, no measure"
    assert window.context.undo_labels()[0] == "Save view “Women, no measure”"
    press_filter(window, "gap", "measure")
    press_filter(window, "addressee", "Member States")
    window.screens.current.page.find_field.setText("")
    assert shown(window) == everything
    assert view_button(window.left).text() == "Saved views"
    choose(window, "Women, no measure")
    assert shown(window) == filtering
    assert window.screens.current.page.find_field.text() == "women"
    assert filter_line(window, "gap", "measure").isChecked()
    assert [one.text() for one in menu(window).actions() if one.isChecked()] == ["Women, no measure"]
    window.undo()
    assert names(window) == []
    assert shown(window) == filtering, "what is shown stays"
    window.redo()
    assert names(window) == ["Women, no measure"]


def test_a_view_of_a_register(window):
    for title, status in (
        ("Old", MeasureStatus.REPEALED),
        ("New", MeasureStatus.DRAFT),
        ("Newer", MeasureStatus.DRAFT),
    ):
        window.context.do_in_scope(registers.save_measure, Measure(title, status=status))
    window.show_screen("measure")
    page = window.screens.registers[Register.MEASURE]
    page.filters[1].setCurrentIndex(page.filters[1].findData("draft"))
    window.screens.current.page.find_field.setText("er")
    save(window, "Drafts")
    assert names(window) == [] and names(window, "measure") == ["Drafts"]
    assert QApplication.focusWidget() is page.table
    page.filters[1].setCurrentIndex(0)
    window.screens.current.page.find_field.setText("")
    choose(window, "Drafts")
    assert [page.model.row_at(at).measure.title for at in range(page.model.rowCount())] == ["Newer"]
    assert (page.filters[1].currentText(), window.screens.current.page.find_field.text()) == ("Draft", "er")
    assert view_button(page).text() == "View: Drafts"
    window.show_screen("evidence")
    assert menu(window).actions()[0].text() == "No views yet"


def test_a_name_that_is_there_is_replaced_and_undo_answers(window):
    save(window, "mine")
    press_filter(window, "level", "planned")
    save(window, "MINE")
    assert names(window) == ["MINE"]
    assert window.context.undo_labels()[0] == "Replace view “MINE”"
    (held,) = views.saved_views(window.context.workspace, "checklist")
    assert held.list_filter.chosen["level"] == "planned"
    window.undo()
    (held,) = views.saved_views(window.context.workspace, "checklist")
    assert held.name == "mine" and "level" not in held.list_filter.chosen


def test_a_view_is_replaced_renamed_and_removed_each_undoable(window):
    save(window, "A & B")
    save(window, "C")
    press_filter(window, "level", "planned")
    choose(window, "A && B", "Replace with the present filters")
    assert window.context.undo_labels()[0] == "Replace view “A & B”"
    assert view_button(window.left).text() == "View: A && B"
    choose(window, "C", "Rename")
    field = window.views.strip.field
    assert (field.text(), field.selectedText()) == ("C", "C")
    field.setText("a & b")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert window.message.text == "There is a view “A & B” already. Choose another name, or remove that one first."
    assert field.isVisible() and field.hasFocus()
    field.setText("c")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert names(window) == ["A & B", "c"]
    choose(window, "c", "Remove")
    assert names(window) == ["A & B"]
    for _ in range(2):
        window.undo()
    assert names(window) == ["A & B", "C"]


def test_escape_leaves_the_name_and_the_keys_go_back(window):
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(window.views.strip.field, Qt.Key.Key_Escape)
    QCoreApplication.processEvents()
    assert not window.views.strip.isVisible()
    assert QApplication.focusWidget() is window.checklist.view
    assert names(window) == []


def test_escape_elsewhere_leaves_the_name_alone(window):
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    window.screens.current.page.find_field.setFocus()
    QTest.keyClicks(window.screens.current.page.find_field, "drug")
    QTest.keyClick(window.screens.current.page.find_field, Qt.Key.Key_Escape)
    assert window.screens.current.page.find_field.text() == ""
    assert window.views.strip.isVisible()


def test_the_filters_are_those_of_the_list_that_was_asked_about(window):
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    window.show_screen("inbox")
    window.views.strip.field.setText("Mine")
    QTest.keyClick(window.views.strip.field, Qt.Key.Key_Return)
    assert names(window) == ["Mine"]


def test_a_list_without_filters_says_so(window):
    window.show_screen("history")
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert window.message.text == "There are no filters to save here. Show the checklist, measures or evidence."
    assert not window.views.strip.isVisible()


@pytest.mark.parametrize(
    ("typed", "said"),
    [(" \t", "A view needs a name."), ("x" * 10_000, "has 10,000 characters"), ("\u200b", "needs a name")],
)
def test_what_is_no_name_stays_in_the_line_and_is_said(window, typed, said):
    save(window, typed)
    assert said in window.message.text
    assert window.views.strip.field.hasFocus()
    assert names(window) == []


def test_any_name_is_shown_as_the_characters_it_is(window):
    for name in ("<b>&bold</b>", "🌿 قانون"):
        press_filter(window, "level", "planned")
        save(window, name)
        button = view_button(window.left)
        assert button.accessibleName() == f"View: {name}"
    choose(window, "<b>&&bold</b>", "Remove")
    assert names(window) == ["🌿 قانون"]


def test_what_is_gone_is_named_and_the_rest_is_shown(window):
    gone = {"instrument": "A/RES/1/1", "addressee": "", "theme": "No such theme", "level": "planned", "colour": "red"}
    window.context.do(views.save, "checklist", "From elsewhere", ListFilter(gone, "drug"))
    choose(window, "From elsewhere")
    assert window.message.text == (
        "The view “From elsewhere” is shown without what is no longer there: red, A/RES/1/1, No such theme."
    )
    chosen = window.model.filters.choice
    assert (chosen("instrument"), chosen("addressee"), chosen("theme"), chosen("level")) == (
        "A/RES/74/178",
        "",
        "",
        "planned",
    )
    assert window.screens.current.page.find_field.text() == "drug"


@pytest.mark.parametrize("kept", ["", "{", "null", '{"chosen": {"theme": 7}, "words": ""}', "[" * 50_000])
def test_a_view_that_cant_be_read_changes_nothing_and_can_be_replaced(open_window, workspace_path, kept):
    with closing(sqlite3.connect(workspace_path)) as raw, raw:
        raw.execute("INSERT INTO saved_view (screen, name, filters) VALUES ('checklist', 'Odd', ?)", (kept,))
    window = open_window(workspace_path)
    press_filter(window, "level", "planned")
    before = window.model.filters
    choose(window, "Odd")
    assert "The filters of the view “Odd” can't be read; nothing was changed." in window.message.text
    assert window.model.filters == before
    choose(window, "Odd", "Replace with the present filters")
    press_filter(window, "level", "planned")
    choose(window, "Odd")
    assert window.model.filters.choice("level") == "planned"


def test_history_tells_of_views_in_words(window):
    press_filter(window, "level", "planned")
    save(window, "Plans")
    workspace = window.context.workspace
    newest = history.change_sets(workspace, HistoryQuery())[0]
    assert str(newest.label) == "Save view “Plans”"
    changes = {one.field: str(one.after) for one in history.details(workspace, newest.id)}
    assert changes["Name"] == "Plans"
    assert "level: planned" in changes["Filters"]
    window.show_screen("history")
    window.screens.history.table.selectRow(0)
    assert any("View “Plans”" in words for words in words_in(window.screens.history))


def test_views_are_there_after_a_restart(window, open_window, workspace_path):
    save(window, "Mine")
    window.close()
    again = open_window(workspace_path)
    assert names(again) == ["Mine"]
    assert view_button(again.left).text() == "View: Mine"


def test_a_view_whose_name_is_no_text_is_not_opened(workspace_path):
    with closing(sqlite3.connect(workspace_path)) as raw, raw:
        raw.execute("INSERT INTO saved_view (screen, name, filters) VALUES ('checklist', x'ff41', '{}')")
    with pytest.raises(TrackerError, match="Row 1 of saved_view holds in name what can't be there"):
        open_workspace(workspace_path)
