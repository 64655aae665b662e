"""What an analyst does with the registers: measures, evidence, and which paragraphs they answer or support.

Labels are what history and the undo menu show. Text is cleaned on the way in: characters that no XML file, and so no
workbook, can hold are taken out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from tracker.domain.casework.actions import action
from tracker.domain.casework.change_sets import ChangeSet
from tracker.domain.casework.evidence import Evidence, EvidenceRow
from tracker.domain.casework.measures import Measure, MeasureRow, faults, same
from tracker.domain.casework.registers import Register, unlikely_date
from tracker.domain.text.filenames import visible
from tracker.domain.text.text import says_something, validated_text
from tracker.errors import TrackerError
from tracker.i18n import Message, tr
from tracker.operations import attachments
from tracker.operations.casework import WorkScope
from tracker.progress import Progress, unwatched
from tracker.store.read import checklist, registers
from tracker.store.workspace import Workspace
from tracker.store.write import casework

Row = TypeVar("Row")


def measures(workspace: Workspace, scope: WorkScope, paragraph_id: int | None = None) -> list[MeasureRow]:
    """The register of measures, or those that answer one paragraph."""
    with workspace.read() as connection:
        return registers.measures(connection, scope.state, paragraph_id)


def evidence(workspace: Workspace, scope: WorkScope, paragraph_id: int | None = None) -> list[EvidenceRow]:
    """The register of evidence, or what supports one paragraph."""
    with workspace.read() as connection:
        return registers.evidence(connection, scope.state, paragraph_id)


def rows(
    workspace: Workspace, scope: WorkScope, register: Register, only: Sequence[int] | None = None
) -> list[MeasureRow] | list[EvidenceRow]:
    """The rows of a register as they stand now; `only` those with these ids, as far as they are there."""
    read = registers.measures if register is Register.MEASURE else registers.evidence
    with workspace.read() as connection:
        return read(connection, scope.state, only=only)


def row(workspace: Workspace, scope: WorkScope, register: Register, row_id: int) -> MeasureRow | EvidenceRow | None:
    """One row of a register as it stands now; None when it is gone, or another State's."""
    found = rows(workspace, scope, register, [row_id])
    return found[0] if found else None


def same_measures(workspace: Workspace, scope: WorkScope, measure: Measure, but: int | None = None) -> list[MeasureRow]:
    """The measures of the register that look like `measure`, without the one with the id `but`."""
    with workspace.read() as connection:
        names = registers.measure_names(connection, scope.state)
        found = [row_id for row_id, held in names if row_id != but and same(measure, held)]
        return registers.measures(connection, scope.state, only=found)


