"""Write assessments, measures, evidence, links and comments. Each function takes a session and never commits."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from tracker.domain.casework.evidence import Evidence, Excerpt
from tracker.domain.casework.measures import Measure
from tracker.domain.casework.registers import Register
from tracker.store.tables.attachments import EvidenceFile
from tracker.store.tables.casework import (
    AssessmentTable,
    CommentTable,
    CycleTable,
    EvidenceMeasure,
    EvidenceParagraph,
    EvidenceTable,
    ExcerptTable,
    MeasureParagraph,
    MeasureTable,
)

_TABLES: dict[Register, type[SQLModel]] = {Register.MEASURE: MeasureTable, Register.EVIDENCE: EvidenceTable}
_LINKS: dict[Register, type[SQLModel]] = {Register.MEASURE: MeasureParagraph, Register.EVIDENCE: EvidenceParagraph}
_PARTS: dict[Register, Sequence[type[SQLModel]]] = {
    Register.MEASURE: (MeasureParagraph, EvidenceMeasure),
    Register.EVIDENCE: (EvidenceParagraph, EvidenceMeasure, EvidenceFile, ExcerptTable),
}


def add_cycle(session: Session, name: str) -> int:
    return _add(session, CycleTable(name=name))


def set_assessment(session: Session, state: str, cycle: int, paragraph_id: int, changes: Mapping[str, object]) -> None:
    """Set fields of a paragraph's assessment, which is created if needed."""
    row = session.execute(
        select(AssessmentTable).filter_by(state_code=state, cycle_id=cycle, paragraph_id=paragraph_id)
    ).scalar()
    if row is None:
        row = AssessmentTable(state_code=state, cycle_id=cycle, paragraph_id=paragraph_id)
        session.add(row)
    fill(row, changes)


def add_measure(session: Session, state: str, measure: Measure) -> int:
    return _add(session, MeasureTable(state_code=state, **_plain(asdict(measure))))


def set_measure(session: Session, measure_id: int, measure: Measure) -> None:
    fill(session.get_one(MeasureTable, measure_id), asdict(measure))


def add_evidence(session: Session, state: str, evidence: Evidence) -> int:
    evidence_id = _add(session, EvidenceTable(state_code=state, **_plain(_columns(evidence))))
    _set_excerpts(session, evidence_id, evidence.excerpts)
    return evidence_id


def set_evidence(session: Session, evidence_id: int, evidence: Evidence) -> None:
    fill(session.get_one(EvidenceTable, evidence_id), _columns(evidence))
    _set_excerpts(session, evidence_id, evidence.excerpts)


def _columns(evidence: Evidence) -> dict[str, Any]:
    return {name: value for name, value in asdict(evidence).items() if name != "excerpts"}


def _set_excerpts(session: Session, evidence_id: int, excerpts: Sequence[Excerpt]) -> None:
    """Store these excerpts in this order, reusing existing rows."""
    query = select(ExcerptTable).filter_by(evidence_id=evidence_id).order_by(ExcerptTable.position)  # type: ignore[arg-type]
    existing = list(session.execute(query).scalars())
    for row in existing[len(excerpts) :]:
        session.delete(row)
    for position, excerpt in enumerate(excerpts):
        if position < len(existing):
            fill(existing[position], {"position": position, **asdict(excerpt)})
        else:
            session.add(ExcerptTable(evidence_id=evidence_id, position=position, **asdict(excerpt)))


def remove(session: Session, register: Register, row_id: int) -> None:
    """Remove a measure or a piece of evidence with its links. The content of files stays, for undo."""
    for part in _PARTS[register]:
        _remove(session, part, **{f"{register}_id": row_id})
    session.flush()
    session.delete(session.get_one(_TABLES[register], row_id))


