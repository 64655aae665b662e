"""The checks of `tracker check`: file damage, rows that break a constraint, changed paragraph texts and files."""

from collections.abc import Iterator

from sqlalchemy import CheckConstraint, Connection, Date, Table, select, text
from sqlmodel import SQLModel

from tracker.domain.instruments.instrument import fingerprint
from tracker.i18n import Message, tr
from tracker.progress import Progress, unwatched
from tracker.store.engine import integrity, search_index
from tracker.store.read import attachments
from tracker.store.tables.columns import kind_of


def problems(connection: Connection, progress: Progress = unwatched) -> Iterator[Message]:
    """Every fault found, one sentence each. `progress(done, whole)` counts attachments, which take longest, and may
    raise to cancel."""
    yield from integrity.faults(connection)
    for table in SQLModel.metadata.tables.values():
        yield from _odd_rows(connection, table)
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


def _odd_rows(connection: Connection, table: Table) -> Iterator[Message]:
    """Rows that break a constraint. SQLite's own check skips constraints on read-only connections."""
    words = [column for column in table.columns if kind_of(column) is str]
    for _ in connection.execute(select(*words)) if words else ():
        pass  # text that can't be decoded raises here
    for rule in table.constraints:
        if isinstance(rule, CheckConstraint):
            for (row_id,) in connection.execute(text(f"SELECT id FROM {table.name} WHERE NOT ({rule.sqltext})")):
                yield tr(
                    "Row {row} of {table} breaks the rule {rule}.",
                    code="rule-broken",
                    row=row_id,
                    table=table.name,
                    rule=rule.name,
                )
    for column in table.columns:
        if isinstance(column.type, Date):
            wrong = text(f"SELECT id FROM {table.name} WHERE {column.name} IS NOT date({column.name})")
            for (row_id,) in connection.execute(wrong):
                yield tr(
                    "Row {row} of {table} has no date in {column}.",
                    code="no-date",
                    row=row_id,
                    table=table.name,
                    column=column.name,
                )
