"""Rows of returned workbooks that went astray: keys, columns, long texts, new rows, and what people slip on."""

from datetime import date

import pytest

from tests.conftest import paragraph
from tests.excel.filled import Filled, found, problems, send
from tracker.domain.casework.levels import Level
from tracker.domain.casework.measures import Measure
from tracker.operations import casework, registers
from tracker.operations.casework import write_assessment
from tracker.operations.import_returned import accept, without_conflicts

MATRIX = "Compliance Matrix"

# Keys and rows


def test_missing_doubled_and_changed_keys(workspace, out):
    book = Filled(out)
    sheet = book.book[MATRIX]
    first, second, third, fourth = (book.row(label) for label in ("19", "58", "58 (a)", "58 (b)"))
    for row in (first, second, third, fourth):
        book.write(MATRIX, "Rationale", row, f"row {row}")
    key = book.cell(MATRIX, "Key", first).value
    book.write(MATRIX, "Key", first, None)
    book.write(MATRIX, "Key", second, "nonsense")
    book.write(MATRIX, "Key", third, book.cell(MATRIX, "Key", fourth).value)
    assert key and sheet.max_row == 6
    told, changes = problems(workspace, book.save())
    assert {place[1]: what for place, what in told.items()} == {
        f"A{first}": "This row has no key; it can't be known which paragraph it is about.",
        book.cell(MATRIX, "Key", second).coordinate: "The key of this row was changed; it can't be known what it is.",
        book.cell(MATRIX, "Key", third).coordinate: (
            "The row shows another paragraph than its hidden key, A/RES/74/178, 58 (b); nothing of it is imported."
        ),
    }
    assert [(change.about.label, change.returned) for change in changes] == [("58 (b)", f"row {fourth}")]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("KEN|", "ZZZ|", "The key of this row was changed; it can't be known what it is."),
        ("KEN|", "UGA|", "The key of this row was changed; it can't be known what it is."),
        ("review|", "round|", "The key of this row was changed; it can't be known what it is."),
        (
            "|19",
            "|999",
            "The row shows another paragraph than its hidden key, A/RES/74/178, 999; nothing of it is imported.",
        ),
    ],
)
def test_another_state_cycle_or_paragraph(workspace, out, old, new, words):
    book = Filled(out)
    book.write(MATRIX, "Rationale", book.row("19"), "changed")
    key = book.cell(MATRIX, "Key", book.row("19"))
    key.value = key.value.replace(old, new)
    told, changes = problems(workspace, book.save())
    assert told == {(MATRIX, key.coordinate): words}
    assert not changes


def test_a_row_that_lost_where_it_comes_from(workspace, out):
    book = Filled(out)
    book.write(MATRIX, "Sent", book.row("19"), "tracker 99|from the future")
    told, changes = problems(workspace, book.save())
    assert list(told.values()) == ["It was sent by a newer version of tracker; import it with that."] and not changes
    book.write(MATRIX, "Sent", book.row("19"), "nonsense")
    told, changes = problems(workspace, book.save())
    assert list(told.values()) == ["It can't be known from which workbook this row comes."] and not changes


def test_a_workbook_of_another_workspace(workspace, out, tmp_path, made_once):
    from tracker.operations.workspaces import new_workspace

    book = Filled(out)
    book.write(MATRIX, "Rationale", book.row("19"), "changed")
    book.write("Measures", "Measure", book.empty("Measures"), "A measure")
    book.save()
    with new_workspace(tmp_path / "another.tracker") as another:
        told, changes = problems(another, out)
    assert list(told.values()) == ["This was sent from another workspace; nothing of it is imported here."]
    assert not changes


def test_a_copy_of_the_workspace_knows_its_workbooks(workspace, out, tmp_path):
    from tracker.operations.workspaces import back_up
    from tracker.store.workspace import open_workspace

    book = Filled(out)
    book.write(MATRIX, "Rationale", book.row("19"), "changed")
    book.save()
    with open_workspace(back_up(workspace, tmp_path / "copy.tracker")) as copy:
        assert len(found(copy, out).changes) == 1


