"""Reads the words of files of evidence in the background, so that searching finds what they say."""

from PySide6.QtCore import QObject

from tracker.domain.casework.change_sets import ChangeSet
from tracker.gui.context.context import WorkContext
from tracker.gui.kit.jobs import Job
from tracker.operations.search import read_files


class FileReader(QObject):
    """Reads what is new in one job at a time: at the start, and after each change that brings files."""

    def __init__(self, context: WorkContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._job: Job | None = None
        self._again = False
        context.changed.connect(self._on_change)

    def start(self) -> None:
        """Read the files that were not read yet; while a job does, it is done once more at its end."""
        if self._job:
            self._again = True
            return
        workspace = self._context.workspace
        self._job = Job(lambda progress: read_files(workspace, progress))
        self._job.done.connect(self._on_done)
        self._job.failed.connect(self._on_end)  # a full disk, say: it is tried again with the next file
        self._job.cancelled.connect(self._on_end)
        self._job.start()

    def stop(self) -> None:
        """The window closes: the rest is read when the workspace is opened again."""
        self._context.changed.disconnect(self._on_change)
        if self._job:
            self._job.done.disconnect(self._on_done)  # or the window would read on after its end

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
