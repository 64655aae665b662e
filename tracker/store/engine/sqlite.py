"""Connections to a workspace file: how every one of them is set up, and what may be read of a file before any."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
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
_LONGEST_NAME = 240  # bytes: systems allow 255, and SQLite and the lock put an ending to it
_PATIENCE = 5  # seconds that a connection waits for another one


def must_fit(path: Path) -> None:
    """Raises TrackerError where the file name is too long for what SQLite and the lock put beside it."""
    if len(os.fsencode(path.name)) > _LONGEST_NAME:
        raise TrackerError(
            tr("The name {name}… is too long for a workspace.", name=path.name[:40]), tr("Give it a shorter name.")
        )


def schema_of(path: Path) -> int:
    """The schema number in the file's header, read without opening the database, so that nothing can run or change.

    Raises TrackerError when the file can't be read or is no workspace.
    """
    try:
        if path.exists() and not path.is_file():
            raise TrackerError(
                tr("{path} is not a tracker workspace.", path=path), tr("Choose a file that tracker made.")
            )
        header = header_of(path)
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


def header_of(path: Path) -> bytes:
    """The first 100 bytes of a file (https://sqlite.org/fileformat.html, 1.3). Raises OSError."""
    with opened_to_read(path) as number:
        return read_at(number, 0, 100)


def read_at(number: int, start: int, size: int) -> bytes:
    """Bytes of an open file, from `start` on."""
    if hasattr(os, "pread"):
        return os.pread(number, size, start)
    os.lseek(number, start, os.SEEK_SET)
    return os.read(number, size)


_open_files: dict[tuple[int, int], int] = {}
_open_files_lock = threading.Lock()


@contextmanager
def opened_to_read(path: Path) -> Iterator[int]:
    """A descriptor to read a file that SQLite may have open: that which is kept open, so that none is closed. Raises
    OSError."""
    found = path.stat()
    with _open_files_lock:
        number = _open_files.get((found.st_dev, found.st_ino))
    if number is not None:
        yield number
        return
    with path.open("rb") as file:
        yield file.fileno()


def keep_open(number: int) -> None:
    """From now on read the header of this open file through `number`: closing another descriptor of it would free the
    locks that SQLite has (POSIX, https://sqlite.org/howtocorrupt.html, 2.2)."""
    found = os.fstat(number)
    with _open_files_lock:
        _open_files[found.st_dev, found.st_ino] = number


def close(number: int) -> None:
    """Close a file that was kept open, once SQLite has no connection to it."""
    with _open_files_lock:
        for key in [key for key, kept in _open_files.items() if kept == number]:
            del _open_files[key]
        os.close(number)


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
    return sqlite3.connect(uri, uri=True, check_same_thread=False, timeout=_PATIENCE, isolation_level=None)


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
    """Write ahead into a log beside the file: what is acknowledged is on the disk, and others may read meanwhile. When
    the log is brought into the file is up to `checkpoint`."""
    _run(engine, "PRAGMA journal_mode = WAL")
    _run(engine, "PRAGMA wal_autocheckpoint = 0")


def checkpoint(engine: Engine) -> bool:
    """Bring the log into the file and empty it, without waiting for anyone who reads; whether all of it is in."""
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("PRAGMA busy_timeout = 0")
        busy, in_log, copied = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {_PATIENCE * 1000}")
        return not busy and in_log == copied
    finally:
        raw.close()


def fold_log(engine: Engine) -> None:
    """Bring all of the log into the file, so that it is whole by itself, and remove the log; where another program
    reads the workspace, the log stays, empty."""
    for statement in ("PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA journal_mode = DELETE"):
        with suppress(sqlite3.OperationalError):
            _run(engine, statement)


def driver_of(source: Engine | Connection) -> sqlite3.Connection:
    """The connection that is under a connection, or under an engine that has only one."""
    pooled = source.raw_connection() if isinstance(source, Engine) else source.connection
    driver = pooled.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def recover(path: Path) -> None:
    """Bring in, or undo, what a program that died left in a log or a journal. Raises sqlite3.Error."""
    with closing(_connect(f"file:{quote(os.fsencode(path.absolute()))}?mode=rw")) as connection:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _run(engine: Engine, statement: str) -> None:
    """Run a statement outside of any transaction."""
    raw = engine.raw_connection()
    try:
        raw.cursor().execute(statement)
    finally:
        raw.close()


def compact(engine: Engine) -> None:
    """Write the file anew, so that nothing of what was deleted is left in it."""
    _run(engine, "VACUUM")


def views_and_triggers(connection: Connection) -> list[str]:
    """The names of what runs by itself in a file; a workspace has none."""
    query = "SELECT name FROM sqlite_master WHERE type IN ('view', 'trigger')"
    return list(connection.exec_driver_sql(query).scalars())
