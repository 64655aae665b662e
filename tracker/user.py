"""The user's name, as history and reviews show it: asked once, kept in the user's own folder. It is no log-in."""

import getpass
from contextlib import suppress
from pathlib import Path

from tracker import paths
from tracker.files import PRIVATE, written_beside
from tracker.i18n import tr

_ACCOUNTS = {"root", "admin", "administrator"}
"""Accounts that are no person's: whose work it is, they don't say."""


def name() -> str:
    """The name that was given; before that, the system's name for the user."""
    return given() or of_the_system() or str(tr("unknown"))


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


def known_as() -> set[str]:
    """The names under which this user's work may stand in a history: before a name was given, the system's."""
    return {name(), of_the_system() or str(tr("unknown"))}


def of_the_system() -> str:
    """The user's account; "" if that is no person's, or not known."""
    with suppress(Exception):
        account = getpass.getuser()
        return "" if account.casefold() in _ACCOUNTS else account
    return ""


def _file() -> Path:
    return paths.user_folder() / "name.txt"
