"""Files kept inside the workspace, each stored once by its SHA-256, streamed in and out."""

import hashlib
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from tracker.errors import TrackerError
from tracker.files import reason, written_beside

LARGEST = 500 * 1024 * 1024
"""Bytes of the largest file that is taken in."""
_CHUNK = 1024 * 1024


def _no_progress(_done: int, _whole: int) -> None:
    return None


def add_file(session: Session, path: Path, progress: Callable[[int, int], None] = _no_progress) -> int:
    """Store the file's bytes, once, in one pass; returns the attachment's id.

    `progress(done, whole)` is called in bytes and may raise to give up. Raises TrackerError for anything but a regular
    file, one too large, and one that changes while it is read.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise TrackerError(f"{path.name} is not a file.", "Choose a file; a folder can be zipped first.")
        if found.st_size > LARGEST:
            raise TrackerError(
                f"{path.name} is larger than {LARGEST // 1024**2} MB.", "Add a link to it, or a smaller copy."
            )
        with path.open("rb") as file:
            attachment_id = _store(session, file.read, found.st_size, path.name, progress)
            if os.fstat(file.fileno()).st_mtime_ns != found.st_mtime_ns:
                raise TrackerError(f"{path.name} changed while it was read.", "Add it again.")
    except OSError as fault:
        raise TrackerError(
            f"{path.name} can't be read: {reason(fault)}.", "Check the file and add it again."
        ) from fault
    return attachment_id


def _store(
    session: Session, read: Callable[[int], bytes], size: int, name: str, progress: Callable[[int, int], None]
) -> int:
    connection = session.connection()
    provisional = f"reading {uuid4()}"
    row_id: int = connection.execute(
        text("INSERT INTO attachment (sha256, size, content) VALUES (:sha, :size, zeroblob(:size)) RETURNING id"),
        {"sha": provisional, "size": size},
    ).scalar_one()
    digest, done = hashlib.sha256(), 0
    with _blob(connection, row_id, readonly=False) as blob:
        while chunk := read(_CHUNK):
            done += len(chunk)
            if done > size:
                break
            blob.write(chunk)
            digest.update(chunk)
            progress(done, size)
    if done != size:
        raise TrackerError(f"{name} changed while it was read.", "Add it again.")
    known = connection.execute(
        text("SELECT id FROM attachment WHERE sha256 = :sha"), {"sha": digest.hexdigest()}
    ).scalar()
    if known is not None:
        connection.execute(text("DELETE FROM attachment WHERE id = :id"), {"id": row_id})
        return int(known)
    connection.execute(
        text("UPDATE attachment SET sha256 = :sha WHERE id = :id"), {"sha": digest.hexdigest(), "id": row_id}
    )
    return row_id


def digest(session: Session, attachment_id: int) -> str:
    """The SHA-256 of what was stored."""
    found = session.execute(text("SELECT sha256 FROM attachment WHERE id = :id"), {"id": attachment_id})
    return str(found.scalar_one())


def save_as(
    connection: Connection, attachment_id: int, target: Path, progress: Callable[[int, int], None] = _no_progress
) -> None:
    """Write an attachment to `target`, byte for byte, and check its digest on the way.

    Raises TrackerError when it can't be written or is not what was stored; then nothing is left behind.
    """
    sha256, size = connection.execute(
        text("SELECT sha256, size FROM attachment WHERE id = :id"), {"id": attachment_id}
    ).one()
    digest, done = hashlib.sha256(), 0
    try:
        with written_beside(target) as unfinished:
            with _blob(connection, attachment_id, readonly=True) as blob, unfinished.open("wb") as file:
                while chunk := blob.read(_CHUNK):
                    file.write(chunk)
                    digest.update(chunk)
                    done += len(chunk)
                    progress(done, size)
            if digest.hexdigest() != sha256:
                raise TrackerError(
                    f"{target.name} is not what was stored: its digest differs.", "Get the file from a backup."
                )
    except OSError as fault:
        raise TrackerError(f"{target} can't be written: {reason(fault)}.", "Choose another place.") from fault


def _blob(connection: Connection, row_id: int, readonly: bool) -> Any:
    raw = connection.connection.dbapi_connection
    return raw.blobopen("attachment", "content", row_id, readonly=readonly)  # type: ignore[union-attr]
