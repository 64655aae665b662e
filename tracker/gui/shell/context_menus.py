"""The menus of lists, of the paragraph and of all else: entries of the menu bar for what is under the mouse."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from tracker.gui.kit.context_menu import give_menu
from tracker.gui.shell.main_window import MainWindow
from tracker.gui.shell.menu_bar import MenuBar
from tracker.gui.shell.menus import LIST, OF_LISTS, OF_PARAGRAPH, SEPARATOR


def give_menus(window: MainWindow, bar: MenuBar) -> None:
    """Give each list of a window its menu, and so its page, where the list is not seen while it is empty, and the
    paragraph; what has none of its own can be copied."""
    for screen in window.screens.all:
        own = OF_LISTS[screen.name]
        give_menu(screen.focus, partial(_of_list, bar, (*own, SEPARATOR, *LIST), screen.focus))
        give_menu(screen.page, partial(_of_list, bar, own, screen.focus))
    give_menu(window.pane, partial(_of_pane, window, bar))
    give_menu(window, partial(_of_others, bar))


def _of_list(bar: MenuBar, names: Sequence[str], view: QWidget, menu: QMenu, _under: QWidget | None) -> None:
    view.setFocus()
    bar.fill(names, menu)


def _of_pane(window: MainWindow, bar: MenuBar, menu: QMenu, _under: QWidget | None) -> None:
    if window.pane.row:
        bar.fill(OF_PARAGRAPH, menu)


def _of_others(bar: MenuBar, menu: QMenu, under: QWidget | None) -> None:
    view = under.parentWidget() if under else None
    if isinstance(view, QAbstractItemView):
        _of_list(bar, LIST, view, menu, under)
