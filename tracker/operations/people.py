"""Who the user is: a name, asked once and kept in the user's own folder; no log-in."""

from tracker import user
from tracker.domain.text.text import clean, says_something
from tracker.errors import TrackerError, reason
from tracker.i18n import tr

LONGEST = 120
"""Characters of the longest name."""


def name() -> str:
    """The name that history shows for what is done now."""
    return user.name()


def is_named() -> bool:
    """Whether the user was asked and answered."""
    return bool(user.given())


def keep_name(words: str) -> None:
    """Keep the user's name. Raises TrackerError for one that says nothing, and where it can't be written."""
    words = " ".join(clean(words).split())[:LONGEST]
    if not says_something(words):
        raise TrackerError(tr("The name is empty."), tr("Type the name that history is to show."))
    try:
        user.keep(words)
    except OSError as fault:
        raise TrackerError(
            tr("Your name can't be kept: {reason}.", reason=reason(fault)), tr("Check your rights to your folder.")
        ) from fault
