"""Open a workspace. Usually that is instant, but migrating one of an older version may take a minute; then a progress
dialog is shown, and the user can cancel."""

from typing import Protocol

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QProgressDialog, QWidget

from tracker.errors import TrackerError
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.jobs import Job
from tracker.gui.kit.timers import once
from tracker.progress import GoOn
from tracker.store.workspace import Workspace

_SHOWN_AFTER = 700  # milliseconds


class Open(Protocol):
    """Opens a workspace; calls `go_on` regularly, which may raise to cancel."""

    def __call__(self, *, go_on: GoOn) -> Workspace: ...


def opened(open_it: Open, window: QWidget | None = None) -> Workspace | None:
    """Run `open_it` in a job, so that the screen is painted meanwhile. Returns the workspace, or None if the user
    cancelled. Raises TrackerError if it can't be opened."""
    words = tr("Opening the workspace. One of an older version is backed up and brought up to date first.")
    dialog = QProgressDialog(words, tr("Cancel"), 0, 0, window)
    dialog.setWindowTitle(tr("tracker"))
    dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
    # The dialog's own timer takes four seconds if the end is not known.
    timer = once(dialog, _SHOWN_AFTER)
    timer.timeout.connect(dialog.show)
    timer.start()
    loop = QEventLoop()
    outcomes: list[Workspace | TrackerError | None] = []
    job = Job(lambda progress: open_it(go_on=progress))
    dialog.canceled.connect(job.cancel)
    job.done.connect(outcomes.append)
    job.failed.connect(outcomes.append)
    job.cancelled.connect(lambda: outcomes.append(None))
    for end in (job.done, job.failed, job.cancelled):
        end.connect(loop.quit)
    job.start()
    loop.exec()
    timer.stop()
    cancelled = job.cancel_requested  # closing the dialog also requests it
    dialog.close()
    dialog.deleteLater()
    (outcome,) = outcomes
    if isinstance(outcome, TrackerError):
        raise outcome
    if outcome and cancelled:
        outcome.close()
        return None
    return outcome
