"""Only one program at a time may write a workspace; a crash leaves nothing locked.

There are two locks, both released by the system when the program dies: a lock file beside the workspace, visible to
programs on other computers, and a lock on the file itself (POSIX), which works under any name (symbolic and hard links)
and even if the lock file was deleted.
"""

import json
import os
import sys
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from tracker.errors import WorkspaceTaken, reason
from tracker.i18n import Message, tr
from tracker.store.engine import sqlite
from tracker.store.engine.folders import Sharing, sharing


class Lock:
    """The lock of the program that writes a workspace. Created by `take`. Call `release` after all connections are
    closed: closing a file frees SQLite's locks on it (https://sqlite.org/howtocorrupt.html, 2.2)."""

    def __init__(self, path: Path) -> None:
        self._lock_file = FileLock(path.with_name(f".{path.name}.lock"), timeout=0, thread_local=False)
        self._lock_file.acquire()
        self._descriptors: list[int] = []
        try:
            self.add(path)
        except BaseException:
            self.release()
            raise

    def add(self, path: Path) -> None:
        """Also lock a file that is about to replace the workspace. Raises OSError."""
        if sys.platform == "win32" or sharing(path.parent) is Sharing.NETWORK:
            return  # only the lock file works there: on NFS, flock conflicts with SQLite's locks
        import fcntl

        descriptor = os.open(path, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BaseException:
            os.close(descriptor)
            raise
        self._descriptors.append(descriptor)
        sqlite.keep_open(descriptor)

    def release(self) -> None:
        for descriptor in self._descriptors:
            sqlite.close(descriptor)
        self._descriptors.clear()
        self._lock_file.release()


def take(path: Path) -> Lock:
    """Lock the workspace `path`. Raises WorkspaceTaken if another program has the lock or the folder can't be
    written."""
    try:
        return Lock(path)
    except (Timeout, BlockingIOError):
        raise WorkspaceTaken(_holder(path), tr("Close it there and try again.")) from None
    except OSError as fault:
        raise WorkspaceTaken(
            tr("The workspace {path} can't be written: {reason}.", path=path, reason=reason(fault)),
            tr("Copy it to a folder of your own and open the copy."),
        ) from fault


def _holder(path: Path) -> Message:
    """Message that the workspace is open in another program, with user, computer and time if known."""
    with suppress(ValueError, LookupError, TypeError, AttributeError):
        owner = json.loads(sqlite.glance(path, "open in") or "")
        return tr(
            "The workspace {path} is open in another tracker ({who} on {where}, since {since}).",
            path=path,
            who=owner["who"],
            where=owner["where"],
            since=owner["since"].replace("T", " "),
        )
    return tr("The workspace {path} is open in another tracker.", path=path)
