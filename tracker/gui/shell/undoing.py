"""Undo and redo: the page's own steps if it has some, else the last action in the workspace, but only if it is the one
that was shown; one that the user will not expect is said first."""

from collections.abc import Callable

from tracker.domain.casework.change_sets import Announced, ChangeSet
from tracker.gui.context import change_messages
from tracker.gui.context.context import WorkContext
from tracker.gui.context.undo_words import is_unexpected, step_words
from tracker.gui.files.transfers import FileFlow
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.jobs import Job
from tracker.gui.kit.message import Message, Occasion
from tracker.gui.kit.shortcuts import KEYS, shown
from tracker.gui.kit.side_pane import SidePane
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
        context = self._context
        if step is None or not self._is_meant(step, take):
            return
        self._message.hide()  # what it says was done may be undone now
        if step.rows <= _MANY:
            self._say_where(context.do(take, step.id))
            return
        job = Job(lambda progress: take(context.workspace, step.id, progress), writes=True)
        job.done.connect(self._after_job)
        self._files.run(tr("Undoing: {label}").format(label=step.label), job)

    def _is_meant(self, step: Announced, take: Callable[..., ChangeSet | None]) -> bool:
        """Whether the user wants this step: one that they will not expect is said first, and needs the key again."""
        context = self._context
        if not is_unexpected(step, context.workspace, context.scope):
            return True
        what = step_words(step, context.workspace, context.scope, context.states)
        key = shown(KEYS["undo" if take is undo else "redo"])
        again = tr("{step}. Press {key} once more to do it again.")
        once_more = tr("{step}. Press {key} once more to undo it.") if take is undo else again
        asked = once_more.format(step=what, key=key)
        if self._message.shows(asked):
            return True
        self._message.show_words(asked)
        return False

    def _after_job(self, change_set: ChangeSet | None) -> None:
        self._context.publish(change_set)
        self._say_where(change_set)

    def _say_where(self, change_set: ChangeSet | None) -> None:
        """Tell the user if the change is not visible because it concerns another Member State."""
        if change_set and (words := change_messages.in_another_state(change_set, self._context)):
            self._message.show_news(words, Occasion.CHANGE | Occasion.MOVE)
