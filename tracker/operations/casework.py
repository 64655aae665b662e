"""What an analyst does to a paragraph: assess it, say which measures answer it and what evidence shows that.

Labels are what history and the undo menu show. Text is cleaned on the way in: characters that no XML file, and so no
workbook, can hold are taken out.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, TypeVar

from tracker.domain.casework import (
    Assessment,
    Cycle,
    Evidence,
    EvidenceRow,
    Measure,
    MeasureRow,
    ParagraphRow,
    checked_dates,
    unlikely_date,
)
from tracker.domain.changes import ChangeSet
from tracker.domain.instruments import ParagraphWords
from tracker.domain.levels import Level
from tracker.domain.words import clean, says_something
from tracker.errors import TrackerError
from tracker.store import attachments, casework, queries
from tracker.store.workspace import Workspace

Casework = TypeVar("Casework", Measure, Evidence)


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose work is on the desk: the Member State and the cycle that assessments belong to."""

    state: str
    cycle: int


def last_desk(workspace: Workspace) -> Desk:
    """The desk that the latest assessment belongs to; Desk("", 0) in a workspace without any."""
    with workspace.read() as connection:
        return Desk(*queries.last_desk(connection))


def checklist(workspace: Workspace, desk: Desk) -> list[ParagraphRow]:
    """Every paragraph and sub-paragraph of operative parts and annexes, with the work on the desk."""
    with workspace.read() as connection:
        return queries.checklist(connection, desk.state, desk.cycle)


def checklist_row(workspace: Workspace, desk: Desk, paragraph_id: int) -> ParagraphRow | None:
    """One paragraph as it stands now; None when it is gone."""
    with workspace.read() as connection:
        return next(iter(queries.checklist(connection, desk.state, desk.cycle, paragraph_id)), None)


def words(workspace: Workspace, paragraph_id: int) -> ParagraphWords:
    with workspace.read() as connection:
        return queries.words(connection, paragraph_id)


def measures(workspace: Workspace, desk: Desk, paragraph_id: int | None = None) -> list[MeasureRow]:
    """The register of measures, or those that answer one paragraph."""
    with workspace.read() as connection:
        return queries.measures(connection, desk.state, paragraph_id)


def evidence(workspace: Workspace, desk: Desk, paragraph_id: int | None = None) -> list[EvidenceRow]:
    """The register of evidence, or what supports one paragraph."""
    with workspace.read() as connection:
        return queries.evidence(connection, desk.state, paragraph_id)


def cycles(workspace: Workspace) -> list[Cycle]:
    with workspace.read() as connection:
        return queries.cycles(connection)


def add_cycle(workspace: Workspace, name: str) -> ChangeSet | None:
    """Begin another round of reporting. Raises TrackerError when the name is empty or taken."""
    name = clean(name).strip()
    if not says_something(name):
        raise TrackerError("A cycle needs a name.", "Give it one, such as “2024 mid-term review”.")
    if any(cycle.name.casefold() == name.casefold() for cycle in cycles(workspace)):
        raise TrackerError(f"There is a cycle “{name}” already.", "Choose another name.")
    with workspace.write(f"New cycle {name}") as write:
        casework.add_cycle(write.session, name)
    return write.change_set


def set_level(workspace: Workspace, desk: Desk, row: ParagraphRow, level: Level) -> ChangeSet | None:
    """Set the overall level of a paragraph."""
    return set_assessment(workspace, desk, row, level=level)


def set_assessment(workspace: Workspace, desk: Desk, row: ParagraphRow, **changes: Any) -> ChangeSet | None:
    """Set fields of an assessment (names as in `Assessment`), with what follows from them. Keystrokes in one text field
    become one change set."""
    written = {name: clean(value) if type(value) is str else value for name, value in changes.items()}
    known = {field.name for field in fields(Assessment)}
    assert written.keys() <= known, written.keys() - known
    _check_date(written.get("due_on"))
    written = row.assessment.to_write(row.fingerprint, **written)
    typed = next(iter(changes)) if len(changes) == 1 and type(next(iter(changes.values()))) is str else ""
    merge_key = f"{desk} {row.id} {typed}" if typed else ""
    with workspace.write(_label(row, changes), merge_key) as write:
        casework.set_assessment(write.session, desk.state, desk.cycle, row.id, written)
    return write.change_set


def _check_date(day: Any) -> None:
    if fault := unlikely_date(day):
        raise TrackerError(fault, "Correct the date.")


_FIELD_WORDS = {
    "law": "In law",
    "practice": "In practice",
    "rationale": "Rationale",
    "shortcomings": "What is missing",
    "next_step": "Next step",
    "lead_authority": "Lead authority",
    "due_on": "Due date",
    "assistance": "Technical assistance",
    "stage": "Review stage",
}


def _label(row: ParagraphRow, changes: dict[str, Any]) -> str:
    name, value = next(iter(changes.items()))
    if len(changes) > 1:
        return f"Assessment of paragraph {row.label}"
    if name == "level":
        return f"Level of paragraph {row.label} set to {Level(value).short}"
    return f"{_FIELD_WORDS[name]} of paragraph {row.label}"


