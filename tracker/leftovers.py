"""What a crash leaves behind, unfinished files and temporary folders, is removed at the next start.

While there is such a thing, a note in the user's folder says where it is and which process works on it. A note whose
process is gone is of one that crashed. What a file that is still there needs, as it began, is spared.
"""

import json
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from uuid import uuid4

from tracker import paths

ENDING = ".unfinished"
"""Every unfinished file and temporary folder is named so: nothing else is ever removed."""
_BEGINNING = 32  # bytes: the header of SQLite's logs, with a random salt (https://sqlite.org/fileformat.html, 4.1)
_BESIDE = ("-journal", "-wal", "-shm")  # what SQLite puts beside an unfinished workspace


@contextmanager
def noted(path: Path, needed_by: Path | None = None) -> Iterator[None]:
    """While inside, `path` is removed by `sweep` should this process die, though not before `needed_by` is gone or
    begins otherwise."""
    note = _folder() / f"{uuid4().hex}.json"
    with suppress(OSError):  # the user's folder can't be written: then a crash leaves something behind
        note.parent.mkdir(parents=True, exist_ok=True)
        said: dict[str, object] = {"path": str(path.absolute()), "process": _this_process()}
        if needed_by:
            said["needed by"] = [str(needed_by.absolute()), _beginning(needed_by)]
        note.write_text(json.dumps(said), encoding="utf-8")
    try:
        yield
    finally:
        with suppress(OSError):
            note.unlink(missing_ok=True)


@contextmanager
def unfinished_file(beside: Path, needed_by: Path | None = None) -> Iterator[Path]:
    """An empty file in the folder of `beside` that only the user can read, under a name that nobody can foresee; what
    is left of it at the end is removed; `needed_by` as in `noted`. Raises OSError as the system does."""
    path = beside.with_name(f".{beside.name[:40]}.{uuid4().hex}{ENDING}")
    with noted(path, needed_by):  # first, so that a crash at any moment is made good
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            yield path
        finally:
            with suppress(OSError):
                remove(path)


@contextmanager
def temporary_folder(beside: Path | None = None) -> Iterator[Path]:
    """A folder of this process alone, in the folder of `beside` or where the system keeps temporary files; removed at
    the end. Raises OSError as the system does."""
    path = (beside.parent if beside else Path(tempfile.gettempdir())) / f".tracker-{uuid4().hex}{ENDING}"
    with noted(path):
        path.mkdir(mode=0o700)
        try:
            yield path
        finally:
            remove(path)


def sweep() -> list[Path]:
    """Remove what processes that are gone left unfinished on this computer; returns what was removed."""
    removed: list[Path] = []
    with suppress(OSError):
        for note in sorted(_folder().glob("*.json")):
            with suppress(OSError, ValueError, KeyError, TypeError):  # half a note is of what was not begun yet
                noted = json.loads(note.read_text(encoding="utf-8"))
                path, beginning = noted.get("needed by", ("", ""))
                needed = path and _beginning(Path(path)) == beginning
                if not needed and not _runs(noted["process"]) and noted["path"].endswith(ENDING):
                    removed += remove(Path(noted["path"]))
                    note.unlink()
    return removed


def remove(path: Path) -> list[Path]:
    """Remove an unfinished file, with what SQLite has put beside it, or a folder; returns what was there. Raises
    OSError."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
        return [path]
    present = [file for file in (path, *(path.with_name(path.name + ending) for ending in _BESIDE)) if file.is_file()]
    for file in present:
        file.unlink()
    return present


def _beginning(path: Path) -> str | None:
    """What tells a file from a later one of its name: its first bytes, where those are random; None if it is gone."""
    try:
        with path.open("rb") as file:
            return file.read(_BEGINNING).hex()
    except OSError:
        return None


def _folder() -> Path:
    return paths.user_folder() / "unfinished"


@cache
def _this_process(pid: int = 0) -> list[object]:
    """What tells a process from all others that ever run: computer, number, start."""
    import psutil

    pid = pid or os.getpid()
    return [socket.gethostname(), pid, psutil.Process(pid).create_time()]


def _runs(process: list[object]) -> bool:
    """Whether a process runs; one of another computer, as far as we know."""
    import psutil

    host, pid, started = process
    if host != socket.gethostname():
        return True
    try:
        return bool(abs(psutil.Process(int(str(pid))).create_time() - float(str(started))) < 1)
    except psutil.NoSuchProcess:
        return False
    except psutil.Error:
        return True
