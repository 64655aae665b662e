"""One program at a time writes a workspace; a crash leaves nothing locked.

Two locks, both of which the system frees when the program dies: a lock file beside the workspace, which programs on
other computers and other systems see, and one on the file itself (POSIX), which holds whatever name it is opened by
(symbolic and hard links) and also where the lock file was deleted.
"""

import json
import os
import sys
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import text

from tracker.errors import TrackerError, reason
from tracker.i18n import Message, tr
from tracker.store.engine import sqlite
from tracker.store.engine.folders import Sharing, sharing


class Lock:
    """Held by the one program that writes a workspace. Made by `take`; `release` it after all connections are closed:
    closing a file frees the locks that SQLite has on it (https://sqlite.org/howtocorrupt.html, 2.2)."""

    def __init__(self, path: Path) -> None:
        self._by_name = FileLock(path.with_name(f".{path.name}.lock"), timeout=0, thread_local=False)
        self._by_name.acquire()
        self._files: list[int] = []
        try:
            self.add(path)
        except BaseException:
            self.release()
            raise

    def add(self, path: Path) -> None:
        """Lock another file too, which is about to take the place of the workspace. Raises OSError."""
        if sys.platform == "win32" or sharing(path.parent) is Sharing.NETWORK:
            return  # there the lock file is all that can be had: NFS makes locks of this kind collide with SQLite's
        import fcntl

        number = os.open(path, os.O_RDONLY)
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BaseException:
            os.close(number)
            raise
        self._files.append(number)
        sqlite.keep_open(number)

    def release(self) -> None:
        for number in self._files:
            sqlite.close(number)
        self._files.clear()
        self._by_name.release()


def take(path: Path) -> Lock:
    """The lock on the workspace `path`. Raises TrackerError where another program has it, or the place can't be
    written."""
    try:
        return Lock(path)
    except (Timeout, BlockingIOError):
        raise TrackerError(_holder(path), tr("Close it there and try again.")) from None
    except OSError as fault:
        raise TrackerError(
            tr("The workspace {path} can't be written: {reason}.", path=path, reason=reason(fault)),
            tr("Copy it to a folder of your own and open the copy."),
        ) from fault


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
