"""Move the focus between panes by keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from tracker.gui.kit import tab_order
from tracker.gui.shell.main_window import MainWindow


def go(window: MainWindow, by: int) -> None:
    """Move the focus by this number of visible panes, to where it was last in that pane."""
    places = [(pane, first) for pane, first in _panes(window) if pane.isVisible() and _in(pane, _first_in(pane))]
    focused = QApplication.focusWidget()
    at = [number for number, (pane, _) in enumerate(places) if focused and _in(pane, focused)]
    pane, first = places[((at[0] if at else -1) + by) % len(places)]
    last = pane.focusWidget()
    target = last if last and last.isVisible() and last.isEnabled() else first
    (target if target and target.isEnabled() else _first_in(pane)).setFocus(Qt.FocusReason.ShortcutFocusReason)


def _panes(window: MainWindow) -> list[tuple[QWidget, QWidget | None]]:
    """All panes and strips in reading order, each with the widget to focus first."""
    return [
        (window.header, window.header.state),
        (window.name, window.name.field),
        (window.message, None),
        (window.files, None),
        (window.left, window.left.chosen_screen),
        (window.screens, window.screens.current.focus),
        (window.right, window.page or window.pane.first),
        (window.status, None),
    ]


def _in(pane: QWidget, focused: QWidget) -> bool:
    return pane is focused or pane.isAncestorOf(focused)


def _first_in(pane: QWidget) -> QWidget:
    """The first tab stop in a pane. (Do not use nextInFocusChain: PySide treats the result as a child of the widget,
    and deletes it together with that widget.)"""
    return next((stop for stop in tab_order.stops(pane) if stop is not pane), pane.window())
