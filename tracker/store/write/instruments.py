"""Write an instrument into a workspace, and read one back. Functions here never commit."""

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
    """Reference data, not casework: it has no history."""
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
    """Write every paragraph, footnote, mark and citation of an instrument. `go_on` is called at each paragraph and may
    raise to give up.

    Where its symbol is held already, `matches` names the held row that each paragraph is (None: a new one). Rows are
    changed in place, so that the work that hangs on them stays; held ones that are not named go.
    """
    named = ("symbol", "organ", "title", "session", "agenda_item", "adopted_on", "meeting", "report", "format")
    values = {name: getattr(instrument, name) for name in named}
    values |= {"provenance": provenance, "source_id": source_id, "corrections": corrections}
    there = session.execute(select(InstrumentTable).filter_by(symbol=instrument.symbol)).scalar()
    row_id = _put_row(session, InstrumentTable, there, values)
    _put_paragraphs(session, row_id, rows(instrument), matches, go_on)
    _put_footnotes(session, row_id, instrument.footnotes)


def _put_paragraphs(
    session: Session, instrument_id: int, new: Sequence[Row], matches: Sequence[int | None], go_on: GoOn
) -> None:
    before = {int(row.id or 0): row for row in _all(session, ParagraphTable, instrument_id=instrument_id)}
    positions = {match: position for position, match in enumerate(matches, 1) if match is not None}
    for row_id, row in before.items():
        if positions.get(row_id) != row.position:
            row.position = -row.position  # makes room, since no two rows have the same
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
            **{name: getattr(one.paragraph, name) for name in _OF_PARAGRAPH},
        }
        ids.append(_put_row(session, ParagraphTable, None if match is None else before[match], values))
        _put_beside(session, ids[-1], one.paragraph, new=match is None)
    gone = [row for row_id, row in before.items() if row_id not in positions]
    for row in sorted(gone, key=lambda row: row.position):  # the last first: those below before those above
        _remove_paragraph(session, row)


_OF_PARAGRAPH = ("label", "opening", "text", "section", "theme", "to_member_states")


def _put_beside(session: Session, paragraph_id: int, paragraph: Paragraph, new: bool) -> None:
    """What stands in tables of its own: addressees, marks, citations."""
    lists: tuple[tuple[type[SQLModel], list[dict[str, object]]], ...] = (
        (AddresseeTable, [{"position": n, "name": name} for n, name in enumerate(paragraph.addressees)]),
        (MarkTable, [{"number": mark.number, "offset": mark.offset} for mark in paragraph.marks]),
        (CitationTable, [{"symbol": symbol} for symbol in paragraph.cites]),
    )
    for model, wanted in lists:
        there = [] if new else _all(session, model, paragraph_id=paragraph_id)
        _put_list(session, model, there, wanted, paragraph_id=paragraph_id)


def _put_list(
    session: Session, model: type[Table], there: list[Table], wanted: Sequence[Mapping[str, object]], **owner: int
) -> None:
    """The rows of `owner` that are wanted, in place of those that are there; where they say the same, none changes."""
    if [{name: getattr(row, name) for name in values} for row, values in zip(there, wanted, strict=False)] == wanted:
        there, wanted = there[len(wanted) :], []
    for row in there:
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
    """Change a row, or make one where there is none; returns its id."""
    put: Any = row or model(**values)
    fill(put, values)
    session.add(put)
    session.flush()
    return int(put.id)


def _remove_paragraph(session: Session, row: ParagraphTable) -> None:
    """Remove a paragraph on which no work hangs, with what stands beside it, and assessments that were emptied."""
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
