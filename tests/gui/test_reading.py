"""Adding a resolution in the window: look at the reading, accept it, and add a better edition later."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QFileDialog, QLabel, QLineEdit, QPlainTextEdit

from tests.conftest import paragraph
from tests.gui.hands import cancel_questions, drag_enter, filter_line, press_filter, text_of, words_in
from tests.gui.readings import WRONG, accept, click, names, press
from tests.short import SHORT, SYMBOL
from tracker.domain.casework.levels import Level
from tracker.domain.instruments.corrections import Retype
from tracker.domain.instruments.outline import Kind
from tracker.gui.checklist.filters import ALL, MEMBER_STATES
from tracker.gui.kit import jobs, theme
from tracker.gui.paragraph.text_view import ParagraphText
from tracker.gui.reading.page import ReadingPage
from tracker.operations.instruments import stored_corrections


def drop(widget, path: Path, at: QPoint | None = None) -> tuple[QDragEnterEvent, QDropEvent]:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    place = at or QPoint(5, 5)
    given = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter, event = drag_enter(place, *given), QDropEvent(QPointF(place), *given)
    widget.dragEnterEvent(enter)
    widget.dropEvent(event)
    return enter, event


def test_from_file_to_checklist_and_back(window, added, file, qtbot, monkeypatch):
    path = file()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    action = next(a for menu in window.menuBar().actions() for a in menu.menu().actions() if "Add a" in a.text())
    action.trigger()
    qtbot.waitUntil(lambda: isinstance(window.page, ReadingPage))
    page = window.page
    assert not window.checklist.isVisible(), "the page takes the middle and the right"
    qtbot.waitUntil(lambda: page.width() > 900)
    assert "Accepting adds A/RES/99/1 with 4 operative paragraphs." in words_in(page)
    assert "Nothing is doubtful." in words_in(page)
    assert names(page)[1:5] == ["preambular 2", "operative 1", "operative 2", "operative 3"]
    accept(window, page, qtbot)
    assert window.checklist.isVisible()
    assert window.model.filters.choice("instrument") == SYMBOL
    assert filter_line(window, "instrument", SYMBOL).isChecked()
    assert window.message.text == "Added A/RES/99/1 with 4 operative paragraphs."
    window.undo()
    assert filter_line(window, "instrument", SYMBOL) is None
    assert window.model.rowCount() == 73
    window.redo()
    assert filter_line(window, "instrument", SYMBOL)


TO_NO_STATE = SHORT.replace("Member States", "the Secretary-General")


@pytest.mark.parametrize(("words", "addressee"), [(SHORT, MEMBER_STATES), (TO_NO_STATE, ALL)])
def test_filters_and_words_that_would_hide_what_was_added_give_way(window, added, file, qtbot, words, addressee):
    press_filter(window, "level", Level.PLANNED.value)
    window.checklist.find_field.setText("prisons")
    assert window.model.rowCount() == 0
    accept(window, added(file(words)), qtbot)
    assert window.model.rowCount() > 0
    assert window.checklist.find_field.text() == ""
    assert {row.symbol for row in (window.model.row_at(line) for line in range(window.model.rowCount()))} == {SYMBOL}
    assert window.model.filters.choice("addressee") == addressee


def test_a_file_dropped_on_the_left_or_the_middle_is_a_resolution(window, file, qtbot):
    enter, event = drop(window.panes, file(), window.left.mapTo(window.panes, QPoint(20, 20)))
    assert enter.isAccepted() and event.isAccepted()
    qtbot.waitUntil(lambda: isinstance(window.page, ReadingPage))


def test_a_file_dropped_beside_is_evidence_or_nothing(window, file, qtbot):
    row = paragraph(window.context.workspace, window.context.scope, "19")
    window.checklist.view.choose(row.id)
    drop(window.pane, file())
    assert window.page.title_words == "New evidence"
    drop(window.panes, file(), window.right.mapTo(window.panes, QPoint(20, 20)))
    jobs.wait_for_all()
    qtbot.wait(50)
    assert window.page.title_words == "New evidence"
    data = QMimeData()
    data.setText("words")
    given = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = drag_enter(QPoint(5, 5), *given)
    enter.ignore()
    window.panes.dragEnterEvent(enter)
    assert not enter.isAccepted()


def test_what_can_not_be_read_is_told(window, file, qtbot):
    window.add_resolution(file("Dear Sir,\n\nThank you.\n"))
    qtbot.waitUntil(window.message.isVisible)
    assert "No operative paragraphs" in window.message.text
    assert window.page is None


def test_a_better_edition_after_a_restart_is_corrected_again(open_window, workspace_path, added, window, file, qtbot):
    page = added(file(WRONG))
    click(page, "operative 2")
    press(page, "s")
    page.strip.apply()
    accept(window, page, qtbot)
    context = window.context
    for label in ("1", "3 (b)"):
        window.set_levels([paragraph(context.workspace, context.scope, label, SYMBOL)], Level.LARGELY)
    window.close()

    window = open_window(workspace_path)
    press_filter(window, "instrument", SYMBOL)
    row = paragraph(window.context.workspace, window.context.scope, "1", SYMBOL)
    window.checklist.view.choose(row.id)
    qtbot.waitUntil(lambda: window.pane.row == row)
    window.add_resolution(file(WRONG.replace("to read;", "to read on;"), "better.txt"))
    qtbot.waitUntil(lambda: isinstance(window.page, ReadingPage) and window.page.view.current is not None)
    page = window.page
    assert "operative 3 (b)" in names(page)
    said = "A/RES/99/1 is in the workspace. 1 paragraph has other words. 1 assessment will be suspect."
    assert said in words_in(page)
    assert not page.unsaved, "corrections that were kept are nothing new"
    accept(window, page, qtbot)
    assert window.message.text == "Updated A/RES/99/1. 1 assessment is suspect."
    assert "read on;" in window.pane.findChild(ParagraphText).toPlainText(), "the pane shows the new words"
    changed = "The words of this paragraph have changed since it was assessed."
    assert changed in words_in(window.pane)
    held = {r.label: r.suspect for r in window.model.rows if r.symbol == SYMBOL and r.assessed}
    assert held == {"1": True, "3 (b)": False}
    assert len(stored_corrections(window.context.workspace, SYMBOL)) == 1
    window.set_level_of_chosen(Level.FULLY)
    assert changed not in words_in(window.pane), "a level given now is for the new words"


def test_the_reading_of_a_held_instrument_is_corrected(window, qtbot):
    window.correct_reading()
    qtbot.waitUntil(lambda: isinstance(window.page, ReadingPage) and window.page.view.current is not None)
    page = window.page
    assert page.title_words == "Correct the reading"
    assert page.view.current.name == "operative 17"
    page.correct(Retype(page.view.current.line.place, Kind.ASIDE))
    assert "1 paragraph goes" in text_of(page)
    assert page.view.current.line.kind is Kind.ASIDE
    window.undo()
    QTest.mouseClick(page.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.accept_button.isEnabled)
    assert "in the workspace already" in window.message.text
    page.closed.emit()
    press_filter(window, "instrument", "")
    window.correct_reading()
    assert "Choose one on the left" in window.message.text


def test_an_edition_that_would_lose_work_is_refused_on_the_page(window, added, file, qtbot):
    accept(window, added(file()), qtbot)
    window.set_levels([paragraph(window.context.workspace, window.context.scope, "3 (b)", SYMBOL)], Level.PLANNED)
    page = added(file(SHORT.replace("\n\n(b) To report;", ""), "less.txt"))
    assert "with work on operative 3 (b), which this reading does not have" in text_of(page)
    QTest.mouseClick(page.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.accept_button.isEnabled)
    assert "move the work first" in window.message.text
    assert window.page is page


def test_corrections_are_not_given_away(window, added, file, monkeypatch, qtbot):
    page = added(file())
    click(page, "operative 1")
    press(page, "j")
    for leave in (window.pages.new_evidence_for_register, lambda: window.show_screen("measure"), window.show_export):
        window.message.hide()
        leave()
        assert window.page is page
        assert window.message.isVisible()
        assert "“Add a resolution” is not saved" in window.message.text
    window.message.hide()
    window.add_resolution(file(name="other.txt"))
    qtbot.waitUntil(window.message.isVisible)
    assert window.page is page
    window.context.switch_scope(cycle=window.context.cycles[-1].id, state="FRA")
    assert window.page is page, "another scope has nothing to do with it"
    asked = cancel_questions(monkeypatch)
    window.close()
    assert asked and window.isVisible()
    page.undo()
    window.show_screen("measure")
    assert window.page is None
    assert window.screens.registers["measure"].isVisible()


def test_the_source_is_plain_text_and_blocks_stay_apart(window, added, file):
    trap = "2. Invites <b>all</b> \ufdd0 to\u2028write;"
    page = added(file(SHORT.replace("2. Invites Member States to write;", trap)))
    click(page, "operative 2")
    assert page.source.marked_words == ["2. Invites <b>all</b> to write;"]
    click(page, "operative 4")
    assert page.source.marked_words == ["4. Decides to remain seized of the matter."]
    assert all(one.textFormat() == Qt.TextFormat.PlainText for one in page.findChildren(QLabel))
    block = page.source.document().findBlockByNumber(2 * page.seen.lines[0].paragraph.source[0])
    page.source.block_chosen.emit(block.blockNumber() // 2)
    assert page.view.current.name == "preambular 1"


def test_every_control_of_the_page_has_a_name(window, added, file):
    page = added(file(WRONG))
    for key in "SNTAHW":
        press(page, key.lower())
        for kind in (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit):
            for control in page.findChildren(kind):
                if control.isVisible() and not isinstance(control.parent(), QComboBox | QLineEdit):
                    assert control.accessibleName() or control.text(), (key, control)
        page.strip.close_edit()
    said = page.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "preambular 1, Recalling its resolution 98/2 of 1 May 2043,"


def test_the_colours_of_the_source_follow(window, added, file):
    page = added(file())
    app = __import__("PySide6.QtWidgets").QtWidgets.QApplication.instance()
    for name, colours in (("dark", theme.DARK), ("light", theme.LIGHT)):
        theme.set_scheme(name)
        theme.apply(app)
        QTest.qWait(10)
        grounds = {selection.format.background().color().name().upper() for selection in page.source.extraSelections()}
        assert colours.chosen in grounds
    theme.set_scheme("system")
