"""Connections to a workspace file: how every one of them is set up, and what may be read of a file before any."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool, QueuePool, StaticPool

from tracker.errors import TrackerError, reason
from tracker.i18n import tr
from tracker.progress import GoOn
from tracker.store.engine.faults import is_interrupted

APPLICATION_ID = 0x54524B31  # "TRK1", in the header of every workspace
_HEADER = b"SQLite format 3\0"


def schema_of(path: Path) -> int:
    """The schema number in the file's header, read without opening the database, so that nothing can run or change.

    Raises TrackerError when the file can't be read or is no workspace.
    """
    try:
        if path.exists() and not path.is_file():
            raise TrackerError(
                tr("{path} is not a tracker workspace.", path=path), tr("Choose a file that tracker made.")
            )
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as fault:
        raise TrackerError(
            tr("The workspace {path} can't be opened: {reason}.", path=path, reason=reason(fault)),
            tr("Check the name and your rights to the file."),
        ) from fault
    if (
        len(header) < 100
        or not header.startswith(_HEADER)
        or int.from_bytes(header[68:72], "big") != APPLICATION_ID
        or int.from_bytes(header[60:64], "big") == 0
    ):
        raise TrackerError(tr("{path} is not a tracker workspace.", path=path), tr("Choose a file that tracker made."))
    return int.from_bytes(header[60:64], "big")


def writer(path: Path) -> Engine:
    """The one connection of this process that writes. Every transaction takes the write lock at its start."""
    engine = create_engine(
        "sqlite://",
        creator=lambda: _connect(f"file:{quote(os.fsencode(path.absolute()))}?mode=rw"),
        poolclass=StaticPool,
    )
    _set_up(engine, begin="BEGIN IMMEDIATE")
    return engine


def reader(path: Path) -> Engine:
    """Connections that only read, a few kept open: the window uses one, each job in another thread its own."""
    return _reading(path, poolclass=QueuePool, pool_size=2)


def fresh_reader(path: Path) -> Engine:
    """As `reader`, each connection a new one: what it knows of the file it has read itself. Newer SQLites take what a
    connection remembers of an index for damage, once another has changed it."""
    return _reading(path, poolclass=NullPool)


def _reading(path: Path, **pool: Any) -> Engine:
    creator = partial(_connect, f"file:{quote(os.fsencode(path.absolute()))}?mode=ro")
    engine = create_engine("sqlite://", creator=creator, **pool)
    _set_up(engine, begin="BEGIN")
    return engine


def _connect(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, check_same_thread=False, timeout=5, isolation_level=None)


def _set_up(engine: Engine, begin: str) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(connection: sqlite3.Connection, _record: object) -> None:
        for pragma in ("foreign_keys = ON", "trusted_schema = OFF", "synchronous = FULL", "cell_size_check = ON"):
            connection.execute(f"PRAGMA {pragma}")
        # Some builds write zeros over all that is deleted: letting go of a file would need as much room as the file.
        connection.execute("PRAGMA secure_delete = FAST")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)


_STEPS = 20_000  # of SQLite's machine between two looks, some milliseconds


@contextmanager
def giving_up(connection: Connection, go_on: GoOn) -> Iterator[None]:
    """While SQLite works on `connection`, also in one long statement, call `go_on` now and then; what it raises, or
    Ctrl+C, ends the statement and is raised here."""
    raised: list[BaseException] = []

    def look() -> bool:
        try:
            if not raised:  # what ends the transaction then is let through
                go_on()
        except BaseException as fault:
            raised.append(fault)
            return True
        return False

    raw: Any = connection.connection.driver_connection
    raw.set_progress_handler(look, _STEPS)
    try:
        yield
    except (DatabaseError, sqlite3.Error) as fault:
        # Nothing else interrupts: Ctrl+C was seen where `look` begins, before its `try`, and SQLite tells nobody.
        if not raised and is_interrupted(fault):
            raise KeyboardInterrupt from fault
        raise
    finally:
        with suppress(sqlite3.ProgrammingError):  # closed by SQLAlchemy, which Ctrl+C has reached
            raw.set_progress_handler(None, 0)
        if raised:
            raise raised[0]


def mark_as_workspace(engine: Engine) -> None:
    """Write into the header of a new file whose it is."""
    _run(engine, f"PRAGMA application_id = {APPLICATION_ID}")


def keep_log(engine: Engine) -> None:
    """Write ahead into a log beside the file: what is acknowledged is on the disk, and others may read meanwhile."""
    _run(engine, "PRAGMA journal_mode = WAL")


def fold_log(engine: Engine) -> None:
    """Bring all of the log into the file; where another program reads it, the log stays until that is done."""
    with suppress(sqlite3.OperationalError):
        _run(engine, "PRAGMA journal_mode = DELETE")


def _run(engine: Engine, statement: str) -> None:
    """Run a statement outside of any transaction."""
    raw = engine.raw_connection()
    try:
        raw.cursor().execute(statement)
    finally:
        raw.close()


def views_and_triggers(connection: Connection) -> list[str]:
    """The names of what runs by itself in a file; a workspace has none."""
    query = "SELECT name FROM sqlite_master WHERE type IN ('view', 'trigger')"
    return list(connection.exec_driver_sql(query).scalars())
