"""Workbooks that came back, looked at and accepted in the window."""

import shutil
import threading

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tests.excel.filled import Filled, send
from tests.gui.hands import drop, focus, now, page_of, press, show, text_of, ways, words_in
from tracker.domain.casework.levels import Level
from tracker.errors import TrackerError
from tracker.gui.exchange import import_page
from tracker.gui.exchange.import_page import ImportPage
from tracker.gui.files.transfers import Transfer
from tracker.operations import casework, import_returned, registers, review, workspaces
from tracker.store.workspace import open_workspace

MATRIX = "Compliance Matrix"


@pytest.fixture
def out(window, tmp_path):
    window.context.do_in_scope(casework.set_assessment, now(window), rationale="Why 19")
    return send(window.context.workspace, tmp_path / "ministry.xlsx")


def fill(path, *cells) -> Filled:
    """Write (label, heading, value) into the matrix."""
    book = Filled(path)
    for label, heading, value in cells:
        book.write(MATRIX, heading, book.row(label), value)
    book.save()
    return book


def look(window, qtbot, *paths) -> ImportPage:
    window.returned.look(list(paths))
    qtbot.waitUntil(lambda: isinstance(window.page, ImportPage))
    return window.page


def lines(page) -> list[tuple[str, str, str, str, bool]]:
    return [(one.about, one.field, one.stored, one.returned, one.id in page.model.chosen) for one in page.model.shown]


def accept(window, qtbot) -> None:
    """Accept what is ticked, and put away what was not."""
    press(window.page, window.page.accept_button.text())
    qtbot.waitUntil(lambda: window.page is None or window.page.model.imported)
    if window.page:
        press(window.page, "Close")


def test_look_accept_and_undo(window, out, qtbot):
    book = fill(out, ("19", "Level", "Fully implemented"), ("19", "Rationale", "Because"), ("58", "Next step", "Go on"))
    book.write("Measures", "Measure", book.empty("Measures"), "Clinics Programme")
    book.save()
    page = look(window, qtbot, out)
    assert lines(page) == [
        ("A/RES/74/178, 19", "Level", "Not assessed", "Fully implemented", True),
        ("A/RES/74/178, 19", "Rationale", "Why 19", "Because", True),
        ("A/RES/74/178, 58", "Next step", "", "Go on", True),
        (
            "New measure “Clinics Programme”",
            "",
            "",
            "Title: Clinics Programme\nType: Legislation\nStatus: In force",
            True,
        ),
    ]
    assert now(window).assessment.level is Level.NOT_ASSESSED
    accept(window, qtbot)
    assert now(window).assessment.rationale == "Because" and now(window).assessment.level is Level.FULLY
    assert len(registers.measures(window.context.workspace, window.context.scope)) == 1
    assert "Import ministry.xlsx: 3 changes, 1 new measure. Undo reverts all of it." in words_in(window.message)
    show(window)
    assert window.pane.row.assessment.rationale == "Because"
    window.undo()
    assert now(window).assessment.rationale == "Why 19"
    assert not registers.measures(window.context.workspace, window.context.scope)


def test_only_what_is_ticked_is_taken_and_space_ticks(window, out, qtbot):
    fill(out, ("19", "Level", "Planned"), ("19", "Rationale", "Because"))
    page = look(window, qtbot, out)
    page.table.setFocus()
    page.table.selectRow(1)
    assert [index.row() for index in page.table.selectionModel().selectedRows()] == [1]
    with qtbot.waitSignal(page.table.toggled):
        QTest.keyClick(page.table, Qt.Key.Key_Space)
    assert [line[-1] for line in lines(page)] == [True, False]
    assert page.accept_button.text() == "Accept 1"
    press(page, "Tick none shown")
    assert not page.accept_button.isEnabled()
    page.table.selectRow(0)
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    accept(window, qtbot)
    assert (now(window).assessment.level, now(window).assessment.rationale) == (Level.PLANNED, "Why 19")


