"""The checklist: its model keeps Qt's rules, filters and search show what they say, a change touches one row."""

from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QPushButton

from tests.conftest import paragraph
from tests.gui.hands import focus, now, press_filter, seen, show, text_of, ways, words_in
from tests.operations.test_review import judged
from tracker.domain.casework.assessments import Assessment, Stage
from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.fields import fields_of
from tracker.domain.casework.levels import Level
from tracker.domain.casework.measures import Measure
from tracker.gui.checklist.delegate import fitting
from tracker.gui.checklist.model import ROW
from tracker.gui.checklist.remarks import remarks
from tracker.gui.kit import sizes, theme
from tracker.gui.kit.tips import cut_text
from tracker.gui.registers.model import RegisterModel
from tracker.operations import casework, registers, review
from tracker.operations.registers import Parts


def labels(window) -> list[str]:
    return [window.model.row_at(i).label for i in range(window.model.rowCount())]


@pytest.mark.parametrize("kind", ["measure", "evidence"])
def test_registers_keep_the_rules_of_models(window, kind):
    model = RegisterModel(window.context, kind)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    window.context.do_in_scope(registers.save_measure, Measure("B"))
    window.context.do_in_scope(registers.save_measure, Measure("A"))
    model.sort(0, Qt.SortOrder.DescendingOrder)
    model.search("b")
    assert tester.model() is model


