"""Undo and redo: the page's own steps if it has some, else the last action in the workspace, but only if it is the one
that was shown."""

from collections.abc import Callable

from tracker.domain.casework.change_sets import Announced, ChangeSet
from tracker.gui.context import change_messages
from tracker.gui.context.context import WorkContext
from tracker.gui.files.transfers import FileFlow
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.jobs import Job
from tracker.gui.kit.side_pane import SidePane
from tracker.gui.kit.widgets import Message
from tracker.operations.history import redo, undo

_MANY = 500  # rows; larger actions are undone in a job with progress


class Undoing:
    """The Undo and Redo commands. `flush` saves pending input, which then is the last action."""

    def __init__(
        self, context: WorkContext, right: SidePane, files: FileFlow, message: Message, flush: Callable[[], object]
    ) -> None:
        self._context = context
        self._right = right
        self._files = files
        self._message = message
        self._flush = flush

    def undo(self) -> None:
        if self._right.page and self._right.page.undo_labels() is not None:
            self._right.page.undo()
        else:
            self._flush()
            self._take(self._context.announced[0], undo)

    def redo(self) -> None:
        if self._right.page and self._right.page.undo_labels() is not None:
            self._right.page.redo()
        else:
            self._take(self._context.announced[1], redo)

    def _take(self, step: Announced | None, take: Callable[..., ChangeSet | None]) -> None:
        if step is None:
            return
        context = self._context
        if step.rows <= _MANY:
            self._say_where(context.do(take, step.id))
            return
        job = Job(lambda progress: take(context.workspace, step.id, progress), writes=True)
        job.done.connect(self._after_job)
        self._files.run(tr("Undoing: {label}").format(label=step.label), job)

    def _after_job(self, change_set: ChangeSet | None) -> None:
        self._context.publish(change_set)
        self._say_where(change_set)

    def _say_where(self, change_set: ChangeSet | None) -> None:
        """Tell the user if the change is not visible because it concerns another Member State."""
        if change_set and (words := change_messages.in_another_state(change_set, self._context)):
            self._message.show_news(words)
