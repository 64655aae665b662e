"""SQLite logs and journals left beside a closed workspace by a program that died.

SQLite applies them when it opens the file. One that belongs to another file (a backup restored after a crash) or comes
from outside would destroy the workspace, or a file elsewhere, so it is renamed first.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from tracker.errors import TrackerError, reason
from tracker.files import unused_name
from tracker.i18n import Message, tr
from tracker.store.engine import file_state, sqlite

_JOURNAL_MAGIC = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"


def are_beside(path: Path) -> bool:
    """Whether there is a log or a journal that is not empty."""
    real = path.resolve()
    beside = (real.with_name(real.name + ending) for ending in ("-wal", "-journal"))
    return any(file.is_file() and file.stat().st_size for file in beside)


def set_aside(path: Path) -> list[Message]:
    """Rename logs that do not belong to the workspace `path`; returns messages for the user. Raises TrackerError if
    that fails."""
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
        if beside.is_file() and beside.stat().st_size and not belongs(path):
            new_path = unused_name(real.with_name(f"{real.name}{ending}.set-aside"))
            beside.rename(new_path)
            with suppress(FileNotFoundError):
                real.with_name(f"{real.name}-shm").unlink()
            yield tr(
                "A log that does not belong to {path} lay beside it, as after a backup is put back. It was set "
                "aside as {name}: what it holds is not in this workspace.",
                path=path,
                name=new_path.name,
            )
    if file_state.is_copy_of_open(path):
        if real.stat().st_nlink > 1:
            raise TrackerError(
                tr("{path} has another name, by which it was open when a program died.", path=path),
                tr("Open it by that name once."),
            )
        yield tr(
            "{path} was copied while it was open: what was changed shortly before may be missing. Copy with File, "
            "Save a copy, or `tracker backup`.",
            path=path,
        )


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
