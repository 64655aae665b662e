"""Move through the lines of the current list without moving the focus."""

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QAbstractItemView

from tracker.gui.kit.i18n import tr
from tracker.gui.shell.screens import Screens


def why_no_line(screens: Screens, by: int) -> str:
    shown = _list(screens)
    model = shown.model() if shown else None
    if shown is None or model is None or not model.rowCount():
        return tr("There is no list, or nothing is in it.")
    if not 0 <= shown.currentIndex().row() + by < model.rowCount():
        return tr("This is the last line.") if by > 0 else tr("This is the first line.")
    return ""


def step(screens: Screens, by: int) -> None:
    """Move down by this number of lines."""
    if shown := _list(screens):
        here = shown.currentIndex()
        index = shown.model().index(here.row() + by, max(here.column(), 0))
        whole = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        shown.selectionModel().setCurrentIndex(index, whole)
        shown.scrollTo(index)


def _list(screens: Screens) -> QAbstractItemView | None:
    focus = screens.current.focus
    return focus if isinstance(focus, QAbstractItemView) and focus.isVisible() else None
