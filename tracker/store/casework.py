"""Write assessments, measures, evidence and their links. Each function takes a session and never commits."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from enum import Enum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from tracker.domain.casework import Evidence, Measure
from tracker.store.tables import (
    AssessmentTable,
    CycleTable,
    EvidenceFile,
    EvidenceMeasure,
    EvidenceParagraph,
    EvidenceTable,
    MeasureParagraph,
    MeasureTable,
)


def add_cycle(session: Session, name: str) -> int:
    return _add(session, CycleTable(name=name))


def set_assessment(session: Session, state: str, cycle: int, paragraph_id: int, changes: Mapping[str, Any]) -> None:
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
    return _add(session, EvidenceTable(state_code=state, **_plain(asdict(evidence))))


def set_evidence(session: Session, evidence_id: int, evidence: Evidence) -> None:
    fill(session.get_one(EvidenceTable, evidence_id), asdict(evidence))


def remove_measure(session: Session, measure_id: int) -> None:
    """Remove a measure and its links, not the evidence that shows it."""
    _remove(session, MeasureParagraph, measure_id=measure_id)
    _remove(session, EvidenceMeasure, measure_id=measure_id)
    session.flush()
    session.delete(session.get_one(MeasureTable, measure_id))


def remove_evidence(session: Session, evidence_id: int) -> None:
    """Remove a piece of evidence and its links. The bytes of its files stay, for undo."""
    _remove(session, EvidenceParagraph, evidence_id=evidence_id)
    _remove(session, EvidenceMeasure, evidence_id=evidence_id)
    _remove(session, EvidenceFile, evidence_id=evidence_id)
    session.flush()
    session.delete(session.get_one(EvidenceTable, evidence_id))


def attach(session: Session, evidence_id: int, attachment_id: int, name: str) -> None:
    _add(session, EvidenceFile(evidence_id=evidence_id, attachment_id=attachment_id, name=name))


def detach(session: Session, evidence_id: int, attachment_id: int) -> None:
    _remove(session, EvidenceFile, evidence_id=evidence_id, attachment_id=attachment_id)


def link_measure(session: Session, measure_ids: Iterable[int], paragraph_id: int, note: str = "") -> None:
    """Say that measures answer a paragraph; `note`: how. A link that is there gets the note."""
    for measure_id in measure_ids:
        _link(session, MeasureParagraph, note, measure_id=measure_id, paragraph_id=paragraph_id)


def link_evidence(session: Session, evidence_ids: Iterable[int], paragraph_id: int, note: str = "") -> None:
    """Say that evidence supports the assessment of a paragraph; `note`: where in the source."""
    for evidence_id in evidence_ids:
        _link(session, EvidenceParagraph, note, evidence_id=evidence_id, paragraph_id=paragraph_id)


def show_measures(session: Session, evidence_id: int, measure_ids: Iterable[int]) -> None:
    """Say which measures a piece of evidence shows: these, and no others."""
    wanted = set(measure_ids)
    for row in session.execute(select(EvidenceMeasure).filter_by(evidence_id=evidence_id)).scalars():
        if row.measure_id not in wanted:
            session.delete(row)
    for measure_id in wanted:
        _link(session, EvidenceMeasure, "", evidence_id=evidence_id, measure_id=measure_id)


def unlink_measure(session: Session, measure_id: int, paragraph_id: int) -> None:
    _remove(session, MeasureParagraph, measure_id=measure_id, paragraph_id=paragraph_id)


def unlink_evidence(session: Session, evidence_id: int, paragraph_id: int) -> None:
    _remove(session, EvidenceParagraph, evidence_id=evidence_id, paragraph_id=paragraph_id)


def _add(session: Session, row: Any) -> int:
    session.add(row)
    session.flush()
    return int(row.id)


def _link(session: Session, model: type[SQLModel], note: str, **ends: int) -> None:
    row: Any = session.execute(select(model).filter_by(**ends)).scalar()
    if row is None:
        session.add(model(note=note, **ends))
    elif note:
        row.note = note


def _remove(session: Session, model: type[SQLModel], **ends: int) -> None:
    for row in session.execute(select(model).filter_by(**ends)).scalars():
        session.delete(row)


def fill(row: SQLModel, values: Mapping[str, Any]) -> None:
    """Set the columns that are others, so that the journal sees those alone."""
    for name, value in _plain(values).items():
        if getattr(row, name) != value:
            setattr(row, name, value)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Enumerations as the words that SQL keeps."""
    return {name: value.value if isinstance(value, Enum) else value for name, value in values.items()}
