"""The calendar of a date field: opened by button and key, it fills the field as if the day were typed."""

from datetime import date

import pytest
from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QTableView, QToolButton

from tests.gui.hands import now, page_of, show, warnings_in
from tests.gui.test_registers import add, begin_edit, held, open_register, press_key
from tracker.domain.casework.measures import Measure
from tracker.gui.kit import theme


def opened() -> QCalendarWidget:
    calendar = QApplication.activePopupWidget()
    assert isinstance(calendar, QCalendarWidget)
    return calendar


def press_in(calendar: QCalendarWidget, code) -> None:
    QTest.keyClick(QApplication.focusWidget() or calendar, code)


@pytest.fixture
def due(window):
    show(window)
    field = window.pane.form.due
    field.setFocus()
    return field


def test_alt_down_opens_it_at_the_date_and_enter_chooses(window, due):
    due.setText("30 June 2025")
    QTest.keyClick(due, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = opened()
    assert calendar.selectedDate() == QDate(2025, 6, 30)
    calendar.setSelectedDate(QDate(2025, 7, 1))
    press_in(calendar, Qt.Key.Key_Return)
    assert QApplication.activePopupWidget() is None
    assert due.text() == "2025-07-01"
    assert now(window).assessment.due_on == date(2025, 7, 1), "it is saved like what is typed"
    assert not due.property("wrong")


def test_the_button_opens_it_at_today_and_a_click_chooses(window, due):
    due.setText("soon")
    (button,) = due.findChildren(QToolButton)
    assert button.accessibleName() == "Choose in a calendar"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    calendar = opened()
    today = date.today()
    assert calendar.selectedDate() == QDate(today.year, today.month, today.day)
    calendar.clicked.emit(QDate(2031, 1, 2))
    assert due.text() == "2031-01-02"
    assert not due.property("wrong") and now(window).assessment.due_on == date(2031, 1, 2)


def test_escape_leaves_the_calendar_and_not_the_page(window):
    show(window)
    window.pages.new_measure()
    field = page_of(window).fields["adopted_on"]
    field.setText("2001-02-03")
    field.open_calendar()
    press_in(opened(), Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    assert page_of(window) is not None and field.text() == "2001-02-03"
    assert not warnings_in(page_of(window))


def test_in_a_cell(window):
    (row_id,) = add(window, Measure("Law"))
    page = open_register(window)
    editor = begin_edit(page, 0, "adopted_on")
    editor.open_calendar()
    opened().activated.emit(QDate(2020, 4, 3))
    assert editor.isVisible() and editor.text() == "2020-04-03"
    press_key(editor, Qt.Key.Key_Return)
    assert held(window, row_id).adopted_on == date(2020, 4, 3)


@pytest.mark.parametrize(("language", "first"), [("en_US", 7), ("de_DE", 1), ("ar_EG", 6)])
def test_weeks_begin_as_where_the_user_is(window, due, language, first):
    before = QLocale()
    QLocale.setDefault(QLocale(language))
    try:
        due.open_calendar()
        calendar = opened()
        assert calendar.firstDayOfWeek().value == first
        calendar.close()
    finally:
        QLocale.setDefault(before)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_it_has_the_colours_of_the_window(window, due, name):
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    try:
        theme.set_scheme(name)
        theme.apply(app)
        due.open_calendar()
        calendar = opened()
        QApplication.processEvents()
        shown = calendar.grab().toImage()
        surface = QColor(theme.colours().surface)
        seen = [shown.pixelColor(x, y) for x in range(shown.width()) for y in range(shown.height())]
        assert seen.count(surface) > len(seen) / 2
        assert not any(one.red() > 200 and one.green() < 60 for one in seen), "no day is a warning"
        days = calendar.findChild(QTableView)
        assert days is not None and days.model().rowCount() >= 6
        width = days.fontMetrics().horizontalAdvance("30")
        assert days.columnWidth(days.model().columnCount() - 1) > width + 8, "no day is cut"
        calendar.close()
    finally:
        theme.set_scheme("system")
        theme.apply(app)


def test_it_stays_on_the_screen(window, due):
    room = due.screen().availableGeometry()
    window.move(room.right() - 300, room.bottom() - 200)
    due.open_calendar()
    calendar = opened()
    assert room.contains(calendar.geometry().topLeft()) and calendar.geometry().right() <= room.right() + 1
    calendar.close()
    assert due.mapToGlobal(QPoint()).x() > 0
