"""Help → About tracker."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from tracker import __version__
from tracker.gui.kit.i18n import tr
from tracker.gui.shell.main_window import MainWindow


def show_about(window: MainWindow) -> None:
    box = QMessageBox(window)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(tr("About tracker"))
    purpose = tr("Follow how a Member State implements a United Nations resolution, paragraph by paragraph.")
    where = tr("Workspace: {path}").format(path=window.context.workspace.path)
    box.setText(f"tracker {__version__}\n\n{purpose}\n\n{where}")
    box.exec()
