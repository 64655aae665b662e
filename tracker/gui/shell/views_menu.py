"""The menu of saved views, next to the filters of lists and in the menu bar."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget

from tracker.domain.text.saved_views import SavedView
from tracker.gui.kit.i18n import short, tr
from tracker.gui.kit.widgets import set_tip, tip
from tracker.gui.shell.saved_views import Views


class ViewsMenu(QMenu):
    """The views of the current list and their actions; filled when it opens."""

    def __init__(self, views: Views, parent: QWidget) -> None:
        super().__init__(tr("Saved views"), parent)
        self._views = views
        self._below = {
            views.replace: QMenu(tr("Replace with the present filters"), self),
            views.ask_to_rename: QMenu(tr("Rename"), self),
            views.remove: QMenu(tr("Remove"), self),
        }
        for menu in (self, *self._below.values()):
            menu.setToolTipsVisible(True)
        self._acts: dict[QAction, tuple[Callable[[SavedView], None], SavedView]] = {}
        self.aboutToShow.connect(self.fill)
        self.triggered.connect(self._on_triggered)

    def fill(self) -> None:
        views = self._views.current_views()
        self._acts.clear()
        self.clear()
        shown = self._views.shown()
        for view in views:
            action = self._add(self, view, self._views.show)
            action.setCheckable(True)
            action.setChecked(view is shown)
        if not views:
            self.addAction(tr("No views yet")).setEnabled(False)
        self.addSeparator()
        self.addAction(self._views.save)
        for act, menu in self._below.items():
            menu.clear()
            for view in views:
                self._add(menu, view, act)
            self.addMenu(menu).setEnabled(bool(views))

    def _add(self, menu: QMenu, view: SavedView, act: Callable[[SavedView], None]) -> QAction:
        action = menu.addAction(short(view.name).replace("&", "&&"))
        action.setToolTip(tip(view.name) if short(view.name) != view.name else "")
        self._acts[action] = (act, view)
        return action

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """On a right click, offer what can be done with the view under the mouse."""
        action = self.actionAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.RightButton or action not in self._acts:
            super().mouseReleaseEvent(event)
            return
        _, view = self._acts[action]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for act, below in self._below.items():
            menu.addAction(below.title()).triggered.connect(partial(self._act, act, view))
        menu.popup(event.globalPosition().toPoint())

    def _act(self, act: Callable[[SavedView], None], view: SavedView) -> None:
        """Act on a view, after closing the menus that led here."""
        while popup := QApplication.activePopupWidget():
            popup.close()
        act(view)

    def _on_triggered(self, action: QAction) -> None:
        if action in self._acts:
            act, view = self._acts[action]
            act(view)


class ViewsButton(QPushButton):
    """Opens the menu of views; shows the name of the current view, if any."""

    def __init__(self, views: Views) -> None:
        super().__init__()
        self._views = views
        self.setMenu(ViewsMenu(views, self))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self.showMenu)
        self.show_current()
        views.changed.connect(self.show_current)

    def show_current(self) -> None:
        view = self._views.shown()
        words = tr("View: {name}").format(name=view.name) if view else tr("Saved views")
        shown = short(words, 24)
        self.setText(shown.replace("&", "&&"))
        set_tip(self, words if shown != words else "")
        self.setAccessibleName(words)
