"""Extracts the text of files of evidence in the background, so that the search finds it."""

from PySide6.QtCore import QObject

from tracker.domain.casework.change_sets import ChangeSet
from tracker.gui.context.context import WorkContext
from tracker.gui.kit.jobs import Job
from tracker.operations.search import read_files


class FileReader(QObject):
    """Extracts the text of new files, one job at a time: at the start, and after each change that adds files."""

    def __init__(self, context: WorkContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._job: Job | None = None
        self._again = False
        context.changed.connect(self._on_change)

    def start(self) -> None:
        """Read the files that were not read yet. If a job is running, another one starts when it ends."""
        if self._job:
            self._again = True
            return
        workspace = self._context.workspace
        self._job = Job(lambda progress: read_files(workspace, progress))
        self._job.done.connect(self._on_done)
        self._job.failed.connect(self._on_end)  # e.g. a full disk: tried again with the next file
        self._job.cancelled.connect(self._on_end)
        self._job.start()

    def stop(self) -> None:
        """Stop: the window is closing. Unread files are read when the workspace is opened again."""
        self._context.changed.disconnect(self._on_change)
        if self._job:
            self._job.done.disconnect(self._on_done)  # otherwise it would start another job after the window's end

    def _on_change(self, change_set: ChangeSet) -> None:
        if change_set.touches("evidence_file"):
            self.start()

    def _on_done(self, number: int) -> None:
        self._job = None
        if self._again:
            self._again = False
            self.start()
        elif number:
            self._context.files_read.emit()

    def _on_end(self, _fault: object = None) -> None:
        self._job, self._again = None, False
