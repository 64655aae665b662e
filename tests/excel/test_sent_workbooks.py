"""What was sent is known by what the workspace keeps of it, whatever happened to the workbook meanwhile."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.excel.filled import Filled, column, found, send
from tracker.__main__ import main
from tracker.domain.casework.levels import Level
from tracker.domain.casework.registers import Register
from tracker.errors import TrackerError
from tracker.operations import casework, registers
from tracker.operations.casework import WorkScope
from tracker.operations.compare_returned import look
from tracker.operations.import_returned import accept, without_conflicts
from tracker.operations.workspaces import copy_to_send
from tracker.store.workspace import open_workspace

MATRIX, MEASURES = "Compliance Matrix", "Measures"
SCOPE = WorkScope("KEN", 1)


def rationale(workspace, label):
    return next(
        row.assessment.rationale
        for row in casework.checklist(workspace, SCOPE)
        if (row.label, row.symbol) == (label, "A/RES/74/178")
    )


def set_rationale(workspace, label, words):
    row = next(
        row for row in casework.checklist(workspace, SCOPE) if (row.label, row.symbol) == (label, "A/RES/74/178")
    )
    casework.set_assessment(workspace, SCOPE, row, rationale=words)


def take(workspace, path):
    result = found(workspace, path)
    accept(workspace, *without_conflicts(result))
    return result


def changed(result):
    return {(change.about.label or change.title, change.field): change.returned for change in result.changes}


def test_a_paragraph_that_was_written_over_is_not_imported(workspace, out):
    book = Filled(out)
    row = book.row("58 (a)")
    book.write(MATRIX, "Paragraph", row, "58 (c)")
    book.write(MATRIX, "Rationale", row, "Whose?")
    result = found(workspace, book.save())
    assert not result.changes and not result.conflicts
    assert [str(one.what) for one in result.problems] == [
        "The row shows another paragraph than its hidden key, A/RES/74/178, 58 (a); nothing of it is imported."
    ]


def test_a_key_that_was_made_up_is_refused(workspace, out):
    """Also where it is that of another row, and the row shows it."""
    book = Filled(out)
    row = book.row("58 (a)")
    key = book.cell(MATRIX, "Key", row)
    key.value = key.value.replace("58 (a)", "58 (b)")
    book.write(MATRIX, "Paragraph", row, "58 (b)")
    book.write(MATRIX, "Rationale", row, "Moved")
    book.book[MATRIX].delete_rows(book.row("58 (b)") if book.row("58 (b)") != row else row + 1)
    result = found(workspace, book.save())
    assert not result.changes and not result.conflicts and result.problems
    assert "The key of this row was changed" in str(result.problems[0].what)


def test_what_the_hidden_columns_say_was_sent_is_not_believed(workspace, out):
    book = Filled(out)
    row = book.row("19")
    hidden = "assessment.rationale as sent: Rationale"
    book.write(MATRIX, "Rationale", row, "New")
    book.write(MATRIX, hidden, row, "New")
    set_rationale(workspace, "19", "Changed here")
    result = found(workspace, book.save())
    assert [(one.sent, one.returned, one.stored) for one in result.conflicts] == [("Why", "New", "Changed here")]


def test_a_scale_that_was_written_over_changes_nothing(workspace, out):
    book = Filled(out)
    sent = book.cell(MATRIX, "Sent", book.row("58"))
    sent.value = sent.value.replace("|tracker|", "|UNCAC|")
    book.write(MATRIX, "Level", book.row("58"), "Largely implemented")
    assert changed(found(workspace, book.save())) == {("58", "level"): Level.LARGELY}


def test_a_column_that_was_not_sent_changes_nothing(workspace, tmp_path):
    path = send(workspace, tmp_path / "sent.xlsx", open_fields=frozenset({"rationale"}))
    book = Filled(path)
    sheet = book.book[MATRIX]
    at = sheet.max_column + 1
    sheet.cell(1, at).value = "assessment.level as sent: Level"
    for row in range(2, sheet.max_row + 1):
        book.write(MATRIX, "Level", row, "Fully implemented")
    result = found(workspace, book.save())
    assert not result.changes and not result.conflicts


def test_rows_of_another_workbook_bring_their_own(workspace, tmp_path):
    one = Filled(send(workspace, tmp_path / "one.xlsx", paragraphs=("A/RES/74/178, 19",)))
    other = Filled(send(workspace, tmp_path / "other.xlsx", paragraphs=("A/RES/74/178, 20",)))
    other.write(MATRIX, "Rationale", 2, "Of 20")
    there, here = other.book[MATRIX], one.book[MATRIX]
    for at in range(1, there.max_column + 1):
        here.cell(here.max_row + (at == 1), at).value = there.cell(2, at).value
    assert changed(found(workspace, one.save())) == {("20", "rationale"): "Of 20"}


def test_a_heading_that_was_changed_is_asked_about(workspace, out):
    book = Filled(out)
    sheet = book.book[MATRIX]
    sheet.cell(1, column(sheet, "Rationale")).value = "Shortcomings of the law"
    book.write(MATRIX, "Shortcomings of the law", book.row("58"), "Words")
    result = found(workspace, book.save())
    assert not result.changes
    assert [(one.field, str(one.why)) for one in result.conflicts] == [
        ("rationale", "The heading of its column was “Rationale”, and is “Shortcomings of the law” now.")
    ]


def test_headings_that_changed_places_are_asked_about(workspace, scope, tmp_path):
    rows = {row.label: row for row in casework.checklist(workspace, SCOPE) if row.symbol == "A/RES/74/178"}
    for label in ("19", "58"):
        casework.set_assessment(workspace, scope, rows[label], rationale=f"Why {label}", next_step=f"Next of {label}")
    book = Filled(send(workspace, tmp_path / "sent.xlsx"))
    sheet = book.book[MATRIX]
    one, other = column(sheet, "Rationale"), column(sheet, "Next step")
    sheet.cell(1, one).value, sheet.cell(1, other).value = "Next step", "Rationale"
    result = found(workspace, book.save())
    assert not result.changes
    assert {(one.about.label, one.field, str(one.why)) for one in result.conflicts} == {
        (label, field, "What stands below this heading was sent below another one.")
        for label in ("19", "58")
        for field in ("rationale", "next_step")
    }


def test_columns_that_were_moved_are_the_same(workspace, out):
    book = Filled(out)
    sheet = book.book[MATRIX]
    one, other = column(sheet, "Rationale"), column(sheet, "Next step")
    for row in range(1, sheet.max_row + 1):
        here, there = sheet.cell(row, one), sheet.cell(row, other)
        here.value, there.value = there.value, here.value
    book.write(MATRIX, "Next step", book.row("58"), "Go on")
    assert changed(found(workspace, book.save())) == {("58", "next_step"): "Go on"}


def test_what_was_emptied_here_does_not_come_back(workspace, out):
    book = Filled(out)
    book.write(MATRIX, "Rationale", book.row("58"), "Of the ministry")
    take(workspace, book.save())
    assert rationale(workspace, "58") == "Of the ministry"
    set_rationale(workspace, "58", "")
    again = found(workspace, out)
    assert not again.changes and not again.conflicts and not again.problems


def test_what_was_undone_can_be_imported_again(workspace, out):
    book = Filled(out)
    book.write(MATRIX, "Rationale", book.row("58"), "Of the ministry")
    book.write(MEASURES, "Measure", book.empty(MEASURES), "Law on borders")
    take(workspace, book.save())
    workspace.undo()
    take(workspace, out)
    assert rationale(workspace, "58") == "Of the ministry"
    assert [row.measure.title for row in registers.measures(workspace, SCOPE)] == ["Law on borders"]


def test_what_was_removed_here_is_asked_about(workspace, out):
    book = Filled(out)
    book.write(MEASURES, "Measure", book.empty(MEASURES), "Law on borders")
    take(workspace, book.save())
    (row,) = registers.measures(workspace, SCOPE)
    registers.remove(workspace, SCOPE, Register.MEASURE, [row.id])
    result = take(workspace, out)
    assert "imported from this workbook before" in str(result.new[0].doubt)
    assert registers.measures(workspace, SCOPE) == []


def test_blanks_are_no_conflict(workspace, out):
    book = Filled(out)
    book.write(MATRIX, "Rationale", book.row("58"), "   ")
    set_rationale(workspace, "58", " ")
    result = found(workspace, book.save())
    assert not result.changes and not result.conflicts


def test_a_workbook_of_a_copy_says_so_and_shows_what_differs(workspace, workspace_path, tmp_path):
    """The colleague worked in a copy; nothing was filled in in the workbook."""
    set_rationale(workspace, "19", "Mine")
    copy_to_send(workspace, tmp_path / "copy.tracker", outside=False)
    with open_workspace(tmp_path / "copy.tracker") as copy:
        set_rationale(copy, "19", "The colleague's")
        path = send(copy, tmp_path / "sent.xlsx")
    result = found(workspace, path)
    assert "it comes from a copy of this workspace" in str(result.notices[0])
    assert [(one.about.label, one.stored, one.returned) for one in result.conflicts] == [
        ("19", "Mine", "The colleague's")
    ]
    assert not result.changes


def test_a_workspace_restored_from_before_asks_or_is_told_to_take(workspace, workspace_path, tmp_path, capsys):
    workspace.close()
    before = shutil.copy(workspace_path, tmp_path / "before.tracker")
    with open_workspace(workspace_path) as there:
        book = Filled(send(there, tmp_path / "sent.xlsx"))
    book.write(MATRIX, "Rationale", book.row("19"), "Of the ministry")
    path = book.save()
    shutil.copy(before, workspace_path)
    run = ["--workspace", str(workspace_path), "import", str(path)]
    assert main(run) == 1 and "Nothing was applied" in capsys.readouterr().out
    assert main([*run, "--unrecorded"]) == 1 and "Applied: 1." in capsys.readouterr().out
    with open_workspace(workspace_path) as after:
        assert rationale(after, "19") == "Of the ministry"


def test_a_number_alone_is_not_enough_for_a_row_of_an_earlier_version(laws, tmp_path):
    """Keys of earlier versions have the number of the row, which is another row's in a copied workspace."""
    book = Filled(send(laws, tmp_path / "sent.xlsx"))
    ids = {row.measure.title: row.id for row in registers.measures(laws, SCOPE)}
    row = book.row("Law on customs", MEASURES, "Measure")
    book.write(MEASURES, "Key", row, f"KEN|measure|{ids['Law on prisons']}")
    sent = book.cell(MEASURES, "Sent", row)
    _version, workspace, at, scale, _uid, recipient = sent.value.split("|")
    sent.value = "|".join(("tracker 1", workspace, at, scale, recipient))
    book.write(MEASURES, "Description", row, "On customs")
    result = found(laws, book.save())
    assert not result.changes
    assert [str(one.why) for one in result.conflicts] == [
        "It was sent as “Law on customs”, and is “Law on prisons” here."
    ] * len(result.conflicts)
    assert result.conflicts and "an earlier version of tracker" in str(result.notices[0])


