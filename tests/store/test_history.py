"""History: who changed what from what to what; and one action taken back from the middle where nothing builds on it."""

from typing import NamedTuple

import pytest

from tests.conftest import paragraph
from tests.short import SHORT
from tests.store.test_journal import everything
from tracker import user
from tracker.domain.casework.change_sets import HistoryQuery
from tracker.domain.casework.evidence import Evidence, Excerpt
from tracker.domain.casework.levels import Level
from tracker.domain.casework.measures import Measure, MeasureStatus
from tracker.domain.casework.registers import Register
from tracker.errors import TrackerError
from tracker.operations import casework, history, registers
from tracker.operations.casework import WorkScope
from tracker.operations.instruments import add_instrument
from tracker.operations.registers import NewFile, Parts


def labels(workspace, **sought) -> list[str]:
    return [str(one.label) for one in history.change_sets(workspace, HistoryQuery(**sought))]


class Shown(NamedTuple):
    """A field of a change set as people read it."""

    what: str
    field: str
    before: str
    after: str


def details(workspace, change_set_id: int) -> list[Shown]:
    found = history.details(workspace, change_set_id)
    return [Shown(str(one.what), one.field, str(one.before), str(one.after)) for one in found]


def latest(workspace) -> int:
    return history.change_sets(workspace, HistoryQuery())[0].id


def set_field(workspace, scope, label="19", **changes) -> int:
    return casework.set_assessment(workspace, scope, paragraph(workspace, scope, label), **changes).id


def test_who_what_when_before_and_after(workspace, scope):
    user.keep("Ann Analyst")
    set_field(workspace, scope, level=Level.PLANNED)
    set_field(workspace, scope, level=Level.LARGELY)
    set_field(workspace, scope, rationale="The law is in force.")
    rows = history.change_sets(workspace, HistoryQuery())
    assert [(str(row.label), row.who, row.state) for row in rows[:3]] == [
        ("Rationale of paragraph 19 of A/RES/74/178", "Ann Analyst", "KEN"),
        ("Level of paragraph 19 of A/RES/74/178 set to Largely", "Ann Analyst", "KEN"),
        ("Level of paragraph 19 of A/RES/74/178 set to Planned", "Ann Analyst", "KEN"),
    ]
    about = "Assessment of paragraph 19 of A/RES/74/178"
    assert details(workspace, rows[1].id) == [
        Shown(about, "Level", "planned", "largely implemented"),
    ]
    assert Shown(about, "Rationale", "", "The law is in force.") in details(workspace, rows[0].id)
    assert not rows[-1].can_be_undone, "what made the workspace"


def test_links_and_what_is_gone_have_names(workspace, scope):
    row = paragraph(workspace, scope, "19")
    registers.save_measure(workspace, scope, Measure("Law 30"), answers=[row.id])
    made = details(workspace, latest(workspace))
    assert Shown("Measure “Law 30”", "Title", "", "Law 30") in made
    link = "Link of “Law 30” to paragraph 19 of A/RES/74/178"
    assert Shown(link, "", "", link) in made
    law = registers.measures(workspace, scope)[0].id
    registers.set_note(workspace, scope, Register.MEASURE, law, row.id, "Article 4")
    assert details(workspace, latest(workspace)) == [Shown(link, "Note", "", "Article 4")]
    registers.remove(workspace, scope, Register.MEASURE, [law])
    gone = details(workspace, latest(workspace))
    assert Shown(link, "Note", "Article 4", "") in gone
    assert Shown("Measure “Law 30”", "Title", "Law 30", "") in gone


