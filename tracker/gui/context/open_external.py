"""Open files and addresses with the system's default programs."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from tracker.errors import TrackerError
from tracker.gui.context.context import WorkContext
from tracker.gui.kit.i18n import tr


def open_outside(context: WorkContext, url: QUrl, name: str, instead: str) -> bool:
    """Open a file or an address. If no program does, show an error with what to do `instead`."""
    opened = QDesktopServices.openUrl(url)
    if not opened:
        what = tr("No program was found that opens {name}.").format(name=name)
        context.failed.emit(TrackerError(what, instead))
    return opened