def test_words_of_the_paragraph_that_changed_since(workspace, scope, out):
    from tests.operations.test_review import change_words

    book = Filled(out)
    book.write(MATRIX, "Rationale", book.row("19"), "changed")
    book.save()
    change_words(workspace, paragraph(workspace, scope, "19"), "to", "unto")
    result = found(workspace, out)
    assert not result.changes
    assert [str(one.why) for one in result.conflicts] == [
        "The words of the paragraph have changed since the workbook was sent."
    ]


def test_columns_that_are_gone_or_twice(workspace, out):
    book = Filled(out)
    sheet = book.book[MATRIX]
    column = book.cell(MATRIX, "Rationale", 1).column
    book.cell(MATRIX, "Next step", 1).value = "Rationale"
    sheet.cell(1, column).value = "Rationale"
    told, changes = problems(workspace, book.save())
    assert sorted(told.values()) == [
        "The column “Next step” is nowhere; nothing is imported from it.",
        "The column “Rationale” is twice; nothing is imported from it.",
    ]
    assert not changes


def test_the_column_of_keys_is_gone(workspace, out):
    book = Filled(out)
    book.write(MATRIX, "Rationale", book.row("19"), "changed")
    book.cell(MATRIX, "Key", 1).value = "something"
    told, changes = problems(workspace, book.save())
    assert list(told.values()) == ["The hidden column Key is missing; nothing of this sheet can be imported."]
    assert not changes


def test_a_part_of_a_long_text_is_missing(workspace, scope, tmp_path):
    casework.set_assessment(workspace, scope, paragraph(workspace, scope, "19"), rationale="word " * 10_000)
    book = Filled(send(workspace, tmp_path / "m.xlsx"))
    book.book[MATRIX].delete_rows(book.row("19") + 1)
    told, changes = problems(workspace, book.save())
    assert list(told.values()) == ["A part of this row is missing, with the rest of its long text."] and not changes


def test_a_long_text_is_taken_back_whole_and_in_order(workspace, scope, tmp_path):
    words = " ".join(map(str, range(15_000)))
    casework.set_assessment(workspace, scope, paragraph(workspace, scope, "19"), rationale=words)
    book = Filled(send(workspace, tmp_path / "m.xlsx"))
    row = book.row("19")
    sheet = book.book[MATRIX]
    parts = [[cell.value for cell in sheet[number]] for number in (row, row + 1, row + 2)]
    for number, values in zip((row, row + 1, row + 2), reversed(parts), strict=True):
        for column, value in enumerate(values, 1):
            sheet.cell(number, column).value = value
    cell = book.cell(MATRIX, "Rationale", row)
    cell.value += " and more"
    _, (change,) = problems(workspace, book.save())
    assert change.returned == words + " and more"


# Registers


def test_new_rows_that_cannot_be_taken(workspace, out):
    book = Filled(out)
    empty = book.empty("Measures")
    rows = (
        ("Authority", "Ministry"),
        ("Type", "Poem"),
        ("Answers paragraphs", "A/RES/74/178: 999"),
        ("Answers paragraphs", "19"),
        ("Adopted", "2020-13-40"),
    )
    for number, (heading, value) in enumerate(rows):
        if number:
            book.write("Measures", "Measure", empty + number, f"Measure {number}")
        book.write("Measures", heading, empty + number, value)
    result = found(workspace, book.save())
    assert {one.place.cell: str(one.what) for one in result.problems} == {
        f"A{empty}": "A new measure needs a title.",
        book.cell("Measures", "Type", empty + 1).coordinate: "“Poem” is none of: legislation, regulation, strategy or "
        "action plan, programme, institution, agreement, budget, training, campaign, research.",
        f"A{empty + 2}": "There is no paragraph 999 of A/RES/74/178 in this workspace.",
        f"A{empty + 3}": "Say of which resolution paragraph 19 is, such as A/RES/74/178: 19.",
        book.cell(
            "Measures", "Adopted", empty + 4
        ).coordinate: "“2020-13-40”: This is not a date. Type it like 2025-06-30 or 30 June 2025.",
    }
    assert [row.what.title for row in result.new] == [f"Measure {number}" for number in range(1, 5)]
    assert all(row.doubt for row in result.new) and without_conflicts(result) == ((), ())


