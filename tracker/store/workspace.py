"""A workspace: the one file with all of a user's work. Open, read, write, close.

What a user does is changed through `write`: one transaction, one change set; or undone. What it acknowledged is on
the disk (WAL, synchronous FULL) and survives the death of the program.
"""

import json
import socket
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from tracker import user
from tracker.domain.casework.change_sets import Announced, ChangeSet
from tracker.errors import TrackerError, WorkspaceLost
from tracker.i18n import Message, tr
from tracker.progress import GoOn, Progress, unwatched
from tracker.store.engine import (
    index_following,
    integrity,
    lock,
    migrate,
    schema,
    search_index,
    sent_copies,
    sqlite,
    stray_logs,
)
from tracker.store.engine.database import Database
from tracker.store.engine.faults import DATABASE_FAULTS, IndexDamaged, damaged, in_plain_words
from tracker.store.engine.folders import ADVICE
from tracker.store.engine.snapshot import Snapshot
from tracker.store.journal import journal, revert
from tracker.store.write import attachments, settings

_CHECKED_AT_ONCE = 64 * 1024 * 1024  # bytes of a workspace that is looked through before it is shown
_UNDOING = tr("An action is being undone")
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

    def __init__(self, path: Path, lock: lock.Lock | None) -> None:
        self._database = Database(path, lock)
        self._shut = False
        self._typing = journal.Typing()
        self.is_checked = True
        self._index_damaged = False  # seen while it was read; kept when the workspace is closed
        self.notices: list[Message] = []
        """What the user must know of how it was opened."""
        self.name = ""
        """Who works here, where it is not the user."""
        self.clock: Callable[[], datetime] = _now
        self.on_loss: Callable[[], None] = lambda: None
        """Called when a write finds that the file is lost, in the thread of that write."""

    @property
    def path(self) -> Path:
        return self._database.path

    @property
    def lost(self) -> Message | None:
        """Why the file is not the one that was opened any more (replaced, deleted ...), as far as `is_intact` or a
        write has seen; None where it is."""
        return self._database.lost

    def is_intact(self) -> bool:
        """Look whether the file is still the one that was opened; where it is not, `lost` says why."""
        return self._database.is_intact()

    def check(self, go_on: GoOn = unwatched) -> None:
        """Look for damage, and for what tracker does not write; `go_on` is called now and then and may raise. Raises
        TrackerError where there is some, IndexDamaged where only the index for searching is damaged."""
        with self.read_anew(go_on) as connection:
            integrity.must_be_whole(connection, self.path)

    def must_be_ours(self) -> None:
        """Raises TrackerError where the file has a part that tracker did not make, or lacks one."""
        with self.read() as connection:
            schema.must_be_ours(connection, self.path, older=migrate.is_older(self.path))

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for queries, which sees the workspace as it stood at its first query."""
        try:
            with self._fault_told(), self._database.read() as connection:
                yield connection
        except TrackerError as fault:
            if isinstance(fault.__cause__, DATABASE_FAULTS) and not self.is_intact() and self.lost:
                raise WorkspaceLost(self.lost) from fault
            raise

    @contextmanager
    def read_anew(self, go_on: GoOn = unwatched) -> Iterator[Connection]:
        """As `read`, on a connection of its own that knows nothing from before: to look for damage. `go_on` is called
        now and then, also within a long query, and may raise to give up."""
        with self._fault_told(), self._database.read_anew(go_on) as connection:
            yield connection

    def copy_to(self, target: Path, progress: Progress = unwatched) -> None:
        """Write a consistent copy of all that is saved to `target`, also where the file is `lost`. Raises TrackerError
        when it can't be written, and what `progress` raises."""
        with self._fault_told():
            self._database.copy_to(target, progress)

    def snapshot(self) -> Snapshot | None:
        """The workspace as it stands now, to be copied later; `close` it. None where none can be had without keeping
        every write waiting."""
        with self._fault_told():
            return self._database.snapshot()

    def copy_to_send(self, target: Path, outside: bool, progress: Progress = unwatched) -> None:
        """As `copy_to`, a copy that says what it is for: `outside`, without history, or a colleague, with all."""
        finish = sent_copies.for_outside(self.user) if outside else sent_copies.for_colleague(self.user)
        with self._fault_told():
            self._database.copy_to(target, progress, finish)

    def keep_shadow_copy(self, go_on: GoOn = unwatched) -> None:
        """Keep what `copy_to` and `move_to` need should another program write into the file itself. What `go_on` raises
        ends it."""
        self._database.keep_shadow_copy(go_on)

    def move_to(self, target: Path, progress: Progress = unwatched) -> None:
        """Save the workspace, whose file is lost, as another file and go on with that one. Raises TrackerError as
        `copy_to` does; then everything is as before."""
        before = self._database
        with before.one_at_a_time:
            self.copy_to(target, progress)
            before.unlock()  # it may be the name that the workspace had
            self._database = open_workspace(target)._database
            before.close(lambda _connection: None)

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
        self,
        label: Message = _UNNAMED,
        merge_key: str = "",
        undoable: bool = True,
        state: str = "",
        lengthy: bool = False,
    ) -> Iterator[Write]:
        """One user action: all of it is kept under `label`, or nothing.

        Writes in a row with the same `merge_key` (the keystrokes in one field) are one change set. What makes the
        workspace what it is, when it is new or by a setting, is not `undoable`. `state` is the code of the Member State
        whose work it is. Where it may take longer than a keystroke may wait, it is `lengthy`.
        """
        with self._session(label if lengthy else None) as session:
            rows = journal.record(session)
            writing = Write(session, self.user, self.clock())
            yield writing
            session.flush()
            author = journal.Author(writing.who, writing.at, state)
            merge_into = self._typing.merge_target(merge_key)
            writing.change_set = journal.save(session, label, author, rows, merge_key, merge_into, undoable)
            index_following.commit(session, rows)
            if writing.change_set:
                self._typing = journal.Typing(merge_key, writing.change_set.id, time.monotonic())

    @contextmanager
    def write_index(self) -> Iterator[Connection]:
        """A write to the index for searching, which is no user action. Raises IndexDamaged; that is remembered, and the
        index is made anew when the workspace is opened again."""
        with self._session() as session, index_following.alone(session) as connection:
            yield connection

    def undo(self, announced: int | None = None, go_on: GoOn = unwatched) -> ChangeSet | None:
        """Undo the last action; None when there is none. `go_on` may raise to cancel.

        Raises TrackerError where it is not the one whose number the user was told (`announced`).
        """
        with self._session(_UNDOING) as session:
            return _acknowledged(session, journal.undo(session, announced, go_on))

    def redo(self, announced: int | None = None, go_on: GoOn = unwatched) -> ChangeSet | None:
        """Do again what was undone last; None when there is nothing. As `undo`."""
        with self._session(_UNDOING) as session:
            return _acknowledged(session, journal.redo(session, announced, go_on))

    def revert(self, change_set_id: int) -> ChangeSet | None:
        """Revert one action from the middle of history; that is an action of its own, which undo reverts.

        Raises TrackerError, naming what builds on it, where that can't be.
        """
        with self._session() as session:
            return _acknowledged(session, revert.revert(session, change_set_id, self.user, self.clock()))

    def announced(self) -> tuple[Announced | None, Announced | None]:
        """What undo and redo would do; None for nothing."""
        with self.read() as connection:
            return journal.announced(connection)

    @property
    def impatient_thread(self) -> int:
        """The number of the thread (`threading.get_ident`) that must not wait for a long write of another one: its own
        are refused meanwhile (WorkspaceBusy)."""
        return self._database.impatient_thread

    @impatient_thread.setter
    def impatient_thread(self, thread: int) -> None:
        self._database.impatient_thread = thread

    @property
    def user(self) -> str:
        """The name that history shows."""
        return self.name or user.name()

    @contextmanager
    def _session(self, lengthy: Message | None = None) -> Iterator[Session]:
        """A session on the writing connection. Nothing of it is kept unless it commits. `lengthy`: what it does, where
        that may take long."""
        try:
            with (
                self._database.write(lengthy) as engine,
                Session(engine, expire_on_commit=False, autoflush=False) as session,
            ):
                yield session
        except WorkspaceLost:
            self.on_loss()
            raise

    def set(self, key: str, value: str) -> None:
        """Keep something about the workspace that is no casework and has no history."""
        with self._session() as session:
            settings.keep(session, key, value)
            session.commit()

    @property
    def identity(self) -> str:
        """What tells this workspace and its copies from all others; "" while it was never open for writing."""
        with self.read() as connection:
            return str(connection.execute(text("SELECT value FROM setting WHERE key = 'identity'")).scalar() or "")

    def close(self) -> None:
        """Bring the log into the file, so that the one file is the whole workspace again."""
        if not self._shut:
            self._shut = True
            self._database.close(self._last_words)

    def _last_words(self, connection: Connection) -> None:
        if self._index_damaged:
            search_index.set_damaged(connection)

    def release(self) -> None:
        """Close the connections and free the lock, whatever state the file is in."""
        self._database.release()

    def __enter__(self) -> "Workspace":
        return self

    def __exit__(self, *_fault: object) -> None:
        self.close()


