"""Saved views: store a list filter under a name, and remove it again. Each is one action."""

from tracker.domain.casework.actions import action
from tracker.domain.casework.change_sets import ChangeSet
from tracker.domain.text.saved_views import ListFilter, SavedView, name_of, same_name
from tracker.errors import TrackerError
from tracker.i18n import tr
from tracker.store.workspace import Workspace
from tracker.store.write import saved_views as stored_views


def saved_views(workspace: Workspace, screen: str) -> list[SavedView]:
    """The saved views of a list, in order of their names."""
    with workspace.read() as connection:
        return stored_views.views(connection, screen)


def save(workspace: Workspace, screen: str, name: str, list_filter: ListFilter) -> ChangeSet | None:
    """Store a list filter under a name; a view of the same name is replaced, as undo can restore it. Raises
    TrackerError for an invalid name."""
    name = name_of(name)
    existing = _named(workspace, screen, name)
    with workspace.write(action("view-replace" if existing else "view-save", name=name)) as write:
        if existing:
            stored_views.change(write.session, existing.id, name, list_filter)
        else:
            stored_views.add(write.session, screen, name, list_filter)
    return write.change_set


def rename(workspace: Workspace, view: SavedView, name: str) -> ChangeSet | None:
    """Rename a view. Raises TrackerError for an invalid name, and for one that another view has."""
    name = name_of(name)
    other = _named(workspace, view.screen, name)
    if other and other.id != view.id:
        raise TrackerError(
            tr("There is a view “{name}” already.", name=other.name),
            tr("Choose another name, or remove that one first."),
        )
    with workspace.write(action("view-rename", before=view.name, name=name)) as write:
        stored_views.change(write.session, view.id, name)
    return write.change_set


def remove(workspace: Workspace, view: SavedView) -> ChangeSet | None:
    """Remove a view."""
    with workspace.write(action("view-remove", name=view.name)) as write:
        stored_views.remove(write.session, view.id)
    return write.change_set


def _named(workspace: Workspace, screen: str, name: str) -> SavedView | None:
    return next((view for view in saved_views(workspace, screen) if same_name(view.name, name)), None)
