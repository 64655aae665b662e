"""Reads a resolution's file in a job, opens the page that shows the reading, and reports when it is accepted."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from tracker.domain.casework.change_sets import ChangeSet
from tracker.domain.text.filenames import visible
from tracker.gui.context.context import WorkContext
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.jobs import Job, LatestJob
from tracker.gui.kit.side_pane import SidePane
from tracker.gui.reading.descriptions import accepted_words
from tracker.gui.reading.page import ReadingPage
from tracker.operations.instruments import Preview, Source, preview, read, read_again
from tracker.progress import GoOn


class ReadingFlow(QObject):
    """Opens the page in the right pane. Emits accepted(symbol, message) when a reading is in the workspace."""

    accepted = Signal(str, str)

    def __init__(self, context: WorkContext, right: SidePane, run: Callable[[str, Job], None]) -> None:
        """`run(text, job)` starts a job and shows its progress."""
        super().__init__()
        self._context = context
        self._right = right
        self._jobs = LatestJob(run)

    def add(self, path: Path) -> None:
        """Read a file in a job and show the reading."""
        self._read(tr("Reading {file}").format(file=visible(path.name)), partial(read, path))

    def correct(self, symbol: str) -> None:
        """Show the reading of an instrument in the workspace, from the file stored with it."""
        self._read(tr("Reading {file}").format(file=symbol), partial(read_again, self._context.workspace, symbol))

    def _read(self, words: str, read_it: Callable[[GoOn], Source]) -> None:
        workspace = self._context.workspace
        self._jobs.start(words, lambda progress: preview(workspace, read_it(progress)), self._show)

    def _show(self, seen: Preview) -> None:
        self._right.open(partial(ReadingPage, self._context, seen))
        page = self._right.page
        if isinstance(page, ReadingPage) and page.seen is seen:
            page.accepted.connect(self._accepted)

    def _accepted(self, seen: Preview, change_set: ChangeSet) -> None:
        self._context.publish(change_set)
        self.accepted.emit(seen.instrument.symbol, accepted_words(seen))
