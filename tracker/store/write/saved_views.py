"""Read and write saved views. Functions that write take a session and never commit."""

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from tracker.domain.text.saved_views import ListFilter, SavedView, read, written
from tracker.store.engine import dialect
from tracker.store.tables.settings import SavedViewTable
from tracker.store.write.casework import fill


def views(connection: Connection, screen: str) -> list[SavedView]:
    """The saved views of a list, sorted by name."""
    rows = connection.execute(
        text(f"""
        SELECT id, name, filters FROM saved_view WHERE screen = :screen AND typeof(name) = 'text'
        ORDER BY name {dialect.CASELESS}, id"""),
        {"screen": screen},
    )
    return [SavedView(row_id, screen, name, read(filters)) for row_id, name, filters in rows]


def add(session: Session, screen: str, name: str, list_filter: ListFilter) -> None:
    session.add(SavedViewTable(screen=screen, name=name, filters=written(list_filter)))


def change(session: Session, view_id: int, name: str, list_filter: ListFilter | None = None) -> None:
    """Rename a view, and replace its filter if one is given."""
    values = {"name": name} if list_filter is None else {"name": name, "filters": written(list_filter)}
    fill(session.get_one(SavedViewTable, view_id), values)


def remove(session: Session, view_id: int) -> None:
    session.delete(session.get_one(SavedViewTable, view_id))
