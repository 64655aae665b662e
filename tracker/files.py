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


def reason(fault: OSError) -> str:
    """Why the system refused, in its words, for the middle of a sentence."""
    return (fault.strerror or str(fault)).lower()
