"""Resolutions come in, corrected by hand, and come in again as a better edition: work stays where it was done."""

import sqlite3
from datetime import UTC, date, datetime

import pytest

from tests.conftest import paragraph
from tests.short import SHORT, SYMBOL
from tests.store.test_journal import everything
from tracker.domain.casework.assessments import Assessment
from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.fields import Kind as FieldKind
from tracker.domain.casework.fields import fields_of
from tracker.domain.casework.levels import Level
from tracker.domain.casework.measures import Measure
from tracker.domain.instruments.corrections import (
    Addressees,
    Correction,
    Join,
    Masthead,
    Renumber,
    Retype,
    Split,
    Theme,
    Words,
)
from tracker.domain.instruments.outline import Kind
from tracker.errors import TrackerError
from tracker.i18n import Message
from tracker.operations import casework, registers
from tracker.operations.instruments import (
    accept,
    add_instrument,
    list_instruments,
    preview,
    read,
    read_again,
    stored_corrections,
)
from tracker.operations.registers import Parts
from tracker.operations.workspaces import check
from tracker.store.tables.casework import CommentTable
from tracker.store.workspace import open_workspace


@pytest.fixture
def file(tmp_path):
    """Writes a file with the words of the resolution, some of them replaced."""

    def make(*changes: tuple[str, str], name: str = "short.txt"):
        words = SHORT
        for old, new in changes:
            assert old in words
            words = words.replace(old, new)
        path = tmp_path / name
        path.write_text(words, encoding="utf-8")
        return path

    return make


def row(workspace, scope, label: str):
    return paragraph(workspace, scope, label, SYMBOL)


def labels(workspace, scope) -> list[str]:
    return [one.label for one in casework.checklist(workspace, scope) if one.symbol == SYMBOL]


def place(seen, label: str, start: str = ""):
    return next(line.place for line in seen.lines if line.label == label and line.text.startswith(start))


def judge(workspace, scope, *numbers: str) -> None:
    for label in numbers:
        casework.set_level(workspace, scope, row(workspace, scope, label), Level.LARGELY)


def test_a_preview_touches_nothing(workspace, file):
    before = everything(workspace)
    seen = preview(workspace, read(file()))
    assert (seen.effect, seen.instrument.symbol, len(seen.lines)) == (None, SYMBOL, 8)
    assert everything(workspace) == before


def test_a_better_edition_keeps_work_and_makes_it_suspect_where_words_changed(workspace, scope, file):
    add_instrument(workspace, file())
    judge(workspace, scope, "1", "2", "3 (a)")
    registers.save_measure(workspace, scope, Measure("A law"), answers=[row(workspace, scope, "2").id])
    registers.save_evidence(
        workspace, scope, Evidence("A report"), parts=Parts(supports=[row(workspace, scope, "3 (b)").id])
    )
    before = {label: row(workspace, scope, label).id for label in labels(workspace, scope)}
    better = file(
        ("Noting the report,", "Noting the report,\n\nNoting also the other report,"),
        ("to write;", "to write more;"),
        ("(b) To report;", "(b) To report;\n\n(c) To come back;"),
        name="better.txt",
    )
    seen, _ = add_instrument(workspace, better)
    effect = seen.effect
    assert (effect.kept, effect.changed, effect.new, effect.gone, effect.suspect) == (7, 1, 2, 0, 1)
    assert {label: row(workspace, scope, label).id for label in before} == before
    assert [one.label for one in casework.checklist(workspace, scope) if one.suspect] == ["2"]
    assert row(workspace, scope, "2").measures == row(workspace, scope, "3 (b)").evidence == 1
    assert row(workspace, scope, "1").assessment.level == Level.LARGELY
    assert labels(workspace, scope) == ["1", "2", "3", "3 (a)", "3 (b)", "3 (c)", "4"]
    assert next(i for i in list_instruments(workspace) if i.symbol == SYMBOL).provenance.endswith("better.txt.")
    assert check(workspace) == []


