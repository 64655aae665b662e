"""Accepting one's own submission, through the window: it is said, and refused where four eyes are required."""

from PySide6.QtWidgets import QPushButton

from tests.gui.hands import choose_several, latest, look_again, press, seen, show, text_of
from tests.gui.test_keys import entry, greyed
from tests.operations.test_review import judged, moved, working
from tracker.domain.casework.assessments import Stage
from tracker.domain.casework.quality import Rule


def submitted(window, *labels):
    for label in labels:
        moved(
            window.context.workspace,
            window.context.scope,
            judged(window.context.workspace, window.context.scope, label),
            Stage.SUBMITTED,
        )
    look_again(window)


def accept_button(window):
    return next(one for one in seen(window.pane.review, QPushButton) if one.text() == "Accept")


def test_accepting_ones_own_is_said_where_it_is_done_and_in_quality(window):
    submitted(window, "19", "20")
    show(window, "19")
    press(window.pane.review, "Accept")
    assert window.message.text == "You had submitted it yourself."
    assert "(submitted by the same person)" in text_of(window.pane.review)
    assert latest(window).startswith("Accept paragraph 19 of A/RES/74/178, submitted by the same person\n")
    window.show_screen("inbox")
    window.screens.inbox.table.selectAll()
    press(window.screens.inbox, "Accept")
    assert window.message.text == "Accepted 1 paragraph. You had submitted it yourself."
    window.show_screen("quality")
    model = window.screens.quality.model
    assert [model.row_at(line).rule for line in range(model.rowCount())] == [Rule.OWN] * 2
    assert str(model.row_at(0).words) == f"{window.context.workspace.user} submitted and accepted it."


def test_where_four_eyes_are_required_the_button_says_why_not(window):
    submitted(window, "19")
    show(window, "19")
    required = entry(window, "Require four eyes")
    assert not required.isChecked()
    required.trigger()
    assert window.message.text.startswith("From now on, who submits an assessment can't accept it")
    assert not accept_button(window).isEnabled()
    assert "requires four eyes" in accept_button(window).toolTip()
    window.checklist.view.setFocus()
    assert "Ask someone else to accept it." in greyed(window, "Accept")
    with working(window.context.workspace, "Rita Reviewer"):
        window.pane.refresh()
        assert accept_button(window).isEnabled()
        press(window.pane.review, "Accept")
    assert "submitted by the same person" not in text_of(window.pane.review)
    required.trigger()
    assert window.message.text == "From now on, anyone may accept what they submitted."


def test_of_several_and_in_the_inbox_those_are_listed(window):
    submitted(window, "19", "20")
    with working(window.context.workspace, "Rita Reviewer"):
        submitted(window, "22")
    entry(window, "Require four eyes").trigger()
    choose_several(window, "19", "20", "22")
    press(window.page, "Accept: 1 of 3")
    assert window.message.text == "Accepted 1 paragraph. Not accepted: 19 (you submitted it), 20 (you submitted it)."
    window.show_screen("inbox")
    window.screens.inbox.table.selectAll()
    press(window.screens.inbox, "Accept")
    assert "Not accepted: Kenya, A/RES/74/178: 2" in window.message.text
    assert "(you submitted it)" in window.message.text
    assert window.screens.inbox.model.rowCount() == 2
