"""Connections to a workspace file and their set-up; reading the file's header before there is a connection."""

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
from tracker.store.engine import pages
from tracker.store.engine.faults import damaged, is_interrupted

APPLICATION_ID = 0x54524B31  # "TRK1", in the header of every workspace
_HEADER = b"SQLite format 3\0"
_HEADER_SIZE = 100  # bytes
_BEGINNING = 16_000_000  # bytes of a file that are looked at to tell what it is
_LONGEST_NAME = 240  # bytes: file systems allow 255, and SQLite and the lock append suffixes
_LARGEST_VALUE = 64_000_000  # bytes of a value; a part of a file has 2 MB, and what tracker writes else far less
_GLANCE = 100_000  # steps of SQLite's machine; finding a row by its key takes some dozen
_TIMEOUT = 5  # seconds that a connection waits for a lock


def must_fit(path: Path) -> None:
    """Raises TrackerError if the file name leaves no room for the suffixes of SQLite and the lock."""
    if len(os.fsencode(path.name)) > _LONGEST_NAME:
        raise TrackerError(
            tr("The name {name}… is too long for a workspace.", name=path.name[:40]), tr("Give it a shorter name.")
        )


def schema_of(path: Path) -> int:
    """The schema number in the file's header, read without opening the database, so that nothing can run or change.

    Raises TrackerError if the file can't be read, is a workspace whose header is damaged, or is no workspace.
    """
    other = TrackerError(tr("{path} is not a tracker workspace.", path=path), tr("Choose a file that tracker made."))
    try:
        if path.exists() and not path.is_file():
            raise other
        header = header_of(path)
        if _is_sound(header):
            return _number(header)
        raise damaged(path) if pages.may_be_workspace(_beginning(path), header.startswith(_HEADER)) else other
    except OSError as fault:
        raise TrackerError(
            tr("The workspace {path} can't be opened: {reason}.", path=path, reason=reason(fault)),
            tr("Check the name and your rights to the file."),
        ) from fault


def schemas_of(path: Path) -> set[int]:
    """The schema numbers that header and tables of a file say; more than one, or none, where these are damaged. Raises
    OSError."""
    found = {pages.revision(_beginning(path)) or 0}
    header = header_of(path)
    return (found | {_number(header)} if header.startswith(_HEADER) else found) - {0}


def _is_sound(header: bytes) -> bool:
    """Whether a file begins as a workspace that SQLite would write."""
    return (
        len(header) == _HEADER_SIZE
        and header.startswith(_HEADER)
        and {header[18], header[19]} <= {1, 2}  # with a rollback journal, with a log
        and int.from_bytes(header[44:48], "big") <= 4
        and int.from_bytes(header[68:72], "big") == APPLICATION_ID
        and _number(header) != 0
    )


def _number(header: bytes) -> int:
    return int.from_bytes(header[60:64], "big")


def _beginning(path: Path) -> pages.Pages:
    """The first pages of a file, which have the list of its tables. Raises OSError."""
    with opened_to_read(path) as descriptor:
        return pages.pages_of(read_at(descriptor, 0, _BEGINNING))


def header_of(path: Path) -> bytes:
    """The first 100 bytes of a file (https://sqlite.org/fileformat.html, 1.3). Raises OSError."""
    with opened_to_read(path) as descriptor:
        return read_at(descriptor, 0, _HEADER_SIZE)


def read_at(descriptor: int, start: int, size: int) -> bytes:
    """Bytes of an open file, from `start` on."""
    if hasattr(os, "pread"):
        return os.pread(descriptor, size, start)
    os.lseek(descriptor, start, os.SEEK_SET)
    return os.read(descriptor, size)


_open_files: dict[tuple[int, int], int] = {}
_open_files_lock = threading.Lock()


@contextmanager
def opened_to_read(path: Path) -> Iterator[int]:
    """A descriptor for reading a file that SQLite may have open: the one passed to `keep_open`, if any, which is not
    closed. Raises OSError."""
    found = path.stat()
    with _open_files_lock:
        descriptor = _open_files.get((found.st_dev, found.st_ino))
    if descriptor is not None:
        yield descriptor
        return
    with path.open("rb") as file:
        yield file.fileno()


def keep_open(descriptor: int) -> None:
    """Use this descriptor for all later reads of the file: closing another one would free SQLite's locks (POSIX,
    https://sqlite.org/howtocorrupt.html, 2.2)."""
    found = os.fstat(descriptor)
    with _open_files_lock:
        _open_files[found.st_dev, found.st_ino] = descriptor


def close(descriptor: int) -> None:
    """Close a descriptor passed to `keep_open`. Call it once SQLite has no connection to the file."""
    with _open_files_lock:
        for key in [key for key, open_descriptor in _open_files.items() if open_descriptor == descriptor]:
            del _open_files[key]
        os.close(descriptor)


def writer(path: Path, older: bool = False) -> Engine:
    """The only connection of this process that writes. Every transaction takes the write lock at its start. In an
    `older` schema a value may be a whole file."""
    engine = create_engine("sqlite://", creator=partial(_connect, path, "rw", older), poolclass=StaticPool)
    _set_up(engine, begin="BEGIN IMMEDIATE")
    return engine


