"""Sizes in pixels, which follow the size of text that the user has chosen. In the code they are those at 100 %; a unit
is 4 pixels.

What is painted asks for them each time. A widget or layout is `sized`: it gets its sizes at once, and again whenever
the user chooses another size of text.
"""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QBoxLayout, QLayout, QSizePolicy, QSpacerItem, QWidget
from shiboken6 import isValid

STEPS = (80, 90, 100, 110, 125, 150, 175, 200)
"""The sizes of text to choose from, in percent."""
NORMAL = 100

_UNIT = 4
_GIVEN = "sizes"  # the property under which a widget or layout holds what gives it its sizes
_percent = NORMAL

Sized = TypeVar("Sized", bound=QObject)


def percent() -> int:
    """The size of text in use."""
    return _percent


def set_percent(chosen: int) -> None:
    """Choose one of STEPS; call `theme.apply` and `give_again` afterwards."""
    global _percent
    _percent = chosen


def px(pixels: float) -> int:
    """So many pixels at 100 % in the size of text in use."""
    return round(pixels * _percent / NORMAL)


def units(number: float) -> int:
    """So many units in pixels."""
    return px(number * _UNIT)


def sized(target: Sized, give: Callable[[Sized], object]) -> None:
    """Have a widget or layout given its sizes, now and whenever they change. `give` must not hold what it needs
    besides: it lives as long as the widget."""
    give(target)
    target.setProperty(_GIVEN, [*(target.property(_GIVEN) or ()), give])


def give_again(app: QApplication) -> None:
    """Give all widgets and layouts their sizes again."""
    parts = [one for window in app.topLevelWidgets() for one in (window, *window.findChildren(QObject))]
    for one, gives in [(one, one.property(_GIVEN)) for one in parts]:
        for give in gives or ():
            if isValid(one):  # a text that is written again lets go of its parts
                give(one)


def margins(target: QLayout | QWidget, left: float, top: float, right: float, bottom: float) -> None:
    """Margins in units."""
    sized(target, lambda one: one.setContentsMargins(units(left), units(top), units(right), units(bottom)))


def spacing(layout: QLayout, between: float) -> None:
    """The space between the widgets of a layout in units."""
    sized(layout, lambda one: one.setSpacing(units(between)))


def gap(column: QBoxLayout, height: float) -> None:
    """So many units of space between what a column holds already and what it is given next."""
    item = QSpacerItem(0, 0)

    def give(one: QBoxLayout) -> None:
        item.changeSize(0, units(height), QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        one.invalidate()

    column.addSpacerItem(item)
    sized(column, give)
