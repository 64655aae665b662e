"""The open file of a workspace: its connections, lock and log, and whether it still is the file that was opened."""

import ctypes
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

from tracker.errors import TrackerError, WorkspaceBusy, WorkspaceLost
from tracker.i18n import Message, tr
from tracker.progress import GoOn, Progress, unwatched
from tracker.store.engine import backup, file_state, sqlite
from tracker.store.engine.faults import in_plain_words
from tracker.store.engine.folders import Sharing, sharing
from tracker.store.engine.lock import Lock
from tracker.store.engine.shadow_copy import ShadowCopy
from tracker.store.engine.snapshot import Snapshot

_LARGEST_LOG_ON_COPY = 64 * 1024 * 1024
_LOOK = 0.02  # seconds between two looks whether what keeps a writer waiting takes long
_LARGEST_LOG = 4 * 1024 * 1024  # bytes, before it is brought into the file


class Database:
    """Connections to the workspace `path`; they write where `lock` is held. `close` or `release` it."""

    def __init__(self, path: Path, lock: Lock | None) -> None:
        self.path = path
        self.one_at_a_time = threading.RLock()
        """Held by whoever writes."""
        self.lost: Message | None = None
        """Why the file is not the one that was opened any more, as far as `is_intact` has seen."""
        self.impatient_thread = 0
        """The thread that does not wait for a lengthy write of another one."""
        self._lengthy: Message | None = None  # what is being written
        self._lock = lock
        self._reader = sqlite.reader(path)
        self._writer = sqlite.writer(path) if lock else None
        self.sharing = sharing(path.absolute().parent)
        self._keeps_log = self.sharing is Sharing.NONE
        self._state: file_state.FileState | None = None
        self._log_allowed = _LARGEST_LOG
        self._shadow_copy = ShadowCopy()
        self._copy_is_begun = False

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for queries, which sees the workspace as it stood at its first query."""
        if self.lost and self._writer:  # what has its name now is another file
            with self.one_at_a_time, self._writer.connect() as connection:
                yield connection
        else:
            with self._reader.connect() as connection:
                yield connection

    @contextmanager
    def read_anew(self, go_on: GoOn) -> Iterator[Connection]:
        """As `read`, on a connection of its own that knows nothing from before. `go_on` is called now and then, also
        within a long query, and may raise to give up."""
        fresh = sqlite.fresh_reader(self.path)
        try:
            with fresh.connect() as connection, sqlite.giving_up(connection, go_on):
                yield connection
        finally:
            fresh.dispose()

    @contextmanager
    def write(self, lengthy: Message | None = None) -> Iterator[Engine]:
        """The one connection that writes, for one writer at a time; `lengthy` says what is done, where that may take
        long. Raises TrackerError where the workspace is open for reading only, WorkspaceBusy in the thread that
        `impatient_thread` names during a lengthy write, WorkspaceLost where the file is not the one that was opened."""
        if self._writer is None:
            raise TrackerError(
                tr("{path} is open for reading only.", path=self.path), tr("Open it again to change it.")
            )
        with self._turn(lengthy), in_plain_words(self.path):
            if not self.is_intact():
                assert self.lost
                raise WorkspaceLost(self.lost)
            try:
                yield self._writer
            finally:
                sqlite.roll_back(self._writer)
            self._after_writing()

    @contextmanager
    def _turn(self, lengthy: Message | None) -> Iterator[None]:
        impatient = threading.get_ident() == self.impatient_thread
        while not self.one_at_a_time.acquire(timeout=_LOOK if impatient else -1):
            if self._lengthy:
                raise WorkspaceBusy(self._lengthy)
        try:
            self._lengthy = None if impatient else lengthy
            yield
        finally:
            self._lengthy = None
            self.one_at_a_time.release()

    def is_intact(self) -> bool:
        """Whether the file is still the one that was opened; where it is not, `lost` says why."""
        self.lost = file_state.lost(self.path, self._state) if self._state else None
        return self.lost is None

    def claim(self) -> None:
        """Begin to write: from now on the file is watched, and a log is kept where that is safe."""
        assert self._writer
        # When SQLite closes the last connection to a file, it brings the log in: the end of another file that took the
        # place of ours. So Python must not close it by itself, at its own end; `close` and `release` do.
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(sqlite.driver_of(self._writer)))
        if self._keeps_log:
            sqlite.keep_log(self._writer)
        self._state = file_state.begin(self._writer, self.path, self._keeps_log)

    def _after_writing(self) -> None:
        """Remember how the file stands; now and then bring the log into it."""
        if self._state is None or self._writer is None:
            return
        self._state = file_state.after_writing(self.path, self._state)
        allowed = max(self._log_allowed, _LARGEST_LOG_ON_COPY if self._shadow_copy.is_kept else 0)
        if self._keeps_log and not self._copy_is_begun and file_state.size_of_log(self.path) > allowed:
            self._shadow_copy.drop()  # the file becomes another one
            self._state = file_state.begin(self._writer, self.path, log_kept=True)
            self._log_allowed = file_state.size_of_log(self.path) + _LARGEST_LOG  # where someone reads, a part stays

    def keep_shadow_copy(self, go_on: GoOn) -> None:
        """Keep a private copy of the file as it is under its log, where there is none: with the log it is everything,
        so that what is written into the file itself takes nothing away. What `go_on` raises ends it."""
        if self._state and self._keeps_log and not self._shadow_copy.is_kept and self.is_intact():
            self._copy_is_begun = True
            try:
                self._shadow_copy.keep(self.path, self._state, go_on)
            finally:
                self._copy_is_begun = False

    def copy_to(
        self,
        target: Path,
        progress: Progress = unwatched,
        finish: Callable[[Path], None] = lambda _unfinished: None,
    ) -> None:
        """Write a consistent copy of all that is saved, also where the file is `lost`. Raises TrackerError when it
        can't be written, and what `progress` raises."""
        if self.lost and self._writer:
            with self.one_at_a_time:
                if self._shadow_copy.is_kept and self._state and file_state.is_overwritten(self.path, self._state):
                    self._shadow_copy.copy_to(self.path, target, progress, finish)
                    return
                backup.copy_from(sqlite.driver_of(self._writer), target, progress, finish)
            return
        if snapshot := self.snapshot():
            with closing(snapshot):
                snapshot.copy_to(target, progress, finish)
        else:
            with self._reader.connect() as connection:
                backup.copy_from(sqlite.driver_of(connection), target, progress, finish)

    def snapshot(self) -> Snapshot | None:
        """The workspace as it stands now; None where there is no log and every write would have to wait, or the file is
        `lost`."""
        return Snapshot(self._reader) if self._keeps_log and not self.lost else None

    def close(self, ending: Callable[[Connection], None]) -> None:
        """Write what `ending` writes, and bring the log into the file, so that the one file is the whole workspace. A
        file that is not ours any more is left as it is."""
        if self._writer and self.is_intact():
            self._state = None  # what is written from here on need not be known again
            self._reader.dispose()
            with suppress(DatabaseError), self._writer.connect() as connection:
                file_state.end(connection)
                ending(connection)
                connection.commit()
            sqlite.fold_log(self._writer)
        self.release()

    def unlock(self) -> None:
        """Free the lock: others may write."""
        if self._lock:
            self._lock.release()
            self._lock = None

    def release(self) -> None:
        """Close the connections and free the lock, whatever state the file is in."""
        self._shadow_copy.drop()
        self._reader.dispose()
        if self._state and not self.is_intact():
            file_state.detach_log(self.path, self._state)
        if self._writer:
            self._writer.dispose()
        self.unlock()
