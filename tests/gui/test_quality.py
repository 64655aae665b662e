"""The Quality screen, through the window."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from tests.gui.hands import focus, look_again, names_in, now, press, show, words_in
from tests.operations.test_review import judged, moved
from tracker.domain.casework.assessments import Stage
from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.levels import Level
from tracker.domain.casework.measures import Measure, MeasureStatus
from tracker.domain.casework.registers import Register
from tracker.domain.text.web_links import Trial, Tried
from tracker.gui.files.transfers import Transfer
from tracker.gui.kit.tips import cut_text
from tracker.gui.kit.widgets import tip
from tracker.i18n import Message
from tracker.operations import casework, links, registers, review
from tracker.operations.registers import Parts


@pytest.fixture
def screen(window):
    window.show_screen("quality")
    return window.screens.quality


def lines(screen) -> list[tuple[str, str]]:
    model = screen.model
    return [(model.index(row, 0).data(), model.index(row, 1).data()) for row in range(model.rowCount())]


def accepted(window, label="19"):
    workspace, scope = window.context.workspace, window.context.scope
    row = judged(workspace, scope, label)
    for stage in (Stage.SUBMITTED, Stage.ACCEPTED):
        row = moved(workspace, scope, row, stage)
    window.model.reload()
    return row


def test_it_says_what_is_so_when_nothing_is_found(screen, window):
    assert words_in(screen)[-1].startswith("Nothing a reviewer would object to in the work of Kenya, ")
    assert "0" in words_in(screen)
    assert not screen.table.isVisible()


def test_it_says_that_no_member_state_is_chosen(open_window, workspace_path):
    window = open_window(workspace_path, state=None)
    window.show_screen("quality")
    assert "No Member State is chosen. Choose one at the top left." in words_in(window.screens.quality)
    assert not window.screens.quality.check.isEnabled()


def test_ctrl_5_shows_it_and_ctrl_6_history(window):
    for key, name in ((Qt.Key.Key_5, "quality"), (Qt.Key.Key_6, "history")):
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        assert window.screens.current.name == name


def test_what_is_found_is_listed_counted_and_narrowed(screen, window):
    QAbstractItemModelTester(screen.model, QAbstractItemModelTester.FailureReportingMode.Fatal, screen)
    window.set_levels([now(window, "19")], Level.FULLY)
    window.set_levels([now(window, "20")], Level.NOT_APPLICABLE)
    window.context.do_in_scope(registers.save_measure, Measure("Draft law", status=MeasureStatus.DRAFT))
    assert lines(screen) == [
        ("Fully implemented, no evidence", "A/RES/74/178, 19"),
        ("Not applicable, no reason", "A/RES/74/178, 20"),
        ("Planned, no date or past it", "Draft law"),
        ("Linked to nothing", "Draft law"),
    ]
    assert "4" in words_in(screen)
    assert "Quality, 4" in names_in(window.left)
    assert [screen.kind.itemText(at) for at in range(screen.kind.count())] == [
        "All objections (4)",
        "Fully implemented, no evidence (1)",
        "Not applicable, no reason (1)",
        "Planned, no date or past it (1)",
        "Linked to nothing (1)",
    ]
    screen.kind.setCurrentIndex(3)
    screen.kind.activated.emit(3)
    assert lines(screen) == [("Planned, no date or past it", "Draft law")]
    assert "1 of 4" in words_in(screen)
    assert "A plan without a date, or past it, is no plan; say when, or what became of it." in words_in(screen)
    screen.find_field.setText("nothing of this")
    assert "Nothing fits. Choose all objections, or clear the search." in words_in(screen)
    screen.find_field.setText("DRAFT")
    screen.kind.setCurrentIndex(0)
    screen.kind.activated.emit(0)
    assert len(lines(screen)) == 2


def test_a_line_leads_to_its_paragraph_and_enter_to_its_form(screen, window):
    window.set_levels([now(window, "19")], Level.FULLY)
    screen.table.setFocus()
    screen.table.selectRow(0)
    assert window.pane.row.label == "19"
    assert focus() is screen.table
    assert "There is no evidence, neither here nor for a measure that answers it." in "\n".join(words_in(screen))
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    assert window.pane.isAncestorOf(QApplication.focusWidget())


def test_a_line_leads_to_the_editor_of_its_measure_or_evidence(screen, window):
    window.context.do_in_scope(registers.save_measure, Measure("Lonely law"))
    window.context.do_in_scope(registers.save_evidence, Evidence("Lonely report"))
    window.set_levels([now(window, "19")], Level.FULLY)
    screen.table.setFocus()
    screen.table.selectRow(1)
    assert window.page.title.text() == "Lonely law"
    assert focus() is screen.table
    QTest.keyClick(screen.table, Qt.Key.Key_Down)
    assert window.page.title.text() == "Lonely report"
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    assert window.page.isAncestorOf(QApplication.focusWidget())
    screen.table.selectRow(0)
    assert window.page is None and window.pane.row.label == "19"


def test_unsaved_words_are_not_given_away_for_another_line(screen, window):
    window.context.do_in_scope(registers.save_measure, Measure("Lonely law"))
    window.set_levels([now(window, "19")], Level.FULLY)
    screen.table.selectRow(1)
    window.page.title.setText("Typed")
    screen.table.selectRow(0)
    assert window.page.title.text() == "Typed"
    assert "is not saved" in window.message.text


def test_the_chosen_line_stays_and_what_is_mended_goes(screen, window):
    for label in ("19", "20", "21"):
        window.set_levels([now(window, label)], Level.FULLY)
    screen.table.selectRow(1)
    window.set_levels([now(window, "19")], Level.PARTIALLY)
    assert screen.current.about == "A/RES/74/178, 20"
    assert window.pane.row.label == "20"
    window.context.do_in_scope(registers.save_evidence, Evidence("Survey"), None, Parts([now(window, "20").id]))
    assert lines(screen) == [("Fully implemented, no evidence", "A/RES/74/178, 21")]
    assert window.pane.row.label == "20", "the user is not led away from what they are at"
    window.undo()
    assert len(lines(screen)) == 2


def test_the_keys_stay_near_when_the_last_line_goes(screen, window):
    window.set_levels([now(window, "19")], Level.FULLY)
    screen.table.setFocus()
    screen.table.selectRow(0)
    window.undo()
    QCoreApplication.processEvents()
    assert QApplication.focusWidget() is screen.kind


def test_it_is_of_the_state_and_cycle_in_scope(screen, window):
    window.set_levels([now(window, "19")], Level.FULLY)
    window.context.switch_scope(state="FRA")
    assert lines(screen) == []
    assert "Nothing a reviewer would object to in the work of France" in "\n".join(words_in(screen))
    window.context.switch_scope(state="KEN")
    assert len(lines(screen)) == 1
    window.context.do(casework.add_cycle, "2030 review")
    window.context.switch_scope(cycle=window.context.cycles[0].id)
    assert lines(screen) == []


def test_the_left_pane_counts_while_another_screen_is_shown(window, qtbot):
    window.set_levels([show(window)], Level.FULLY)
    assert not window.screens.quality.isVisible()
    qtbot.waitUntil(lambda: "Quality, 1" in names_in(window.left))


def change_measure(window, row):
    found = registers.measures(window.context.workspace, window.context.scope, row.id)[0]
    return registers.save_measure, Measure("Another title"), found.id


CHANGES = {
    "measure “Another title” changed": change_measure,
    "measure “A law on 19” unlinked": lambda window, row: (
        registers.unlink,
        Register.MEASURE,
        [registers.measures(window.context.workspace, window.context.scope, row.id)[0].id],
        [row.id],
    ),
    "evidence “A report” unlinked": lambda window, row: (
        registers.remove,
        Register.EVIDENCE,
        [registers.evidence(window.context.workspace, window.context.scope, row.id)[0].id],
    ),
    "evidence “Shadow report” linked": lambda window, row: (
        registers.save_evidence,
        Evidence("Shadow report"),
        None,
        Parts([row.id]),
    ),
}


@pytest.mark.parametrize("words", CHANGES)
def test_what_was_accepted_and_has_changed(screen, window, words):
    row = accepted(window)
    screen.reload()
    assert lines(screen) == []
    operation, *arguments = CHANGES[words](window, row)
    window.context.do_in_scope(operation, *arguments)
    assert lines(screen)[0] == ("Accepted, changed since", "A/RES/74/178, 19")
    assert str(screen.model.row_at(0).words) == f"Since it was accepted, {words}."
    window.undo()
    assert lines(screen) == []
    window.redo()
    assert lines(screen)[0][0] == "Accepted, changed since"


def test_what_is_accepted_again_has_not_changed_since(screen, window):
    row = accepted(window)
    operation, *arguments = change_measure(window, row)
    window.context.do_in_scope(operation, *arguments)
    assert len(lines(screen)) == 1
    for stage in (Stage.DRAFT, Stage.SUBMITTED, Stage.ACCEPTED):
        moved(window.context.workspace, window.context.scope, now(window), stage)
    look_again(window)
    assert lines(screen) == []


def test_what_other_states_do_changes_nothing_here(screen, window):
    accepted(window)
    window.context.switch_scope(state="FRA")
    row = now(window)
    window.context.do_in_scope(registers.save_measure, Measure("French law"), None, [row.id])
    window.context.switch_scope(state="KEN")
    assert lines(screen) == []


def test_an_open_comment_on_what_was_accepted(screen, window):
    row = accepted(window)
    window.context.do_in_scope(review.add_comment, row, "Which article?")
    assert lines(screen) == [("Accepted, open comment", "A/RES/74/178, 19")]


def test_titles_are_plain_text(screen, window):
    window.context.do_in_scope(registers.save_measure, Measure("<b>Law</b>" * 40))
    index = screen.model.index(0, 1)
    assert index.data().startswith("<b>Law</b>")
    words = cut_text(screen.table.viewport(), screen.table.visualRect(index).center())
    assert words.startswith("<b>Law</b>") and "<b>" not in tip(words)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def linked(screen, window):
    for title, link in (
        ("Gone", "https://gone.example/"),
        ("There", "https://there.example/"),
        ("Odd", "there.example"),
    ):
        window.context.do_in_scope(
            registers.save_evidence, Evidence(title, link=link), None, Parts([now(window, "19").id])
        )
    return screen


def when():
    return datetime(2025, 1, 2, 12, tzinfo=UTC)


def test_links_are_tried_when_the_user_asks(linked, window, qtbot, monkeypatch):
    asked = []

    def check(links, progress):
        asked.extend(links)
        progress(1, 2)
        return Trial({links[0]: Tried(when(), Message("The server does not answer.")), links[1]: Tried(when())}, 1)

    monkeypatch.setattr(links, "check", check)
    assert lines(linked) == [("Link that can't be opened", "Odd")]
    assert asked == []
    press(linked, "Check links")
    qtbot.waitUntil(lambda: ("Dead link", "Gone") in lines(linked))
    assert asked == ["https://gone.example/", "https://there.example/"]
    assert "The server does not answer. Tried at" in str(linked.model.row_at(1).words)
    said = "2 links tried, 1 dead. 1 link not asked: to a private network, or no web server."
    assert said in words_in(linked)
    window.show_screen("checklist")
    window.set_levels([show(window)], Level.PARTIALLY)
    window.show_screen("quality")
    assert ("Dead link", "Gone") in lines(linked), "known for the session"
    assert linked.check.isEnabled()


def test_offline_is_said_and_marks_nothing(linked, window, qtbot, monkeypatch):
    monkeypatch.setattr(links, "check", lambda links, progress: Trial({}, offline=True))
    press(linked, "Check links")
    said = "Nothing on the internet answers. This computer may be offline; no link is marked."
    qtbot.waitUntil(lambda: said in words_in(linked))
    assert len(lines(linked)) == 1
    window.context.switch_scope(state="FRA")
    assert said not in words_in(linked)


def test_trying_links_is_given_up(linked, qtbot, monkeypatch):
    def check(_links, progress):
        while True:
            progress(0, 2)

    monkeypatch.setattr(links, "check", check)
    press(linked, "Check links")
    assert not linked.check.isEnabled()
    qtbot.waitUntil(lambda: any(one.isVisible() for one in linked.findChildren(Transfer)))
    press(linked, "Cancel")
    qtbot.waitUntil(lambda: "Given up; nothing is known of the links." in words_in(linked))
    assert linked.check.isEnabled()


def test_a_window_that_closes_gives_up_trying_links(linked, window, monkeypatch):
    def check(_links, progress):
        while True:
            progress(0, 2)

    monkeypatch.setattr(links, "check", check)
    press(linked, "Check links")
    assert window.close()


def test_no_links_no_questions(screen, window, monkeypatch):
    monkeypatch.setattr(links, "check", lambda *_given: pytest.fail("nothing to try"))
    press(screen, "Check links")
    assert "There is no link to try." in words_in(screen)


def test_evidence_older_than_the_cycle_by_its_name(screen, window):
    window.context.do(casework.add_cycle, "2024 mid-term review")
    window.context.switch_scope(cycle=window.context.cycles[0].id)
    for title, year in (("Old", "2018"), ("New", "2019")):
        window.context.do_in_scope(
            registers.save_evidence, Evidence(title, speaks_of=year, got_on=date(2024, 1, 1)), None,
            Parts([now(window, "19").id]),
        )  # fmt: skip
    assert lines(screen) == [("Evidence older than the cycle", "Old")]