def attach(
    session: Session, evidence_id: int, attachment_id: int, name: str, on: date, replaces: int | None = None
) -> None:
    """Add a file to a piece of evidence, received `on` a day; `replaces` is the id of the older revision."""
    added = _add(
        session,
        EvidenceFile(evidence_id=evidence_id, attachment_id=attachment_id, name=name, added_on=on),
    )
    if replaces is not None:
        session.get_one(EvidenceFile, replaces).replaced_by = added


def detach(session: Session, file_id: int) -> None:
    """Remove a file and the revisions it replaced from its piece of evidence."""
    for older in session.execute(select(EvidenceFile).filter_by(replaced_by=file_id)).scalars():
        detach(session, int(older.id or 0))
    session.flush()
    session.delete(session.get_one(EvidenceFile, file_id))


def link(session: Session, register: Register, row_id: int, paragraph_id: int, note: str = "") -> None:
    """Link a measure or a piece of evidence to a paragraph; `note` says how, or where in the source. An existing link
    gets the note, if one is given."""
    ends = {f"{register}_id": row_id, "paragraph_id": paragraph_id}
    row: Any = session.execute(select(_LINKS[register]).filter_by(**ends)).scalar()
    if row is None:
        owner: Any = session.get_one(_TABLES[register], row_id)
        session.add(_LINKS[register](note=note, state_code=owner.state_code, **ends))
    elif note:
        row.note = note


def unlink(session: Session, register: Register, row_id: int, paragraph_id: int) -> None:
    _remove(session, _LINKS[register], **{f"{register}_id": row_id, "paragraph_id": paragraph_id})


def set_note(session: Session, register: Register, row_id: int, paragraph_id: int, note: str) -> None:
    """Set the note of a link, which may be empty."""
    ends = {f"{register}_id": row_id, "paragraph_id": paragraph_id}
    fill(session.execute(select(_LINKS[register]).filter_by(**ends)).scalar_one(), {"note": note})


def show_measures(session: Session, evidence_id: int, measures: Mapping[int, str]) -> None:
    """Set the measures that a piece of evidence shows, each with a note on where in the source."""
    existing = {row.measure_id: row for row in session.execute(
        select(EvidenceMeasure).filter_by(evidence_id=evidence_id)).scalars()}  # fmt: skip
    for measure_id in existing.keys() - measures.keys():
        session.delete(existing[measure_id])
    for measure_id, note in measures.items():
        if measure_id in existing:
            fill(existing[measure_id], {"note": note})
        else:
            session.add(EvidenceMeasure(evidence_id=evidence_id, measure_id=measure_id, note=note))


def add_comment(
    session: Session,
    state: str,
    cycle: int,
    paragraph_id: int,
    signed: tuple[str, datetime],
    words: str,
    stage: str = "",
    reply_to: int | None = None,
) -> int:
    """Add a comment on a paragraph's assessment, or an answer to one, `signed` with name and time (UTC). `stage` is the
    step of review it is made with."""
    who, at = signed
    row = CommentTable(
        state_code=state, cycle_id=cycle, paragraph_id=paragraph_id, who=who, at=at, text=words, stage=stage,
        reply_to=reply_to,
    )  # fmt: skip
    return _add(session, row)


def settle_comment(session: Session, comment_id: int, settled: bool) -> None:
    fill(session.get_one(CommentTable, comment_id), {"settled": settled})


def _add(session: Session, row: Any) -> int:
    session.add(row)
    session.flush()
    return int(row.id)


def _remove(session: Session, model: type[SQLModel], **ends: int) -> None:
    for row in session.execute(select(model).filter_by(**ends)).scalars():
        session.delete(row)


def fill(row: SQLModel, values: Mapping[str, object]) -> None:
    """Set only the columns that differ, so that the journal records only these."""
    for name, value in _plain(values).items():
        if getattr(row, name) != value:
            setattr(row, name, value)


def _plain(values: Mapping[str, object]) -> dict[str, Any]:
    """Values with enumerations replaced by what SQL stores."""
    return {name: value.value if isinstance(value, Enum) else value for name, value in values.items()}
