"""Review of assessments: submit, accept, return with a comment; talk about a paragraph; settle what is suspect."""

from collections.abc import Sequence

from tracker.domain.casework.actions import action
from tracker.domain.casework.assessments import ParagraphRow, Stage
from tracker.domain.casework.change_sets import ChangeSet
from tracker.domain.casework.review import STEPS, Comment, InboxRow, Missing, missing
from tracker.domain.text.text import says_something, validated_text
from tracker.errors import TrackerError
from tracker.i18n import Message, joined, tr
from tracker.operations.casework import WorkScope, write_assessment
from tracker.store.journal import history
from tracker.store.read import checklist, reviews
from tracker.store.workspace import Workspace
from tracker.store.write import casework

_DONE = {Stage.DRAFT: "draft", Stage.SUBMITTED: "submit", Stage.ACCEPTED: "accept", Stage.RETURNED: "return"}
"""The action that leads to each stage."""


def lacking(workspace: Workspace, scope: WorkScope, row: ParagraphRow) -> list[Missing]:
    """What must be filled in before the assessment of a paragraph, as it stands now, can be submitted."""
    with workspace.read() as connection:
        family = checklist.checklist(connection, scope.state, scope.cycle, row.id)
    return missing(next((one for one in family if one.id == row.id), row))


def move(
    workspace: Workspace, scope: WorkScope, row: ParagraphRow, stage: Stage, comment: str = ""
) -> ChangeSet | None:
    """Take an assessment to another stage of review, with a comment where one is given.

    Raises TrackerError for a step that is none, a submission that lacks something, and a return without a comment.
    """
    return move_all(workspace, scope, [row], stage, comment)


def move_all(
    workspace: Workspace, scope: WorkScope, rows: Sequence[ParagraphRow], stage: Stage, comment: str = ""
) -> ChangeSet | None:
    """As `move`, for several paragraphs in one action: all of them or none."""
    words = validated_text(comment).strip()
    for row in rows:
        _check(workspace, scope, row, stage, words)
    with workspace.write(action(_DONE[stage], paragraphs=_paragraphs(rows)), state=scope.state) as write:
        for row in rows:
            write_assessment(write, scope, row, {"stage": stage})
            if words:
                casework.add_comment(
                    write.session, scope.state, scope.cycle, row.id, (write.who, write.at), words, stage.value
                )
    return write.change_set


def _check(workspace: Workspace, scope: WorkScope, row: ParagraphRow, stage: Stage, comment: str) -> None:
    held = row.assessment.stage
    if stage not in STEPS[held]:
        raise TrackerError(
            tr(
                "Paragraph {label} is {stage}; it can't become {wanted}.",
                label=row.label,
                stage=tr(held.value),
                wanted=tr(stage.value),
            ),
            tr("Look at its review stage."),
        )
    if stage is Stage.RETURNED and not says_something(comment):
        raise TrackerError(tr("An assessment is returned with a comment."), tr("Say what is to be changed."))
    if stage is Stage.SUBMITTED and (found := lacking(workspace, scope, row)):
        todo = joined(" ", (one.words for one in found))
        raise TrackerError(tr("Paragraph {label} can't be submitted yet.", label=row.label), todo)


def comments(workspace: Workspace, scope: WorkScope, paragraph_id: int) -> list[Comment]:
    """What was said of a paragraph's assessment, in the order it was said."""
    with workspace.read() as connection:
        return reviews.comments(connection, scope.state, scope.cycle, paragraph_id)


def add_comment(
    workspace: Workspace, scope: WorkScope, row: ParagraphRow, words: str, reply_to: int | None = None
) -> ChangeSet | None:
    """Say something of a paragraph's assessment, or answer what was said. Raises TrackerError when nothing is said."""
    words = validated_text(words).strip()
    if not says_something(words):
        raise TrackerError(tr("The comment is empty."), tr("Type what you want to say."))
    label = action("answer" if reply_to else "comment", paragraphs=_paragraphs([row]))
    with workspace.write(label, state=scope.state) as write:
        casework.add_comment(
            write.session, scope.state, scope.cycle, row.id, (write.who, write.at), words, reply_to=reply_to
        )
    return write.change_set


def settle(
    workspace: Workspace, scope: WorkScope, row: ParagraphRow, comment_id: int, settled: bool
) -> ChangeSet | None:
    """Say that nothing more is to be said of a remark, or that there is again."""
    label = action("settle" if settled else "reopen", paragraphs=_paragraphs([row]))
    with workspace.write(label, state=scope.state) as write:
        casework.settle_comment(write.session, comment_id, settled)
    return write.change_set


def inbox(workspace: Workspace, state: str = "") -> list[InboxRow]:
    """What is submitted, returned or suspect: of one Member State, or of all ("")."""
    with workspace.read() as connection:
        return reviews.inbox(connection, state)


def words_assessed(workspace: Workspace, row: ParagraphRow) -> str | None:
    """The words that a suspect assessment was made against; None where history does not know them."""
    with workspace.read() as connection:
        return history.words_assessed(connection, row.id, row.assessment.fingerprint)


def keep(workspace: Workspace, scope: WorkScope, row: ParagraphRow) -> ChangeSet | None:
    """Say that a suspect assessment stands for the words as they are now; its stage of review stays."""
    with workspace.write(action("keep", paragraphs=_paragraphs([row])), state=scope.state) as write:
        write_assessment(write, scope, row, {"fingerprint": row.fingerprint})
    return write.change_set


def revisit(workspace: Workspace, scope: WorkScope, row: ParagraphRow) -> ChangeSet | None:
    """Say that a suspect assessment must be made anew: it is a draft, and suspect until its level is given again."""
    if row.assessment.stage is Stage.DRAFT:
        return None
    with workspace.write(action("revisit", paragraphs=_paragraphs([row])), state=scope.state) as write:
        write_assessment(write, scope, row, {"stage": Stage.DRAFT})
    return write.change_set


def accept(workspace: Workspace, rows: Sequence[InboxRow]) -> ChangeSet | None:
    """Accept submitted assessments of the inbox, of whichever Member States, in one action."""
    submitted = {_assessment(row) for row in inbox(workspace) if row.stage is Stage.SUBMITTED}
    if not submitted.issuperset(map(_assessment, rows)):
        raise TrackerError(tr("Only what is submitted can be accepted."), tr("Choose such lines alone."))
    states = {row.state for row in rows}
    label = action("accept", paragraphs=_paragraphs(rows))
    with workspace.write(label, state=states.pop() if len(states) == 1 else "") as write:
        for row in rows:
            step = {"stage": Stage.ACCEPTED, "stage_by": write.who, "stage_at": write.at}
            casework.set_assessment(write.session, *_assessment(row), step)
    return write.change_set


def _paragraphs(rows: Sequence[ParagraphRow] | Sequence[InboxRow]) -> Message:
    return action("paragraph", label=rows[0].label) if len(rows) == 1 else action("paragraphs", len(rows))


def _assessment(row: InboxRow) -> tuple[str, int, int]:
    return row.state, row.cycle, row.paragraph_id
