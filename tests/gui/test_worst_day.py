"""The file is taken from under the window: it is said, nothing that was typed is lost, and it is saved as another."""

import os
import shutil
import sys
from dataclasses import replace
from threading import Event

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from sqlalchemy import text

from tests.conftest import paragraph
from tests.gui.hands import now, page_of, press, show, warnings_in, words_in
from tracker import log
from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.levels import Level
from tracker.domain.casework.measures import Measure
from tracker.domain.casework.registers import Register
from tracker.gui.kit.jobs import Job
from tracker.gui.shell.app import application
from tracker.gui.shell.fault_window import FaultWindow
from tracker.i18n import Message
from tracker.operations import casework, registers, workspaces
from tracker.operations.casework import WorkScope
from tracker.store.workspace import open_workspace

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there an open file can't be replaced")
SCOPE = WorkScope("KEN", 1)


def replaced(path, backup):
    shutil.copy(backup, path.with_name("new"))
    path.with_name("new").replace(path)


def deleted(path, _backup):
    path.unlink()


def renamed(path, _backup):
    path.rename(path.with_name("renamed.tracker"))


def overwritten(path, backup):
    path.write_bytes(backup.read_bytes())


def cut(path, _backup):
    os.truncate(path, 8192)


@pytest.fixture
def backup(workspace_path, tmp_path):
    with open_workspace(workspace_path) as workspace:
        return workspaces.back_up(workspace, tmp_path / "backup.tracker")


def entry(window, words):
    return next(action for action in window.findChildren(QAction) if action.text().partition("\t")[0] == words)


def told(page):
    return "\n".join(words_in(page))


def come_back_to(window):
    QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))


@pytest.mark.parametrize("act", [replaced, deleted])
@pytest.mark.parametrize(("pressed", "closed"), [("Cancel", False), ("Save as…", False), ("Close and lose it", True)])
def test_closing_asks_before_what_is_in_no_file_is_lost(
    open_window, workspace_path, backup, qtbot, tmp_path, monkeypatch, act, pressed, closed
):
    """Also where the window has not noticed yet that the file is gone."""
    window = open_window(workspace_path)
    window.set_levels([show(window)], Level.PARTIALLY)
    window.context.workspace.keep_shadow_copy()
    act(workspace_path, backup)
    asked = []

    def press_button(box):
        asked.append(box.text())
        next(one for one in box.buttons() if one.text().replace("&", "") == pressed).click()

    monkeypatch.setattr(QMessageBox, "exec", press_button)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "saved.tracker"), ""))
    window.close()
    assert window.isHidden() == closed
    assert len(asked) == 1 and asked[0].endswith("Closing loses all that you see here.")
    if pressed == "Save as…":
        qtbot.waitUntil(lambda: window.context.workspace.path.name == "saved.tracker")
        assert window.context.workspace.lost is None and now(window).assessment.level == Level.PARTIALLY


@pytest.mark.parametrize("act", [replaced, deleted, renamed, overwritten, cut])
def test_it_is_said_when_the_user_comes_back_and_saved_as_another_file(
    open_window, workspace_path, backup, qtbot, tmp_path, monkeypatch, act, typing_goes_on
):
    window = open_window(workspace_path)
    row = show(window)
    window.context.workspace.keep_shadow_copy()  # as a job does soon after the first paint
    window.set_levels([row], Level.LARGELY)
    act(workspace_path, backup)
    window.pane.form.texts["rationale"].setPlainText("Typed while it was gone")
    assert window.file_watch.isHidden()
    come_back_to(window)
    assert "while it is open here" in window.file_watch.text and "Nothing is saved until" in window.file_watch.text
    assert "NOT saved" in window.status.words
    window.pane.flush()
    assert not window.message.isVisible()  # the strip says it
    target = tmp_path / "saved.tracker"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    press(window.file_watch, "Save as…")
    qtbot.waitUntil(window.file_watch.isHidden)
    qtbot.waitUntil(lambda: "NOT" not in window.status.words)
    assert "saved.tracker" in window.status.words and "NOT" not in window.status.words
    assert window.windowTitle().startswith("saved")
    assert now(window).assessment.rationale == "Typed while it was gone", "at once, and not with the next change"
    assert f"All changes are saved in {target}" in window.message.text
    window.set_levels([show(window, "20")], Level.FULLY)
    window.close()
    with open_workspace(target) as saved:
        assert paragraph(saved, SCOPE, "19").assessment.rationale == "Typed while it was gone"
        assert paragraph(saved, SCOPE, "19").assessment.level is Level.LARGELY
        assert paragraph(saved, SCOPE, "20").assessment.level is Level.FULLY
        assert workspaces.check(saved) == []
    if act in (replaced, overwritten):
        with open_workspace(workspace_path) as other:
            assert paragraph(other, SCOPE, "19").assessment.level is Level.NOT_ASSESSED


