"""Write files so that nobody ever sees half of one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def written_beside(target: Path) -> Iterator[Path]:
    """A path beside `target` to write to; it takes the place of `target` at the end. Where anything is raised, what was
    there before stays as it was and nothing is left behind. Raises OSError as the system does."""
    unfinished = target.with_name(f".{target.name[:40]}.{os.getpid()}.new")
    try:
        yield unfinished
        unfinished.replace(target)
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def clear_remains(target: Path) -> None:
    """Before a new database gets the name of one that is gone: remove what a dead program left of that one beside it,
    which SQLite would write into the new one. Raises OSError as the system does."""
    if not target.exists():
        for ending in ("-wal", "-shm", "-journal"):
            target.with_name(target.name + ending).unlink(missing_ok=True)