def _now() -> datetime:
    return datetime.now(UTC)


def _acknowledged(session: Session, change_set: ChangeSet | None) -> ChangeSet | None:
    """What was applied to the tables, once it is kept."""
    index_following.commit(session, change_set.rows if change_set else ())
    return change_set


def open_workspace(path: Path, writing: bool = True, check_later: bool = False, go_on: GoOn = unwatched) -> Workspace:
    """Open a workspace. An older one is backed up and migrated first, for writing; a newer one is refused, unchanged.

    Looking for damage takes a second for 200 MB: with `check_later` the caller does it for a large one, where
    `is_checked` says so. `go_on` is called now and then and may raise to give up: then the workspace is as it was.

    Raises TrackerError: no workspace, a newer one, damaged, or (for writing) open in another program.
    """
    sqlite.must_fit(path)
    number = sqlite.schema_of(path)
    if number > migrate.SCHEMA:
        if migrate.SCHEMA in sqlite.schemas_of(path):
            raise damaged(path, tr("its header names a newer version of tracker than its tables do"))
        raise TrackerError(
            tr("The workspace {path} was written by a newer version of tracker.", path=path),
            tr("Install that version to open it."),
        )
    if not writing:
        workspace = open_unchecked(path)
        try:
            workspace.check(go_on)
        except IndexDamaged:
            pass  # it is made anew when the workspace is opened for writing
        except BaseException:
            workspace.close()
            raise
        return workspace
    workspace_lock = lock.take(path)
    try:
        with in_plain_words(path):
            notices = stray_logs.set_aside(path) + stray_logs.told_of_copy(path)
            sqlite.recover(path)
            if number < migrate.SCHEMA:
                migrate.bring_up_to_date(path, workspace_lock, go_on)
    except BaseException:
        workspace_lock.release()
        raise
    workspace = Workspace(path, workspace_lock)
    workspace.notices += notices
    try:
        with in_plain_words(path):
            _check_and_claim(workspace, check_later, go_on)
    except BaseException:
        workspace.release()
        raise
    return workspace


