"""Warn at once if another program has replaced, deleted or renamed the workspace file, and offer to save the workspace
under another name."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from tracker.gui.context.context import WorkContext
from tracker.gui.files.transfers import FileFlow
from tracker.gui.kit import sizes
from tracker.gui.kit.file_dialogs import place_to_save
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.jobs import Job
from tracker.gui.kit.speech import say
from tracker.gui.kit.widgets import button, label
from tracker.operations.workspaces import save_as
from tracker.store.workspace import Workspace


class FileWatch(QFrame):
    """A strip shown while the file is lost. Signals: lost() when that is detected; found() when the file is back or the
    workspace was saved as another one."""

    lost = Signal()
    found = Signal()

    def __init__(self, context: WorkContext, files: FileFlow) -> None:
        super().__init__()
        self._context = context
        self._files = files
        self.setProperty("role", "message")
        self._label = label(wrap=True)
        self.save = button(tr("Save as…"), "primary", self.choose)
        row = QHBoxLayout(self)
        sizes.margins(row, 3, 2, 2, 2)
        row.addWidget(self._label, 1)
        row.addWidget(self.save)
        self.hide()
        context.lost.connect(self._show)

    @property
    def text(self) -> str:
        return self._label.text()

    def look(self) -> None:
        """Check whether the file is still the one that was opened."""
        self._context.workspace.is_intact()
        self._show()

    def _show(self) -> None:
        reason = self._context.workspace.lost
        if reason is None:
            if not self.isHidden():
                self.hide()
                self.found.emit()
            return
        words = tr("{what} Nothing is saved until you save the workspace as another file: all you see is still here.")
        self._label.setText(words.format(what=reason))
        self.setAccessibleName(self.text)
        if self.isHidden():
            say(self.text, urgent=True)
        self.show()
        self.lost.emit()

    def choose(self) -> None:
        """Ask for a file name and save the workspace there."""
        workspace = self._context.workspace
        suggested = f"{workspace.path.stem} saved.tracker"
        target = place_to_save(self, tr("Save the workspace as"), suggested, tr("Workspaces (*.tracker)"), ".tracker")
        if target:
            job = Job(lambda progress: save_as(workspace, target, progress), writes=True)
            job.done.connect(self._after_saving)
            self._files.run(tr("Saving the workspace"), job)

    def _after_saving(self, _workspace: Workspace) -> None:
        self._show()
