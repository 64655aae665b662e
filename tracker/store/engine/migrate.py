"""Migrate a workspace file to the program's schema: all revisions or none.

SQLite can roll back DDL, but Python's driver would commit it half-way if sqlite.py did not begin transactions itself.
The schema number is in the file's header (user_version), where it can be read without opening the database.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine

from tracker import log, paths
from tracker.errors import TrackerError, reason
from tracker.files import PRIVATE, sync, unused_name, written_beside
from tracker.i18n import Message, tr
from tracker.progress import GoOn
from tracker.store.engine import backup, integrity, search_index, sqlite
from tracker.store.engine.faults import DATABASE_FAULTS, reason_of
from tracker.store.engine.lock import Lock

HEAD = max(path.stem.partition("_")[0] for path in (paths.migrations() / "versions").glob("[0-9]*.py"))
"""The newest revision in db/versions/."""
SCHEMA = int(HEAD)
"""The schema number that this program writes; each revision adds one."""
_ODD_ROW = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError)
"""What a revision raises if a row holds what tracker never wrote."""


def is_older(path: Path) -> bool:
    """Whether an older version made the workspace, so that it must be opened for writing before it can be read. Raises
    TrackerError where it is none."""
    sqlite.must_fit(path)
    return sqlite.schema_of(path) < SCHEMA


def upgrade(connection: Connection) -> None:
    """Run the missing revisions and rebuild the search index from the tables. On any error nothing is changed."""
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
    """Migrate a locked workspace of an older version; returns the path of a backup made beside it.

    A copy is migrated, checked, and then replaces the workspace; on any error the workspace is unchanged. Raises
    TrackerError if the migration fails, and what `go_on` raises.
    """
    real = path.resolve()
    backup_path = None
    try:
        with _writing(real) as engine:
            with engine.connect() as connection:
                integrity.must_be_whole(connection, path, older=True)
            sqlite.fold_log(engine)
        with written_beside(real) as unfinished:
            with closing(sqlite.connect(real, "rw")) as stored:
                backup.copy_pages(stored, unfinished, lambda *_: go_on())
            with _writing(unfinished) as engine, engine.connect() as connection, sqlite.giving_up(connection, go_on):
                upgrade(connection)
                integrity.must_be_whole(connection, path)
            lock.add(unfinished)
            backup_path = _back_up(real, sqlite.schema_of(real))
    except BaseException as fault:
        if backup_path:
            backup_path.unlink()
        if not isinstance(fault, (OSError, *DATABASE_FAULTS, *_ODD_ROW)):
            raise
        why: Message | str = reason(fault) if isinstance(fault, OSError) else reason_of(fault)
        if isinstance(fault, _ODD_ROW):
            log.note_fault(fault)
            why = tr("it holds what tracker did not write ({fault})", fault=f"{type(fault).__name__}: {fault}")
        raise TrackerError(
            tr(
                "The workspace {path}, which an older version made, can't be brought up to date: {reason}. "
                "It is unchanged.",
                path=path,
                reason=why,
            ),
            tr("Make room on the disk, or open it with that version and run `tracker check`."),
        ) from fault
    return backup_path


@contextmanager
def _writing(path: Path) -> Iterator[Engine]:
    engine = sqlite.writer(path, older=True)
    try:
        yield engine
    finally:
        engine.dispose()


def _back_up(real: Path, schema: int) -> Path:
    """Back the file up beside itself under an unused name. Raises OSError."""
    backup_path = unused_name(real.with_suffix(f".schema-{schema}.backup.tracker"))
    with suppress(OSError):
        os.link(real, backup_path)  # a hard link is instant and needs no space
        sync(backup_path.parent)
        return backup_path
    with written_beside(backup_path, PRIVATE) as unfinished:
        shutil.copyfile(real, unfinished)
    return backup_path


def mark(connection: Connection) -> None:
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA}")