def test_a_conflict_is_not_ticked_and_shows_the_words_that_differ(window, out, qtbot):
    fill(out, ("19", "Rationale", "Why 19 and more"))
    window.context.do_in_scope(casework.set_assessment, now(window), rationale="Why 19 and less")
    page = look(window, qtbot, out)
    assert lines(page) == [("A/RES/74/178, 19", "Rationale", "Why 19 and less", "Why 19 and more", False)]
    assert page.stored.text.toPlainText().strip() == "Why 19 and less"
    assert any("Sent as: Why 19" in words for words in words_in(page))
    press(page, "Tick all shown")
    accept(window, qtbot)
    assert now(window).assessment.rationale == "Why 19 and more"


def test_of_two_workbooks_that_differ_one_can_be_chosen(window, out, tmp_path, qtbot):
    other = shutil.copy(out, tmp_path / "other.xlsx")
    fill(out, ("19", "Rationale", "ours"))
    fill(other, ("19", "Rationale", "theirs"))
    page = look(window, qtbot, out, other)
    page.model.tick(page.model.shown[:1], True)
    page.model.tick(page.model.shown[1:], True)
    assert [(line[3], line[4]) for line in lines(page)] == [("ours", False), ("theirs", True)]
    accept(window, qtbot)
    assert now(window).assessment.rationale == "theirs"


def test_what_changes_meanwhile_is_compared_anew_and_ticks_stay(window, out, qtbot):
    fill(out, ("19", "Rationale", "Because"), ("19", "Next step", "Go on"), ("58", "Next step", "Go on"))
    page = look(window, qtbot, out)
    page.model.tick(page.model.shown[2:], False)
    window.context.do_in_scope(casework.set_assessment, now(window), rationale="Meanwhile")
    qtbot.waitUntil(lambda: lines(page)[0][2] == "Meanwhile" or lines(page)[1][2] == "Meanwhile")
    assert window.page is page
    assert {line[:2]: line[-1] for line in lines(page)} == {
        ("A/RES/74/178, 19", "Next step"): True,
        ("A/RES/74/178, 19", "Rationale"): False,
        ("A/RES/74/178, 58", "Next step"): False,
    }


def test_problems_are_listed_and_can_be_narrowed_to(window, out, qtbot):
    fill(out, ("19", "Level", "Mostly"), ("58", "Next step", "Go on"))
    page = look(window, qtbot, out)
    page.kind.setCurrentIndex(page.kind.findText("Problems (1)"))
    page.kind.activated.emit(page.kind.currentIndex())
    (line,) = page.model.shown
    assert line.about == "A/RES/74/178, 19: Level" and "“Mostly” is no level of the scale" in line.note
    assert page.model.data(page.model.index(0, 0), Qt.ItemDataRole.CheckStateRole) is None
    page.find_field.setText("nothing like it")
    assert "Nothing fits. Choose all, or clear the search." in words_in(page)


def test_a_sheet_that_was_deleted_is_a_problem(window, out, qtbot):
    book = Filled(out)
    del book.book["Measures"]
    book.save()
    page = look(window, qtbot, out)
    (line,) = page.model.shown
    assert (line.about, line.note) == ("Measures", "The sheet Measures that was sent is not in this workbook.")
    assert f"ministry.xlsx. {line.note}" in words_in(page)


def test_one_that_changes_nothing_says_so(window, out, qtbot):
    page = look(window, qtbot, out)
    assert "Nothing in it differs from what is held. There is nothing to import." in words_in(page)
    assert not page.accept_button.isEnabled()


def test_what_is_no_returned_workbook_is_said(window, tmp_path, qtbot):
    path = tmp_path / "other.xlsx"
    path.write_bytes(b"nothing of the kind")
    window.returned.look([path])
    qtbot.waitUntil(window.message.isVisible)
    assert "other.xlsx is no Excel workbook (.xlsx)." in window.message.text
    assert window.page is None


