"""A measure in its editor and on its card: what is remarked while it is typed, notes of links, long and odd texts."""

import time
from datetime import date

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from tests.conftest import paragraph
from tests.gui.hands import page_of, press, seen, show, show_all, warnings_in, words_in
from tests.gui.test_registers import add, held, open_register
from tracker.domain.casework.measures import Measure, MeasureStatus
from tracker.domain.casework.registers import Register
from tracker.domain.text.text import LONGEST
from tracker.gui.paragraph.measure_editor import MeasureEditor
from tracker.operations import casework, registers


def remark(window, name: str) -> str:
    """What is said below a field."""
    said_of = window.page.fields[name].accessibleDescription()
    return said_of if said_of in words_in(window.page) else ""


def said(widget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]


def test_a_measure_that_is_there_already_is_noticed_while_typing_and_linked_instead(window, qtbot):
    row = show(window, "19")
    (row_id,) = add(
        window, Measure("Law 30 of 2000"), answers=[paragraph(window.context.workspace, window.context.scope, "22").id]
    )
    window.pages.new_measure()
    QTest.keyClicks(window.page.title, "law no. 30/200")
    window.page.look()
    assert not window.page.similar.isVisible()
    QTest.keyClicks(window.page.title, "0")
    qtbot.waitUntil(window.page.similar.isVisible)
    assert said(window.page.similar) == ["This State already has “Law 30 of 2000” (in force, answers 1 paragraph)."]
    next(iter(window.page.notes.values())).setText("arts. 1-3")
    press(window.page.similar, "Link that one instead")
    assert page_of(window) is None
    answering = registers.measures(window.context.workspace, window.context.scope, row.id)
    assert [(one.id, one.note) for one in answering] == [(row_id, "arts. 1-3")]
    window.pages.new_measure()
    window.page.title.setText("LAW 30 OF 2000")
    window.page.look()
    press(window.page.similar, "Link that one instead")
    assert "answers this paragraph already" in warnings_in(window.page)


def test_a_measure_that_is_there_already_is_opened_unless_words_would_be_lost(window):
    show(window)
    (row_id,) = add(window, Measure("Drug strategy", act="Decree 5"))
    window.pages.new_measure()
    window.page.title.setText("Decree 5")
    window.page.look()
    window.page.fields["quoted_text"].setPlainText("Words that were typed")
    press(window.page.similar, "Open it")
    assert "is not saved" in window.message.text
    window.page.fields["quoted_text"].setPlainText("")
    press(window.page.similar, "Open it")
    assert window.page.title.text() == "Drug strategy"
    assert not window.page.similar.isVisible()
    window.page.title.setText("National drug strategy")
    window.page.save()
    (held,) = registers.measures(window.context.workspace, window.context.scope)
    assert (held.id, held.measure.title) == (row_id, "National drug strategy")


def test_two_measures_of_one_name_may_be(window):
    show(window)
    add(window, Measure("A law"))
    window.pages.new_measure()
    window.page.title.setText("A law")
    window.page.save()
    assert window.page is None
    found = registers.measures(window.context.workspace, window.context.scope)
    assert [row.measure.title for row in found] == ["A law", "A law"]


def test_odd_dates_are_asked_about_and_impossible_ones_refused_beside_their_fields(window):
    show(window)
    window.pages.new_measure()
    page = window.page
    page.title.setText("A law")
    page.fields["adopted_on"].setText("1871-03-01")
    page.fields["expires_on"].setText("1999-01-01")
    page.look()
    assert remark(window, "adopted_on") == "Is 1871 right?"
    assert remark(window, "expires_on") == "This day is past, and the status says “in force”."
    page.fields["in_force_on"].setText("1870-01-01")
    page.look()
    assert remark(window, "in_force_on") == "The date “in force” is before the date “adopted”."
    page.save()
    assert window.page is page and "“in force” is before" in warnings_in(page)
    assert page.fields["in_force_on"].hasFocus()
    page.fields["in_force_on"].setText("2201-01-01")
    page.save()
    assert "Years from 1800 to 2200" in remark(window, "in_force_on")
    page.fields["in_force_on"].setText("")
    page.save()
    assert window.page is None
    kept = registers.measures(window.context.workspace, window.context.scope)[0].measure
    assert (kept.adopted_on, kept.expires_on) == (date(1871, 3, 1), date(1999, 1, 1))


