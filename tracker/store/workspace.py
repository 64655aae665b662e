"""A workspace: the one file with all of a user's work. Open, read, write, close.

`write` is the only door through which anything is changed: one transaction, one change set. What it acknowledged is on
the disk (WAL, synchronous FULL) and survives the death of the program.
"""

import json
import socket
import sqlite3
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError, NoResultFound
from sqlalchemy.orm import Session

from tracker import paths, user
from tracker.domain.changes import ChangeSet
from tracker.errors import TrackerError
from tracker.files import clear_remains, reason, written_beside
from tracker.store import attachments, backup, engine, inversion, journal, migrate, search
from tracker.store.tables import Setting

_CHECKED_AT_ONCE = 64 * 1024 * 1024  # bytes of a workspace that is looked through before it is shown


@dataclass
class Write:
    """What a write in progress works with, `who` does it, and `at` what time (UTC); `change_set` is there when it is
    done and something changed."""

    session: Session
    who: str
    at: datetime
    change_set: ChangeSet | None = None


class Workspace:
    """An open workspace. Made by `create_workspace` and `open_workspace`; `close` it."""

    def __init__(self, path: Path, lock: FileLock | None) -> None:
        self.path = path
        self._lock = lock
        self._reader = engine.reader(path)
        self._writer = engine.writer(path) if lock else None
        self._one_at_a_time = threading.RLock()
        self._shut = False
        self.is_checked = True
        self.name = ""
        """Who works here, where it is not the user."""
        self.clock: Callable[[], datetime] = _now

    def check(self) -> None:
        """Look for damage. Raises TrackerError where there is some."""
        with self.read() as connection:
            fault = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        if fault != "ok":
            raise TrackerError(f"The workspace {self.path} is damaged: {fault}.", "Go back to a backup of it.")

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for queries, which sees the workspace as it stood at its first query."""
        with _in_plain_words(self.path), self._reader.connect() as connection:
            yield connection

    @contextmanager
    def write(self, label: str, merge_key: str = "", undoable: bool = True, state: str = "") -> Iterator[Write]:
        """One user action: all of it is kept under `label`, or nothing.

        Writes in a row with the same `merge_key` (the keystrokes in one field) are one change set. What makes the
        workspace what it is when it is new is not `undoable`. `state` is the code of the Member State whose work it is.
        """
        with self._session() as session:
            rows = journal.record(session)
            writing = Write(session, self.user, self.clock())
            yield writing
            session.flush()
            search.follow(session, rows)
            writing.change_set = journal.save(session, label, writing.who, writing.at, rows, merge_key, undoable, state)
            session.commit()

    def undo(self) -> ChangeSet | None:
        """Take back the last action; None when there is none."""
        with self._session() as session:
            return _acknowledged(session, journal.undo(session))

    def redo(self) -> ChangeSet | None:
        """Do again what was undone last; None when there is nothing."""
        with self._session() as session:
            return _acknowledged(session, journal.redo(session))

    def take_back(self, change_set_id: int) -> ChangeSet | None:
        """Take one action back from the middle of history; that is an action of its own, which undo takes back.

        Raises TrackerError, naming what builds on it, where that can't be.
        """
        with self._session() as session:
            return _acknowledged(session, inversion.take_back(session, change_set_id, self.user, self.clock()))

    def undo_labels(self) -> tuple[str, str]:
        """What undo and redo would do, in the words of the user; "" for nothing."""
        with self.read() as connection:
            return journal.next_labels(connection)

    @property
    def user(self) -> str:
        """The name that history shows."""
        return self.name or user.name()

    @contextmanager
    def _session(self) -> Iterator[Session]:
        """A session on the writing connection. Nothing of it is kept unless it commits."""
        if self._writer is None:
            raise TrackerError(f"{self.path} is open for reading only.", "Open it again to change it.")
        with (
            self._one_at_a_time,
            _in_plain_words(self.path),
            Session(self._writer, expire_on_commit=False, autoflush=False) as session,
        ):
            yield session

    def set(self, key: str, value: str) -> None:
        """Keep something about the workspace that is no casework and has no history."""
        with self._session() as session:
            session.merge(Setting(key=key, value=value))
            session.commit()

    @property
    def identity(self) -> str:
        """What tells this workspace and its copies from all others; "" while it was never open for writing."""
        with self.read() as connection:
            return str(connection.execute(text("SELECT value FROM setting WHERE key = 'identity'")).scalar() or "")

    def close(self) -> None:
        """Fold the write-ahead log into the file, so that the one file is the whole workspace again."""
        if self._shut:
            return
        self._shut = True
        self._reader.dispose()
        if self._writer:
            with suppress(DatabaseError), self._writer.connect() as connection:
                connection.exec_driver_sql("DELETE FROM setting WHERE key = 'open in'")
                connection.commit()
            raw = self._writer.raw_connection()
            with suppress(sqlite3.OperationalError):  # another program reads: the log stays until it is done
                raw.execute("PRAGMA journal_mode = DELETE")
            raw.close()
        self.release()

    def release(self) -> None:
        """Let go of the connections and the lock, whatever state the file is in."""
        self._reader.dispose()
        if self._writer:
            self._writer.dispose()
        if self._lock:
            self._lock.release()

    def __enter__(self) -> "Workspace":
        return self

    def __exit__(self, *_fault: object) -> None:
        self.close()


def _now() -> datetime:
    return datetime.now(UTC)


def _acknowledged(session: Session, change_set: ChangeSet | None) -> ChangeSet | None:
    """What was applied to the tables, once it is kept."""
    if change_set:
        search.follow(session, change_set.rows)
    session.commit()
    return change_set


def create_workspace(path: Path) -> Workspace:
    """Make an empty workspace at `path`, which must not exist, and open it.

    It is made under another name and appears whole. Raises TrackerError when the place can't be written.
    """
    if path.exists():
        raise TrackerError(f"{path} exists already.", "Choose another name.")
    try:
        if path == paths.default_workspace():
            path.parent.mkdir(parents=True, exist_ok=True)
        clear_remains(path)
        with written_beside(path) as unfinished:
            unfinished.touch()
            new = engine.writer(unfinished)
            try:
                raw = new.raw_connection()
                raw.execute(f"PRAGMA application_id = {engine.APPLICATION_ID}")
                raw.close()
                migrate.upgrade(new)
            finally:
                new.dispose()
    except (OSError, DatabaseError) as fault:
        why = reason(fault) if isinstance(fault, OSError) else str(fault.orig)
        raise TrackerError(
            f"The workspace {path} can't be made: {why}.",
            "Name another place with --workspace, or give yourself the right to write there.",
        ) from fault
    return open_workspace(path)


def open_workspace(path: Path, writing: bool = True, check_later: bool = False) -> Workspace:
    """Open a workspace. An older one is backed up and migrated first; a newer one is refused, unchanged.

    Looking for damage takes a second for 200 MB: with `check_later` the caller does it for a large one, where
    `is_checked` says so.

    Raises TrackerError: no workspace, a newer one, damaged, or (for writing) open in another program.
    """
    schema = engine.schema_of(path)
    if schema > migrate.SCHEMA:
        raise TrackerError(
            f"The workspace {path} was written by a newer version of tracker.", "Install that version to open it."
        )
    if not writing:
        return Workspace(path, None)
    workspace = Workspace(path, _take(path))
    try:
        _check_and_claim(workspace, schema, check_later)
    except BaseException:
        workspace.release()
        raise
    return workspace


def _check_and_claim(workspace: Workspace, schema: int, check_later: bool) -> None:
    assert workspace._writer is not None
    small = workspace.path.stat().st_size < _CHECKED_AT_ONCE
    with _in_plain_words(workspace.path), workspace._writer.connect() as connection:
        odd = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type IN ('view', 'trigger')").scalar()
        odd = odd or search.foreign(connection)
        if odd:
            raise TrackerError(
                f"{workspace.path} holds a part that tracker did not make (“{odd}”).", "Ask for another copy."
            )
        connection.rollback()
        workspace.is_checked = small or not check_later or schema < migrate.SCHEMA
        if workspace.is_checked:
            workspace.check()
        if schema < migrate.SCHEMA:
            backup.copy(workspace.path, workspace.path.with_suffix(f".schema-{schema}.backup.tracker"))
            migrate.upgrade(workspace._writer)
    raw = workspace._writer.raw_connection()
    raw.execute("PRAGMA journal_mode = WAL")
    raw.close()
    with workspace._session() as session:
        attachments.drop_unsettled(session)
        session.commit()
    here = {"who": workspace.user, "where": socket.gethostname(), "since": datetime.now().isoformat(timespec="minutes")}
    workspace.set("open in", json.dumps(here))
    if not workspace.identity:
        workspace.set("identity", uuid.uuid4().hex)


def _take(path: Path) -> FileLock:
    """The lock that one writing program holds; the system frees it when the program dies."""
    lock = FileLock(path.with_name(f".{path.name}.lock"), timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise TrackerError(
            f"The workspace {path} is open in another tracker{_holder(path)}.", "Close it there and try again."
        ) from None
    except OSError as fault:
        raise TrackerError(
            f"The workspace {path} can't be written: {reason(fault)}.",
            "Copy it to a folder of your own and open the copy.",
        ) from fault
    return lock


def _holder(path: Path) -> str:
    """Who has the workspace open, and since when, as that program wrote it down; "" where it did not."""
    asking = engine.reader(path)
    try:
        with suppress(Exception), asking.connect() as connection:
            found = connection.execute(text("SELECT value FROM setting WHERE key = 'open in'")).scalar()
            here = json.loads(found or "")
            return f" ({here['who']} on {here['where']}, since {here['since'].replace('T', ' ')})"
        return ""
    finally:
        asking.dispose()


@contextmanager
def _in_plain_words(path: Path) -> Iterator[None]:
    """What SQLite says of the world outside (disk, rights, damage), in the words of the user. Our bugs stay bugs."""
    try:
        yield
    except NoResultFound as fault:
        raise TrackerError("What was to be changed is no longer there.", "Look at it again.") from fault
    except DatabaseError as fault:
        said = str(fault.orig).lower()
        for words, what, do in _FAULTS:
            if words in said:
                raise TrackerError(f"{what} ({path})", do) from fault
        raise


_FAULTS = (
    ("disk is full", "The disk is full; the last change was not saved.", "Make room and try again."),
    ("readonly", "The workspace can't be written.", "Check your rights to the file and its folder."),
    ("disk i/o error", "The disk reported a fault.", "Check the disk; then try again."),
    ("malformed", "The workspace is damaged.", "Go back to a backup of it."),
    ("vtable constructor", "The index for searching is damaged.", "Go back to a backup of the workspace."),
    ("fts5", "The index for searching is damaged.", "Go back to a backup of the workspace."),
    ("no such table", "The workspace is damaged: a part of it is missing.", "Go back to a backup of it."),
    ("could not decode", "The workspace is damaged.", "Go back to a backup of it."),
    ("foreign key constraint", "What was to be linked is no longer there.", "Look at it again."),
    ("not a database", "The file is not a tracker workspace.", "Choose a file that tracker made."),
    ("unable to open", "The workspace can't be opened.", "Check your rights to the file and its folder."),
    ("is locked", "The workspace is in use by another program.", "Close it there and try again."),
)
