"""Restore and save the place where the user left off: window size, panes, screen, filters, paragraph."""

from PySide6.QtCore import QObject

from tracker.gui.kit import ui_state
from tracker.gui.kit.columns import Columns
from tracker.gui.kit.splitters import KeptParts
from tracker.gui.shell.main_window import MainWindow

_FRAME = 40  # pixels of a window's frame


class LastPlace(QObject):
    """Restores the last place in a workspace when its window opens, and saves it when it closes."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.about_to_close.connect(self.keep)
        self._restore()

    def _restore(self) -> None:
        window = self._window
        room = window.screen().availableGeometry()
        window.resize(min(1280, room.width()), min(800, room.height() - _FRAME))
        ui_state.restore_geometry(window)
        KeptParts(window.panes, "panes", lambda: window.panes.fit(window.width()))
        last = ui_state.place(window.context.workspace.path)
        window.filtering.restore(last.chosen)
        window.checklist.view.choose(last.paragraph)
        if last.screen in [one.name for one in window.screens.all]:
            window.show_screen(last.screen)
        (window.screens.current.focus if window.context.state else window.header.state).setFocus()

    def keep(self) -> None:
        window = self._window
        ui_state.keep_geometry(window)
        for columns in window.findChildren(Columns):
            columns.keep()
        shown = window.checklist.view.current_row
        scope, screen = window.context.scope, window.screens.current.name
        place = ui_state.Place(scope.state, scope.cycle, screen, shown.id if shown else 0, window.model.filters.chosen)
        ui_state.keep_place(window.context.workspace.path, place)