def test_a_megabyte_in_a_line_is_refused_beside_it_and_stays(window):
    show(window)
    window.pages.new_measure()
    QApplication.clipboard().setText("law " * 250_000)
    for name in ("title", "act"):
        field = window.page.fields[name]
        field.paste()
        assert len(field.text()) == 1_000_000
        window.page.save()
        assert remark(window, name) == "This text has 1,000,000 characters; a field holds 100,000."
        assert words_in(window.page).count(remark(window, name)) == 2, "beside the field and below them all"
        assert len(field.text()) == 1_000_000
        field.setText("A law")
    assert registers.measures(window.context.workspace, window.context.scope) == []
    window.page.save()
    assert window.page is None


@pytest.mark.parametrize("words", ["lorem " * 200_000, "x" * 1_000_000, "مرحبا " * 200_000])
def test_a_megabyte_in_a_text_is_left_out_at_once_and_said(window, words):
    show(window)
    window.pages.new_measure()
    field = window.page.fields["quoted_text"]
    field.setPlainText("Article 1.")
    QApplication.clipboard().setText(words)
    started = time.process_time()
    field.paste()
    QApplication.processEvents()
    assert time.process_time() - started < 5, "laid out, it would take a minute of processor time"
    assert field.toPlainText() == "Article 1."
    assert remark(window, "quoted_text").startswith(f"The text you paste has {len(words):,} characters")
    window.page.close()
    window.page.closed.emit()
    rationale = window.pane.form.texts["rationale"]
    rationale.paste()
    assert rationale.toPlainText() == ""
    assert "a field holds 100,000" in warnings_in(window.pane.form)


