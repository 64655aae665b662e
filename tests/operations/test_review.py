"""Review: what must be filled in, the steps, comments, the inbox, and what is suspect."""

import pytest

from tests.conftest import paragraph
from tracker import user
from tracker.domain.casework import Stage
from tracker.domain.evidence import Evidence
from tracker.domain.levels import Level
from tracker.domain.measures import Measure
from tracker.errors import TrackerError
from tracker.operations import casework, registers, review
from tracker.operations.casework import Desk
from tracker.operations.registers import Parts


def judged(workspace, desk, label="19", **more):
    """A paragraph with an assessment that lacks nothing."""
    row = paragraph(workspace, desk, label)
    registers.save_measure(workspace, desk, Measure(f"A law on {label}"), answers=[row.id])
    registers.save_evidence(workspace, desk, Evidence("A report"), parts=Parts(supports=[row.id]))
    words = {"rationale": "In force.", "shortcomings": "Prisons.", "next_step": "Extend it."}
    casework.set_assessment(workspace, desk, row, **{"level": Level.LARGELY, **words, **more})
    return paragraph(workspace, desk, label)


def moved(workspace, desk, row, stage, comment=""):
    review.move(workspace, desk, row, stage, comment)
    return paragraph(workspace, desk, row.label)


def test_what_is_missing_before_submitting(workspace, desk):
    row = paragraph(workspace, desk, "19")
    assert [one.field for one in review.lacking(workspace, desk, row)] == ["level"]
    casework.set_level(workspace, desk, row, Level.LARGELY)
    row = paragraph(workspace, desk, "19")
    lacking = [one.field for one in review.lacking(workspace, desk, row)]
    assert lacking == ["rationale", "shortcomings", "next_step", "measures", "evidence"]
    with pytest.raises(TrackerError, match=r"can't be submitted yet.*Say what is missing"):
        review.move(workspace, desk, row, Stage.SUBMITTED)
    assert review.lacking(workspace, desk, judged(workspace, desk)) == []


def test_evidence_for_a_measure_is_evidence_for_what_it_answers(workspace, desk):
    row = paragraph(workspace, desk, "19")
    registers.save_measure(workspace, desk, Measure("A law"), answers=[row.id])
    law = registers.measures(workspace, desk)[0].id
    registers.save_evidence(workspace, desk, Evidence("Gazette"), parts=Parts(shows={law: "p. 3"}))
    casework.set_assessment(workspace, desk, row, level=Level.FULLY, rationale="Done.")
    assert review.lacking(workspace, desk, paragraph(workspace, desk, "19")) == []


def test_not_applicable_needs_a_reason_and_nothing_else(workspace, desk):
    casework.set_level(workspace, desk, paragraph(workspace, desk, "19"), Level.NOT_APPLICABLE)
    assert [m.words for m in review.lacking(workspace, desk, paragraph(workspace, desk, "19"))] == [
        "Give the reason why it does not apply (Rationale)."
    ]


def test_the_way_of_an_assessment(workspace, desk):
    user.keep("Ann Analyst")
    row = moved(workspace, desk, judged(workspace, desk), Stage.SUBMITTED)
    assert (row.assessment.stage, row.assessment.stage_by) == (Stage.SUBMITTED, "Ann Analyst")
    user.keep("Rita Reviewer")
    with pytest.raises(TrackerError, match="returned with a comment"):
        review.move(workspace, desk, row, Stage.RETURNED)
    row = moved(workspace, desk, row, Stage.RETURNED, "Which article?")
    assert [(c.who, c.text, c.stage) for c in review.comments(workspace, desk, row.id)] == [
        ("Rita Reviewer", "Which article?", "returned")
    ]
    with pytest.raises(TrackerError, match="is returned; it can't become accepted"):
        review.move(workspace, desk, row, Stage.ACCEPTED)
    row = moved(workspace, desk, moved(workspace, desk, row, Stage.SUBMITTED), Stage.ACCEPTED)
    assert (row.assessment.level_by, row.assessment.stage_by) == ("Ann Analyst", "Rita Reviewer")
    change_set = casework.set_assessment(workspace, desk, row, rationale="On second thoughts.")
    assert change_set.label == "Rationale of paragraph 19, accepted before, now a draft again"
    assert paragraph(workspace, desk, "19").assessment.stage is Stage.DRAFT
    workspace.undo()
    assert paragraph(workspace, desk, "19").assessment.stage is Stage.ACCEPTED


