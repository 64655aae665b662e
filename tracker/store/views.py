"""Write saved views and read them. Functions that write take a session and never commit."""

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from tracker.domain.views import SavedView, Sifting, read, written
from tracker.store.casework import fill
from tracker.store.tables import SavedViewTable


def views(connection: Connection, screen: str) -> list[SavedView]:
    """The views of a list, by name."""
    rows = connection.execute(
        text("""
        SELECT id, name, filters FROM saved_view WHERE screen = :screen AND typeof(name) = 'text'
        ORDER BY name COLLATE NOCASE, id"""),
        {"screen": screen},
    )
    return [SavedView(row_id, screen, name, read(filters)) for row_id, name, filters in rows]


def add(session: Session, screen: str, name: str, sifting: Sifting) -> None:
    session.add(SavedViewTable(screen=screen, name=name, filters=written(sifting)))


def change(session: Session, view_id: int, name: str, sifting: Sifting | None = None) -> None:
    """Give a view this name, and this sifting where one is given."""
    values = {"name": name} if sifting is None else {"name": name, "filters": written(sifting)}
    fill(session.get_one(SavedViewTable, view_id), values)


def remove(session: Session, view_id: int) -> None:
    session.delete(session.get_one(SavedViewTable, view_id))