def save_measure(
    workspace: Workspace,
    desk: Desk,
    measure: Measure,
    measure_id: int | None = None,
    answers: ParagraphRow | None = None,
) -> ChangeSet | None:
    """Add a measure, or change the one with `measure_id`; `answers` links it to a paragraph in the same action.

    Raises TrackerError when it has no title or its dates can't be.
    """
    measure = _cleaned(measure)
    if not says_something(measure.title):
        raise TrackerError("A measure needs a title.", "Type one, such as the name of the law or programme.")
    if fault := checked_dates(measure):
        raise TrackerError(fault, "Correct the date.")
    label = f"Change measure “{measure.title}”" if measure_id else f"New measure “{measure.title}”"
    with workspace.write(label) as write:
        if measure_id is None:
            measure_id = casework.add_measure(write.session, desk.state, measure)
        else:
            casework.set_measure(write.session, measure_id, measure)
        if answers:
            casework.link_measure(write.session, [measure_id], answers.id)
    return write.change_set


def save_evidence(
    workspace: Workspace,
    desk: Desk,
    evidence: Evidence,
    evidence_id: int | None = None,
    supports: ParagraphRow | None = None,
    files: Iterable[Path] = (),
    without: Iterable[int] = (),
    shows: Iterable[int] | None = None,
    progress: Callable[[int, int], None] = lambda _done, _whole: None,
) -> ChangeSet | None:
    """Add a piece of evidence, or change the one with `evidence_id`.

    In the same action `supports` links it to a paragraph, `files` are taken into the workspace, the attachments
    `without` leave it, and it shows the measures `shows` (None: as before). Raises TrackerError when it has no title or
    a file can't be taken in; then nothing is kept.
    """
    evidence = _cleaned(evidence)
    if not says_something(evidence.title):
        raise TrackerError("Evidence needs a title.", "Type one, such as the name of the report.")
    _check_date(evidence.got_on)
    label = f"Change evidence “{evidence.title}”" if evidence_id else f"New evidence “{evidence.title}”"
    with workspace.write(label) as write:
        if evidence_id is None:
            evidence_id = casework.add_evidence(write.session, desk.state, evidence)
        else:
            casework.set_evidence(write.session, evidence_id, evidence)
        for attachment_id in without:
            casework.detach(write.session, evidence_id, attachment_id)
        for path in files:
            attachment_id = attachments.add_file(write.session, path, progress)
            casework.attach(write.session, evidence_id, attachment_id, clean(path.name))
        if supports:
            casework.link_evidence(write.session, [evidence_id], supports.id)
        if shows is not None:
            casework.show_measures(write.session, evidence_id, shows)
    return write.change_set


def remove_measure(workspace: Workspace, row: MeasureRow) -> ChangeSet | None:
    """Remove a measure from the register and from every paragraph. Undo brings it back."""
    with workspace.write(f"Remove measure “{row.measure.title}”") as write:
        casework.remove_measure(write.session, row.id)
    return write.change_set


def remove_evidence(workspace: Workspace, row: EvidenceRow) -> ChangeSet | None:
    """Remove a piece of evidence from the register and from every paragraph and measure. Undo brings it back."""
    with workspace.write(f"Remove evidence “{row.evidence.title}”") as write:
        casework.remove_evidence(write.session, row.id)
    return write.change_set


def link_measures(workspace: Workspace, measure_ids: list[int], row: ParagraphRow, note: str = "") -> ChangeSet | None:
    """Say that measures of the register answer a paragraph, and how."""
    with workspace.write(f"Link {_count(measure_ids, 'measure')} to paragraph {row.label}") as write:
        casework.link_measure(write.session, measure_ids, row.id, clean(note))
    return write.change_set


def link_evidence(workspace: Workspace, evidence_ids: list[int], row: ParagraphRow, note: str = "") -> ChangeSet | None:
    """Say that evidence of the register supports the assessment of a paragraph, and where in the source."""
    with workspace.write(f"Link {_count(evidence_ids, 'piece')} of evidence to paragraph {row.label}") as write:
        casework.link_evidence(write.session, evidence_ids, row.id, clean(note))
    return write.change_set


def unlink_measure(workspace: Workspace, measure: MeasureRow, row: ParagraphRow) -> ChangeSet | None:
    with workspace.write(f"Unlink “{measure.measure.title}” from paragraph {row.label}") as write:
        casework.unlink_measure(write.session, measure.id, row.id)
    return write.change_set


def unlink_evidence(workspace: Workspace, evidence: EvidenceRow, row: ParagraphRow) -> ChangeSet | None:
    with workspace.write(f"Unlink “{evidence.evidence.title}” from paragraph {row.label}") as write:
        casework.unlink_evidence(write.session, evidence.id, row.id)
    return write.change_set


def save_attachment(workspace: Workspace, attachment_id: int, target: Path) -> None:
    """Write a file of the workspace to `target`, byte for byte."""
    with workspace.read() as connection:
        attachments.save_as(connection, attachment_id, target)


def _count(ids: list[int], noun: str) -> str:
    return f"{len(ids)} {noun}{'' if len(ids) == 1 else 's'}"


def _cleaned(row: Casework) -> Casework:
    texts: dict[str, Any] = {field.name: getattr(row, field.name) for field in fields(row)}
    changed: dict[str, Any] = {name: clean(text).strip() for name, text in texts.items() if type(text) is str}
    return replace(row, **changed)
