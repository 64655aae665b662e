"""Undo and redo: the page's own steps if it has some, else the last action in the workspace, but only if it is the one
that was shown; one that the user will not expect is said first."""

from collections.abc import Callable
from functools import partial

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
from tracker.gui.kit.speech import say
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
        if not self._take_in_page(undo):
            self._flush()
            self._take(self._context.announced[0], undo)

    def redo(self) -> None:
        if not self._take_in_page(redo):
            self._take(self._context.announced[1], redo)

    def _take_in_page(self, take: Callable[..., ChangeSet | None]) -> bool:
        """Take a step back or forth on the open page, if that has steps of its own."""
        page = self._right.page
        labels = page.undo_labels() if page else None
        if page is None or labels is None:
            return False
        label, step = (labels[0], page.undo) if take is undo else (labels[1], page.redo)
        step()
        if label:
            say(_taken(take, label))
        return True

    def _take(self, step: Announced | None, take: Callable[..., ChangeSet | None]) -> None:
        context = self._context
        if step is None or not self._is_meant(step, take):
            return
        self._message.hide()  # what it says was done may be undone now
        if step.rows <= _MANY:
            self._tell(take, context.do(take, step.id))
            return
        job = Job(lambda progress: take(context.workspace, step.id, progress), writes=True)
        job.done.connect(partial(self._after_job, take))
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

    def _after_job(self, take: Callable[..., ChangeSet | None], change_set: ChangeSet | None) -> None:
        self._context.publish(change_set)
        self._tell(take, change_set)

    def _tell(self, take: Callable[..., ChangeSet | None], change_set: ChangeSet | None) -> None:
        """Say what was undone or redone, and show it if it is not visible because it concerns another Member State."""
        if change_set is None:
            return
        say(_taken(take, change_set.label))
        if words := change_messages.in_another_state(change_set, self._context):
            self._message.show_news(words, Occasion.CHANGE | Occasion.MOVE)


def _taken(take: Callable[..., ChangeSet | None], label: object) -> str:
    return (tr("Undone: {label}") if take is undo else tr("Redone: {label}")).format(label=label)
