"""The day by ear: each act says once what it did, typing says nothing, and the focus is always somewhere that is seen
and named."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from tests.excel.filled import Filled, send
from tests.gui.hands import assert_focus_is_seen, choose_several, focus, look_again, now, page_of, press, seen, show
from tests.gui.scenes import with_work
from tests.operations.test_review import judged
from tracker.domain.casework.levels import Level
from tracker.errors import TrackerError
from tracker.gui.exchange.import_page import ImportPage
from tracker.gui.kit import speech
from tracker.gui.kit.shortcuts import KEYS
from tracker.operations import casework

ABOUT = "paragraph 19 of A/RES/74/178"
LEVEL = f"Level of {ABOUT} set to Partially"
ARABIC = "لا يوجد ما يمكن حفظه"


class Ear:
    """Hears what the window says, as a screen reader would."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, bool]] = []

    def listen(self, words: str, urgent: bool) -> None:
        self.heard.append((words, urgent))

    def after(self, act: Callable[[], object]) -> list[str]:
        """What is said of an act, without that before it."""
        settle()
        self.heard.clear()
        act()
        settle()
        return [words for words, _ in self.heard]

    def once(self, act: Callable[[], object]) -> str:
        """The one thing that is said of an act."""
        (words,) = self.after(act)
        return words

    def at_rest(self, qtbot, act: Callable[[], object]) -> str:
        """The one thing that is said when typing pauses."""
        self.after(act)
        qtbot.waitUntil(lambda: bool(self.heard))
        ((words, _),) = self.heard
        return words


@pytest.fixture
def ear(monkeypatch) -> Ear:
    heard = Ear()
    monkeypatch.setattr(speech, "announce", heard.listen)
    return heard


def settle() -> None:
    for _ in range(5):
        QCoreApplication.processEvents()


def key(name: str) -> Callable[[], None]:
    """Presses the shortcut of a command."""
    return lambda: QTest.keySequence(focus().window(), QKeySequence(KEYS[name].replace("Enter", "Return")))


def type_key(pressed: Qt.Key) -> Callable[[], None]:
    return lambda: QTest.keyClick(QApplication.activePopupWidget() or focus(), pressed)


def typed(words: str) -> Callable[[], None]:
    return lambda: QTest.keyClicks(focus(), words)


def test_levels_and_undo_are_told(window, ear):
    view = window.checklist.view
    view.setFocus()
    show(window)
    assert ear.once(type_key(Qt.Key.Key_3)) == f"{LEVEL}."
    assert_focus_is_seen(window)
    assert ear.once(type_key(Qt.Key.Key_3)) == "Nothing to set: 1 paragraph had that already."
    assert ear.once(key("undo")) == f"Undone: {LEVEL}"
    assert ear.once(key("redo")) == f"Redone: {LEVEL}"
    assert focus() is view
    choose_several(window)
    said = ear.once(type_key(Qt.Key.Key_4))
    assert said.startswith(f"Level of {window.model.rowCount()} paragraphs of A/RES/74/178 set to Largely"), said
    assert_focus_is_seen(window)
    show(window)
    for name, words in (("level", "Overall"), ("law", "In law"), ("practice", "In practice")):
        picker = window.pane.form.levels[name]
        picker.setFocus()
        assert ear.once(type_key(Qt.Key.Key_5)) == f"{words}: Fully implemented"
        assert_focus_is_seen(window)
        assert focus().accessibleName() == "fully implemented (5)"
        assert focus().isChecked()


def test_review_is_told_and_stays_in_the_list(window, ear):
    workspace, scope = window.context.workspace, window.context.scope
    window.context.do_in_scope(casework.set_level, now(window), Level.LARGELY)
    show(window)
    window.checklist.view.setFocus()
    said = ear.once(key("submit"))
    assert said.startswith("Before it can be submitted:")
    assert "Say what is missing." in said
    judged(workspace, scope)
    look_again(window)
    show(window)
    for name, words in (
        ("submit", f"Submit {ABOUT}"),
        ("accept", "You had submitted it yourself."),
        ("draft", f"Back to draft: {ABOUT}"),
        ("undo", f"Undone: Back to draft: {ABOUT}"),
    ):
        assert ear.once(key(name)) == words
        assert_focus_is_seen(window)
        assert focus() is window.checklist.view, name
    assert ear.once(key("return")) == "An assessment is returned with a comment. Say what is to be changed."
    assert_focus_is_seen(window)
    assert ear.after(typed("Which article?")) == []
    press(window.pane.review, "Return")
    assert ear.after(lambda: None) == []
    assert_focus_is_seen(window)
    assert window.pane.review.isAncestorOf(focus())


def test_searches_and_states_are_told(window, ear, qtbot):
    window.found.focus()
    words = ear.at_rest(qtbot, typed("drug"))
    number = window.found.model.hits
    assert words.startswith(f"{number} results. ")
    assert words.endswith(f", 1 of {number}")
    assert ear.once(type_key(Qt.Key.Key_Down)).endswith(f", 2 of {number}")
    assert ear.once(key("search all")).endswith(f", 1 of {window.found.model.hits}")
    assert_focus_is_seen(window)
    ear.after(type_key(Qt.Key.Key_Return))
    assert_focus_is_seen(window)
    key("find")()
    assert ear.at_rest(qtbot, typed("treatment")) == f"{window.model.rowCount()} lines"
    assert_focus_is_seen(window)
    line = window.header.state.lineEdit()
    line.setFocus()
    settle()
    assert ear.after(typed("ivory coast")) == []
    assert ear.once(type_key(Qt.Key.Key_Return)) == f"Côte d'Ivoire, 2026 review: {window.header.progress}"
    assert focus() is window.checklist.view
    line.setFocus()
    settle()
    assert ear.after(typed("Atlantis")) == []
    assert ear.once(type_key(Qt.Key.Key_Return)).startswith("There is no Member State “Atlantis”.")
    assert_focus_is_seen(window)


