"""The checks of `tracker check`: file damage, rows that break a constraint, changed paragraph texts and files."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, text

from tracker.domain.instruments.instrument import fingerprint
from tracker.i18n import Message, tr
from tracker.progress import Progress, unwatched
from tracker.store.engine import integrity, search_index
from tracker.store.read import attachments


def problems(connection: Connection, path: Path, progress: Progress = unwatched) -> Iterator[Message]:
    """Every fault found, one sentence each. `progress(done, whole)` counts attachments, which take longest, and may
    raise to cancel."""
    refused = list(integrity.faults(connection, path))
    yield from refused
    if refused:
        return  # what follows relies on it
    if connection.execute(text("SELECT count(*) FROM cycle")).scalar() == 0:
        yield tr("The workspace has no cycle.", code="no-cycle")
    for symbol, label, words, stored_fingerprint in connection.execute(
        text(
            "SELECT i.symbol, p.label, p.text, p.fingerprint FROM paragraph p JOIN instrument i ON i.id = instrument_id"
        )
    ):
        if fingerprint(words) != stored_fingerprint:
            yield tr(
                "The words of {symbol}, paragraph {label}, are not those that were stored.",
                code="words-differ",
                symbol=symbol,
                label=label or tr("(preamble)"),
            )
    yield from search_index.faults(connection)
    stored = attachments.settled(connection)
    for done, (attachment_id, sha256) in enumerate(stored):
        progress(done, len(stored))
        if attachments.digest(connection, attachment_id) != sha256:
            yield tr(
                "The attachment with SHA-256 {sha256} is not what was stored.", code="attachment-differs", sha256=sha256
            )
