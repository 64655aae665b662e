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
    """Write fields of the assessment of a paragraph, making it at its first use."""
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
    """These excerpts in this order; rows that are there already change in place."""
    query = select(ExcerptTable).filter_by(evidence_id=evidence_id).order_by(ExcerptTable.position)  # type: ignore[arg-type]
    held = list(session.execute(query).scalars())
    for row in held[len(excerpts) :]:
        session.delete(row)
    for position, excerpt in enumerate(excerpts):
        if position < len(held):
            fill(held[position], {"position": position, **asdict(excerpt)})
        else:
            session.add(ExcerptTable(evidence_id=evidence_id, position=position, **asdict(excerpt)))


def remove(session: Session, register: Register, row_id: int) -> None:
    """Remove a measure or a piece of evidence with its links, not what it is linked to. The bytes of files stay, for
    undo."""
    for part in _PARTS[register]:
        _remove(session, part, **{f"{register}_id": row_id})
    session.flush()
    session.delete(session.get_one(_TABLES[register], row_id))


def attach(
    session: Session, evidence_id: int, attachment_id: int, name: str, on: date, replaces: int | None = None
) -> None:
    """Give a piece of evidence a file that came `on` a day; `replaces` names the one that it is a newer revision of."""
    added = _add(
        session,
        EvidenceFile(evidence_id=evidence_id, attachment_id=attachment_id, name=name, added_on=on),
    )
    if replaces is not None:
        session.get_one(EvidenceFile, replaces).replaced_by = added


def detach(session: Session, file_id: int) -> None:
    """Take a file and the revisions it replaced from its piece of evidence."""
    for older in session.execute(select(EvidenceFile).filter_by(replaced_by=file_id)).scalars():
        detach(session, int(older.id or 0))
    session.flush()
    session.delete(session.get_one(EvidenceFile, file_id))


def link(session: Session, register: Register, row_id: int, paragraph_id: int, note: str = "") -> None:
    """Say that a measure answers, or evidence supports, a paragraph; `note`: how, or where in the source. A link that
    is there gets the note, if there is one."""
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
    """Set what the link says, also to nothing."""
    ends = {f"{register}_id": row_id, "paragraph_id": paragraph_id}
    fill(session.execute(select(_LINKS[register]).filter_by(**ends)).scalar_one(), {"note": note})


def show_measures(session: Session, evidence_id: int, measures: Mapping[int, str]) -> None:
    """Say which measures a piece of evidence shows, and where in it: these, and no others."""
    held = {row.measure_id: row for row in session.execute(
        select(EvidenceMeasure).filter_by(evidence_id=evidence_id)).scalars()}  # fmt: skip
    for measure_id in held.keys() - measures.keys():
        session.delete(held[measure_id])
    for measure_id, note in measures.items():
        if measure_id in held:
            fill(held[measure_id], {"note": note})
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
    """Write a remark on a paragraph's assessment, or an answer to one, `signed` by whom and when (UTC). `stage`: the
    step of review it came with."""
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
    """Set the columns that are others, so that the journal sees those alone."""
    for name, value in _plain(values).items():
        if getattr(row, name) != value:
            setattr(row, name, value)


def _plain(values: Mapping[str, object]) -> dict[str, Any]:
    """Enumerations as the words that SQL keeps."""
    return {name: value.value if isinstance(value, Enum) else value for name, value in values.items()}
