"""Correcting a reading in the window: doubts first, each correction by key, what is typed is not lost."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from tests.gui.hands import text_of, words_in
from tests.gui.readings import WRONG, accept, click, edit_of, names, press, texts, told
from tests.short import SHORT, SYMBOL
from tracker.domain.instruments.instrument import Doubt
from tracker.domain.instruments.outline import Kind
from tracker.gui.reading.model import OutlineModel, row_of
from tracker.i18n import Message
from tracker.operations.instruments import list_instruments


def test_doubts_come_first_and_a_click_chooses_the_paragraph_and_its_source(window, added, file):
    page = added(file(SHORT.replace("to write;", "to write,").replace("the report,", "the report")))
    assert told(page) == ["preambular 2: does not end with a comma", "operative 2: ends with a comma"]
    assert page.view.current.name == "preambular 2", "the first doubtful one is chosen"
    item = page.doubts.item(1)
    QTest.mouseClick(page.doubts.viewport(), Qt.MouseButton.LeftButton, pos=page.doubts.visualItemRect(item).center())
    assert page.view.current.name == "operative 2"
    assert page.view.current.doubts == ("ends with a comma",)
    assert page.source.marked_words == ["2. Invites Member States to write,"]
    assert page.source.textCursor().block().text() == page.source.marked_words[0]


def test_where_a_doubt_is(added, file):
    page = added(file())
    for doubt, row in (
        (Doubt("operative 3 (b)", Message("")), "operative 3 (b)"),
        (Doubt("after operative 3", Message("")), "operative 3"),
        (Doubt("operative", Message("")), "operative 1"),
        (Doubt("mark 2", Message("")), "operative 1"),
        (Doubt("preambular 2", Message("")), "preambular 2"),
        (Doubt("masthead", Message("")), None),
        (Doubt("operative 99", Message("")), None),
    ):
        found = row_of(page.model.shown, doubt)
        assert (None if found is None else names(page)[found]) == row, doubt.where


def test_every_correction_by_key_and_its_undo(window, added, file, qtbot):
    page = added(file(WRONG))
    before = texts(page)

    # split what was run together, where the caret stands already
    click(page, "operative 2")
    press(page, "s")
    assert "The second part begins “Requests the Secretary-General" in page.strip.edit.fields[1].text()
    QTest.keyClick(page.strip.edit.fields[0], Qt.Key.Key_Return)
    assert page.view.current.name == "operative 3"
    assert page.view.current.line.text == "Requests the Secretary-General:"
    assert page.view.hasFocus()
    assert "operative 3 (b)" in names(page)
    assert told(page) == ["operative 3: has the number of the one before"]

    # number
    page.view.choose(page.model.rowCount() - 1)
    press(page, "n")
    field = page.strip.edit.fields[0]
    QTest.keyClicks(field, "5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert told(page) == ["operative 5: comes after 3"]
    assert window.status.undo.text() == "Undo: Number of operative 3"
    QTest.mouseClick(page.undo_button, Qt.MouseButton.LeftButton)
    assert told(page) == ["operative 3: has the number of the one before"]
    window.redo()
    assert told(page) == ["operative 5: comes after 3"]
    press(page, "n")
    page.strip.edit.fields[0].setText("4")
    page.strip.apply()
    assert told(page) == []

    # theme
    click(page, "operative 1")
    press(page, "h")
    page.strip.edit.fields[0].setCurrentText("Alternative development")
    QTest.keyClick(page.strip, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.view.current.line.paragraph.theme == "Alternative development"

    # addressees
    press(page, "a")
    names_field, states = page.strip.edit.fields
    assert states.isChecked()
    names_field.setPlainText("International Narcotics Control Board")
    assert not states.isChecked(), "it follows from the names"
    states.setChecked(True)
    page.strip.apply()
    asked = page.view.current.line.paragraph
    assert (asked.addressees, asked.to_member_states) == (("International Narcotics Control Board",), True)

    # words, with a footnote mark
    press(page, "w")
    field = page.strip.edit.fields[0]
    assert field.toPlainText() == "Urges Member States to read;²"
    field.setPlainText("Urges Member States to read^2 more;")
    page.strip.apply()
    assert page.view.current.line.text == "Urges Member States to read more;"
    assert [(m.number, m.offset) for m in page.view.current.line.paragraph.marks] == [(2, 27)]

    # type
    click(page, "operative 4")
    press(page, "t")
    field = page.strip.edit.fields[0]
    field.setCurrentIndex(field.findData(Kind.SUB.value))
    page.strip.apply()
    assert page.view.current.name == "operative 3 (c)"

    # join
    press(page, "j")
    assert page.view.current.name == "operative 3 (b)"
    assert page.view.current.line.text == "To report; Decides to remain seized of the matter."

    window.undo()
    click(page, "operative 2")
    press(page, "j")
    assert page.view.current.name == "operative 1"
    window.redo()
    assert page.view.current.name == "operative 1", "what was undone is gone once something else was done"
    assert "operative 3 (c)" in names(page)

    while page.seen.corrections:
        window.undo()
    assert texts(page) == before
    assert not page.unsaved
    assert window.context.undo_labels() == ("", "")


def test_what_can_not_be_done_is_said_and_not_kept(window, added, file):
    page = added(file())
    click(page, "preambular 1")
    assert not page.buttons["J"].isEnabled()
    press(page, "j")
    press(page, "s")
    page.strip.edit.fields[0].place(0)
    page.strip.apply()
    assert page.strip.edit, "the caret is not inside the paragraph"
    QTest.keyClick(page.strip.edit.fields[0], Qt.Key.Key_Escape)
    assert edit_of(page) is None
    press(page, "n")
    page.strip.edit.fields[0].setText("  ")
    page.strip.apply()
    assert page.strip.edit
    assert page.seen.corrections == ()


def test_what_is_typed_for_a_line_is_not_lost(window, added, file, qtbot):
    page = added(file())
    click(page, "operative 2")
    press(page, "w")
    page.strip.apply()
    assert edit_of(page) is None, "nothing was changed"
    assert page.seen.corrections == ()
    press(page, "w")
    page.strip.edit.fields[0].setPlainText("Invites all to write;")
    click(page, "operative 1")
    assert page.unsaved
    page.accept_button.click()
    assert window.message.text == "A correction is not applied. Apply or cancel it first."
    page.strip.apply()
    assert page.view.current.name == "operative 1"
    assert "Invites all to write;" in texts(page)
    for key in "NTAHW":
        press(page, key.lower())
        assert not page.strip.pending
    page.undo()
    assert page.strip.edit is None
    assert not page.unsaved
    press(page, "w")
    page.join()
    assert page.strip.edit is None, "the line that it was for may be gone"


def test_symbol_title_and_date_are_typed_above(window, added, file, qtbot):
    page = added(file(SHORT.replace("99/1. A short resolution", "A short resolution")))
    assert "No symbol was found." in text_of(page)
    page.doubts.itemClicked.emit(page.doubts.item(0))
    assert page.symbol.hasFocus()
    QTest.mouseClick(page.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.accept_button.isEnabled)
    assert "No symbol such as" in window.message.text
    for field, words in ((page.symbol, SYMBOL), (page.title, "A title"), (page.adopted_on, "2 March 2040")):
        field.clear()
        field.setFocus()
        QTest.keyClicks(field, words)
        QTest.keyClick(field, Qt.Key.Key_Return)
    accept(window, page, qtbot)
    held = next(one for one in list_instruments(window.context.workspace) if one.symbol == SYMBOL)
    assert (held.title, str(held.adopted_on)) == ("A title", "2040-03-02")


def test_a_typed_symbol_that_is_held_brings_its_corrections(window, added, file, qtbot):
    page = added(file(WRONG))
    click(page, "operative 2")
    press(page, "s")
    page.strip.apply()
    accept(window, page, qtbot)
    page = added(file(WRONG.replace("99/1. A short resolution", "A short resolution"), "nameless.txt"))
    click(page, "operative 1")
    press(page, "h")
    page.strip.edit.fields[0].setCurrentText("Alternative development")
    page.strip.apply()
    page.symbol.setText(SYMBOL)
    page.symbol.editingFinished.emit()
    assert "operative 3 (b)" in names(page)
    assert page.model.shown[2].line.paragraph.theme == "Alternative development"
    assert "A/RES/99/1 is in the workspace. All paragraphs keep their words." in words_in(page)


def test_the_outline_keeps_the_rules_of_models(added, file):
    page = added(file(WRONG))
    model = OutlineModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    lines, doubts = page.seen.lines, page.seen.instrument.doubts
    for shown in (lines, lines[:3], lines[2:], (*lines[:2], *lines[4:]), lines[::-1], (), lines):
        model.show(shown, doubts)
        assert [row.line for row in model.shown] == [line for line in shown if line.text]
    assert tester.model() is model


def test_a_correction_leaves_other_rows_and_the_place_alone(added, file, qtbot):
    page = added(file(SHORT))
    click(page, "operative 3")
    with qtbot.assertNotEmitted(page.model.modelReset), qtbot.waitSignal(page.model.dataChanged) as changed:
        press(page, "h")
        page.strip.edit.fields[0].setCurrentText("Demand reduction")
        page.strip.apply()
    first, last = changed.args[0].row(), changed.args[1].row()
    assert names(page)[first : last + 1] == ["operative 3"]
    assert page.view.current.name == "operative 3"