def test_the_longest_text_is_kept_whole(window):
    (row_id,) = add(window, Measure("A law"))
    page = open_register(window)
    page.table.selectRow(0)
    whole = "ab" * (LONGEST // 2)
    window.page.title.setText(whole)
    window.page.fields["description"].setPlainText(whole)
    window.page.save()
    assert held(window, row_id).title == held(window, row_id).description == whole
    page.table.clearSelection()
    window.pages.edit_measure(registers.row(window.context.workspace, window.context.scope, Register.MEASURE, row_id))
    assert window.page.title.text() == whole


def test_characters_no_file_can_hold_and_hidden_directions_are_taken_out(window):
    show(window)
    window.pages.new_measure()
    window.page.title.setText("Law\x00 \u202eevil\u202c <b>30</b> 🌿 قانون")
    window.page.save()
    kept = registers.measures(window.context.workspace, window.context.scope)[0].measure
    assert kept.title == "Law evil <b>30</b> 🌿 قانون"
    assert "Law evil <b>30</b> 🌿 قانون" in said(window.pane.measures)


def test_the_note_of_each_link_is_edited_with_the_measure_as_one_action(window):
    rows = [paragraph(window.context.workspace, window.context.scope, label) for label in ("19", "22")]
    (row_id,) = add(window, Measure("A law"), answers=[row.id for row in rows])
    page = open_register(window)
    page.table.selectRow(0)
    assert list(window.page.notes) == [row.id for row in rows]
    window.page.notes[rows[1].id].setText("art. 22")
    window.page.title.setText("Another law")
    window.page.save()
    found = registers.row(window.context.workspace, window.context.scope, Register.MEASURE, row_id)
    assert [one.note for one in found.paragraphs] == ["", "art. 22"]
    window.undo()
    found = registers.row(window.context.workspace, window.context.scope, Register.MEASURE, row_id)
    assert (found.measure.title, [one.note for one in found.paragraphs]) == ("A law", ["", ""])


def test_the_editor_follows_what_is_changed_elsewhere_and_keeps_what_is_typed(window):
    row = paragraph(window.context.workspace, window.context.scope, "19")
    (row_id,) = add(window, Measure("A law"))
    window.pages.edit_measure(registers.row(window.context.workspace, window.context.scope, Register.MEASURE, row_id))
    context = window.context
    context.do_in_scope(registers.save_measure, Measure("B law", authority="Parliament"), row_id)
    context.do_in_scope(registers.link, Register.MEASURE, [row_id], [row.id], "art. 1")
    assert window.page.title.text() == "B law"
    assert [field.text() for field in window.page.notes.values()] == ["art. 1"]
    assert not window.page.unsaved
    window.page.fields["act"].setText("Act 5")
    context.do_in_scope(registers.save_measure, Measure("C law", authority="Ministry"), row_id)
    assert window.page.title.text() == "B law"
    window.page.save()
    kept = held(window, row_id)
    assert (kept.title, kept.authority, kept.act) == ("C law", "Ministry", "Act 5")
    window.pages.edit_measure(registers.row(context.workspace, context.scope, Register.MEASURE, row_id))
    context.do_in_scope(registers.remove, Register.MEASURE, [row_id])
    assert window.page is None


def test_a_card_says_when_a_measure_has_lapsed_and_edits_its_note(window):
    row = show(window)
    measures = (
        Measure("A", expires_on=date(2001, 2, 3)),
        Measure("B", status=MeasureStatus.REPEALED),
        Measure("C", status=MeasureStatus.DRAFT, planned_on=date(2002, 3, 4)),
        Measure("D"),
    )
    add(window, *measures, answers=[row.id])
    show_all(window.pane.measures)
    shown = said(window.pane.measures)
    for words in ("Expired 3 February 2001", "Repealed", "Was planned for 4 March 2002"):
        assert shown.count(words) == 1
    notes = list(window.pane.measures.notes.values())
    notes[3].setFocus()
    QTest.keyClicks(notes[3], "art. 7")
    notes[0].setFocus()
    answering = registers.measures(window.context.workspace, window.context.scope, row.id)
    assert [one.note for one in answering] == ["", "", "", "art. 7"]
    assert notes[0].hasFocus(), "the cards stay where they are"
    window.undo()
    assert notes[3].text() == ""


def test_every_field_of_a_measure_is_in_the_editor(window):
    editor = MeasureEditor(window.context)
    assert all(field.accessibleName() for field in editor.fields.values())
    assert all(
        line.maxLength() > LONGEST
        for line in editor.findChildren(QLineEdit)
        if line.parent() is not None and line in editor.fields.values()
    )


def test_the_beginning_of_a_long_line_is_seen(window):
    words = ("The beginning of a title that is longer than any line. " * 5).strip()
    (law,) = add(window, Measure(words, act=words))
    window.pages.edit_row(Register.MEASURE, law)
    page = window.page
    assert page.title.cursorPosition() == 0
    window.context.do_in_scope(registers.save_measure, Measure(f"Now {words}", act=f"Now {words}"), law)
    assert (page.title.text(), page.title.cursorPosition()) == (f"Now {words}", 0)
    window.right.close_page()
    row = show(window)
    window.context.do_in_scope(casework.set_assessment, row, assistance=words)
    line = window.pane.form.texts["assistance"]
    assert (line.text(), line.cursorPosition()) == (words, 0)


def test_the_notes_of_a_measure_stay_in_their_place_when_it_changes_elsewhere(window):
    row, other = show(window, "20"), show(window, "19")
    (law,) = add(window, Measure("Law"), answers=[other.id])
    window.context.do_in_scope(registers.set_note, Register.MEASURE, law, other.id, "Article 5 says so.")
    window.pages.edit_row(Register.MEASURE, law)
    window.context.do_in_scope(registers.save_measure, Measure("Law", act="Act 9"), law)
    assert in_order(window.page) == ["How it answers its paragraphs", "A/RES/74/178, 19", "Link to paragraphs…"]
    assert window.page.notes[other.id].text() == "Article 5 says so."
    window.context.do_in_scope(registers.link, Register.MEASURE, [law], [row.id], "")
    heading, *paragraphs, last = in_order(window.page)
    assert (heading, last) == ("How it answers its paragraphs", "Link to paragraphs…")
    assert sorted(paragraphs) == ["A/RES/74/178, 19", "A/RES/74/178, 20"]
    window.context.do_in_scope(registers.unlink, Register.MEASURE, [law], [row.id, other.id])
    assert in_order(window.page) == ["Link to paragraphs…"]


def in_order(page) -> list[str]:
    """What stands below the fields of a measure, from top to bottom."""
    QApplication.processEvents()
    rows = [one for kind in (QLabel, QPushButton) for one in seen(page, kind) if one.text()]
    tops = sorted((one.mapTo(page, one.rect().center()).y(), one.text()) for one in rows)
    texts = [words for _, words in tops if words not in ("Save", "Cancel")]
    return texts[texts.index("Link") + 1 :]
