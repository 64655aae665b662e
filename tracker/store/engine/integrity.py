"""Whether SQLite finds a workspace whole."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from tracker.errors import TrackerError
from tracker.i18n import Message, tr
from tracker.store.engine import search_index, sqlite
from tracker.store.engine.faults import IndexDamaged, of_index

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


def must_be_whole(connection: Connection, path: Path, older: bool = False) -> None:
    """Raises TrackerError where the workspace is damaged or holds what tracker did not make, IndexDamaged where the
    damage is in the index for searching alone. `older`: it was made by an older version."""
    must_be_ours(connection, path, older)
    fault, of_index = damage(connection)
    if fault:
        raise TrackerError(
            tr("The workspace {path} is damaged: {fault}.", path=path, fault=fault), tr("Go back to a backup of it.")
        )
    if of_index and not older:
        raise IndexDamaged


def must_be_ours(connection: Connection, path: Path, older: bool = False) -> None:
    """Raises TrackerError where a part of the file runs by itself, or is no part of a workspace."""
    if odd := next(iter(sqlite.views_and_triggers(connection)), search_index.foreign(connection, older)):
        raise TrackerError(
            tr("{path} holds a part that tracker did not make (“{odd}”).", path=path, odd=odd),
            tr("Ask for another copy."),
        )


def faults(connection: Connection) -> Iterator[Message]:
    """Every fault that SQLite finds, in one sentence each."""
    try:
        for (fault,) in connection.execute(text("PRAGMA integrity_check")):
            if fault != "ok":
                if _OF_INDEX.search(fault):
                    yield tr("The index for searching is damaged: {fault}.", code="index-damaged", fault=fault)
                else:
                    yield tr("The file is damaged: {fault}.", code="file-damaged", fault=fault)
    except (DatabaseError, MemoryError) as fault:
        if not of_index(fault):
            raise
        yield tr("The index for searching can't be read.", code="index-unreadable")
    for table, row_id, target, _ in connection.execute(text("PRAGMA foreign_key_check")):
        yield tr(
            "Row {row} of {table} points at something in {target} that is not there.",
            code="target-missing",
            row=row_id,
            table=table,
            target=target,
        )
