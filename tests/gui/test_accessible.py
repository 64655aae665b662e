"""Those who hear the window: every control has a name and a role, every line of a list says what is seen in it."""

import gc
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from tests.gui.hands import filter_line, seen, show
from tests.gui.scenes import scenes, with_work
from tracker.domain.casework.levels import Level
from tracker.gui.shell.guide_page import GuidePage
from tracker.gui.shell.help_page import plain
from tracker.operations import casework

ROLE = QAccessible.Role
CONTROLS = (
    ROLE.Button,
    ROLE.CheckBox,
    ROLE.RadioButton,
    ROLE.ComboBox,
    ROLE.EditableText,
    ROLE.List,
    ROLE.Table,
    ROLE.MenuItem,
    ROLE.ProgressBar,
)
ITEMS = (ROLE.List, ROLE.Table)


def name_of(node: QAccessibleInterface) -> str:
    return node.text(QAccessible.Text.Name)


def walk(node: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """What is to be seen below a node; lists are told of as a whole."""
    widget = node.object()
    if node.state().invisible or (isinstance(widget, QWidget) and not widget.isVisible()):
        return
    yield node
    if node.role() not in ITEMS:
        for number in range(node.childCount()):
            if (child := node.child(number)) is not None:
                yield from walk(child)


def controls(window) -> list[tuple[str, ROLE, str, str]]:
    """Name, role, class and description of each control. No node outlives this: Qt frees them, and PySide would take
    the next thing in their place for one."""
    found = [
        (name_of(one).strip(), one.role(), type(one.object()).__name__, one.text(QAccessible.Text.Description))
        for one in walk(QAccessible.queryAccessibleInterface(window))
        if one.state().focusable or one.role() in CONTROLS
    ]
    gc.collect()
    return found


def test_every_control_has_a_name_and_a_role(window, qtbot, tmp_path):
    with_work(window, tmp_path)
    for scene in scenes(window, qtbot):
        found = controls(window)
        assert len(found) > 20, scene
        for name, role, kind, described in found:
            assert name, (scene, role, kind)
            assert "<qt>" not in name + described, (scene, name, described)
            assert role not in (ROLE.NoRole, ROLE.Client), (scene, name)
        names = [name for name, role, *_ in found if role == ROLE.EditableText]
        assert len(names) == len(set(names)), (scene, "two fields of one name")
        for one in seen(window, QAbstractButton):
            words, said = plain(one.text()).strip("…"), name_of(QAccessible.queryAccessibleInterface(one))
            assert words in said or not any(map(str.isalpha, words)), (scene, f"“{words}” is seen, “{said}” said")


def test_every_entry_of_the_menus_has_a_name(window):
    for top in window.menuBar().actions():
        menu = QAccessible.queryAccessibleInterface(top.menu())
        assert menu.role() == ROLE.PopupMenu
        items = [menu.child(number) for number in range(menu.childCount())]
        assert all(name_of(one) or one.role() == ROLE.Separator for one in items)


def test_a_line_of_the_checklist_says_all_that_is_seen_in_it(window, tmp_path):
    with_work(window, tmp_path)
    view = QAccessible.queryAccessibleInterface(window.checklist.view)
    lines = [name_of(view.child(number)) for number in range(window.model.rowCount())]
    (said,) = [line for line in lines if line.startswith("Paragraph 19,")]
    for words in ("Urges", "largely implemented", "submitted", "1 measure", "2 pieces of evidence", "1 comment"):
        assert words in said, said
    (said,) = [line for line in lines if line.startswith("Paragraph 20,")]
    assert "words changed since" in said


@pytest.mark.parametrize("screen", ["measure", "evidence", "inbox", "history"])
def test_the_cells_of_a_table_say_their_words(window, tmp_path, screen):
    with_work(window, tmp_path)
    window.show_screen(screen)
    table = QAccessible.queryAccessibleInterface(window.screens.current.focus)
    nodes = [table.child(number) for number in range(table.childCount())]
    headings = [name_of(one) for one in nodes if one.role() == ROLE.ColumnHeader]
    cells = [name_of(one) for one in nodes if one.role() == ROLE.Cell]
    assert len(headings) >= 4
    assert all(headings)
    assert sum(map(bool, cells[: len(headings)])) >= 3, cells[: len(headings)]


def test_a_level_says_its_name_its_key_and_whether_it_is_chosen(window):
    row = show(window)
    window.context.do_in_scope(casework.set_level, row, Level.PARTIALLY)
    buttons = {one.accessibleName(): one for one in window.pane.form.levels["level"].findChildren(QAbstractButton)}
    node = QAccessible.queryAccessibleInterface(buttons["partially implemented (3)"])
    assert node.role() == ROLE.RadioButton
    assert node.state().checked
    assert not QAccessible.queryAccessibleInterface(buttons["largely implemented (4)"]).state().checked
    described = node.text(QAccessible.Text.Description)
    assert described == "Overall"


def test_the_labels_of_fields_are_their_names(window):
    show(window)
    window.pages.new_measure()
    for name, field in (("Title", window.page.title), ("Adopted", window.page.fields["adopted_on"])):
        assert name_of(QAccessible.queryAccessibleInterface(field)) == name


def test_a_filter_is_one_of_several_and_says_of_which(window):
    line = filter_line(window, "level", str(Level.PARTIALLY))
    assert line is not None
    node = QAccessible.queryAccessibleInterface(line)
    assert node.role() == ROLE.RadioButton
    assert node.text(QAccessible.Text.Description) == "Level"
    for checked in (True, False):
        line.click()
        assert node.state().checked == checked


def test_the_progress_says_its_counts(window):
    window.set_levels([show(window)], Level.PARTIALLY)
    (bar,) = [one for one in seen(window.header, QWidget) if one.accessibleName() == "Progress"]
    assert bar.accessibleDescription() == "1 of 71 assessed: 70 not assessed, 1 partially implemented"


def test_the_paragraph_and_the_guide_are_read_and_copied_by_keyboard(window, qtbot):
    row = show(window)
    text = window.pane.first
    text.setFocus()
    for _ in range(len(row.opening)):
        QTest.keyClick(text, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(text, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == row.opening
    window.right.open(partial(GuidePage, window.context))
    guide = window.page.guide
    qtbot.waitUntil(lambda: bool(guide.toPlainText()))
    QTest.keyClick(guide, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert guide.textCursor().selectedText() == guide.document().firstBlock().text()
    QTest.keyClick(guide, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert guide.cursorRect().bottom() <= guide.viewport().height()


def test_a_long_paragraph_is_scrolled_to_the_caret(window):
    window.resize(1280, 480)
    window.checklist.view.choose(max(window.model.rows, key=lambda row: len(row.text)).id)
    text = window.pane.first
    text.setFocus()
    QTest.keyClick(text, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert not text.visibleRegion().intersected(text.cursorRect()).isEmpty()
