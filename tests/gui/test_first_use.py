"""What those who used the window for the first time stumbled over."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui.hands import focus, look_again, now, press_filter, show
from tests.operations.test_review import judged
from tracker.domain.casework.assessments import Stage
from tracker.domain.casework.levels import Level
from tracker.operations import casework, review

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_escape_gives_up_the_member_state_that_was_typed(window):
    window.header.state.focus()
    line = window.header.state.lineEdit()
    QTest.keyClicks(line, "civ")
    window.header.state.completer().popup().hide()
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == "Kenya"
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert window.context.scope.state == "KEN"


def test_what_is_typed_in_the_member_state_goes_on_when_nothing_is_found(window, qtbot):
    window.header.state.focus()
    line = window.header.state.lineEdit()
    for letter in "zzzq":
        QTest.keyClicks(line, letter)
        QApplication.processEvents()
    assert line.text() == "zzzq"
    window.header.state.focus()
    assert line.selectedText() == "zzzq"
    QTest.keyClick(line, Qt.Key.Key_Escape)


def test_where_a_level_is_to_be_given_the_chosen_one_has_the_focus(window):
    row = show(window)
    window.context.do_in_scope(casework.set_level, row, Level.PARTIALLY)
    window.pane.go_to("level")
    assert (focus().accessibleName(), focus().accessibleDescription()) == ("partially implemented (3)", "Overall")
    QTest.keyClick(focus(), Qt.Key.Key_4)
    assert now(window).assessment.level == Level.LARGELY


def test_what_is_just_typed_is_there_when_it_is_submitted(window):
    row = judged(window.context.workspace, window.context.scope)
    casework.set_assessment(window.context.workspace, window.context.scope, row, next_step="")
    look_again(window)
    show(window)
    box = window.pane.form.texts["next_step"]
    box.setFocus()
    QTest.keyClicks(box, "Extend it")
    QTest.keyClick(box, Qt.Key.Key_Return, CONTROL | SHIFT)
    assert (now(window).assessment.next_step, now(window).assessment.stage) == ("Extend it", Stage.SUBMITTED)


def test_undoing_the_work_of_another_state_says_whose_it_was(window):
    window.context.do_in_scope(casework.set_level, show(window), Level.PLANNED)
    window.context.switch_scope(state="FRA")
    window.undo()
    assert "in Kenya. Press Ctrl+Z once more to undo it." in window.message.text
    window.undo()
    assert "this was in Kenya" in window.message.text
    window.redo()
    window.redo()
    assert "this was in Kenya" in window.message.text
    window.context.switch_scope(state="KEN")
    assert window.message.isHidden()
    window.undo()
    assert window.message.isHidden()


def test_going_to_a_paragraph_lets_go_of_no_more_filters_than_hide_it(window):
    themes = [choice.key for choice in window.model.groups[2].choices]
    hidden = next(row for row in window.model.rows if row.to_member_states and row.theme not in (themes[0], None))
    press_filter(window, "theme", themes[0])
    window.navigator.go_to_paragraph(hidden.id)
    assert window.checklist.view.current_row.id == hidden.id
    assert dict(window.model.filters.chosen)["addressee"] == "Member States"


def test_more_paragraphs_are_all_that_hold_the_words(window):
    window.found.focus()
    window.header.search.setText("women")
    while window.found.list.currentIndex().data() != "More paragraphs: find them in the checklist":
        QTest.keyClick(window.header.search, Qt.Key.Key_Down)
    QTest.keyClick(window.header.search, Qt.Key.Key_Return)
    labels = {window.model.row_at(number).symbol for number in range(window.model.rowCount())}
    assert labels == {"A/RES/74/178", "A/RES/68/197"}


def test_enter_presses_the_button_that_has_the_focus(window, monkeypatch):
    window.show_export()
    assert QApplication.focusWidget() is next(iter(window.page.instruments.values()))
    pressed: list[object] = []
    monkeypatch.setattr(window.page, "write", pressed.append)
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getSaveFileName", lambda *_: ("x.xlsx", ""))
    window.page.save_button.setFocus()
    QTest.keyClick(window.page.save_button, Qt.Key.Key_Return)
    assert len(pressed) == 1


def test_coming_back_to_the_inbox_and_quality_shows_the_paragraph_of_the_line_that_is_chosen(window):
    workspace, scope = window.context.workspace, window.context.scope
    row = judged(workspace, scope)
    window.context.do(review.move, scope, row, Stage.SUBMITTED)
    window.context.do_in_scope(casework.set_level, now(window, "20"), Level.FULLY)
    for screen, label in (("inbox", "19"), ("quality", "20")):
        window.show_screen(screen)
        window.screens.named(screen).page.table.selectRow(0)
        assert window.pane.row.label == label
        window.show_screen("checklist")
        show(window, "21")
        window.show_screen(screen)
        assert window.pane.row.label == label
    window.context.switch_scope(state="FRA")
    window.show_screen("checklist")
    show(window, "21")
    window.show_screen("inbox")
    assert window.context.scope.state == "FRA", "the scope does not change unasked"
    assert window.pane.row is None, "nothing is chosen here"