def test_sought_by_paragraph_state_person_kind_and_words(workspace, scope):
    there = WorkScope("CHE", scope.cycle)
    user.keep("Ann")
    set_field(workspace, scope, "19", level=Level.PLANNED)
    set_field(workspace, scope, "20", rationale="100 % of schools")
    set_field(workspace, there, "19", level=Level.FULLY)
    user.keep("Ben")
    registers.save_measure(workspace, scope, Measure("Law 30"), answers=[paragraph(workspace, scope, "19").id])
    law = registers.measures(workspace, scope)[0].id
    registers.save_measure(workspace, scope, Measure("Law 30 of 2000"), law)
    of_19 = labels(workspace, state="KEN", paragraph_id=paragraph(workspace, scope, "19").id)
    assert of_19[:3] == [
        "Change measure “Law 30 of 2000”",
        "New measure “Law 30”",
        "Level of paragraph 19 of A/RES/74/178 set to Planned",
    ]
    assert not [label for label in of_19 if "Fully" in label], "another State's work"
    assert labels(workspace, state="CHE")[0] == "Level of paragraph 19 of A/RES/74/178 set to Fully implemented"
    assert all("Law 30" in label for label in labels(workspace, who="Ben"))
    assert labels(workspace, tables=("measure",)) == ["Change measure “Law 30 of 2000”", "New measure “Law 30”"]
    assert labels(workspace, words="100 % schools") == ["Rationale of paragraph 20 of A/RES/74/178"]
    assert labels(workspace, words='no such "words') == []
    people = history.people(workspace)
    assert {"Ann", "Ben"} <= {*people} and people == sorted(people, key=str.casefold)


def test_pages_go_back_in_time(workspace, scope):
    for level in (Level.PLANNED, Level.PARTIALLY, Level.LARGELY):
        set_field(workspace, scope, level=level)
    first = history.change_sets(workspace, HistoryQuery(state="KEN"), limit=2)
    second = history.change_sets(workspace, HistoryQuery(state="KEN"), before=first[-1].id, limit=2)
    assert [str(row.label)[-7:] for row in (*first, second[0])] == ["Largely", "rtially", "Planned"]


def test_a_level_is_taken_back_from_the_middle(workspace, scope):
    level = set_field(workspace, scope, level=Level.LARGELY)
    set_field(workspace, scope, rationale="The law is in force.")
    set_field(workspace, scope, "20", level=Level.FULLY)
    before = everything(workspace)
    made = history.revert(workspace, level)
    assert str(made.label) == "Revert “Level of paragraph 19 of A/RES/74/178 set to Largely”"
    row = paragraph(workspace, scope, "19")
    assert (row.assessment.level, row.assessment.rationale) == (Level.NOT_ASSESSED, "The law is in force.")
    assert paragraph(workspace, scope, "20").assessment.level == Level.FULLY
    workspace.undo()
    assert everything(workspace) == before


def test_what_later_work_builds_on_stays_and_is_named(workspace, scope):
    first = set_field(workspace, scope, level=Level.PLANNED)
    set_field(workspace, scope, level=Level.LARGELY)
    before = everything(workspace)
    with pytest.raises(TrackerError, match="Revert first: “Level of paragraph 19 of A/RES/74/178 set to Largely”"):
        history.revert(workspace, first)
    assert everything(workspace) == before
    history.revert(workspace, latest(workspace))
    history.revert(workspace, first)
    assert everything(workspace)["assessment"][0][4:7] == ("not assessed",) * 3


def test_a_measure_that_was_linked_later_is_not_taken_back(workspace, scope):
    registers.save_measure(workspace, scope, Measure("Law 30"))
    made = latest(workspace)
    law = registers.measures(workspace, scope)[0].id
    registers.link(workspace, scope, Register.MEASURE, [law], [paragraph(workspace, scope, "19").id])
    linked = latest(workspace)
    with pytest.raises(TrackerError, match="Link “Law 30” to paragraph 19 of A/RES/74/178"):
        history.revert(workspace, made)
    history.revert(workspace, linked)
    history.revert(workspace, made)
    assert registers.measures(workspace, scope) == []
    with pytest.raises(TrackerError, match="nothing is left"):
        history.revert(workspace, made)


