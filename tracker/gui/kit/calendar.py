"""A month below a field, to choose a day from."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, Qt
from PySide6.QtGui import QIcon, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QWidget

from tracker.gui.kit import sizes
from tracker.gui.kit.i18n import tr


class Calendar(QCalendarWidget):
    """Shown as a popup; a click or Enter chooses a day, Esc leaves. Weeks begin as they do where the user is."""

    def __init__(self, field: QWidget, choose: Callable[[date], object]) -> None:
        super().__init__(field)
        self.setWindowFlag(Qt.WindowType.Popup)
        self.setAccessibleName(tr("Calendar"))
        self.setLocale(QLocale())
        self.setFirstDayOfWeek(QLocale().firstDayOfWeek())
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        sizes.sized(self, lambda it: it.setMinimumSize(sizes.units(70), sizes.units(60)))
        self.setDateRange(QDate(1800, 1, 1), QDate(2200, 12, 31))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(day, QTextCharFormat())  # which day is free differs; Qt paints these red
        self._choose = choose
        self.clicked.connect(self._take)
        self.activated.connect(self._take)

    def open_below(self, field: QWidget, day: date) -> None:
        """Show the month of a day below a field, or above it where the screen ends."""
        for name, sign, words in self._arrows():
            if (button := self.findChild(QToolButton, name)) is not None:
                button.setIcon(QIcon())  # Qt's are black, also in the dark
                button.setText(sign)
                button.setAccessibleName(words)
        self.setSelectedDate(QDate(day.year, day.month, day.day))
        self.showSelectedDate()
        self.adjustSize()
        room, corner = field.screen().availableGeometry(), field.mapToGlobal(QPoint(0, field.height()))
        if corner.y() + self.height() > room.bottom():
            corner = field.mapToGlobal(QPoint(0, -self.height()))
        left, top = min(corner.x(), room.right() - self.width()), min(corner.y(), room.bottom() - self.height())
        self.move(max(left, room.left()), max(top, room.top()))
        self.show()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _arrows(self) -> tuple[tuple[str, str, str], ...]:
        """The buttons beside the month: Qt's name for each, its sign, and its name for screen readers."""
        back, on = ("›", "‹") if self.isRightToLeft() else ("‹", "›")
        return ("qt_calendar_prevmonth", back, tr("Month before")), ("qt_calendar_nextmonth", on, tr("Next month"))

    def event(self, event: QEvent) -> bool:
        """Keep Esc to itself: else the page with the field would be left."""
        asked = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if asked and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def _take(self, day: QDate) -> None:
        self.close()
        self._choose(date(day.year(), day.month(), day.day()))
