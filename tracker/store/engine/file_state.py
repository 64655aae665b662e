"""Whether the file under an open workspace is still the one that was opened: not replaced, restored, deleted, renamed
or cut by another program.

Place (device, inode), size and time of change tell nearly always. What another program wrote into the same file is told
by a mark, a random value in the table `setting`, which is new each time the log is brought into the file. What the log
was written on top of stands in the log (`_ON`), so that a log never gets into a file that it does not belong to.
"""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

from sqlalchemy import Connection, Engine

from tracker.i18n import Message, tr
from tracker.store.engine import sqlite

_MARK, _ON = "mark", "log on"
KEYS = (_MARK, _ON, "open in")
"""Keys in the table `setting` of what is true of an open file only."""
_NO_MARK = "0" * 32
_SPELLED = "tracker-mark:"
_IN_LOG = re.compile(rb"tracker-mark:([0-9a-f]{32})")
_LOG_MAGIC = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83")
_LOG_HEADER, _FRAME_HEADER = 32, 24  # bytes (https://sqlite.org/fileformat.html, 4.1)


@dataclass(frozen=True, slots=True)
class FileState:
    """A workspace's file, and its log, as this program left them."""

    file: tuple[int, int]
    size: int
    modified: int
    log: tuple[int, int] | None
    mark: str


def of(path: Path, log_kept: bool) -> FileState:
    """How the file stands now. Raises OSError."""
    found = path.stat()
    mark = mark_of(path) or _NO_MARK
    return FileState(_place(found), found.st_size, found.st_mtime_ns, _place_of_log(path) if log_kept else None, mark)


def after_writing(path: Path, before: FileState) -> FileState:
    """How the file stands after a write of this program: its size and time of change may be other ones."""
    with suppress(OSError):
        found = path.stat()
        if _place(found) == before.file:
            return replace(before, size=found.st_size, modified=found.st_mtime_ns)
    return before


def lost(path: Path, before: FileState) -> Message | None:
    """What happened to the file since it stood as `before`, in a sentence; None where it still does."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return tr("The workspace {path} was deleted, renamed or moved while it is open here.", path=path)
    except OSError as fault:
        return tr("The workspace {path} can't be reached: {reason}.", path=path, reason=(fault.strerror or "").lower())
    if _place(found) != before.file:
        return tr("The workspace {path} was replaced by another file while it is open here.", path=path)
    other = (found.st_size, found.st_mtime_ns) != (before.size, before.modified)
    if other and (mark_of(path) or _NO_MARK) != before.mark:
        return tr("The workspace {path} was overwritten by another program while it is open here.", path=path)
    if before.log and _place_of_log(path) != before.log:
        return tr("The log of the workspace {path} was removed while it is open here.", path=path)
    return None


def begin(writer: Engine, path: Path, log_kept: bool) -> FileState:
    """Mark the file; where a log is kept, bring it into the file and begin another. Raises OSError and what SQLite
    raises."""
    mark = f"{_SPELLED}{uuid4().hex}"
    with writer.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO setting VALUES (?, ?) ON CONFLICT DO NOTHING", (_ON, _SPELLED + _NO_MARK)
        )
        connection.exec_driver_sql("INSERT OR REPLACE INTO setting VALUES (?, ?)", (_MARK, mark))
    if log_kept and sqlite.checkpoint(writer):
        with writer.begin() as connection:
            connection.exec_driver_sql("INSERT OR REPLACE INTO setting VALUES (?, ?)", (_ON, mark))
    return of(path, log_kept)


def end(connection: Connection) -> None:
    """The file is about to be closed: what is true of an open one only goes."""
    for key in KEYS:
        connection.exec_driver_sql("DELETE FROM setting WHERE key = ?", (key,))


def detach_log(path: Path, before: FileState) -> None:
    """Before the connections to a file that is `lost` are closed: SQLite would then bring our log into what is there
    now. From beside another file it is taken away; where another program wrote into ours, it is emptied. Where ours was
    only renamed or deleted, SQLite may go on."""
    with suppress(OSError):
        place = _place(path.stat())
        if before.log is None or _place_of_log(path) != before.log:
            return
        if place == before.file:
            os.truncate(log_of(path), 0)
        else:
            for ending in ("-wal", "-shm"):
                path.with_name(path.resolve().name + ending).unlink(missing_ok=True)


def is_overwritten(path: Path, before: FileState) -> bool:
    """Whether another program has written into our file itself, and left its log."""
    try:
        return _place(path.stat()) == before.file and before.log is not None and _place_of_log(path) == before.log
    except OSError:
        return False


def size_of_log(path: Path) -> int:
    """Bytes of the log of an open workspace."""
    try:
        return log_of(path).stat().st_size
    except OSError:
        return 0


def mark_of(path: Path) -> str | None:
    """The mark in the file itself, whatever its log says: "" where it has none, None where it can't be read."""
    uri = f"file:{quote(os.fsencode(path.absolute()))}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as reading:
            found = reading.execute("SELECT value FROM setting WHERE key = ?", (_MARK,)).fetchone()
            return str(found[0]).removeprefix(_SPELLED) if found else ""
    except sqlite3.Error:
        return None


def log_belongs(path: Path) -> bool:
    """Whether the log beside a workspace that nobody has open is its own, as far as can be told."""
    marks = set(_marks_in_log(log_of(path)))
    if not marks:  # of a program that did not mark it, which put that it keeps a log into the file's header first
        return sqlite.header_of(path)[18:20] != b"\x01\x01"
    mark = mark_of(path)
    return mark is None or (mark or _NO_MARK) in marks


def is_copy_of_open(path: Path) -> bool:
    """Whether the file was copied, without its log, while it was open."""
    return bool(sqlite.header_of(path)[18:20] == b"\x02\x02" and mark_of(path) and not log_of(path).exists())


def _marks_in_log(log: Path) -> Iterator[str]:
    """The marks in the frames of a log that count: those with the salt of its header."""
    with log.open("rb") as file:
        header = file.read(_LOG_HEADER)
        if len(header) < _LOG_HEADER or header[:4] not in _LOG_MAGIC:
            return
        size = int.from_bytes(header[8:12], "big")
        while len(frame := file.read(_FRAME_HEADER + size)) == _FRAME_HEADER + size and frame[8:16] == header[16:24]:
            yield from (mark.decode() for mark in _IN_LOG.findall(frame))


def log_of(path: Path) -> Path:
    """Where SQLite keeps the log of a workspace."""
    real = path.resolve()
    return real.with_name(f"{real.name}-wal")


def _place_of_log(path: Path) -> tuple[int, int] | None:
    try:
        return _place(log_of(path).stat())
    except OSError:
        return None


def _place(found: os.stat_result) -> tuple[int, int]:
    return found.st_dev, found.st_ino
