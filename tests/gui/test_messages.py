"""Messages leave when they are no longer true, and nothing moves under the mouse when one comes or goes."""

from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from tests.gui.hands import choose_several, look_again, now, press, show
from tests.operations.test_review import judged, moved
from tracker.domain.casework.assessments import Stage
from tracker.domain.casework.levels import Level
from tracker.errors import TrackerError
from tracker.gui.kit.jobs import Job
from tracker.operations import casework

FAULT = TrackerError("It is so.", "Do this.")


def places(window) -> dict[QWidget, QPoint]:
    """Where each widget that the user may point at stands, but for the message's own."""
    shown = [one for one in window.findChildren(QWidget) if one.isVisible() and not window.notices.isAncestorOf(one)]
    return {one: one.mapTo(window, QPoint(0, 0)) for one in shown if one is not window.notices}


def test_nothing_moves_when_a_message_comes_and_goes(window, qtbot):
    choose_several(window, "19", "20")
    for open_page in (lambda: None, window.show_export, window.pages.scales):
        open_page()
        qtbot.wait(50)
        before = places(window)
        window.message.show_news("What was done, in many words. " * 20)
        qtbot.waitUntil(lambda: window.message.height() > 40)
        assert places(window) == before
        window.message.hide()
        qtbot.waitUntil(lambda: window.screens.contentsMargins().bottom() == 0)
        assert places(window) == before


def test_the_progress_of_a_job_moves_nothing(window, qtbot, monkeypatch):
    monkeypatch.setattr("tracker.gui.files.transfers._SHOWN_AFTER", 0)
    monkeypatch.setattr(Job, "start", lambda _job: None)
    qtbot.wait(50)
    before = places(window)
    window.files.run("Writing", Job(lambda _progress: None))
    qtbot.waitUntil(lambda: window.notices.height() > 20)
    assert places(window) == before


def test_a_list_ends_above_a_message_so_that_its_last_row_is_seen(window, qtbot):
    view = window.checklist.view
    window.message.show_news("What was done.")
    qtbot.waitUntil(lambda: window.screens.contentsMargins().bottom() == window.message.height() > 0)
    view.scrollToBottom()
    viewport: QWidget = QAbstractScrollArea.viewport(view)
    foot = viewport.mapTo(window, viewport.rect().bottomLeft()).y()
    assert foot < window.message.mapTo(window, QPoint(0, 0)).y()


def test_what_is_wrong_is_said_until_the_user_goes_on(window):
    for go_on in (
        lambda: show(window, "22"),
        lambda: window.show_screen("measure"),
        lambda: look_again(window),
        lambda: window.context.do_in_scope(casework.set_level, now(window, "23"), Level.PLANNED),
    ):
        window.show_screen("checklist")
        show(window, "19")
        window.tell_fault(FAULT)
        assert not window.message.isHidden()
        go_on()
        assert window.message.isHidden()


def test_what_was_done_stays_until_it_is_put_away(window):
    window.message.show_news("Wrote matrix.xlsx.")
    show(window, "22")
    window.show_screen("inbox")
    window.context.do_in_scope(casework.set_level, now(window, "23"), Level.PLANNED)
    assert window.message.shows("Wrote matrix.xlsx.")
    press(window.message, "Dismiss")
    assert window.message.isHidden()


def test_what_undo_takes_back_is_said_no_longer(window):
    window.set_levels([now(window, "19"), now(window, "20")], Level.PLANNED)
    assert window.message.text.startswith("Level of 2 paragraphs")
    window.undo()
    assert window.message.isHidden()


def test_that_it_is_a_draft_again_stands_while_one_types_and_until_it_is_submitted(window):
    workspace, scope = window.context.workspace, window.context.scope
    row = moved(workspace, scope, judged(workspace, scope), Stage.SUBMITTED)
    look_again(window)
    show(window)
    field = window.pane.form.texts["rationale"]
    for words in (" More", " and more"):
        QTest.keyClicks(field, words)
        window.pane.flush()
        assert window.message.text.endswith("now a draft again. Submit again when it is done.")
        assert not window.message.isHidden()
    window.pane.review.take(Stage.SUBMITTED)
    assert now(window).assessment.stage is Stage.SUBMITTED
    assert row.id == now(window).id
    assert window.message.isHidden()
