"""The menu of what is under the mouse: on a right click, the Menu key or Shift+F10."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QLabel, QMenu, QWidget

from tracker.gui.kit.i18n import tr
from tracker.gui.kit.widgets import ElidedLabel

Fill = Callable[[QMenu, QWidget | None], object]
"""Adds entries to a menu; gets the child under the mouse, too."""


def give_menu(widget: QWidget, fill: Fill) -> None:
    """Give a widget a menu with the entries that `fill` adds whenever it is asked for; over a label the menu copies its
    text, too. Without entries there is no menu. Fields keep Qt's own menu; what else is in the widget shares this one.
    """
    widget.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    widget.customContextMenuRequested.connect(lambda at: _open(widget, fill, at))


def add_buttons(menu: QMenu, buttons: Iterable[QAbstractButton]) -> None:
    """Add what buttons do to a menu, greyed where they are."""
    for button in buttons:
        action = menu.addAction(button.text())
        action.setEnabled(button.isEnabled())
        action.setToolTip(button.toolTip() or button.text())
        action.triggered.connect(button.click)


def ask_for_menu() -> None:
    """Open the menu of what has the focus, in a list that of its current line."""
    if focused := QApplication.focusWidget():
        cursor = focused.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
        at = cursor.center() if cursor else focused.rect().center()
        reason = QContextMenuEvent.Reason.Keyboard
        QApplication.sendEvent(focused, QContextMenuEvent(reason, at, focused.mapToGlobal(at)))


def _open(widget: QWidget, fill: Fill, at: QPoint) -> None:
    around = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
    menu = QMenu(widget)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setToolTipsVisible(True)
    under = around.childAt(at)
    fill(menu, under)
    if isinstance(under, QLabel) and (words := _words(under)):
        menu.addSeparator()
        menu.addAction(tr("Copy this text")).triggered.connect(lambda: QGuiApplication.clipboard().setText(words))
    if menu.isEmpty():
        menu.deleteLater()
    else:
        menu.popup(around.mapToGlobal(at))


def _words(label: QLabel) -> str:
    """What is selected in a label, else all its text."""
    return label.selectedText() or (label.words if isinstance(label, ElidedLabel) else label.text())
