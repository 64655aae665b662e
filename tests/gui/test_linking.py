"""Linking: paragraphs are found as people cite them and by words; measures and evidence are linked by their forms."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from tests.gui.hands import focus, now, press, save, show, warnings_in, words_in
from tracker.domain.casework.measures import Measure
from tracker.domain.casework.registers import Register
from tracker.gui.paragraph.link_page import link_rows_page
from tracker.operations import registers

CITED = [
    ("60-62, 13", ["A/RES/74/178, 13", "A/RES/74/178, 60", "A/RES/74/178, 61", "A/RES/74/178, 62"]),
    ("paras. 60 to 62", ["A/RES/74/178, 60", "A/RES/74/178, 61", "A/RES/74/178, 62"]),
    ("58 (a) and (b)", ["A/RES/74/178, 58 (a)", "A/RES/74/178, 58 (b)"]),
    ("paragraph 13 of resolution 68/197", ["A/RES/68/197, 13"]),
    ("13; 68/197: 3, 13", ["A/RES/74/178, 13", "A/RES/68/197, 3", "A/RES/68/197, 13"]),
    ("A/RES/68/197: 3; A/RES/74/178: 60", ["A/RES/74/178, 60", "A/RES/68/197, 3"]),
]


@pytest.fixture
def law(window):
    """A measure that answers paragraph 60, chosen in its register."""
    registers.save_measure(
        window.context.workspace, window.context.scope, Measure("Law"), answers=[now(window, "60").id]
    )
    window.show_screen("measure")
    window.screens.current.focus.selectRow(0)
    return window


def links(window, register=Register.MEASURE):
    (row,) = registers.rows(window.context.workspace, window.context.scope, register)
    return [link.words for link in row.paragraphs]


def shown(ticks):
    """The references of the lines, whichever part of them is there to read."""
    lines = map(ticks.model.line_at, range(ticks.model.rowCount()))
    return [(line.prefix + line.words).partition(":")[0] for line in lines]


def seen_lines(ticks):
    """What is there to read in the list, and whether it is ticked, without scrolling."""
    QCoreApplication.processEvents()
    rows = [ticks.model.index(row) for row in range(ticks.model.rowCount())]
    height = ticks.view.viewport().height()
    return [
        (row.data(), row.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked)
        for row in rows
        if 0 <= ticks.view.visualRect(row).top() < height and ticks.view.visualRect(row).height()
    ]


def status(ticks):
    return next(words for words in words_in(ticks) if "ticked" in words)


def open_by_link(window):
    window.screens.current.focus.setFocus()
    press(window.screens.current.page, "Link to paragraphs…")
    return window.page.ticks


def open_by_new(window):
    press(window.screens.current.page, "New measure")
    QTest.keyClicks(window.page.title, "Another law")
    press(window.page, "Link to paragraphs…")
    return window.page.more.ticks


def open_by_new_evidence(window):
    window.show_screen("evidence")
    press(window.screens.current.page, "New evidence")
    QTest.keyClicks(window.page.title, "Survey")
    press(window.page, "Link to paragraphs…")
    return window.page.more.ticks


WAYS = [open_by_link, open_by_new, open_by_new_evidence]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("symbol", ["A/RES/74/178", "A/RES/68/197"])
def test_numbers_are_those_of_the_resolution_in_the_checklist(law, way, symbol):
    law.filtering.show_instrument(symbol)
    ticks = way(law)
    assert ticks.group.currentText() == symbol
    QTest.keyClicks(ticks.search, "4, 7-8, 14-17")
    assert status(ticks) == "0 ticked · Enter ticks 7"
    QTest.keyClick(ticks.search, Qt.Key.Key_Return)
    assert {line.group for line in ticks.model.lines if line.id in ticks.chosen} == {symbol}
    assert status(ticks).startswith("7 ticked · ")
    assert (seen_lines(ticks)[0][0][:3], seen_lines(ticks)[0][1]) == ("4: ", True)  # not at the top of the list


def test_ticks_in_several_resolutions_are_said_and_seen(law):
    law.filtering.choose_filters({"instrument": ""})
    ticks = open_by_link(law)
    assert ticks.group.currentText() == "All instruments"
    QTest.keyClicks(ticks.search, "16-17")
    QTest.keyClick(ticks.search, Qt.Key.Key_Return)
    assert status(ticks) == "4 ticked in 2 resolutions"
    QTest.keyClicks(ticks.search, "paragraph 15 of 68/197")
    QTest.keyClick(ticks.search, Qt.Key.Key_Return)
    assert status(ticks) == "5 ticked in 2 resolutions"
    words, ticked = seen_lines(ticks)[0]
    assert words.startswith("A/RES/68/197, 15: ") and ticked


def test_a_resolution_that_is_named_is_shown_with_what_is_ticked_in_it(law):
    ticks = open_by_link(law)
    QTest.keyClicks(ticks.search, "68/197: 15")
    QTest.keyClick(ticks.search, Qt.Key.Key_Return)
    assert seen_lines(ticks)[0][0].startswith("A/RES/68/197, 15: ")
    QTest.keyClick(ticks.search, Qt.Key.Key_Down)
    assert ticks.view.currentIndex().data().startswith("A/RES/68/197, 15: ")


@pytest.mark.parametrize("way", WAYS)
def test_numbers_that_are_typed_and_not_ticked_are_not_dropped_in_silence(law, way, qtbot):
    ticks = way(law)
    page = law.page
    assert "Enter" in ticks.search.placeholderText()
    QTest.keyClicks(ticks.search, "4, 7-8")
    page.save()
    assert "“4, 7-8” is typed above the list, but not ticked. Enter ticks it." in warnings_in(page)
    assert law.page is page and focus() is ticks.search
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    save(law, qtbot)
    assert law.page is not page
    register = Register.EVIDENCE if way is open_by_new_evidence else Register.MEASURE
    rows = registers.rows(law.context.workspace, law.context.scope, register)
    assert sum("A/RES/74/178, 8" in [link.words for link in row.paragraphs] for row in rows) == 1


def test_one_of_those_searched_may_be_ticked_alone(law):
    ticks = open_by_link(law)
    QTest.keyClicks(ticks.search, "4, 7-8")
    QTest.keyClick(ticks.search, Qt.Key.Key_Down)
    QTest.keyClick(focus(), Qt.Key.Key_Space)
    law.page.save()
    assert links(law) == ["A/RES/74/178, 4", "A/RES/74/178, 60"]


@pytest.mark.parametrize(("words", "found"), CITED, ids=[words for words, _ in CITED])
def test_paragraphs_are_linked_as_they_are_cited(law, words, found):
    law.pages.link_rows(link_rows_page, Register.MEASURE, [law.screens.registers[Register.MEASURE].current_row.id])
    ticks = law.page.ticks
    QTest.keyClicks(ticks.search, words)
    found = [ref for ref in found if ref != "A/RES/74/178, 60"]  # it is linked already
    assert shown(ticks) == found
    QTest.keyClick(ticks.search, Qt.Key.Key_Return)
    assert len(ticks.chosen) == len(found)
    assert ticks.search.text() == ""
    law.page.save()
    assert set(links(law)) == {"A/RES/74/178, 60", *found}


def test_words_find_too_and_enter_ticks_nothing_for_them(law):
    press(law.page, "Link to paragraphs…")
    ticks = law.page.more.ticks
    QTest.keyClicks(ticks.search, "reports")
    assert 1 < ticks.model.rowCount() < 10
    assert all("report" in ticks.model.line_at(line).words for line in range(ticks.model.rowCount()))
    QTest.keyClick(ticks.search, Qt.Key.Key_Return)
    assert ticks.chosen == []
    ticks.search.setText("2013")
    assert all("2013" in ticks.model.line_at(line).words for line in range(ticks.model.rowCount()))


def test_the_form_of_a_measure_links_paragraphs_in_the_same_action(law, qtbot):
    press(law.page, "Link to paragraphs…")
    ticks = law.page.more.ticks
    assert "A/RES/74/178, 60" not in shown(ticks)
    QTest.keyClicks(ticks.search, "61, 62")
    ticks.group.setCurrentIndex(ticks.group.findData("A/RES/74/178"))
    QTest.keyClick(ticks.search, Qt.Key.Key_Return)
    assert law.page.unsaved
    law.page.fields["title"].setText("Law on customs")
    save(law, qtbot)
    assert links(law) == ["A/RES/74/178, 60", "A/RES/74/178, 61", "A/RES/74/178, 62"]
    law.undo()
    assert links(law) == ["A/RES/74/178, 60"]


def test_new_measures_and_evidence_do_so_too(window, qtbot):
    show(window, "19")
    for register, new in ((Register.MEASURE, window.pages.new_measure), (Register.EVIDENCE, window.pages.new_evidence)):
        new()
        window.page.title.setText("New")
        press(window.page, "Link to paragraphs…")
        QTest.keyClicks(window.page.more.ticks.search, "paragraph 20 of resolution 74/178")
        QTest.keyClick(window.page.more.ticks.search, Qt.Key.Key_Return)
        save(window, qtbot)
        assert links(window, register) == ["A/RES/74/178, 19", "A/RES/74/178, 20"]
