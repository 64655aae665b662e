"""The menu of what is under the mouse: in every list, on cards and files, in fields and on labels."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QLabel, QLineEdit, QMenu, QWidget

from tests.gui.hands import choose_several, focus, now, page_of, seen, show, windows
from tests.gui.scenes import with_work
from tests.gui.test_keys import key
from tests.gui.test_registers import add, open_register
from tests.gui.test_views import names, save
from tracker.domain.casework.levels import Level
from tracker.domain.casework.measures import Measure
from tracker.gui.files.file_line import file_size
from tracker.gui.reading.page import ReadingPage
from tracker.gui.shell.help_page import plain
from tracker.gui.shell.views_menu import ViewsMenu


def right_click(widget: QWidget, at: QPoint | None = None) -> dict[str, str]:
    """What the menu there offers, and why what is greyed is so. Qt opens it when the button goes down, or up."""
    viewport = widget.viewport() if isinstance(widget, QAbstractItemView) else widget
    at = viewport.rect().center() if at is None else at
    QTest.mousePress(viewport, Qt.MouseButton.RightButton, pos=at)
    QTest.mouseRelease(viewport, Qt.MouseButton.RightButton, pos=at)
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(viewport, QContextMenuEvent(reason, at, viewport.mapToGlobal(at)))
    return offered()


def open_menu() -> QMenu | None:
    menu = QApplication.activePopupWidget()
    assert menu is None or isinstance(menu, QMenu)
    return menu


def offered() -> dict[str, str]:
    menu = open_menu()
    actions = [one for one in menu.actions() if not one.isSeparator()] if menu else []
    return {_words(one): "" if one.isEnabled() else one.toolTip() for one in actions}


def _words(action) -> str:
    return plain(action.text().partition("\t")[0])


def close_menu() -> None:
    if menu := open_menu():
        menu.close()
    _come_back()


def _come_back() -> None:
    """Elsewhere than in the offscreen platform, a menu does not take the focus from its window."""
    for window in windows():
        window.activateWindow()
    QApplication.processEvents()


def choose(words: str) -> None:
    menu = open_menu()
    assert menu
    (action,) = [one for one in menu.actions() if _words(one) == words]
    menu.setActiveAction(action)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    _come_back()


def row(view, position: int) -> QPoint:
    return view.visualRect(view.model().index(position, 0)).center()


def test_a_right_click_chooses_the_row_under_the_mouse_unless_it_is_chosen(window):
    choose_several(window, "19", "20", "21")
    view = window.checklist.view
    position = window.model.position_of(now(window, "20").id)
    view.scrollTo(window.model.index(position), QAbstractItemView.ScrollHint.PositionAtCenter)
    right_click(view, row(view, position))
    assert len(view.selected_rows) == 3
    choose("Partially")
    assert [now(window, label).assessment.level for label in ("19", "20", "21")] == [Level.PARTIALLY] * 3
    view.scrollTo(window.model.index(position + 2))
    right_click(view, row(view, position + 2))
    assert [one.label for one in view.selected_rows] == [window.model.row_at(position + 2).label]
    close_menu()


LISTS = {
    "checklist": ("Fully implemented", "New measure", "Submit", "Its whole history", "Copy"),
    "measure": ("New row in the register", "Edit the row", "Remove the chosen rows", "Copy", "Select all"),
    "evidence": ("Edit the cell", "Link the chosen rows to paragraphs…", "Copy"),
    "inbox": ("Accept", "Return with a comment", "Copy"),
    "quality": ("Go there to mend it", "Check links", "Copy"),
    "history": ("Revert the chosen action", "Copy"),
}


@pytest.mark.parametrize("screen", LISTS)
def test_each_list_offers_what_can_be_done_with_its_line(window, tmp_path, screen):
    with_work(window, tmp_path)
    add(window, Measure("Law 10"))  # linked to nothing, to which Quality objects
    window.show_screen(screen)
    view = window.screens.current.focus
    QApplication.processEvents()
    given = right_click(view, row(view, 0))
    assert set(LISTS[screen]) <= set(given)
    assert not given["Copy"]
    assert all(why != words for words, why in given.items()), "what is greyed says why"
    QGuiApplication.clipboard().setText("")
    choose("Copy")
    assert QGuiApplication.clipboard().text()
    key(window, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    assert offered() == given
    close_menu()


def test_the_entries_are_those_of_the_menu_bar(window, tmp_path):
    with_work(window, tmp_path)
    view = window.checklist.view
    right_click(view, row(view, 0))
    menu = open_menu()
    bar = [action for top in window.menuBar().actions() for action in top.menu().actions()]
    assert menu and all(action in bar for action in menu.actions() if not action.isSeparator())
    close_menu()


def test_rows_are_removed_and_mended_from_their_menu(window, tmp_path):
    add(window, Measure("Law 10"), Measure("Law 20"))
    page = open_register(window)
    right_click(page.table, row(page.table, 1))
    choose("Remove the chosen rows")
    assert [page.model.row_at(at).measure.title for at in range(page.model.rowCount())] == ["Law 10"]
    window.show_screen("quality")
    quality = window.screens.quality
    right_click(quality.table, row(quality.table, 0))
    choose("Go there to mend it")
    assert window.right.isAncestorOf(focus())


def test_cards_and_files_offer_what_their_buttons_do(window, tmp_path):
    with_work(window, tmp_path)
    (evidence,) = [one for one in window.pane.evidence.rows.values() if one.files]
    (card,) = [one for one in seen(window.pane.evidence, QFrame) if one.accessibleName() == evidence.evidence.title]
    title = seen(card, QLabel)[0]
    assert list(right_click(title)) == ["Edit", "Unlink", "Open link", "Copy this text"]
    choose("Copy this text")
    assert QGuiApplication.clipboard().text() == evidence.evidence.title
    file = f"Map.png ({file_size(evidence.files[0])})"
    (line,) = [one for one in seen(card, QLabel) if one.text() == file]
    assert list(right_click(line)) == ["Preview", "Open", "Save as…", "Copy this text"]
    choose("Preview")
    assert page_of(window).title_words == "Preview"
    window.right.close_page()
    window.pages.edit_evidence(evidence)
    (line,) = [one for one in seen(page_of(window), QLabel) if one.text() == file]
    assert "Replace…" in right_click(line)
    close_menu()
    window.right.close_page()
    (comment,) = [one for one in seen(window.pane.comments, QLabel) if one.text() == "Is this all?"]
    assert list(right_click(comment)) == ["Answer", "Settle", "Copy this text"]
    close_menu()


def test_the_pane_offers_the_commands_of_its_paragraph(window):
    show(window)
    given = right_click(window.pane, QPoint(5, 200))
    assert "New measure" in given and "not assessed" in given["Submit"]
    choose("New measure")
    assert page_of(window).title_words == "New measure"
    window.right.close_page()
    window.pane.show_nothing()
    assert list(right_click(window.pane)) == ["Copy this text"]
    close_menu()
    assert not right_click(window.left, QPoint(1, 1)), "an empty menu does not open"


def test_what_is_only_to_be_read_can_be_copied(window):
    show(window)
    for words in ("Paragraph 19", window.checklist._about.words):
        (label,) = [one for one in seen(window, QLabel) if words in (one.text(), getattr(one, "words", ""))]
        assert "Copy this text" in right_click(label)
        choose("Copy this text")
        assert QGuiApplication.clipboard().text() == words


def test_a_field_has_the_menu_of_fields(window):
    show(window)
    field = window.pane.form.texts["lead_authority"]
    assert isinstance(field, QLineEdit)
    field.setText("Ministry")
    field.setFocus()
    key(window, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    assert {"Paste", "Select All"} <= set(offered())
    close_menu()


def test_a_line_of_a_reading_and_of_a_list_to_tick(window, qtbot):
    window.correct_reading()
    qtbot.waitUntil(lambda: isinstance(window.page, ReadingPage) and window.page.view.current is not None)
    page = page_of(window)
    page.view.choose(5)
    assert not right_click(page.view, row(page.view, 5))["Join (J)"]
    choose("Join (J)")
    assert page.undo_labels()[0]
    window.right.close_page()


def test_a_right_click_on_a_saved_view_renames_or_removes_it(window):
    save(window, "All")
    (views,) = window.menuBar().findChildren(ViewsMenu)
    views.popup(QPoint(20, 20))
    (action,) = [one for one in views.actions() if one.text() == "All"]
    at = QPointF(views.actionGeometry(action).center())
    button, none = Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier
    release = QMouseEvent(QEvent.Type.MouseButtonRelease, at, views.mapToGlobal(at), button, button, none)
    QApplication.sendEvent(views, release)
    assert list(offered()) == ["Replace with the present filters", "Rename", "Remove"]
    choose("Remove")
    assert names(window) == []
    assert open_menu() is None


@pytest.mark.parametrize(("screen", "title"), [("measure", "New measure"), ("evidence", "New evidence")])
def test_an_empty_register_has_a_menu(window, screen, title):
    page = open_register(window, screen)
    assert not page.table.isVisible()
    offers = right_click(page)
    assert offers["New row in the register"] == "" and offers["Remove the chosen rows"] == "Choose a row first."
    choose("New row in the register")
    assert page_of(window).title_words == title
