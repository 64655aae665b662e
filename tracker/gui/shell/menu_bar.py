"""The menu bar, built from the commands.

Entries that can't run are disabled while their menu is open, and their tooltips say why. Their shortcuts stay enabled
and show the reason in the window.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QApplication, QMenu

from tracker.domain.casework.levels import SCALES
from tracker.gui.context.level_words import scale_name
from tracker.gui.history.commands import commands as history_commands
from tracker.gui.inbox.commands import commands as inbox_commands
from tracker.gui.kit import sizes, theme
from tracker.gui.kit.commands import Command, Commands
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.message import Occasion
from tracker.gui.kit.shortcuts import HANDLED_BY_WIDGETS, sequences, shown
from tracker.gui.kit.table import Table
from tracker.gui.kit.widgets import button
from tracker.gui.quality.commands import commands as quality_commands
from tracker.gui.registers.commands import commands as register_commands
from tracker.gui.shell import four_eyes, window_commands, workspaces
from tracker.gui.shell.main_window import MainWindow
from tracker.gui.shell.menus import MENUS, SCREENS, SEPARATOR
from tracker.gui.shell.views_menu import ViewsMenu

_CORNER = Qt.Corner.TopLeftCorner


class MenuBar:
    """Collects the commands of the window and its screens, and builds the menus from them."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._names: dict[QAction, str] = {}
        self._actions: dict[str, QAction] = {}
        self.commands = _all_commands(window)
        for title, names in MENUS:
            menu = self._menu(tr(title))
            for name in names:
                self._add(menu, name)
        self._add_corner()
        for name in ("undo", "redo"):
            self._actions[name].setProperty("always", self._actions[name].text())
        window.undo_changed.connect(self.show_undo)
        self.show_undo(*window.context.undo_labels())

    def show_undo(self, undo: str, redo: str) -> None:
        """Show in the menu what undo and redo would do."""
        for name, words, label in (("undo", tr("Undo: {label}"), undo), ("redo", tr("Redo: {label}"), redo)):
            action = self._actions[name]
            always = str(action.property("always"))
            action.setText(words.format(label=label.replace("&", "&&")) if label else always)
            action.setEnabled(bool(label))

    def _add_corner(self) -> None:
        """Before the menus, a button for the left pane while there is no room for it."""
        panes = self._window.panes
        self.left = button("≡", "link", panes.toggle_left, tr("Show or hide the left pane"), key="left pane")
        self._window.menuBar().setCornerWidget(self.left, _CORNER)
        self.left.hide()
        sizes.sized(self._window.menuBar(), lambda bar: bar.setCornerWidget(bar.cornerWidget(_CORNER), _CORNER))
        panes.narrowed.connect(self.left.setVisible)

    def fill(self, names: Sequence[str], menu: QMenu) -> None:
        """Fill another menu with entries of the menu bar."""
        for name in names:
            if name == SEPARATOR:
                menu.addSeparator()
            else:
                menu.addAction(self._actions[name])
        self._follow(menu)

    def _menu(self, words: str) -> QMenu:
        menu = self._window.menuBar().addMenu(words)
        menu.setToolTipsVisible(True)
        self._follow(menu)
        return menu

    def _follow(self, menu: QMenu) -> None:
        """Grey what can't run whenever a menu opens."""
        menu.aboutToShow.connect(partial(self._disable_entries, menu))
        menu.aboutToHide.connect(partial(self._enable_entries, menu))

    def _add(self, menu: QMenu, name: str) -> None:
        submenus: dict[str, Callable[[QMenu], None]] = {
            "recent": self._recent,
            "files": self._files,
            "views": self._views,
            "columns": self._columns,
            "four eyes": partial(four_eyes.add_choice, window=self._window),
            "scale": self._scales,
            "appearance": self._appearance,
        }
        if name == SEPARATOR:
            menu.addSeparator()
        elif name == SCREENS:
            for screen in self._window.screens.all:
                self._add_command(menu, self.commands.known(f"screen {screen.name}"))
        elif name in submenus:
            submenus[name](menu)
        else:
            self._add_command(menu, self.commands.known(name))

    def _add_command(self, menu: QMenu, command: Command) -> None:
        action = QAction(command.text, self._window)
        action.triggered.connect(lambda _checked=False: self._run(command.name))
        self._names[action] = command.name
        self._actions[command.name] = action
        if command.name in HANDLED_BY_WIDGETS:
            action.setText(f"{command.text}\t{shown(command.keys)}")
        elif command.keys:
            action.setShortcuts(sequences(command.keys))
        if command.within is not None:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            command.within.addAction(action)
        menu.addAction(action)

    def _run(self, name: str) -> None:
        if why := self.commands.run(name):
            self._window.message.show_news(why, Occasion.CHANGE | Occasion.MOVE)

    def _disable_entries(self, menu: QMenu) -> None:
        for action in menu.actions():
            if (name := self._names.get(action)) and name not in ("undo", "redo"):
                why = self.commands.why_not(name)
                action.setEnabled(not why)
                action.setToolTip(why or action.text().partition("\t")[0])
                action.setStatusTip(why)

    def _enable_entries(self, menu: QMenu) -> None:
        """Enable all entries, so that their shortcuts work while the menu is closed."""
        for action in menu.actions():
            if self._names.get(action, "undo") not in ("undo", "redo"):
                action.setEnabled(True)

    # Submenus

    def _recent(self, menu: QMenu) -> None:
        recent = menu.addMenu(tr("Open recent"))
        menu.aboutToShow.connect(partial(workspaces.fill_recent, self._window, recent))
        workspaces.fill_recent(self._window, recent)

    def _files(self, menu: QMenu) -> None:
        files = menu.addMenu(tr("Files of its evidence"))
        menu.aboutToShow.connect(partial(self._window.paragraph_commands.fill_files, files))

    def _views(self, menu: QMenu) -> None:
        menu.addMenu(ViewsMenu(self._window.views, menu))
        menu.addAction(self._window.views.save)

    def _columns(self, menu: QMenu) -> None:
        columns = menu.addMenu(tr("Columns"))
        columns.setToolTipsVisible(True)
        menu.aboutToShow.connect(partial(self._fill_columns, columns))

    def _fill_columns(self, menu: QMenu) -> None:
        menu.clear()
        table = self._window.screens.current.focus
        if isinstance(table, Table):
            table.columns.fill(menu, table.currentIndex().column())
        menu.setEnabled(isinstance(table, Table))
        menu.menuAction().setToolTip(menu.title() if menu.isEnabled() else tr("This list has no columns."))

    def _scales(self, menu: QMenu) -> None:
        submenu = menu.addMenu(tr("Scale"))
        group = QActionGroup(submenu)
        for scale in SCALES.values():
            choose = partial(self._window.choose_scale, scale.name)
            _add_choice(group, submenu, tr(scale.title), scale.name == scale_name(), choose)
        submenu.addSeparator()
        self._add_command(submenu, self.commands.known("scales"))

    def _appearance(self, menu: QMenu) -> None:
        submenu = menu.addMenu(tr("Appearance"))
        group = QActionGroup(submenu)
        chosen = QSettings().value("appearance", "system")
        for name, words in (("system", tr("As the system")), ("light", tr("Light")), ("dark", tr("Dark"))):
            _add_choice(group, submenu, words, name == chosen, partial(_choose_scheme, name))


def _all_commands(window: MainWindow) -> Commands:
    """All commands: of the window, of the paragraph, and of each screen."""
    screens = window.screens
    found = Commands(lambda: screens.current.name)
    found.add(window_commands.commands(window))
    found.add(window.paragraph_commands.all())
    of_screens = {
        "checklist": window.checklist.commands(),
        "inbox": inbox_commands(screens.inbox),
        "history": history_commands(screens.history),
        "quality": quality_commands(screens.quality),
        **{one.value: register_commands(page, window.context.why_no_state) for one, page in screens.registers.items()},
    }
    for screen in screens.all:
        found.add_of_screen(screen.name, screen.title, of_screens.get(screen.name, ()))
    return found


def _add_choice(group: QActionGroup, menu: QMenu, words: str, chosen: bool, choose: Callable[[], object]) -> None:
    """Add one of several exclusive choices."""
    action = QAction(words, menu, checkable=True)
    action.setChecked(chosen)
    action.triggered.connect(lambda _checked=False: choose())
    group.addAction(action)
    menu.addAction(action)


def _choose_scheme(name: str) -> None:
    QSettings().setValue("appearance", name)
    theme.set_scheme(name)
    app = QApplication.instance()
    if isinstance(app, QApplication):
        theme.apply(app)
