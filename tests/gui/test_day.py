"""An analyst's day through the real window: choose a State, set levels by key, add a measure to two paragraphs, attach
a file as evidence, undo, close, open again, export, read the workbook back."""

import openpyxl
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.conftest import paragraph
from tests.gui.hands import page_of, words_in
from tracker.domain.casework.levels import Level
from tracker.domain.casework.registers import Register
from tracker.operations import attachments, registers


def choose(window, label: str) -> None:
    """As a click on the row."""
    view = window.checklist.view
    row = next(
        r for r in window.model.rows if r.label == label and r.symbol == window.model.filters.choice("instrument")
    )
    index = window.model.index(window.model.position_of(row.id))
    view.scrollTo(index)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
    assert window.pane.row.label == label


def type_into(widget, words: str) -> None:
    widget.setFocus()
    QTest.keyClicks(widget, words)


def test_the_day(open_window, workspace_path, tmp_path, qtbot):
    window = open_window(workspace_path)
    view = window.checklist.view

    # choose a Member State: type a part of its name
    chooser = window.header.state
    chooser.lineEdit().selectAll()
    type_into(chooser.lineEdit(), "switz")
    found = chooser.completer().popup()
    QTest.keyClick(found, Qt.Key.Key_Down)
    QTest.keyClick(found, Qt.Key.Key_Return)
    assert not found.isVisible()
    with qtbot.waitActive(window):
        window.activateWindow()
    assert window.context.scope.state == "CHE"
    assert "0 of 71 assessed" in words_in(window.header)

    # set levels by key
    choose(window, "19")
    QTest.keyClick(view, Qt.Key.Key_4)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert window.pane.row.label == "20"
    QTest.keyClick(view, Qt.Key.Key_2)
    assert "2 of 71 assessed" in words_in(window.header)

    # write the rationale
    choose(window, "19")
    type_into(window.pane.form.texts["rationale"], "The curriculum is in force.")

    # a new measure for paragraph 19, by key
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_M)
    editor = window.page
    type_into(editor.title, "Narcotics Act")
    type_into(editor.fields["act"], "SR 812.121")
    QTest.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    assert page_of(window) is None

    # the same measure answers paragraph 22 too
    choose(window, "22")
    window.pages.link(Register.MEASURE)
    QTest.keyClick(window.page.ticks.view, Qt.Key.Key_Down)
    QTest.keyClick(window.page.ticks.view, Qt.Key.Key_Space)
    type_into(window.page.note, "Article 1a")
    QTest.mouseClick(window.page.save_button, Qt.MouseButton.LeftButton)

    # a file as evidence for it
    report = tmp_path / "Survey 2023.pdf"
    report.write_bytes(b"%PDF-1.7 " + bytes(5_000))
    window.pages.new_evidence([report])
    editor = window.page
    assert editor.title.text() == "Survey 2023"
    editor.save_button.click()
    qtbot.waitUntil(lambda: window.page is None)
    assert "Evidence (1)" in words_in(window.pane.evidence)

    # one level too many, taken back
    choose(window, "24")
    QTest.keyClick(view, Qt.Key.Key_5)
    assert paragraph(window.context.workspace, window.context.scope, "24").assessment.level == Level.FULLY
    window.undo()
    assert not paragraph(window.context.workspace, window.context.scope, "24").assessed
    assert "Survey 2023" in window.status.undo.text()
    window.close()

    # everything is there again
    window = open_window(workspace_path, "CHE")
    assert "2 of 71 assessed" in words_in(window.header)
    choose(window, "22")
    assert "Measures (1)" in words_in(window.pane.measures)
    found = registers.evidence(window.context.workspace, window.context.scope, window.pane.row.id)[0]
    attachments.save_as(window.context.workspace, found.files[0].attachment_id, tmp_path / "out.pdf")
    assert (tmp_path / "out.pdf").read_bytes() == report.read_bytes()
    choose(window, "19")
    assert window.pane.form.texts["rationale"].toPlainText() == "The curriculum is in force."

    # undo reaches back beyond the restart, and redo again
    window.undo()
    assert registers.evidence(window.context.workspace, window.context.scope) == []
    window.redo()

    # hand over the matrix
    window.show_export()
    with qtbot.waitSignal(window.page.exported):
        window.page.write(tmp_path / "matrix.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "matrix.xlsx")["Compliance Matrix"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    by_label = {row[0]: dict(zip(rows[0], row, strict=True)) for row in rows[1:]}
    assert by_label["19"]["Level"] == "Largely implemented"
    assert by_label["19"]["Rationale"] == "The curriculum is in force."
    assert by_label["19"]["Measures"] == "Narcotics Act (SR 812.121, in force)"
    assert by_label["20"]["Level"] == "Planned"
    assert by_label["22"]["Measures"].endswith(": Article 1a")
    assert by_label["22"]["Evidence"].startswith("Survey 2023")
    assert by_label["24"]["Level"] == "Not assessed"
    assert len(rows) == 74
