"""Review of assessments: submit, accept, return with a comment; comments and answers; decisions on suspect ones."""

from collections.abc import Sequence

from tracker.domain.casework.actions import action
from tracker.domain.casework.assessments import Assessment, ParagraphRow, Stage
from tracker.domain.casework.change_sets import ChangeSet
from tracker.domain.casework.review import STEPS, Comment, InboxRow, Missing, missing
from tracker.domain.text.text import says_something, validated_text
from tracker.errors import TrackerError
from tracker.i18n import Message, joined, tr
from tracker.operations.casework import WorkScope, write_assessment
from tracker.operations.labels import about
from tracker.store.journal import history
from tracker.store.read import checklist, reviews
from tracker.store.read.settings import setting
from tracker.store.workspace import Workspace
from tracker.store.write import casework
from tracker.store.write.settings import keep as keep_setting

_FOUR_EYES = "four eyes"  # a key of the workspace's settings
_DONE = {Stage.DRAFT: "draft", Stage.SUBMITTED: "submit", Stage.ACCEPTED: "accept", Stage.RETURNED: "return"}
"""The code of the action that leads to each stage."""
_FOLLOWS = {
    Stage.ACCEPTED: tr("Only what is submitted can be accepted."),
    Stage.RETURNED: tr("Only what is submitted or accepted can be returned."),
}
"""What the steps that the inbox offers follow on."""


def lacking(workspace: Workspace, scope: WorkScope, row: ParagraphRow) -> list[Missing]:
    """What must be filled in before the stored assessment of a paragraph can be submitted."""
    return missing(_stored(workspace, scope, [row])[0])


def move(
    workspace: Workspace, scope: WorkScope, row: ParagraphRow, stage: Stage, comment: str = ""
) -> ChangeSet | None:
    """Move an assessment to another review stage, with a comment if one is given.

    Raises TrackerError for a step that is not allowed, an incomplete submission, a return without a comment, and the
    acceptance of one's own submission where four eyes are required.
    """
    return move_all(workspace, scope, [row], stage, comment)


def move_all(
    workspace: Workspace, scope: WorkScope, rows: Sequence[ParagraphRow], stage: Stage, comment: str = ""
) -> ChangeSet | None:
    """Like `move`, for several paragraphs in one action: all of them or none."""
    text, barred_name = validated_text(comment).strip(), barred(workspace)
    current = _stored(workspace, scope, rows)
    for row, stored in zip(rows, current, strict=True):
        _check(row, stored, stage, text)
        if stage is Stage.ACCEPTED and stored.assessment.is_submission_of(barred_name):
            raise _own(row.label)
    label = action(_DONE[stage], paragraphs=about(workspace, [row.ref for row in rows]))
    if stage is Stage.ACCEPTED:
        label = _accepting(label, [stored.assessment.is_submission_of(workspace.user) for stored in current])
    with workspace.write(label, state=scope.state) as write:
        for row in rows:
            write_assessment(write, scope, row, {"stage": stage})
            if text:
                casework.add_comment(
                    write.session, scope.state, scope.cycle, row.id, (write.who, write.at), text, stage.value
                )
    return write.change_set


def _stored(workspace: Workspace, scope: WorkScope, rows: Sequence[ParagraphRow]) -> list[ParagraphRow]:
    """Each row as it is stored now; as it is given if it is gone."""
    with workspace.read() as connection:
        only = rows[0].id if len(rows) == 1 else None
        stored = {row.id: row for row in checklist.checklist(connection, scope.state, scope.cycle, only)}
    return [stored.get(row.id, row) for row in rows]


def _check(row: ParagraphRow, stored: ParagraphRow, stage: Stage, comment: str) -> None:
    current = row.assessment.stage
    if stage not in STEPS[current]:
        raise TrackerError(
            tr(
                "Paragraph {label} is {stage}; it can't become {wanted}.",
                label=row.label,
                stage=tr(current.value),
                wanted=tr(stage.value),
            ),
            tr("Look at its review stage."),
        )
    _must_say_why(stage, comment)
    if stage is Stage.SUBMITTED and (items := missing(stored)):
        advice = joined(" ", (item.words for item in items))
        raise TrackerError(tr("Paragraph {label} can't be submitted yet.", label=row.label), advice)


def _must_say_why(stage: Stage, comment: str) -> None:
    if stage is Stage.RETURNED and not says_something(comment):
        raise TrackerError(tr("An assessment is returned with a comment."), tr("Say what is to be changed."))


def four_eyes(workspace: Workspace) -> bool:
    """Whether the workspace requires that who submits an assessment does not accept it."""
    with workspace.read() as connection:
        return bool(setting(connection, _FOUR_EYES))


def require_four_eyes(workspace: Workspace, wanted: bool) -> ChangeSet | None:
    """Require, or no more, that another person accepts what was submitted. History keeps who did so."""
    if wanted == four_eyes(workspace):
        return None
    with workspace.write(action("four-eyes-on" if wanted else "four-eyes-off"), undoable=False) as write:
        keep_setting(write.session, _FOUR_EYES, "required" if wanted else "")
    return write.change_set