def test_one_undo_takes_an_edition_back_and_redo_brings_it_again(workspace_path, scope, workspace, file):
    add_instrument(workspace, file())
    judge(workspace, scope, "2")
    first = everything(workspace)
    other = file(
        ("Recalling its resolution 98/2 of 1 May 2043,¹\n\n", ""),
        ("to read;²", "to read more;¹"),
        ("2. Invites", "2. Encourages all;\n\n3. Invites"),
        ("3. Requests", "4. Requests"),
        ("(a) To count;\n\n(b) To", "(a) To"),
        ("4. Decides", "5. Decides"),
        ("¹ Resolution 98/1.\n\n² Resolution 98/3.", "¹ Resolution 98/4."),
    )
    _, change_set = add_instrument(workspace, other)
    assert str(change_set.label) == "Update A/RES/99/1"
    assert row(workspace, scope, "3").assessment.level == Level.LARGELY, "the words of 2 are 3 now"
    second = everything(workspace)
    assert check(workspace) == []
    workspace.undo()
    assert everything(workspace) == first
    workspace.close()
    with open_workspace(workspace_path) as again:
        again.redo()
        assert everything(again) == second


def test_the_same_edition_again_is_nothing(workspace, scope, file):
    add_instrument(workspace, file())
    judge(workspace, scope, "2")
    before = everything(workspace), workspace.announced()
    for name in ("short.txt", "same words under another name.txt"):
        with pytest.raises(TrackerError, match="in the workspace already"):
            add_instrument(workspace, file(name=name))
        assert (everything(workspace), workspace.announced()) == before


def test_the_same_words_in_another_file_become_the_source(workspace, scope, file):
    add_instrument(workspace, file())
    judge(workspace, scope, "2")
    more_space = file(("Resolution 98/1.\n", "Resolution 98/1.\n\n"), name="other.txt")
    seen, _ = add_instrument(workspace, more_space)
    assert (seen.effect.changed, seen.effect.suspect) == (0, 0)
    assert read_again(workspace, SYMBOL).sha256 == seen.source.sha256
    assert not row(workspace, scope, "2").suspect


def test_an_edition_in_which_work_would_be_lost_is_refused(workspace, scope, file):
    add_instrument(workspace, file())
    judge(workspace, scope, "3 (b)", "4")
    before = everything(workspace)
    without = file(("\n\n(b) To report;", ""), ("\n\n4. Decides to remain seized of the matter.", ""))
    seen = preview(workspace, read(without))
    assert seen.effect.losses == ("operative 3 (b)", "operative 4")
    with pytest.raises(TrackerError, match=r"no paragraph for the work on operative 3 \(b\), operative 4"):
        accept(workspace, seen)
    assert everything(workspace) == before
    for label in ("3 (b)", "4"):
        casework.set_level(workspace, scope, row(workspace, scope, label), Level.NOT_ASSESSED)
    accept(workspace, preview(workspace, read(without)))  # an emptied assessment is no work
    assert labels(workspace, scope) == ["1", "2", "3", "3 (a)"]
    workspace.undo()
    assert labels(workspace, scope) == ["1", "2", "3", "3 (a)", "3 (b)", "4"]


@pytest.mark.parametrize("name", [name for name in fields_of(Assessment) if name != "stage"])
def test_what_is_in_any_field_of_an_assessment_is_work(workspace, scope, file, name):
    add_instrument(workspace, file())
    values: dict[FieldKind, object] = {FieldKind.LEVEL: Level.PLANNED, FieldKind.DAY: date(2030, 1, 1)}
    value = values.get(fields_of(Assessment)[name].kind, "Words")
    casework.set_assessment(workspace, scope, row(workspace, scope, "3 (b)"), **{name: value})
    without = file(("\n\n(b) To report;", ""))
    assert preview(workspace, read(without)).effect.losses == ("operative 3 (b)",)


