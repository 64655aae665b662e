"""Whether a workspace is whole and holds only what is ours: its schema, SQLite's own check, its values."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from tracker.errors import TrackerError
from tracker.i18n import Message, tr
from tracker.store.engine import contents, schema
from tracker.store.engine.faults import REPAIR, IndexDamaged, damaged, of_index

LOOKS_INTO_INDEX = sqlite3.sqlite_version_info >= (3, 44)
"""Whether SQLite's own look for damage goes into the index for searching."""
_LONGEST = 200  # characters of what SQLite says of damage
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
    first = " ".join(others[0].split()) if others else ""
    return first[:_LONGEST], found != ["ok"]


def must_be_whole(connection: Connection, path: Path, older: bool = False) -> None:
    """Raises TrackerError where the workspace is damaged or holds what tracker did not make, IndexDamaged where the
    damage is in the index for searching alone. `older`: it was made by an older version."""
    schema.must_be_ours(connection, path, older)
    fault, of_index = damage(connection)
    if fault:
        raise damaged(path, fault)
    if older:
        return
    if odd := next(contents.faults(connection), None):
        raise TrackerError(
            tr("The workspace {path} holds what tracker does not write: {fault}", path=path, fault=odd),
            REPAIR,
        )
    if of_index:
        raise IndexDamaged


def faults(connection: Connection, path: Path) -> Iterator[Message]:
    """Everything for which a workspace is refused, in one sentence each. Where a part is not ours, nothing else is
    looked at: it might run."""
    if refused := schema.refusal(connection, path):
        yield refused[0]
        return
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
    yield from contents.faults(connection)
