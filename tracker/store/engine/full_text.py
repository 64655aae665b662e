"""Queries on the search index, in FTS5 syntax."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from tracker.domain.text.search import SHOWN
from tracker.store.engine.search_index import FILE, ROOM, Source, index_faults

_RANKED = 100  # most hits of one source that are ranked
_OF_STATE = f"""
    AND f.rowid / {ROOM} IN (SELECT x.attachment_id FROM evidence e JOIN evidence_file x ON x.evidence_id = e.id
        WHERE e.state_code = :state) AND e.state_code = :state"""

Row = Sequence[Any]
"""A hit: see `Source.rows`."""


def hits(
    connection: Connection, source: Source, alternatives: Sequence[Sequence[str]], runs: Sequence[str], state: str
) -> Sequence[Row]:
    """The rows that contain the words and `runs`. If there are too few, the last word, then any word, may also be a
    prefix."""
    if not alternatives:
        return _matching(connection, source, "", runs, state)
    found: Sequence[Row] = ()
    for to_query in (_whole_words, _last_as_prefix, _prefixes):
        if len(found) <= SHOWN:
            words = " OR ".join(f"({to_query(words)})" for words in alternatives)
            found = _matching(connection, source, words, runs, state)
    return found


def _whole_words(words: Sequence[str]) -> str:
    return " AND ".join(_quoted(word) for word in words)


def _last_as_prefix(words: Sequence[str]) -> str:
    return f"{_whole_words(words)}*"


def _prefixes(words: Sequence[str]) -> str:
    return " AND ".join(f"{_quoted(word)}*" for word in words)


def _matching(connection: Connection, source: Source, words: str, runs: Sequence[str], state: str) -> Sequence[Row]:
    """The newest matching rows; of paragraphs, the first in order. The index knows words by the blanks between them, so
    runs of scripts without blanks are looked for in its texts."""
    conditions: list[str] = []
    given: dict[str, object] = {"most": _RANKED, "state": state}
    for number, run in enumerate(runs):
        given[f"run{number}"] = f"%{run}%"
        conditions.append(f"({' OR '.join(f'f.{column} LIKE :run{number}' for column in source.columns)})")
    expression = f"{{{' '.join(source.columns)}}} : ({words})" if words else ""
    if state and source.state and words:
        expression += f" AND state_code : {_quoted(state)}"
    elif state and source.state:
        conditions.append("f.state_code = :state")
    if words:
        given["expression"] = expression
        conditions.append(f"search_{source.table} MATCH :expression")
    query = f"{source.rows} WHERE {' AND '.join(conditions)}"
    if state and source is FILE:
        query += _OF_STATE
    order = "DESC" if source.state or source is FILE else "ASC"
    try:
        return connection.execute(text(f"{query} ORDER BY f.rowid {order} LIMIT :most"), given).all()
    except (DatabaseError, MemoryError) as fault:
        if isinstance(fault, DatabaseError) and "phrase queries" in str(fault.orig):
            return ()  # a letter unknown to FTS5's tokenizer splits the word, which then is a phrase
        with index_faults():  # the index is damaged if a query on it alone fails too
            alone = f"SELECT {', '.join(source.columns)} FROM search_{source.table}"
            matching = f" WHERE search_{source.table} MATCH :expression" if words else ""
            connection.execute(text(alone + matching), given).all()
        raise


def _quoted(word: str) -> str:
    """A word as an FTS5 string, in which nothing is an operator."""
    escaped = word.replace('"', '""')
    return f'"{escaped}"'


def texts(connection: Connection, source: Source, row_id: int) -> Row:
    """The text that the index has for a row, by column; "" for what is missing or damaged."""
    query = f"SELECT {', '.join(source.columns)} FROM search_{source.table} WHERE rowid = :row"
    with index_faults():
        row = connection.execute(text(query), {"row": row_id}).one_or_none() or ("",) * len(source.columns)
    return [value if isinstance(value, str) else "" for value in row]