@pytest.mark.parametrize(("typed", "code"), [("Turkey", "TUR"), ("Co\u0302te d'Ivoire", "CIV"), ("KEN", "KEN")])
def test_states_of_new_rows_by_the_names_people_use(workspace, tmp_path, typed, code):
    path = send(workspace, tmp_path / "m.xlsx", states=("KEN", "TUR", "CIV"))
    book = Filled(path)
    sheet = book.book["Measures"]
    row = sheet.max_row + 1
    book.write("Measures", "Member State", row, typed)
    book.write("Measures", "Measure", row, "A new law")
    assert [new.state for new in found(workspace, book.save()).new] == [code]
    book.write("Measures", "Member State", row, "Atlantis")
    told, _ = problems(workspace, book.save())
    assert list(told.values()) == ["There is no Member State “Atlantis” in this workspace."]


def test_killed_half_way_nothing_is_kept(workspace, scope, out, monkeypatch):
    from tracker.operations import import_returned

    book = Filled(out)
    for label in ("19", "58", "58 (a)"):
        book.write(MATRIX, "Next step", book.row(label), "a step")
    result = found(workspace, book.save())
    before = casework.checklist(workspace, scope)
    calls = []

    def dies(*given):
        calls.append(given)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return write(*given)

    write = write_assessment
    monkeypatch.setattr(import_returned, "write_assessment", dies)
    with pytest.raises(KeyboardInterrupt):
        accept(workspace, *without_conflicts(result))
    assert casework.checklist(workspace, scope) == before


def test_many_problems_are_told_in_part(workspace, tmp_path):
    path = send(workspace, tmp_path / "m.xlsx", paragraphs=())
    book = Filled(path)
    for row in range(2, book.book[MATRIX].max_row + 1):
        for heading in ("Level", "In law", "In practice", "Due date", "Rationale", "Next step"):
            book.cell(MATRIX, heading, row).value = "=1+1"
    result = found(workspace, book.save())
    assert len(result.problems) == 1_001
    assert str(result.problems[-1].what) == "There are 44 further cells like these."


def test_the_workbook_is_never_written_to(workspace, out):
    before = out.read_bytes(), sorted(out.parent.iterdir())
    found(workspace, out)
    assert (out.read_bytes(), sorted(out.parent.iterdir())) == before


def test_a_year_typed_alone_is_no_day_of_1905(workspace, out):
    book = Filled(out)
    cell = book.write(MATRIX, "Due date", book.row("19"), 2027)
    told, changes = problems(workspace, book.save())
    assert told == {(MATRIX, cell): "“2027” alone is taken for a day of 1905. Type the whole date, like 2027-06-30."}
    assert not changes


def test_a_day_of_1905_that_was_sent_stays(workspace, scope, tmp_path):
    registers.save_measure(workspace, scope, Measure("Old Act", adopted_on=date(1905, 7, 19)))
    assert problems(workspace, send(workspace, tmp_path / "m.xlsx")) == ({}, ())


@pytest.mark.parametrize(("typed", "level"), [("PI", Level.PARTIALLY), ("largely", Level.LARGELY), ("–", None)])
def test_codes_and_short_words_of_levels(workspace, out, typed, level):
    book = Filled(out)
    book.write(MATRIX, "Level", book.row("58"), typed)
    told, changes = problems(workspace, book.save())
    assert not told and [change.returned for change in changes] == ([level] if level else [])


def test_a_range_of_paragraphs(workspace, out):
    book = Filled(out)
    empty = book.empty("Measures")
    book.write("Measures", "Measure", empty, "A law")
    book.write("Measures", "Answers paragraphs", empty, "A/RES/74/178: 19-21, 58 (a)")
    (new,) = found(workspace, book.save()).new
    labels = ("19", "20", "21", "58 (a)")
    assert set(new.paragraphs) == {f"A/RES/74/178, {label}" for label in labels}
