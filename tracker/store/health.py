"""Whether a workspace is whole: what `tracker check` finds."""

import hashlib
from collections.abc import Iterator

from sqlalchemy import Connection, text

from tracker.domain.instrument import fingerprint


def problems(connection: Connection) -> Iterator[str]:
    """Every fault found, in one sentence each; nothing when the workspace is whole."""
    for (fault,) in connection.execute(text("PRAGMA integrity_check")):
        if fault != "ok":
            yield f"The file is damaged: {fault}."
    for table, row_id, target, _ in connection.execute(text("PRAGMA foreign_key_check")):
        yield f"Row {row_id} of {table} points at something in {target} that is not there."
    for symbol, label, words, held in connection.execute(
        text(
            "SELECT i.symbol, p.label, p.text, p.fingerprint FROM paragraph p JOIN instrument i ON i.id = instrument_id"
        )
    ):
        if fingerprint(words) != held:
            yield f"The words of {symbol}, paragraph {label or '(preamble)'}, are not those that were stored."
    for attachment_id, sha256 in connection.execute(text("SELECT id, sha256 FROM attachment")).all():
        if _digest(connection, attachment_id) != sha256:
            yield f"The attachment with SHA-256 {sha256} is not what was stored."


def _digest(connection: Connection, attachment_id: int) -> str:
    digest = hashlib.sha256()
    raw = connection.connection.dbapi_connection
    with raw.blobopen("attachment", "content", attachment_id, readonly=True) as blob:  # type: ignore[union-attr]
        while chunk := blob.read(1024 * 1024):
            digest.update(chunk)
    return digest.hexdigest()
