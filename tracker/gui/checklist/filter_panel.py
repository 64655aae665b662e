"""The left pane: the screens of the program, and below them the filters of the checklist with their counts."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QPushButton,
    QScrollArea,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from tracker.gui.checklist.filters import ALL, Filters, Group
from tracker.gui.kit import sizes, theme
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.shortcuts import of_screen, with_keys
from tracker.gui.kit.widgets import PushButton, label, tip
from tracker.i18n import capital


class CountButton(PushButton):
    """A checkable line with a label on the left and a count on the right, one of several; `among` says of which."""

    def __init__(self, words: str, tooltip: str = "", among: str = "") -> None:
        super().__init__()
        self._words = words
        self._tip = tooltip
        self._count = ""
        self.setCheckable(True)
        self.setAutoExclusive(True)  # screen readers announce it as one of several; its group decides
        self.setProperty("role", "nav")
        self.setAccessibleName(words)
        self.setAccessibleDescription(among or tooltip)
        sizes.sized(self, lambda it: it.setMinimumHeight(sizes.units(7)))

    def set_count(self, number: int | None) -> None:
        text = "" if number is None else f"{number:,}"
        if text == self._count:
            return
        self._count = text
        self.setAccessibleName(f"{self._words}, {self._count}" if self._count else self._words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        colours = theme.colours()
        area = self.rect().adjusted(sizes.px(10), 0, -sizes.px(10), 0)
        painter.setFont(theme.font(theme.BODY, 600 if self.isChecked() else 400))
        metrics = painter.fontMetrics()
        label_width = area.width() - metrics.horizontalAdvance(self._count) - sizes.units(2)
        painter.setPen(colours.accent if self.isChecked() else colours.text)
        elided = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, label_width)
        self.setToolTip(self._tip or (tip(self._words) if elided != self._words else ""))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)
        painter.setPen(colours.accent if self.isChecked() else colours.quiet)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._count)


class FilterPanel(QWidget):
    """Emits screen_chosen(name) and filters_chosen(Filters)."""

    screen_chosen = Signal(str)
    filters_chosen = Signal(object)

    def __init__(self, screens: Sequence[tuple[str, str]], groups: Sequence[Group], filters: Filters) -> None:
        super().__init__()
        self.setObjectName("left")
        self._filters = filters
        self._buttons: dict[tuple[str, str], CountButton] = {}
        self._screens: dict[str, CountButton] = {}
        column = QVBoxLayout(self)
        sizes.margins(column, 0, 3, 0, 0)
        column.setSpacing(0)
        top = QVBoxLayout()
        sizes.margins(top, 2, 0, 2, 0)
        top.setSpacing(0)
        column.addLayout(top)
        self._views = QVBoxLayout()
        sizes.margins(self._views, 3, 3, 3, 0)
        column.addLayout(self._views)
        exclusive = QButtonGroup(self)
        for number, (name, words) in enumerate(screens, 1):
            button = CountButton(words, with_keys(words, of_screen(number)))
            exclusive.addButton(button)
            self._screens[name] = button
            button.clicked.connect(self._on_screen)
            top.addWidget(button)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        column.addWidget(self._scroll, 1)
        self._below = QWidget()
        column.addWidget(self._below, 1)
        self.set_groups(groups)

    def add_views(self, button: QPushButton) -> None:
        """Put the saved views above the filters."""
        self._views.addWidget(button)
        self._views_button = button

    def set_groups(self, groups: Sequence[Group]) -> None:
        """Lay out the filters; `show_counts` fills in their counts."""
        self._groups = groups
        self._buttons.clear()
        inner = QWidget()
        inner.setObjectName("left")
        column = QVBoxLayout(inner)
        sizes.margins(column, 2, 0, 2, 4)
        column.setSpacing(0)
        for group in groups:
            heading = label(tr(group.words), "caption")
            sizes.sized(heading, lambda it: it.setFont(theme.font(theme.CAPTION, 600)))
            sizes.margins(heading, 2.5, 4, 0, 1)
            column.addWidget(heading)
            one_of = QButtonGroup(inner)
            one_of.setExclusive(False)  # a filter may be off
            for choice in group.choices:
                button = CountButton(capital(tr(choice.words)), among=tr(group.words))
                one_of.addButton(button)
                button.setProperty("choice", [group.key, choice.key])
                button.clicked.connect(self._on_choice)
                self._buttons[group.key, choice.key] = button
                column.addWidget(button)
        column.addStretch(1)
        self._scroll.setWidget(inner)
        self._show_choices()

    @property
    def chosen_screen(self) -> QPushButton:
        """The button of the screen that is shown."""
        return next(button for button in self._screens.values() if button.isChecked())

    def show_screen(self, name: str) -> None:
        self._screens[name].setChecked(True)
        self._scroll.setVisible(name == "checklist")
        self._views_button.setVisible(name == "checklist")
        self._below.setVisible(name != "checklist")

    def show_found(self, screen: str, number: int) -> None:
        """Show the number of lines of a screen beside its name; nothing for 0."""
        self._screens[screen].set_count(number or None)

    def show_filters(self, filters: Filters) -> None:
        self._filters = filters
        self._show_choices()

    def show_counts(self, counts: dict[tuple[str, str], int]) -> None:
        for key, number in counts.items():
            button = self._buttons[key]
            button.set_count(number)

    def _show_choices(self) -> None:
        for (group, choice), button in self._buttons.items():
            required = next(g.required for g in self._groups if g.key == group)
            button.setChecked(self._filters.choice(group) == choice and (required or choice != ALL))

    def _on_screen(self) -> None:
        name = next(name for name, button in self._screens.items() if button.isChecked())
        self.screen_chosen.emit(name)

    def _on_choice(self) -> None:
        """Choose a line; pressing the chosen one again switches its filter off, unless it is required."""
        group_key, choice = self.sender().property("choice")
        group = next(g for g in self._groups if g.key == group_key)
        switch_off = self._filters.choice(group_key) == choice and not group.required
        self._filters = self._filters.with_choice(group_key, ALL if switch_off else choice)
        self._show_choices()
        self.filters_chosen.emit(self._filters)
