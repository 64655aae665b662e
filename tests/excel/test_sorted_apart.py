"""Visible columns that were sorted without the hidden ones, or written over, never lead to another row."""

import pytest

from tests.excel.filled import Filled, column, found, send
from tests.excel.test_sent_workbooks import MATRIX, MEASURES, SCOPE, changed
from tracker.domain.casework.levels import Level
from tracker.domain.casework.measures import Measure
from tracker.operations import registers
from tracker.operations.casework import WorkScope
from tracker.operations.export import ExportRequest, export


def visible_columns(sheet):
    return range(1, column(sheet, "Key"))


def reorder(book, name, order):
    """Put the visible cells of rows from 2 on in another order, as sorting the visible columns alone does."""
    sheet = book.book[name]
    values = [[sheet.cell(row, at).value for at in visible_columns(sheet)] for row in order]
    for row, cells in enumerate(values, 2):
        for at, value in zip(visible_columns(sheet), cells, strict=True):
            sheet.cell(row, at).value = value


def test_visible_columns_sorted_without_the_hidden_ones(workspace, out):
    book = Filled(out)
    book.write(MATRIX, "Rationale", book.row("58"), "Of 58")
    book.write(MATRIX, "Level", book.row("58 (a)"), "Partially implemented")
    last = book.book[MATRIX].max_row
    reorder(book, MATRIX, range(last, 1, -1))
    result = found(workspace, book.save())
    assert changed(result) == {("58", "rationale"): "Of 58", ("58 (a)", "level"): Level.PARTIALLY}
    assert not result.conflicts
    assert ["are taken for what they show" in str(one.what) for one in result.problems] == [True]


def test_a_register_sorted_without_its_hidden_columns(laws, tmp_path):
    book = Filled(send(laws, tmp_path / "sent.xlsx"))
    book.write(MEASURES, "Description", book.row("Law on prisons", MEASURES, "Measure"), "Prisons, new")
    book.write(MEASURES, "Measure", book.empty(MEASURES), "Law on borders")
    last = book.book[MEASURES].max_row
    reorder(book, MEASURES, [6, 4, 2, 3, 5, *range(7, last + 1)])
    reorder(book, MEASURES, [last, *range(2, last)])
    result = found(laws, book.save())
    assert changed(result) == {("Law on prisons", "description"): "Prisons, new"}
    assert [row.what.title for row in result.new] == ["Law on borders"] and not result.conflicts


def test_a_title_that_is_changed_is_no_other_row(laws, tmp_path):
    book = Filled(send(laws, tmp_path / "sent.xlsx"))
    book.write(MEASURES, "Measure", book.row("Law on prisons", MEASURES, "Measure"), "Law on prisons and jails")
    result = found(laws, book.save())
    assert changed(result) == {("Law on prisons", "title"): "Law on prisons and jails"} and not result.problems


def test_sorted_apart_and_a_title_changed_is_left_and_told(laws, tmp_path):
    book = Filled(send(laws, tmp_path / "sent.xlsx"))
    book.write(MEASURES, "Measure", book.row("Law on health", MEASURES, "Measure"), "Another law")
    rows = [book.row(title, MEASURES, "Measure") for title in ("Law on prisons", "Another law", "Law on customs")]
    reorder(book, MEASURES, [rows[1], rows[2], rows[0], *range(5, book.book[MEASURES].max_row + 1)])
    result = found(laws, book.save())
    assert not result.changes and not result.new
    assert "it can't be known which row this is" in " ".join(str(one.what) for one in result.problems)


def test_several_states_are_told_apart(workspace, tmp_path):
    path = tmp_path / "sent.xlsx"
    request = ExportRequest(("KEN", "UGA"), for_return=True, paragraphs=("A/RES/74/178, 19", "A/RES/74/178, 20"))
    export(workspace, path, request)
    book = Filled(path)
    sheet = book.book[MATRIX]
    uganda = next(row for row in range(2, 6) if sheet.cell(row, 1).value == "Uganda")
    book.write(MATRIX, "Rationale", uganda, "Of Uganda")
    reorder(book, MATRIX, [5, 4, 3, 2])
    result = found(workspace, book.save())
    assert [(one.about.state, one.about.label, one.returned) for one in result.changes] == [("UGA", "19", "Of Uganda")]


@pytest.mark.parametrize("heading", ["Member State", "Measure", "Description"])
def test_measures_of_one_title_are_told_apart_when_sorted(workspace, tmp_path, heading):
    uganda = WorkScope("UGA", 1)
    for scope, words in ((SCOPE, "b of Kenya"), (uganda, "c of Uganda"), (SCOPE, "a further one of Kenya")):
        registers.save_measure(workspace, scope, Measure("Drug act", description=words))
    path = send(workspace, tmp_path / "sent.xlsx", states=("KEN", "UGA"))
    book = Filled(path)
    sheet = book.book[MEASURES]
    book.write(MEASURES, "Authority", 2, "The police")
    at = column(sheet, heading)
    by_heading = sorted(range(2, 5), key=lambda row: (sheet.cell(row, at).value, -row), reverse=True)
    reorder(book, MEASURES, [*by_heading, *range(5, sheet.max_row + 1)])
    result = found(workspace, book.save())
    said = [(one.about.state, one.field, one.returned, one.stored) for one in result.changes]
    assert said == [("KEN", "authority", "The police", "")]
    assert not result.conflicts and not result.new


def test_which_of_one_title_was_changed_is_not_guessed(workspace, tmp_path):
    for words in ("one", "two", "three"):
        registers.save_measure(workspace, SCOPE, Measure("Drug act", description=words))
    book = Filled(send(workspace, tmp_path / "sent.xlsx"))
    book.write(MEASURES, "Authority", 2, "The police")
    book.write(MEASURES, "Authority", 3, "The customs")
    path = book.save()
    assert len(found(workspace, path).changes) == 2
    reorder(book, MEASURES, [4, 2, 3, *range(5, book.book[MEASURES].max_row + 1)])
    result = found(workspace, book.save())
    assert not result.changes and not result.conflicts and not result.new
    assert [one.what.code for one in result.problems] == ["row.apart"] * 2 + ["rows.rejoined"]


def test_eight_thousand_rows_that_show_something_else(workspace, out):
    """What each shows is compared with its own key, and not with all others."""
    book = Filled(out)
    sheet = book.book[MATRIX]
    row = [cell.value for cell in sheet[book.row("19")]]
    key = column(sheet, "Key") - 1
    for number in range(8_000):
        row[key] = f"KEN|2026|A/RES/74/178|{1_000 + number}"
        sheet.append(row)
    result = found(workspace, book.save())
    assert not result.changes and "shows another paragraph" in str(result.problems[0].what)