def test_several_are_accepted_together_or_not_at_all(workspace, desk):
    rows = [moved(workspace, desk, judged(workspace, desk, label), Stage.SUBMITTED) for label in ("19", "20")]
    draft = judged(workspace, desk, "22")
    with pytest.raises(TrackerError, match="Paragraph 22 is draft"):
        review.move_all(workspace, desk, [*rows, draft], Stage.ACCEPTED)
    assert paragraph(workspace, desk, "19").assessment.stage is Stage.SUBMITTED
    assert review.move_all(workspace, desk, rows, Stage.ACCEPTED).label == "Accept 2 paragraphs"
    assert paragraph(workspace, desk, "20").assessment.stage is Stage.ACCEPTED


def test_comments_answers_and_settling(workspace, desk):
    row = paragraph(workspace, desk, "19")
    with pytest.raises(TrackerError, match="empty"):
        review.add_comment(workspace, desk, row, " \u200b ")
    review.add_comment(workspace, desk, row, "Is this the whole law?")
    first = review.comments(workspace, desk, row.id)[0]
    review.add_comment(workspace, desk, row, "It is.", first.id)
    review.settle(workspace, desk, row, first.id, True)
    assert [(c.text, c.reply_to, c.settled) for c in review.comments(workspace, desk, row.id)] == [
        ("Is this the whole law?", None, True),
        ("It is.", first.id, False),
    ]
    assert review.comments(workspace, Desk("CHE", desk.cycle), row.id) == [], "another State's are its own"


def test_the_inbox(workspace, desk):
    moved(workspace, desk, judged(workspace, desk, "19"), Stage.SUBMITTED)
    back = moved(workspace, desk, judged(workspace, desk, "20"), Stage.SUBMITTED)
    moved(workspace, desk, back, Stage.RETURNED, "Which article?")
    judged(workspace, desk, "22")
    elsewhere = Desk("CHE", desk.cycle)
    moved(workspace, elsewhere, judged(workspace, elsewhere, "23"), Stage.SUBMITTED)
    found = review.inbox(workspace)
    assert [(r.state, r.label, r.stage, r.remark) for r in found] == [
        ("CHE", "23", Stage.SUBMITTED, ""),
        ("KEN", "20", Stage.RETURNED, "Which article?"),
        ("KEN", "19", Stage.SUBMITTED, ""),
    ]
    assert [r.label for r in review.inbox(workspace, "KEN")] == ["20", "19"]


@pytest.fixture
def suspect(workspace, desk):
    """Paragraph 19, accepted, whose words have changed since."""
    row = moved(workspace, desk, moved(workspace, desk, judged(workspace, desk), Stage.SUBMITTED), Stage.ACCEPTED)
    _change_words(workspace, row)
    return paragraph(workspace, desk, "19")


def _change_words(workspace, row, old="evidence-based", new="proven"):
    from tracker.domain.instrument import fingerprint
    from tracker.store.tables import ParagraphTable

    words = row.text.replace(old, new)
    assert words != row.text
    with workspace.write("A better edition") as write:
        held = write.session.get_one(ParagraphTable, row.id)
        held.text, held.fingerprint = words, fingerprint(words)


def test_what_is_suspect_is_kept_or_revisited(workspace, desk, suspect):
    assert suspect.suspect
    assert [r.suspect for r in review.inbox(workspace)] == [True]
    assert "evidence-based" in review.words_assessed(workspace, suspect)
    review.keep(workspace, desk, suspect)
    row = paragraph(workspace, desk, "19")
    assert (row.suspect, row.assessment.stage) == (False, Stage.ACCEPTED)
    workspace.undo()
    review.revisit(workspace, desk, suspect)
    row = paragraph(workspace, desk, "19")
    assert (row.suspect, row.assessment.stage, row.assessment.level) == (True, Stage.DRAFT, Level.LARGELY)
    assert "suspect" in [one.field for one in review.lacking(workspace, desk, row)]
    casework.set_level(workspace, desk, row, Level.LARGELY)
    assert not paragraph(workspace, desk, "19").suspect, "the level was given for the new words"


def test_the_name_is_asked_once_and_kept(workspace, desk):
    assert user.given() == ""
    user.keep("  Ann \n Analyst ")
    assert user.name() == "Ann Analyst"
    casework.set_level(workspace, desk, paragraph(workspace, desk, "19"), Level.PLANNED)
    assert paragraph(workspace, desk, "19").assessment.level_by == "Ann Analyst"


def test_what_was_changed_meanwhile_is_not_accepted_from_the_inbox(workspace, desk):
    moved(workspace, desk, judged(workspace, desk), Stage.SUBMITTED)
    seen = review.inbox(workspace)
    casework.set_level(workspace, desk, paragraph(workspace, desk, "19"), Level.PLANNED)
    with pytest.raises(TrackerError, match="Only what is submitted"):
        review.accept(workspace, seen)
    assert paragraph(workspace, desk, "19").assessment.stage is Stage.DRAFT
