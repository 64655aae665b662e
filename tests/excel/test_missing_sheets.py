"""A sheet that a ministry deleted before it sent the workbook back is told: nothing else says that it was sent."""

import json
import shutil

import pytest

from tests.conftest import DATA
from tests.excel.filled import Filled, column, found, send
from tests.excel.test_sent_workbooks import MATRIX, MEASURES, take
from tests.excel.test_translated_workbook import installed, translation  # noqa: F401  fixtures
from tests.store.test_older_workspaces import older
from tracker import i18n
from tracker.__main__ import main
from tracker.domain.reports.workbook import Sheet
from tracker.excel import words
from tracker.operations.compare_returned import look
from tracker.operations.workspaces import copy_to_send
from tracker.store.workspace import open_workspace

EVIDENCE = "Evidence"


def without(path, *sheets):
    """The workbook as a ministry sends it back that deleted these sheets."""
    book = Filled(path)
    for sheet in sheets:
        del book.book[sheet]
    return book.save()


def missing(result) -> list[str]:
    return [one.place.sheet for one in result.problems if one.what.code == "sheet.missing"]


@pytest.mark.parametrize("sheets", [(MATRIX,), (MEASURES,), (EVIDENCE,), (MATRIX, EVIDENCE), (MEASURES, EVIDENCE)])
def test_a_sheet_that_was_deleted_is_told(laws, tmp_path, sheets):
    """Also a register that was sent with empty rows only: evidence might have been added there."""
    result = found(laws, without(send(laws, tmp_path / "sent.xlsx", states=("KEN", "UGA")), *sheets))
    assert missing(result) == list(sheets) and len(result.problems) == len(sheets)
    assert not result.changes and not result.conflicts and not result.new


def test_it_is_told_in_lines_and_json(workspace, workspace_path, out, capsys):
    without(out, MATRIX, "Cover")
    workspace.close()
    run = ["--workspace", str(workspace_path), "import", str(out)]
    assert main([*run, "--dry-run"]) == 1
    assert (
        f"{MATRIX}: The sheet {MATRIX} that was sent is not in this workbook." in capsys.readouterr().out.splitlines()
    )
    assert main([*run, "--json"]) == 1
    (told,) = json.loads(capsys.readouterr().out)["problems"]
    assert (told["code"], told["book"], told["sheet"], told["cell"]) == ("sheet.missing", "sent.xlsx", MATRIX, "")
    assert told["arguments"] == {"sheet": MATRIX}


def test_what_is_there_under_another_name_or_was_never_sent_is_not_missing(workspace, tmp_path):
    sent = send(workspace, tmp_path / "sent.xlsx", sheets=(MATRIX, MEASURES))
    book = Filled(sent)
    assert EVIDENCE not in book.book.sheetnames
    book.book[MATRIX].title, book.book[MEASURES].title = "Our answers", "Laws"
    assert not found(workspace, book.save()).problems


def test_what_was_added_in_a_register_does_not_count_as_a_matrix(workspace, tmp_path):
    """What was imported from it is kept beside what was sent."""
    book = Filled(send(workspace, tmp_path / "sent.xlsx", sheets=(MEASURES, EVIDENCE)))
    book.write(MEASURES, "Measure", 2, "A law")
    assert take(workspace, book.save()).new
    assert not found(workspace, book.path).problems


def test_a_sheet_without_its_hidden_columns_is_told_once(workspace, out):
    book = Filled(out)
    sheet = book.book[MATRIX]
    sheet.delete_cols(column(sheet, "Key"), 40)
    assert [one.what.code for one in found(workspace, book.save()).problems] == ["column.key-missing"]


def test_without_a_record_the_cover_says_what_was_sent(workspace, tmp_path):
    copy_to_send(workspace, tmp_path / "copy.tracker", outside=False)
    with open_workspace(tmp_path / "copy.tracker") as copy:
        path = send(copy, tmp_path / "sent.xlsx", sheets=(MATRIX, MEASURES))
    assert not missing(found(workspace, path))
    assert missing(found(workspace, without(path, MATRIX))) == [MATRIX]
    assert missing(found(workspace, without(path, "Cover"))) == []


@pytest.mark.parametrize("sheet", [MATRIX, MEASURES, EVIDENCE])
def test_a_workbook_of_an_older_program(tmp_path, sheet):
    path = shutil.copy(DATA / "returned" / "registers.xlsx", tmp_path / "registers.xlsx")
    with open_workspace(older(4, tmp_path)) as workspace:
        assert missing(look(workspace, [without(path, sheet)])) == [sheet]


def test_it_is_called_as_it_was_sent(workspace, installed, tmp_path):  # noqa: F811
    i18n.use("qy")
    names = words.titles()
    path = without(send(workspace, tmp_path / "sent.xlsx"), names[Sheet.MATRIX])
    i18n.use(i18n.ENGLISH)
    assert missing(found(workspace, path)) == [names[Sheet.MATRIX]] != [MATRIX]