def save_measure(
    workspace: Workspace,
    scope: WorkScope,
    measure: Measure,
    measure_id: int | None = None,
    answers: Iterable[int] = (),
    notes: Mapping[int, str] = MappingProxyType({}),
) -> ChangeSet | None:
    """Add a measure, or change the one with `measure_id`; `answers` are the ids of paragraphs to link it to in the same
    action, `notes` says by id of a linked paragraph how it is answered.

    Raises TrackerError when it has no title or its dates can't be.
    """
    measure = cleaned(measure)
    for name, fault in faults(measure).items():
        named = tr("Type one, such as the name of the law or programme.")
        raise TrackerError(fault, named if name == "title" else tr("Correct the date."))
    label = action("measure-change" if measure_id else "measure-new", title=measure.title)
    with workspace.write(label, state=scope.state) as write:
        if measure_id is None:
            measure_id = casework.add_measure(write.session, scope.state, measure)
        else:
            casework.set_measure(write.session, measure_id, measure)
        for paragraph_id in answers:
            casework.link(write.session, Register.MEASURE, measure_id, paragraph_id)
        write.session.flush()
        for paragraph_id, note in notes.items():
            casework.set_note(write.session, Register.MEASURE, measure_id, paragraph_id, validated_text(note).strip())
    return write.change_set


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to take in under its name, or the name given; `replaces`: the file of the evidence it is a revision of."""

    path: Path
    name: str = ""
    replaces: int | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """What else changes with a piece of evidence: ids of paragraphs it is to support, new files, ids of files that
    leave it, and the measures it shows by id with where in it (None: as before)."""

    supports: Iterable[int] = ()
    files: Sequence[NewFile] = ()
    without: Iterable[int] = ()
    shows: Mapping[int, str] | None = None


def save_evidence(
    workspace: Workspace,
    scope: WorkScope,
    evidence: Evidence,
    evidence_id: int | None = None,
    parts: Parts = Parts(),
    progress: Progress = unwatched,
) -> ChangeSet | None:
    """Add a piece of evidence, or change the one with `evidence_id`, with its `parts`, in one action.

    `progress(done, whole)` counts the bytes of files. Raises TrackerError when it has no title or a file can't be taken
    in; then nothing is kept.
    """
    excerpts = tuple(cleaned(one) for one in evidence.excerpts)
    evidence = replace(cleaned(evidence), excerpts=tuple(one for one in excerpts if one.text or one.place))
    if not says_something(evidence.title):
        raise TrackerError(tr("Evidence needs a title."), tr("Type one, such as the name of the report."))
    if fault := unlikely_date(evidence.got_on):
        raise TrackerError(fault, tr("Correct the date."))
    label = action("evidence-change" if evidence_id else "evidence-new", title=evidence.title)
    with (
        attachments.staged(workspace, [file.path for file in parts.files], progress) as staged,
        workspace.write(label, state=scope.state) as write,
    ):
        if evidence_id is None:
            evidence_id = casework.add_evidence(write.session, scope.state, evidence)
        else:
            casework.set_evidence(write.session, evidence_id, evidence)
        for file_id in parts.without:
            casework.detach(write.session, file_id)
        for file, bytes_of in zip(parts.files, staged, strict=True):
            name = validated_text(visible(file.name or file.path.name))
            attachment_id = attachments.settle(write, bytes_of)
            day = write.at.astimezone().date()
            casework.attach(write.session, evidence_id, attachment_id, name, day, file.replaces)
        for paragraph_id in parts.supports:
            casework.link(write.session, Register.EVIDENCE, evidence_id, paragraph_id)
        if parts.shows is not None:
            casework.show_measures(
                write.session, evidence_id, {key: validated_text(note) for key, note in parts.shows.items()}
            )
    return write.change_set


def remove(workspace: Workspace, scope: WorkScope, register: Register, ids: Sequence[int]) -> ChangeSet | None:
    """Remove rows from a register, and so from every paragraph. Undo brings them back."""
    label = action("remove", rows=_named(workspace, scope, register, ids))
    with workspace.write(label, state=scope.state) as write:
        for row_id in ids:
            casework.remove(write.session, register, row_id)
    return write.change_set


def link(
    workspace: Workspace,
    scope: WorkScope,
    register: Register,
    ids: Sequence[int],
    paragraph_ids: Sequence[int],
    note: str = "",
) -> ChangeSet | None:
    """Say that measures answer, or evidence supports, each of the paragraphs; `note`: how, or where in the source."""
    label = _link_label("link", workspace, scope, register, ids, paragraph_ids)
    with workspace.write(label, state=scope.state) as write:
        for row_id in ids:
            for paragraph_id in paragraph_ids:
                casework.link(write.session, register, row_id, paragraph_id, validated_text(note))
    return write.change_set


def unlink(
    workspace: Workspace, scope: WorkScope, register: Register, ids: Sequence[int], paragraph_ids: Sequence[int]
) -> ChangeSet | None:
    """Take links away; the rows stay in their register."""
    label = _link_label("unlink", workspace, scope, register, ids, paragraph_ids)
    with workspace.write(label, state=scope.state) as write:
        for row_id in ids:
            for paragraph_id in paragraph_ids:
                casework.unlink(write.session, register, row_id, paragraph_id)
    return write.change_set


def set_note(
    workspace: Workspace, scope: WorkScope, register: Register, row_id: int, paragraph_id: int, note: str
) -> ChangeSet | None:
    """Say how a measure answers a paragraph, or where in a source the evidence for it is."""
    label = _link_label("note-set", workspace, scope, register, [row_id], [paragraph_id])
    with workspace.write(label, state=scope.state) as write:
        casework.set_note(write.session, register, row_id, paragraph_id, validated_text(note).strip())
    return write.change_set


def _link_label(
    code: str,
    workspace: Workspace,
    scope: WorkScope,
    register: Register,
    ids: Sequence[int],
    paragraph_ids: Sequence[int],
) -> Message:
    rows, paragraphs = _named(workspace, scope, register, ids), _paragraphs(workspace, paragraph_ids)
    return action(code, rows=rows, paragraphs=paragraphs)


def _named(workspace: Workspace, scope: WorkScope, register: Register, ids: Sequence[int]) -> Message:
    found = row(workspace, scope, register, ids[0]) if len(ids) == 1 else None
    if found:
        return action("row", title=getattr(found, register).title)
    return action("measures" if register is Register.MEASURE else "evidence", len(ids))


def _paragraphs(workspace: Workspace, ids: Sequence[int]) -> Message:
    if len(ids) != 1:
        return action("paragraphs", len(ids))
    with workspace.read() as connection:
        return action("paragraph", label=checklist.label(connection, ids[0]))


def cleaned(row: Row) -> Row:
    """A value with its texts as they may be kept, without blanks around them. Raises TrackerError for one too long."""
    assert is_dataclass(row)
    texts: dict[str, object] = {one.name: getattr(row, one.name) for one in fields(row)}
    changed: dict[str, Any] = {name: validated_text(text).strip() for name, text in texts.items() if type(text) is str}
    return replace(row, **changed)  # type: ignore[type-var]