def test_workbooks_can_be_dropped(window, out, qtbot):
    fill(out, ("58", "Next step", "Go on"))
    drop(window.panes, QUrl.fromLocalFile(str(out)))
    qtbot.waitUntil(lambda: isinstance(window.page, ImportPage))
    assert len(window.page.model.shown) == 1


def test_an_import_that_is_asked_for_twice_leaves_no_progress_bar(window, out, qtbot):
    fill(out, ("58", "Next step", "Go on"))
    window.returned.look([out])
    window.returned.look([out])
    qtbot.waitUntil(lambda: isinstance(window.page, ImportPage))
    qtbot.waitUntil(lambda: not window.files.findChildren(Transfer))


def test_words_typed_just_before_are_compared_too(window, out, qtbot):
    fill(out, ("19", "Rationale", "Because"))
    show(window)
    window.pane.form.texts["rationale"].setFocus()
    QTest.keyClicks(window.pane.form.texts["rationale"], "New: ")
    drop(window.panes, QUrl.fromLocalFile(str(out)))
    qtbot.waitUntil(lambda: isinstance(window.page, ImportPage))
    assert window.page.model.shown[0].stored == now(window).assessment.rationale
    assert "New: " in window.page.model.shown[0].stored


def test_ticks_are_not_given_away_and_a_writing_that_is_given_up_leaves_nothing(window, out, qtbot, monkeypatch):
    fill(out, ("19", "Rationale", "Because"), ("58", "Next step", "Go on"))
    page = look(window, qtbot, out)
    window.show_screen("history")
    assert window.page is None  # nothing was ticked by hand
    page = look(window, qtbot, out)
    page.model.tick(page.model.shown[:1], False)
    window.show_screen("inbox")
    assert window.page is page and "is not saved" in window.message.text
    page.model.tick(page.model.shown[:1], True)

    given_up = threading.Event()

    def parked(*given):
        assert given_up.wait(10)
        return import_returned.accept(*given)

    monkeypatch.setattr(import_page, "accept", parked)
    press(page, page.accept_button.text())
    QTest.keyClick(focus(), Qt.Key.Key_Escape)
    given_up.set()
    qtbot.waitUntil(lambda: page.accept_button.isEnabled())
    assert window.page is page and now(window).assessment.rationale == "Why 19"
    monkeypatch.undo()
    accept(window, qtbot)
    assert now(window).assessment.rationale == "Because"


def test_what_is_accepted_is_told_also_when_the_page_is_left_meanwhile(window, out, qtbot, monkeypatch):
    go_on = threading.Event()

    def slow(*given):
        assert go_on.wait(10)
        return import_returned.accept(*given)

    monkeypatch.setattr(import_page, "accept", slow)
    fill(out, ("19", "Rationale", "Because"))
    page = look(window, qtbot, out)
    show(window)
    gone = []
    page.destroyed.connect(lambda: gone.append(True))
    page.save()
    assert (page.accept_button.text(), page.accept_button.isEnabled()) == ("Accepting…", False)
    window.right.close_page()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert gone
    with qtbot.waitSignal(window.context.changed):
        go_on.set()
    assert window.pane.row.assessment.rationale == "Because"


def test_what_cannot_be_written_is_said_and_the_page_stays(window, out, qtbot, monkeypatch):
    def refuse(*_given):
        raise TrackerError("The disk is full.", "Make room.")

    monkeypatch.setattr(import_page, "accept", refuse)
    fill(out, ("19", "Rationale", "Because"))
    page = look(window, qtbot, out)
    press(page, "Accept 1")
    qtbot.waitUntil(window.message.isVisible)
    assert "The disk is full. Make room." in window.message.text
    assert window.page is page and page.accept_button.isEnabled()


