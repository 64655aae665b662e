"""What undo and redo are about: the action, and whose it is where that is not what the user has just done here."""

from collections.abc import Sequence
from datetime import UTC, datetime

from tracker import user
from tracker.domain.casework.assessments import MemberState
from tracker.domain.casework.change_sets import Announced
from tracker.gui.kit.i18n import day, tr
from tracker.operations.casework import WorkScope
from tracker.store.workspace import Workspace


def is_unexpected(step: Announced, workspace: Workspace, scope: WorkScope) -> bool:
    """Whether a step is another person's, another Member State's, or an old one."""
    return step.is_unexpected({workspace.user, *user.known_as()}, scope.state, datetime.now(UTC))


def step_words(step: Announced | None, workspace: Workspace, scope: WorkScope, states: Sequence[MemberState]) -> str:
    """The label of a step, with whose it is, from when and in which State where it is unexpected; "" for None."""
    if step is None:
        return ""
    if not is_unexpected(step, workspace, scope):
        return str(step.label)
    state = next((state.name for state in states if state.code == step.state), "")
    words = tr("{who}, {day}: {action}, in {state}") if state else tr("{who}, {day}: {action}")
    return words.format(who=step.who, day=day(step.at.astimezone().date()), action=step.label, state=state)
