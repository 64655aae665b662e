"""Finding words in the index for searching, in the language of FTS5."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from tracker.domain.text.search import SHOWN
from tracker.store.engine.search_index import FILE, ROOM, Source, index_faults

_RANKED = 100  # hits of one source that are compared; there may be more
_OF_STATE = f"""
    AND f.rowid / {ROOM} IN (SELECT x.attachment_id FROM evidence e JOIN evidence_file x ON x.evidence_id = e.id
        WHERE e.state_code = :state) AND e.state_code = :state"""

Row = Sequence[Any]
"""A hit: see `Source.rows`."""


def hits(connection: Connection, source: Source, ways: Sequence[Sequence[str]], state: str) -> Sequence[Row]:
    """The rows that hold the words whole; where these are fewer than are shown, those where the last, then where any of
    them may be the beginning of a word."""
    found: Sequence[Row] = ()
    for begun in (_none, _last, _all):
        if len(found) <= SHOWN:
            found = _first(connection, source, " OR ".join(f"({begun(way)})" for way in ways), state)
    return found


def _none(words: Sequence[str]) -> str:
    return " AND ".join(_quoted(word) for word in words)


def _last(words: Sequence[str]) -> str:
    return f"{_none(words)}*"


def _all(words: Sequence[str]) -> str:
    return " AND ".join(f"{_quoted(word)}*" for word in words)


def _first(connection: Connection, source: Source, words: str, state: str) -> Sequence[Row]:
    """The newest rows, of paragraphs the first."""
    sought = f"{{{' '.join(source.columns)}}} : ({words})"
    query = f"{source.rows} WHERE search_{source.table} MATCH :sought"
    given: dict[str, object] = {"sought": sought, "most": _RANKED}
    if state and source.state:
        given["sought"] = f"{sought} AND state_code : {_quoted(state)}"
    elif state and source is FILE:
        query += _OF_STATE
        given["state"] = state
    order = "DESC" if source.state or source is FILE else "ASC"
    try:
        return connection.execute(text(f"{query} ORDER BY f.rowid {order} LIMIT :most"), given).all()
    except (DatabaseError, MemoryError) as fault:
        if isinstance(fault, DatabaseError) and "phrase queries" in str(fault.orig):
            return ()  # a letter younger than FTS5's tables cuts the word in two, which is a phrase to it
        with index_faults():  # it is the index that is damaged, if it can't be asked alone
            alone = f"SELECT rowid FROM search_{source.table} WHERE search_{source.table} MATCH :sought"
            connection.execute(text(alone), given).all()
        raise


def _quoted(word: str) -> str:
    """A word for FTS5 as a string, in which nothing is an operator."""
    escaped = word.replace('"', '""')
    return f'"{escaped}"'


def texts(connection: Connection, source: Source, row_id: int) -> Row:
    """The words that the index has of a row, column by column; none where it is damaged."""
    query = f"SELECT {', '.join(source.columns)} FROM search_{source.table} WHERE rowid = :row"
    with index_faults():
        held = connection.execute(text(query), {"row": row_id}).one_or_none() or ("",) * len(source.columns)
    return [said if isinstance(said, str) else "" for said in held]
