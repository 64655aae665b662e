"""Write files so that nobody ever sees half of one."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import chain, count
from pathlib import Path

from tracker.leftovers import unfinished_file

PRIVATE = 0o600
"""The rights of workspaces and their copies: the user's alone."""
_UMASK = os.umask(0o077)  # can only be read by being set; at import no other thread makes files
os.umask(_UMASK)


@contextmanager
def written_beside(target: Path, rights: int | None = None) -> Iterator[Path]:
    """An empty file beside `target` to write to; it takes the place of `target` at the end, when it is on the disk.
    Where anything is raised, what was there before stays as it was and nothing is left behind.

    Until then only the user can read it, under a name that nobody can foresee. The finished file has `rights`, or those
    of the file it replaces, or those that the user gives to new files. Raises OSError as the system does.
    """
    with unfinished_file(target) as unfinished:
        yield unfinished
        unfinished.chmod(_rights_of(target) if rights is None else rights)
        sync(unfinished)
        unfinished.replace(target)
        sync(target.parent)


def unused_name(path: Path) -> Path:
    """`path`, or where there is such a file "name (2).ending" and so on: nothing is overwritten."""
    names = (path.with_name(f"{path.stem} ({number}){path.suffix}") for number in count(2))
    return next(name for name in chain([path], names) if not (name.exists() or name.is_symlink()))


def _rights_of(target: Path) -> int:
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        return 0o666 & ~_UMASK


def sync(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk. Raises OSError where a file can't be; a folder that can't be
    (systems other than POSIX, some network drives) is left."""
    if path.is_dir():
        if os.name == "posix":
            with suppress(OSError):
                _sync(path, os.O_RDONLY)
    else:
        _sync(path, os.O_RDWR)


def _sync(path: Path, how: int) -> None:
    number = os.open(path, how)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def clear_remains(target: Path) -> None:
    """Before a new database gets the name of one that is gone: what a dead program left of that one beside it, which
    SQLite would write into the new one, gets another name. Raises OSError as the system does."""
    if not target.exists():
        for ending in ("-wal", "-journal"):
            if (beside := target.with_name(target.name + ending)).exists():
                set_aside(beside)
        target.with_name(f"{target.name}-shm").unlink(missing_ok=True)


def set_aside(path: Path) -> Path:
    """Give a file another name, and return that. Raises OSError as the system does."""
    return path.rename(unused_name(path.with_name(f"{path.name}.set-aside")))
