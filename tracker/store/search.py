"""Searching the workspace: what holds the words that were typed, the best first."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from tracker.domain.fields import RECORDED
from tracker.domain.filenames import visible
from tracker.domain.search import SHOWN, Found, Hit, Kind, closeness, holds, marked
from tracker.store.search_index import FILE, ROOM, SOURCES, STRETCHES, Source, index_faults

_RANKED = 100  # hits of one source that are compared; there may be more
_ROOM = 160  # characters of a hit's words
_OF_STATE = f"""
    AND f.rowid / {ROOM} IN (SELECT x.attachment_id FROM evidence e JOIN evidence_file x ON x.evidence_id = e.id
        WHERE e.state_code = :state) AND e.state_code = :state"""

_Row = Sequence[Any]


def find(connection: Connection, words: Sequence[str], spelled: Sequence[str], state: str = "") -> list[Found]:
    """What holds all of the words, folded or as they were `spelled`, or words that begin with them: of each kind the
    best hits. `state` leaves out what belongs to other Member States; "" is all of them."""
    ways = [way for way in dict.fromkeys((tuple(words), tuple(spelled))) if way]
    rows: dict[Kind, list[tuple[Source, _Row]]] = {kind: [] for kind in Kind}
    for source in (*SOURCES, FILE):
        rows[source.kind] += [(source, row) for row in _hits(connection, source, ways, state)]
    return [_best(connection, kind, found, words) for kind, found in rows.items() if found]


def _hits(connection: Connection, source: Source, ways: Sequence[Sequence[str]], state: str) -> Sequence[_Row]:
    """The rows that hold the words whole; where these are fewer than are shown, those where the last, then where any of
    them may be the beginning of a word."""
    found: Sequence[_Row] = ()
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


def _first(connection: Connection, source: Source, words: str, state: str) -> Sequence[_Row]:
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


def _best(connection: Connection, kind: Kind, rows: Sequence[tuple[Source, _Row]], words: Sequence[str]) -> Found:
    """The best hits: those with the words in their title first. What was found in several ways is one
    hit: the first of them, in the order of the sources."""
    once: dict[object, tuple[Source, _Row]] = {}
    for source, row in rows:
        row_id, target, _, state, cycle, *_ = row
        once.setdefault((target, state if cycle else "", cycle, row_id if kind is Kind.COMMENT else 0), (source, row))
    ranked = sorted(once.values(), key=lambda one: closeness(one[1][2], words), reverse=True)
    hits = [_hit(source, row, _texts(connection, source, row[0]), words) for source, row in ranked[:SHOWN]]
    return Found(kind, tuple(hits), len(ranked) > SHOWN)


def _texts(connection: Connection, source: Source, row_id: int) -> _Row:
    """The words that the index has of a row, column by column; none where it is damaged."""
    query = f"SELECT {', '.join(source.columns)} FROM search_{source.table} WHERE rowid = :row"
    with index_faults():
        held = connection.execute(text(query), {"row": row_id}).one_or_none() or ("",) * len(source.columns)
    return [said if isinstance(said, str) else "" for said in held]


def _hit(source: Source, row: _Row, texts: Sequence[str], words: Sequence[str]) -> Hit:
    row_id, target, title, state, cycle, file_id, name = row
    page = row_id % ROOM if source is FILE and row_id % ROOM < STRETCHES else 0
    if source is FILE:
        field, said = f"{visible(name)}, page {page}" if page else visible(name), texts[0]
    elif source.table == "paragraph":
        field, said = "", texts[1]
    else:
        field, said = _where(source, texts, words)
    return Hit(
        source.kind, target, marked(title, words, _ROOM), field, marked(said, words, _ROOM), state, cycle, file_id, page
    )


def _where(source: Source, texts: Sequence[str], words: Sequence[str]) -> tuple[str, str]:
    """The field in which most of the words stand, and what it says; the title is shown anyway."""
    named = RECORDED[source.table]
    fields = [(named[name], said) for name, said in zip(source.columns, texts, strict=True) if name != "title" and said]
    return max(fields, key=lambda field: holds(field[1], words), default=("", ""))
