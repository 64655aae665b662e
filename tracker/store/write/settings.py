"""Write what is kept about the workspace itself. Takes a session and never commits."""

from sqlalchemy.orm import Session

from tracker.store.tables.settings import Setting


def keep(session: Session, key: str, value: str) -> None:
    """Keep a value under a key, in the place of one that is there."""
    session.merge(Setting(key=key, value=value))
