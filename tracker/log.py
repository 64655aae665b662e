"""The log in the user's own folder: what went wrong in the program, for whoever mends it. Nothing of the case is in it:
of a fault only its kind and where in the program it was raised, never its words, which may be the user's.
"""

import platform
import sqlite3
import sys
import traceback
from collections import deque
from contextlib import suppress
from datetime import datetime
from functools import cache
from logging import Logger
from pathlib import Path

from tracker import __version__, paths

_BYTES, _FILES = 256 * 1024, 3
_done: deque[str] = deque(maxlen=20)


def note_action(name: str) -> None:
    """Remember the name of a command that the user ran, for a report."""
    _done.append(f"{datetime.now():%H:%M:%S} {name}")


def note_fault(fault: BaseException) -> None:
    """Write a fault into the log, as far as that can be done: it must not become a fault of its own."""
    with suppress(Exception):
        _log(file()).error("\n%s", traced(fault))


def file() -> Path:
    return paths.user_folder() / "log" / "tracker.log"


def report(fault: BaseException) -> str:
    """What helps to mend a fault: versions, the commands before it, where it was raised. Nothing of the case."""
    versions = [f"tracker {__version__}", f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}"]
    if qt := sys.modules.get("PySide6"):
        versions.append(f"PySide6 {qt.__version__}")
    commands = list(_done) or ["(none)"]
    parts = [", ".join(versions), platform.platform(), "", "Commands before it:", *commands, "", traced(fault)]
    return "\n".join(parts) + "\n"


def traced(fault: BaseException) -> str:
    """Where a fault was raised, and from which others, without their words."""
    lines: list[str] = []
    seen: set[int] = set()
    cause: BaseException | None = fault
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        frames = traceback.extract_tb(cause.__traceback__)
        lines += [f"{type(cause).__module__}.{type(cause).__qualname__}"]
        lines += [f"  {_inside(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines)


def _inside(name: str) -> str:
    """A file of the program by its place in it, another one by its name: folders above are the user's."""
    parts = Path(name).parts
    return "/".join(parts[parts.index("tracker") :]) if "tracker" in parts else Path(name).name


@cache
def _log(path: Path) -> Logger:
    from logging import Formatter
    from logging.handlers import RotatingFileHandler

    path.parent.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(path, maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8", delay=True)
    handler.setFormatter(Formatter("%(asctime)s %(levelname)s %(message)s"))
    log = Logger("tracker")
    log.addHandler(handler)
    return log
