"""The menus: every action with its key. Keys that are single letters or digits work in the checklist only, where no
text is typed."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QMessageBox, QWidget

from tracker import __version__
from tracker.domain.levels import SCALES, Level
from tracker.domain.linking import Register
from tracker.errors import TrackerError
from tracker.gui import theme
from tracker.gui.main_window import MainWindow
from tracker.gui.views import ViewsMenu
from tracker.gui.words import level_word, scale_name, tr
from tracker.operations.workspaces import back_up, new_workspace, open_or_make


class Actions:
    """Makes the menu bar of the window and holds the actions that change with its state."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        file = self._menu(tr("&File"))
        self._add(file, tr("New workspace…"), self._new_workspace)
        self._add(file, tr("Open workspace…"), self._open_workspace, QKeySequence.StandardKey.Open)
        self._add(file, tr("Save a copy…"), self._save_copy)
        file.addSeparator()
        self._add(file, tr("Add a resolution…"), self._add_resolution, QKeySequence("Ctrl+Shift+A"))
        self._add(file, tr("Correct the reading…"), window.correct_reading)
        self._add(file, tr("Export a compliance matrix…"), window.show_export, QKeySequence("Ctrl+Shift+E"))
        file.addSeparator()
        self._add(file, tr("Quit"), window.close, QKeySequence.StandardKey.Quit)

        edit = self._menu(tr("&Edit"))
        self._undo = self._add(edit, tr("Undo"), window.undo, QKeySequence.StandardKey.Undo)
        self._redo = self._add(edit, tr("Redo"), window.redo, QKeySequence.StandardKey.Redo)
        edit.addSeparator()
        self._add(edit, tr("Search everything"), window.found.take_up, QKeySequence("Ctrl+K"))
        all_states = partial(window.found.take_up, everywhere=True)
        self._add(edit, tr("Search all Member States"), all_states, QKeySequence("Ctrl+Shift+K"))
        self._add(edit, tr("Find in this list"), window.find_in_list, QKeySequence.StandardKey.Find)
        self._add(edit, tr("Your name…"), window.name.ask)

        paragraph = self._menu(tr("&Paragraph"))
        for number, level in enumerate(Level):
            action = QAction(level_word(level), window)
            action.triggered.connect(lambda _checked=False, level=level: window.set_level_of_chosen(level))
            action.setText(f"{level_word(level)}\t{number}")
            paragraph.addAction(action)
        paragraph.addSeparator()
        self._add(paragraph, tr("New measure"), window.pages.new_measure, QKeySequence("M"), within=window.checklist)
        self._add(
            paragraph,
            tr("Link existing measures…"),
            partial(window.pages.link, Register.MEASURE),
            QKeySequence("Ctrl+Shift+M"),
        )
        self._add(
            paragraph,
            tr("New evidence"),
            lambda: window.pages.new_evidence(),
            QKeySequence("E"),
            within=window.checklist,
        )
        self._add(
            paragraph,
            tr("Link existing evidence…"),
            partial(window.pages.link, Register.EVIDENCE),
            QKeySequence("Ctrl+Shift+L"),
        )

        view = self._menu(tr("&View"))
        for number, screen in enumerate(window.screens.all, 1):
            self._add(view, screen.title, partial(window.show_screen, screen.name), QKeySequence(f"Ctrl+{number}"))
        view.addSeparator()
        view.addMenu(ViewsMenu(window.views, view))
        self._scales(view.addMenu(tr("Scale")))
        self._appearance(view.addMenu(tr("Appearance")))

        about = self._menu(tr("&Help"))
        self._add(about, tr("About tracker"), self._about)
        window.undo_changed.connect(self.show_undo)
        self.show_undo(*window.office.workspace.undo_labels())

    def show_undo(self, undo: str, redo: str) -> None:
        """Say in the menu what undo and redo would do."""
        self._undo.setText(tr("Undo: {label}").format(label=undo.replace("&", "&&")) if undo else tr("Undo"))
        self._undo.setEnabled(bool(undo))
        self._redo.setText(tr("Redo: {label}").format(label=redo.replace("&", "&&")) if redo else tr("Redo"))
        self._redo.setEnabled(bool(redo))

    def _menu(self, words: str) -> QMenu:
        return self._window.menuBar().addMenu(words)

    def _add(
        self,
        menu: QMenu,
        words: str,
        act: Callable[[], object],
        keys: QKeySequence | QKeySequence.StandardKey | None = None,
        within: QWidget | None = None,
    ) -> QAction:
        action = QAction(words, self._window)
        action.triggered.connect(lambda _checked=False: act())
        if keys is not None:
            action.setShortcut(keys)
        if within is not None:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            within.addAction(action)
        menu.addAction(action)
        return action

    def _scales(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        for scale in SCALES.values():
            action = QAction(tr(scale.title), menu, checkable=True)
            action.setChecked(scale.name == scale_name())
            action.triggered.connect(lambda _checked=False, name=scale.name: self._window.choose_scale(name))
            group.addAction(action)
            menu.addAction(action)
        menu.addSeparator()
        self._add(menu, tr("All scales and their crosswalk"), self._window.pages.scales)

    def _appearance(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        chosen = QSettings().value("appearance", "system")
        for name, words in (("system", tr("As the system")), ("light", tr("Light")), ("dark", tr("Dark"))):
            action = QAction(words, menu, checkable=True)
            action.setChecked(name == chosen)
            action.triggered.connect(lambda _checked=False, name=name: _choose_scheme(name))
            group.addAction(action)
            menu.addAction(action)

    def _new_workspace(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self._window, tr("New workspace"), str(Path.home() / "new.tracker"), tr("Workspaces (*.tracker)")
        )
        if name:
            path = Path(name if name.endswith(".tracker") else f"{name}.tracker")
            self._window.workspace_wanted.emit(partial(new_workspace, path))

    def _open_workspace(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self._window, tr("Open workspace"), str(Path.home()), tr("Workspaces (*.tracker);;All files (*)")
        )
        if name:
            self._window.workspace_wanted.emit(partial(open_or_make, Path(name), check_later=True))

    def _save_copy(self) -> None:
        self._window.pane.tell()
        held = self._window.office.workspace.path
        name, _ = QFileDialog.getSaveFileName(
            self._window, tr("Save a copy"), str(held.with_name(f"{held.stem} copy.tracker"))
        )
        if not name:
            return
        try:
            back_up(self._window.office.workspace, Path(name), replace=True)
        except TrackerError as fault:
            self._window.tell_fault(fault)

    def _add_resolution(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self._window,
            tr("Add a resolution"),
            str(Path.home()),
            tr("Resolutions (*.docx *.doc *.pdf *.html *.htm *.txt *.md *.xml);;All files (*)"),
        )
        if name:
            self._window.add_resolution(Path(name))

    def _about(self) -> None:
        box = QMessageBox(self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(tr("About tracker"))
        purpose = tr("Follow how a Member State implements a United Nations resolution, paragraph by paragraph.")
        where = tr("Workspace: {path}").format(path=self._window.office.workspace.path)
        box.setText(f"tracker {__version__}\n\n{purpose}\n\n{where}")
        box.exec()


def _choose_scheme(name: str) -> None:
    QSettings().setValue("appearance", name)
    theme.set_scheme(name)
    app = QApplication.instance()
    if isinstance(app, QApplication):
        theme.apply(app)
