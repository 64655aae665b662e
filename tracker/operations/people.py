"""Who the user is: a name, asked once and stored in the user's own folder. It is not a log-in."""

from tracker import user
from tracker.domain.text.text import clean, says_something
from tracker.errors import TrackerError, reason
from tracker.i18n import tr
from tracker.store.workspace import Workspace

LONGEST = 120
"""Most characters of a name."""


def name() -> str:
    """The name that history shows for what is done now."""
    return user.name()


def name_to_offer() -> str:
    """The name that the user can take or change: that given before, else the system's; "" if that names no person."""
    return user.given() or user.of_the_system()


def author(workspace: Workspace) -> str:
    """Whose work a workbook is unless the user says otherwise; "" where only an account of no person is known."""
    return workspace.name or name_to_offer()


def is_named() -> bool:
    """Whether the user has entered a name."""
    return bool(user.given())


def keep_name(words: str) -> None:
    """Store the user's name, cut to `LONGEST` characters. Raises TrackerError for one without letters or digits, and if
    it can't be written."""
    words = " ".join(clean(words).split())[:LONGEST]
    if not says_something(words):
        raise TrackerError(tr("The name is empty."), tr("Type the name that history is to show."))
    try:
        user.keep(words)
    except OSError as fault:
        raise TrackerError(
            tr("Your name can't be kept: {reason}.", reason=reason(fault)), tr("Check your rights to your folder.")
        ) from fault
