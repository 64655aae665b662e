"""Opening a workspace. Mostly it is there at once; one that an older version made is backed up and brought up to date,
which may take a minute, is said, and can be given up."""

from typing import Protocol

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QProgressDialog, QWidget

from tracker.errors import TrackerError
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.jobs import Job
from tracker.progress import GoOn
from tracker.store.workspace import Workspace

_SAID_AFTER = 700  # milliseconds


class Open(Protocol):
    """Opens a workspace; calls `go_on` now and then, which may raise to give up."""

    def __call__(self, *, go_on: GoOn) -> Workspace: ...


def opened(open_it: Open, window: QWidget | None = None) -> Workspace | None:
    """What `open_it` opens, in a job, so that the screen is painted meanwhile; None where the user gave up. Raises
    TrackerError where it can't be opened."""
    words = tr("Opening the workspace. One of an older version is backed up and brought up to date first.")
    said = QProgressDialog(words, tr("Cancel"), 0, 0, window)
    said.setWindowTitle(tr("tracker"))
    said.setWindowModality(Qt.WindowModality.ApplicationModal)
    soon = QTimer(said, singleShot=True, interval=_SAID_AFTER)  # its own waits for four seconds where no end is known
    soon.timeout.connect(said.show)
    soon.start()
    loop = QEventLoop()
    ends: list[Workspace | TrackerError | None] = []
    job = Job(lambda progress: open_it(go_on=progress))
    said.canceled.connect(job.cancel)
    job.done.connect(ends.append)
    job.failed.connect(ends.append)
    job.cancelled.connect(lambda: ends.append(None))
    for end in (job.done, job.failed, job.cancelled):
        end.connect(loop.quit)
    job.start()
    loop.exec()
    soon.stop()
    given_up = job.given_up  # before the dialog closes, which counts as giving up too
    said.close()
    said.deleteLater()
    (found,) = ends
    if isinstance(found, TrackerError):
        raise found
    if found and given_up:
        found.close()
        return None
    return found
