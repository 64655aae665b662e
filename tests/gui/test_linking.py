"""Linking: paragraphs are found as people cite them and by words; measures and evidence are linked by their forms."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.gui.hands import now, press, save, show
from tracker.domain.casework.measures import Measure
from tracker.domain.casework.registers import Register
from tracker.gui.paragraph.link_page import link_rows_page
from tracker.operations import registers

CITED = [
    ("60-62, 13", ["A/RES/74/178, 13", "A/RES/74/178, 60", "A/RES/74/178, 61", "A/RES/74/178, 62", "A/RES/68/197, 13"]),
    ("paras. 60 to 62", ["A/RES/74/178, 60", "A/RES/74/178, 61", "A/RES/74/178, 62"]),
    ("58 (a) and (b)", ["A/RES/74/178, 58 (a)", "A/RES/74/178, 58 (b)"]),
    ("paragraph 13 of resolution 68/197", ["A/RES/68/197, 13"]),
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
    return [ticks.model.line_at(line).words.partition(":")[0] for line in range(ticks.model.rowCount())]


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
    QTest.keyClicks(ticks.search, "prisons")
    assert 0 < ticks.model.rowCount() < 10
    assert all("prison" in ticks.model.line_at(line).words for line in range(ticks.model.rowCount()))
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
