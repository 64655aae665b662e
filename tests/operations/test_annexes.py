"""What an annex asks is in the checklist, told from the operative part."""

import sqlite3
from contextlib import closing

import pytest

from tests.excel.filled import Filled
from tests.instruments.test_structure import END, HEAD
from tracker.domain.casework.levels import Level
from tracker.domain.instruments.alignment import annex_names
from tracker.domain.instruments.instrument import Annex
from tracker.operations.casework import WorkScope, checklist, set_level
from tracker.operations.compare_returned import look
from tracker.operations.export import ExportRequest, export
from tracker.operations.instruments import add_instrument
from tracker.store.workspace import open_workspace


def test_an_adopted_declaration_is_tracked_paragraph_by_paragraph(workspace, tmp_path):
    file = tmp_path / "declaration.txt"
    file.write_text(
        f"{HEAD}1. Adopts the Declaration set out in the annex.{END}\nAnnex\n\nDeclaration on reading\n\n"
        "1. Commit to reading;\n\n2. Call upon Member States:\n\n(a) To write;\n\n(b) To count.\n",
        "utf-8",
    )
    add_instrument(workspace, file)
    rows = [row for row in checklist(workspace, WorkScope("COL", 1)) if row.symbol == "A/RES/99/1"]
    assert [row.label for row in rows] == ["1", "annex 1", "annex 2", "annex 2 (a)", "annex 2 (b)"]
    assert [row.opening for row in rows] == ["Adopts", "Commit to", "Call upon", "", ""]
    assert [row.to_member_states for row in rows] == [False, True, True, True, True]


ANNEXES = (
    f"{HEAD}1. Adopts the declarations set out in the annexes.{END}\nAnnex I\n\nDeclaration on reading\n\n"
    "1. Commit to reading;\n\n2. Call upon Member States:\n\n(a) To read;\n\n(b) To learn.\n\n"
    "Annex II\n\nDeclaration on writing\n\n1. Commit to writing;\n\n2. Call upon Member States:\n\n(a) To write;\n"
)
LABELS = [
    *("1", "annex I 1", "annex I 2", "annex I 2 (a)", "annex I 2 (b)"),
    *("annex II 1", "annex II 2", "annex II 2 (a)"),
]


def added(workspace, tmp_path, words=ANNEXES):
    file = tmp_path / "declarations.txt"
    file.write_text(words, "utf-8")
    add_instrument(workspace, file)
    return [row for row in checklist(workspace, WorkScope("COL", 1)) if row.symbol == "A/RES/99/1"]


def test_paragraphs_of_one_number_in_two_annexes_are_told_apart(workspace, tmp_path):
    rows = added(workspace, tmp_path)
    assert [row.label for row in rows] == LABELS
    assert len({row.ref.key for row in rows}) == len(rows)
    first, second = (rows[LABELS.index(label)] for label in ("annex I 1", "annex II 1"))
    set_level(workspace, WorkScope("COL", 1), second, Level.FULLY)
    newer = ANNEXES.replace("reading;", "reading books;").replace("writing;", "writing books;")
    again = added(workspace, tmp_path, newer)
    by_label = {row.label: row for row in again}
    assert by_label["annex I 1"].id == first.id and by_label["annex II 1"].id == second.id
    assert (by_label["annex I 1"].suspect, by_label["annex II 1"].suspect) == (False, True)


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (["Annex"], ["annex"]),
        (["Annex I", "Annex II. Terms"], ["annex I", "annex II"]),
        (["Annex A", "Annex B"], ["annex A", "annex B"]),
        (["Annex 1", "annex 3"], ["annex 1", "annex 3"]),
        (["Annex", "Annex"], ["annex I", "annex II"]),
        (["Annex II", "Annex II"], ["annex I", "annex II"]),
        (["Annexation of words", "Declaration"], ["annex I", "annex II"]),
    ],
)
def test_annexes_are_named_as_their_headings_number_them(titles, names):
    assert annex_names([Annex(title, ()) for title in titles]) == names


def test_a_workbook_comes_back_to_the_annex_it_was_sent_for(workspace, tmp_path):
    added(workspace, tmp_path)
    sent = tmp_path / "sent.xlsx"
    export(workspace, sent, ExportRequest(("COL",), instruments=("A/RES/99/1",), for_return=True))
    book = Filled(sent)
    book.write("Compliance Matrix", "Rationale", book.row("annex II 2 (a)"), "Written")
    book.save()
    found = look(workspace, [sent])
    assert [(change.about.label, change.returned) for change in found.changes] == [("annex II 2 (a)", "Written")]


def test_a_workspace_of_an_older_version_tells_them_apart_from_then_on(workspace_path, workspace, tmp_path):
    rows = added(workspace, tmp_path)
    before = [(row.id, row.label) for row in rows]
    workspace.close()
    with closing(sqlite3.connect(workspace_path)) as raw, raw:
        raw.execute("DROP TABLE sent_row")
        raw.execute("DROP TABLE sent_workbook")
        raw.execute("ALTER TABLE paragraph DROP COLUMN annex")
        raw.execute("ALTER TABLE assessment DROP COLUMN submitted_by")
        raw.execute("PRAGMA user_version = 5")
        raw.execute("UPDATE alembic_version SET version_num = '0005'")
    with open_workspace(workspace_path) as later:
        after = checklist(later, WorkScope("COL", 1))
        assert [(row.id, row.label) for row in after if row.symbol == "A/RES/99/1"] == before
