"""SQLite logs and journals left beside a closed workspace by a program that died.

SQLite applies them when it opens the file. One that belongs to another file (a backup restored after a crash) or comes
from outside would destroy the workspace, or a file elsewhere, so it is renamed first.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from tracker import files
from tracker.errors import TrackerError, reason
from tracker.files import unused_name
from tracker.i18n import Message, tr
from tracker.store.engine import file_state, sqlite
from tracker.store.engine.shadow_copy import saved_after_crash

_JOURNAL_MAGIC = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"


def are_beside(path: Path) -> bool:
    """Whether there is a log or a journal that is not empty."""
    real = path.resolve()
    return any(_holds_something(real.with_name(real.name + ending)) for ending in ("-wal", "-journal"))


def _holds_something(file: Path) -> bool:
    return file.is_file() and file.stat().st_size > 0


def set_aside(path: Path) -> list[Message]:
    """Rename logs that do not belong to the workspace `path`, or to one that had this name; returns messages for the
    user. Raises TrackerError if that fails."""
    try:
        return list(_set_aside(path))
    except OSError as fault:
        raise TrackerError(
            tr("A log that does not belong to {path} lies beside it: {reason}.", path=path, reason=reason(fault)),
            tr("Copy the workspace alone to a folder of your own and open the copy."),
        ) from fault


def _set_aside(path: Path) -> Iterator[Message]:
    real = path.resolve()
    for ending, belongs in (("-wal", file_state.log_belongs), ("-journal", _journal_belongs)):
        beside = real.with_name(real.name + ending)
        if beside.is_dir():
            raise TrackerError(
                tr("The folder {path} has the name of the log that a workspace needs.", path=beside),
                tr("Give it another name."),
            )
        if not _holds_something(beside) or (real.exists() and belongs(path)):
            continue
        saved = unused_name(real.with_name(f"{real.stem} as it was.tracker"))
        is_saved = ending == "-wal" and saved_after_crash(beside, saved)
        name = files.set_aside(beside).name
        real.with_name(f"{real.name}-shm").unlink(missing_ok=True)
        if is_saved:
            yield tr(
                "{path} was deleted or replaced by another file while tracker had it open, before tracker was ended. "
                "What you had worked on was saved as “{name}”.",
                path=path,
                name=saved.name,
            )
        else:
            yield tr(
                "A log that does not belong to {path} lay beside it, as after a backup is put back. It was set "
                "aside as {name}: what it holds is not in this workspace.",
                path=path,
                name=name,
            )


def told_of_copy(path: Path) -> list[Message]:
    """Messages for the user where the file lacks what is in its log, as a copy of an open workspace does. Raises
    TrackerError where the log lies beside another name of the same file."""
    if not file_state.is_copy_of_open(path):
        return []
    if path.resolve().stat().st_nlink > 1:
        raise TrackerError(
            tr("{path} has another name, by which it is open, or was when a program died.", path=path),
            tr("Open it by that name."),
        )
    return [
        tr(
            "{path} was copied while it was open: what was changed shortly before may be missing. Copy with File, "
            "Save a copy, or `tracker backup`.",
            path=path,
        )
    ]


def _journal_belongs(path: Path) -> bool:
    """Whether a journal belongs to the last transaction made or begun in the file. One that names a super-journal does
    not: tracker writes one file at a time, and SQLite would delete the file named there
    (https://sqlite.org/fileformat.html, 3)."""
    real = path.resolve()
    with real.with_name(f"{real.name}-journal").open("rb") as journal:
        journal.seek(-8, os.SEEK_END)
        if journal.read(8) == _JOURNAL_MAGIC:
            return False
        count = int.from_bytes(sqlite.header_of(path)[24:28], "big")
        return all(_uint32(first, 24) in (count, count - 1) for number, first in _pages(journal) if number == 1)


def _pages(journal: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Number and original content of each page in a journal; none if SQLite would ignore the journal."""
    journal.seek(0)
    while (header := journal.read(28))[:8] == _JOURNAL_MAGIC:
        records, sector, size = _uint32(header, 8), _uint32(header, 20) or 512, _uint32(header, 24)
        journal.seek(sector - 28, os.SEEK_CUR)
        for _ in range(records):
            record = journal.read(size + 8)
            if len(record) < size + 8:
                return
            yield _uint32(record, 0), record[4:-4]
        journal.seek(-(-journal.tell() // sector) * sector)


def _uint32(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "big")