def test_without_a_record_it_is_said_when_it_is_sent(workspace, workspace_path, tmp_path, capsys):
    """Another program, the window, has the workspace open."""
    out = tmp_path / "sent.xlsx"
    run = ["--workspace", str(workspace_path), "export", str(out), "--state", "KEN", "--for-return", "--json"]
    assert main(run) == 0
    assert "The workspace has no record of what was sent" in capsys.readouterr().err
    workspace.close()
    assert main(run) == 0
    assert "no record" not in capsys.readouterr().err


def test_a_row_that_was_pasted_five_thousand_times(workspace, out):
    book = Filled(out)
    sheet = book.book[MATRIX]
    book.write(MATRIX, "Rationale", book.row("58"), "Once")
    row = [cell.value for cell in sheet[book.row("19")]]
    for _ in range(5_000):
        sheet.append(row)
    result = found(workspace, book.save())
    assert changed(result) == {("58", "rationale"): "Once"}
    assert len(result.problems) == 1 and "have the same key" in str(result.problems[0].what)


def test_a_workspace_is_no_workbook(workspace, tmp_path):
    copy_to_send(workspace, tmp_path / "copy.tracker", outside=False)
    with pytest.raises(TrackerError, match=r"copy.tracker is a workspace, and two workspaces can't be merged yet\."):
        look(workspace, [tmp_path / "copy.tracker"])


