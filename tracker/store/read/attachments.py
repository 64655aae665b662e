"""Files stored in the workspace, read in parts so that only one part is in memory."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import Connection, text

from tracker.domain.text.filenames import visible
from tracker.errors import TrackerError, reason
from tracker.files import written_beside
from tracker.i18n import tr
from tracker.progress import Progress, unwatched
from tracker.store.tables.attachments import COMING


def settled(connection: Connection) -> Sequence[tuple[int, str]]:
    """All complete attachments: id and SHA-256."""
    query = f"SELECT id, sha256 FROM attachment WHERE sha256 NOT LIKE '{COMING}%'"
    return [(row.id, row.sha256) for row in connection.execute(text(query))]


def parts(connection: Connection, attachment_id: int) -> Iterator[bytes]:
    """The content of an attachment in parts."""
    query = "SELECT content FROM attachment_part WHERE attachment_id = :id ORDER BY position"
    for (content,) in connection.execute(text(query), {"id": attachment_id}):
        yield content


def digest(connection: Connection, attachment_id: int) -> str:
    """The SHA-256 of the stored bytes, computed now."""
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
    """Write an attachment to `target` and check its SHA-256.

    Raises TrackerError if it can't be written or the SHA-256 differs; `target` is then unchanged.
    """
    stored = connection.execute(text("SELECT sha256, size FROM attachment WHERE id = :id"), {"id": attachment_id}).one()
    found, done = hashlib.sha256(), 0
    try:
        with written_beside(target) as unfinished:
            with unfinished.open("wb") as file:
                for part in parts(connection, attachment_id):
                    file.write(part)
                    found.update(part)
                    done += len(part)
                    progress(done, stored.size)
            if found.hexdigest() != stored.sha256:
                raise TrackerError(
                    tr(
                        "The file for {name} is not what was stored: its SHA-256 differs.",
                        name=visible(target.name),
                    ),
                    tr("Get the file from a backup of the workspace."),
                )
    except OSError as fault:
        raise TrackerError(
            tr("{name} can't be written: {reason}.", name=visible(str(target)), reason=reason(fault)),
            tr("Choose another place."),
        ) from fault
