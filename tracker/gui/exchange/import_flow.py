"""Compares returned workbooks with the workspace in a job, opens the page that shows what would change, and reports
when it is accepted."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from tracker.domain.casework.change_sets import ChangeSet
from tracker.domain.reports.comparison import Comparison
from tracker.domain.text.filenames import visible
from tracker.gui.context.context import WorkContext
from tracker.gui.exchange.import_page import ImportPage
from tracker.gui.kit.file_dialogs import files_to_open
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.jobs import Job, LatestJob
from tracker.gui.kit.side_pane import SidePane
from tracker.operations.compare_returned import look


class ImportFlow(QObject):
    """Opens the page in the right pane. Emits accepted(message) when what was ticked is in the workspace."""

    accepted = Signal(str)

    def __init__(self, context: WorkContext, right: SidePane, run: Callable[[str, Job], None]) -> None:
        """`run(text, job)` starts a job and shows its progress."""
        super().__init__()
        self._context = context
        self._right = right
        self._jobs = LatestJob(run)

    def look(self, paths: Sequence[Path]) -> None:
        """Compare workbooks with the workspace in a job, and show what would change."""
        workspace = self._context.workspace
        words = tr("Reading {file}").format(file=", ".join(visible(path.name) for path in paths))
        show = partial(self._show, tuple(paths))
        self._jobs.start(words, lambda progress: look(workspace, paths, progress), show)

    def _show(self, paths: Sequence[Path], comparison: Comparison) -> None:
        page = self._right.page
        if isinstance(page, ImportPage) and page.paths == paths:
            page.show_found(comparison)
            return
        self._right.open(partial(ImportPage, self._context, comparison, paths))
        page = self._right.page
        if isinstance(page, ImportPage):
            page.accepted.connect(self._accepted)
            page.look_again.connect(partial(self.look, paths))

    def _accepted(self, change_set: ChangeSet | None) -> None:
        page = self._right.page
        if isinstance(page, ImportPage) and page.left:
            page.show_left()
        else:
            self._right.close_page()
        if change_set:
            self.accepted.emit(tr("{label}. Undo reverts all of it.").format(label=change_set.label))


def ask_for_workbooks(window: QWidget) -> list[Path]:
    """Ask the user for returned workbooks; an empty list if the user cancels."""
    return files_to_open(window, tr("Import returned workbooks"), tr("Excel workbooks (*.xlsx)"))
