"""Saved views: keep what a list is sifted by under a name, and let it go again. Each is one action."""

from tracker.domain.changes import ChangeSet
from tracker.domain.views import SavedView, Sifting, name_of, same_name
from tracker.errors import TrackerError
from tracker.store import views
from tracker.store.workspace import Workspace


def saved_views(workspace: Workspace, screen: str) -> list[SavedView]:
    """The views of a list, by name."""
    with workspace.read() as connection:
        return views.views(connection, screen)


def save(workspace: Workspace, screen: str, name: str, sifting: Sifting) -> ChangeSet | None:
    """Keep a sifting under a name; one that has the name already is replaced, since undo brings it back. Raises
    TrackerError for what can be no name."""
    name = name_of(name)
    held = _named(workspace, screen, name)
    with workspace.write(f"{'Replace' if held else 'Save'} view “{name}”") as write:
        if held:
            views.change(write.session, held.id, name, sifting)
        else:
            views.add(write.session, screen, name, sifting)
    return write.change_set


def rename(workspace: Workspace, view: SavedView, name: str) -> ChangeSet | None:
    """Give a view another name. Raises TrackerError for what can be no name, and for one that another view has."""
    name = name_of(name)
    other = _named(workspace, view.screen, name)
    if other and other.id != view.id:
        raise TrackerError(f"There is a view “{other.name}” already.", "Choose another name, or remove that one first.")
    with workspace.write(f"Rename view “{view.name}” to “{name}”") as write:
        views.change(write.session, view.id, name)
    return write.change_set


def remove(workspace: Workspace, view: SavedView) -> ChangeSet | None:
    """Let a view go. What it showed stays."""
    with workspace.write(f"Remove view “{view.name}”") as write:
        views.remove(write.session, view.id)
    return write.change_set


def _named(workspace: Workspace, screen: str, name: str) -> SavedView | None:
    return next((one for one in saved_views(workspace, screen) if same_name(one.name, name)), None)
