"""Help → Open the sample: invented casework, created in the user's folder at first use."""

from PySide6.QtCore import QObject

from tracker import paths
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.jobs import Job
from tracker.gui.shell.main_window import MainWindow
from tracker.gui.shell.workspaces import open_path
from tracker.operations.demo import make_sample


class Sample(QObject):
    """Opens the sample like any other workspace. Creating it takes some seconds and runs in a job."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._job: Job | None = None

    def why_not(self) -> str:
        if self._job:
            return tr("The sample is being made.")
        if self._window.context.workspace.path == paths.sample_workspace():
            return tr("The sample is open already.")
        return ""

    def open(self) -> None:
        if paths.sample_workspace().exists():
            open_path(self._window, paths.sample_workspace())
            return
        self._job = job = Job(lambda progress: make_sample(paths.sample_workspace(), progress))
        job.done.connect(self._made)
        job.failed.connect(self._ended)
        job.cancelled.connect(self._ended)
        self._window.files.run(tr("Making the sample"), job)

    def _made(self, _path: object) -> None:
        self._ended()
        open_path(self._window, paths.sample_workspace())

    def _ended(self, _fault: object = None) -> None:
        self._job = None
