"""Assessments of paragraphs: how far a paragraph is implemented, why, and what is missing.

Labels (`action`) are what history and the undo menu show. Text is cleaned before it is stored: characters that XML, and
so a workbook, can't contain are removed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from tracker.domain.casework.actions import action
from tracker.domain.casework.assessments import Assessment, Cycle, ParagraphRow, Stage
from tracker.domain.casework.change_sets import ChangeSet
from tracker.domain.casework.fields import Kind, fields_of
from tracker.domain.casework.levels import Level
from tracker.domain.casework.registers import unlikely_date
from tracker.domain.instruments.summaries import ParagraphWords
from tracker.domain.text.folding import folded
from tracker.domain.text.text import clean, one_line, says_something, validated_text
from tracker.errors import TrackerError
from tracker.i18n import Message, tr
from tracker.operations.labels import about
from tracker.store.read import checklist as stored
from tracker.store.workspace import Workspace, Write
from tracker.store.write import casework


@dataclass(frozen=True, slots=True)
class WorkScope:
    """Whose work is shown: the Member State and the cycle that assessments belong to."""

    state: str
    cycle: int


def last_scope(workspace: Workspace) -> WorkScope:
    """The scope of the latest assessment; WorkScope("", 0) in a workspace without any."""
    with workspace.read() as connection:
        return WorkScope(*stored.last_scope(connection))


def checklist(workspace: Workspace, scope: WorkScope) -> list[ParagraphRow]:
    """Every paragraph and sub-paragraph of operative parts and annexes, with the work in scope."""
    with workspace.read() as connection:
        return stored.checklist(connection, scope.state, scope.cycle)


def family(workspace: Workspace, scope: WorkScope, paragraph_id: int) -> list[ParagraphRow]:
    """A paragraph with those above and below it; empty if it is gone."""
    with workspace.read() as connection:
        return stored.checklist(connection, scope.state, scope.cycle, paragraph_id)


def words(workspace: Workspace, paragraph_id: int) -> ParagraphWords:
    with workspace.read() as connection:
        return stored.words(connection, paragraph_id)


def authorities(workspace: Workspace, scope: WorkScope) -> list[str]:
    """The names of authorities that are used for a Member State, in assessments of all cycles and in measures."""
    with workspace.read() as connection:
        return sorted(stored.authorities(connection, scope.state), key=folded)


def cycles(workspace: Workspace) -> list[Cycle]:
    with workspace.read() as connection:
        return stored.cycles(connection)


def add_cycle(workspace: Workspace, name: str) -> ChangeSet | None:
    """Begin another reporting cycle. Raises TrackerError if the name is empty or taken."""
    name = clean(name).strip()
    if not says_something(name):
        raise TrackerError(tr("A cycle needs a name."), tr("Give it one, such as “2024 mid-term review”."))
    if any(cycle.name.casefold() == name.casefold() for cycle in cycles(workspace)):
        raise TrackerError(tr("There is a cycle “{name}” already.", name=name), tr("Choose another name."))
    with workspace.write(action("cycle-new", name=name)) as write:
        casework.add_cycle(write.session, name)
    return write.change_set


def set_level(workspace: Workspace, scope: WorkScope, row: ParagraphRow, level: Level) -> ChangeSet | None:
    """Set the overall level of a paragraph."""
    return set_assessment(workspace, scope, row, level=level)


def set_assessment(workspace: Workspace, scope: WorkScope, row: ParagraphRow, **changes: object) -> ChangeSet | None:
    """Set fields of an assessment, as `set_assessments` does. Successive changes of one text field are merged into one
    change set."""
    return set_assessments(workspace, scope, [row], **changes)


def set_assessments(
    workspace: Workspace, scope: WorkScope, rows: Sequence[ParagraphRow], /, **changes: object
) -> ChangeSet | None:
    """Set fields of the assessments of paragraphs (names as in `Assessment`) to the same values in one action, with
    what follows from them. Rows that hold the values already are left alone; returns None if all do. Raises
    TrackerError for a date or a text that can't be stored."""
    values = {name: _validated(name, value) if type(value) is str else value for name, value in changes.items()}
    field_names = {field.name for field in fields(Assessment)}
    assert values.keys() <= field_names, values.keys() - field_names
    due = changes.get("due_on")
    if isinstance(due, date) and (fault := unlikely_date(due)):
        raise TrackerError(fault, tr("Correct the date."))
    written = [(row, row.assessment.to_write(row.fingerprint, **new)) for row in rows if (new := row.news(values))]
    if not written:
        return None
    only_text = len(written) == len(changes) == 1 and type(next(iter(changes.values()))) is str
    merge_key = f"{scope} {written[0][0].id} {next(iter(changes))}" if only_text else ""
    with workspace.write(_label(workspace, written, changes), merge_key, state=scope.state) as write:
        for row, new in written:
            write_assessment(write, scope, row, new)
    return write.change_set


def _validated(name: str, text: str) -> str:
    """The text of a field as it is stored, that of one line in one."""
    text = validated_text(text)
    return one_line(text) if fields_of(Assessment)[name].kind is Kind.LINE else text


def write_assessment(write: Write, scope: WorkScope, row: ParagraphRow, written: dict[str, object]) -> None:
    """Write fields of an assessment within an action, signed with the user's name."""
    signed = row.assessment.signed(written, write.who, write.at)
    casework.set_assessment(write.session, scope.state, scope.cycle, row.id, signed)


def _label(
    workspace: Workspace, written: Sequence[tuple[ParagraphRow, dict[str, object]]], changes: dict[str, object]
) -> Message:
    rows = [row for row, _ in written]
    paragraphs = about(workspace, [row.ref for row in rows])
    name = next(iter(changes))
    levels = {str(new["level"]) for _, new in written if "level" in new}
    if len(changes) > 1:
        label = action("assessment-set", paragraphs=paragraphs)
    elif name == "level" and len(levels) == 1:
        label = action("level-set", paragraphs=paragraphs, level=tr(Level(levels.pop()).short))
    else:
        label = action("field-set", field=tr(fields_of(Assessment)[name].label), paragraphs=paragraphs)
    settled = [
        row.assessment.stage
        for row, new in written
        if new.get("stage") is Stage.DRAFT and row.assessment.stage in (Stage.ACCEPTED, Stage.SUBMITTED)
    ]
    if not settled:
        return label
    if len(rows) == 1:
        return action("was-settled", action=label, stage=tr(settled[0].value))
    return action("were-settled", len(settled), action=label)
