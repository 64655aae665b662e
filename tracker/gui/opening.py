"""Opening a workspace. Mostly it is there at once; one that an older version made is backed up and brought up to date,
which may take a minute, and is said."""

from collections.abc import Callable

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QProgressDialog, QWidget

from tracker.errors import TrackerError
from tracker.gui.jobs import Job
from tracker.gui.words import tr
from tracker.store.workspace import Workspace

_SAID_AFTER = 700  # milliseconds


def opened(open_it: Callable[[], Workspace], window: QWidget | None = None) -> Workspace:
    """What `open_it` opens, in a job, so that the screen is painted meanwhile. Raises TrackerError as it does."""
    words = tr("Opening the workspace. One of an older version is backed up and brought up to date first.")
    said = QProgressDialog(words, "", 0, 0, window)
    said.setCancelButton(None)  # it is all or nothing
    said.setWindowTitle(tr("tracker"))
    said.setWindowModality(Qt.WindowModality.ApplicationModal)
    said.setMinimumDuration(_SAID_AFTER)
    loop = QEventLoop()
    ends: list[Workspace | TrackerError] = []
    job = Job(lambda _progress: open_it())
    for end in (job.done, job.failed):
        end.connect(ends.append)
        end.connect(loop.quit)
    job.start()
    loop.exec()
    said.close()
    said.deleteLater()
    if isinstance(ends[0], TrackerError):
        raise ends[0]
    return ends[0]