def test_a_removal_is_taken_back_whole(workspace, scope):
    row = paragraph(workspace, scope, "19")
    report = Evidence("Report", excerpts=(Excerpt("Words", "p. 1"),))
    registers.save_evidence(workspace, scope, report, parts=Parts(supports=[row.id]))
    piece = registers.evidence(workspace, scope)[0]
    registers.remove(workspace, scope, Register.EVIDENCE, [piece.id])
    removed = latest(workspace)
    set_field(workspace, scope, level=Level.PLANNED)
    history.revert(workspace, removed)
    assert registers.evidence(workspace, scope) == [piece]


def test_a_link_made_again_is_not_made_twice(workspace, scope):
    row = paragraph(workspace, scope, "19")
    registers.save_measure(workspace, scope, Measure("Law 30"), answers=[row.id])
    law = registers.measures(workspace, scope)[0].id
    registers.unlink(workspace, scope, Register.MEASURE, [law], [row.id])
    unlinked = latest(workspace)
    registers.link(workspace, scope, Register.MEASURE, [law], [row.id])
    before = everything(workspace)
    with pytest.raises(TrackerError, match="is there again"):
        history.revert(workspace, unlinked)
    assert everything(workspace) == before


def test_what_is_undone_or_made_the_workspace_is_not_taken_back(workspace, scope):
    made = set_field(workspace, scope, level=Level.PLANNED)
    workspace.undo()
    with pytest.raises(TrackerError, match="reverted already"):
        history.revert(workspace, made)
    with pytest.raises(TrackerError, match="made the workspace"):
        history.revert(workspace, 1)


def test_keystrokes_are_one_change_in_history(workspace, scope):
    for typed in ("T", "Th", "The", "The law"):
        set_field(workspace, scope, rationale=typed)
    assert [(one.field, one.before, one.after) for one in details(workspace, latest(workspace))] == [
        ("Rationale", "", "The law")
    ]
    with workspace.read() as connection:
        rows = connection.exec_driver_sql("SELECT count(*) FROM change WHERE table_name = 'assessment'").scalar()
    assert rows == 1


def test_words_are_shown_as_they_were_written(workspace, scope):
    set_field(workspace, scope, rationale="a" * 64)
    assert details(workspace, latest(workspace))[0].after == "a" * 64
    registers.save_measure(workspace, scope, Measure("draft", status=MeasureStatus.DRAFT))
    found = {one.field: one.after for one in details(workspace, latest(workspace))}
    assert found == {"Title": "draft", "Type": "legislation", "Status": "draft"}


def test_what_is_gone_and_what_replaced_a_file_are_named(workspace, scope, tmp_path):
    for name in ("old.txt", "new.txt"):
        (tmp_path / name).write_text(name)
    registers.save_evidence(workspace, scope, Evidence("Report"), parts=Parts(files=[NewFile(tmp_path / "old.txt")]))
    held = registers.evidence(workspace, scope)[0]
    newer = Parts(files=[NewFile(tmp_path / "new.txt", replaces=held.files[0].id)])
    registers.save_evidence(workspace, scope, held.evidence, held.id, newer)
    found = details(workspace, latest(workspace))
    assert ("Replaced by", "new.txt") in [(one.field, one.after) for one in found]
    path = tmp_path / "short.txt"
    path.write_text(SHORT, "utf-8")
    add_instrument(workspace, path)
    path.write_text(SHORT.replace("(a) To count;\n\n", ""), "utf-8")
    add_instrument(workspace, path)
    found = details(workspace, latest(workspace))
    assert ("paragraph 3 (a) of A/RES/99/1", "To count;") in [(one.what, one.before) for one in found]
    assert "Addressee of paragraph 3 (a) of A/RES/99/1" in [one.what for one in found]
    workspace.undo()
    workspace.undo()
    added = history.change_sets(workspace, HistoryQuery())[1]
    assert "a preambular paragraph of A/RES/99/1" in [one.what for one in details(workspace, added.id)]
