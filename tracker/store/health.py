"""Whether a workspace is whole: what `tracker check` finds."""

import re
import sqlite3
from collections.abc import Iterator

from sqlalchemy import CheckConstraint, Connection, Date, Table, select, text
from sqlalchemy.exc import DatabaseError
from sqlmodel import SQLModel

from tracker.domain.instrument import fingerprint
from tracker.store import attachments, search_index
from tracker.store.faults import of_index
from tracker.store.tables import kind_of

LOOKS_INTO_INDEX = sqlite3.sqlite_version_info >= (3, 44)
"""Whether SQLite's own look for damage goes into the index for searching."""
_OF_INDEX = re.compile(r"\bfts5\b|search_\w+", re.IGNORECASE)


def damage(connection: Connection) -> tuple[str, bool]:
    """The first sign of damage to the file, "" where there is none; and whether the index for searching is damaged, as
    far as SQLite LOOKS_INTO_INDEX."""
    try:
        found = list(connection.exec_driver_sql("PRAGMA quick_check").scalars())
    except (DatabaseError, MemoryError) as fault:
        if not of_index(fault):
            raise
        return "", True
    others = [fault for fault in found if fault != "ok" and not _OF_INDEX.search(fault)]
    return (others[0] if others else ""), found != ["ok"]


def problems(connection: Connection) -> Iterator[str]:
    """Every fault found, in one sentence each; nothing when the workspace is whole."""
    try:
        for (fault,) in connection.execute(text("PRAGMA integrity_check")):
            if fault != "ok":
                part = "index for searching" if _OF_INDEX.search(fault) else "file"
                yield f"The {part} is damaged: {fault}."
    except (DatabaseError, MemoryError) as fault:
        if not of_index(fault):
            raise
        yield "The index for searching can't be read."
    for table, row_id, target, _ in connection.execute(text("PRAGMA foreign_key_check")):
        yield f"Row {row_id} of {table} points at something in {target} that is not there."
    for table in SQLModel.metadata.tables.values():
        yield from _odd_rows(connection, table)
    if connection.execute(text("SELECT count(*) FROM cycle")).scalar() == 0:
        yield "The workspace has no cycle."
    for symbol, label, words, held in connection.execute(
        text(
            "SELECT i.symbol, p.label, p.text, p.fingerprint FROM paragraph p JOIN instrument i ON i.id = instrument_id"
        )
    ):
        if fingerprint(words) != held:
            yield f"The words of {symbol}, paragraph {label or '(preamble)'}, are not those that were stored."
    yield from search_index.faults(connection)
    for attachment_id, sha256 in attachments.settled(connection):
        if attachments.digest(connection, attachment_id) != sha256:
            yield f"The attachment with SHA-256 {sha256} is not what was stored."


def _odd_rows(connection: Connection, table: Table) -> Iterator[str]:
    """Rows that break a rule of their table. SQLite's own check leaves the rules out where it may only read."""
    words = [column for column in table.columns if kind_of(column) is str]
    for _ in connection.execute(select(*words)) if words else ():
        pass  # words that are no text stop here, with a plain message
    for rule in table.constraints:
        if isinstance(rule, CheckConstraint):
            for (row_id,) in connection.execute(text(f"SELECT id FROM {table.name} WHERE NOT ({rule.sqltext})")):
                yield f"Row {row_id} of {table.name} breaks the rule {rule.name}."
    for column in table.columns:
        if isinstance(column.type, Date):
            wrong = text(f"SELECT id FROM {table.name} WHERE {column.name} IS NOT date({column.name})")
            for (row_id,) in connection.execute(wrong):
                yield f"Row {row_id} of {table.name} has no date in {column.name}."