def test_the_checklist_keeps_the_rules_of_models(window):
    tester = QAbstractItemModelTester(window.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    press_filter(window, "addressee", "")
    window.set_levels([window.model.row_at(3)], Level.FULLY)
    press_filter(window, "level", Level.FULLY.value)
    window.undo()
    assert tester.model() is window.model


def test_no_paragraph_is_lost_or_doubled(window):
    assert len(labels(window)) == 73  # 71 paragraphs and (a), (b) of 58
    press_filter(window, "addressee", "")
    expected = [str(n) for n in range(1, 121)]
    expected[58:58] = ["58 (a)", "58 (b)"]
    assert labels(window) == expected
    press_filter(window, "instrument", "A/RES/68/197")
    assert len(labels(window)) == 52
    press_filter(window, "instrument", "")
    assert len(labels(window)) == 174
    assert "168 paragraphs" in text_of(window.checklist)


def test_counts_are_those_of_what_a_press_would_show(window):
    counts = window.model.counts()
    assert counts["addressee", "Member States"] == 71
    assert counts["addressee", ""] == 120
    for choice in ("Demand reduction", "Alternative development"):
        press_filter(window, "theme", choice)
        shown = [row for row in (window.model.row_at(i) for i in range(window.model.rowCount())) if not row.parent_id]
        assert len(shown) == counts["theme", choice]
        press_filter(window, "theme", choice)  # a second press lets it go
    assert len(labels(window)) == 73


def test_filters_of_gaps(window):
    context = window.context
    context.do_in_scope(casework.set_assessment, paragraph(context.workspace, context.scope, "19"), level=Level.FULLY)
    context.do_in_scope(
        casework.set_assessment,
        paragraph(context.workspace, context.scope, "20"),
        level=Level.PLANNED,
        due_on=date(2020, 1, 1),
    )
    press_filter(window, "gap", "unproven")
    assert labels(window) == ["19"]
    press_filter(window, "gap", "overdue")
    assert labels(window) == ["20"]


def test_search_finds_the_words_of_every_field(window):
    for name in (name for name, one in fields_of(Assessment).items() if one.searchable):
        row = paragraph(window.context.workspace, window.context.scope, "19")
        window.context.do_in_scope(casework.set_assessment, row, **{name: "Zebra"})
        window.screens.current.page.find_field.setText("zebra")
        assert labels(window) == ["19"], name
        window.undo()
        window.screens.current.page.find_field.clear()


def test_search_ignores_case_and_accents_and_wants_every_word(window):
    window.screens.current.page.find_field.setText("HIV préstige")
    assert labels(window) == []
    window.screens.current.page.find_field.setText("hiv UNIVERSAL access")
    assert labels(window) == ["52"]
    row = paragraph(window.context.workspace, window.context.scope, "19")
    window.context.do_in_scope(casework.set_assessment, row, lead_authority="Ministère de l’Éducation")
    window.screens.current.page.find_field.setText("ministere education")
    assert labels(window) == ["19"]
    window.screens.current.page.find_field.setText("")
    assert len(labels(window)) == 73


def test_a_level_repaints_one_row_and_keeps_the_place(window, qtbot):
    view = window.checklist.view
    view.choose(window.model.row_at(30).id)
    place = view.verticalScrollBar().value()
    touched = []
    window.model.dataChanged.connect(lambda first, last: touched.append((first.row(), last.row())))
    with qtbot.assertNotEmitted(window.model.modelReset):
        QTest.keyClick(view, Qt.Key.Key_3)
    assert touched == [(30, 30)]
    assert view.verticalScrollBar().value() == place
    assert view.currentIndex().row() == 30
    assert view.currentIndex().data(ROW).assessment.level == Level.PARTIALLY


def test_a_row_stays_under_the_hand_until_the_filter_is_set_again(window):
    press_filter(window, "level", Level.NOT_ASSESSED.value)
    before = len(labels(window))
    window.set_levels([window.model.row_at(0)], Level.FULLY)
    assert len(labels(window)) == before
    press_filter(window, "theme", "Demand reduction")
    press_filter(window, "theme", "Demand reduction")
    assert len(labels(window)) == before - 1


def test_what_a_screen_reader_says(window):
    index = window.model.index(0)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith(
        "Paragraph 4, Reiterates its call upon, not assessed, 0 measures, 0 pieces of evidence. Reiterates"
    )


def test_another_state_has_its_own_work(window):
    row = paragraph(window.context.workspace, window.context.scope, "19")
    window.context.do_in_scope(casework.set_assessment, row, level=Level.FULLY, stage=Stage.ACCEPTED)
    window.context.switch_scope(state="FRA")
    assert "0 of 71 assessed" in words_in(window.header)
    window.context.switch_scope(state="KEN")
    assert "1 of 71 assessed" in words_in(window.header)


def test_evidence_for_a_measure_proves_what_the_measure_answers(window):
    """As before submitting, and as Quality has it."""
    row = paragraph(window.context.workspace, window.context.scope, "20")
    window.set_levels([row], Level.FULLY)
    add = partial(window.context.do_in_scope, registers.save_measure)
    add(Measure("A law"), answers=[row.id])
    measure = registers.measures(window.context.workspace, window.context.scope)[0]
    assert ("no evidence", True, 1) in remarks(window.context.row(row.id))
    window.context.do_in_scope(registers.save_evidence, Evidence("Report"), None, Parts(shows={measure.id: ""}))
    shown = next(one for one in window.model.rows if one.id == row.id)
    assert shown.proven
    assert "no evidence" not in [one.words for one in remarks(shown)]
    press_filter(window, "gap", "unproven")
    assert labels(window) == []
    window.undo()
    press_filter(window, "gap", "unproven")
    press_filter(window, "gap", "unproven")
    assert labels(window) == ["20"]


def test_it_says_which_filters_hide_paragraphs_and_shows_all_again(window):
    page = window.checklist
    window.set_levels([now(window, "19"), now(window, "20")], Level.PLANNED)
    assert "Show all" not in ways(page)
    press_filter(window, "level", "planned")
    window.panes.toggle_left()
    assert not window.left.isVisible()
    assert "Filtered by Planned: 2 of 71" in words_in(page)
    shown = next(one for one in seen(page, QPushButton) if one.text() == "Show all")
    shown.setFocus()
    QTest.keyClick(shown, Qt.Key.Key_Return)
    assert window.model.rowCount() > 71 and "Show all" not in ways(page)
    assert focus() is page.view
    assert window.model.filters.choice("addressee") == "Member States"


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1280, 800), (1024, 700)])
@pytest.mark.parametrize("steps", [0, 5])  # 100 and 200 %
def test_when_it_is_due_and_that_it_was_returned_have_room_in_every_window(window, width, height, steps):
    context = window.context
    do = context.do_in_scope
    row = judged(context.workspace, context.scope)
    do(casework.set_assessment, row, due_on=date(2099, 5, 12))
    do(review.move, now(window), Stage.SUBMITTED)
    do(review.move, now(window), Stage.RETURNED, "Which one?")
    show(window)
    do(casework.set_assessment, now(window, "20"), level=Level.FULLY)
    window.resize(width, height)
    for _ in range(steps):
        QTest.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    QCoreApplication.processEvents()
    view = window.checklist.view
    room = view.viewport().width()
    for label in ("19", "20"):
        said, shown = remarks(now(window, label)), fitting(now(window, label), room)
        words = [one.words for one in shown]
        metrics = QFontMetricsF(theme.font(theme.CAPTION))
        needed = sum(metrics.horizontalAdvance(one) + sizes.units(4) for one in words)
        assert needed + sizes.units(13) < room
        assert words[-1] == "…" or shown == said
        if label == "19":
            assert "due 12 May 2099" in words and "returned with a comment" in words
            index = window.model.index(window.model.position_of(row.id))
            whole = cut_text(view.viewport(), view.visualRect(index).center())
            assert ("1 comment" in whole.split(" · ")) == (shown != said), "what has no room is in the tooltip"