def reader(path: Path) -> Engine:
    """A pool of read-only connections: the window uses one, and each job in another thread its own."""
    return _read_only(path, poolclass=QueuePool, pool_size=2)


def fresh_reader(path: Path) -> Engine:
    """Like `reader`, but without a pool, so that no connection has cached data: newer versions of SQLite report an FTS5
    index as damaged if a connection's cache of it is outdated."""
    return _read_only(path, poolclass=NullPool)


def _read_only(path: Path, **pool: Any) -> Engine:
    engine = create_engine("sqlite://", creator=partial(_connect, path, "ro"), **pool)
    _set_up(engine, begin="BEGIN")
    return engine


def _connect(path: Path, mode: str, older: bool = False) -> sqlite3.Connection:
    connection = connect(path, mode)
    connection.isolation_level = None  # SQLAlchemy's transactions are begun by hand
    if not older:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST_VALUE)
    for pragma in ("foreign_keys = ON", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")
    # Some builds overwrite deleted data with zeros: deleting a file would need as much space as the file.
    connection.execute("PRAGMA secure_delete = FAST")
    return connection


def connect(path: Path, mode: str = "rwc") -> sqlite3.Connection:
    """A connection to a file that may come from anyone: what its schema calls may have no effects, and what a damaged
    page claims is not believed. `mode`: "ro", "rw", or "rwc", which makes the file."""
    uri = f"file:{quote(os.fsencode(path.absolute()))}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, check_same_thread=False, timeout=_TIMEOUT)
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def glance(path: Path, key: str, mode: str = "ro") -> str | None:
    """A setting of a file that nobody has looked through yet; "" where it has none, None where that can't be read or
    would take long: it may be no table at all."""
    try:
        with closing(connect(path, mode)) as connection:
            connection.set_progress_handler(lambda: True, _GLANCE)
            found = connection.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
            return str(found[0]) if found else ""
    except sqlite3.Error:
        return None


def _set_up(engine: Engine, begin: str) -> None:
    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)


_INSTRUCTIONS = 20_000  # virtual machine instructions between two calls, a few milliseconds


@contextmanager
def giving_up(connection: Connection, go_on: GoOn) -> Iterator[None]:
    """Call `go_on` regularly while SQLite works on `connection`, even within a statement. What it raises, or Ctrl+C,
    interrupts the statement and is raised here."""
    raised: list[BaseException] = []

    def look() -> bool:
        try:
            if not raised:  # after that, let the rollback run
                go_on()
        except BaseException as fault:
            raised.append(fault)
            return True
        return False

    raw: Any = connection.connection.driver_connection
    raw.set_progress_handler(look, _INSTRUCTIONS)
    try:
        yield
    except (DatabaseError, sqlite3.Error) as fault:
        # Only Ctrl+C can be the cause: it was raised on entering `look`, before its `try`, and SQLite swallowed it.
        if not raised and is_interrupted(fault):
            raise KeyboardInterrupt from fault
        raise
    finally:
        with suppress(sqlite3.ProgrammingError):  # closed by SQLAlchemy after Ctrl+C
            raw.set_progress_handler(None, 0)
        if raised:
            raise raised[0]


def mark_as_workspace(engine: Engine) -> None:
    """Write the application id into the header of a new file."""
    _run(engine, f"PRAGMA application_id = {APPLICATION_ID}")


def keep_log(engine: Engine) -> None:
    """Turn on WAL mode: committed data is on the disk, and others may read during a write. Checkpoints are made only by
    `checkpoint`."""
    _run(engine, "PRAGMA journal_mode = WAL")
    _run(engine, "PRAGMA wal_autocheckpoint = 0")


def checkpoint(engine: Engine) -> bool:
    """Write the log to the file and empty it, without waiting for readers. Returns whether all of it was written."""
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("PRAGMA busy_timeout = 0")
        busy, in_log, copied = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {_TIMEOUT * 1000}")
        return not busy and in_log == copied
    finally:
        raw.close()


def fold_log(engine: Engine) -> None:
    """Write the log to the file, so that the file alone is complete, and delete the log. If another program is reading,
    an empty log stays."""
    for statement in ("PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA journal_mode = DELETE"):
        with suppress(sqlite3.OperationalError):
            _run(engine, statement)


def driver_of(source: Engine | Connection) -> sqlite3.Connection:
    """The sqlite3 connection of a SQLAlchemy connection, or of an engine with only one."""
    pooled = source.raw_connection() if isinstance(source, Engine) else source.connection
    driver = pooled.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def roll_back(engine: Engine) -> None:
    """End a transaction that is open yet: SQLAlchemy takes it for ended where SQLite refused to commit it."""
    driver = driver_of(engine)
    if driver.in_transaction:
        driver.rollback()


def recover(path: Path) -> None:
    """Apply a log, or roll back a journal, left by a program that died. Raises sqlite3.Error."""
    with closing(connect(path, "rw")) as connection:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _run(engine: Engine, statement: str) -> None:
    """Run a statement outside any transaction."""
    raw = engine.raw_connection()
    try:
        raw.cursor().execute(statement)
    finally:
        raw.close()


def compact(engine: Engine) -> None:
    """Rewrite the file, so that no trace of deleted data is left."""
    _run(engine, "VACUUM")
