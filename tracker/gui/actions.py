"""The menu bar: every action with its key. Keys that are single letters or digits work in the checklist only, where no
text is typed.

An entry that would do nothing is greyed while its menu is open, and its tip says why. Its key stays: pressed, it says
why in the window.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox, QWidget

from tracker import __version__
from tracker.domain.casework import Stage
from tracker.domain.levels import SCALES, Level
from tracker.domain.linking import Register
from tracker.gui import theme
from tracker.gui.keys import KEYS, of_screen, sequences, shown
from tracker.gui.main_window import MainWindow
from tracker.gui.menus import panes, text, workspaces
from tracker.gui.menus.doings import Doings
from tracker.gui.menus.guide_page import GuidePage
from tracker.gui.menus.help_page import HelpPage
from tracker.gui.menus.sample import Sample
from tracker.gui.views import ViewsMenu
from tracker.gui.words import level_word, scale_name, tr

_LISTENED_ELSEWHERE = ("leave", "whole", "edit row", "edit cell", "remove rows")
"""Keys that a list or a page has itself, since they mean something else where text is typed."""


class Actions:
    """Makes the menu bar of the window and holds the actions that change with its state."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._why_not: dict[QAction, Callable[[], str]] = {}
        self._do = Doings(window)
        self._file()
        self._edit()
        self._paragraph()
        self._list()
        self._view()
        self._help()
        window.undo_changed.connect(self.show_undo)
        self.show_undo(*window.office.workspace.undo_labels())

    def show_undo(self, undo: str, redo: str) -> None:
        """Say in the menu what undo and redo would do."""
        self._undo.setText(tr("Undo: {label}").format(label=undo.replace("&", "&&")) if undo else tr("Undo"))
        self._undo.setEnabled(bool(undo))
        self._redo.setText(tr("Redo: {label}").format(label=redo.replace("&", "&&")) if redo else tr("Redo"))
        self._redo.setEnabled(bool(redo))

    # The menus

    def _file(self) -> None:
        window, menu = self._window, self._menu(tr("&File"))
        self._add(menu, tr("New workspace…"), partial(workspaces.make, window))
        self._add(menu, tr("Open workspace…"), partial(workspaces.choose, window), "open")
        recent = menu.addMenu(tr("Open recent"))
        menu.aboutToShow.connect(partial(workspaces.fill_recent, window, recent))
        workspaces.fill_recent(window, recent)
        self._add(menu, tr("Save a copy…"), partial(workspaces.save_copy, window))
        menu.addSeparator()
        self._add(menu, tr("Add a resolution…"), partial(workspaces.choose_resolution, window), "add resolution")
        self._add(
            menu, tr("Correct the reading…"), window.correct_reading, "correct reading", self._do.why_no_instrument
        )
        self._add(menu, tr("New cycle…"), window.header.cycle.ask_for_new, "new cycle")
        self._add(menu, tr("Export a compliance matrix…"), window.show_export, "export", self._do.why_no_state)
        self._add(menu, tr("Take back workbooks…"), window.choose_returned, "take back workbook")
        menu.addSeparator()
        self._add(menu, tr("Quit"), window.close, "quit")

    def _edit(self) -> None:
        window, do, menu = self._window, self._do, self._menu(tr("&Edit"))
        self._undo = self._add(menu, tr("Undo"), window.undo, "undo")
        self._redo = self._add(menu, tr("Redo"), window.redo, "redo")
        for action in (self._undo, self._redo):
            action.setProperty("always", action.text())
        menu.addSeparator()
        self._add(menu, tr("Cut"), text.cut, "cut", text.why_not_cut)
        self._add(menu, tr("Copy"), text.copy, "copy", text.why_not_copy)
        self._add(menu, tr("Paste"), do.paste, "paste", do.why_not_paste)
        self._add(menu, tr("Select all"), text.select_all, "select all", text.why_not_select)
        menu.addSeparator()
        self._add(menu, tr("Save or send what is typed"), do.save, "save", do.why_not_save)
        self._add(menu, tr("Close the page"), do.leave, "leave", do.why_not_leave)
        menu.addSeparator()
        self._add(menu, tr("Search everything"), window.found.take_up, "search")
        self._add(menu, tr("Search all Member States"), partial(window.found.take_up, everywhere=True), "search all")
        self._add(menu, tr("Find in this list"), window.find_in_list, "find")
        self._add(menu, tr("Your name…"), window.name.ask)

    def _paragraph(self) -> None:
        window, do, menu = self._window, self._do, self._menu(tr("&Paragraph"))
        for number, level in enumerate(Level):
            give = partial(window.set_level_of_chosen, level)
            action = self._add(menu, level_word(level), give, why_not=do.why_no_paragraph)
            action.setText(f"{level_word(level)}\t{number}")
        menu.addSeparator()
        new_evidence, list_of = partial(window.pages.new_evidence), window.checklist
        self._add(menu, tr("New measure"), window.pages.new_measure, "new measure", do.why_no_paragraph, list_of)
        link = partial(window.pages.link, Register.MEASURE)
        self._add(menu, tr("Link existing measures…"), link, "link measures", do.why_no_paragraph)
        self._add(menu, tr("New evidence"), new_evidence, "new evidence", do.why_no_paragraph, list_of)
        link = partial(window.pages.link, Register.EVIDENCE)
        self._add(menu, tr("Link existing evidence…"), link, "link evidence", do.why_no_paragraph)
        files = menu.addMenu(tr("Files of its evidence"))
        menu.aboutToShow.connect(partial(do.fill_files, files))
        menu.addSeparator()
        for stage, words, key in (
            (Stage.SUBMITTED, tr("Submit"), "submit"),
            (Stage.ACCEPTED, tr("Accept"), "accept"),
            (Stage.RETURNED, tr("Return with a comment"), "return"),
            (Stage.DRAFT, tr("Back to draft"), "draft"),
        ):
            self._add(menu, words, partial(do.take_step, stage), key, partial(do.why_not_step, stage))
        self._add(menu, tr("Compare with the words assessed…"), window.pages.compare, why_not=do.why_not_suspect)
        menu.addSeparator()
        self._add(menu, tr("Write a comment"), do.comment, "comment", do.why_not_comment)
        self._add(menu, tr("Answer a comment"), do.answer, why_not=do.why_no_comment)
        self._add(menu, tr("Settle a comment, or reopen it"), do.settle, "settle", do.why_no_comment)
        history = window.show_history_of_paragraph
        self._add(menu, tr("Its whole history"), history, "history of paragraph", do.why_no_paragraph)

    def _list(self) -> None:
        do, menu = self._do, self._menu(tr("&List"))
        self._add(menu, tr("Next line"), partial(do.step_in_list, 1), "next", partial(do.why_no_line, 1))
        self._add(menu, tr("Line before"), partial(do.step_in_list, -1), "previous", partial(do.why_no_line, -1))
        self._add(menu, tr("Show a paragraph in full, or in short"), do.show_whole, "whole", do.why_not_whole)
        menu.addSeparator()
        self._add(menu, tr("New row in the register"), do.new_row, "new row", do.why_no_register)
        self._add(menu, tr("Edit the row"), do.edit_row, "edit row", do.why_no_row)
        self._add(menu, tr("Edit the cell"), do.edit_cell, "edit cell", do.why_not_cell)
        self._add(menu, tr("Remove the chosen rows"), do.remove_rows, "remove rows", do.why_no_row)
        self._add(menu, tr("Link the chosen rows to paragraphs…"), do.link_rows, "link rows", do.why_no_row)
        self._add(menu, tr("Unlink the chosen rows…"), do.unlink_rows, "unlink rows", do.why_no_row)
        self._add(menu, tr("Sort by this column, or the other way round"), do.sort, "sort", do.why_no_row)
        menu.addSeparator()
        self._add(menu, tr("Take the chosen action back"), do.take_back, "take back", do.why_not_take_back)

    def _view(self) -> None:
        window, do, menu = self._window, self._do, self._menu(tr("&View"))
        for number, screen in enumerate(window.screens.all, 1):
            action = self._add(menu, screen.title, partial(window.show_screen, screen.name))
            action.setShortcut(of_screen(number))
        menu.addSeparator()
        self._add(menu, tr("Choose the Member State"), window.header.state.take_up, "state")
        self._add(menu, tr("Choose the cycle"), partial(_open_list, window.header.cycle), "cycle")
        self._add(menu, tr("Show or hide the left pane"), do.turn_left, "left pane")
        self._add(menu, tr("Next pane"), partial(panes.go, window, 1), "next pane")
        self._add(menu, tr("Pane before"), partial(panes.go, window, -1), "previous pane")
        menu.addSeparator()
        menu.addMenu(ViewsMenu(window.views, menu))
        menu.addAction(window.views.save)
        self._scales(menu.addMenu(tr("Scale")))
        self._appearance(menu.addMenu(tr("Appearance")))

    def _help(self) -> None:
        menu = self._menu(tr("&Help"))
        sample = Sample(self._window)
        self._add(menu, tr("Keys and first steps"), self._show_keys, "help")
        self._add(menu, tr("User guide"), self._show_guide, "guide")
        self._add(menu, tr("Open the sample"), sample.open, why_not=sample.why_not)
        self._add(menu, tr("About tracker"), partial(_about, self._window))

    def _show_keys(self) -> None:
        self._window.right.open(partial(HelpPage, self._window.menuBar()))

    def _show_guide(self) -> None:
        self._window.right.open(partial(GuidePage, self._window.office))

    def _scales(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        for scale in SCALES.values():
            choose = partial(self._window.choose_scale, scale.name)
            _offer(group, menu, tr(scale.title), scale.name == scale_name(), choose)
        menu.addSeparator()
        self._add(menu, tr("All scales and their crosswalk"), self._window.pages.scales)

    def _appearance(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        chosen = QSettings().value("appearance", "system")
        for name, words in (("system", tr("As the system")), ("light", tr("Light")), ("dark", tr("Dark"))):
            _offer(group, menu, words, name == chosen, partial(_choose_scheme, name))

    # How they are made

    def _menu(self, words: str) -> QMenu:
        menu = self._window.menuBar().addMenu(words)
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(partial(self._grey, menu))
        menu.aboutToHide.connect(partial(self._ungrey, menu))
        return menu

    def _grey(self, menu: QMenu) -> None:
        for action in menu.actions():
            if ask := self._why_not.get(action):
                why = ask()
                action.setEnabled(not why)
                action.setToolTip(why or action.text().partition("\t")[0])
                action.setStatusTip(why)

    def _ungrey(self, menu: QMenu) -> None:
        for action in menu.actions():
            if action in self._why_not:
                action.setEnabled(True)

    def _add(
        self,
        menu: QMenu,
        words: str,
        act: Callable[[], object],
        key: str = "",
        why_not: Callable[[], str] | None = None,
        within: QWidget | None = None,
    ) -> QAction:
        """An entry; `why_not` says why it would do nothing now, `within` is where alone its key is listened to."""
        action = QAction(words, self._window)
        action.triggered.connect(lambda _checked=False: self._trigger(act, why_not))
        if why_not:
            self._why_not[action] = why_not
        if key in _LISTENED_ELSEWHERE:
            action.setText(f"{words}\t{shown(KEYS[key])}")
        elif key:
            action.setShortcuts(sequences(key))
        if within is not None:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            within.addAction(action)
        menu.addAction(action)
        return action

    def _trigger(self, act: Callable[[], object], why_not: Callable[[], str] | None) -> None:
        if why := why_not() if why_not else "":
            self._window.message.show_news(why)
        else:
            act()


def _offer(group: QActionGroup, menu: QMenu, words: str, chosen: bool, choose: Callable[[], object]) -> None:
    """One of several of which one is chosen."""
    action = QAction(words, menu, checkable=True)
    action.setChecked(chosen)
    action.triggered.connect(lambda _checked=False: choose())
    group.addAction(action)
    menu.addAction(action)


def _open_list(chooser: QWidget) -> None:
    chooser.setFocus(Qt.FocusReason.ShortcutFocusReason)
    chooser.showPopup()  # type: ignore[attr-defined]


def _about(window: MainWindow) -> None:
    box = QMessageBox(window)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(tr("About tracker"))
    purpose = tr("Follow how a Member State implements a United Nations resolution, paragraph by paragraph.")
    where = tr("Workspace: {path}").format(path=window.office.workspace.path)
    box.setText(f"tracker {__version__}\n\n{purpose}\n\n{where}")
    box.exec()


def _choose_scheme(name: str) -> None:
    QSettings().setValue("appearance", name)
    theme.set_scheme(name)
    app = QApplication.instance()
    if isinstance(app, QApplication):
        theme.apply(app)
