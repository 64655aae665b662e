"""Every action by keyboard: it stands in a menu, its key works, its button says the key, and F1 lists them all."""

from functools import partial

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from shiboken6 import isValid

from tests.gui.hands import give, image, look_again, now, press, seen, show, words_in
from tests.gui.scenes import with_work
from tests.operations.test_review import judged
from tracker import paths
from tracker.domain.casework.assessments import Stage
from tracker.domain.casework.levels import Level
from tracker.domain.casework.measures import Measure
from tracker.domain.casework.registers import Register
from tracker.gui.kit.shortcuts import KEYS, shown
from tracker.gui.kit.widgets import FlowLayout
from tracker.gui.shell import workspaces
from tracker.gui.shell.app import application
from tracker.gui.shell.help_page import key_of
from tracker.operations import registers, review

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def key(window, code, modifiers=Qt.KeyboardModifier.NoModifier):
    QApplication.processEvents()
    QTest.keyClick(QApplication.focusWidget() or window, code, modifiers)
    QApplication.processEvents()


def entries(window) -> list[QAction]:
    return [action for top in window.menuBar().actions() for action in below(top.menu())]


def below(menu: QMenu) -> list[QAction]:
    found = [(action, action.menu()) for action in menu.actions() if not action.isSeparator()]
    return [one for action, under in found for one in (below(under) if isinstance(under, QMenu) else [action])]


def entry(window, words: str) -> QAction:
    return next(one for one in entries(window) if key_of(one)[1].startswith(words))


def greyed(window, words: str) -> str:
    """What an entry says when it is greyed as its menu opens; "" where it is not."""
    action = entry(window, words)
    (menu,) = [top.menu() for top in window.menuBar().actions() if action in below(top.menu())]
    menu.aboutToShow.emit()
    why = "" if action.isEnabled() else action.toolTip()
    assert action.isEnabled() or why != key_of(action)[1], "a greyed entry says why"
    menu.aboutToHide.emit()
    return why


def test_no_key_is_given_twice(window):
    keys = [one for action in entries(window) for one in (k.toString() for k in action.shortcuts())]
    assert len(keys) == len(set(keys)) > 30
    assert len(set(KEYS.values())) == len(KEYS)
    assert {"Ctrl+K", "Ctrl+1", "Ctrl+Q"} <= set(keys)


def test_each_key_of_the_program_is_in_a_menu(window):
    held = {key_of(action)[0] for action in entries(window)}
    assert {shown(one) for one in KEYS.values()} <= held