def open_unchecked(path: Path) -> Workspace:
    """Open a file for reading, whatever it holds: to say what is wrong with it, or to copy it. What a program that died
    left beside is put right first, where nobody has the workspace open. Raises TrackerError where it is no
    workspace."""
    sqlite.must_fit(path)
    sqlite.schema_of(path)
    notices: list[Message] = []
    if stray_logs.are_beside(path):
        with suppress(TrackerError, *DATABASE_FAULTS):
            workspace_lock = lock.take(path)
            try:
                notices += stray_logs.set_aside(path)
                sqlite.recover(path)
            finally:
                workspace_lock.release()
    notices += stray_logs.told_of_copy(path)
    workspace = Workspace(path, None)
    workspace.notices += notices
    return workspace


def _check_and_claim(workspace: Workspace, check_later: bool, go_on: GoOn) -> None:
    small = workspace.path.stat().st_size < _CHECKED_AT_ONCE
    workspace.is_checked = small or not check_later
    if not workspace.is_checked:
        workspace.must_be_ours()
    else:
        with suppress(IndexDamaged):  # it is marked so, and made anew below
            workspace.check(go_on)
    workspace._database.claim()
    if advice := ADVICE.get(workspace._database.sharing):
        workspace.notices.append(advice)
    with workspace.read() as connection:
        if what_it_is := sent_copies.origin(connection):
            workspace.notices.append(what_it_is)
    index_made_anew = False
    with workspace._session() as session:
        connection = session.connection()
        attachments.drop_unsettled(session)
        with sqlite.giving_up(connection, go_on):
            thorough = (small and not integrity.LOOKS_INTO_INDEX) or search_index.is_outdated(connection)
            if workspace._index_damaged or search_index.is_damaged(connection, thorough):
                search_index.make_anew(connection)
                workspace.notices.append(tr("The index for searching was damaged. It was made anew."))
                index_made_anew = True
            elif search_index.is_outdated(connection):
                search_index.bring_up_to_date(connection)
        session.commit()
        index_following.follow(session)
    workspace._index_damaged = False
    if index_made_anew and workspace.is_checked:
        workspace.check(go_on)  # damage to the index may have hidden other damage
    here = {"who": workspace.user, "where": socket.gethostname(), "since": datetime.now().isoformat(timespec="minutes")}
    workspace.set("open in", json.dumps(here))
    if not workspace.identity:
        workspace.set("identity", uuid.uuid4().hex)
