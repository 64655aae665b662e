"""Several paragraphs chosen in the checklist: what is done is done for all of them, in one action, with their number
said; what can't be done for one of them is listed by paragraph."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.gui.hands import (
    choose_several,
    focus,
    look_again,
    now,
    page_of,
    press,
    seen,
    show,
    text_of,
    warnings_in,
    ways,
    words_in,
)
from tests.gui.test_keys import CTRL, SHIFT, entry, greyed, key
from tests.operations.test_review import change_words, judged, working
from tracker.domain.casework.assessments import Assessment, Stage
from tracker.domain.casework.fields import Kind, fields_of
from tracker.domain.casework.levels import Level
from tracker.domain.casework.registers import Register
from tracker.gui.paragraph.evidence_editor import EvidenceEditor
from tracker.gui.paragraph.measure_editor import MeasureEditor
from tracker.gui.paragraph.several_page import SeveralPage
from tracker.operations import casework, registers, review

LABELS = ("19", "20", "21")


def stages(window, *labels):
    return [now(window, label).assessment.stage for label in labels or LABELS]


@pytest.fixture
def ready(window):
    """Of the chosen ones 19 and 22 can be submitted, 20 has no rationale, 21 no level."""
    workspace, scope = window.context.workspace, window.context.scope
    for label in ("19", "20", "22"):
        judged(workspace, scope, label, **{"rationale": ""} if label == "20" else {})
    look_again(window)
    choose_several(window, "19", "20", "21", "22")
    window.checklist.view.setFocus()
    return window


def test_the_right_pane_is_about_all_that_are_chosen_until_one_is(window):
    window.checklist.view.setFocus()
    choose_several(window, *LABELS)
    assert isinstance(page_of(window), SeveralPage)
    assert focus() is window.checklist.view, "whose keys go on"
    assert "3 paragraphs" in text_of(window.right)
    assert "19, 20, 21. What is left empty stays as it is." in text_of(window.right)
    choose_several(window)
    assert "73 paragraphs" in text_of(window.right)
    assert "and 61 more" in text_of(window.right)
    show(window, "20")
    assert window.page is None
    assert "Paragraph 20" in text_of(window.right)


def test_escape_chooses_one_again(window):
    choose_several(window, *LABELS)
    page_of(window).setFocus()
    key(window, Qt.Key.Key_Escape)
    assert window.page is None
    assert [row.label for row in window.checklist.view.selected_rows] == ["21"]


def test_what_is_filled_in_is_set_for_all_in_one_action_and_the_rest_stays(window):
    window.context.do_in_scope(casework.set_assessment, show(window, "20"), next_step="Its own", rationale="Its own")
    choose_several(window, *LABELS)
    fields = page_of(window).fields
    assert fields.keys() == {name for name, one in fields_of(Assessment).items() if one.returnable}
    fields["lead_authority"].setText("Ministry of Health")
    fields["due_on"].setText("2030-06-30")
    fields["next_step"].setPlainText("Draft a bill")
    fields["level"].setCurrentIndex(fields["level"].findData(Level.PLANNED.value))
    assert "Replaces what 1 of them has." in text_of(window.right)
    press(window.page, "Set for all")
    for label in LABELS:
        set_now = now(window, label).assessment
        assert (set_now.lead_authority, set_now.due_on) == ("Ministry of Health", date(2030, 6, 30))
        assert (set_now.next_step, set_now.level) == ("Draft a bill", Level.PLANNED)
    assert now(window, "20").assessment.rationale == "Its own"
    assert window.message.text == "Set for 3 paragraphs: Overall, Next step, Lead authority, Due date."
    assert window.context.undo_labels()[0] == "Assessment of 3 paragraphs of A/RES/74/178"
    assert not page_of(window).unsaved
    assert fields["lead_authority"].text() == ""
    window.undo()
    assert now(window, "19").assessment == Assessment()
    assert now(window, "20").assessment.next_step == "Its own"


def test_each_field_can_be_set_for_all(window):
    for name, kind in ((name, one.kind) for name, one in fields_of(Assessment).items() if one.returnable):
        choose_several(window, *LABELS)
        field = page_of(window).fields[name]
        value: object = {Kind.LEVEL: Level.LARGELY, Kind.DAY: date(2030, 6, 30)}.get(kind, "Words")
        if kind is Kind.LEVEL:
            field.setCurrentIndex(field.findData(Level.LARGELY.value))
        elif kind is Kind.TEXT:
            field.setPlainText(value)
        else:
            field.setText(str(value))
        window.page.save()
        assert [getattr(now(window, label).assessment, name) for label in LABELS] == [value] * 3
        assert "3 paragraphs" in window.message.text, name
        window.undo()
        show(window)


def test_those_that_had_it_already_are_counted_and_keep_who_set_it(window):
    window.set_levels([show(window, "20")], Level.FULLY)
    signed = now(window, "20").assessment.level_at
    choose_several(window, *LABELS)
    window.set_level_of_chosen(Level.FULLY)
    assert window.message.text == "Level of 2 paragraphs of A/RES/74/178 set to Fully implemented. 1 had that already."
    assert now(window, "20").assessment.level_at == signed
    window.set_level_of_chosen(Level.FULLY)
    assert window.message.text == "Nothing to set: 3 paragraphs had that already."


def test_the_same_level_again_confirms_it_where_the_words_have_changed(window):
    window.set_levels([now(window, "19"), now(window, "20")], Level.FULLY)
    change_words(window.context.workspace, now(window, "20"), "collaborative", "joint")
    look_again(window)
    choose_several(window, "19", "20")
    assert now(window, "20").suspect
    window.set_level_of_chosen(Level.FULLY)
    assert window.message.text == "Level of paragraph 20 of A/RES/74/178 set to Fully implemented. 1 had that already."
    assert not now(window, "20").suspect


def test_an_overall_level_stands_beside_law_and_practice_that_are_set_with_it(window):
    window.set_levels([now(window, "19"), now(window, "20")], Level.FULLY)
    window.context.do_in_scope(casework.set_assessment, now(window, "20"), law=Level.FULLY, practice=Level.FULLY)
    window.set_levels([now(window, "20")], Level.FULLY)  # which follows from them now: no longer set by hand
    choose_several(window, "19", "20")
    for name, level in (("level", Level.FULLY), ("law", Level.PLANNED)):
        field = page_of(window).fields[name]
        field.setCurrentIndex(field.findData(level.value))
    window.page.save()
    assert [now(window, label).assessment.level for label in ("19", "20")] == [Level.FULLY] * 2


def test_what_is_wrong_or_missing_is_said_and_nothing_is_set(window):
    choose_several(window, *LABELS)
    press(window.page, "Set for all")
    assert "Nothing is filled in" in warnings_in(window.page)
    page_of(window).fields["due_on"].setText("2030-02-30")
    page_of(window).fields["lead_authority"].setText("Ministry")
    press(window.page, "Set for all")
    assert "This is not a date" in warnings_in(window.page)
    assert now(window, "19").assessment.lead_authority == ""
    page_of(window).fields["due_on"].setText("1066-10-14")
    press(window.page, "Set for all")
    assert "1800" in warnings_in(window.page)
    assert now(window, "19").assessment.lead_authority == ""
    assert page_of(window).fields["lead_authority"].text() == "Ministry", "what was typed stays"


def test_what_is_filled_in_stays_with_those_it_was_filled_in_for(window):
    choose_several(window, *LABELS)
    page_of(window).fields["lead_authority"].setText("Ministry")
    show(window, "40")
    assert "3 paragraphs" in text_of(window.right)
    window.page.save()
    assert [now(window, label).assessment.lead_authority for label in (*LABELS, "40")] == ["Ministry"] * 3 + [""]
    choose_several(window, "40", "41")
    assert "2 paragraphs" in text_of(window.right)


def test_all_and_a_digit_say_what_they_did(window):
    show(window)
    window.checklist.view.setFocus()
    key(window, Qt.Key.Key_A, CTRL)
    key(window, Qt.Key.Key_5)
    assert window.message.isVisible()
    assert window.message.text == "Level of 73 paragraphs of A/RES/74/178 set to Fully implemented."
    assert {now(window, label).assessment.level for label in ("4", "58 (a)", "19")} == {Level.FULLY}
    window.undo()
    assert not now(window, "4").assessed


def test_not_applicable_for_several_says_which_still_need_a_reason(window):
    window.context.do_in_scope(casework.set_assessment, show(window, "20"), rationale="Landlocked")
    choose_several(window, *LABELS)
    QTest.keyClick(window.checklist.view, Qt.Key.Key_6)
    said = "Level of 3 paragraphs of A/RES/74/178 set to Not applicable. A reason is still needed: 19, 21."
    assert window.message.text == said
    page_of(window).fields["level"].setCurrentIndex(1 + list(Level).index(Level.NOT_APPLICABLE))
    page_of(window).fields["rationale"].setPlainText("Addressed to others")
    window.page.save()
    assert "reason is still needed" not in window.message.text


def test_those_submitted_before_become_drafts_and_it_is_said(ready):
    key(ready, Qt.Key.Key_Return, CTRL | SHIFT)
    key(ready, Qt.Key.Key_3)
    assert "2 submitted or accepted before, now draft again" in ready.message.text
    assert stages(ready, "19", "22") == [Stage.DRAFT] * 2


def test_submitting_several_submits_those_that_are_ready_and_lists_the_others(ready):
    key(ready, Qt.Key.Key_Return, CTRL | SHIFT)
    assert stages(ready, "19", "20", "21", "22") == [Stage.SUBMITTED, Stage.DRAFT, Stage.DRAFT, Stage.SUBMITTED]
    assert ready.message.text == "Submitted 2 paragraphs. Not submitted: 20 (no rationale), 21 (no level)."
    assert "20 (no rationale)\n21 (no level)" in text_of(ready.page)
    assert ready.context.undo_labels()[0] == "Submit 2 paragraphs of A/RES/74/178"
    ready.undo()
    assert stages(ready, "19", "22") == [Stage.DRAFT] * 2


def test_accepting_returning_and_drafting_several(ready):
    key(ready, Qt.Key.Key_Return, CTRL | SHIFT)
    with working(ready.context.workspace, "Rita Reviewer"):
        press(ready.page, "Accept: 2 of 4")
    assert ready.message.text == "Accepted 2 paragraphs. Not accepted: 20 (draft), 21 (no level)."
    press(ready.page, "Return: 2 of 4")
    assert "returned with a comment" in ready.message.text
    assert ready.page.comment.hasFocus()
    QTest.keyClicks(ready.page.comment, "Which article?")
    key(ready, Qt.Key.Key_B, CTRL | SHIFT)
    assert stages(ready, "19", "22") == [Stage.RETURNED] * 2
    assert ready.message.text.startswith("Returned 2 paragraphs. Not returned: 20")
    for label in ("19", "22"):
        (comment,) = review.comments(ready.context.workspace, ready.context.scope, now(ready, label).id)
        assert comment.text == "Which article?"
    assert not ready.page.unsaved
    press(ready.page, "Submit: 2 of 4")
    key(ready, Qt.Key.Key_D, CTRL | SHIFT)
    assert stages(ready, "19", "22") == [Stage.DRAFT] * 2
    assert ready.message.text.startswith("2 paragraphs back to draft.")


def test_a_step_that_none_is_ready_for_says_why_by_paragraph(window):
    choose_several(window, *LABELS)
    window.checklist.view.setFocus()
    assert greyed(window, "Accept") == "Not accepted: 19 (no level), 20 (no level), 21 (no level)."
    key(window, Qt.Key.Key_Return, CTRL | SHIFT)
    assert window.message.text == "Not submitted: 19 (no level), 20 (no level), 21 (no level)."
    assert [way for way in ways(window.page) if " of 3" in way] == ["Submit: 0 of 3"]


def test_what_is_filled_in_is_not_passed_over_by_a_step(ready):
    ready.page.fields["rationale"].setPlainText("In force")
    key(ready, Qt.Key.Key_Return, CTRL | SHIFT)
    assert "not set yet" in ready.message.text
    assert stages(ready, "19", "22") == [Stage.DRAFT] * 2
    ready.page.save()
    key(ready, Qt.Key.Key_Return, CTRL | SHIFT)
    assert ready.message.text == "Submitted 3 paragraphs. Not submitted: 21 (no level)."


def test_paragraphs_of_several_instruments_are_told_apart(window):
    window.filtering.show(window.model.filters.with_choice("instrument", ""))
    choose_several(window)
    key(window, Qt.Key.Key_Return, CTRL | SHIFT)
    assert "A/RES/74/178: 4 (no level)" in window.message.text


def test_a_new_measure_answers_all_that_are_chosen(window):
    choose_several(window, *LABELS)
    window.checklist.view.setFocus()
    key(window, Qt.Key.Key_M)
    assert isinstance(page_of(window), MeasureEditor)
    assert "Answers 3 paragraphs: 19, 20, 21." in text_of(window.page)
    window.page.title.setText("Law 30")
    (note,) = set(window.page.notes.values())
    note.setText("in chapter 2")
    before = window.context.undo_labels()[0]
    window.page.save()
    (measure,) = registers.measures(window.context.workspace, window.context.scope)
    assert [(one.id, one.note) for one in measure.paragraphs] == [
        (now(window, label).id, "in chapter 2") for label in LABELS
    ]
    assert isinstance(page_of(window), SeveralPage), "they are still chosen"
    window.undo()
    assert window.context.undo_labels()[0] == before
    assert not registers.measures(window.context.workspace, window.context.scope)


def test_new_evidence_supports_all_that_are_chosen(window, qtbot):
    choose_several(window, *LABELS)
    press(window.page, "New evidence for all")
    assert isinstance(page_of(window), EvidenceEditor)
    assert "Supports 3 paragraphs: 19, 20, 21." in text_of(window.page)
    window.page.title.setText("Survey")
    window.page.save()
    qtbot.waitUntil(lambda: isinstance(window.page, SeveralPage))
    (evidence,) = registers.evidence(window.context.workspace, window.context.scope)
    assert [one.id for one in evidence.paragraphs] == [now(window, label).id for label in LABELS]
    window.undo()
    assert not registers.evidence(window.context.workspace, window.context.scope)


def test_measures_of_the_register_are_linked_to_all_that_are_chosen(window):
    window.pages.new_measure_for_register()
    window.page.title.setText("Law 30")
    window.page.save()
    choose_several(window, *LABELS)
    window.pages.link(Register.MEASURE)
    assert "Link measures to 3 paragraphs" in text_of(window.page)
    (measure,) = registers.measures(window.context.workspace, window.context.scope)
    window.page.ticks.model.tick([measure.id])
    window.page.save()
    (measure,) = registers.measures(window.context.workspace, window.context.scope)
    assert {one.id for one in measure.paragraphs} == {now(window, label).id for label in LABELS}


def test_another_screen_state_or_filter_leaves_the_page(window):
    choose_several(window, *LABELS)
    window.show_screen("measure")
    assert window.page is None
    window.show_screen("checklist")
    assert isinstance(page_of(window), SeveralPage), "they are still chosen"
    window.context.switch_scope(state="FRA")
    assert window.page is None
    choose_several(window, *LABELS)
    window.checklist.find_field.setText("zzzz")
    assert window.page is None


def test_an_open_page_is_left_alone(window):
    entry(window, "Keys and first steps").trigger()
    open_page = window.page
    choose_several(window, *LABELS)
    assert window.page is open_page
    window.right.close_page()
    assert isinstance(page_of(window), SeveralPage)
    assert seen(window.page, type(window.page.save_button))


def test_the_inbox_accepts_the_chosen_lines_that_are_submitted_and_lists_the_others(ready):
    workspace, scope = ready.context.workspace, ready.context.scope
    review.move_all(workspace, scope, [now(ready, label) for label in ("19", "22")], Stage.SUBMITTED)
    review.move(workspace, scope, now(ready, "22"), Stage.RETURNED, "Which article?")
    look_again(ready)
    ready.show_screen("inbox")
    ready.screens.inbox.table.selectAll()
    with working(workspace, "Rita Reviewer"):
        press(ready.screens.inbox, "Accept")
    returned = "Kenya, A/RES/74/178: 22 (returned with a comment)"
    assert ready.message.text == f"Accepted 1 paragraph. Not accepted: {returned}."
    assert stages(ready, "19", "22") == [Stage.ACCEPTED, Stage.RETURNED]


def test_fields_stand_in_the_order_in_which_one_paragraph_has_them(window):
    show(window, "19")
    order = from_the_top(window.pane.form)
    choose_several(window, "19", "20")
    assert order[:3] == ["law", "practice", "level"] and from_the_top(window.page) == order


def from_the_top(form) -> list[str]:
    """The names of the fields of a form as the eye meets them."""
    return sorted(form.fields, key=lambda name: form.fields[name].mapTo(form, QPoint()).y())


def test_it_is_seen_why_none_can_be_submitted(window):
    window.set_levels([now(window, "20")], Level.NOT_APPLICABLE)
    choose_several(window, "19", "20", "21")
    assert "Submit: 0 of 3" in ways(window.page)
    said = words_in(window.page)
    at = said.index("What can't be submitted now:")
    assert said[at + 1 : at + 3] == ["No level, 2 paragraphs: 19, 21", "No rationale, 1 paragraph: 20"]


def test_what_is_not_done_is_said_once(ready):
    assert "What can't be submitted now:" not in words_in(ready.page), "some can"
    ready.page.take(Stage.SUBMITTED)
    assert "Not done:" in words_in(ready.page) and "What can't be submitted now:" not in words_in(ready.page)