@pytest.mark.parametrize("kind", ["assessment", "measure", "evidence", "comment"])
def test_work_of_any_state_and_any_kind_counts(workspace, file, kind):
    add_instrument(workspace, file())
    theirs = casework.WorkScope("FRA", 1)
    there = row(workspace, theirs, "3 (b)")
    if kind == "assessment":
        casework.set_assessment(workspace, theirs, there, next_step="More.")
    elif kind == "measure":
        registers.save_measure(workspace, theirs, Measure("A law"), answers=[there.id])
    elif kind == "evidence":
        registers.save_evidence(workspace, theirs, Evidence("A report"), parts=Parts(supports=[there.id]))
    else:
        with workspace.write(Message("Comment")) as write:
            at = datetime(2024, 1, 1, tzinfo=UTC)
            said = CommentTable(state_code="FRA", cycle_id=1, paragraph_id=there.id, who="me", at=at, text="Look.")
            write.session.add(said)
    with pytest.raises(TrackerError, match=r"no paragraph for the work on operative 3 \(b\)\."):
        add_instrument(workspace, file(("\n\n(b) To report;", "")))


def test_a_paragraph_goes_with_those_below_it(workspace, scope, file):
    add_instrument(workspace, file())
    before = everything(workspace)
    third = "3. Requests the Secretary-General:\n\n(a) To count;\n\n(b) To report;\n\n4."
    add_instrument(workspace, file((third, "3.")))
    assert labels(workspace, scope) == ["1", "2", "3"]
    workspace.undo()
    assert everything(workspace) == before


def test_corrections_are_kept_and_made_again(workspace_path, workspace, scope, file):
    together = ("to write;\n\n3. Requests", "to write; Requests")
    source = read(file(together))
    seen = preview(workspace, source)
    wrong = place(seen, "2")
    corrections = (
        Split(wrong, 34, "Requests the Secretary-General:"),
        Theme(place(seen, "1"), "Alternative development"),
        Masthead(title="Another title", adopted_on=date(2044, 12, 19)),
    )
    accept(workspace, preview(workspace, source, corrections))
    assert labels(workspace, scope)[:4] == ["1", "2", "3", "3 (a)"]
    assert row(workspace, scope, "1").theme == "Alternative development"
    judge(workspace, scope, "1", "2", "3 (a)")
    workspace.close()
    with open_workspace(workspace_path) as again:
        assert stored_corrections(again, SYMBOL) == corrections
        seen, _ = add_instrument(again, file(together, ("to read;", "to read on;")))
        assert seen.lost == ()
        assert (seen.effect.changed, seen.effect.suspect) == (1, 1)
        assert labels(again, scope)[:4] == ["1", "2", "3", "3 (a)"]
        assert [one.label for one in casework.checklist(again, scope) if one.suspect] == ["1"]
        assert row(again, scope, "1").theme == "Alternative development"
        assert stored_corrections(again, SYMBOL) == corrections
        held = next(one for one in list_instruments(again) if one.symbol == SYMBOL)
        assert (held.title, held.adopted_on) == ("Another title", date(2044, 12, 19))


def test_a_held_reading_is_corrected_from_its_kept_file(workspace, scope, file):
    path = file()
    add_instrument(workspace, path)
    judge(workspace, scope, "1", "2")
    path.unlink()
    source = read_again(workspace, SYMBOL)
    seen = preview(workspace, source)
    corrections: list[Correction] = [
        Words(place(seen, "2"), "Invites Member States to type;"),
        Renumber(place(seen, "4"), "5"),
    ]
    better = preview(workspace, source, corrections)
    assert (better.effect.changed, better.effect.suspect) == (1, 1)
    assert ("operative 5", "comes after 3") in [(d.where, str(d.what)) for d in better.instrument.doubts]
    accept(workspace, better)
    assert row(workspace, scope, "2").suspect
    assert not row(workspace, scope, "1").suspect
    assert read_again(workspace, SYMBOL).sha256 == source.sha256
    with pytest.raises(TrackerError, match="in the workspace already"):
        accept(workspace, preview(workspace, read_again(workspace, SYMBOL)))


