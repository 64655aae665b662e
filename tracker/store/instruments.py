"""Write an instrument into a workspace, and read one back. Functions here never commit."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.casework import MemberState
from tracker.domain.instrument import Instrument, Paragraph
from tracker.store.tables import (
    AddresseeTable,
    CitationTable,
    FootnoteTable,
    InstrumentTable,
    MarkTable,
    MemberStateTable,
    ParagraphTable,
)


def seed_member_states(session: Session, states: Iterable[MemberState]) -> None:
    """Reference data, not casework: it has no history."""
    session.add_all(MemberStateTable(code=s.code, name=s.name, regional_group=s.group) for s in states)


def held(session: Session, symbol: str) -> int | None:
    """The id of the instrument with that symbol, if the workspace has it."""
    found = session.execute(select(InstrumentTable).filter_by(symbol=symbol)).scalar()
    return found.id if found else None


def add_instrument(session: Session, instrument: Instrument, provenance: str, source_id: int | None) -> int:
    """Write every paragraph, footnote, mark and citation of an instrument; returns its id."""
    row = InstrumentTable(
        symbol=instrument.symbol,
        organ=instrument.organ,
        title=instrument.title,
        session=instrument.session,
        agenda_item=instrument.agenda_item,
        adopted_on=instrument.adopted_on,
        meeting=instrument.meeting,
        report=instrument.report,
        format=instrument.format,
        provenance=provenance,
        source_id=source_id,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    parts = [
        *(("preambular", paragraph) for paragraph in instrument.preamble),
        *(("operative", paragraph) for paragraph in instrument.operative),
        *(("annex", paragraph) for annex in instrument.annexes for paragraph in annex.paragraphs),
    ]
    position = 0
    for kind, paragraph in parts:
        position = _add_paragraph(session, row.id, None, kind, paragraph, position + 1)
    for note in instrument.footnotes:
        footnote = FootnoteTable(instrument_id=row.id, number=note.number, text=note.text)
        session.add(footnote)
        session.flush()
        session.add_all(CitationTable(footnote_id=footnote.id, symbol=symbol) for symbol in note.cites)
    return row.id


def _add_paragraph(
    session: Session, instrument_id: int, parent_id: int | None, kind: str, paragraph: Paragraph, position: int
) -> int:
    """Write a paragraph and those below it from `position` on; returns the last position used."""
    row = ParagraphTable(
        instrument_id=instrument_id,
        parent_id=parent_id,
        position=position,
        kind=kind,
        label=paragraph.label,
        opening=paragraph.opening,
        text=paragraph.text,
        section=paragraph.section,
        theme=paragraph.theme,
        to_member_states=paragraph.to_member_states,
        fingerprint=paragraph.fingerprint,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    session.add_all(
        AddresseeTable(paragraph_id=row.id, position=place, name=name)
        for place, name in enumerate(paragraph.addressees)
    )
    session.add_all(MarkTable(paragraph_id=row.id, number=m.number, offset=m.offset) for m in paragraph.marks)
    session.add_all(CitationTable(paragraph_id=row.id, symbol=symbol) for symbol in paragraph.cites)
    for below in paragraph.paragraphs:
        position = _add_paragraph(session, instrument_id, row.id, kind, below, position + 1)
    return position
