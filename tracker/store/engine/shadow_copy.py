"""A private copy of an open workspace's file as it was when its log was started. Copy and log together are complete,
so nothing is lost if another program overwrites or truncates the file itself, also if this program then dies.
"""

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import ExitStack, closing, suppress
from pathlib import Path

from tracker import paths
from tracker.errors import TrackerError
from tracker.files import PRIVATE
from tracker.leftovers import ENDING, temporary_folder, unfinished_file
from tracker.progress import GoOn, Progress, unwatched
from tracker.store.engine import backup, file_state, sqlite

_NAME = "base"
_LARGEST = 256 * 1024 * 1024  # bytes; larger files are copied only if the file system can share blocks
_PART = 4 * 1024 * 1024
_CLONE = 0x40049409  # FICLONE (linux/fs.h): the copy shares the file's blocks


class ShadowCopy:
    """The copy, in the user's folder. `drop` deletes it; after a crash `leftovers` does, once its log is gone."""

    def __init__(self) -> None:
        self._removal = ExitStack()
        self._path: Path | None = None

    @property
    def is_kept(self) -> bool:
        return self._path is not None

    def keep(self, path: Path, before: file_state.FileState, go_on: GoOn) -> None:
        """Copy the file, if that is possible; nothing may write to it meanwhile. `go_on` may raise to cancel."""
        self.drop()
        with suppress(OSError), ExitStack() as undo:
            _place().mkdir(parents=True, exist_ok=True, mode=0o700)
            copy = undo.enter_context(unfinished_file(_place() / _NAME, needed_by=file_state.log_of(path)))
            if _copied(path, copy, go_on) and file_state.lost(path, before) is None:
                self._removal, self._path = undo.pop_all(), copy

    def drop(self) -> None:
        self._removal.close()
        self._removal, self._path = ExitStack(), None

    def copy_to(self, path: Path, target: Path, progress: Progress, finish: Callable[[Path], None]) -> None:
        """Like `backup.copy_from`, from the copy and the log of `path`. Raises TrackerError, OSError."""
        assert self._path
        _copy_to(self._path, file_state.log_of(path), target, progress, finish)


def saved_after_crash(log: Path, target: Path) -> bool:
    """Write what a `log` and the copy under it make to `target`, where a program that died left that copy. Returns
    whether there was one that could be used."""
    marks = set(file_state.marks_in(log))
    for copy in _place().glob(f".{_NAME}.*{ENDING}"):
        if file_state.mark_of(copy) in marks:
            with suppress(TrackerError, OSError, sqlite3.Error):
                _copy_to(copy, log, target)
                return True
    return False


def _place() -> Path:
    return paths.user_folder() / "open"


def _copy_to(
    copy: Path,
    log: Path,
    target: Path,
    progress: Progress = unwatched,
    finish: Callable[[Path], None] = lambda _unfinished: None,
) -> None:
    with temporary_folder() as folder:
        whole = folder / "whole"
        shutil.copyfile(copy, whole)
        shutil.copyfile(log, file_state.log_of(whole))
        whole.chmod(PRIVATE)
        with closing(sqlite.connect(whole, "rw")) as stored:
            backup.copy_from(stored, target, progress, finish)


def _copied(source: Path, target: Path, go_on: GoOn) -> bool:
    with sqlite.opened_to_read(source) as descriptor, target.open("r+b") as out:
        if _cloned(descriptor, out.fileno()):
            return True
        size = os.fstat(descriptor).st_size
        if size > _LARGEST or size > shutil.disk_usage(target.parent).free // 10:
            return False
        for start in range(0, size, _PART):
            go_on()
            out.write(sqlite.read_at(descriptor, start, _PART))
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
