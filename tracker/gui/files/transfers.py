"""Previews files of evidence in the right pane, opens copies of them, and saves them. Work that takes longer shows its
progress above the panes and can be cancelled."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from tracker.domain.casework.evidence import File
from tracker.domain.text.filenames import safe, visible
from tracker.gui.context.context import WorkContext
from tracker.gui.context.open_external import open_outside
from tracker.gui.files.preview import PreviewPage
from tracker.gui.kit import sizes
from tracker.gui.kit.file_dialogs import place_to_save
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.jobs import Job
from tracker.gui.kit.side_pane import SidePane
from tracker.gui.kit.timers import once
from tracker.gui.kit.widgets import ElidedLabel, button
from tracker.operations import attachments

_SHOWN_AFTER = 300  # milliseconds: a quicker job needs no progress bar


class Transfer(QFrame):
    """The progress of a job with a Cancel button; deletes itself when the job ends."""

    def __init__(self, words: str, job: Job) -> None:
        super().__init__()
        self.setProperty("role", "card")
        text_label = ElidedLabel()
        text_label.show_words(words)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(words)
        self.bar.setRange(0, 0)  # indeterminate until the job reports progress
        self.cancel = button(tr("Cancel"), "link", job.cancel, tr("Cancel: {what}", what=words))
        self.cancel.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        sizes.margins(row, 3, 1, 2, 1)
        row.addWidget(text_label, 1)
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)
        job.progressed.connect(self._show)
        for end in (job.done, job.failed, job.cancelled):
            end.connect(self._end)
        self.hide()
        self._rest = once(self, _SHOWN_AFTER)
        self._rest.timeout.connect(self.show)
        self._rest.start()

    def _show(self, done: int, total: int) -> None:
        self.bar.setMaximum(total)
        self.bar.setValue(done)

    def _end(self, _result: object = None) -> None:
        self._rest.stop()
        self.hide()
        self.deleteLater()


class FileFlow(QWidget):
    """Handles the requests for files that `WorkContext` signals. Emits notice(message) when one is saved or opened."""

    notice = Signal(str)

    def __init__(self, context: WorkContext, right: SidePane) -> None:
        super().__init__()
        self._context = context
        self._right = right
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        context.preview_wanted.connect(self.preview)
        context.page_wanted.connect(self.preview)
        context.open_wanted.connect(self.open)
        context.save_wanted.connect(self.choose)

    def preview(self, file: File, page: int = 0) -> None:
        """Show a file in the right pane, a PDF from `page` on."""
        self._right.open(partial(PreviewPage, self._context, file, page))

    def open(self, file: File) -> None:
        """Open a read-only copy with the system's program for it."""
        workspace, copies = self._context.workspace, self._context.copies
        job = Job(lambda progress: copies.copy_to_open(workspace, file, progress))
        job.done.connect(self._open)
        self.run(tr("Opening {file}").format(file=visible(file.name)), job)

    def choose(self, file: File) -> None:
        """Ask where to save the file, and save it there."""
        if path := place_to_save(self, tr("Save the file"), safe(file.name)):
            self.save(file, path)

    def save(self, file: File, target: Path) -> None:
        """Write a file byte for byte; an existing one is replaced only once the new one is complete."""
        workspace = self._context.workspace
        job = Job(lambda progress: attachments.save_as(workspace, file.attachment_id, target, progress), writes=True)
        message = tr("Saved {file}").format(file=visible(str(target)))
        job.done.connect(lambda _nothing: self.notice.emit(message))
        self.run(tr("Saving {file}").format(file=visible(file.name)), job)

    def run(self, words: str, job: Job) -> None:
        """Start a job and show its progress above the panes; a failure is shown to the user."""
        job.failed.connect(self._context.failed)
        self._column.addWidget(Transfer(words, job))
        job.start()

    def _open(self, path: Path) -> None:
        name, instead = visible(path.name), tr("Save it, and open it from there.")
        if open_outside(self._context, QUrl.fromLocalFile(str(path)), name, instead):
            self.notice.emit(tr("A copy of {file} that can only be read was given to its program.").format(file=name))
