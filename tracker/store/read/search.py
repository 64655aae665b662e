"""Search the workspace for words, best hits first."""

from collections.abc import Sequence

from sqlalchemy import Connection

from tracker.domain.casework.recorded import RECORDED
from tracker.domain.text.filenames import visible
from tracker.domain.text.search import SHOWN, Found, Hit, Kind, closeness, holds, marked
from tracker.store.engine import full_text
from tracker.store.engine.full_text import Row
from tracker.store.engine.search_index import FILE, ROOM, SOURCES, STRETCHES, Source

_PASSAGE = 160  # characters of a hit's text


def find(
    connection: Connection, words: Sequence[str], spelled: Sequence[str], runs: Sequence[str] = (), state: str = ""
) -> list[Found]:
    """The best hits of each kind: what contains all of the words, folded or as `spelled`, whole or as prefixes, and all
    of the `runs` of scripts without blanks. `state` leaves out what belongs to other Member States; "" searches all."""
    alternatives = list(filter(None, dict.fromkeys((tuple(words), tuple(spelled)))))
    rows: dict[Kind, list[tuple[Source, Row]]] = {kind: [] for kind in Kind}
    for source in (*SOURCES, FILE):
        rows[source.kind] += [(source, row) for row in full_text.hits(connection, source, alternatives, runs, state)]
    return [_best(connection, kind, found, (*words, *runs)) for kind, found in rows.items() if found]


def _best(connection: Connection, kind: Kind, rows: Sequence[tuple[Source, Row]], words: Sequence[str]) -> Found:
    """The best hits, those with the words in their title first. A row found in several sources is one hit, from the
    first of them."""
    once: dict[object, tuple[Source, Row]] = {}
    for source, row in rows:
        row_id, target, _, state, cycle, *_ = row
        once.setdefault((target, state if cycle else "", cycle, row_id if kind is Kind.COMMENT else 0), (source, row))
    ranked = sorted(once.values(), key=lambda one: closeness(one[1][2], words), reverse=True)
    hits = [_hit(source, row, full_text.texts(connection, source, row[0]), words) for source, row in ranked[:SHOWN]]
    return Found(kind, tuple(hits), len(ranked) > SHOWN)


def _hit(source: Source, row: Row, texts: Sequence[str], words: Sequence[str]) -> Hit:
    row_id, target, title, state, cycle, file_id, name = row
    page = row_id % ROOM if source is FILE and row_id % ROOM < STRETCHES else 0
    if source is FILE:
        field, text = f"{visible(name)}, page {page}" if page else visible(name), texts[0]
    elif source.table == "paragraph":
        field, text = "", texts[1]
    else:
        field, text = _where(source, texts, words)
    return Hit(
        source.kind,
        target,
        marked(title, words, _PASSAGE),
        field,
        marked(text, words, _PASSAGE),
        state,
        cycle,
        file_id,
        page,
    )


def _where(source: Source, texts: Sequence[str], words: Sequence[str]) -> tuple[str, str]:
    """The field with most of the words, and its text; not the title, which is shown anyway."""
    named = RECORDED[source.table]
    fields = [(named[name], text) for name, text in zip(source.columns, texts, strict=True) if name != "title" and text]
    return max(fields, key=lambda field: holds(field[1], words), default=("", ""))
