"""Detect whether the file of an open workspace was replaced, restored, deleted, renamed or truncated by another
program.

Device, inode, size and modification time nearly always suffice. A write into the same file is detected by a mark: a
random value in the table `setting`, changed at each checkpoint. The log records the mark of the file that it continues
(`_ON`), so that a log is never applied to another file.
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, Engine

from tracker.i18n import Message, tr
from tracker.store.engine import sqlite

_MARK, _ON = "mark", "log on"
KEYS = (_MARK, _ON, "open in")
"""Keys in the table `setting` that are set only while a file is open."""
_NO_MARK = "0" * 32
_MARK_PREFIX = "tracker-mark:"
_IN_LOG = re.compile(rb"tracker-mark:([0-9a-f]{32})")
_LOG_MAGIC = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83")
_LOG_HEADER, _FRAME_HEADER = 32, 24  # bytes (https://sqlite.org/fileformat.html, 4.1)


@dataclass(frozen=True, slots=True)
class FileState:
    """A workspace's file and its log, as this program last left them."""

    file: tuple[int, int]
    size: int
    modified: int
    log: tuple[int, int] | None
    mark: str


def of(path: Path, log_kept: bool) -> FileState:
    """The present state of the file. Raises OSError."""
    found = path.stat()
    mark = mark_of(path) or _NO_MARK
    return FileState(_inode(found), found.st_size, found.st_mtime_ns, _log_inode(path) if log_kept else None, mark)


def after_writing(path: Path, before: FileState) -> FileState:
    """The state after a write by this program, which may change size and modification time."""
    with suppress(OSError):
        found = path.stat()
        if _inode(found) == before.file:
            return replace(before, size=found.st_size, modified=found.st_mtime_ns)
    return before


def lost(path: Path, before: FileState) -> Message | None:
    """What happened to the file since the state `before`, in a sentence; None if nothing did."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return tr("The workspace {path} was deleted, renamed or moved while it is open here.", path=path)
    except OSError as fault:
        return tr("The workspace {path} can't be reached: {reason}.", path=path, reason=(fault.strerror or "").lower())
    if _inode(found) != before.file:
        return tr("The workspace {path} was replaced by another file while it is open here.", path=path)
    other = (found.st_size, found.st_mtime_ns) != (before.size, before.modified)
    if other and (mark_of(path) or _NO_MARK) != before.mark:
        return tr("The workspace {path} was overwritten by another program while it is open here.", path=path)
    if before.log and _log_inode(path) != before.log:
        return tr("The log of the workspace {path} was removed while it is open here.", path=path)
    return None


def begin(writer: Engine, path: Path, log_kept: bool) -> FileState:
    """Mark the file; with a log, also run a checkpoint, which starts a new log. Raises OSError and SQLite's errors."""
    mark = f"{_MARK_PREFIX}{uuid4().hex}"
    with writer.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO setting VALUES (?, ?) ON CONFLICT DO NOTHING", (_ON, _MARK_PREFIX + _NO_MARK)
        )
        connection.exec_driver_sql("INSERT OR REPLACE INTO setting VALUES (?, ?)", (_MARK, mark))
    if log_kept and sqlite.checkpoint(writer):
        with writer.begin() as connection:
            connection.exec_driver_sql("INSERT OR REPLACE INTO setting VALUES (?, ?)", (_ON, mark))
    return of(path, log_kept)


def end(connection: Connection) -> None:
    """Delete the settings of an open file, as it is about to be closed."""
    for key in KEYS:
        connection.exec_driver_sql("DELETE FROM setting WHERE key = ?", (key,))


def detach_log(path: Path, before: FileState) -> None:
    """Call before closing the connections to a `lost` file, when SQLite would apply our log to whatever file is there
    now. The log is deleted beside another file, and emptied if another program wrote into ours. If ours was only
    renamed or deleted, it stays."""
    with suppress(OSError):
        place = _inode(path.stat())
        if before.log is None or _log_inode(path) != before.log:
            return
        if place == before.file:
            os.truncate(log_of(path), 0)
        else:
            for ending in ("-wal", "-shm"):
                path.with_name(path.resolve().name + ending).unlink(missing_ok=True)


def is_overwritten(path: Path, before: FileState) -> bool:
    """Whether another program wrote into our file but left its log alone."""
    try:
        return _inode(path.stat()) == before.file and before.log is not None and _log_inode(path) == before.log
    except OSError:
        return False


def size_of_log(path: Path) -> int:
    """The size of an open workspace's log in bytes; 0 if there is none."""
    try:
        return log_of(path).stat().st_size
    except OSError:
        return 0


def mark_of(path: Path) -> str | None:
    """The mark in the file itself, ignoring its log: "" for none, None if it can't be read."""
    mark = sqlite.glance(path, _MARK, "ro&immutable=1")
    return mark and mark.removeprefix(_MARK_PREFIX)


def log_belongs(path: Path) -> bool:
    """Whether the log beside a closed workspace belongs to it, as far as can be determined."""
    marks = set(marks_in(log_of(path)))
    if not marks:  # written by a version without marks, which first set WAL mode in the file's header
        return sqlite.header_of(path)[18:20] != b"\x01\x01"
    mark = mark_of(path)
    return mark is None or (mark or _NO_MARK) in marks


def is_copy_of_open(path: Path) -> bool:
    """Whether the file is a copy made, without the log, of an open workspace."""
    return bool(sqlite.header_of(path)[18:20] == b"\x02\x02" and mark_of(path) and not log_of(path).exists())


def marks_in(log: Path) -> Iterator[str]:
    """The marks in the valid frames of a log: those with the salt of its header."""
    with log.open("rb") as file:
        header = file.read(_LOG_HEADER)
        if len(header) < _LOG_HEADER or header[:4] not in _LOG_MAGIC:
            return
        size = int.from_bytes(header[8:12], "big")
        while len(frame := file.read(_FRAME_HEADER + size)) == _FRAME_HEADER + size and frame[8:16] == header[16:24]:
            yield from (mark.decode() for mark in _IN_LOG.findall(frame))


def log_of(path: Path) -> Path:
    """The path of a workspace's log."""
    real = path.resolve()
    return real.with_name(f"{real.name}-wal")


def _log_inode(path: Path) -> tuple[int, int] | None:
    try:
        return _inode(log_of(path).stat())
    except OSError:
        return None


def _inode(found: os.stat_result) -> tuple[int, int]:
    return found.st_dev, found.st_ino
