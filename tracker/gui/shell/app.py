"""Start the window. Heavy modules are imported before Qt, because its import hook slows down all later imports.

Automatic garbage collection is turned off here; `gui/kit/garbage` collects in the GUI thread instead.
"""

import gc
import sys
from functools import partial
from pathlib import Path

gc.disable()
from tracker import leftovers, paths  # noqa: E402
from tracker.domain.casework.backup_plan import Backup  # noqa: E402
from tracker.errors import TrackerError, WorkspaceTaken  # noqa: E402
from tracker.operations import backups  # noqa: E402
from tracker.operations.workspaces import open_or_make  # noqa: E402
from tracker.progress import GoOn  # noqa: E402
from tracker.store.workspace import Workspace  # noqa: E402

# isort: split
from PySide6.QtCore import QSettings, Qt, QTimer  # noqa: E402
from PySide6.QtGui import QIcon  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from tracker.gui.context.context import WorkContext  # noqa: E402
from tracker.gui.context.open_workspace import Open, opened  # noqa: E402
from tracker.gui.kit import theme, ui_state  # noqa: E402
from tracker.gui.kit.dialogs import message_box  # noqa: E402
from tracker.gui.kit.garbage import Collector  # noqa: E402
from tracker.gui.kit.i18n import install_translators, tr  # noqa: E402
from tracker.gui.kit.jobs import Job  # noqa: E402
from tracker.gui.kit.timers import every  # noqa: E402
from tracker.gui.kit.tips import CutTexts  # noqa: E402
from tracker.gui.shell import second_start, text_size, workspaces  # noqa: E402
from tracker.gui.shell.context_menus import give_menus  # noqa: E402
from tracker.gui.shell.fault_window import FaultWindow  # noqa: E402
from tracker.gui.shell.last_place import LastPlace  # noqa: E402
from tracker.gui.shell.main_window import MainWindow  # noqa: E402
from tracker.gui.shell.menu_bar import MenuBar  # noqa: E402
from tracker.gui.shell.wiring import Wiring  # noqa: E402

_FREEZE_AFTER = 1_000  # milliseconds
_BACK_UP_AFTER = 10_000
_SHADOW_COPY_INTERVAL = 5_000

_windows: set[MainWindow] = set()


def run(chosen: Path | None) -> int:
    """Open the window on the workspace `chosen`, else on the last one open, else on the user's default workspace; where
    a window has it open, raise that one."""
    app = application()
    FaultWindow(app)
    last = str(QSettings().value("desk/workspace", ""))
    path = chosen or (Path(last) if last and Path(last).exists() else paths.default_workspace())
    try:
        workspace = opened(partial(open_or_make, path, check_later=True))
        if workspace is None:
            return 0
        show_window(workspace)
    except TrackerError as fault:
        if isinstance(fault, WorkspaceTaken) and second_start.raised(path):
            return 0
        _show_fault(fault)
        return 2
    return app.exec()


def _show_fault(fault: TrackerError) -> None:
    """Show an error when there is no window."""
    print(f"tracker: {fault}", file=sys.stderr)
    message_box(None, str(fault)).exec()


def application() -> QApplication:
    """The application, created and set up at the first call."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["tracker"])  # its name to the desktop, also where Python is what was started
        install_translators(app)
        app.styleHints().colorSchemeChanged.connect(lambda _scheme: theme.apply(app))
    if app.findChild(Collector) is None:
        Collector(app)
    app.setOrganizationName("tracker")
    app.setApplicationName("tracker")
    app.setApplicationDisplayName("")
    app.setDesktopFileName("tracker")
    app.setWindowIcon(QIcon(str(paths.icon())))
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    if home := paths.user_folder():
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(home))
    theme.set_scheme(str(QSettings().value("appearance", "system")))
    text_size.use_kept()
    theme.apply(app)
    return app


def show_window(workspace: Workspace) -> MainWindow:
    """Show a window on an open workspace, with the Member State and cycle last in scope."""
    last = ui_state.place(workspace.path)
    with theme.styled_when_built():
        window = MainWindow(WorkContext(workspace, last.state, last.cycle))
        Wiring(window)
        give_menus(window, MenuBar(window))
        LastPlace(window)
        CutTexts(window)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.workspace_wanted.connect(lambda open_other: _switch(window, open_other))
    window.restore_wanted.connect(lambda backup: _restore(window, backup))
    window.show()
    QTimer.singleShot(_FREEZE_AFTER, window, partial(_freeze, after_another=bool(_windows)))
    if not _windows:
        Job(lambda _progress: leftovers.sweep()).start()
    QTimer.singleShot(_BACK_UP_AFTER, window, partial(_back_up, window))
    timer = every(window, _SHADOW_COPY_INTERVAL)
    timer.timeout.connect(lambda: Job(lambda progress: workspace.keep_shadow_copy(progress)).start())
    timer.start()
    second_start.listen(window)
    workspaces.remember(workspace.path)
    _windows.add(window)
    window.destroyed.connect(lambda: _forget(window))
    window.show_notices()
    if not workspace.is_checked:
        check = Job(workspace.check)
        check.failed.connect(window.tell_fault)
        check.start()
    return window


def _back_up(window: MainWindow) -> None:
    """Make the daily backup in a job."""
    workspace = window.context.workspace
    job = Job(lambda progress: backups.make_daily(workspace, progress))
    job.failed.connect(window.tell_fault)
    job.start()


def _restore(window: MainWindow, backup: Backup) -> None:
    """Replace the workspace of this window by a backup, and show it in a new window. If that fails, show the unchanged
    workspace again."""
    path = window.context.workspace.path
    QApplication.setQuitOnLastWindowClosed(False)
    try:
        if not window.close():
            return
        failure = None
        try:
            workspace = opened(partial(_restored, path, backup))
        except TrackerError as fault:
            workspace, failure = None, fault
        shown = show_window(workspace or open_or_make(path))
        if failure:
            shown.tell_fault(failure)
        elif workspace:
            shown.message.show_news(tr("The backup is in its place. What was there before is kept as a backup too."))
    finally:
        QApplication.setQuitOnLastWindowClosed(True)


def _restored(path: Path, backup: Backup, *, go_on: GoOn) -> Workspace:
    return backups.restore(path, backup, lambda *_: go_on())


def _freeze(after_another: bool) -> None:
    """Objects that exist by now, mostly modules and classes, are no garbage: looking through them takes long. What
    `_forget` made garbage of another window is collected before."""
    if after_another:
        gc.collect()
    gc.freeze()


def _forget(window: MainWindow) -> None:
    _windows.discard(window)
    gc.unfreeze()  # so that the objects of the closed window are collected


def _switch(window: MainWindow, open_other: Open) -> None:
    """Replace this window by a new one with another workspace. If that can't be opened, or the user cancels, this
    window stays."""
    try:
        workspace = opened(open_other, window)
    except TrackerError as fault:
        window.tell_fault(fault)
        return
    if workspace is None:
        return
    QApplication.setQuitOnLastWindowClosed(False)  # there is none until the new one is shown
    try:
        if window.close():
            show_window(workspace)
        else:
            workspace.close()
    except TrackerError as fault:  # its content can't be shown
        workspace.close()
        _show_fault(fault)
        QApplication.exit(2)
    finally:
        QApplication.setQuitOnLastWindowClosed(True)
