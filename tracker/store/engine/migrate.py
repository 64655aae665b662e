"""Bring a workspace file to the program's schema: all revisions or none.

SQLite can roll back DDL; SQLAlchemy's driver commits it half-way unless the transaction is begun by hand, which
engine.py does. The number of the schema is in the file's header (user_version), where it can be read without opening
the database.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine

from tracker import paths
from tracker.errors import TrackerError, reason
from tracker.files import PRIVATE, sync, unused_name, written_beside
from tracker.i18n import tr
from tracker.progress import GoOn
from tracker.store.engine import backup, integrity, search_index, sqlite
from tracker.store.engine.faults import DATABASE_FAULTS, reason_of
from tracker.store.engine.lock import Lock

HEAD = max(path.stem.partition("_")[0] for path in (paths.migrations() / "versions").glob("[0-9]*.py"))
"""The newest revision in db/versions/."""
SCHEMA = int(HEAD)
"""The schema this program writes: one more with every revision."""


def upgrade(connection: Connection) -> None:
    """Run the revisions that the database has not seen, and make the index for searching, which follows from the
    tables. Raises what failed, with nothing changed."""
    from alembic import command
    from alembic.config import Config

    with connection.begin():
        config = Config()
        config.set_main_option("script_location", str(paths.migrations()).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        search_index.make_anew(connection)
        mark(connection)


def bring_up_to_date(path: Path, lock: Lock, go_on: GoOn) -> Path:
    """Migrate the workspace of an older version that `lock` is on, and keep it as it was beside; returns that path.

    A copy is migrated, looked through and put in its place. Until then, and where anything is raised, the workspace is
    as it was. Raises TrackerError where it can't be brought up to date, and what `go_on` raises.
    """
    real = path.resolve()
    kept = None
    try:
        with _writing(real) as engine:
            with engine.connect() as connection:
                integrity.must_be_whole(connection, path, older=True)
            sqlite.fold_log(engine)
        with written_beside(real) as unfinished:
            with closing(sqlite3.connect(real)) as stored:
                backup.copy_pages(stored, unfinished, lambda *_: go_on())
            with _writing(unfinished) as engine, engine.connect() as connection, sqlite.giving_up(connection, go_on):
                upgrade(connection)
                integrity.must_be_whole(connection, path)
            lock.add(unfinished)
            kept = _keep(real, sqlite.schema_of(real))
    except BaseException as fault:
        if kept:
            kept.unlink()
        if not isinstance(fault, (OSError, *DATABASE_FAULTS)):
            raise
        why = reason(fault) if isinstance(fault, OSError) else reason_of(fault)
        raise TrackerError(
            tr(
                "The workspace {path}, which an older version made, can't be brought up to date: {reason}. "
                "It is unchanged.",
                path=path,
                reason=why,
            ),
            tr("Make room on the disk, or open it with that version and run `tracker check`."),
        ) from fault
    return kept


@contextmanager
def _writing(path: Path) -> Iterator[Engine]:
    engine = sqlite.writer(path)
    try:
        yield engine
    finally:
        engine.dispose()


def _keep(real: Path, schema: int) -> Path:
    """Another name for the file as it is, beside it; an earlier file that is kept so stays. Raises OSError."""
    kept = unused_name(real.with_suffix(f".schema-{schema}.backup.tracker"))
    with suppress(OSError):
        os.link(real, kept)  # at once, and no room is needed
        sync(kept.parent)
        return kept
    with written_beside(kept, PRIVATE) as unfinished:
        shutil.copyfile(real, unfinished)
    return kept


def mark(connection: Connection) -> None:
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA}")
