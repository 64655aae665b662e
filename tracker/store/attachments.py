"""Files kept inside the workspace, each stored once by its SHA-256, in parts, so that no more of it than one part is in
memory and no write takes long. A file that is still coming in has another name in place of its SHA-256."""

import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from tracker.domain.filenames import visible
from tracker.errors import TrackerError, reason
from tracker.files import written_beside
from tracker.progress import Progress, unwatched

LARGEST = 500 * 1024 * 1024
"""Bytes of the largest file that is taken in."""
PART = 2 * 1024 * 1024
_COMING = "coming in "
_NO_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def size_of(path: Path) -> int:
    """The bytes of a file that may be taken in. Raises TrackerError for anything but a regular file (a pipe or a device
    would keep us waiting, a link is not what it seems) and for one too large."""
    with _in_plain_words(path):
        return _fine(path, path.lstat())


def parts_of(path: Path) -> Iterator[bytes]:
    """The bytes of a file, part by part. Raises TrackerError as `size_of` does, and where it changes meanwhile."""
    size_of(path)
    with _in_plain_words(path), os.fdopen(os.open(path, os.O_RDONLY | _NO_WAITING), "rb") as file:
        before = os.fstat(file.fileno())
        _fine(path, before)
        done = 0
        while part := file.read(PART):
            done += len(part)
            if done > before.st_size:
                break
            yield part
        if done != before.st_size or os.fstat(file.fileno()).st_mtime_ns != before.st_mtime_ns:
            raise TrackerError(f"{visible(path.name)} changed while it was read.", "Add it again.")


def _fine(path: Path, found: os.stat_result) -> int:
    if stat.S_ISDIR(found.st_mode):
        raise TrackerError(f"{visible(path.name)} is a folder.", "Zip it, or add its files.")
    if stat.S_ISLNK(found.st_mode):
        raise TrackerError(f"{visible(path.name)} is a link to another file.", "Add the file itself.")
    if not stat.S_ISREG(found.st_mode):
        raise TrackerError(f"{visible(path.name)} is not a file.", "Choose a file.")
    if found.st_size > LARGEST:
        raise TrackerError(
            f"{visible(path.name)} is larger than {LARGEST // 1024**2} MB.", "Add a link to it, or a smaller copy."
        )
    return found.st_size


@contextmanager
def _in_plain_words(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as fault:  # ValueError: a NUL in the name
        why = reason(fault) if isinstance(fault, OSError) else "no file can have this name"
        raise TrackerError(f"{visible(path.name)} can't be read: {why}.", "Check the file and add it again.") from fault


def begin(session: Session) -> int:
    """A place for a file that is coming in; returns the attachment's id."""
    made = session.execute(
        text("INSERT INTO attachment (sha256, size) VALUES (:name, 0) RETURNING id"), {"name": f"{_COMING}{uuid4()}"}
    )
    return int(made.scalar_one())


def add_part(session: Session, attachment_id: int, position: int, content: bytes) -> None:
    session.execute(
        text("INSERT INTO attachment_part (attachment_id, position, content) VALUES (:id, :position, :content)"),
        {"id": attachment_id, "position": position, "content": content},
    )


def settle(session: Session, attachment_id: int, sha256: str, size: int) -> int:
    """All parts are in: the file has its SHA-256. Returns the id of the attachment that holds these bytes, which may
    have been here before."""
    known = session.execute(text("SELECT id FROM attachment WHERE sha256 = :sha"), {"sha": sha256}).scalar()
    if known is not None:
        return int(known)
    session.execute(
        text("UPDATE attachment SET sha256 = :sha, size = :size WHERE id = :id"),
        {"sha": sha256, "size": size, "id": attachment_id},
    )
    return attachment_id


def drop_unsettled(session: Session, attachment_id: int | None = None) -> None:
    """Let go of a file that did not come in, or of all that were left by a program that died."""
    which = f"SELECT id FROM attachment WHERE sha256 LIKE '{_COMING}%' AND id = coalesce(:id, id)"
    session.execute(text(f"DELETE FROM attachment_part WHERE attachment_id IN ({which})"), {"id": attachment_id})
    session.execute(text(f"DELETE FROM attachment WHERE id IN ({which})"), {"id": attachment_id})


def settled(connection: Connection) -> Sequence[tuple[int, str]]:
    """All attachments that came in: id and SHA-256."""
    query = f"SELECT id, sha256 FROM attachment WHERE sha256 NOT LIKE '{_COMING}%'"
    return [(row.id, row.sha256) for row in connection.execute(text(query))]


def parts(connection: Connection, attachment_id: int) -> Iterator[bytes]:
    """The bytes of an attachment, part by part."""
    query = "SELECT content FROM attachment_part WHERE attachment_id = :id ORDER BY position"
    for (content,) in connection.execute(text(query), {"id": attachment_id}):
        yield content


def digest(connection: Connection, attachment_id: int) -> str:
    """The SHA-256 of the bytes as they are now."""
    found = hashlib.sha256()
    for part in parts(connection, attachment_id):
        found.update(part)
    return found.hexdigest()


def save_as(
    connection: Connection,
    attachment_id: int,
    target: Path,
    progress: Progress = unwatched,
) -> None:
    """Write an attachment to `target`, byte for byte, and check its digest on the way.

    Raises TrackerError when it can't be written or is not what was stored; then what was there before stays.
    """
    held = connection.execute(text("SELECT sha256, size FROM attachment WHERE id = :id"), {"id": attachment_id}).one()
    found, done = hashlib.sha256(), 0
    try:
        with written_beside(target) as unfinished:
            with unfinished.open("wb") as file:
                for part in parts(connection, attachment_id):
                    file.write(part)
                    found.update(part)
                    done += len(part)
                    progress(done, held.size)
            if found.hexdigest() != held.sha256:
                raise TrackerError(
                    f"The file for {visible(target.name)} is not what was stored: its SHA-256 differs.",
                    "Get the file from a backup of the workspace.",
                )
    except OSError as fault:
        raise TrackerError(
            f"{visible(str(target))} can't be written: {reason(fault)}.", "Choose another place."
        ) from fault
