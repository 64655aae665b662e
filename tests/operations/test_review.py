"""Review: what must be filled in, the steps, comments, the inbox, and what is suspect."""

from contextlib import contextmanager

import pytest

from tests.conftest import paragraph
from tracker import user
from tracker.domain.casework.assessments import Stage
from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.levels import Level
from tracker.domain.casework.measures import Measure
from tracker.errors import TrackerError
from tracker.i18n import Message
from tracker.operations import casework, people, registers, review
from tracker.operations.casework import WorkScope
from tracker.operations.registers import Parts


def judged(workspace, scope, label="19", **more):
    """A paragraph with an assessment that lacks nothing."""
    row = paragraph(workspace, scope, label)
    registers.save_measure(workspace, scope, Measure(f"A law on {label}"), answers=[row.id])
    registers.save_evidence(workspace, scope, Evidence("A report"), parts=Parts(supports=[row.id]))
    words = {"rationale": "In force.", "shortcomings": "Prisons.", "next_step": "Extend it."}
    casework.set_assessment(workspace, scope, row, **{"level": Level.LARGELY, **words, **more})
    return paragraph(workspace, scope, label)


@contextmanager
def working(workspace, name):
    """Someone else sits here in the block."""
    workspace.name, before = name, workspace.name
    yield
    workspace.name = before


def moved(workspace, scope, row, stage, comment=""):
    """The paragraph, brought to this stage; accepted by another person."""
    with working(workspace, "Rita Reviewer" if stage is Stage.ACCEPTED else workspace.name):
        review.move(workspace, scope, row, stage, comment)
    return paragraph(workspace, scope, row.label)


def test_what_is_missing_before_submitting(workspace, scope):
    row = paragraph(workspace, scope, "19")
    assert [one.field for one in review.lacking(workspace, scope, row)] == ["level"]
    casework.set_level(workspace, scope, row, Level.LARGELY)
    row = paragraph(workspace, scope, "19")
    lacking = [one.field for one in review.lacking(workspace, scope, row)]
    assert lacking == ["rationale", "shortcomings", "next_step", "measures", "evidence"]
    with pytest.raises(TrackerError, match=r"can't be submitted yet.*Say what is missing"):
        review.move(workspace, scope, row, Stage.SUBMITTED)
    assert review.lacking(workspace, scope, judged(workspace, scope)) == []


def test_evidence_for_a_measure_is_evidence_for_what_it_answers(workspace, scope):
    row = paragraph(workspace, scope, "19")
    registers.save_measure(workspace, scope, Measure("A law"), answers=[row.id])
    law = registers.measures(workspace, scope)[0].id
    registers.save_evidence(workspace, scope, Evidence("Gazette"), parts=Parts(shows={law: "p. 3"}))
    casework.set_assessment(workspace, scope, row, level=Level.FULLY, rationale="Done.")
    assert review.lacking(workspace, scope, paragraph(workspace, scope, "19")) == []


def test_not_applicable_needs_a_reason_and_nothing_else(workspace, scope):
    casework.set_level(workspace, scope, paragraph(workspace, scope, "19"), Level.NOT_APPLICABLE)
    assert [str(m.words) for m in review.lacking(workspace, scope, paragraph(workspace, scope, "19"))] == [
        "Give the reason why it does not apply (Rationale)."
    ]


def test_the_way_of_an_assessment(workspace, scope):
    user.keep("Ann Analyst")
    row = moved(workspace, scope, judged(workspace, scope), Stage.SUBMITTED)
    assert (row.assessment.stage, row.assessment.stage_by) == (Stage.SUBMITTED, "Ann Analyst")
    user.keep("Rita Reviewer")
    with pytest.raises(TrackerError, match="returned with a comment"):
        review.move(workspace, scope, row, Stage.RETURNED)
    row = moved(workspace, scope, row, Stage.RETURNED, "Which article?")
    assert [(c.who, c.text, c.stage) for c in review.comments(workspace, scope, row.id)] == [
        ("Rita Reviewer", "Which article?", "returned")
    ]
    with pytest.raises(TrackerError, match="is returned; it can't become accepted"):
        review.move(workspace, scope, row, Stage.ACCEPTED)
    row = moved(workspace, scope, moved(workspace, scope, row, Stage.SUBMITTED), Stage.ACCEPTED)
    assert (row.assessment.level_by, row.assessment.stage_by) == ("Ann Analyst", "Rita Reviewer")
    change_set = casework.set_assessment(workspace, scope, row, rationale="On second thoughts.")
    assert str(change_set.label) == "Rationale of paragraph 19 of A/RES/74/178, accepted before, now a draft again"
    assert paragraph(workspace, scope, "19").assessment.stage is Stage.DRAFT
    workspace.undo()
    assert paragraph(workspace, scope, "19").assessment.stage is Stage.ACCEPTED


def test_several_are_accepted_together_or_not_at_all(workspace, scope):
    rows = [moved(workspace, scope, judged(workspace, scope, label), Stage.SUBMITTED) for label in ("19", "20")]
    draft = judged(workspace, scope, "22")
    with pytest.raises(TrackerError, match="Paragraph 22 is draft"):
        review.move_all(workspace, scope, [*rows, draft], Stage.ACCEPTED)
    assert paragraph(workspace, scope, "19").assessment.stage is Stage.SUBMITTED
    with working(workspace, "Rita Reviewer"):
        assert (
            str(review.move_all(workspace, scope, rows, Stage.ACCEPTED).label) == "Accept 2 paragraphs of A/RES/74/178"
        )
    assert paragraph(workspace, scope, "20").assessment.stage is Stage.ACCEPTED


