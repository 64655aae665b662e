"""Help → About tracker."""

from tracker import __version__
from tracker.gui.kit.dialogs import message_box
from tracker.gui.kit.i18n import tr
from tracker.gui.shell.main_window import MainWindow


def show_about(window: MainWindow) -> None:
    purpose = tr("Follow how a Member State implements a United Nations resolution, paragraph by paragraph.")
    where = tr("Workspace: {path}").format(path=window.context.workspace.path)
    message_box(window, f"tracker {__version__}\n\n{purpose}\n\n{where}", tr("About tracker")).exec()
