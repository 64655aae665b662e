"""SQLite errors with an outside cause (disk, rights, damage) as messages for the user. Bugs are not translated."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError, NoResultFound

from tracker.errors import TrackerError
from tracker.i18n import Message, tr


class IndexDamaged(TrackerError):
    """Only the search index is damaged, which can be rebuilt from the tables."""

    def __init__(self) -> None:
        super().__init__(
            tr("The index for searching is damaged."), tr("Open the workspace again: it is then made anew.")
        )


REPAIR = tr("Put a backup of it back, or save what can be read with `tracker check --repair`.")
"""What to do about a damaged workspace."""
DATABASE_FAULTS = (DatabaseError, sqlite3.Error)
"""Everything the database may raise, through SQLAlchemy or directly."""
_DAMAGED = (tr("The workspace is damaged."), REPAIR)
_RIGHTS = tr("Check your rights to the file and its folder.")
_BY_CODE = {
    sqlite3.SQLITE_FULL: (tr("The disk is full; the last change was not saved."), tr("Make room and try again.")),
    sqlite3.SQLITE_READONLY: (tr("The workspace can't be written."), _RIGHTS),
    sqlite3.SQLITE_CANTOPEN: (tr("The workspace can't be opened."), _RIGHTS),
    sqlite3.SQLITE_PERM: (tr("The workspace can't be opened."), _RIGHTS),
    sqlite3.SQLITE_IOERR: (tr("The disk reported a fault."), tr("Check the disk; then try again.")),
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_TOOBIG: (
        tr("The workspace holds a value that is larger than any that tracker writes."),
        tr("Ask for another copy."),
    ),
    sqlite3.SQLITE_NOTADB: _DAMAGED,  # its header is ours
    sqlite3.SQLITE_BUSY: (tr("The workspace is in use by another program."), tr("Close it there and try again.")),
    sqlite3.SQLITE_LOCKED: (tr("The workspace is in use by another program."), tr("Close it there and try again.")),
    sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY: (tr("What was to be linked is no longer there."), tr("Look at it again.")),
}
_OF_THE_WORLD = (
    *(sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR),
    *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_INTERRUPT),
)
_BY_WORDS = (  # SQLite has no separate error code for these
    ("no such table", (tr("The workspace is damaged: a part of it is missing."), REPAIR)),
    ("could not decode", _DAMAGED),
)
_OF_INDEX = ("vtable constructor", "fts5", "no such table: search_", "no such table: main.search_")


def damaged(path: Path, fault: Message | str = "") -> TrackerError:
    """What is said of a damaged workspace, whoever finds it; `fault` says where, for the middle of a sentence."""
    if fault:
        return TrackerError(tr("The workspace {path} is damaged: {fault}.", path=path, fault=fault), REPAIR)
    return TrackerError(tr("The workspace {path} is damaged.", path=path), REPAIR)


@contextmanager
def in_plain_words(path: Path) -> Iterator[None]:
    """Raise SQLite errors with an outside cause as TrackerError; let all others pass."""
    try:
        yield
    except UnicodeDecodeError as fault:
        what, do = _DAMAGED
        raise TrackerError(tr("{what} ({path})", what=what, path=path), do) from fault
    except NoResultFound as fault:
        raise TrackerError(tr("What was to be changed is no longer there."), tr("Look at it again.")) from fault
    except DATABASE_FAULTS as fault:
        if of_index(fault):
            raise IndexDamaged from fault
        if found := _words(fault):
            what, do = found
            raise TrackerError(tr("{what} ({path})", what=what, path=path), do) from fault
        raise


def of_the_world(fault: BaseException) -> bool:
    """Whether an error has nothing to do with the file's content: disk full, no rights, locked by another program."""
    return (_code(fault) & 0xFF) in _OF_THE_WORLD


def is_interrupted(fault: BaseException) -> bool:
    """Whether a statement was interrupted on request."""
    return (_code(fault) & 0xFF) == sqlite3.SQLITE_INTERRUPT


def of_index(fault: BaseException) -> bool:
    """Whether an error concerns only the search index. Damage there can also make SQLite report that it is out of
    memory (MemoryError in Python)."""
    if isinstance(fault, MemoryError):
        return True
    message = str(_original(fault))
    return _code(fault) == sqlite3.SQLITE_CORRUPT_VTAB or any(words in message for words in _OF_INDEX)


def reason_of(fault: BaseException) -> str:
    """SQLite's own message on one line, for the middle of a sentence."""
    return " ".join(str(_original(fault)).split())


def _words(fault: BaseException) -> tuple[Message, Message] | None:
    code, message = _code(fault), reason_of(fault).lower()
    by_words = (found for words, found in _BY_WORDS if words in message)
    return _BY_CODE.get(code) or _BY_CODE.get(code & 0xFF) or next(by_words, None)


def _original(fault: BaseException) -> object:
    """The driver's exception, unwrapped from SQLAlchemy's."""
    return fault.orig if isinstance(fault, DatabaseError) else fault


def _code(fault: BaseException) -> int:
    """SQLite's extended error code; 0 for errors of the driver itself, which have none."""
    return int(getattr(_original(fault), "sqlite_errorcode", 0))
