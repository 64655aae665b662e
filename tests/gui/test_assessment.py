"""The assessment form: what can't be kept stays typed; several at once; sub-paragraphs; scales; the user's name."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from tests.conftest import paragraph
from tests.disk import fill_disk, make_room
from tests.gui.hands import cancel_questions, focus, latest, names_in, now, press, show, text_of, warnings_in, words_in
from tracker import user
from tracker.domain.casework.levels import Level
from tracker.domain.casework.measures import Measure
from tracker.domain.text.text import LONGEST
from tracker.operations import casework, registers


def typed(window, field: str, words: str) -> None:
    box = window.pane.form.texts[field]
    box.setFocus()
    QTest.keyClicks(box, words)
    box.flush()


LONG = "It takes more than a page of the file to keep this. " * 100


def test_on_a_full_disk_what_was_typed_stays_and_is_kept_when_there_is_room(window):
    show(window)
    fill_disk(window.context.workspace)
    box = window.pane.form.texts["rationale"]
    box.setPlainText(LONG)
    box.flush()
    assert "The disk is full" in warnings_in(window.pane.form)
    show(window, "20")
    assert box.toPlainText() == ""
    show(window, "19")
    assert box.toPlainText() == LONG, "another paragraph was shown meanwhile"
    assert now(window).assessment.rationale == ""
    window.switch_state("CHE")
    assert window.context.scope.state == "KEN"
    assert "not saved" in window.message.text
    make_room(window.context.workspace)
    window.set_levels([now(window, "20")], Level.PLANNED)
    assert now(window).assessment.rationale == LONG
    assert not warnings_in(window.pane.form)
    window.switch_state("CHE")
    assert window.context.scope.state == "CHE"


def test_closing_asks_before_what_could_not_be_kept_is_lost(window, monkeypatch):
    show(window)
    fill_disk(window.context.workspace)
    window.pane.form.texts["rationale"].setPlainText(LONG)
    asked = cancel_questions(monkeypatch)
    window.close()
    assert window.isVisible()
    assert "Paragraph 19" in asked[0]
    make_room(window.context.workspace)
    window.pane.form.try_again()
    assert now(window).assessment.rationale == LONG


def test_a_megabyte_is_not_pasted_and_what_was_there_stays(window):
    show(window)
    typed(window, "rationale", "Before. ")
    QGuiApplication.clipboard().setText("x" * 1_000_000)
    window.pane.form.texts["rationale"].paste()
    assert window.pane.form.texts["rationale"].toPlainText() == "Before. "
    assert f"a field holds {LONGEST:,}" in warnings_in(window.pane.form)
    assert now(window).assessment.rationale == "Before. "


def test_a_line_that_is_too_long_is_refused_beside_it_and_stays(window):
    show(window)
    box = window.pane.form.texts["lead_authority"]
    box.setText("y" * (LONGEST + 1))
    box.flush()
    assert f"a field holds {LONGEST:,}" in warnings_in(window.pane.form)
    assert len(box.text()) == LONGEST + 1
    assert now(window).assessment.lead_authority == ""


def test_other_scripts_are_kept_and_what_misleads_is_left_out_with_a_word(window):
    show(window)
    words = "قانون المخدرات 🧪 \u200f<b>א</b> &amp; Côte d’Ivoire"
    box = window.pane.form.texts["rationale"]
    QGuiApplication.clipboard().setText(words + "\x00\u202e\x07")
    box.setFocus()
    box.paste()
    assert "3 characters that can't be seen or kept left out" in warnings_in(window.pane.form)
    box.flush()
    assert now(window).assessment.rationale == words


def test_levels_of_several_paragraphs_by_one_key_and_one_undo(window):
    show(window, "19")
    view = window.checklist.view
    for _ in range(2):
        QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert "3 of 73 chosen" in text_of(window.checklist)
    QTest.keyClick(view, Qt.Key.Key_4)
    assert [now(window, label).assessment.level for label in ("19", "20", "21")] == [Level.LARGELY] * 3
    assert window.context.undo_labels()[0] == "Level of 3 paragraphs of A/RES/74/178 set to Largely"
    window.undo()
    assert not now(window, "20").assessed


def test_sub_paragraphs_go_with_their_paragraph_or_alone(window):
    window.set_levels([show(window, "58")], Level.LARGELY)
    sub = show(window, "58 (a)")
    assert window.model.row_at(window.model.position_of(sub.id)).standing == Level.LARGELY
    assert "assessed with paragraph 58" in text_of(window.pane.form)
    window.set_levels([now(window, "58 (a)")], Level.FULLY)
    assert (now(window, "58 (a)").standing, now(window, "58 (b)").standing) == (Level.FULLY, Level.LARGELY)
    window.set_levels([now(window, "58")], Level.NOT_ASSESSED)
    assert now(window, "58").standing == Level.NOT_ASSESSED, "(b) is not assessed"
    assert "0 of 71 assessed" in words_in(window.header)
    window.set_levels([now(window, "58 (b)")], Level.PLANNED)
    row = show(window, "58")
    assert (row.standing, row.assessed) == (Level.PLANNED, False)
    assert "lowest of its sub-paragraphs" in text_of(window.pane.form)
    assert "1 of 71 assessed" in words_in(window.header)


def test_not_applicable_asks_for_a_reason(window):
    window.set_levels([show(window)], Level.NOT_APPLICABLE)
    reason = window.pane.form._faults["rationale"]  # beside the field, not somewhere else
    assert (reason.text(), reason.isVisible()) == ("“Not applicable” needs its reason here.", True)
    assert window.pane.form.texts["rationale"].placeholderText() == "Why it does not apply"
    assert window.model.counts()["gap", "reason"] == 1
    typed(window, "rationale", "No coast.")
    assert not reason.isVisible()
    assert window.model.counts()["gap", "reason"] == 0


@pytest.mark.parametrize("way", ["link", "dash", "key", "key in the list"])
def test_clearing_a_level_set_by_hand_goes_back_to_law_and_practice(window, way):
    show(window)
    form = window.pane.form
    ways = {
        "link": lambda: press(form, "Back to law and practice"),
        "dash": lambda: next(iter(form.levels["level"].findChildren(QAbstractButton)[-1:])).click(),
        "key": lambda: QTest.keyClick(form.levels["level"], Qt.Key.Key_0),
        "key in the list": lambda: QTest.keyClick(window.checklist.view, Qt.Key.Key_0),
    }
    form.levels["law"].chosen.emit(Level.FULLY)
    form.levels["practice"].chosen.emit(Level.PARTIALLY)
    assert "Partially — the lower of law and practice" in text_of(form)
    assert "Back to law and practice" not in names_in(form)
    form.levels["level"].chosen.emit(Level.LARGELY)
    assert "set by hand; law and practice give Partially" in text_of(form)
    ways[way]()
    held = now(window).assessment
    assert (held.level, held.overridden) == (Level.PARTIALLY, False)
    assert latest(window).startswith("Level of paragraph 19 of A/RES/74/178 set to Partially")
    ways["dash"]()
    assert now(window).assessment == held
    checked = [one for one in form.levels["level"].findChildren(QAbstractButton) if one.isChecked()]
    assert [one.level for one in checked] == [Level.PARTIALLY], "what follows can't be cleared here"


def test_a_level_that_follows_is_not_cleared_and_it_is_said(window):
    show(window)
    window.pane.form.levels["law"].chosen.emit(Level.FULLY)
    QTest.keyClick(window.checklist.view, Qt.Key.Key_0)
    assert now(window).assessment.level == Level.FULLY
    assert window.message.text == (
        "Nothing to clear: the level follows from law and practice. Clear those to have none."
    )


def test_assistance_says_what_and_from_whom(window):
    show(window)
    typed(window, "assistance", "Legal advice")
    typed(window, "assistance_from", "UNODC")
    made = now(window).assessment
    assert (made.assistance, made.assistance_from) == ("Legal advice", "UNODC")


def test_who_assessed_and_when_stands_in_the_form(window):
    user.keep("Ann Analyst")
    window.set_levels([show(window)], Level.PLANNED)
    assert "Assessed by Ann Analyst on" in text_of(window.pane.form)
    window.set_levels([now(window)], Level.NOT_ASSESSED)
    assert "Taken back by Ann Analyst on" in text_of(window.pane.form)


def test_levels_are_shown_in_the_words_of_a_scale(open_window, workspace_path):
    window = open_window(workspace_path)
    window.set_levels([show(window)], Level.LARGELY)
    window.choose_scale("FATF")
    assert "LC" in text_of(window.pane.form)
    assert now(window).assessment.level == Level.LARGELY
    window.close()
    window = open_window(workspace_path)
    show(window)
    assert "LC" in text_of(window.pane.form), "the choice is kept"
    window.choose_scale("tracker")
    window.pages.scales()
    assert window.page.title_words == "Scales and their crosswalk"


def test_the_name_is_asked_once(open_window, workspace_path):
    window = open_window(workspace_path)
    assert window.name.isVisible()
    window.name.field.setText("  ")
    QTest.keyClick(window.name.field, Qt.Key.Key_Return)
    assert "The name is empty" in window.message.text
    window.name.field.setText("Ann Analyst")
    QTest.keyClick(window.name.field, Qt.Key.Key_Return)
    assert not window.name.isVisible()
    window.set_levels([show(window)], Level.PLANNED)
    assert now(window).assessment.level_by == "Ann Analyst"
    window.close()
    window = open_window(workspace_path)
    assert not window.name.isVisible()
    window.name.ask()
    assert window.name.field.text() == "Ann Analyst"


def test_a_date_is_kept_when_its_paragraph_or_state_is_left(window):
    here = window.context.scope
    show(window)
    window.pane.form.due.setFocus()
    QTest.keyClicks(window.pane.form.due, "30 June 2030")
    show(window, "20")
    assert now(window).assessment.due_on == date(2030, 6, 30)
    assert window.pane.form.due.text() == ""
    QTest.keyClicks(window.pane.form.due, "30 June 2031")
    window.switch_state("CHE")
    assert (window.pane.form.due.text(), now(window, "20").assessment.due_on) == ("", None)
    assert paragraph(window.context.workspace, here, "20").assessment.due_on == date(2031, 6, 30)


def test_what_is_no_date_stays_with_a_word_why(window):
    show(window)
    due = window.pane.form.due
    due.setFocus()
    QTest.keyClicks(due, "03/04/2025")
    typed(window, "rationale", "The law is in force.")
    assert due.text() == "03/04/2025"
    assert "could be two days" in warnings_in(window.pane.form)
    due.setText("2025-04-03")
    due.flush()
    assert not warnings_in(window.pane.form)
    window.undo()
    assert due.text() == ""


def test_a_note_that_could_not_be_kept_stays_and_is_kept_when_there_is_room(window):
    window.context.do_in_scope(registers.save_measure, Measure("A law"), answers=[show(window).id])
    fill_disk(window.context.workspace)

    def note():
        return next(iter(window.pane.measures.notes.values()))

    note().setText(LONG)
    note().flush()
    assert "The disk is full" in window.message.text
    show(window, "20")
    show(window, "19")
    assert note().text() == LONG
    window.switch_state("CHE")
    assert window.context.scope.state == "KEN"
    make_room(window.context.workspace)
    window.switch_state("CHE")
    assert window.context.scope.state == "CHE"
    window.switch_state("KEN")
    assert note().text() == LONG.strip()


def test_words_of_a_cycle_that_is_gone_do_not_get_into_another(window):
    context = window.context
    context.do(casework.add_cycle, "2030 review")
    context.switch_scope(cycle=context.cycles[0].id)
    show(window)
    fill_disk(window.context.workspace)
    box = window.pane.form.texts["rationale"]
    box.setPlainText(LONG)
    box.flush()
    assert window.pane.unsaved == "19"
    make_room(window.context.workspace)
    context.do(lambda workspace: workspace.undo())
    assert len(context.cycles) == 1
    window.set_levels([now(window, "20")], Level.PLANNED)
    assert now(window).assessment.rationale == ""


def test_a_rationale_that_is_typed_is_seen_whole_and_the_pane_follows_the_caret(window):
    show(window)
    window.pane.go_to("rationale")
    field = window.pane.form.texts["rationale"]
    for number in range(40):
        QTest.keyClicks(focus(), f"word {number} ")
        QTest.qWait(1)
        assert field.verticalScrollBar().value() == 0
        caret = field.cursorRect()
        assert field.visibleRegion().contains(caret.translated(field.viewport().pos()))
    assert field.document().size().height() > 5
    field.setPlainText("line\n" * 40)
    QTest.keyClick(field, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert field.verticalScrollBar().value() == field.verticalScrollBar().maximum() > 0