def test_comments_answers_and_settling(workspace, scope):
    row = paragraph(workspace, scope, "19")
    with pytest.raises(TrackerError, match="empty"):
        review.add_comment(workspace, scope, row, " \u200b ")
    review.add_comment(workspace, scope, row, "Is this the whole law?")
    first = review.comments(workspace, scope, row.id)[0]
    review.add_comment(workspace, scope, row, "It is.", first.id)
    review.settle(workspace, scope, row, first.id, True)
    assert [(c.text, c.reply_to, c.settled) for c in review.comments(workspace, scope, row.id)] == [
        ("Is this the whole law?", None, True),
        ("It is.", first.id, False),
    ]
    assert review.comments(workspace, WorkScope("CHE", scope.cycle), row.id) == [], "another State's are its own"


def test_the_inbox(workspace, scope):
    moved(workspace, scope, judged(workspace, scope, "19"), Stage.SUBMITTED)
    back = moved(workspace, scope, judged(workspace, scope, "20"), Stage.SUBMITTED)
    moved(workspace, scope, back, Stage.RETURNED, "Which article?")
    judged(workspace, scope, "22")
    elsewhere = WorkScope("CHE", scope.cycle)
    moved(workspace, elsewhere, judged(workspace, elsewhere, "23"), Stage.SUBMITTED)
    found = review.inbox(workspace)
    assert [(r.state, r.label, r.stage, r.remark) for r in found] == [
        ("CHE", "23", Stage.SUBMITTED, ""),
        ("KEN", "20", Stage.RETURNED, "Which article?"),
        ("KEN", "19", Stage.SUBMITTED, ""),
    ]
    assert [r.label for r in review.inbox(workspace, "KEN")] == ["20", "19"]


@pytest.fixture
def suspect(workspace, scope):
    """Paragraph 19, accepted, whose words have changed since."""
    row = moved(workspace, scope, moved(workspace, scope, judged(workspace, scope), Stage.SUBMITTED), Stage.ACCEPTED)
    change_words(workspace, row)
    return paragraph(workspace, scope, "19")


def change_words(workspace, row, old="evidence-based", new="proven"):
    from tracker.domain.instruments.instrument import fingerprint
    from tracker.store.tables.instruments import ParagraphTable

    words = row.text.replace(old, new)
    assert words != row.text
    with workspace.write(Message("A better edition")) as write:
        held = write.session.get_one(ParagraphTable, row.id)
        held.text, held.fingerprint = words, fingerprint(words)


def test_what_is_suspect_is_kept_or_revisited(workspace, scope, suspect):
    assert suspect.suspect
    assert [r.suspect for r in review.inbox(workspace)] == [True]
    assert "evidence-based" in (review.words_assessed(workspace, suspect) or "")
    review.keep(workspace, scope, suspect)
    row = paragraph(workspace, scope, "19")
    assert (row.suspect, row.assessment.stage) == (False, Stage.ACCEPTED)
    workspace.undo()
    review.revisit(workspace, scope, suspect)
    row = paragraph(workspace, scope, "19")
    assert (row.suspect, row.assessment.stage, row.assessment.level) == (True, Stage.DRAFT, Level.LARGELY)
    assert "suspect" in [one.field for one in review.lacking(workspace, scope, row)]
    casework.set_level(workspace, scope, row, Level.LARGELY)
    assert not paragraph(workspace, scope, "19").suspect, "the level was given for the new words"


def test_the_name_is_asked_once_and_kept(workspace, scope):
    assert user.given() == ""
    user.keep("  Ann \n Analyst ")
    assert user.name() == "Ann Analyst"
    casework.set_level(workspace, scope, paragraph(workspace, scope, "19"), Level.PLANNED)
    assert paragraph(workspace, scope, "19").assessment.level_by == "Ann Analyst"


@pytest.mark.parametrize(("account", "name", "offered"), [("root", "unknown", ""), ("ana.duarte", *["ana.duarte"] * 2)])
def test_an_account_that_is_no_persons_is_no_name(monkeypatch, account, name, offered):
    monkeypatch.setattr("getpass.getuser", lambda: account)
    assert (user.name(), people.name_to_offer()) == (name, offered)
    user.keep("Ann Analyst")
    assert (user.name(), people.name_to_offer()) == ("Ann Analyst", "Ann Analyst")


def test_what_was_changed_meanwhile_is_not_accepted_from_the_inbox(workspace, scope):
    moved(workspace, scope, judged(workspace, scope), Stage.SUBMITTED)
    seen = review.inbox(workspace)
    casework.set_level(workspace, scope, paragraph(workspace, scope, "19"), Level.PLANNED)
    with pytest.raises(TrackerError, match="Only what is submitted"):
        review.move_lines(workspace, seen, Stage.ACCEPTED)
    assert paragraph(workspace, scope, "19").assessment.stage is Stage.DRAFT
