"""A private copy of an open workspace's file as it was when its log was begun. With the log, it is everything: so what
another program writes into the file itself (a backup copied over it, a file cut short) takes nothing away.
"""

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import ExitStack, closing, suppress
from pathlib import Path

from tracker import paths
from tracker.files import PRIVATE
from tracker.leftovers import temporary_folder, unfinished_file
from tracker.progress import GoOn, Progress
from tracker.store.engine import backup, file_state, sqlite

_LARGEST = 256 * 1024 * 1024  # bytes of a file that is copied; where the disk shares blocks, any is
_PART = 4 * 1024 * 1024
_CLONE = 0x40049409  # FICLONE (linux/fs.h): the copy shares the blocks of the file


class ShadowCopy:
    """The copy, in the user's folder. `drop` it; a crash is made good by `leftovers`."""

    def __init__(self) -> None:
        self._removal = ExitStack()
        self._path: Path | None = None

    @property
    def is_kept(self) -> bool:
        return self._path is not None

    def keep(self, path: Path, before: file_state.FileState, go_on: GoOn) -> None:
        """Copy the file, which nobody may write meanwhile. Where that can't be done there is none. What `go_on` raises
        ends it."""
        self.drop()
        with suppress(OSError), ExitStack() as undo:
            place = paths.user_folder() / "open"
            place.mkdir(parents=True, exist_ok=True, mode=0o700)
            copy = undo.enter_context(unfinished_file(place / "base"))
            if _copied(path, copy, go_on) and file_state.lost(path, before) is None:
                self._removal, self._path = undo.pop_all(), copy

    def drop(self) -> None:
        self._removal.close()
        self._removal, self._path = ExitStack(), None

    def copy_to(self, path: Path, target: Path, progress: Progress, finish: Callable[[Path], None]) -> None:
        """As `backup.copy_from`, of the copy and the log that lies beside `path`. Raises TrackerError, OSError."""
        assert self._path
        with temporary_folder() as folder:
            whole = folder / "whole"
            shutil.copyfile(self._path, whole)
            shutil.copyfile(file_state.log_of(path), file_state.log_of(whole))
            whole.chmod(PRIVATE)
            with closing(sqlite3.connect(whole)) as stored:
                backup.copy_from(stored, target, progress, finish)


def _copied(source: Path, target: Path, go_on: GoOn) -> bool:
    with sqlite.opened_to_read(source) as number, target.open("r+b") as out:
        if _cloned(number, out.fileno()):
            return True
        size = os.fstat(number).st_size
        if size > _LARGEST or size > shutil.disk_usage(target.parent).free // 10:
            return False
        for start in range(0, size, _PART):
            go_on()
            out.write(sqlite.read_at(number, start, _PART))
    return True


def _cloned(source: int, target: int) -> bool:
    if sys.platform != "linux":
        return False
    import fcntl

    try:
        fcntl.ioctl(target, _CLONE, source)
        return True
    except OSError:
        return False
