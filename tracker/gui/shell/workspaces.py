"""The actions of the File menu that ask for a file: workspaces and resolutions."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from tracker.gui.kit import ui_state
from tracker.gui.kit.file_dialogs import file_to_open, place_to_save
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.jobs import Job
from tracker.gui.shell.main_window import MainWindow
from tracker.gui.shell.restore_page import RestorePage
from tracker.gui.shell.send_page import SendPage
from tracker.operations.workspaces import back_up, new_workspace, open_or_make

_RECENT, _MOST = "desk/recent", 6


def make(window: MainWindow) -> None:
    path = place_to_save(window, tr("New workspace"), "new.tracker", tr("Workspaces (*.tracker)"), ".tracker")
    if path:
        window.workspace_wanted.emit(partial(new_workspace, path))


def choose(window: MainWindow) -> None:
    if path := file_to_open(window, tr("Open workspace"), tr("Workspaces (*.tracker);;All files (*)")):
        open_path(window, path)


def open_path(window: MainWindow, path: Path) -> None:
    window.workspace_wanted.emit(partial(open_or_make, path, check_later=True))


def recent() -> list[Path]:
    """The recently opened workspaces that still exist, latest first."""
    return [path for path in map(Path, _stored_paths()) if path.exists()]


def remember(path: Path) -> None:
    """Put a workspace first in the list of recent ones."""
    QSettings().setValue(_RECENT, [str(path), *(one for one in _stored_paths() if one != str(path))][: _MOST + 1])


def _stored_paths() -> list[str]:
    return ui_state.strings(QSettings().value(_RECENT))


def fill_recent(window: MainWindow, menu: QMenu) -> None:
    """Fill a menu with the recent workspaces, except the open one."""
    menu.clear()
    here = window.context.workspace.path
    for number, path in enumerate([path for path in recent() if path != here][:_MOST], 1):
        action = QAction(f"&{number}  {path.stem.replace('&', '&&')}  ({str(path.parent).replace('&', '&&')})", menu)
        action.triggered.connect(lambda _checked=False, path=path: open_path(window, path))
        menu.addAction(action)
    menu.setEnabled(not menu.isEmpty())


def save_copy(window: MainWindow) -> None:
    window.pane.flush()
    workspace = window.context.workspace
    suggested = f"{workspace.path.stem} copy.tracker"
    target = place_to_save(window, tr("Save a copy"), suggested, tr("Workspaces (*.tracker)"), ".tracker")
    if not target:
        return
    job = Job(lambda progress: back_up(workspace, target, replace=True, progress=progress), writes=True)
    words = tr("Saved a copy as {path}").format(path=target)
    job.done.connect(lambda _path: window.message.show_news(words))
    window.files.run(tr("Saving a copy"), job)


def open_send_page(window: MainWindow) -> None:
    """Open the page that asks for whom a copy is and where to save it."""
    window.pane.flush()
    window.right.open(partial(SendPage, window.context, window.files))


def open_restore_page(window: MainWindow) -> None:
    """Open the page that lists the backups and what restoring one would undo."""
    window.pane.flush()

    def create_page() -> RestorePage:
        page = RestorePage(window.context)
        page.chosen.connect(window.restore_wanted)
        return page

    window.right.open(create_page)


def choose_resolution(window: MainWindow) -> None:
    kinds = tr("Resolutions (*.docx *.doc *.pdf *.html *.htm *.txt *.md *.xml);;All files (*)")
    if path := file_to_open(window, tr("Add a resolution"), kinds):
        window.add_resolution(path)
