"""What was done, by whom and when; and reverting a single action, also an earlier one."""

from itertools import islice

from tracker.domain.casework.change_sets import ChangeSet, ChangeSetRow, FieldChange, HistoryQuery, Subject
from tracker.progress import GoOn, unwatched
from tracker.store.journal import history
from tracker.store.workspace import Workspace

PAGE = 200
"""Change sets read at a time."""


def change_sets(
    workspace: Workspace, query: HistoryQuery, since: int = 0, before: int | None = None, limit: int = PAGE
) -> list[ChangeSetRow]:
    """The newest change sets that match the query, at most `limit`; `since` (included) and `before` (excluded) are ids
    of change sets."""
    with workspace.read() as connection:
        return history.change_sets(connection, query, limit, since, before)


def details(workspace: Workspace, change_set_id: int, limit: int = PAGE) -> list[FieldChange]:
    """What a change set changed, field by field, before and after: the first `limit` fields."""
    with workspace.read() as connection:
        return list(islice(history.details(connection, change_set_id), limit))


def subject(workspace: Workspace, change_set_id: int) -> Subject | None:
    """The one paragraph, measure or piece of evidence that an action was about; None where it was about several or is
    there no more."""
    with workspace.read() as connection:
        return history.subject(connection, change_set_id)


def people(workspace: Workspace) -> list[str]:
    """The names of everyone who changed something."""
    with workspace.read() as connection:
        return history.people(connection)


def revert(workspace: Workspace, change_set_id: int) -> ChangeSet | None:
    """Revert one action. Raises TrackerError if later changes depend on it, and names them."""
    return workspace.revert(change_set_id)


def undo(workspace: Workspace, announced: int, go_on: GoOn = unwatched) -> ChangeSet | None:
    """Undo the action that the user was told, by the number of its change set. `go_on` may raise to cancel. Raises
    TrackerError where it is not the last one any more."""
    return workspace.undo(announced, go_on)


def redo(workspace: Workspace, announced: int, go_on: GoOn = unwatched) -> ChangeSet | None:
    """Redo the action that the user was told. As `undo`."""
    return workspace.redo(announced, go_on)
