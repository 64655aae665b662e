"""Create a workspace, restore a backup or repair a damaged file; each completes fully or changes nothing."""

import shutil
from collections.abc import Callable
from pathlib import Path

from tracker import paths
from tracker.errors import TrackerError, reason
from tracker.files import PRIVATE, sync
from tracker.i18n import Message, tr
from tracker.leftovers import temporary_folder
from tracker.progress import GoOn
from tracker.store.engine import file_state, lock, migrate, search_index, sqlite, stray_logs
from tracker.store.engine.backup import copy
from tracker.store.engine.faults import DATABASE_FAULTS, reason_of
from tracker.store.engine.repair import rescue
from tracker.store.workspace import Workspace, open_workspace


def create_workspace(path: Path, fill: Callable[[Workspace], None] = lambda _workspace: None) -> Workspace:
    """Create a workspace at `path`, which must not exist, let `fill` write its first content, and open it. On an error
    nothing is left behind. Raises TrackerError if the file can't be written."""

    def write(unfinished: Path) -> None:
        with open_workspace(unfinished) as made:
            fill(made)

    notices = _make(path, write)
    workspace = open_workspace(path)
    workspace.notices += notices
    return workspace


def _make(path: Path, write: Callable[[Path], None]) -> list[Message]:
    """Make an empty workspace in a temporary folder, let `write` write into the file, and move it to `path` when it is
    complete. Returns messages for the user. Raises TrackerError if `path` exists or can't be written."""
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
            write(unfinished)
            _must_be_free(path)  # another program may have created one meanwhile
            notices = stray_logs.set_aside(path)
            sync(unfinished)
            unfinished.replace(path)
            sync(path.parent)
    except (OSError, TrackerError, *DATABASE_FAULTS) as raised:
        fault = raised.__cause__ if isinstance(raised, TrackerError) else raised
        if not isinstance(fault, (OSError, *DATABASE_FAULTS)):
            raise
        why = reason(fault) if isinstance(fault, OSError) else reason_of(fault)
        raise TrackerError(
            tr("The workspace {path} can't be made: {why}.", path=path, why=why),
            tr("Name another place, or give yourself the right to write there."),
        ) from fault
    return notices


def put_back(backup: Path, path: Path) -> None:
    """Replace the workspace `path` by a copy of `backup`. Raises TrackerError, with nothing changed, if that fails or
    another program has the workspace open."""
    workspace_lock = lock.take(path)
    try:
        copy(backup, path)
    finally:
        workspace_lock.release()


def repair(damaged: Path, target: Path, go_on: GoOn) -> list[Message]:
    """Save what can be read of a damaged workspace to a new one; returns the losses, one sentence each. `damaged` is
    not changed. `go_on` is called regularly and may raise to cancel.

    Raises TrackerError if nothing can be read, another program has it open, `target` exists or can't be written, or
    what was saved could not be opened.
    """
    claimed = sqlite.schemas_of(damaged)
    if claimed and migrate.SCHEMA not in claimed:
        raise TrackerError(
            tr("The workspace {path} was made by another version of tracker.", path=damaged),
            tr("Repair it with that version."),
        )
    lost: list[Message] = []

    def write(unfinished: Path) -> None:
        with temporary_folder(beside=target) as folder:
            source = folder / "damaged"
            _copy_with_log(damaged, source)
            lost.extend(rescue(source, unfinished, go_on))
        try:
            with open_workspace(unfinished, go_on=go_on) as saved, saved.write_index() as connection:
                search_index.make_anew(connection)
        except TrackerError as refused:
            raise TrackerError(
                tr("What can be read of {path} makes no workspace that could be opened.", path=damaged),
                tr("Go back to a backup of it."),
            ) from refused.__cause__

    _make(target, write)
    return lost


def _copy_with_log(damaged: Path, copy: Path) -> None:
    """Copy a file that SQLite may be unable to read, with its log, under the workspace lock."""
    workspace_lock = lock.take(damaged)
    try:
        shutil.copyfile(damaged, copy)
        log = file_state.log_of(damaged)
        if log.exists() and file_state.log_belongs(damaged):
            shutil.copyfile(log, file_state.log_of(copy))
    finally:
        workspace_lock.release()


def _must_be_free(path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise TrackerError(tr("{path} exists already.", path=path), tr("Choose another name."))
