"""The right pane shows what the list has chosen, in every screen; a row that is framed is chosen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.gui.hands import look_again, now, press, show
from tests.gui.scenes import with_work
from tracker.domain.casework.change_sets import ChangeSetRow, Subject
from tracker.domain.casework.evidence import EvidenceRow
from tracker.domain.casework.levels import Level
from tracker.domain.casework.measures import Measure, MeasureRow
from tracker.domain.casework.quality import Finding
from tracker.domain.casework.registers import Register
from tracker.gui.paragraph.evidence_editor import EvidenceEditor
from tracker.gui.paragraph.measure_editor import MeasureEditor
from tracker.operations import casework, history, registers

MEASURES, EVIDENCE = Register
SCREENS = ("checklist", "measure", "evidence", "inbox", "quality", "history")


def row_of(screen):
    """What the list of a screen has chosen."""
    index = screen.focus.currentIndex()
    return screen.focus.model().row_at(index.row()) if index.isValid() else None


def subject_of(window, row) -> Subject | None:
    """What the right pane has to show for a row of a list."""
    if isinstance(row, MeasureRow | EvidenceRow):
        return Subject(row.id, MEASURES if isinstance(row, MeasureRow) else EVIDENCE)
    if isinstance(row, Finding):
        return Subject(row.id, row.register)
    if isinstance(row, ChangeSetRow):
        return history.subject(window.context.workspace, row.id)
    return Subject(getattr(row, "paragraph_id", None) or row.id) if row else None


def shown(window) -> Subject | None:
    """What the right pane shows."""
    page = window.page
    if isinstance(page, MeasureEditor | EvidenceEditor):
        assert page._row  # what it says in its title is its own test
        return Subject(page._row.id, MEASURES if isinstance(page, MeasureEditor) else EVIDENCE)
    assert page is None
    return Subject(window.pane.row.id) if window.pane.row else None


def check(window) -> None:
    screen = window.screens.current
    index = screen.focus.currentIndex()
    assert not index.isValid() or screen.focus.selectionModel().isSelected(index), "what is framed is chosen"
    if row := row_of(screen):
        assert shown(window) == subject_of(window, row)


def check_narrowed(window) -> None:
    """What is listed no longer is shown no longer, and what is typed goes on."""
    screen = window.screens.current
    if row_of(screen) is None and screen.name != "checklist":
        assert shown(window) is None
    assert screen.page.find_field.hasFocus()


@pytest.fixture
def worked(window, tmp_path):
    with_work(window, tmp_path)
    for number in range(3):
        registers.save_measure(window.context.workspace, window.context.scope, Measure(f"Zebra {number}"))
    look_again(window)
    return window


@pytest.mark.parametrize("name", SCREENS)
def test_whatever_is_done_in_a_screen_and_between_screens(worked, name, qtbot):
    window, context = worked, worked.context

    def down():
        QTest.keyClick(window.screens.current.focus, Qt.Key.Key_Down)

    def change():
        context.do_in_scope(casework.set_level, now(window, "23"), Level.PLANNED)

    def find(words):
        def type_it():
            field = window.screens.current.page.find_field
            field.setFocus()
            field.selectAll()
            QTest.keyClicks(field, words) if words else QTest.keyClick(field, Qt.Key.Key_Delete)
            qtbot.wait(200)
            check_narrowed(window)

        return type_it

    def away_and_back():
        other = "inbox" if name == "checklist" else "checklist"
        window.show_screen(other)
        check(window)
        window.show_screen(name)

    window.show_screen(name)
    check(window)
    for act in (down, down, find("e"), find(""), away_and_back, change, down, find("zzz"), find(""), down):
        act()
        qtbot.wait(200)  # a pause in typing, after which the right pane follows
        check(window)
    look_again(window)
    check(window)
    window.screens.current.focus.setFocus()
    check(window)


@pytest.mark.parametrize("name", [name for name in SCREENS if name not in ("checklist", "history")])
def test_where_nothing_is_chosen_nothing_is_shown(worked, name):
    show(worked, "19")
    worked.show_screen(name)
    assert row_of(worked.screens.current) is None
    assert shown(worked) is None


def test_history_shows_what_an_action_was_about_where_that_is_one_thing(worked):
    workspace, scope = worked.context.workspace, worked.context.scope
    worked.show_screen("history")
    casework.set_assessments(workspace, scope, [now(worked, "23"), now(worked, "24")], level=Level.PLANNED)
    worked.context.do_in_scope(casework.set_level, now(worked, "30"), Level.PLANNED)
    table = worked.screens.history.table
    table.selectRow(0)
    assert shown(worked) == Subject(now(worked, "30").id)
    table.selectRow(1)
    assert shown(worked) is None, "it was about two"
    worked.context.do_in_scope(registers.remove, MEASURES, [registers.measures(workspace, scope)[0].id])
    table.selectRow(0)
    assert shown(worked) is None, "it is gone"


@pytest.mark.parametrize("name", ["measure", "evidence"])
def test_what_is_chosen_is_shown_again_after_a_page(worked, name):
    """Not “What you choose in the middle is shown here” beside what is chosen."""
    worked.show_screen(name)
    table = worked.screens.current.focus
    table.selectRow(0)
    worked.page.fields["title"].setText("Another title")
    press(worked.page, "Save")
    assert worked.page.fields["title"].text() == "Another title"
    for open_page in ("Edit", "Link to paragraphs…", f"New {name}"):
        press(worked.screens.current.page, open_page)
        QTest.qWait(20)
        press(worked.page, "Cancel")
        check(worked)
        assert table.hasFocus()


def test_an_editor_that_is_not_saved_stays(worked):
    worked.show_screen("measure")
    table = worked.screens.current.focus
    table.selectRow(0)
    worked.page.fields["title"].setText("Typed")
    page = worked.page
    table.selectRow(1)
    assert worked.page is page
    assert "is not saved" in worked.message.text


def test_after_mending_the_next_objection_is_chosen_when_the_list_has_the_focus_again(worked, qtbot):
    worked.show_screen("quality")
    table = worked.screens.quality.table
    qtbot.waitUntil(lambda: table.model().rowCount() > 1)
    table.setFocus()
    table.selectRow(1)
    place = table.currentIndex().row()
    mended = worked.screens.quality.current
    assert mended.register
    worked.page.setFocus()
    worked.context.do_in_scope(registers.remove, mended.register, [mended.id])
    table.setFocus()
    assert table.currentIndex().row() == min(place, table.model().rowCount() - 1)
    check(worked)
