"""The list to tick in: thousands of lines, ticks that stay while it is narrowed."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from tests.conftest import paragraph
from tests.gui.hands import focus, press, show_all, warnings_in, ways, words_in
from tests.gui.test_registers import add
from tracker.domain.casework.measures import Measure
from tracker.domain.casework.registers import Register
from tracker.gui.kit.check_list import CheckList, Line
from tracker.operations import registers


def said(ticks: CheckList) -> str:
    """What is said of the ticks."""
    return "".join(words_in(ticks))


def test_ticks_stay_while_the_list_is_narrowed(qtbot):
    lines = [Line(number, f"Loi numéro {number}", "odd" if number % 2 else "even") for number in range(15_000)]
    ticks = CheckList("Laws", lines, "All")
    qtbot.addWidget(ticks)
    ticks.show()
    kept = QAbstractItemModelTester(ticks.model, QAbstractItemModelTester.FailureReportingMode.Warning)
    ticks.search.setText("NUMERO 1499")
    assert [ticks.model.line_at(row).id for row in range(ticks.model.rowCount())] == [
        1499,
        11499,
        *range(14990, 15_000),
    ]
    ticks.model.tick_shown()
    ticks.search.clear()
    ticks.group.setCurrentIndex(ticks.group.findData("even"))
    assert ticks.model.rowCount() == 7_500
    ticks.view.setCurrentIndex(ticks.model.index(0))
    QTest.keyClick(ticks.view, Qt.Key.Key_Space)
    assert ticks.chosen == [0, 1499, 11499, *range(14990, 15_000)]
    assert said(ticks) == "13 ticked · 7,500 of 15,000 shown"
    QTest.keyClick(ticks.view, Qt.Key.Key_Space)
    assert 0 not in ticks.chosen
    assert kept.model() is ticks.model


def test_what_answers_a_paragraph_already_is_no_choice(window):
    row = paragraph(window.context.workspace, window.context.scope, "19")
    window.checklist.view.choose(row.id)
    add(window, Measure("Linked"), answers=[row.id])
    (other,) = add(window, Measure("Other", act="Act 5"))
    window.pages.link(Register.MEASURE)
    assert [line.words for line in window.page.ticks.model.lines] == ["Other — Act 5"]
    window.page.ticks.model.tick([other])
    assert window.page.unsaved
    window.page.save()
    assert len(registers.measures(window.context.workspace, window.context.scope, row.id)) == 2


def test_what_was_searched_is_ticked_by_keyboard(window):
    row = paragraph(window.context.workspace, window.context.scope, "19")
    window.checklist.view.choose(row.id)
    _, wanted = add(window, Measure("Act"), Measure("Law 30"))
    window.pages.link(Register.MEASURE)
    for keys in ("law", Qt.Key.Key_Down, Qt.Key.Key_Space):
        at = focus()
        QTest.keyClicks(at, keys) if isinstance(keys, str) else QTest.keyClick(at, keys)
    assert window.page.ticks.chosen == [wanted]


def test_many_cards_are_shown_some_at_a_time(window):
    row = paragraph(window.context.workspace, window.context.scope, "19")
    window.checklist.view.choose(row.id)
    add(window, *(Measure(f"Law {number}") for number in range(45)), answers=[row.id])
    section = window.pane.measures
    assert "Measures (45)" in words_in(section)
    assert ways(section).count("Unlink") == 3
    show_all(section)
    assert ways(section).count("Unlink") == 45


def test_what_is_typed_in_the_list_searches_and_ticks_nothing(window):
    window.show_export()
    press(window.page, "Choose several…")
    ticks = window.page.states
    QTest.keyClick(focus(), Qt.Key.Key_Down)
    assert focus() is ticks.view
    before = ticks.chosen
    for letter in "south s":
        QTest.keyClicks(focus(), letter)
    assert ticks.search.text() == "south s" and ticks.search.hasFocus() and ticks.chosen == before
    assert [line.words for line in map(ticks.model.line_at, range(ticks.model.rowCount()))] == [
        "South Africa",
        "South Sudan",
    ]
    QTest.keyClick(focus(), Qt.Key.Key_Down)
    QTest.keyClick(focus(), Qt.Key.Key_Space)
    assert len(ticks.chosen) == len(before) + 1


def test_enter_ticks_the_only_line_that_is_found_and_the_field_waits_for_the_next(window):
    window.show_export()
    press(window.page, "Choose several…")
    ticks = window.page.states
    QTest.keyClicks(focus(), "ugan")
    window.page.save()
    assert "“ugan” is typed above the list, but not ticked." in warnings_in(window.page)
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    for words in ("NIGER", "guin"):  # the name of one State, within another's; a part of four names
        assert ticks.search.text() == ""
        QTest.keyClicks(focus(), words)
        QTest.keyClick(focus(), Qt.Key.Key_Return)
    assert ticks.search.text() == "guin"
    assert {line.words for line in ticks.model.lines if line.id in ticks.chosen} == {"Kenya", "Niger", "Uganda"}
