"""Search the workspace for words, best hits first."""

from collections.abc import Sequence

from sqlalchemy import Connection, text

from tracker.domain.casework.recorded import RECORDED
from tracker.domain.instruments.cited_paragraphs import is_of
from tracker.domain.instruments.paragraph_ref import ParagraphRef, spaceless
from tracker.domain.text.filenames import visible
from tracker.domain.text.search import SHOWN, Found, Hit, Kind, Match, Piece, Word, holds, marked
from tracker.store.engine import full_text
from tracker.store.engine.full_text import Row
from tracker.store.engine.search_index import ALL, FILE, ROOM, STRETCHES, Source
from tracker.store.sql import LABEL, PARAGRAPH

_PASSAGE = 160  # characters of a hit's text
_LEADING = {Match.TITLE: 0, Match.BEGINNING: 1, Match.BEING_TYPED: 2}
"""The titles for which a kind comes before the others, best first."""


def find(connection: Connection, words: Sequence[Word], state: str = "") -> list[Found]:
    """The best hits of each kind: what contains all of the words, whole or begun. The kinds are in their usual order,
    but one with a title that is just what was typed, or begins so, comes first. `state` leaves out what belongs to
    other Member States; "" searches all."""
    found = [_best(connection, kind, words, state) for kind in Kind]
    return [group for _, group in sorted(found, key=lambda one: _LEADING.get(one[0], len(_LEADING))) if group.hits]


def cited_hits(connection: Connection, refs: Sequence[ParagraphRef], here: str) -> list[Hit]:
    """The paragraphs that are cited, those of the instrument `here` first."""
    if not refs:
        return []
    rows = connection.execute(
        text(f"""
        SELECT p.id, i.symbol, {LABEL}, {PARAGRAPH}, p.text FROM paragraph p
        JOIN instrument i ON i.id = p.instrument_id WHERE p.kind <> 'preambular'
        ORDER BY i.symbol <> :here, i.id, p.position"""),
        {"here": here},
    )
    wanted = {spaceless(ref.label): ref for ref in refs}
    return [
        Hit(Kind.PARAGRAPH, row_id, (Piece(name),), "", marked(words, (), _PASSAGE))
        for row_id, symbol, label, name, words in rows
        if (ref := wanted.get(spaceless(label))) and is_of(ref, symbol)
    ]


def _best(connection: Connection, kind: Kind, words: Sequence[Word], state: str) -> tuple[Match, Found]:
    """The best hits of a kind, and how well the title of the first fits. A row found in several sources is one hit,
    from the first of them."""
    sources = [source for source in ALL if source.kind is kind]
    found: list[tuple[Match, Source, Row]] = []
    for source in sources:
        if sum(match < Match.ELSEWHERE for match, *_ in found) <= SHOWN:
            found += [(match, source, row) for match, row in full_text.hits(connection, source, words, state)]
    found.sort(key=lambda one: one[0])
    if len(_once(kind, found)) <= SHOWN:
        found += [
            (Match.ELSEWHERE, source, row)
            for source in sources
            for row in full_text.each_begun(connection, source, words, state, last_resort=not found)
        ]
    best = _once(kind, found)
    hits = [_hit(source, row, full_text.texts(connection, source, row[0]), words) for _, source, row in best[:SHOWN]]
    return best[0][0] if best else Match.ELSEWHERE, Found(kind, tuple(hits), len(best) > SHOWN)


def _once(kind: Kind, found: Sequence[tuple[Match, Source, Row]]) -> list[tuple[Match, Source, Row]]:
    """What was found, without what leads to the same."""
    once: dict[object, tuple[Match, Source, Row]] = {}
    for match, source, row in found:
        once.setdefault(_target(kind, row), (match, source, row))
    return list(once.values())


def _target(kind: Kind, row: Row) -> object:
    """What a row leads to."""
    row_id, target, _, state, cycle, *_ = row
    return target, state if cycle else "", cycle, row_id if kind is Kind.COMMENT else 0


def _hit(source: Source, row: Row, texts: Sequence[str], words: Sequence[Word]) -> Hit:
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


def _where(source: Source, texts: Sequence[str], words: Sequence[Word]) -> tuple[str, str]:
    """The field with most of the words, and its text; not the title, which is shown anyway."""
    named = RECORDED[source.table]
    fields = [(named[name], text) for name, text in zip(source.columns, texts, strict=True) if name != "title" and text]
    return max(fields, key=lambda field: holds(field[1], words), default=("", ""))
