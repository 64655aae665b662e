"""Adding a resolution in the window: look at the reading, correct it, accept it, and add a better edition later."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QFileDialog, QLabel, QLineEdit, QMessageBox, QPlainTextEdit

from tests.conftest import paragraph
from tests.gui.hands import drag_enter
from tests.short import SHORT, SYMBOL
from tracker.domain.casework.levels import Level
from tracker.domain.instruments.corrections import Retype
from tracker.domain.instruments.instrument import Doubt
from tracker.domain.instruments.outline import Kind
from tracker.gui.kit import jobs, theme
from tracker.gui.reading.model import OutlineModel, row_of
from tracker.gui.reading.page import ReadingPage
from tracker.operations.instruments import list_instruments, stored_corrections

# Two paragraphs run together, so that the number of the last is one too low.
WRONG = SHORT.replace("write;\n\n3. Requests", "write; Requests").replace("4. Decides", "3. Decides")


@pytest.fixture
def file(tmp_path):
    def make(words: str = SHORT, name: str = "short.txt") -> Path:
        path = tmp_path / name
        path.write_text(words, encoding="utf-8")
        return path

    return make


@pytest.fixture
def added(window, qtbot):
    """Adds a file as the menu does; returns the page."""

    def add(path: Path) -> ReadingPage:
        window.add_resolution(path)
        qtbot.waitUntil(lambda: isinstance(window.page, ReadingPage) and window.page.view.current is not None)
        return window.page

    return add


def names(page) -> list[str]:
    return [shown.name for shown in page.model.shown]


def texts(page) -> list[str]:
    return [shown.line.text for shown in page.model.shown]


def told(page) -> list[str]:
    return [page.doubts.item(number).text() for number in range(page.doubts.count())]


def click(page, name: str) -> None:
    """As a click on the row."""
    index = page.model.index(names(page).index(name))
    page.view.scrollTo(index)
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=page.view.visualRect(index).center())
    assert page.view.current.name == name


def press(page, key: str) -> None:
    page.view.setFocus()
    QTest.keyClicks(page.view, key)


def accept(window, page, qtbot) -> None:
    QTest.mouseClick(page.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.page is None)


def drop(widget, path: Path, at: QPoint | None = None) -> tuple[QDragEnterEvent, QDropEvent]:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    place = at or QPoint(5, 5)
    given = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter, event = drag_enter(place, *given), QDropEvent(QPointF(place), *given)
    widget.dragEnterEvent(enter)
    widget.dropEvent(event)
    return enter, event


def test_from_file_to_checklist_and_back(window, added, file, qtbot, monkeypatch):
    path = file()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    action = next(a for menu in window.menuBar().actions() for a in menu.menu().actions() if "Add a" in a.text())
    action.trigger()
    qtbot.waitUntil(lambda: isinstance(window.page, ReadingPage))
    page = window.page
    assert not window.checklist.isVisible(), "the page takes the middle and the right"
    qtbot.waitUntil(lambda: page.width() > 900)
    assert page._effect.text() == "Accepting adds A/RES/99/1 with 4 operative paragraphs."
    assert page._doubts_heading.text() == "Nothing is doubtful."
    assert names(page)[1:5] == ["preambular 2", "operative 1", "operative 2", "operative 3"]
    accept(window, page, qtbot)
    assert window.checklist.isVisible()
    assert window.model.filters.choice("instrument") == SYMBOL
    assert window.left._buttons["instrument", SYMBOL].isChecked()
    assert window.message.text == "Added A/RES/99/1 with 4 operative paragraphs."
    window.undo()
    assert ("instrument", SYMBOL) not in window.left._buttons
    assert window.model.rowCount() == 73
    window.redo()
    assert ("instrument", SYMBOL) in window.left._buttons


def test_a_file_dropped_on_the_left_or_the_middle_is_a_resolution(window, file, qtbot):
    enter, event = drop(window.panes, file(), window.left.mapTo(window.panes, QPoint(20, 20)))
    assert enter.isAccepted() and event.isAccepted()
    qtbot.waitUntil(lambda: isinstance(window.page, ReadingPage))


def test_a_file_dropped_beside_is_evidence_or_nothing(window, file, qtbot):
    row = paragraph(window.context.workspace, window.context.scope, "19")
    window.checklist.view.choose(row.id)
    drop(window.pane, file())
    assert window.page.title_words == "New evidence"
    drop(window.panes, file(), window.right.mapTo(window.panes, QPoint(20, 20)))
    jobs.wait_for_all()
    qtbot.wait(50)
    assert window.page.title_words == "New evidence"
    data = QMimeData()
    data.setText("words")
    given = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = drag_enter(QPoint(5, 5), *given)
    enter.ignore()
    window.panes.dragEnterEvent(enter)
    assert not enter.isAccepted()


def test_what_can_not_be_read_is_told(window, file, qtbot):
    window.add_resolution(file("Dear Sir,\n\nThank you.\n"))
    qtbot.waitUntil(window.message.isVisible)
    assert "No operative paragraphs" in window.message.text
    assert window.page is None


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


@pytest.mark.parametrize(
    ("doubt", "row"),
    [
        (Doubt("operative 3 (b)", ""), "operative 3 (b)"),
        (Doubt("after operative 3", ""), "operative 3"),
        (Doubt("operative", ""), "operative 1"),
        (Doubt("mark 2", ""), "operative 1"),
        (Doubt("preambular 2", ""), "preambular 2"),
        (Doubt("masthead", ""), None),
        (Doubt("operative 99", ""), None),
    ],
)
def test_where_a_doubt_is(added, file, doubt, row):
    page = added(file())
    found = row_of(page.model.shown, doubt)
    assert (None if found is None else names(page)[found]) == row


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
    assert window.context.workspace.undo_labels() == ("", "")


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
    assert page.strip.edit is None
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
    assert page.strip.edit is None, "nothing was changed"
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
    assert page._effect.text().startswith("No symbol was found.")
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
    assert page._effect.text() == "A/RES/99/1 is in the workspace. All paragraphs keep their words."


def test_a_better_edition_after_a_restart_is_corrected_again(open_window, workspace_path, added, window, file, qtbot):
    page = added(file(WRONG))
    click(page, "operative 2")
    press(page, "s")
    page.strip.apply()
    accept(window, page, qtbot)
    context = window.context
    for label in ("1", "3 (b)"):
        window.set_levels([paragraph(context.workspace, context.scope, label, SYMBOL)], Level.LARGELY)
    window.close()

    window = open_window(workspace_path)
    window.left._buttons["instrument", SYMBOL].click()
    row = paragraph(window.context.workspace, window.context.scope, "1", SYMBOL)
    window.checklist.view.choose(row.id)
    qtbot.waitUntil(lambda: window.pane.row == row)
    window.add_resolution(file(WRONG.replace("to read;", "to read on;"), "better.txt"))
    qtbot.waitUntil(lambda: isinstance(window.page, ReadingPage) and window.page.view.current is not None)
    page = window.page
    assert "operative 3 (b)" in names(page)
    said = "A/RES/99/1 is in the workspace. 1 paragraph has other words. 1 assessment will be suspect."
    assert page._effect.text() == said
    assert not page.unsaved, "corrections that were kept are nothing new"
    accept(window, page, qtbot)
    assert window.message.text == "Updated A/RES/99/1. 1 assessment is suspect."
    assert "read on;" in window.pane._text.toPlainText(), "the pane shows the new words"
    assert window.pane._suspect.isVisible()
    held = {r.label: r.suspect for r in window.model.rows if r.symbol == SYMBOL and r.assessed}
    assert held == {"1": True, "3 (b)": False}
    assert len(stored_corrections(window.context.workspace, SYMBOL)) == 1
    window.set_level_of_chosen(Level.FULLY)
    assert not window.pane._suspect.isVisible(), "a level given now is for the new words"


def test_the_reading_of_a_held_instrument_is_corrected(window, qtbot):
    window.correct_reading()
    qtbot.waitUntil(lambda: isinstance(window.page, ReadingPage) and window.page.view.current is not None)
    page = window.page
    assert page.title_words == "Correct the reading"
    assert page.view.current.name == "operative 17"
    page.correct(Retype(page.view.current.line.place, Kind.ASIDE))
    assert "1 paragraph goes" in page._effect.text()
    assert page.view.current.line.kind is Kind.ASIDE
    window.undo()
    QTest.mouseClick(page.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.accept_button.isEnabled)
    assert "in the workspace already" in window.message.text
    page.closed.emit()
    window.left._buttons["instrument", ""].click()
    window.correct_reading()
    assert "Choose one on the left" in window.message.text


def test_an_edition_that_would_lose_work_is_refused_on_the_page(window, added, file, qtbot):
    accept(window, added(file()), qtbot)
    window.set_levels([paragraph(window.context.workspace, window.context.scope, "3 (b)", SYMBOL)], Level.PLANNED)
    page = added(file(SHORT.replace("\n\n(b) To report;", ""), "less.txt"))
    assert "with work on operative 3 (b), which this reading does not have" in page._effect.text()
    QTest.mouseClick(page.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.accept_button.isEnabled)
    assert "move the work first" in window.message.text
    assert window.page is page


def test_corrections_are_not_given_away(window, added, file, monkeypatch, qtbot):
    page = added(file())
    click(page, "operative 1")
    press(page, "j")
    for leave in (window.pages.new_evidence_for_register, lambda: window.show_screen("measure"), window.show_export):
        window.message.hide()
        leave()
        assert window.page is page
        assert window.message.isVisible()
        assert "“Add a resolution” is not saved" in window.message.text
    window.message.hide()
    window.add_resolution(file(name="other.txt"))
    qtbot.waitUntil(window.message.isVisible)
    assert window.page is page
    window.context.switch_scope(cycle=window.context.cycles[-1].id, state="FRA")
    assert window.page is page, "another scope has nothing to do with it"
    asked = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: asked.append(box.text()) or QMessageBox.StandardButton.Cancel)
    window.close()
    assert asked and window.isVisible()
    page.undo()
    window.show_screen("measure")
    assert window.page is None
    assert window.screens.registers["measure"].isVisible()


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


def test_the_source_is_plain_text_and_blocks_stay_apart(window, added, file):
    trap = "2. Invites <b>all</b> \ufdd0 to\u2028write;"
    page = added(file(SHORT.replace("2. Invites Member States to write;", trap)))
    click(page, "operative 2")
    assert page.source.marked_words == ["2. Invites <b>all</b> to write;"]
    click(page, "operative 4")
    assert page.source.marked_words == ["4. Decides to remain seized of the matter."]
    assert all(one.textFormat() == Qt.TextFormat.PlainText for one in page.findChildren(QLabel))
    block = page.source.document().findBlockByNumber(2 * page.seen.lines[0].paragraph.source[0])
    page.source.block_chosen.emit(block.blockNumber() // 2)
    assert page.view.current.name == "preambular 1"


def test_every_control_of_the_page_has_a_name(window, added, file):
    page = added(file(WRONG))
    for key in "SNTAHW":
        press(page, key.lower())
        for kind in (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit):
            for control in page.findChildren(kind):
                if control.isVisible() and not isinstance(control.parent(), QComboBox | QLineEdit):
                    assert control.accessibleName() or control.text(), (key, control)
        page.strip.close_edit()
    said = page.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "preambular 1, Recalling its resolution 98/2 of 1 May 2043,"


def test_the_colours_of_the_source_follow(window, added, file):
    page = added(file())
    app = __import__("PySide6.QtWidgets").QtWidgets.QApplication.instance()
    for name, colours in (("dark", theme.DARK), ("light", theme.LIGHT)):
        theme.set_scheme(name)
        theme.apply(app)
        QTest.qWait(10)
        grounds = {selection.format.background().color().name().upper() for selection in page.source.extraSelections()}
        assert colours.chosen in grounds
    theme.set_scheme("system")
