"""The window besides the day: editors, messages, themes, drops, two States, plain text everywhere."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QMessageBox, QPlainTextEdit, QTextEdit

from tests.conftest import paragraph
from tests.gui.hands import cancel_questions, show, text_of, warnings_in, words_in
from tests.store.test_migrations import of_schema_1
from tracker.domain.casework.evidence import Evidence, Excerpt
from tracker.domain.casework.levels import Level
from tracker.domain.casework.measures import Measure
from tracker.domain.casework.registers import Register
from tracker.errors import TrackerError
from tracker.gui.context.open_workspace import opened
from tracker.gui.kit import theme
from tracker.gui.paragraph.evidence_section import web_address
from tracker.gui.paragraph.text_view import ParagraphText
from tracker.operations import casework, registers
from tracker.operations.registers import Parts
from tracker.store.workspace import open_workspace


def test_a_measure_without_a_title_is_refused_beside_the_fields(window):
    show(window)
    window.pages.new_measure()
    window.page.fields["authority"].setText("Ministry")
    window.page.save()
    assert "needs a title" in warnings_in(window.page)
    assert window.page.fields["authority"].text() == "Ministry"
    window.page.title.setText("A law")
    window.page.fields["adopted_on"].setText("03/04/2025")
    window.page.save()
    assert "two days" in warnings_in(window.page)
    window.page.fields["adopted_on"].setText("3 April 2025")
    window.page.save()
    assert window.page is None
    held = registers.measures(window.context.workspace, window.context.scope)[0].measure
    assert (held.title, str(held.adopted_on)) == ("A law", "2025-04-03")


def test_a_file_that_vanishes_is_refused_and_what_was_typed_stays(window, qtbot, tmp_path):
    show(window)
    (tmp_path / "gone.pdf").touch()
    window.pages.new_evidence([tmp_path / "gone.pdf"])
    window.page.fields["citation"].setPlainText("Important words")
    (tmp_path / "gone.pdf").unlink()
    window.page.save()
    qtbot.waitUntil(lambda: window.page.save_button.isEnabled())
    assert "can't be read" in warnings_in(window.page)
    assert window.page.fields["citation"].toPlainText() == "Important words"
    assert registers.evidence(window.context.workspace, window.context.scope) == []


def test_a_dropped_file_and_a_dropped_link_become_evidence(window, tmp_path):
    show(window)
    file = tmp_path / "Report.txt"
    file.write_text("words")
    for url, title, link in (
        (QUrl.fromLocalFile(str(file)), "Report", ""),
        (QUrl("https://x.example/a"), "", "https://x.example/a"),
    ):
        data = QMimeData()
        data.setUrls([url])
        event = QDropEvent(
            QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
        window.pane.dropEvent(event)
        assert window.page.title.text() == title
        assert window.page.fields["link"].text() == link
        window.page.closed.emit()


def test_edit_unlink_and_remove(window):
    row = show(window)
    context = window.context
    context.do_in_scope(registers.save_measure, Measure("Old name"), None, [row.id])
    found = registers.measures(context.workspace, context.scope)[0]
    window.pages.edit_measure(found)
    window.page.title.setText("New name")
    window.page.save()
    assert registers.measures(context.workspace, context.scope, row.id)[0].measure.title == "New name"
    context.do_in_scope(registers.unlink, Register.MEASURE, [found.id], [row.id])
    assert "Measures (0)" in words_in(window.pane.measures)
    window.show_screen("measure")
    table = window.screens.registers["measure"].table
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert registers.measures(context.workspace, context.scope) == []
    window.undo()
    assert len(registers.measures(context.workspace, context.scope)) == 1


def test_what_is_being_typed_is_kept_when_another_paragraph_is_chosen(window):
    show(window, "19")
    field = window.pane.form.texts["next_step"]
    field.setFocus()
    QTest.keyClicks(field, "Extend it")
    show(window, "20")
    assert paragraph(window.context.workspace, window.context.scope, "19").assessment.next_step == "Extend it"
    assert paragraph(window.context.workspace, window.context.scope, "20").assessment.next_step == ""
    assert field.toPlainText() == ""


def test_what_is_being_typed_is_kept_when_the_window_closes(open_window, workspace_path):
    window = open_window(workspace_path)
    show(window, "19")
    QTest.keyClicks(window.pane.form.texts["rationale"], "Last words")
    window.close()
    window = open_window(workspace_path)
    assert paragraph(window.context.workspace, window.context.scope, "19").assessment.rationale == "Last words"


def test_law_and_practice_give_the_overall_level(window):
    show(window, "19")
    window.pane.form.levels["law"].chosen.emit(Level.FULLY)
    window.pane.form.levels["practice"].chosen.emit(Level.PARTIALLY)
    assert paragraph(window.context.workspace, window.context.scope, "19").assessment.level == Level.PARTIALLY
    window.pane.form.levels["level"].chosen.emit(Level.LARGELY)
    assert "set by hand" in text_of(window.pane.form)


def test_a_fault_is_told_in_the_window_and_goes_away_with_the_next_change(window):
    window.context.failed.emit(TrackerError("The disk is full.", "Make room."))
    assert window.message.isVisible()
    assert window.message.text == "The disk is full. Make room."
    window.set_levels([show(window)], Level.FULLY)
    assert not window.message.isVisible()


def test_a_new_cycle_begins_empty(window):
    window.set_levels([show(window)], Level.FULLY)
    window.context.do(casework.add_cycle, "2030 review")
    window.context.switch_scope(cycle=window.context.cycles[0].id)
    assert window.header.cycle.currentText() == "2030 review"
    assert "0 of 71 assessed" in words_in(window.header)


def test_text_is_plain_text_everywhere(window):
    row = show(window)
    trap = "<b>bold</b><img src='file:///etc/passwd'>"
    window.context.do_in_scope(registers.save_measure, Measure(trap), None, [row.id])
    window.context.do_in_scope(
        registers.save_evidence, Evidence(trap, excerpts=(Excerpt(trap),)), None, Parts(supports=[row.id])
    )
    window.context.do_in_scope(casework.set_assessment, row, rationale=trap)
    labels = [label for label in window.findChildren(QLabel) if trap in label.text()]
    assert len(labels) >= 2
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in window.findChildren(QLabel))
    assert "lang=3" not in window.pane.findChild(ParagraphText).toHtml()


@pytest.mark.parametrize(
    ("link", "opens"),
    [
        ("https://un.org/a?b=c", True),
        ("http://un.org", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("\\\\server\\share", False),
        ("//server/share", False),
        ("https:///x", False),
        ("https://un.org@evil.example/", False),
        ("ms-msdt:/id", False),
        ("https://un.org/\u202egnp.exe", False),
        ("https://un.org/a\\b", False),
        ("https://un.org/a\x07b", False),
        ("", False),
    ],
)
def test_only_plain_web_addresses_are_opened(link, opens):
    assert (web_address(link) is not None) == opens


def test_every_control_has_a_name(window):
    show(window)
    window.pages.new_evidence()
    controls = (QAbstractButton, QComboBox, QLineEdit, QMessageBox, QPlainTextEdit, QTextEdit)
    for kind in controls:
        for control in window.findChildren(kind):
            if control.isVisible() and not control.objectName().startswith("qt_"):
                if isinstance(control.parent(), QComboBox | QLineEdit):
                    continue  # a part of a control that has a name
                assert control.accessibleName() or control.text(), control


def test_light_and_dark_are_put_on(window):
    app = window.window().windowHandle() and __import__("PySide6.QtWidgets").QtWidgets.QApplication.instance()
    for name, colours in (("dark", theme.DARK), ("light", theme.LIGHT)):
        theme.set_scheme(name)
        theme.apply(app)
        assert app.palette().window().color() == QColor(colours.ground)
    theme.set_scheme("system")


def test_the_state_chooser_takes_a_code_and_goes_back_from_nonsense(window):
    line = window.header.state.lineEdit()
    line.setText("fra")
    line.editingFinished.emit()
    assert window.context.scope.state == "FRA"
    line.setText("Atlantis")
    line.editingFinished.emit()
    assert window.context.scope.state == "FRA"
    assert line.text() == "France"


def test_nothing_is_recorded_before_a_member_state_is_chosen(open_window, workspace_path):
    window = open_window(workspace_path, state=None)
    assert window.header.state.currentText() == ""
    assert window.model.rowCount() == 73
    QTest.keyClick(window.checklist.view, Qt.Key.Key_4)
    assert window.message.text == "No Member State is chosen. Choose one at the top left."
    link = partial(window.pages.link, Register.MEASURE)
    for ask in (window.pages.new_measure, window.pages.new_evidence, link, window.show_export):
        ask()
        assert window.page is None
    assert window.context.undo_labels() == ("", "")


def test_a_workspace_opens_where_the_last_assessment_was_made(open_window, workspace_path):
    window = open_window(workspace_path, "FRA")
    window.set_levels([show(window)], Level.FULLY)
    window.close()
    QSettings().clear()
    assert open_window(workspace_path, state=None).context.scope.state == "FRA"


def test_an_export_to_a_folder_that_is_not_there_is_refused_on_the_page(window, qtbot, tmp_path):
    window.show_export()
    window.page.write(Path(tmp_path / "missing" / "m.xlsx"))
    qtbot.waitUntil(lambda: bool(warnings_in(window.page)))
    assert "There is no folder" in warnings_in(window.page)


def test_a_half_typed_form_is_not_lost(window, monkeypatch):
    show(window, "7")
    window.pages.new_measure()
    editor = window.page
    editor.title.setText("Half typed")
    window.pages.new_evidence()
    assert window.page is editor
    assert "“New measure” is not saved" in window.message.text
    window.header.state.chosen.emit("FRA")
    assert window.context.scope.state == "KEN"
    asked = cancel_questions(monkeypatch)
    window.close()
    assert asked and window.isVisible()
    assert editor.title.text() == "Half typed"
    editor.closed.emit()
    window.pages.new_evidence()
    assert window.page.title_words == "New evidence"
    window.pages.new_measure()
    assert window.page.title_words == "New measure", "an untouched form gives way"


def test_the_wheel_scrolls_and_changes_nothing(window):
    row = show(window, "7")
    window.context.do_in_scope(casework.set_assessment, row, level=Level.PLANNED)
    for choice in (window.header.state, window.header.cycle):
        before = choice.currentIndex()
        event = QWheelEvent(
            QPointF(5, 5),
            QPointF(5, 5),
            QPoint(0, -120),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        choice.wheelEvent(event)
        assert choice.currentIndex() == before
        assert not event.isAccepted()


def test_escape_clears_the_search_and_then_leaves_it(window):
    window.screens.find_in_list()
    QTest.keyClicks(window.screens.current.page.find_field, "gender")
    QTest.keyClick(window.screens.current.page.find_field, Qt.Key.Key_Escape)
    assert window.screens.current.page.find_field.text() == ""
    QTest.keyClick(window.screens.current.page.find_field, Qt.Key.Key_Escape)
    assert window.checklist.view.hasFocus()


def test_choosing_a_row_of_a_register_shows_it_on_the_right(window):
    for title in ("A", "B"):
        window.context.do_in_scope(registers.save_measure, Measure(title))
    window.show_screen("measure")
    window.screens.registers["measure"].table.selectRow(1)
    assert window.page.title.text() == "B"
    window.screens.registers["measure"].table.selectRow(0)
    assert window.page.title.text() == "A"
    window.show_screen("checklist")
    assert window.page is None


def test_a_level_set_by_hand_is_not_replaced_without_a_word(window):
    row = show(window, "8")
    window.set_levels([row], Level.FULLY)
    window.pane.form.levels["law"].chosen.emit(Level.FULLY)
    window.pane.form.levels["practice"].chosen.emit(Level.PARTIALLY)
    assert paragraph(window.context.workspace, window.context.scope, "8").assessment.level == Level.FULLY
    assert "law and practice give Partially" in text_of(window.pane.form)


def test_an_unknown_member_state_is_said(window):
    line = window.header.state.lineEdit()
    for typed, said in (
        ("Atlantis", "no Member State “Atlantis”"),
        ("united", "several States. Choose one: United"),
    ):
        line.setText(typed)
        line.editingFinished.emit()
        assert said in window.message.text
        assert window.context.scope.state == "KEN"


def test_a_former_name_finds_a_member_state(window):
    chooser = window.header.state
    chooser.setFocus()
    chooser.lineEdit().selectAll()
    QTest.keyClicks(chooser.lineEdit(), "swazi")
    popup = chooser.completer().popup()
    assert [popup.model().index(row, 0).data() for row in range(popup.model().rowCount())] == ["Eswatini  SWZ"]
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert window.context.scope.state == "SWZ"
    for typed, code in (("Turkey", "TUR"), ("Co\u0302te d'Ivoire", "CIV")):
        chooser.lineEdit().setText(typed)
        chooser.lineEdit().editingFinished.emit()
        assert window.context.scope.state == code


def test_a_workspace_that_is_opened_in_a_job_is_let_go_of_in_the_window(qtbot, tmp_path):
    path = of_schema_1(tmp_path / "old.tracker")
    for _ in range(2):
        workspace = opened(partial(open_workspace, path))
        assert str(workspace.announced()[0].label) == "Link"
        workspace.close()
    with pytest.raises(TrackerError, match="not a tracker workspace"):
        opened(partial(open_workspace, Path(__file__)))


def test_where_there_is_no_room_for_the_left_pane_a_button_shows_it(window):
    window.resize(1280, 800)
    assert window.left.isVisible()
    corner = window.menuBar().cornerWidget(Qt.Corner.TopLeftCorner)
    assert not corner.isVisible()
    window.resize(960, 540)
    assert not window.left.isVisible()
    corner.click()
    assert window.left.isVisible()
    assert window.left.width() >= 184
    corner.click()
    assert not window.left.isVisible()
