"""Making a workspace: all of it, or none."""

from collections.abc import Callable
from pathlib import Path

from tracker import paths
from tracker.errors import TrackerError, reason
from tracker.files import PRIVATE, clear_remains, sync
from tracker.i18n import tr
from tracker.leftovers import temporary_folder
from tracker.store.engine import migrate, sqlite
from tracker.store.engine.faults import DATABASE_FAULTS, reason_of
from tracker.store.workspace import Workspace, open_workspace


def create_workspace(path: Path, fill: Callable[[Workspace], None] = lambda _workspace: None) -> Workspace:
    """Make a workspace at `path`, which must not exist, with what `fill` writes into it, and open it.

    It is made in a folder beside and appears whole; where anything is raised, there is none. Raises TrackerError when
    the place can't be written.
    """
    sqlite.must_fit(path)
    _must_be_free(path)
    try:
        if path == paths.default_workspace():
            path.parent.mkdir(parents=True, exist_ok=True)
        with temporary_folder(beside=path) as folder:
            unfinished = folder / path.name
            unfinished.touch(PRIVATE)
            new = sqlite.writer(unfinished)
            try:
                sqlite.mark_as_workspace(new)
                with new.connect() as connection:
                    migrate.upgrade(connection)
            finally:
                new.dispose()
            with open_workspace(unfinished) as made:
                fill(made)
            _must_be_free(path)  # another program may have made one meanwhile
            clear_remains(path)
            sync(unfinished)
            unfinished.replace(path)
            sync(path.parent)
    except (OSError, *DATABASE_FAULTS) as fault:
        why = reason(fault) if isinstance(fault, OSError) else reason_of(fault)
        raise TrackerError(
            tr("The workspace {path} can't be made: {why}.", path=path, why=why),
            tr("Name another place, or give yourself the right to write there."),
        ) from fault
    return open_workspace(path)


def _must_be_free(path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise TrackerError(tr("{path} exists already.", path=path), tr("Choose another name."))
