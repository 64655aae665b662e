"""Backups that the program makes by itself, in the user's own folder: once a day where something changed, and before an
import or another action on many rows. They are checked when they are written, and thinned out as they grow older
(`backup_plan`)."""

import hashlib
import os
import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from tracker import paths
from tracker.domain.casework.backup_plan import Backup, superfluous
from tracker.domain.casework.change_sets import ChangeSet
from tracker.errors import TrackerError, reason
from tracker.i18n import Message, tr
from tracker.progress import Progress, unwatched
from tracker.store.create import put_back
from tracker.store.engine.snapshot import Snapshot
from tracker.store.journal import journal
from tracker.store.workspace import Workspace, open_unchecked, open_workspace

_NAME = "%Y-%m-%d %H%M%S-%f"  # of a file: when it was made (UTC)
_MANY = 10  # rows
_SHARE = 10  # all backups of a workspace take at most the tenth part of what is free


def folder(workspace: Workspace) -> Path:
    """Where the backups of a workspace are: copies of it elsewhere have theirs."""
    place = hashlib.sha256(os.fsencode(workspace.path.resolve())).hexdigest()[:12]
    return paths.user_folder() / "backups" / f"{workspace.path.stem[:60]} {place}"


def backups(workspace: Workspace) -> list[Backup]:
    """The backups of a workspace, the newest first."""
    found = []
    for path in folder(workspace).glob("*.tracker"):
        try:
            at = datetime.strptime(path.stem, _NAME).replace(tzinfo=UTC)
            found.append(Backup(path, at, path.stat().st_size))
        except (ValueError, OSError):  # not ours, or gone
            continue
    return sorted(found, key=lambda backup: backup.at, reverse=True)


def make(
    workspace: Workspace,
    progress: Progress = unwatched,
    spare: Backup | None = None,
    snapshot: Snapshot | None = None,
) -> Backup | None:
    """Make a backup, of how it stood in a `snapshot` where one is given; None where nothing has changed since the
    newest. `progress` may raise to cancel. `spare`: one that is not thinned out.

    Raises TrackerError where it can't be written or the disk has too little room.
    """
    source = snapshot or workspace
    older = backups(workspace)
    if older and _stand(older[0].path) == _stand_of(source):
        return None
    now = datetime.now(UTC)
    target = folder(workspace) / f"{now.strftime(_NAME)}.tracker"
    _must_have_room(workspace, older)
    source.copy_to(target, progress)
    made = Backup(target, now, target.stat().st_size)
    for backup in superfluous([made, *older], _room(workspace, [made, *older])):
        if backup != spare:
            backup.path.unlink(missing_ok=True)
    return made


def make_daily(workspace: Workspace, progress: Progress = unwatched) -> Backup | None:
    """As `make`, at most once a day; None where there is one of today."""
    if any(backup.at.astimezone().date() == datetime.now().date() for backup in backups(workspace)):
        return None
    return make(workspace, progress)


def make_before(workspace: Workspace, progress: Progress = unwatched) -> None:
    """As `make`, before an action that changes much. Where it can't be made, that becomes a notice of the workspace and
    the action goes on: it can be undone."""
    try:
        make(workspace, progress)
    except TrackerError as fault:
        workspace.notices.append(tr("No backup was made first: {reason}", reason=fault))


def is_of_many(change_set: ChangeSet | None) -> bool:
    """Whether an action changed so much that a backup of how it was before is worth its room."""
    return change_set is not None and len(change_set.rows) >= _MANY


def make_of(workspace: Workspace, snapshot: Snapshot, progress: Progress = unwatched) -> None:
    """As `make`, of how the workspace stood in `snapshot`, which is closed."""
    with closing(snapshot):
        make(workspace, progress, snapshot=snapshot)


def actions_since(workspace: Workspace, backup: Backup) -> list[Message]:
    """What would be gone if the backup were put back: the labels of all actions since, the newest first. Raises
    TrackerError where it can't be read."""
    with open_unchecked(backup.path) as older, older.read() as connection:
        last = journal.last_number(connection)
    with workspace.read() as connection:
        return journal.labels_after(connection, last)


def restore(path: Path, backup: Backup, progress: Progress = unwatched) -> Workspace:
    """Restore a backup in the place of the workspace `path`, which nobody has open, and open it. What is there is kept
    as a backup first.

    Raises TrackerError where that can't be done; then everything is as before.
    """
    with open_workspace(path, go_on=progress) as workspace:
        make(workspace, progress, spare=backup)
    put_back(backup.path, path)
    return open_workspace(path, go_on=progress)


def _stand(path: Path) -> str:
    """How far the work in a backup had come; "" where that can't be read."""
    try:
        with open_unchecked(path) as backup:
            return _stand_of(backup)
    except TrackerError:
        return ""


def _stand_of(source: Workspace | Snapshot) -> str:
    with source.read() as connection:
        return journal.stand(connection)


def _must_have_room(workspace: Workspace, older: list[Backup]) -> None:
    size = workspace.path.stat().st_size if workspace.path.exists() else 0
    if size > _room(workspace, older):
        raise TrackerError(
            tr("A backup would take more than a tenth of what is free on the disk."), tr("Make room on the disk.")
        )


def _room(workspace: Workspace, present: list[Backup]) -> int:
    """Bytes that all backups of the workspace may take."""
    place = folder(workspace)
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        free = shutil.disk_usage(place).free
    except OSError as fault:
        raise TrackerError(
            tr("Backups can't be kept in {folder}: {reason}.", folder=place, reason=reason(fault)),
            tr("Give yourself the right to write there."),
        ) from fault
    return (free + sum(backup.size for backup in present)) // _SHARE