def test_joined_paragraphs_keep_the_work_of_the_first_and_refuse_to_lose_the_second(workspace, scope, file):
    add_instrument(workspace, file())
    judge(workspace, scope, "1")
    source = read_again(workspace, SYMBOL)
    join = [Join(place(preview(workspace, source), "2"))]
    accept(workspace, preview(workspace, source, join))
    assert row(workspace, scope, "1").suspect
    workspace.undo()
    judge(workspace, scope, "2")
    with pytest.raises(TrackerError, match="work on operative 2"):
        accept(workspace, preview(workspace, source, join))


def test_what_changed_words_ask_is_read_anew_and_doubted_anew(workspace, file):
    source = read(
        file(("2. Invites Member States to write;", "2. Invites the International\n\nNarcotics Control Board to write"))
    )
    seen = preview(workspace, source)
    assert [d.where for d in seen.instrument.doubts] == ["operative 2"]
    words = Words(place(seen, "2"), "Invites the World Health Organization to write, as resolution 70/1 says;")
    second = preview(workspace, source, [words]).instrument
    assert second.doubts == ()
    assert second.operative[1].addressees == ("World Health Organization",)
    assert second.operative[1].cites == ("A/RES/70/1",)
    gone = preview(workspace, source, [Retype(place(seen, "2"), Kind.ASIDE)]).instrument
    assert ("operative 3", "comes after 1") in [(d.where, str(d.what)) for d in gone.doubts]
    named = Addressees(place(seen, "2"), ("Kenya",), True)
    assert preview(workspace, source, [named, words]).instrument.operative[1].addressees == ("Kenya",)


def test_a_lost_correction_is_told_and_kept(workspace, file):
    source = read(file())
    correction = Theme(place(preview(workspace, source), "2"), "Demand reduction")
    accept(workspace, preview(workspace, source, [correction]))
    seen, _ = add_instrument(workspace, file(("Invites Member States to write", "Asks all States to type")))
    assert seen.lost == (correction,)
    assert seen.instrument.doubts[0].where == "operative 2"
    assert stored_corrections(workspace, SYMBOL) == (correction,)


def test_a_file_without_symbol_takes_the_one_typed(workspace, file):
    source = read(file(("99/1. A short resolution", "A short resolution")))
    with pytest.raises(TrackerError, match="No symbol"):
        accept(workspace, preview(workspace, source))
    accept(workspace, preview(workspace, source, [Masthead(symbol=SYMBOL)]))
    assert SYMBOL in [one.symbol for one in list_instruments(workspace)]


def test_nothing_is_taken_in_without_paragraphs(workspace, file):
    source = read(file())
    lines = preview(workspace, source).lines
    aside = [Retype(line.place, Kind.ASIDE) for line in lines if line.label]
    with pytest.raises(TrackerError, match="No operative paragraph is left"):
        accept(workspace, preview(workspace, source, aside))


def test_a_file_that_changed_meanwhile_is_refused(workspace, file):
    seen = preview(workspace, read(file()))
    before = everything(workspace)
    file(("to read", "to sleep"))
    with pytest.raises(TrackerError, match="another file than was read"):
        accept(workspace, seen)
    assert everything(workspace) == before


def test_damaged_corrections_are_told(workspace_path, workspace, file):
    add_instrument(workspace, file())
    workspace.close()
    with sqlite3.connect(workspace_path) as connection:
        connection.execute("UPDATE instrument SET corrections = '[{}]' WHERE symbol = ?", [SYMBOL])
    connection.close()
    with open_workspace(workspace_path) as again, pytest.raises(TrackerError, match="corrections to A/RES/99/1"):
        add_instrument(again, file(("to read", "to sleep")))