def test_fields_tell_what_is_wrong_when_they_are_left(window, ear):
    show(window)
    window.pane.form.texts["rationale"].setFocus()
    assert ear.after(typed("In force.")) == []
    assert ear.after(window.pane.flush) == []
    assert now(window).assessment.rationale == "In force."
    due = window.pane.form.due
    due.setFocus()
    assert ear.after(typed("end of June")) == []
    assert ear.once(type_key(Qt.Key.Key_Tab)).startswith("This is not a date")
    assert ear.heard[0][1], "it is urgent"
    assert ear.after(window.pane.flush) == [], "it was told"
    window.pages.new_measure()
    assert_focus_is_seen(window)
    assert ear.once(window.page.save).startswith("A measure needs a title")


def test_pages_files_and_ticks_are_told(window, ear, qtbot, tmp_path):
    show(window)
    assert ear.once(window.show_export) == "Export a compliance matrix"
    assert_focus_is_seen(window)
    page_of(window).scale.setFocus()
    assert ear.once(type_key(Qt.Key.Key_Down)) == window.page.scale.currentText()
    path = tmp_path / "matrix.xlsx"
    ear.after(lambda: window.page.write(path))
    qtbot.waitUntil(lambda: bool(ear.heard))
    assert [words for words, _ in ear.heard] == [f"Wrote {path}"]
    ear.after(lambda: window.page.write(tmp_path / "nowhere" / "matrix.xlsx"))
    qtbot.waitUntil(lambda: bool(ear.heard))
    ((words, urgent),) = ear.heard
    assert "nowhere" in words
    assert urgent
    window.right.close_page()
    assert_focus_is_seen(window)
    book = Filled(send(window.context.workspace, tmp_path / "returned.xlsx"))
    book.write("Compliance Matrix", "Next step", book.row("19"), "A step")
    ear.heard.clear()
    window.returned.look([book.save()])
    qtbot.waitUntil(lambda: isinstance(window.page, ImportPage))
    settle()
    assert [words for words, _ in ear.heard] == ["Import returned.xlsx"]
    page = page_of(window)
    page.table.setFocus()
    assert ear.once(type_key(Qt.Key.Key_Space)) == "0 ticked"
    assert ear.once(type_key(Qt.Key.Key_Space)) == "1 ticked"
    assert_focus_is_seen(window)
    ear.heard.clear()
    page.save()
    qtbot.waitUntil(lambda: window.page is None)
    settle()
    ((words, _),) = ear.heard
    assert words.startswith("Import returned.xlsx: 1 change. Undo reverts all of it.")
    assert_focus_is_seen(window)


def test_messages_are_told_whole_and_as_they_are(window, ear):
    for words in ("word " * 400 + "end", ARABIC, "<b>bold</b> & <qt>"):
        fault = TrackerError(words, "Do it again.")
        assert ear.once(lambda fault=fault: window.tell_fault(fault)) == str(fault)
        assert ear.heard[0][1], "it is urgent"
    window.message.findChildren(type(window.status.undo))[0].setFocus()
    assert ear.after(lambda: press(window.message, "Dismiss")) == []
    assert focus() is window.checklist.view


def test_the_focus_is_seen_after_every_act(window, tmp_path):
    with_work(window, tmp_path)
    window.resize(1100, 700)
    window.checklist.view.setFocus()
    acts = "comment settle settle next previous undo comment leave search leave find leave new_measure leave state"
    _press_each(window, acts)
    window.pane.comments.answer()
    assert_focus_is_seen(window)
    for words in ("Settle", "Reopen"):
        (way,) = [one for one in seen(window.pane.comments, QPushButton) if one.text() == words]
        way.setFocus()
        way.click()
        assert_focus_is_seen(window, words)
    show(window, "20")
    _press_each(window, "next_pane " * 5 + "previous_pane " * 5 + "guide leave help leave")
    window.pages.compare()
    assert_focus_is_seen(window)
    for screen in window.screens.all:
        window.show_screen(screen.name)
        assert_focus_is_seen(window)
        _press_each(window, "find leave")


def _press_each(window, names: str) -> None:
    """Press the shortcuts of these commands, one after the other."""
    for name in names.split():
        settle()
        key(name.replace("_", " "))()
        assert_focus_is_seen(window, name)


def test_the_focus_is_seen_when_a_list_becomes_empty_and_a_strip_leaves(window, tmp_path):
    with_work(window, tmp_path)
    for name in ("Keep", "Later"):
        window.name.ask()
        assert_focus_is_seen(window, "name")
        window.name.field.setText("Ann")
        press(window.name, name)
        assert focus() is window.checklist.view, name
    window.show_screen("inbox")
    inbox = window.screens.inbox
    inbox.table.selectAll()
    inbox.ask_to_return()
    assert_focus_is_seen(window, "return")
    key("leave")()
    assert_focus_is_seen(window, "no return")
    inbox.kind.setFocus()
    inbox.table.selectAll()
    inbox.table.setFocus()
    key("accept")()
    assert_focus_is_seen(window, "accept")
    for register in ("measure", "evidence"):
        window.show_screen(register)
        table = window.screens.current.focus
        table.selectAll()
        table.setFocus()
        type_key(Qt.Key.Key_Delete)()
        assert table.model().rowCount() == 0
        assert_focus_is_seen(window, f"remove {register}")
        window.show_screen("checklist")
        window.show_screen(register)
        assert_focus_is_seen(window, f"empty {register}")
    key("undo")()
    assert_focus_is_seen(window, "undo")
