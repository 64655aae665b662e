"""The registers through the window: sort, filter, edit in place, link many at once; what changes and what stays."""

from datetime import date

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from tests.conftest import paragraph
from tests.gui.hands import page_of, press, text_of, warnings_in, words_in
from tracker.domain.casework.evidence import Evidence, Reliability
from tracker.domain.casework.measures import Measure, MeasureStatus, MeasureType
from tracker.domain.casework.registers import Register
from tracker.gui.kit.tips import cut_text
from tracker.gui.kit.widgets import tip
from tracker.operations import casework, registers
from tracker.operations.registers import Parts


def add(window, *measures: Measure, answers=()) -> list[int]:
    """Put measures into the register; returns their ids."""
    for one in measures:
        window.context.do_in_scope(registers.save_measure, one, None, answers)
    held = {row.measure.title: row.id for row in registers.measures(window.context.workspace, window.context.scope)}
    return [held[one.title] for one in measures]


def open_register(window, name="measure"):
    window.show_screen(name)
    return window.screens.registers[name]


def titles(page) -> list[str]:
    return [page.model.index(row, 0).data() for row in range(page.model.rowCount())]


def column(page, field: str) -> int:
    return next(number for number, one in enumerate(page.model.columns) if one.field == field)


def begin_edit(page, position: int, field: str):
    """F2 on a cell; returns the editor in it."""
    page.table.setCurrentIndex(page.model.index(position, column(page, field)))
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit | QComboBox)
    return editor


def press_key(editor, key) -> None:
    """A key in a cell; Qt keeps what was typed once it has handled the key."""
    QTest.keyClick(editor, key)
    QApplication.processEvents()


def held(window, row_id: int) -> Measure:
    return registers.row(window.context.workspace, window.context.scope, Register.MEASURE, row_id).measure


@pytest.fixture
def resets(window):
    """Counts the resets of the register of measures."""
    counted = []
    window.screens.registers["measure"].model.modelReset.connect(lambda: counted.append(1))
    return counted


def test_the_model_keeps_the_rules_of_models(window):
    page = open_register(window)
    kept = QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Warning)
    ids = add(window, *(Measure(f"Law {number}") for number in range(6)))
    window.context.do_in_scope(registers.remove, Register.MEASURE, [ids[0], ids[2], ids[3]])
    window.undo()
    page.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    window.screens.current.page.find_field.setText("law 4")
    window.context.switch_scope(state="FRA")
    assert isinstance(kept.model(), QAbstractItemModel)
    assert page.model.rowCount() == 0


def test_a_heading_sorts_and_what_is_chosen_stays_so(window):
    ids = add(
        window, Measure("b", adopted_on=date(2001, 1, 1)), Measure("A", adopted_on=date(2003, 1, 1)), Measure("É")
    )
    page = open_register(window)
    assert titles(page) == ["A", "b", "É"]
    page.choose(ids[:2])
    page.table.sortByColumn(column(page, "adopted_on"), Qt.SortOrder.DescendingOrder)
    assert titles(page) == ["A", "b", "É"]
    page.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert titles(page) == ["É", "b", "A"]
    assert page.chosen_ids == ids[:2]


def test_filters_and_search_narrow_and_say_how_many_there_are(window):
    add(
        window,
        Measure("Law", status=MeasureStatus.REPEALED),
        Measure("Plan", MeasureType.STRATEGY),
        Measure("Other law", quoted_text="Whoever cultivates"),
    )
    row = paragraph(window.context.workspace, window.context.scope, "19")
    ids = add(window, Measure("Linked law"))
    window.context.do_in_scope(registers.link, Register.MEASURE, ids, [row.id])
    page = open_register(window)
    types, status, linked = page.filters
    assert page.model.counts(0) == {"legislation": 3, "strategy or action plan": 1}
    types.setCurrentIndex(types.findData("legislation"))
    assert titles(page) == ["Law", "Linked law", "Other law"]
    assert page.model.counts(1) == {"repealed": 1, "in force": 2}
    status.showPopup()
    assert status.itemText(status.findData("repealed")) == "Repealed (1)"
    status.hidePopup()
    assert status.itemText(status.findData("repealed")) == "Repealed"
    linked.setCurrentIndex(linked.findData("linked"))
    assert titles(page) == ["Linked law"]
    linked.setCurrentIndex(linked.findData("not"))
    window.screens.current.page.find_field.setText("CULTIVATES whoever")
    assert titles(page) == ["Other law"]
    assert "1 of 4" in words_in(page)
    window.screens.current.page.find_field.setText("nothing of this kind")
    assert any(line.startswith("Nothing fits") for line in words_in(page))