def test_a_write_notices_it_too_and_keeps_what_was_typed(open_window, workspace_path, backup, typing_goes_on):
    window = open_window(workspace_path)
    show(window)
    replaced(workspace_path, backup)
    window.pane.form.texts["rationale"].setPlainText("Words")
    window.pane.flush()
    assert window.file_watch.isVisible() and window.pane.unsaved == "19"
    assert window.pane.form.texts["rationale"].toPlainText() == "Words"


def test_a_file_that_comes_back_is_gone_on_with(open_window, workspace_path, typing_goes_on):
    window = open_window(workspace_path)
    show(window)
    away = workspace_path.with_name("away")
    workspace_path.rename(away)
    window.pane.form.texts["rationale"].setPlainText("Words")
    come_back_to(window)
    assert window.file_watch.isVisible()
    away.rename(workspace_path)
    come_back_to(window)
    assert window.file_watch.isHidden() and not window.pane.unsaved
    assert casework.checklist(window.context.workspace, SCOPE)
    assert paragraph(window.context.workspace, SCOPE, "19").assessment.rationale == "Words"


def test_a_name_that_is_taken_by_something_else_is_refused(
    open_window, workspace_path, backup, qtbot, tmp_path, monkeypatch
):
    window = open_window(workspace_path)
    deleted(workspace_path, backup)
    come_back_to(window)
    (tmp_path / "thesis.tracker").write_text("precious")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "thesis.tracker"), ""))
    press(window.file_watch, "Save as…")
    qtbot.waitUntil(lambda: "not a tracker workspace" in window.message.text)
    assert (tmp_path / "thesis.tracker").read_text() == "precious"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(workspace_path), ""))
    press(window.file_watch, "Save as…")
    qtbot.waitUntil(window.file_watch.isHidden)
    assert workspace_path.exists() and window.context.workspace.is_intact()


# While a job writes


@pytest.fixture
def import_going_on(qtbot):
    """An import that writes, in a job, until it is let go on; what it did is then published."""
    begun, go_on = Event(), Event()

    def work(window):
        workspace = window.context.workspace

        def write(_progress):
            with workspace.write(Message("Import of answers.xlsx"), state="KEN", lengthy=True) as write:
                write.session.execute(text("SELECT 1"))
                row = paragraph(workspace, SCOPE, "58")
                casework.write_assessment(write, SCOPE, row, row.assessment.to_write(row.fingerprint, rationale="New"))
                begun.set()
                go_on.wait()
            return write.change_set

        job = Job(write, writes=True)
        job.done.connect(window.context.publish)
        job.start()
        begun.wait()
        return job

    yield work, go_on
    go_on.set()


def test_while_an_import_writes_the_window_answers_and_what_is_typed_is_saved_after_it(
    open_window, workspace_path, import_going_on, qtbot
):
    begin, go_on = import_going_on
    window = open_window(workspace_path)
    show(window)
    job = begin(window)
    window.pane.form.texts["rationale"].setPlainText("Typed during the import")
    window.pane.flush()
    assert "still being saved: Import of answers.xlsx" in warnings_in(window.pane.form)
    QTest.keyClick(window.checklist.view, Qt.Key.Key_5)
    assert "Please wait, this is still being saved" in window.message.text
    window.undo()
    with qtbot.waitSignal(job.done):
        go_on.set()
    assert paragraph(window.context.workspace, SCOPE, "19").assessment.rationale == "Typed during the import"
    assert paragraph(window.context.workspace, SCOPE, "58").assessment.rationale == "New"
    assert not window.pane.unsaved


def test_undo_takes_back_what_it_announced_or_nothing(open_window, workspace_path):
    """An import ends between the announcement and the key."""
    window = open_window(workspace_path)
    window.set_levels([show(window)], Level.LARGELY)
    assert window.context.undo_labels()[0] == "Level of paragraph 19 of A/RES/74/178 set to Largely"
    with window.context.workspace.write(Message("Import"), state="KEN") as write:
        row = paragraph(window.context.workspace, SCOPE, "58")
        casework.write_assessment(write, SCOPE, row, row.assessment.to_write(row.fingerprint, rationale="New"))
    window.undo()
    assert "Something else was done meanwhile" in window.message.text
    assert paragraph(window.context.workspace, SCOPE, "19").assessment.level is Level.LARGELY
    assert paragraph(window.context.workspace, SCOPE, "58").assessment.rationale == "New"
    window.context.publish(write.change_set)
    assert window.context.undo_labels()[0] == "Import"
    window.undo()
    assert paragraph(window.context.workspace, SCOPE, "58").assessment.rationale == ""


