"""Queries on the search index: the best hits first, and not many more read than are shown.

A query ends when it has found some rows. Where these are all there are, they are ranked; where there may be more,
those that fit better are asked for by themselves, such as titles that begin with the words or have few besides. So the
best of all are shown, although few are read: each query has so many hits that it ends early, or asks for what is rare.
(To rank all hits by BM25, SQLite reads and divides each of their texts.)
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from tracker.domain.text.search import SHOWN, Match, Word, title_match
from tracker.errors import TrackerError
from tracker.i18n import tr
from tracker.store.engine import index_terms
from tracker.store.engine.search_index import FILE, ROOM, Source, index_faults, is_outdated

_RANKED = 50  # hits of one query that are read
_FEW = 3
"""Of more words than these, each is taken for the beginning of one only where nothing else is found, and which of them
are in titles is not asked: where they are common words, that takes longest."""
_OF_STATE = f"""
    AND f.rowid / {ROOM} IN (SELECT x.attachment_id FROM evidence e JOIN evidence_file x ON x.evidence_id = e.id
        WHERE e.state_code = :state) AND e.state_code = :state"""

Row = Sequence[Any]
"""A hit: see `Source.rows`."""
_Find = Callable[[str], Sequence[Row]]


def hits(connection: Connection, source: Source, words: Sequence[Word], state: str) -> list[tuple[Match, Row]]:
    """The rows that contain all of the words, the last in full or begun: best first, of titles that fit as well the
    shortest, else the newest; of paragraphs the first in order. As many as are shown and one more, if there are. Raises
    TrackerError where the index is of an older version."""

    def find(query: str) -> Sequence[Row]:
        return _matching(connection, source, query, words, state)

    once: dict[int, Row] = {}
    for rows in chain(_by_title(find, words) if source.title else (), _anywhere(find, words, source)):
        once |= {row[0]: row for row in rows if row[0] not in once}
        if len(once) > SHOWN:
            break
    if not source.title:
        return [(Match.ELSEWHERE, row) for row in once.values()]
    ranked = [(title_match(row[2], words), row) for row in once.values()]
    return [(match, row) for (match, _), row in sorted(ranked, key=lambda one: one[0])]


def _by_title(find: _Find, words: Sequence[Word]) -> Iterator[Sequence[Row]]:
    """Rows whose titles fit, better ones first."""
    begun = find(index_terms.in_title(index_terms.last_begun(words)))
    if len(begun) == _RANKED:
        whole = find(index_terms.in_title(index_terms.whole(words)))
        yield from map(find, index_terms.best_titles(words) if len(whole) == _RANKED else ())
        yield whole
        yield find(index_terms.being_typed(words))
    yield begun


def _anywhere(find: _Find, words: Sequence[Word], source: Source) -> Iterator[Sequence[Row]]:
    """Rows that contain the words: those with some of them in their titles first, and words in full before words
    begun."""
    begun = find(index_terms.anywhere(index_terms.last_begun(words)))
    if len(begun) > SHOWN:
        if source.title and 1 < len(words) <= _FEW:
            yield find(index_terms.partly_in_title(words))
        yield find(index_terms.anywhere(index_terms.whole(words)))
    yield begun


def each_begun(
    connection: Connection, source: Source, words: Sequence[Word], state: str, last_resort: bool
) -> Sequence[Row]:
    """The newest rows that contain a word that begins with each of the words. `last_resort`: nothing else was found."""
    if len(words) == 1 or (len(words) > _FEW and not last_resort):
        return ()
    return _matching(connection, source, index_terms.anywhere(index_terms.each_begun(words)), words, state)


def _matching(connection: Connection, source: Source, query: str, words: Sequence[Word], state: str) -> Sequence[Row]:
    """The newest rows that a query finds; of paragraphs the first in order."""
    expression = index_terms.of_state(query, state) if state and source.state else query
    given: dict[str, object] = {"most": _RANKED, "state": state, "expression": expression}
    conditions = [f"{source.index} MATCH :expression"]
    for number, run in enumerate(index_terms.runs_to_check(words)):
        given[f"run{number}"] = run
        conditions.append(f"instr(f.title || f.words, :run{number})")
    statement = f"{source.rows} WHERE {' AND '.join(conditions)}"
    if state and source is FILE:
        statement += _OF_STATE
    order = "DESC" if source.state or source is FILE else "ASC"
    try:
        return connection.execute(text(f"{statement} ORDER BY f.rowid {order} LIMIT :most"), given).all()
    except (DatabaseError, MemoryError):
        if is_outdated(connection):
            raise TrackerError(
                tr("The index for searching was made by an older version of tracker."),
                tr("Open the workspace where it can be written: it is then made anew."),
            ) from None
        with index_faults():  # the index is damaged if a query on it alone fails too
            alone = f"SELECT * FROM {source.index} WHERE {source.index} MATCH :expression"
            connection.execute(text(alone), given).all()
        raise


def texts(connection: Connection, source: Source, row_id: int) -> Row:
    """The text of a hit as it was written, by column; "" for what is missing or damaged. That of files is in the index
    alone."""
    if source is FILE:
        query = f"SELECT shown FROM {FILE.index} WHERE rowid = :row"
    else:
        query = f"SELECT {', '.join(source.columns)} FROM {source.table} WHERE id = :row"
    with index_faults():
        row = connection.execute(text(query), {"row": row_id}).one_or_none() or ("",) * len(source.columns)
    return [value if isinstance(value, str) else "" for value in row]