def test_evidence_is_filtered_by_the_time_it_speaks_of(window):
    for title, time in (("Old", "2001-2003"), ("New", str(date.today().year)), ("Unknown", "")):
        window.context.do_in_scope(registers.save_evidence, Evidence(title, speaks_of=time))
    page = open_register(window, "evidence")
    age = page.filters[-1]
    for key, title in (("old", "Old"), ("recent", "New"), ("unknown", "Unknown")):
        age.setCurrentIndex(age.findData(key))
        assert titles(page) == [title]


def test_a_cell_is_edited_in_place_as_one_action(window, resets):
    ids = add(window, Measure("A"), Measure("B"), Measure("C"))
    page = open_register(window)
    resets.clear()
    editor = begin_edit(page, 1, "title")
    editor.setText("Bb")
    press_key(editor, Qt.Key.Key_Return)
    assert held(window, ids[1]).title == "Bb"
    assert titles(page) == ["A", "Bb", "C"]
    assert page.table.currentIndex().row() == 1
    editor = begin_edit(page, 1, "status")
    editor.setCurrentIndex(editor.findText("Repealed"))
    editor.activated.emit(editor.currentIndex())
    assert held(window, ids[1]).status is MeasureStatus.REPEALED
    editor = begin_edit(page, 1, "adopted_on")
    editor.setText("3 April 2020")
    press_key(editor, Qt.Key.Key_Return)
    assert held(window, ids[1]).adopted_on == date(2020, 4, 3)
    assert window.page.title.text() == "Bb" and window.page.fields["adopted_on"].text() == "2020-04-03"
    window.undo()
    assert held(window, ids[1]).adopted_on is None
    assert held(window, ids[1]).status is MeasureStatus.REPEALED
    assert window.page.fields["adopted_on"].text() == ""
    assert resets == []


def test_evidence_is_edited_in_place(window):
    window.context.do_in_scope(registers.save_evidence, Evidence("A report"))
    page = open_register(window, "evidence")
    editor = begin_edit(page, 0, "reliability")
    editor.setCurrentIndex(editor.findText("High"))
    editor.activated.emit(editor.currentIndex())
    editor = begin_edit(page, 0, "speaks_of")
    editor.setText("2023")
    press_key(editor, Qt.Key.Key_Return)
    found = registers.evidence(window.context.workspace, window.context.scope)[0].evidence
    assert (found.reliability, found.speaks_of) == (Reliability.HIGH, "2023")


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("title", " ", "A measure needs a title."),
        ("title", "x" * 1_000_000, "has 1,000,000 characters; a field holds 100,000."),
        ("adopted_on", "03/04/2025", "two days"),
        ("adopted_on", "1066-10-14", "Years from 1800 to 2200"),
        ("in_force_on", "2001-01-01", "“in force” is before the date “adopted”"),
    ],
)
def test_what_is_refused_stays_in_its_cell(window, field, typed, said):
    (row_id,) = add(window, Measure("A", adopted_on=date(2010, 1, 1)))
    before = held(window, row_id)
    page = open_register(window)
    editor = begin_edit(page, 0, field)
    editor.setText(typed)
    press_key(editor, Qt.Key.Key_Return)
    assert said in window.message.text
    assert editor.isVisible() and editor.text() == typed
    assert held(window, row_id) == before
    press_key(editor, Qt.Key.Key_Escape)
    assert held(window, row_id) == before
    assert QApplication.focusWidget() is not editor


