"""Saved views of lists with filters: show, save, rename, replace, remove."""

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from tracker.domain.casework.change_sets import ChangeSet
from tracker.domain.text.saved_views import ListFilter, SavedView
from tracker.errors import TrackerError
from tracker.gui.context.context import WorkContext
from tracker.gui.kit import sizes
from tracker.gui.kit.fields import UNCUT
from tracker.gui.kit.i18n import short, tr
from tracker.gui.kit.shortcuts import KEYS
from tracker.gui.kit.widgets import button, label
from tracker.gui.shell.screens import Screens
from tracker.operations import views


class FilterableList(Protocol):
    """A list with filters."""

    def filter_choices(self) -> Mapping[str, Mapping[str, str]]:
        """The choices of each filter: for each filter key, the label of each choice by its key."""

    def chosen_filters(self) -> dict[str, str]:
        """The chosen filters, without those that let everything through."""

    def choose_filters(self, chosen: Mapping[str, str]) -> None:
        """Set these filters, and clear all others that can be cleared."""


class Views(QObject):
    """The views of all lists, by screen name. Emits notice(text) with information for the user, changed() when the
    views or the one shown change, and left() when the name line is closed."""

    notice = Signal(str)
    changed = Signal()
    left = Signal()

    def __init__(
        self,
        context: WorkContext,
        lists: Mapping[str, FilterableList],
        screens: Screens,
    ) -> None:
        super().__init__()
        self._context, self._lists, self._screens = context, lists, screens
        self._cache: dict[str, list[SavedView]] = {}
        self._asked = ""
        self.save = QAction(tr("Save the present filters…"), self)
        self.save.setShortcut(KEYS["save view"])
        self.save.triggered.connect(self.ask_to_save)
        self.strip = NameLine()
        self.strip.given.connect(self._on_name)
        self.strip.left.connect(self.left)
        context.changed.connect(self._on_change)

    @property
    def screen(self) -> str:
        """The name of the current screen if its list has views; else ""."""
        name = self._screens.current.name
        return name if name in self._lists else ""

    def current_views(self) -> list[SavedView]:
        """The views of the current list."""
        if self.screen and self.screen not in self._cache:
            self._cache[self.screen] = views.saved_views(self._context.workspace, self.screen)
        return self._cache.get(self.screen, [])

    def present_filter(self, screen: str) -> ListFilter:
        """The present filter of a list."""
        return ListFilter(self._lists[screen].chosen_filters(), self._screens.words_of(screen))

    def shown(self) -> SavedView | None:
        """The view with the present filter of the list; None if there is none."""
        current = self.current_views()
        present_filter = self.present_filter(self.screen) if current else None
        return next((view for view in current if view.list_filter == present_filter), None)

    def ask_to_save(self) -> None:
        """Ask for a name to save the present filters under."""
        self._asked = self.screen
        if self.screen:
            self.strip.ask(tr("Name of the view with the present filters:"), "", tr("Save"), None)
        else:
            what = tr("There are no filters to save here.")
            self._context.failed.emit(TrackerError(what, tr("Show the checklist, measures or evidence.")))

    def ask_to_rename(self, view: SavedView) -> None:
        words = tr("Another name for the view “{name}”:").format(name=short(view.name, 40))
        self.strip.ask(words, view.name, tr("Rename"), view)

    def replace(self, view: SavedView) -> None:
        """Replace the filters of a view by the present ones."""
        self._context.do(views.save, view.screen, view.name, self.present_filter(view.screen))

    def remove(self, view: SavedView) -> None:
        self._context.do(views.remove, view)

    def show(self, view: SavedView) -> None:
        """Filter the list by a view, as far as its choices still exist."""
        if view.list_filter is None:
            what = tr("The filters of the view “{name}” can't be read; nothing was changed.").format(name=view.name)
            do = tr("Remove it, or save the present filters under its name.")
            self._context.failed.emit(TrackerError(what, do))
            return
        filtering = self._lists[view.screen]
        known = filtering.filter_choices()
        known_choices = {key: choice for key, choice in view.list_filter.chosen.items() if choice in known.get(key, ())}
        gone = [choice for key, choice in view.list_filter.chosen.items() if choice and key not in known_choices]
        filtering.choose_filters(known_choices)
        self._screens.set_words(view.screen, view.list_filter.words)
        if gone:
            words = tr("The view “{name}” is shown without what is no longer there: {gone}.")
            self.notice.emit(words.format(name=view.name, gone=", ".join(short(one) for one in gone)))
        self.changed.emit()

    def _on_name(self, name: str, view: SavedView | None) -> None:
        """Save the present filters under the typed name, or rename a view."""
        try:
            if view:
                made = views.rename(self._context.workspace, view, name)
            else:
                made = views.save(self._context.workspace, self._asked, name, self.present_filter(self._asked))
        except TrackerError as fault:
            self._context.failed.emit(fault)
            return
        self.strip.leave()
        self._context.publish(made)

    def _on_change(self, change_set: ChangeSet) -> None:
        if change_set.touches("saved_view"):
            self._cache.clear()
            self.changed.emit()


class NameLine(QFrame):
    """A line above the panes for a name. Emits given(name, view) with the view to name, and left() on closing."""

    given = Signal(str, object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "strip")
        self._view: SavedView | None = None
        self._words = label()
        self.field = QLineEdit()
        self.field.setMaxLength(UNCUT)
        sizes.sized(self.field, lambda it: it.setMaximumWidth(sizes.units(80)))
        self.field.returnPressed.connect(self._give)
        self._button = button("", "primary", self._give)
        escape = QAction(self)
        escape.setShortcut(QKeySequence("Esc"))
        escape.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        escape.triggered.connect(self.leave)
        self.field.addAction(escape)
        row = QHBoxLayout(self)
        sizes.margins(row, 3, 2, 2, 2)
        sizes.spacing(row, 2)
        row.addWidget(self._words)
        row.addWidget(self.field, 1)
        row.addWidget(self._button)
        row.addWidget(button(tr("Cancel"), "link", self.leave))
        row.addStretch(1)
        self.hide()

    def ask(self, words: str, name: str, act: str, view: SavedView | None) -> None:
        self._view = view
        self._words.setText(words)
        self.field.setAccessibleName(words)
        self.field.setText(name)
        self._button.setText(act)
        self._button.setAccessibleName(act)
        self.show()
        self.field.setFocus()
        self.field.selectAll()

    def leave(self) -> None:
        """Hide the line, moving the focus back to the list first."""
        if self.isVisible():
            self.left.emit()
            self.hide()

    def _give(self) -> None:
        self.given.emit(self.field.text(), self._view)
