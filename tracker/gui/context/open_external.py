"""What is opened outside the window: with the program that the system has for it."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from tracker.errors import TrackerError
from tracker.gui.context.context import WorkContext
from tracker.gui.kit.i18n import tr


def open_outside(context: WorkContext, url: QUrl, name: str, instead: str) -> bool:
    """Open a file or an address; where nothing does, the user is told, and what to do `instead`."""
    opened = QDesktopServices.openUrl(url)
    if not opened:
        what = tr("No program was found that opens {name}.").format(name=name)
        context.failed.emit(TrackerError(what, instead))
    return opened