def test_an_odd_year_and_a_second_measure_of_a_name_are_kept_and_asked_about(window):
    ids = add(window, Measure("Law 30 of 2000"), Measure("Other"))
    page = open_register(window)
    editor = begin_edit(page, 1, "adopted_on")
    editor.setText("1871-01-01")
    press_key(editor, Qt.Key.Key_Return)
    assert window.message.text == "Is 1871 right? It was kept."
    assert held(window, ids[1]).adopted_on == date(1871, 1, 1)
    editor = begin_edit(page, 1, "title")
    editor.setText("LAW no. 30 of 2000")
    press_key(editor, Qt.Key.Key_Return)
    assert "already has “Law 30 of 2000”" in window.message.text
    assert held(window, ids[1]).title == "LAW no. 30 of 2000"


def test_a_change_touches_its_rows_alone(window, resets):
    ids = add(window, *(Measure(f"Law {number:03}") for number in range(60)))
    page = open_register(window)
    page.table.selectRow(40)
    page.table.verticalScrollBar().setValue(20)
    page.choose(ids[38:41])
    read, told = [], []
    page.model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    resets.clear()
    original = registers.rows

    def counting(workspace, scope, register, only=None):
        read.append(only)
        return original(workspace, scope, register, only)

    registers.rows = counting
    try:
        window.context.do_in_scope(registers.save_measure, Measure("Law 005, amended"), ids[5])
        row = paragraph(window.context.workspace, window.context.scope, "19")
        window.context.do_in_scope(registers.link, Register.MEASURE, [ids[7]], [row.id])
        add(window, Measure("Law 010 bis"))
        window.context.do_in_scope(registers.remove, Register.MEASURE, ids[1:3])
        window.undo()
    finally:
        registers.rows = original
    assert resets == []
    assert told == [(5, 5), (7, 7)]
    assert None not in read and all(len(only) <= 2 for only in read)
    assert titles(page)[:4] == ["Law 000", "Law 001", "Law 002", "Law 003"]
    assert titles(page).index("Law 010 bis") == 11
    assert page.chosen_ids == ids[38:41]
    assert page.current_row.id == ids[40]
    assert page.table.verticalScrollBar().value() in (20, 21)


def test_many_rows_are_removed_at_once_and_come_back_at_once(window):
    ids = add(window, *(Measure(f"Law {number}") for number in range(5)))
    page = open_register(window)
    page.choose([ids[0], ids[2], ids[4]])
    assert "3 chosen" in text_of(page)
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    assert titles(page) == ["Law 1", "Law 3"]
    assert window.context.undo_labels()[0] == "Remove 3 measures"
    window.undo()
    assert titles(page) == [f"Law {number}" for number in range(5)]


def test_the_row_after_one_that_is_removed_is_shown(window):
    add(window, Measure("A"), Measure("B"))
    page = open_register(window)
    page.table.selectRow(0)
    assert window.page.title.text() == "A"
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    assert window.page.title.text() == "B"
    assert page.current_row.measure.title == "B"


