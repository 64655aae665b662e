"""A workspace as it stood at one moment, however it is changed since."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine

from tracker.progress import Progress, unwatched
from tracker.store.engine import backup, sqlite


class Snapshot:
    """A transaction that only reads. It keeps no writer waiting where there is a log, which grows meanwhile; `close` it
    soon. May be used in another thread than the one that made it."""

    def __init__(self, reader: Engine) -> None:
        self._connection = reader.connect()
        self._connection.exec_driver_sql("SELECT 1 FROM setting").first()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        yield self._connection

    def copy_to(
        self,
        target: Path,
        progress: Progress = unwatched,
        finish: Callable[[Path], None] = lambda _unfinished: None,
    ) -> None:
        """Raises as `backup.copy_from` does."""
        backup.copy_from(sqlite.driver_of(self._connection), target, progress, finish)

    def close(self) -> None:
        self._connection.close()
