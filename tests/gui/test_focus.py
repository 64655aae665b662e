"""Keys go to what the user sees: the focus stays where the work is, and an arrow key never changes whose work it is."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QTextBrowser, QWidget

from tests.gui.hands import focus, give, held, latest, look_again, now, seen, show, warnings_in, words_in
from tests.gui.scenes import scenes, with_work
from tests.operations.test_review import judged
from tracker.domain.casework.assessments import Stage
from tracker.domain.text.dates import parse_date
from tracker.gui.kit import tab_order, theme
from tracker.operations import registers, review
from tracker.operations.registers import NewFile, Parts


def focused():
    QCoreApplication.processEvents()
    return QApplication.focusWidget()


def test_an_arrow_key_in_the_header_changes_no_member_state(window):
    for chooser in (window.header.state, window.header.cycle):
        chooser.setFocus()
        scope = window.context.scope
        QTest.keyClick(chooser, Qt.Key.Key_Down)
        assert window.context.scope == scope
        chooser.hidePopup()


def test_a_chosen_member_state_gives_the_keys_to_the_list(window):
    line = window.header.state.lineEdit()
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "ivory coast")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert window.context.scope.state == "CIV"
    assert focused() is window.checklist.view


def test_after_saving_from_a_register_the_keys_are_in_the_register(window):
    window.show_screen("measure")
    window.pages.new_measure_for_register()
    window.page.title.setText("Law 30")
    window.page.save_button.setFocus()
    window.page.save()
    assert focused() is window.screens.registers["measure"].table


def test_after_settling_a_comment_the_keys_are_near_it(window):
    row = show(window)
    window.context.do_in_scope(review.add_comment, row, "Is this all?")
    (settle,) = [one for one in seen(window.pane.comments, QPushButton) if one.text() == "Settle"]
    settle.setFocus()
    settle.click()
    assert window.pane.isAncestorOf(focused())


def test_the_pane_shows_what_is_chosen_in_the_list(window):
    show(window, "20")
    workspace, scope = window.context.workspace, window.context.scope
    review.move(workspace, scope, judged(workspace, scope, "19"), Stage.SUBMITTED)
    window.show_screen("inbox")
    window.screens.inbox.table.selectRow(0)
    QCoreApplication.processEvents()
    window.show_screen("checklist")
    assert window.pane.row.id == window.checklist.view.current_row.id


def test_escape_gives_typed_words_up_only_when_pressed_twice(window):
    show(window)
    window.pages.new_measure()
    page = window.page
    page.title.setFocus()
    QTest.keyClicks(page.title, "Law 30")
    page.leave()
    assert window.page is page
    assert "Escape once more" in warnings_in(page)
    QTest.keyClicks(page.title, " of 2000")
    page.leave()
    assert window.page is page, "something was typed since"
    page.leave()
    assert window.page is None


def test_a_date_that_is_none_is_there_again_when_its_paragraph_is(window):
    show(window)
    due = window.pane.form.due
    due.setFocus()
    QTest.keyClicks(due, "end of June")
    show(window, "20")
    assert due.text() == ""
    show(window, "19")
    assert due.text() == "end of June"
    assert "This is not a date" in warnings_in(window.pane.form)
    due.setText("30 June 2027")
    due.flush()
    assert str(now(window).assessment.due_on) == "2027-06-30"
    assert not warnings_in(window.pane.form)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("31/12/2027", "2027-12-31"),
        ("12/31/2027", "2027-12-31"),
        ("05/05/2027", "2027-05-05"),
        ("12.3.2019", "2019-03-12"),
    ],
)
def test_dates_that_mean_one_day_are_taken(words, day):
    assert str(parse_date(words)) == day


def test_the_reason_of_a_return_stands_with_the_review(window):
    workspace, scope = window.context.workspace, window.context.scope
    review.move(workspace, scope, judged(workspace, scope), Stage.SUBMITTED)
    review.move(workspace, scope, now(window), Stage.RETURNED, "Which article?")
    look_again(window)
    show(window)
    assert "Which article?" in words_in(window.pane.review)


def test_a_file_that_was_replaced_is_in_the_history_of_the_paragraph(window, tmp_path):
    row = show(window)
    (tmp_path / "a.txt").write_text("one")
    (tmp_path / "b.txt").write_text("two")
    found = give(window, row, tmp_path / "a.txt")
    newer = Parts(files=[NewFile(tmp_path / "b.txt", replaces=found.files[0].id)])
    window.context.do_in_scope(registers.save_evidence, found.evidence, found.id, newer)
    assert held(window)[0].files[0].older
    assert latest(window).startswith("Change evidence “Survey”")


def _tab(back: bool = False) -> QWidget:
    before, presses = focus(), 0
    while True:
        QTest.keyClick(before, Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab)
        QApplication.processEvents()
        presses += 1
        if QApplication.focusWidget() is not before or not isinstance(before, QTextBrowser) or presses > 100:
            return focus()  # Tab goes through the links of the guide, then on


def _takes_keys(widget: QWidget) -> bool:
    """Whether a user would want to get to it: it takes keys, or is one of several buttons of which one is chosen."""
    if isinstance(widget, QAbstractButton) and (group := widget.group()) and group.exclusive():
        return widget.isChecked()
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and not widget.focusProxy()


def test_tab_reaches_everything_once_in_the_order_of_reading(window, qtbot, tmp_path):
    with_work(window, tmp_path)
    for name in scenes(window, qtbot):
        window.header.state.setFocus()
        start = focus()
        reached = [start]
        while (widget := _tab()) is not start:
            assert widget not in reached, (name, widget)
            reached.append(widget)
        wanted = [one for one in window.findChildren(QWidget) if one.window() is window and one.isVisible()]
        wanted = [one for one in wanted if one.isEnabled() and _takes_keys(one)]
        assert set(reached) == set(wanted), name
        panes = [window.header, window.views.strip, window.left, window.screens, window.right, window.status]
        order = [next(n for n, pane in enumerate(panes) if pane.isAncestorOf(one)) for one in reached]
        assert order == sorted(order), name
        for widget in reversed(reached):
            assert _tab(back=True) is widget, name


def test_tab_goes_from_the_list_to_the_paragraph_and_back(window, tmp_path):
    with_work(window, tmp_path)
    window.checklist.view.setFocus()
    assert _tab() is window.pane.first
    assert _tab(back=True) is window.checklist.view


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_focus_is_visible_everywhere(window, qtbot, qapp, tmp_path, scheme):
    theme.set_scheme(scheme)
    theme.apply(qapp)
    with_work(window, tmp_path)
    looked_at = set()
    for name in scenes(window, qtbot):
        for widget in list(tab_order.stops(window)):
            kind = (type(widget), widget.property("role"), widget.objectName(), widget.parentWidget().objectName())
            if kind in looked_at:
                continue
            looked_at.add(kind)
            other, whole = _changed_lines(widget)
            assert other >= min(0.8 * whole, 20), (name, widget, widget.accessibleName(), other)
    assert len(looked_at) > 30


def test_the_focus_is_visible_in_a_field_that_is_marked_wrong(window):
    show(window)
    due = window.pane.form.due
    due.setText("end of June")
    due.textEdited.emit(due.text())
    due.flush()
    for _ in range(5):  # until there is room for what is said below it
        QCoreApplication.processEvents()
    changed, whole = _changed_lines(due)
    assert changed >= 0.8 * whole


def test_the_focus_is_visible_in_a_table_where_nothing_is_chosen(window, tmp_path):
    with_work(window, tmp_path)
    window.show_screen("inbox")
    assert not window.screens.inbox.table.currentIndex().isValid()
    changed, whole = _changed_lines(window.screens.inbox.table)
    assert changed == whole


def _changed_lines(widget: QWidget) -> tuple[int, int]:
    """How many lines of pixels are others with the focus than without, and of how many."""
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    with_focus = _lines(widget.grab().toImage())
    widget.clearFocus()
    QApplication.processEvents()
    without = _lines(widget.grab().toImage())
    return sum(one != two for one, two in zip(with_focus, without, strict=True)), len(without)


def _lines(image: QImage) -> list[bytes]:
    """The lines of pixels: a cursor that blinks is in some of them, a ring in all."""
    whole, step = bytes(image.constBits()), image.bytesPerLine()
    return [whole[start : start + step] for start in range(0, len(whole), step)]


def test_escape_leaves_every_page(window, qtbot, tmp_path):
    with_work(window, tmp_path)
    for name in scenes(window, qtbot):
        if page := window.page:
            page.setFocus()
            QTest.keyClick(focus(), Qt.Key.Key_Escape)
            QApplication.processEvents()
            assert window.page is None or name == "correction", name
            if window.page:
                assert window.page.strip.edit is None
            assert focused() is not None, name


def test_a_line_shows_its_beginning_once_it_is_left(window):
    """Its tail would not tell which law it is."""
    show(window)
    long = "Ministry of the Interior and Coordination of National Government, Directorate of Public Prosecutions"
    for field in (window.pane.form.fields["lead_authority"], _title_of_a_new_measure(window)):
        field.setFocus()
        QTest.keyClicks(field, long)
        assert field.cursorPosition() == len(long)
        QTest.keyClick(field, Qt.Key.Key_Tab)
        assert not field.hasFocus() and field.cursorPosition() == 0 and field.text() == long


def _title_of_a_new_measure(window):
    window.pages.new_measure()
    return window.page.title