def test_chosen_rows_are_linked_to_and_unlinked_from_paragraphs_at_once(window):
    ids = add(window, Measure("A"), Measure("B"), Measure("C"))
    page = open_register(window)
    page.choose(ids[:2])
    press(page, "Link to paragraphs…")
    ticks = window.page.ticks
    ticks.group.setCurrentIndex(ticks.group.findData("A/RES/68/197"))
    old = next(line for line in ticks.model.lines if (line.group, line.words[:2]) == ("A/RES/68/197", "4:"))
    ticks.model.tick([old.id])
    ticks.group.setCurrentIndex(0)
    QTest.keyClicks(ticks.search, "a/res/74/178, 19: urges")
    assert ticks.model.rowCount() == 1
    QApplication.processEvents()
    QTest.mouseClick(
        ticks.view.viewport(), Qt.MouseButton.LeftButton, pos=ticks.view.visualRect(ticks.model.index(0)).center()
    )
    assert "2 ticked" in text_of(ticks)
    QTest.keyClicks(window.page.note, "art. 4")
    window.page.save_button.click()
    assert page_of(window) is None
    for row in registers.measures(window.context.workspace, window.context.scope):
        expected = [] if row.id == ids[2] else [("A/RES/74/178, 19", "art. 4"), ("A/RES/68/197, 4", "art. 4")]
        assert [(one.words, one.note) for one in row.paragraphs] == expected
    answers = page.model.index(0, [one.heading for one in page.model.columns].index("Answers"))
    assert answers.data() == "A/RES/74/178: 19; A/RES/68/197: 4"
    assert "A/RES/68/197, 4: art. 4" in answers.data(Qt.ItemDataRole.ToolTipRole)
    page.choose(ids)
    press(page, "Unlink…")
    assert [(line.prefix + line.words).split(":")[0] for line in window.page.ticks.model.lines] == [
        "A/RES/74/178, 19 (2 of 3 linked)",
        "A/RES/68/197, 4 (2 of 3 linked)",
    ]
    window.page.ticks.model.tick_shown()
    window.page.save_button.click()
    assert all(not row.paragraphs for row in registers.measures(window.context.workspace, window.context.scope))
    window.undo()
    window.undo()
    assert window.context.undo_labels()[0] == "New measure “C”"


def test_a_page_that_links_asks_for_a_tick_and_does_not_lose_one(window):
    add(window, Measure("A"))
    page = open_register(window)
    page.table.selectAll()
    press(page, "Link to paragraphs…")
    window.page.save_button.click()
    assert "Nothing is ticked" in warnings_in(window.page)
    window.page.ticks.model.tick([window.page.ticks.model.lines[0].id])
    window.pages.new_measure_for_register()
    assert "is not saved" in window.message.text


def test_another_state_has_its_own_register_and_another_cycle_the_same(window, resets):
    add(window, Measure("A"))
    page = open_register(window)
    resets.clear()
    window.context.do(casework.add_cycle, "2030 review")
    window.context.switch_scope(cycle=window.context.cycles[0].id)
    assert titles(page) == ["A"] and resets == []
    window.context.switch_scope(state="FRA")
    assert titles(page) == []
    window.show_screen("checklist")
    window.context.switch_scope(state="KEN")
    assert titles(open_register(window)) == ["A"]


@pytest.mark.parametrize(
    "title", ["<b>bold</b><img src='file:///etc/passwd'>", "🌿 قانون المخدرات", "a\u202eb\u200fc", "x" * 100_000]
)
def test_any_title_is_shown_as_the_characters_it_is(window, title):
    window.context.do_in_scope(registers.save_measure, Measure(title))
    page = open_register(window)
    cell = page.model.index(0, 0)
    assert cell.data().rstrip("…") in title.replace("\u202e", "")
    words = tip(cut_text(page.table.viewport(), page.table.visualRect(cell).center()))
    assert "<b>" not in words and "<img" not in words and len(words) < 2_000
    page.table.selectRow(0)
    assert window.page.title.text() == title.replace("\u202e", "")


def test_evidence_and_files_of_another_row_leave_a_row_alone(window, tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("words")
    page = open_register(window, "evidence")
    for title in ("A", "B"):
        window.context.do_in_scope(registers.save_evidence, Evidence(title))
    first = registers.evidence(window.context.workspace, window.context.scope)[0]
    told = []
    page.model.dataChanged.connect(lambda first, last: told.append(first.row()))
    window.context.do_in_scope(
        registers.save_evidence, first.evidence, first.id, Parts(files=[registers.NewFile(file)])
    )
    assert told == [0]
    files = [one.heading for one in page.model.columns].index("Files")
    assert page.model.index(0, files).data() == "a.txt"