def test_an_action_on_many_rows_is_undone_in_a_job(open_window, workspace_path, qtbot, monkeypatch):
    monkeypatch.setattr("tracker.gui.shell.undoing._MANY", 2)
    window = open_window(workspace_path)
    rows = [paragraph(window.context.workspace, SCOPE, label) for label in LABELS]
    window.set_levels(rows, Level.FULLY)
    with qtbot.waitSignal(window.context.changed):
        window.undo()
    assert levels(window) == {Level.NOT_ASSESSED}
    with qtbot.waitSignal(window.context.changed):
        window.redo()
    assert levels(window) == {Level.FULLY}


LABELS = ("19", "20", "21", "22")


def levels(window):
    return {paragraph(window.context.workspace, SCOPE, label).assessment.level for label in LABELS}


# When it is our fault


@pytest.fixture
def faults(qtbot):
    """The window that tells of faults, as the program has it."""
    before = sys.excepthook
    watch = FaultWindow(application())
    yield watch
    sys.excepthook = before
    watch.deleteLater()


def boxes():
    return [
        widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMessageBox) and widget.isVisible()
    ]


def test_a_fault_of_ours_is_told_calmly_and_reported_without_the_case(
    open_window, workspace_path, faults, qtbot, tmp_path, monkeypatch
):
    window = open_window(workspace_path)
    entry(window, "Quality").trigger()

    def wrong(_progress):
        raise KeyError("Confidential words of the ministry")

    for _ in range(2):
        Job(wrong).start()
    qtbot.waitUntil(lambda: log.file().exists() and log.file().read_text().count("KeyError") == 2)
    (box,) = boxes()  # of two faults one is shown
    report = box.detailedText()
    assert "KeyError" in report and "screen quality" in report and "test_worst_day.py" in report
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "report.txt"), ""))
    next(button for button in box.buttons() if "Save the report" in button.text()).click()
    qtbot.waitUntil((tmp_path / "report.txt").exists)
    logged = log.file().read_text()
    for words in (report, (tmp_path / "report.txt").read_text(), logged):
        assert "Confidential" not in words and str(tmp_path) not in words
    for left in boxes():
        left.accept()
    window.set_levels([show(window)], Level.LARGELY)
    assert now(window).assessment.level is Level.LARGELY


# One field edited in two places


def test_a_field_that_changed_meanwhile_is_not_overwritten_unseen(open_window, workspace_path, typing_goes_on):
    window = open_window(workspace_path)
    row = show(window)
    field = window.pane.form.texts["rationale"]
    field.setPlainText("Mine")
    window.context.do_in_scope(casework.set_assessment, row, rationale="Theirs, from a workbook")
    window.pane.flush()
    assert now(window).assessment.rationale == "Theirs, from a workbook"
    assert field.toPlainText() == "Mine"
    assert "NOT saved: what was typed in paragraph 19" in window.status.words
    assert "Changed meanwhile to “Theirs, from a workbook”" in told(window.pane.form)
    window.set_levels([show(window, "20")], Level.LARGELY)  # any other change tries again, and overwrites nothing
    assert now(window).assessment.rationale == "Theirs, from a workbook"
    show(window)
    assert field.toPlainText() == "Mine"
    field.setPlainText("Mine after all")
    window.pane.flush()
    assert now(window).assessment.rationale == "Mine after all" and not window.pane.unsaved
    assert "All changes saved" in window.status.words


@pytest.mark.parametrize("register", list(Register))
def test_an_editor_tells_what_changed_meanwhile_and_saves_when_asked_once_more(
    open_window, workspace_path, register, qtbot
):
    window = open_window(workspace_path)
    context, saves = window.context, register is Register.MEASURE
    made = Measure("Law") if saves else Evidence("Report")
    save_it = registers.save_measure if saves else registers.save_evidence
    context.do_in_scope(save_it, made)
    row = registers.rows(context.workspace, context.scope, register)[0]
    (window.pages.edit_measure if saves else window.pages.edit_evidence)(row)
    page = page_of(window)
    page.fields["title"].setText("Mine")
    theirs = replace(made, title="Theirs", link="https://example.org/")
    context.do_in_scope(save_it, theirs, row.id)
    page.save()
    qtbot.waitUntil(lambda: "Changed meanwhile to “Theirs”" in told(page))
    qtbot.wait(400)  # longer than typing rests before it is looked at
    assert "Changed meanwhile to “Theirs”" in told(page)
    assert page.fields["title"].text() == "Mine"
    assert what(context, register).title == "Theirs"
    page.save()
    qtbot.waitUntil(lambda: window.page is None)
    assert (what(context, register).title, what(context, register).link) == ("Mine", "https://example.org/")


def what(context, register):
    row = registers.rows(context.workspace, context.scope, register)[0]
    return row.measure if register is Register.MEASURE else row.evidence
