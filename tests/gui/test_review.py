"""Review, comments, what is suspect, history and inbox, through the window."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel

from tests.conftest import paragraph
from tests.gui.hands import (
    cancel_questions,
    focus,
    latest,
    look_again,
    names_in,
    now,
    press,
    seen,
    show,
    text_of,
    ways,
    words_in,
)
from tests.gui.test_keys import CTRL, SHIFT
from tests.operations.test_review import change_words, judged, moved, working
from tests.short import SHORT, SYMBOL
from tracker import user
from tracker.domain.casework.assessments import Stage
from tracker.domain.casework.change_sets import HistoryQuery
from tracker.domain.casework.levels import Level
from tracker.domain.casework.measures import Measure
from tracker.gui.kit.diff_view import differences
from tracker.gui.paragraph.suspect_page import SuspectPage
from tracker.operations import casework, history, registers, review
from tracker.operations.casework import WorkScope
from tracker.operations.instruments import add_instrument


def test_what_is_lacking_is_listed_and_leads_to_its_field(window):
    window.set_levels([show(window)], Level.LARGELY)
    section = window.pane.review
    assert not section.steps[Stage.SUBMITTED].isEnabled()
    press(section, "Say what is missing.")
    assert window.pane.form.texts["shortcomings"].hasFocus()
    judged(window.context.workspace, window.context.scope)
    look_again(window)
    assert section.steps[Stage.SUBMITTED].isEnabled()
    press(section, "Submit")
    assert now(window).assessment.stage is Stage.SUBMITTED


def test_returned_with_a_comment_and_answered(window):
    user.keep("Rita Reviewer")
    judged(window.context.workspace, window.context.scope)
    review.move(window.context.workspace, window.context.scope, now(window), Stage.SUBMITTED)
    look_again(window)
    show(window)
    section = window.pane.review
    assert "Submitted by Rita Reviewer on" in "\n".join(words_in(section))
    press(section, "Return")
    assert "returned with a comment" in "\n".join(words_in(section))
    assert now(window).assessment.stage is Stage.SUBMITTED
    QTest.keyClicks(section.comment, "Which article?")
    press(section, "Return")
    assert now(window).assessment.stage is Stage.RETURNED
    assert section.comment.toPlainText() == ""
    comments = window.pane.comments
    assert "Which article?" in "\n".join(words_in(comments))
    press(comments, "Answer")
    QTest.keyClicks(comments.text, "Article 4.")
    press(comments, "Answer Rita Reviewer")
    press(comments, "Settle")
    said = review.comments(window.context.workspace, window.context.scope, now(window).id)
    assert [(c.text, c.reply_to is None, c.settled) for c in said] == [
        ("Which article?", True, True),
        ("Article 4.", False, False),
    ]
    assert now(window).comments == 0, "what is settled is not open"
    press(comments, "Comment")
    assert "empty" in "\n".join(words_in(comments))


def test_changing_what_was_accepted_says_that_it_is_a_draft_again(window):
    judged(window.context.workspace, window.context.scope)
    for stage in (Stage.SUBMITTED, Stage.ACCEPTED):
        review.move(window.context.workspace, window.context.scope, now(window), stage)
    look_again(window)
    show(window)
    QTest.keyClick(window.checklist.view, Qt.Key.Key_3)
    assert "accepted before, now a draft again" in window.message.text
    assert window.message.isVisible()
    window.undo()
    assert now(window).assessment.stage is Stage.ACCEPTED


def test_what_is_suspect_is_compared_and_kept(window):
    judged(window.context.workspace, window.context.scope)
    change_words(window.context.workspace, now(window))
    look_again(window)
    show(window)
    press(window.pane, "Compare and decide…")
    page = window.page
    assert isinstance(page, SuspectPage)
    assert "evidence-based" in page.then.text.toPlainText()
    assert "proven" in page.now.text.toPlainText()
    assert "In force." in "\n".join(words_in(page))
    press(page, "Keep: it stands for the new words")
    assert window.page is None
    assert not now(window).suspect
    assert "have changed since it was assessed" not in text_of(window.pane)


def test_what_is_suspect_is_revisited_and_given_anew_by_the_same_key(window):
    judged(window.context.workspace, window.context.scope)
    change_words(window.context.workspace, now(window))
    look_again(window)
    show(window)
    window.pages.compare()
    press(window.page, "Revisit: make it a draft")
    assert now(window).suspect
    window.checklist.view.setFocus()
    QTest.keyClick(window.checklist.view, Qt.Key.Key_4)
    assert (now(window).suspect, now(window).assessment.level) == (False, Level.LARGELY)


def test_differences_are_word_by_word():
    old, new = differences("Urges all States to act now;", "Urges States to act at once;")
    assert [words for words, differs in old if differs] == ["all", "now;"]
    assert [words for words, differs in new if differs] == ["at once;"]
    assert "".join(words for words, _ in old).strip() == "Urges all States to act now;"
    assert "".join(words for words, _ in new).strip() == "Urges States to act at once;"


def test_history_shows_narrows_and_takes_back(window):
    window.set_levels([show(window)], Level.PLANNED)
    window.set_levels([show(window, "20")], Level.FULLY)
    window.context.do_in_scope(registers.save_measure, Measure("<b>Law</b> 30"))
    window.show_screen("history")
    page = window.screens.history
    tester = QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert page.model.index(0, 3).data() == "New measure “<b>Law</b> 30”"
    assert "<b>Law</b> 30" in "\n".join(words_in(page))
    page.kind.setCurrentIndex(page.kind.findText("Assessments"))
    page.kind.activated.emit(1)
    assert [str(page.model.row_at(i).label) for i in range(2)] == [
        "Level of paragraph 20 of A/RES/74/178 set to Fully implemented",
        "Level of paragraph 19 of A/RES/74/178 set to Planned",
    ]
    page.table.selectRow(1)
    assert "Assessment of paragraph 19 of A/RES/74/178 · Level" in "\n".join(words_in(page))
    press(page, "Revert")
    assert not now(window).assessed
    assert now(window, "20").assessed
    assert str(page.model.row_at(0).label) == "Revert “Level of paragraph 19 of A/RES/74/178 set to Planned”"
    assert str(page.current.label) == "Level of paragraph 19 of A/RES/74/178 set to Planned", (
        "the chosen line stays chosen"
    )
    window.undo()
    assert page.model.index(0, 3).data().startswith("Undone: ")
    assert tester.model() is page.model


def test_history_says_what_later_work_builds_on(window):
    window.set_levels([show(window)], Level.PLANNED)
    window.set_levels([now(window)], Level.FULLY)
    window.show_screen("history")
    window.screens.history.table.selectRow(1)
    press(window.screens.history, "Revert")
    assert "Revert first: “Level of paragraph 19 of A/RES/74/178 set to Fully implemented”" in window.message.text
    assert now(window).assessment.level == Level.FULLY


def test_the_history_of_one_paragraph(window, qtbot):
    window.set_levels([show(window, "20")], Level.FULLY)
    window.set_levels([show(window)], Level.PLANNED)
    assert latest(window).startswith("Level of paragraph 19 of A/RES/74/178 set to Planned")
    press(window.pane.history, "All")
    found = [str(window.screens.history.model.row_at(i).label) for i in range(window.screens.history.model.rowCount())]
    assert found[0] == "Level of paragraph 19 of A/RES/74/178 set to Planned"
    assert not [label for label in found if "20" in label.split()]
    window.screens.history.scope.setCurrentIndex(1)
    window.screens.history.scope.activated.emit(1)
    window.screens.current.page.find_field.setText("fully")
    qtbot.waitUntil(lambda: "paragraph 20 of A/RES/74/178 set" in str(window.screens.history.model.row_at(0).label))


def test_the_inbox_goes_to_another_state_and_accepts_several(window):
    workspace = window.context.workspace
    there = WorkScope("CHE", window.context.scope.cycle)
    for scope, label in ((window.context.scope, "19"), (there, "20"), (there, "22")):
        review.move(workspace, scope, judged(workspace, scope, label), Stage.SUBMITTED)
    casework.set_level(workspace, there, paragraph(workspace, there, "23"), Level.PLANNED)
    window.show_screen("inbox")
    page = window.screens.inbox
    tester = QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert [page.model.row_at(i).label for i in range(page.model.rowCount())] == ["22", "20", "19"]
    page.table.selectRow(1)
    assert window.context.scope == there
    assert window.pane.row.label == "20"
    page.table.selectAll()
    with working(workspace, "Rita Reviewer"):
        press(page, "Accept")
    assert page.model.rowCount() == 0
    assert paragraph(workspace, there, "22").assessment.stage is Stage.ACCEPTED
    assert str(history.change_sets(workspace, HistoryQuery())[0].label) == "Accept 3 paragraphs of A/RES/74/178"
    window.undo()
    assert window.message.text.startswith("Rita Reviewer, ")
    window.undo()
    assert page.model.rowCount() == 3
    assert tester.model() is page.model


def test_the_inbox_returns_chosen_lines_with_one_comment(window):
    workspace = window.context.workspace
    there = WorkScope("CHE", window.context.scope.cycle)
    for scope, label in ((window.context.scope, "19"), (there, "20"), (there, "22")):
        review.move(workspace, scope, judged(workspace, scope, label), Stage.SUBMITTED)
    review.move(workspace, there, paragraph(workspace, there, "22"), Stage.RETURNED, "Before")
    window.show_screen("inbox")
    page = window.screens.inbox
    page.table.selectAll()
    QTest.keyClick(window, Qt.Key.Key_B, CTRL | SHIFT)
    assert focus() is page.return_strip.words
    assert "Return 3 lines:" in words_in(page)
    press(page.return_strip, "Return")
    assert "is returned with a comment. Say what is to be changed." in window.message.text
    assert page.return_strip.isVisible()
    QTest.keyClicks(page.return_strip.words, "Which article?")
    QTest.keyClick(page.return_strip.words, Qt.Key.Key_Return, CTRL)
    assert not page.return_strip.isVisible()
    assert focus() is page.table
    assert window.message.text == (
        "Returned 2 paragraphs. Not returned: Switzerland, A/RES/74/178: 22 (returned with a comment)."
    )
    for scope, label in ((window.context.scope, "19"), (there, "20")):
        row = paragraph(workspace, scope, label)
        assert row.assessment.stage is Stage.RETURNED
        assert [one.text for one in review.comments(workspace, scope, row.id)] == ["Which article?"]
    page.table.selectAll()
    QTest.keyClick(window, Qt.Key.Key_B, CTRL | SHIFT)
    assert "nothing that is chosen is" in window.message.text


def test_returning_without_a_comment_shows_where_it_goes(window):
    workspace, scope = window.context.workspace, window.context.scope
    moved(workspace, scope, judged(workspace, scope), Stage.SUBMITTED)
    look_again(window)
    show(window)
    window.resize(1024, 700)
    QTest.keyClick(window, Qt.Key.Key_B, CTRL | SHIFT)
    comment = window.pane.review.comment
    assert focus() is comment
    said = next(one for one in seen(window.pane.review, QLabel) if "Say what is to be changed" in one.text())
    for widget in (comment, said):
        assert not widget.visibleRegion().isEmpty(), "it is in view"


def test_the_inbox_does_not_leave_what_is_not_saved(window):
    workspace = window.context.workspace
    there = WorkScope("CHE", window.context.scope.cycle)
    review.move(workspace, there, judged(workspace, there), Stage.SUBMITTED)
    show(window)
    window.pages.new_measure()
    window.page.title.setText("Half a title")
    window.show_screen("inbox")
    window.screens.inbox.table.selectRow(0)
    assert window.context.scope.state == "KEN"
    assert window.page.title.text() == "Half a title"
    assert "is not saved" in window.message.text


def test_the_inbox_is_looked_at_without_leaving_the_scope(window):
    workspace = window.context.workspace
    there = WorkScope("CHE", window.context.scope.cycle)
    review.move(workspace, there, judged(workspace, there), Stage.SUBMITTED)
    window.show_screen("inbox")
    assert window.screens.inbox.table.hasFocus()
    assert window.context.scope.state == "KEN"
    QTest.keyClick(window.screens.inbox.table, Qt.Key.Key_Down)
    assert window.context.scope == there


def test_the_inbox_of_one_state_follows_the_scope(window):
    workspace = window.context.workspace
    for state in ("KEN", "CHE"):
        scope = WorkScope(state, window.context.scope.cycle)
        review.move(workspace, scope, judged(workspace, scope), Stage.SUBMITTED)
    window.show_screen("inbox")
    page = window.screens.inbox
    page.scope.setCurrentIndex(1)
    page.scope.activated.emit(1)
    window.switch_state("CHE")
    assert page.scope.currentText() == "Switzerland"
    assert [page.model.row_at(i).state for i in range(page.model.rowCount())] == ["CHE"]


def test_a_step_is_taken_with_what_is_being_typed(typing_goes_on, window):
    judged(window.context.workspace, window.context.scope)
    look_again(window)
    show(window)
    box = window.pane.form.texts["rationale"]
    box.setPlainText("Newer words")
    press(window.pane.review, "Submit")
    box.flush()
    assert (now(window).assessment.stage, now(window).assessment.rationale) == (Stage.SUBMITTED, "Newer words")
    window.show_screen("inbox")
    window.screens.inbox.table.selectRow(0)
    box.setPlainText("Still newer words")
    press(window.screens.inbox, "Accept")
    assert now(window).assessment.stage is Stage.DRAFT
    assert "Only what is submitted can be accepted" in window.message.text


def test_a_comment_being_typed_stays_with_its_assessment(window):
    window.set_levels([show(window)], Level.PLANNED)
    window.context.do_in_scope(review.add_comment, now(window), "Which law?")
    comments, step = window.pane.comments, window.pane.review.comment
    press(comments, "Answer")
    comments.text.setPlainText("Half an answer")
    step.setPlainText("Half a step")
    for leave, come_back in (
        (lambda: show(window, "20"), lambda: show(window, "19")),
        (lambda: window.switch_state("CHE"), lambda: window.switch_state("KEN")),
    ):
        leave()
        assert (comments.text.toPlainText(), step.toPlainText()) == ("", "")
        assert "Comment" in ways(comments), "it is no answer"
        come_back()
        assert (comments.text.toPlainText(), step.toPlainText()) == ("Half an answer", "Half a step")
    comments.say()
    said = review.comments(window.context.workspace, window.context.scope, now(window).id)
    assert [(one.text, one.reply_to) for one in said] == [("Which law?", None), ("Half an answer", said[0].id)]


def test_closing_asks_before_a_comment_being_typed_is_lost(window, monkeypatch):
    window.set_levels([show(window)], Level.PLANNED)
    window.pane.comments.text.setPlainText("Half a remark")
    show(window, "20")
    asked = cancel_questions(monkeypatch)
    window.close()
    assert window.isVisible()
    assert "Comment on paragraph 19" in asked[0]


def test_what_an_undo_made_fine_again_is_not_kept_for_words_that_are_gone(window, tmp_path):
    path = tmp_path / "short.txt"
    for words in (SHORT, SHORT.replace("to read;", "to read twice;")):
        path.write_text(words, "utf-8")
        window.context.do(lambda workspace: add_instrument(workspace, path)[1])
        row = paragraph(window.context.workspace, window.context.scope, "1", SYMBOL)
        if not row.assessed:
            window.context.do_in_scope(casework.set_level, row, Level.PLANNED)
    window.pane.show_row(paragraph(window.context.workspace, window.context.scope, "1", SYMBOL))
    window.pages.compare()
    window.undo()
    assert window.page is None


def test_undoing_a_new_cycle_leaves_it_whatever_is_unsaved(window):
    show(window)
    first = window.context.scope
    window.context.do(casework.add_cycle, "Second round")
    window.context.switch_scope(cycle=window.context.cycles[0].id)
    window.pages.new_measure()
    window.page.title.setText("Half a title")
    window.undo()
    assert window.context.scope == first
    assert window.header.cycle.currentData() == first.cycle


def test_a_page_pasted_into_the_search_field_is_no_fault(window, qtbot):
    window.show_screen("history")
    model = window.screens.history.model
    for words in ("x" * 60_000, "zz " * 2_000, "\\%_\"' " * 100):
        with qtbot.waitSignal(model.read_on):
            window.screens.current.page.find_field.setText(words)
        assert model.rowCount() == 0


def test_levelling_several_says_which_are_drafts_again(window):
    workspace, scope = window.context.workspace, window.context.scope
    review.move(workspace, scope, judged(workspace, scope, "19"), Stage.SUBMITTED)
    look_again(window)
    window.set_levels([now(window, "19"), now(window, "20")], Level.PLANNED)
    assert "1 submitted or accepted before, now draft again" in window.message.text


def test_the_left_pane_says_how_much_waits_in_the_inbox(window, qtbot):
    assert "Inbox" in names_in(window.left)
    row = judged(window.context.workspace, window.context.scope)
    window.context.do_in_scope(review.move, row, Stage.SUBMITTED)
    qtbot.waitUntil(lambda: "Inbox, 1" in names_in(window.left))
    window.switch_state("CHE")
    assert "Inbox, 1" in names_in(window.left)
    window.switch_state("KEN")
    window.context.do_in_scope(review.move, now(window), Stage.DRAFT)
    qtbot.waitUntil(lambda: "Inbox" in names_in(window.left))
