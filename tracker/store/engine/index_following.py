"""After a write the index for searching follows, in a transaction of its own: where it is damaged, nothing that was
typed is lost with it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from tracker.domain.casework.change_sets import RowChange
from tracker.store.engine import search_index
from tracker.store.engine.faults import IndexDamaged


def commit(session: Session, rows: Sequence[RowChange]) -> None:
    """Commit what was written to the tables; then update the index. If that fails, the index is rebuilt or updated
    later."""
    behind = search_index.note(session.connection(), rows)
    session.commit()
    if behind:
        follow(session)


def follow(session: Session) -> None:
    """Update the index for the rows that were noted, as far as it can be done now."""
    with suppress(IndexDamaged, DatabaseError), alone(session) as connection:  # DatabaseError: a full disk, say
        search_index.follow(connection)


@contextmanager
def alone(session: Session) -> Iterator[Connection]:
    """A transaction on the index alone: damage may show only at the commit. Raises IndexDamaged, which is remembered in
    the workspace."""
    try:
        with search_index.index_faults():
            yield session.connection()
            session.commit()
    except IndexDamaged:
        session.rollback()
        with suppress(DatabaseError):
            search_index.set_damaged(session.connection())
            session.commit()
        raise
