"""Consistent copies of a workspace, also of one that is open. A plain copy of the file misses what is in the log."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tracker.errors import TrackerError, reason
from tracker.files import clear_remains, written_beside
from tracker.i18n import tr
from tracker.progress import Progress, unwatched

_PAGES = 2_000  # copied between two reports of progress


def copy(source: Path, target: Path, progress: Progress = unwatched) -> None:
    """Write a consistent copy of the workspace `source` to `target`, which appears whole or not at all. What `progress`
    raises ends it.

    Raises TrackerError when it can't be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        clear_remains(target)
        with (
            written_beside(target) as unfinished,
            closing(sqlite3.connect(source)) as held,
            closing(sqlite3.connect(unfinished)) as copied,
        ):
            held.backup(copied, pages=_PAGES, progress=lambda _status, left, whole: progress(whole - left, whole))
            copied.execute("DELETE FROM setting WHERE key = 'open in'")
            copied.commit()
            copied.execute("PRAGMA journal_mode = DELETE")
    except (OSError, sqlite3.Error) as fault:
        why = reason(fault) if isinstance(fault, OSError) else str(fault)
        raise TrackerError(
            tr("The copy {path} can't be written: {why}.", path=target, why=why), tr("Choose another place.")
        ) from fault