def test_what_is_written_where_nothing_is_read_becomes_a_comment(window, out, qtbot):
    book = Filled(out)
    where = book.write(MATRIX, "Measures", book.row("58"), "Act 4 of 1994")
    book.book.create_sheet("Annex").append(["Not acceptable"])
    book.save()
    page = look(window, qtbot, out)
    assert lines(page) == [
        ("A/RES/74/178, 58", "", "", "Act 4 of 1994", False),
        ("Annex, A1", "", "", "Not acceptable", False),
    ]
    press(page, "Tick all shown")
    assert page.accept_button.text() == "Accept 1"
    accept(window, qtbot)
    row = next(row for row in casework.checklist(window.context.workspace, window.context.scope) if row.label == "58")
    (comment,) = review.comments(window.context.workspace, window.context.scope, row.id)
    assert comment.text == (
        f"Act 4 of 1994\n(Written in ministry.xlsx, Compliance Matrix {where}, in a locked cell, “Measures”.)"
    )


def test_a_workbook_of_a_copy_is_recognised(window, out, qtbot, tmp_path):
    workspaces.copy_to_send(window.context.workspace, tmp_path / "copy.tracker", outside=False)
    with open_workspace(tmp_path / "copy.tracker") as copy:
        row = next(row for row in casework.checklist(copy, window.context.scope) if row.label == "19")
        casework.set_assessment(copy, window.context.scope, row, rationale="The colleague's")
        send(copy, tmp_path / "copy.xlsx")
    page = look(window, qtbot, tmp_path / "copy.xlsx")
    assert "it comes from a copy of this workspace" in " ".join(words_in(page))
    assert lines(page) == [("A/RES/74/178, 19", "Rationale", "Why 19", "The colleague's", False)]


def test_another_state_is_chosen_while_an_import_is_open(window, out, qtbot):
    fill(out, ("19", "Level", "Planned"))
    look(window, qtbot, out)
    window.context.switch_scope(state="UGA")
    page = window.page
    assert isinstance(page, ImportPage) and [line[-1] for line in lines(page)] == [True]
    accept(window, qtbot)
    assert now(window).assessment.level is Level.NOT_ASSESSED
    window.context.switch_scope(state="KEN")
    assert now(window).assessment.level is Level.PLANNED


def test_problems_are_seen_first(window, out, qtbot):
    fill(out, ("19", "Next step", "Go on"), ("58", "Level", "Mostly"), ("58", "Next step", "Go on"))
    page = look(window, qtbot, out)
    assert [line.about for line in page.model.shown] == [
        "A/RES/74/178, 58: Level",
        "A/RES/74/178, 19",
        "A/RES/74/178, 58",
    ]
    assert "“Mostly” is no level of the scale" in text_of(page)
    assert any(words.startswith("1 problem, ") for words in words_in(page))
    assert page.kind.itemText(1) == "Problems (1)"


def test_what_was_not_imported_stays_to_be_read_and_copied(window, out, qtbot):
    """Problems, and what a ministry wrote elsewhere, are what has to be answered."""
    fill(out, ("19", "Rationale", "Because"), ("58", "Level", "Perhaps"), ("58", "Next step", "Go on"))
    page = look(window, qtbot, out)
    page.table.selectRow(next(row for row, line in enumerate(lines(page)) if line[1] == "Next step"))
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    press(page, page.accept_button.text())
    qtbot.waitUntil(lambda: now(window).assessment.rationale == "Because")
    assert "Import ministry.xlsx: 1 change. Undo reverts all of it." in words_in(window.message)
    assert window.page is page and "2 lines not imported. Copy what has to be answered." in words_in(page)
    assert [(line[0], line[1], line[4]) for line in lines(page)] == [
        ("A/RES/74/178, 58: Level", "", False),
        ("A/RES/74/178, 58", "Next step", False),
    ]
    QTest.keyClick(focus(), Qt.Key.Key_Space)
    assert not page.model.chosen and "Tick all shown" not in ways(page) and "Accept" not in ways(page)
    press(page, "Copy all shown")
    problem, change = QGuiApplication.clipboard().text().split("\n")
    assert "A/RES/74/178, 58" in problem and "“Perhaps”" in problem
    assert change.split("\t") == ["A/RES/74/178, 58", "Next step", "", "Go on", ""]
    QTest.keyClick(focus(), Qt.Key.Key_Escape)
    assert page_of(window) is None
