"""Write instruments to a workspace. Functions here never commit."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import select, text
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from tracker.domain.casework.assessments import MemberState
from tracker.domain.instruments.alignment import Row, rows
from tracker.domain.instruments.instrument import Footnote, Instrument, Paragraph
from tracker.progress import GoOn, unwatched
from tracker.store.tables.casework import AssessmentTable, MemberStateTable
from tracker.store.tables.instruments import (
    AddresseeTable,
    CitationTable,
    FootnoteTable,
    InstrumentTable,
    LineageTable,
    MarkTable,
    ParagraphTable,
)
from tracker.store.write.casework import fill

Table = TypeVar("Table", bound=SQLModel)


def seed_member_states(session: Session, states: Iterable[MemberState]) -> None:
    """Add the Member States: reference data, which has no history."""
    session.add_all(MemberStateTable(code=s.code, name=s.name, regional_group=s.group) for s in states)


def put(
    session: Session,
    instrument: Instrument,
    matches: Sequence[int | None],
    provenance: str,
    source_id: int | None,
    corrections: str,
    go_on: GoOn = unwatched,
) -> None:
    """Write an instrument with its paragraphs, footnotes, marks and citations. `go_on` is called for each paragraph and
    may raise to cancel.

    If the symbol is stored already, `matches` gives the id of the stored row for each paragraph (None for a new one).
    These rows are updated in place, so that work on them is kept; the others are removed.
    """
    named = ("symbol", "organ", "title", "session", "agenda_item", "adopted_on", "meeting", "report", "format")
    values = {name: getattr(instrument, name) for name in named}
    values |= {"provenance": provenance, "source_id": source_id, "corrections": corrections}
    existing = session.execute(select(InstrumentTable).filter_by(symbol=instrument.symbol)).scalar()
    row_id = _put_row(session, InstrumentTable, existing, values)
    _put_paragraphs(session, row_id, rows(instrument), matches, go_on)
    _put_footnotes(session, row_id, instrument.footnotes)


def _put_paragraphs(
    session: Session, instrument_id: int, new: Sequence[Row], matches: Sequence[int | None], go_on: GoOn
) -> None:
    before = {int(row.id or 0): row for row in _all(session, ParagraphTable, instrument_id=instrument_id)}
    positions = {match: position for position, match in enumerate(matches, 1) if match is not None}
    for row_id, row in before.items():
        if positions.get(row_id) != row.position:
            row.position = -row.position  # frees the position, which is unique
    session.flush()
    ids: list[int] = []
    for position, (one, match) in enumerate(zip(new, matches, strict=True), 1):
        go_on()
        kind, _, annex = one.part.partition(" ")
        values = {
            "instrument_id": instrument_id,
            "parent_id": None if one.above is None else ids[one.above],
            "position": position,
            "kind": kind,
            "annex": annex,
            "fingerprint": one.fingerprint,
            **{name: getattr(one.paragraph, name) for name in _PARAGRAPH_COLUMNS},
        }
        ids.append(_put_row(session, ParagraphTable, None if match is None else before[match], values))
        _put_dependents(session, ids[-1], one.paragraph, new=match is None)
    gone = [row for row_id, row in before.items() if row_id not in positions]
    for row in sorted(gone, key=lambda row: row.position):  # last first: children before parents
        _remove_paragraph(session, row)


_PARAGRAPH_COLUMNS = ("label", "opening", "text", "section", "theme", "to_member_states")


def _put_dependents(session: Session, paragraph_id: int, paragraph: Paragraph, new: bool) -> None:
    """Write what has its own tables: addressees, marks, citations."""
    lists: tuple[tuple[type[SQLModel], list[dict[str, object]]], ...] = (
        (AddresseeTable, [{"position": n, "name": name} for n, name in enumerate(paragraph.addressees)]),
        (MarkTable, [{"number": mark.number, "offset": mark.offset} for mark in paragraph.marks]),
        (CitationTable, [{"symbol": symbol} for symbol in paragraph.cites]),
    )
    for model, wanted in lists:
        existing = [] if new else _all(session, model, paragraph_id=paragraph_id)
        _put_list(session, model, existing, wanted, paragraph_id=paragraph_id)


def _put_list(
    session: Session, model: type[Table], existing: list[Table], wanted: Sequence[Mapping[str, object]], **owner: int
) -> None:
    """Replace the `existing` rows of `owner` by those wanted; if they are equal, nothing changes."""
    if [{name: getattr(row, name) for name in values} for row, values in zip(existing, wanted, strict=False)] == wanted:
        existing, wanted = existing[len(wanted) :], []
    for row in existing:
        session.delete(row)
    session.flush()
    session.add_all(model(**owner, **values) for values in wanted)


def _put_footnotes(session: Session, instrument_id: int, notes: Sequence[Footnote]) -> None:
    before = {row.number: row for row in _all(session, FootnoteTable, instrument_id=instrument_id)}
    for note in notes:
        values = {"instrument_id": instrument_id, "number": note.number, "text": note.text}
        row_id = _put_row(session, FootnoteTable, before.pop(note.number, None), values)
        cites = [{"symbol": symbol} for symbol in note.cites]
        _put_list(session, CitationTable, _all(session, CitationTable, footnote_id=row_id), cites, footnote_id=row_id)
    for row in before.values():
        _remove(session, CitationTable, footnote_id=row.id)
        session.delete(row)


def _put_row(session: Session, model: type[SQLModel], row: SQLModel | None, values: dict[str, object]) -> int:
    """Update a row, or add one for None; returns its id."""
    stored: Any = row or model(**values)
    fill(stored, values)
    session.add(stored)
    session.flush()
    return int(stored.id)


def _remove_paragraph(session: Session, row: ParagraphTable) -> None:
    """Remove a paragraph without work, with its dependent rows and empty assessments."""
    for model in (AddresseeTable, MarkTable, CitationTable, AssessmentTable, LineageTable):
        _remove(session, model, paragraph_id=row.id)
    _remove(session, LineageTable, ancestor_id=row.id)
    session.delete(row)
    session.flush()


def _remove(session: Session, model: type[SQLModel], **owner: int | None) -> None:
    for row in _all(session, model, **owner):
        session.delete(row)
    session.flush()


def _all(session: Session, model: type[Table], **owner: int | None) -> list[Table]:
    return [*session.execute(select(model).filter_by(**owner).order_by(text("id"))).scalars()]