def test_the_menus_can_be_gone_through_by_keyboard(window):
    window.show_screen("checklist")
    key(window, Qt.Key.Key_V, ALT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.title() == "&View"
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert window.screens.current.name in ("checklist", "measure")


def test_what_would_do_nothing_is_greyed_and_says_why(open_window, workspace_path):
    window = open_window(workspace_path, state=None)
    window.show_screen("checklist")
    assert "Member State" in greyed(window, "New measure")
    window.context.switch_scope(state="KEN")
    show(window)
    assert not greyed(window, "New measure")
    assert "not assessed" in greyed(window, "Submit")
    assert "No page is open" in greyed(window, "Close the page")
    assert "History" in greyed(window, "Revert the chosen action")
    assert entry(window, "Submit").isEnabled(), "its key is listened to while the menu is closed"


def test_a_key_that_can_do_nothing_says_why(window):
    show(window)
    window.set_level_of_chosen(Level.PARTIALLY)
    key(window, Qt.Key.Key_Return, CTRL | SHIFT)
    assert now(window).assessment.stage is Stage.DRAFT
    assert "Before it can be submitted" in window.message.text


def test_the_whole_review_by_keyboard(window):
    workspace, scope = window.context.workspace, window.context.scope
    judged(workspace, scope)
    look_again(window)
    show(window)
    window.checklist.view.setFocus()
    key(window, Qt.Key.Key_Return, CTRL | SHIFT)
    assert now(window).assessment.stage is Stage.SUBMITTED
    key(window, Qt.Key.Key_B, CTRL | SHIFT)
    assert window.pane.review.comment.hasFocus(), "a return needs a comment"
    QTest.keyClicks(window.pane.review.comment, "Which article?")
    key(window, Qt.Key.Key_B, CTRL | SHIFT)
    assert now(window).assessment.stage is Stage.RETURNED
    key(window, Qt.Key.Key_Return, CTRL | SHIFT)
    key(window, Qt.Key.Key_Y, CTRL | SHIFT)
    assert now(window).assessment.stage is Stage.ACCEPTED
    key(window, Qt.Key.Key_D, CTRL | SHIFT)
    assert now(window).assessment.stage is Stage.DRAFT


def test_comments_are_written_sent_and_settled_by_keyboard(window):
    row = show(window)
    key(window, Qt.Key.Key_C, CTRL | SHIFT)
    assert window.pane.comments.text.hasFocus()
    QTest.keyClicks(window.pane.comments.text, "Is this all?")
    key(window, Qt.Key.Key_Return, CTRL)
    scope = window.context.scope
    (said,) = review.comments(window.context.workspace, scope, row.id)
    assert said.text == "Is this all?"
    key(window, Qt.Key.Key_O, CTRL | SHIFT)
    (said,) = review.comments(window.context.workspace, scope, row.id)
    assert said.settled


def test_an_answer_is_sent_by_keyboard(window):
    row = show(window)
    window.context.do_in_scope(review.add_comment, row, "Is this all?")
    entry(window, "Answer a comment").trigger()
    QTest.keyClicks(window.pane.comments.text, "Yes")
    key(window, Qt.Key.Key_Enter, CTRL)
    answers = review.comments(window.context.workspace, window.context.scope, row.id)
    assert answers[1].reply_to == answers[0].id


def test_the_inbox_accepts_by_key_and_says_why_not(window):
    workspace, scope = window.context.workspace, window.context.scope
    review.move(workspace, scope, judged(workspace, scope), Stage.SUBMITTED)
    window.show_screen("inbox")
    inbox = window.screens.inbox
    (accept,) = (one for one in seen(inbox, QPushButton) if one.text() == "Accept")
    assert not accept.isEnabled()
    assert "Choose lines" in accept.toolTip()
    key(window, Qt.Key.Key_Y, CTRL | SHIFT)
    assert "Choose lines" in window.message.text
    key(window, Qt.Key.Key_Down)
    assert shown(KEYS["accept"]) in accept.toolTip()
    key(window, Qt.Key.Key_Y, CTRL | SHIFT)
    assert now(window).assessment.stage is Stage.ACCEPTED


def test_from_the_right_pane_to_the_next_paragraph_and_back(window):
    show(window, "19")
    field = window.pane.form.texts["rationale"]
    field.setFocus()
    key(window, Qt.Key.Key_PageDown, CTRL)
    assert window.pane.row.label == "20"
    assert field.hasFocus()
    key(window, Qt.Key.Key_PageUp, CTRL)
    assert window.pane.row.label == "19"


def test_from_pane_to_pane(window):
    show(window)
    window.checklist.view.setFocus()
    window.name.hide()
    panes = [window.right, window.status, window.header, window.left, window.screens]
    window.context.do_in_scope(registers.save_measure, Measure("Law 30"))  # so that the status bar has something
    for pane in panes:
        key(window, Qt.Key.Key_F6)
        assert pane.isAncestorOf(QApplication.focusWidget()), pane
    for pane in reversed(panes[:-1]):
        key(window, Qt.Key.Key_F6, SHIFT)
        assert pane.isAncestorOf(QApplication.focusWidget()), pane


def test_the_scope_by_keyboard(window):
    show(window)
    key(window, Qt.Key.Key_L, CTRL)
    assert window.header.state.lineEdit().hasFocus()
    QTest.keyClicks(window.header.state.lineEdit(), "ivory coast")
    key(window, Qt.Key.Key_Return)
    assert window.context.scope.state == "CIV"
    key(window, Qt.Key.Key_R, CTRL)
    assert window.header.cycle.view().isVisible()
    window.header.cycle.hidePopup()


def test_cut_copy_paste_and_select_all_in_the_focused_field(window):
    show(window)
    field = window.pane.form.texts["lead_authority"]
    field.setFocus()
    QTest.keyClicks(field, "Ministry")
    entry(window, "Select all").trigger()
    entry(window, "Cut").trigger()
    assert field.text() == ""
    entry(window, "Paste").trigger()
    entry(window, "Paste").trigger()
    assert field.text() == "MinistryMinistry"
    window.checklist.view.setFocus()
    entry(window, "Copy").trigger()
    assert QGuiApplication.clipboard().text().startswith("19 ")
    assert "field" in greyed(window, "Paste")


def test_a_page_is_saved_and_closed_from_the_list_too(window):
    show(window)
    window.pages.new_measure()
    window.page.title.setText("Law 30")
    window.checklist.view.setFocus()
    key(window, Qt.Key.Key_Return, CTRL)
    assert window.page is None
    assert registers.measures(window.context.workspace, window.context.scope)[0].measure.title == "Law 30"
    window.pages.new_measure()
    entry(window, "Close the page").trigger()
    assert window.page is None


def test_a_register_by_keyboard(window):
    for title in ("Law 10", "Law 20"):
        window.context.do_in_scope(registers.save_measure, Measure(title))
    window.show_screen("measure")
    page = window.screens.registers[Register.MEASURE]
    key(window, Qt.Key.Key_Down)
    key(window, Qt.Key.Key_I, CTRL | SHIFT)
    assert page.model.row_at(0).measure.title == "Law 20", "it was sorted so, now the other way round"
    key(window, Qt.Key.Key_P, CTRL | SHIFT)
    assert "Link 1 measure" in window.page.title_words
    assert window.page.ticks.search.hasFocus()
    key(window, Qt.Key.Key_Escape)
    key(window, Qt.Key.Key_N, CTRL)
    assert window.page.title_words == "New measure"
    window.page.leave()
    page.choose([page.model.row_at(1).id])
    entry(window, "Remove the chosen rows").trigger()
    assert page.model.rowCount() == 1


def test_history_takes_back_by_key(window):
    show(window)
    window.set_level_of_chosen(Level.PARTIALLY)
    window.show_screen("history")
    key(window, Qt.Key.Key_Backspace, CTRL | SHIFT)
    assert now(window).assessment.level == Level.NOT_ASSESSED
    window.screens.history.table.selectRow(window.screens.history.model.rowCount() - 1)
    assert "made the workspace" in greyed(window, "Revert the chosen action")


def test_the_files_of_a_paragraph_are_in_its_menu(window, tmp_path):
    row = show(window)
    give(window, row, image(tmp_path / "Map.png"))
    greyed(window, "Submit")  # opens the menu
    entry(window, "Preview Map.png").trigger()
    assert window.page.title_words == "Preview"


def test_recent_workspaces_are_offered_while_they_are_there(open_window, workspace_path, tmp_path):
    application()  # which says where settings are
    others = [tmp_path / f"other {number}.tracker" for number in range(8)]
    for path in others:
        path.write_bytes(workspace_path.read_bytes())
        workspaces.remember(path)
    open_window(others[6]).close()
    others[7].unlink()
    window = open_window(workspace_path)
    (recent,) = [a.menu() for a in window.menuBar().actions()[0].menu().actions() if a.menu()]
    names = [action.text()[4:].partition("  (")[0] for action in recent.actions()]
    assert names == [f"other {number}" for number in (6, 5, 4, 3, 2, 1)]
    wanted: list[partial] = []
    window.workspace_wanted.disconnect()
    window.workspace_wanted.connect(wanted.append)
    recent.actions()[0].trigger()
    assert wanted[0].args == (others[6],)


def test_f1_lists_every_key_of_the_menus(window):
    show(window)
    key(window, Qt.Key.Key_F1)
    words = words_in(window.page)
    for action in entries(window):
        keys, name = key_of(action)
        assert not keys or {keys, name} <= set(words), name
    assert "go from line to line in a list" in words
    key(window, Qt.Key.Key_Escape)
    assert window.page is None


def test_buttons_say_their_keys(window):
    show(window)
    for screen, words, name in (
        ("checklist", "Export…", "export"),
        ("measure", "New measure", "new row"),
        ("measure", "Edit", "edit row"),
        ("measure", "Link to paragraphs…", "link rows"),
        ("checklist", "Add", "new measure"),
        ("checklist", "Comment", "save"),
    ):
        window.show_screen(screen)
        button = next(one for one in seen(window, type(window.status.undo)) if one.text() == words)
        assert f"({shown(KEYS[name])})" in button.toolTip(), words


def test_escape_gives_the_corrections_of_a_reading_up_only_when_pressed_twice(window, qtbot):
    entry(window, "Correct the reading").trigger()
    qtbot.waitUntil(lambda: window.page is not None)
    window.page.view.setFocus()
    window.page.view.choose(5)
    press(window.page, "Join (J)")
    key(window, Qt.Key.Key_Escape)
    assert "Escape once more" in window.message.text
    key(window, Qt.Key.Key_Escape)
    assert window.page is None


def test_settings_are_not_read_from_elsewhere(window):
    assert str(QSettings().fileName()).startswith(str(paths.user_folder()))


def test_the_edit_menu_opened_by_keyboard_acts_on_the_field_that_had_the_focus(window):
    show(window)
    field = window.pane.form.texts["lead_authority"]
    field.setFocus()
    QTest.keyClicks(field, "Ministry")
    key(window, Qt.Key.Key_E, ALT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    entries_here = [action for action in menu.actions() if not action.isSeparator()]
    wanted = entry(window, "Select all")
    assert wanted.isEnabled()
    for _ in entries_here:
        if menu.activeAction() is wanted:
            break
        QTest.keyClick(menu, Qt.Key.Key_Down)
    assert menu.activeAction() is wanted
    QTest.keyClick(menu, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert field.selectedText() == "Ministry"
    assert field.hasFocus()


def test_going_from_pane_to_pane_lets_go_of_nothing_when_a_page_is_closed(window, tmp_path):
    with_work(window, tmp_path)
    QTest.keyClick(window, Qt.Key.Key_E, CTRL | SHIFT)
    QTest.keyClick(window, Qt.Key.Key_1, CTRL)
    QTest.keyClick(window, Qt.Key.Key_F6, SHIFT)
    QApplication.processEvents()
    chips = [items for items in window.pane.findChildren(FlowLayout) if items.count()]
    assert chips and all(isValid(items.itemAt(number)) for items in chips for number in range(items.count()))
