"""The registers: measures, evidence, and which paragraphs they answer or support.

Labels (`action`) are what history and the undo menu show. Text is cleaned before it is stored: characters that XML, and
so a workbook, can't contain are removed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar, cast

from tracker.domain.casework.actions import action
from tracker.domain.casework.change_sets import ChangeSet
from tracker.domain.casework.evidence import Evidence, EvidenceRow
from tracker.domain.casework.fields import Kind, fields_of
from tracker.domain.casework.measures import Measure, MeasureRow, faults, same
from tracker.domain.casework.registers import Register, unlikely_date
from tracker.domain.text.filenames import visible
from tracker.domain.text.text import one_line, says_something, validated_text
from tracker.domain.text.web_links import with_scheme
from tracker.errors import TrackerError
from tracker.i18n import Message, tr
from tracker.operations import attachments
from tracker.operations.casework import WorkScope
from tracker.operations.labels import about
from tracker.progress import Progress, unwatched
from tracker.store.read import checklist, registers
from tracker.store.workspace import Workspace
from tracker.store.write import casework

Row = TypeVar("Row")
Entry = TypeVar("Entry", MeasureRow, EvidenceRow)


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
    """The rows of a register; `only` those with these ids, as far as they exist."""
    read = registers.measures if register is Register.MEASURE else registers.evidence
    with workspace.read() as connection:
        return read(connection, scope.state, only=only)


def row(workspace: Workspace, scope: WorkScope, register: Register, row_id: int) -> MeasureRow | EvidenceRow | None:
    """One row of a register; None if it is gone, or another State's."""
    matching = rows(workspace, scope, register, [row_id])
    return matching[0] if matching else None


def stored(workspace: Workspace, scope: WorkScope, row: Entry) -> Entry | None:
    """A row of a register as it is stored now; None if it was removed."""
    register = Register.MEASURE if isinstance(row, MeasureRow) else Register.EVIDENCE
    found = rows(workspace, scope, register, [row.id])
    return cast(Entry, found[0]) if found else None


def same_measures(workspace: Workspace, scope: WorkScope, measure: Measure, but: int | None = None) -> list[MeasureRow]:
    """The measures of the register that look like `measure`, except the one with the id `but`."""
    with workspace.read() as connection:
        names = registers.measure_names(connection, scope.state)
        similar = [row_id for row_id, other in names if row_id != but and same(measure, other)]
        return registers.measures(connection, scope.state, only=similar)


def save_measure(
    workspace: Workspace,
    scope: WorkScope,
    measure: Measure,
    measure_id: int | None = None,
    answers: Iterable[int] = (),
    notes: Mapping[int, str] = MappingProxyType({}),
) -> ChangeSet | None:
    """Add a measure, or change the one with `measure_id`. `answers`: ids of paragraphs to link it to in the same
    action; `notes`: how it answers a linked paragraph, by paragraph id.

    Raises TrackerError if it has no title or its dates are impossible.
    """
    measure = cleaned(measure)
    for name, fault in faults(measure).items():
        advice = tr("Type one, such as the name of the law or programme.")
        raise TrackerError(fault, advice if name == "title" else tr("Correct the date."))
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
    """A file to add, under `name` or else its own name; `replaces`: the id of the file that it is a revision of."""

    path: Path
    name: str = ""
    replaces: int | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """What else changes with a piece of evidence: ids of paragraphs it is to support, new files, ids of files to
    remove, and the measures it shows, by id, with a note on where in it (None: unchanged)."""

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

    `progress(done, total)` counts the bytes of files. Raises TrackerError if it has no title or a file can't be added;
    then nothing is stored.
    """
    excerpts = tuple(cleaned(excerpt) for excerpt in evidence.excerpts)
    evidence = replace(
        cleaned(evidence), excerpts=tuple(excerpt for excerpt in excerpts if excerpt.text or excerpt.place)
    )
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
        for file, staged_file in zip(parts.files, staged, strict=True):
            name = validated_text(visible(file.name or file.path.name))
            attachment_id = attachments.settle(write, staged_file)
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
    """Remove rows from a register, with their links to paragraphs. Undo restores them."""
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
    """Link measures that answer, or evidence that supports, each of the paragraphs; `note`: how, or where in the
    source."""
    label = _link_label("link", workspace, scope, register, ids, paragraph_ids)
    with workspace.write(label, state=scope.state) as write:
        for row_id in ids:
            for paragraph_id in paragraph_ids:
                casework.link(write.session, register, row_id, paragraph_id, validated_text(note))
    return write.change_set


def unlink(
    workspace: Workspace, scope: WorkScope, register: Register, ids: Sequence[int], paragraph_ids: Sequence[int]
) -> ChangeSet | None:
    """Remove links; the rows stay in their register."""
    label = _link_label("unlink", workspace, scope, register, ids, paragraph_ids)
    with workspace.write(label, state=scope.state) as write:
        for row_id in ids:
            for paragraph_id in paragraph_ids:
                casework.unlink(write.session, register, row_id, paragraph_id)
    return write.change_set


def set_note(
    workspace: Workspace, scope: WorkScope, register: Register, row_id: int, paragraph_id: int, note: str
) -> ChangeSet | None:
    """Set the note of a link: how a measure answers a paragraph, or where in a source the evidence for it is."""
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
    with workspace.read() as connection:
        refs = checklist.refs(connection, paragraph_ids)
    return action(code, rows=_named(workspace, scope, register, ids), paragraphs=about(workspace, refs))


def _named(workspace: Workspace, scope: WorkScope, register: Register, ids: Sequence[int]) -> Message:
    only_row = row(workspace, scope, register, ids[0]) if len(ids) == 1 else None
    if only_row:
        return action("row", title=getattr(only_row, register).title)
    return action("measures" if register is Register.MEASURE else "evidence", len(ids))


def cleaned(row: Row) -> Row:
    """A dataclass instance with its texts cleaned and stripped, those of one line in one, and its links with the
    https:// that was not typed.
    Raises TrackerError if one is too long."""
    assert is_dataclass(row)
    texts: dict[str, object] = {field.name: getattr(row, field.name) for field in fields(row)}
    changed = {name: validated_text(text).strip() for name, text in texts.items() if type(text) is str}
    for name, field in fields_of(type(row)).items():
        if field.kind in (Kind.LINE, Kind.LINK):
            changed[name] = one_line(changed[name])
        if field.kind is Kind.LINK:
            changed[name] = with_scheme(changed[name])
    return replace(row, **changed)  # type: ignore[type-var]
