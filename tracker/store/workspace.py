"""A workspace: the one file with all of a user's work. Open, read, write, close.

`write` is the only door through which anything is changed: one transaction, one change set. What it acknowledged is on
the disk (WAL, synchronous FULL) and survives the death of the program.
"""

import json
import os
import socket
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from filelock import FileLock
from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from tracker import paths, user
from tracker.domain.casework.change_sets import ChangeSet, RowChange
from tracker.errors import TrackerError, reason
from tracker.files import clear_remains
from tracker.i18n import Message, tr
from tracker.progress import GoOn, unwatched
from tracker.store.engine import backup, integrity, lock, migrate, search_index, sqlite
from tracker.store.engine.faults import DATABASE_FAULTS, IndexDamaged, in_plain_words, reason_of
from tracker.store.journal import journal, revert
from tracker.store.tables.settings import Setting
from tracker.store.write import attachments

_CHECKED_AT_ONCE = 64 * 1024 * 1024  # bytes of a workspace that is looked through before it is shown
_LONGEST_NAME = 240  # bytes: systems allow 255, and SQLite and the lock put an ending to it
_UNNAMED = Message("")  # of writes that history does not keep


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
        self._reader = sqlite.reader(path)
        self._writer = sqlite.writer(path) if lock else None
        self._one_at_a_time = threading.RLock()
        self._shut = False
        self.is_checked = True
        self._index_damaged = False  # seen while it was read; kept when the workspace is closed
        self.index_made_anew = False
        """Whether the index for searching was damaged when the workspace was opened."""
        self.name = ""
        """Who works here, where it is not the user."""
        self.clock: Callable[[], datetime] = _now

    def check(self, go_on: GoOn = unwatched) -> None:
        """Look for damage; `go_on` is called now and then and may raise. Raises TrackerError where there is some,
        IndexDamaged where it is in the index for searching alone."""
        with self.read_anew(go_on) as connection:
            fault, of_index = integrity.damage(connection)
            if fault:
                raise TrackerError(
                    tr("The workspace {path} is damaged: {fault}.", path=self.path, fault=fault),
                    tr("Go back to a backup of it."),
                )
            if of_index:
                raise IndexDamaged

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for queries, which sees the workspace as it stood at its first query."""
        with self._fault_told(), self._reader.connect() as connection:
            yield connection

    @contextmanager
    def read_anew(self, go_on: GoOn = unwatched) -> Iterator[Connection]:
        """As `read`, on a connection of its own that knows nothing from before: to look for damage. `go_on` is called
        now and then, also within a long query, and may raise to give up."""
        fresh = sqlite.fresh_reader(self.path)
        try:
            with self._fault_told(), fresh.connect() as connection, sqlite.giving_up(connection, go_on):
                yield connection
        finally:
            fresh.dispose()

    @contextmanager
    def _fault_told(self) -> Iterator[None]:
        """Faults in plain words. Where it is the index for searching that is damaged, that is remembered."""
        try:
            with in_plain_words(self.path):
                yield
        except IndexDamaged:
            self._index_damaged = True
            raise

    @contextmanager
    def write(
        self, label: Message = _UNNAMED, merge_key: str = "", undoable: bool = True, state: str = ""
    ) -> Iterator[Write]:
        """One user action: all of it is kept under `label`, or nothing.

        Writes in a row with the same `merge_key` (the keystrokes in one field) are one change set. What makes the
        workspace what it is when it is new is not `undoable`. `state` is the code of the Member State whose work it is.
        """
        with self._session() as session:
            rows = journal.record(session)
            writing = Write(session, self.user, self.clock())
            yield writing
            session.flush()
            writing.change_set = journal.save(session, label, writing.who, writing.at, rows, merge_key, undoable, state)
            _commit(session, rows)

    @contextmanager
    def write_index(self) -> Iterator[Connection]:
        """A write to the index for searching, which is no user action. Raises IndexDamaged; that is remembered, and the
        index is made anew when the workspace is opened again."""
        with self._session() as session, _index_alone(session) as connection:
            yield connection

    def undo(self) -> ChangeSet | None:
        """Undo the last action; None when there is none."""
        with self._session() as session:
            return _acknowledged(session, journal.undo(session))

    def redo(self) -> ChangeSet | None:
        """Do again what was undone last; None when there is nothing."""
        with self._session() as session:
            return _acknowledged(session, journal.redo(session))

    def revert(self, change_set_id: int) -> ChangeSet | None:
        """Revert one action from the middle of history; that is an action of its own, which undo reverts.

        Raises TrackerError, naming what builds on it, where that can't be.
        """
        with self._session() as session:
            return _acknowledged(session, revert.revert(session, change_set_id, self.user, self.clock()))

    def undo_labels(self) -> tuple[Message | None, Message | None]:
        """What undo and redo would do; None for nothing."""
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
            raise TrackerError(
                tr("{path} is open for reading only.", path=self.path), tr("Open it again to change it.")
            )
        with (
            self._one_at_a_time,
            in_plain_words(self.path),
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
                if self._index_damaged:
                    search_index.set_damaged(connection)
                connection.commit()
            sqlite.fold_log(self._writer)
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
    _commit(session, change_set.rows if change_set else ())
    return change_set


def _commit(session: Session, rows: Sequence[RowChange]) -> None:
    """Keep what was written; then let the index for searching follow. Where it can't, nothing that was typed suffers:
    it is made anew, or follows later."""
    behind = search_index.note(session.connection(), rows)
    session.commit()
    if behind:
        _follow(session)


def _follow(session: Session) -> None:
    with suppress(IndexDamaged, DatabaseError), _index_alone(session) as connection:  # DatabaseError: a full disk, say
        search_index.follow(connection)


@contextmanager
def _index_alone(session: Session) -> Iterator[Connection]:
    """A transaction on the index alone: damage may show itself only when it is committed."""
    try:
        with search_index.index_faults():
            yield session.connection()
            session.commit()
    except IndexDamaged:
        session.rollback()
        with suppress(DatabaseError):
            search_index.set_damaged(session.connection())
            session.commit()
        raise


def create_workspace(path: Path, fill: Callable[[Workspace], None] = lambda _workspace: None) -> Workspace:
    """Make a workspace at `path`, which must not exist, with what `fill` writes into it, and open it.

    It is made in a folder beside and appears whole; where anything is raised, there is none. Raises TrackerError when
    the place can't be written.
    """
    _must_fit(path)
    _must_be_free(path)
    try:
        if path == paths.default_workspace():
            path.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".new-", dir=path.parent, ignore_cleanup_errors=True) as folder:
            unfinished = Path(folder) / path.name
            unfinished.touch()
            new = sqlite.writer(unfinished)
            try:
                sqlite.mark_as_workspace(new)
                with new.connect() as connection:
                    migrate.upgrade(connection)
            finally:
                new.dispose()
            with open_workspace(unfinished) as made:
                fill(made)
            _must_be_free(path)  # another program may have made one meanwhile
            clear_remains(path)
            unfinished.replace(path)
    except (OSError, *DATABASE_FAULTS) as fault:
        why = reason(fault) if isinstance(fault, OSError) else reason_of(fault)
        raise TrackerError(
            tr("The workspace {path} can't be made: {why}.", path=path, why=why),
            tr("Name another place, or give yourself the right to write there."),
        ) from fault
    return open_workspace(path)


def _must_be_free(path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise TrackerError(tr("{path} exists already.", path=path), tr("Choose another name."))


def is_older(path: Path) -> bool:
    """Whether an older version made the workspace, so that it must be opened for writing before it can be read. Raises
    TrackerError where it is none."""
    _must_fit(path)
    return sqlite.schema_of(path) < migrate.SCHEMA


def open_workspace(path: Path, writing: bool = True, check_later: bool = False, go_on: GoOn = unwatched) -> Workspace:
    """Open a workspace. An older one is backed up and migrated first, for writing; a newer one is refused, unchanged.

    Looking for damage takes a second for 200 MB: with `check_later` the caller does it for a large one, where
    `is_checked` says so. `go_on` is called now and then and may raise to give up: then the workspace is as it was.

    Raises TrackerError: no workspace, a newer one, damaged, or (for writing) open in another program.
    """
    _must_fit(path)
    schema = sqlite.schema_of(path)
    if schema > migrate.SCHEMA:
        raise TrackerError(
            tr("The workspace {path} was written by a newer version of tracker.", path=path),
            tr("Install that version to open it."),
        )
    if not writing:
        return Workspace(path, None)
    workspace = Workspace(path, lock.take(path))
    try:
        with in_plain_words(path):
            _check_and_claim(workspace, schema, check_later, go_on)
    except BaseException:
        workspace.release()
        raise
    return workspace


def _check_and_claim(workspace: Workspace, schema: int, check_later: bool, go_on: GoOn) -> None:
    assert workspace._writer is not None
    small = workspace.path.stat().st_size < _CHECKED_AT_ONCE
    workspace.is_checked = small or not check_later or schema < migrate.SCHEMA
    with workspace._writer.connect() as connection:
        if odd := next(
            iter(sqlite.views_and_triggers(connection)), search_index.foreign(connection, schema < migrate.SCHEMA)
        ):
            raise TrackerError(
                tr("{path} holds a part that tracker did not make (“{odd}”).", path=workspace.path, odd=odd),
                tr("Ask for another copy."),
            )
    if workspace.is_checked:
        with suppress(IndexDamaged):  # it is marked so, and made anew below
            workspace.check(go_on)
    if schema < migrate.SCHEMA:
        _migrate(workspace, schema, go_on)
    sqlite.keep_log(workspace._writer)
    with workspace._session() as session:
        connection = session.connection()
        attachments.drop_unsettled(session)
        with sqlite.giving_up(connection, go_on):
            thorough = small and not integrity.LOOKS_INTO_INDEX
            if workspace._index_damaged or search_index.is_damaged(connection, thorough):
                search_index.make_anew(connection)
                workspace.index_made_anew = True
        session.commit()
        _follow(session)
    workspace._index_damaged = False
    if workspace.index_made_anew and workspace.is_checked:
        workspace.check(go_on)  # damage to the index may have hidden other damage
    here = {"who": workspace.user, "where": socket.gethostname(), "since": datetime.now().isoformat(timespec="minutes")}
    workspace.set("open in", json.dumps(here))
    if not workspace.identity:
        workspace.set("identity", uuid.uuid4().hex)


def _migrate(workspace: Workspace, schema: int, go_on: GoOn) -> None:
    """Back an older workspace up and bring it to this program's schema. Raises TrackerError where that can't be."""
    assert workspace._writer is not None
    kept = workspace.path.with_suffix(f".schema-{schema}.backup.tracker")
    backup.copy(workspace.path, kept, lambda *_: go_on())
    try:
        with workspace._writer.connect() as connection, sqlite.giving_up(connection, go_on):
            migrate.upgrade(connection)
    except DATABASE_FAULTS as fault:
        raise TrackerError(
            tr(
                "The workspace {path}, which an older version made, can't be brought up to date: {reason}. "
                "It is unchanged.",
                path=workspace.path,
                reason=reason_of(fault),
            ),
            tr("Open it with that version and run `tracker check`."),
        ) from fault


def _must_fit(path: Path) -> None:
    if len(os.fsencode(path.name)) > _LONGEST_NAME:
        raise TrackerError(
            tr("The name {name}… is too long for a workspace.", name=path.name[:40]), tr("Give it a shorter name.")
        )