def test_a_copy_for_outside_has_nothing_of_what_was_sent(workspace, out, tmp_path):
    copy_to_send(workspace, tmp_path / "outside.tracker", outside=True)
    with closing(sqlite3.connect(tmp_path / "outside.tracker")) as raw:
        assert raw.execute("SELECT count(*) FROM sent_row").fetchone() == (0,)


def test_a_new_row_is_of_the_state_that_it_names(workspace, tmp_path):
    book = Filled(send(workspace, tmp_path / "sent.xlsx", states=("KEN", "UGA")))
    for row in (2, book.book[MEASURES].max_row + 1):
        book.write(MEASURES, "Member State", row, "Uganda")
        book.write(MEASURES, "Measure", row, f"Act {row}")
    result = found(workspace, book.save())
    assert [row.state for row in result.new] == ["UGA", "UGA"] and not result.problems


def test_a_new_row_below_a_register_that_was_sent_empty(workspace, out):
    book = Filled(out)
    book.write(MEASURES, "Measure", book.book[MEASURES].max_row + 1, "A law")
    result = found(workspace, book.save())
    assert [(row.state, row.what.title) for row in result.new] == [("KEN", "A law")] and not result.problems


def test_an_empty_row_of_another_state_was_not_sent(workspace, out):
    book = Filled(out)
    key = book.cell(MEASURES, "Key", 2)
    key.value = key.value.replace("KEN", "UGA")
    book.write(MEASURES, "Measure", 2, "A law of whom?")
    result = found(workspace, book.save())
    assert not result.new and [one.what.code for one in result.problems] == ["row.key-changed"]


def test_a_copy_of_another_ministry_takes_nothing_away(workspace, out, tmp_path):
    """Each fills in its own part; what the first one wrote is empty in the copy of the second one."""
    other = Path(shutil.copy(out, tmp_path / "other.xlsx"))
    first, second = Filled(out), Filled(other)
    first.write(MATRIX, "Rationale", first.row("58"), "Of the first")
    first.write(MATRIX, "Rationale", first.row("19"), "Better words")
    second.write(MATRIX, "Rationale", second.row("58 (a)"), "Of the second")
    take(workspace, first.save())
    result = found(workspace, second.save())
    assert changed(result) == {("58 (a)", "rationale"): "Of the second"}
    assert {(one.about.label, one.returned, one.why.code) for one in result.conflicts} == {
        ("58", "", "conflict.at-first"),
        ("19", "Why", "conflict.at-first"),
    }
    result = found(workspace, out)
    assert not result.changes and not result.conflicts
