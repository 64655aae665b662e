"""Review of assessments: submit, accept, return with a comment; talk about a paragraph; settle what is suspect."""

from collections.abc import Sequence

from tracker.domain.casework.assessments import ParagraphRow, Stage
from tracker.domain.casework.change_sets import ChangeSet
from tracker.domain.casework.review import STEPS, Comment, InboxRow, Missing, missing
from tracker.domain.text.text import says_something, validated_text
from tracker.errors import TrackerError
from tracker.operations.casework import WorkScope, write_assessment
from tracker.store.journal import history
from tracker.store.read import checklist, reviews
from tracker.store.workspace import Workspace
from tracker.store.write import casework

_DONE = {
    Stage.DRAFT: "Back to draft:",
    Stage.SUBMITTED: "Submit",
    Stage.ACCEPTED: "Accept",
    Stage.RETURNED: "Return",
}


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
    about = f"paragraph {rows[0].label}" if len(rows) == 1 else f"{len(rows)} paragraphs"
    with workspace.write(f"{_DONE[stage]} {about}", state=scope.state) as write:
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
        raise TrackerError(f"Paragraph {row.label} is {held}; it can't become {stage}.", "Look at its review stage.")
    if stage is Stage.RETURNED and not says_something(comment):
        raise TrackerError("An assessment is returned with a comment.", "Say what is to be changed.")
    if stage is Stage.SUBMITTED and (found := lacking(workspace, scope, row)):
        todo = " ".join(one.words for one in found)
        raise TrackerError(f"Paragraph {row.label} can't be submitted yet.", todo)


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
        raise TrackerError("The comment is empty.", "Type what you want to say.")
    label = f"{'Answer' if reply_to else 'Comment'} on paragraph {row.label}"
    with workspace.write(label, state=scope.state) as write:
        casework.add_comment(
            write.session, scope.state, scope.cycle, row.id, (write.who, write.at), words, reply_to=reply_to
        )
    return write.change_set


def settle(
    workspace: Workspace, scope: WorkScope, row: ParagraphRow, comment_id: int, settled: bool
) -> ChangeSet | None:
    """Say that nothing more is to be said of a remark, or that there is again."""
    with workspace.write(
        f"{'Settle' if settled else 'Reopen'} a comment on paragraph {row.label}", state=scope.state
    ) as write:
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
    with workspace.write(f"Keep the assessment of paragraph {row.label} for its new words", state=scope.state) as write:
        write_assessment(write, scope, row, {"fingerprint": row.fingerprint})
    return write.change_set


def revisit(workspace: Workspace, scope: WorkScope, row: ParagraphRow) -> ChangeSet | None:
    """Say that a suspect assessment must be made anew: it is a draft, and suspect until its level is given again."""
    if row.assessment.stage is Stage.DRAFT:
        return None
    with workspace.write(f"Revisit paragraph {row.label}", state=scope.state) as write:
        write_assessment(write, scope, row, {"stage": Stage.DRAFT})
    return write.change_set


def accept(workspace: Workspace, rows: Sequence[InboxRow]) -> ChangeSet | None:
    """Accept submitted assessments of the inbox, of whichever Member States, in one action."""
    submitted = {_assessment(row) for row in inbox(workspace) if row.stage is Stage.SUBMITTED}
    if not submitted.issuperset(map(_assessment, rows)):
        raise TrackerError("Only what is submitted can be accepted.", "Choose such lines alone.")
    states = {row.state for row in rows}
    about = f"paragraph {rows[0].label}" if len(rows) == 1 else f"{len(rows)} paragraphs"
    with workspace.write(f"Accept {about}", state=states.pop() if len(states) == 1 else "") as write:
        for row in rows:
            step = {"stage": Stage.ACCEPTED, "stage_by": write.who, "stage_at": write.at}
            casework.set_assessment(write.session, *_assessment(row), step)
    return write.change_set


def _assessment(row: InboxRow) -> tuple[str, int, int]:
    return row.state, row.cycle, row.paragraph_id
