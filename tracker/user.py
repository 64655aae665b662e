"""The user's name, as history and reviews show it: asked once, kept in the user's own folder. It is no log-in."""

import getpass
from contextlib import suppress
from pathlib import Path

from tracker import paths
from tracker.files import PRIVATE, written_beside


def name() -> str:
    """The name that was given; before that, the system's name for the user."""
    return given() or _of_the_system()


def given() -> str:
    """The name that was given; "" before it was asked for."""
    with suppress(OSError, UnicodeDecodeError):
        return " ".join(_file().read_text(encoding="utf-8").split())
    return ""


def keep(words: str) -> None:
    """Keep the name. Raises OSError where the user's own folder can't be written."""
    _file().parent.mkdir(parents=True, exist_ok=True)
    with written_beside(_file(), PRIVATE) as unfinished:
        unfinished.write_text(words, encoding="utf-8")


def _file() -> Path:
    return paths.user_folder() / "name.txt"


def _of_the_system() -> str:
    with suppress(Exception):
        return getpass.getuser()
    return "unknown"
