"""Add files to the workspace, each stored once by its SHA-256, in parts, so that memory use is limited and no write
takes long."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import text
from sqlalchemy.orm import Session

from tracker.domain.text.filenames import visible
from tracker.errors import TrackerError, reason
from tracker.i18n import tr
from tracker.store.tables.attachments import COMING
from tracker.store.tables.columns import new_uid

LARGEST = 500 * 1024 * 1024
"""The largest file that can be added, in bytes."""
PART = 2 * 1024 * 1024
_OPEN_FLAGS = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def size_of(path: Path) -> int:
    """The size in bytes of a file to be added. Raises TrackerError if it is too large or not a regular file: a pipe or
    device might block, and a link might lead elsewhere."""
    with _in_plain_words(path):
        return _checked_size(path, path.lstat())


def parts_of(path: Path) -> Iterator[bytes]:
    """The content of a file in parts. Raises TrackerError as `size_of` does, and if the file changes meanwhile."""
    size_of(path)
    with _in_plain_words(path), os.fdopen(os.open(path, os.O_RDONLY | _OPEN_FLAGS), "rb") as file:
        before = os.fstat(file.fileno())
        _checked_size(path, before)
        done = 0
        while part := file.read(PART):
            done += len(part)
            if done > before.st_size:
                break
            yield part
        if done != before.st_size or os.fstat(file.fileno()).st_mtime_ns != before.st_mtime_ns:
            raise TrackerError(tr("{name} changed while it was read.", name=visible(path.name)), tr("Add it again."))


def _checked_size(path: Path, found: os.stat_result) -> int:
    if stat.S_ISDIR(found.st_mode):
        raise TrackerError(tr("{name} is a folder.", name=visible(path.name)), tr("Zip it, or add its files."))
    if stat.S_ISLNK(found.st_mode):
        raise TrackerError(tr("{name} is a link to another file.", name=visible(path.name)), tr("Add the file itself."))
    if not stat.S_ISREG(found.st_mode):
        raise TrackerError(tr("{name} is not a file.", name=visible(path.name)), tr("Choose a file."))
    if found.st_size > LARGEST:
        raise TrackerError(
            tr("{name} is larger than {limit} MB.", name=visible(path.name), limit=LARGEST // 1024**2),
            tr("Add a link to it, or a smaller copy."),
        )
    return found.st_size


@contextmanager
def _in_plain_words(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as fault:  # ValueError: a NUL in the name
        why = reason(fault) if isinstance(fault, OSError) else tr("no file can have this name")
        raise TrackerError(
            tr("{name} can't be read: {why}.", name=visible(path.name), why=why),
            tr("Check the file and add it again."),
        ) from fault


def begin(session: Session) -> int:
    """Begin an attachment; returns its id."""
    made = session.execute(
        text("INSERT INTO attachment (uid, sha256, size) VALUES (:uid, :name, 0) RETURNING id"),
        {"uid": new_uid(), "name": f"{COMING}{uuid4()}"},
    )
    return int(made.scalar_one())


def add_part(session: Session, attachment_id: int, position: int, content: bytes) -> None:
    session.execute(
        text("INSERT INTO attachment_part (attachment_id, position, content) VALUES (:id, :position, :content)"),
        {"id": attachment_id, "position": position, "content": content},
    )


def settle(session: Session, attachment_id: int, sha256: str, size: int) -> int:
    """Complete an attachment when all parts are written. Returns its id, or that of an existing one with the same
    content."""
    known = session.execute(text("SELECT id FROM attachment WHERE sha256 = :sha"), {"sha": sha256}).scalar()
    if known is not None:
        return int(known)
    session.execute(
        text("UPDATE attachment SET sha256 = :sha, size = :size WHERE id = :id"),
        {"sha": sha256, "size": size, "id": attachment_id},
    )
    return attachment_id


def drop_unsettled(session: Session, attachment_id: int | None = None) -> None:
    """Delete an incomplete attachment, or all that were left by a program that died."""
    which = f"SELECT id FROM attachment WHERE sha256 LIKE '{COMING}%' AND id = coalesce(:id, id)"
    session.execute(text(f"DELETE FROM attachment_part WHERE attachment_id IN ({which})"), {"id": attachment_id})
    session.execute(text(f"DELETE FROM attachment WHERE id IN ({which})"), {"id": attachment_id})