def barred(workspace: Workspace) -> str:
    """The name of who works here, if they may not accept what they submitted themselves; "" if they may."""
    return workspace.user if four_eyes(workspace) else ""


def _own(label: str) -> TrackerError:
    return TrackerError(
        tr("You submitted paragraph {label} yourself, and this workspace requires four eyes.", label=label),
        tr("Ask someone else to accept it."),
    )


def _accepting(label: Message, own: Sequence[bool]) -> Message:
    """The label of an acceptance: it says of what is one's `own` submission."""
    if not any(own):
        return label
    return action("accept-own", action=label) if all(own) else action("accept-some-own", sum(own), action=label)


def comments(workspace: Workspace, scope: WorkScope, paragraph_id: int) -> list[Comment]:
    """The comments on a paragraph's assessment, oldest first."""
    with workspace.read() as connection:
        return reviews.comments(connection, scope.state, scope.cycle, paragraph_id)


def add_comment(
    workspace: Workspace, scope: WorkScope, row: ParagraphRow, words: str, reply_to: int | None = None
) -> ChangeSet | None:
    """Comment on a paragraph's assessment, or answer the comment `reply_to`. Raises TrackerError for an empty text."""
    words = validated_text(words).strip()
    if not says_something(words):
        raise TrackerError(tr("The comment is empty."), tr("Type what you want to say."))
    label = action("answer" if reply_to else "comment", paragraphs=about(workspace, [row.ref]))
    with workspace.write(label, state=scope.state) as write:
        casework.add_comment(
            write.session, scope.state, scope.cycle, row.id, (write.who, write.at), words, reply_to=reply_to
        )
    return write.change_set


def settle(
    workspace: Workspace, scope: WorkScope, row: ParagraphRow, comment_id: int, settled: bool
) -> ChangeSet | None:
    """Mark a comment as settled, or reopen it."""
    label = action("settle" if settled else "reopen", paragraphs=about(workspace, [row.ref]))
    with workspace.write(label, state=scope.state) as write:
        casework.settle_comment(write.session, comment_id, settled)
    return write.change_set


def inbox(workspace: Workspace, state: str = "") -> list[InboxRow]:
    """The assessments that are submitted, returned or suspect: of one Member State, or of all ("")."""
    with workspace.read() as connection:
        return reviews.inbox(connection, state)


def words_assessed(workspace: Workspace, row: ParagraphRow) -> str | None:
    """The paragraph text that a suspect assessment was made for; None if history does not have it."""
    with workspace.read() as connection:
        return history.words_assessed(connection, row.id, row.assessment.fingerprint)


def keep(workspace: Workspace, scope: WorkScope, row: ParagraphRow) -> ChangeSet | None:
    """Confirm a suspect assessment for the current text; its review stage stays."""
    with workspace.write(action("keep", paragraphs=about(workspace, [row.ref])), state=scope.state) as write:
        write_assessment(write, scope, row, {"fingerprint": row.fingerprint})
    return write.change_set


def revisit(workspace: Workspace, scope: WorkScope, row: ParagraphRow) -> ChangeSet | None:
    """Make a suspect assessment a draft, to be assessed again; it stays suspect until its level is set. Returns None if
    it is a draft already."""
    if row.assessment.stage is Stage.DRAFT:
        return None
    with workspace.write(action("revisit", paragraphs=about(workspace, [row.ref])), state=scope.state) as write:
        write_assessment(write, scope, row, {"stage": Stage.DRAFT})
    return write.change_set


def move_lines(workspace: Workspace, rows: Sequence[InboxRow], stage: Stage, comment: str = "") -> ChangeSet | None:
    """Accept or return assessments in the inbox, of any Member States, in one action: all of them or none.

    Raises TrackerError if the step does not follow for one, is one's own acceptance where four eyes are required, or is
    a return without a comment.
    """
    text = validated_text(comment).strip()
    waiting = {_assessment(row): row for row in inbox(workspace)}
    current = [found for row in rows if (found := waiting.get(_assessment(row))) and stage in STEPS[found.stage]]
    if len(current) < len(rows):
        raise TrackerError(_FOLLOWS[stage], tr("Choose such lines alone."))
    _must_say_why(stage, text)
    own = [stage is Stage.ACCEPTED and row.is_of(workspace.user) for row in current]
    if any(own) and four_eyes(workspace):
        raise _own(rows[own.index(True)].label)
    states = {row.state for row in rows}
    label = _accepting(action(_DONE[stage], paragraphs=about(workspace, [row.ref for row in rows])), own)
    with workspace.write(label, state=states.pop() if len(states) == 1 else "") as write:
        for row in rows:
            stored = Assessment(stage=row.stage)
            casework.set_assessment(
                write.session, *_assessment(row), stored.signed({"stage": stage}, write.who, write.at)
            )
            if text:
                casework.add_comment(write.session, *_assessment(row), (write.who, write.at), text, stage.value)
    return write.change_set


def _assessment(row: InboxRow) -> tuple[str, int, int]:
    return row.state, row.cycle, row.paragraph_id
