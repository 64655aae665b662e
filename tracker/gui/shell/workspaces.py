"""What the File menu does with workspaces and resolutions: asks for a file, and hands it on."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu

from tracker.gui.kit import ui_state
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.jobs import Job
from tracker.gui.shell.main_window import MainWindow
from tracker.gui.shell.restore_page import RestorePage
from tracker.gui.shell.send_page import SendPage
from tracker.operations.workspaces import back_up, new_workspace, open_or_make

_RECENT, _MOST = "desk/recent", 6


def make(window: MainWindow) -> None:
    name, _ = QFileDialog.getSaveFileName(
        window, tr("New workspace"), str(Path.home() / "new.tracker"), tr("Workspaces (*.tracker)")
    )
    if name:
        path = Path(name if name.endswith(".tracker") else f"{name}.tracker")
        window.workspace_wanted.emit(partial(new_workspace, path))


def choose(window: MainWindow) -> None:
    name, _ = QFileDialog.getOpenFileName(
        window, tr("Open workspace"), str(Path.home()), tr("Workspaces (*.tracker);;All files (*)")
    )
    if name:
        open_path(window, Path(name))


def open_path(window: MainWindow, path: Path) -> None:
    window.workspace_wanted.emit(partial(open_or_make, path, check_later=True))


def recent() -> list[Path]:
    """The workspaces that were open last and are still there, the last first."""
    return [path for path in map(Path, _kept()) if path.exists()]


def remember(path: Path) -> None:
    """A workspace is open: it stands first among the recent ones."""
    QSettings().setValue(_RECENT, [str(path), *(one for one in _kept() if one != str(path))][: _MOST + 1])


def _kept() -> list[str]:
    return ui_state.strings(QSettings().value(_RECENT))


def fill_recent(window: MainWindow, menu: QMenu) -> None:
    """Offer the recent workspaces but the one that is open."""
    menu.clear()
    here = window.context.workspace.path
    for number, path in enumerate([path for path in recent() if path != here][:_MOST], 1):
        action = QAction(f"&{number}  {path.stem.replace('&', '&&')}  ({str(path.parent).replace('&', '&&')})", menu)
        action.triggered.connect(lambda _checked=False, path=path: open_path(window, path))
        menu.addAction(action)
    menu.setEnabled(not menu.isEmpty())


def save_copy(window: MainWindow) -> None:
    window.pane.flush()
    path = window.context.workspace.path
    name, _ = QFileDialog.getSaveFileName(window, tr("Save a copy"), str(path.with_name(f"{path.stem} copy.tracker")))
    if not name:
        return
    workspace, target = window.context.workspace, Path(name)
    job = Job(lambda progress: back_up(workspace, target, replace=True, progress=progress), writes=True)
    said = tr("Saved a copy as {path}").format(path=name)
    job.done.connect(lambda _path: window.message.show_news(said))
    window.files.run(tr("Saving a copy"), job)


def open_send_page(window: MainWindow) -> None:
    """Ask whom a copy is for, then where to save it."""
    window.pane.flush()
    window.right.open(partial(SendPage, window.context, window.files))


def open_restore_page(window: MainWindow) -> None:
    """Offer the backups, with what would be gone if one were put back."""
    window.pane.flush()

    def made() -> RestorePage:
        page = RestorePage(window.context)
        page.chosen.connect(window.restore_wanted)
        return page

    window.right.open(made)


def choose_resolution(window: MainWindow) -> None:
    name, _ = QFileDialog.getOpenFileName(
        window,
        tr("Add a resolution"),
        str(Path.home()),
        tr("Resolutions (*.docx *.doc *.pdf *.html *.htm *.txt *.md *.xml);;All files (*)"),
    )
    if name:
        window.add_resolution(Path(name))
