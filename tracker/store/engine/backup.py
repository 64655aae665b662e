"""Consistent copies of a workspace, even of an open one. A plain copy of the file would miss what is in the log."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tracker.errors import TrackerError, reason
from tracker.files import PRIVATE, clear_remains, written_beside
from tracker.i18n import tr
from tracker.progress import Progress, unwatched
from tracker.store.engine import file_state, sqlite
from tracker.store.engine.faults import REPAIR

_PAGES = 2_000  # copied between two reports of progress


def copy(source: Path, target: Path, progress: Progress = unwatched) -> None:
    """`copy_from` a workspace that this program does not have open."""
    with closing(sqlite.connect(source, "ro")) as stored:
        copy_from(stored, target, progress)


def copy_from(
    stored: sqlite3.Connection,
    target: Path,
    progress: Progress = unwatched,
    finish: Callable[[Path], None] = lambda _unfinished: None,
) -> None:
    """Write a consistent copy of the workspace open on `stored` to `target`. The copy is checked for damage before it
    is moved into place. `finish` may change it before that; `progress` may raise to cancel.

    Raises TrackerError if the copy can't be written or is damaged.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        clear_remains(target)
        with written_beside(target, PRIVATE) as unfinished:
            copy_pages(stored, unfinished, progress)
            with closing(sqlite.connect(unfinished, "rw")) as copied:
                copied.executemany("DELETE FROM setting WHERE key = ?", [(key,) for key in file_state.KEYS])
                copied.commit()
                copied.execute("PRAGMA journal_mode = DELETE")
            finish(unfinished)
            with closing(sqlite.connect(unfinished, "rw")) as copied:
                (found,) = copied.execute("PRAGMA quick_check(1)").fetchone()
            if found != "ok":
                raise TrackerError(
                    tr("The workspace is damaged: no copy of it is whole ({fault}).", fault=found),
                    REPAIR,
                )
    except (OSError, sqlite3.Error) as fault:
        why = reason(fault) if isinstance(fault, OSError) else str(fault)
        raise TrackerError(
            tr("The copy {path} can't be written: {reason}.", path=target, reason=why), tr("Choose another place.")
        ) from fault


def copy_pages(stored: sqlite3.Connection, target: Path, progress: Progress = unwatched) -> None:
    """Copy a whole database to an empty file. Raises sqlite3.Error."""
    with closing(sqlite.connect(target)) as copied:
        stored.backup(copied, pages=_PAGES, progress=lambda _status, left, whole: progress(whole - left, whole))
