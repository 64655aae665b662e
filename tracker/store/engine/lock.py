"""One program at a time writes a workspace; a crash leaves nothing locked."""

import json
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import text

from tracker.errors import TrackerError, reason
from tracker.i18n import Message, tr
from tracker.store.engine import sqlite


def take(path: Path) -> FileLock:
    """The lock that one writing program holds; the system frees it when the program dies."""
    lock = FileLock(path.with_name(f".{path.name}.lock"), timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise TrackerError(_holder(path), tr("Close it there and try again.")) from None
    except OSError as fault:
        raise TrackerError(
            tr("The workspace {path} can't be written: {reason}.", path=path, reason=reason(fault)),
            tr("Copy it to a folder of your own and open the copy."),
        ) from fault
    return lock


def _holder(path: Path) -> Message:
    """That the workspace is open in another program: whose and since when, where that program wrote it down."""
    asking = sqlite.reader(path)
    try:
        with suppress(Exception), asking.connect() as connection:
            found = connection.execute(text("SELECT value FROM setting WHERE key = 'open in'")).scalar()
            here = json.loads(found or "")
            return tr(
                "The workspace {path} is open in another tracker ({who} on {where}, since {since}).",
                path=path,
                who=here["who"],
                where=here["where"],
                since=here["since"].replace("T", " "),
            )
        return tr("The workspace {path} is open in another tracker.", path=path)
    finally:
        asking.dispose()
