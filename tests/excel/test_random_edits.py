"""Workbooks that are edited by chance, and put in disorder as people do, come back as exactly what was edited."""

import os
import random
from datetime import date

import pytest

from tests.excel.filled import OPEN, Filled, column, found
from tracker.domain.casework.levels import TRACKER, Level
from tracker.domain.text.text import says_something
from tracker.operations.export import ExportRequest, export
from tracker.store.workspace import open_workspace

ROUNDS = int(os.environ.get("EDIT_ROUNDS", 8))
EDITS = 25  # in a round; `make soak` has 800 rounds
MATRIX = "Compliance Matrix"
FIELDS = {
    MATRIX: ("Rationale", "Next step", "Lead authority", "Level", "Due date", "In law"),
    "Measures": ("Description", "Authority", "Act"),
    "Evidence": ("Publisher", "Speaks of", "Citation"),
}
NAMES = {MATRIX: "Paragraph", "Measures": "Measure", "Evidence": "Evidence"}
WORDS = (
    "act",
    "of",
    "2001",
    "ministry",
    "Öffentlichkeit",
    "закон",
    "19",
    "(a)",
    "per cent",
    "=SUM(A1)",
    "'quoted'",
    "–",
)
NUMBERS = (
    (0.75, "0%", "75%"),
    (45, "0000", "0045"),
    (5.1, "0.00", "5.10"),
    (0.5, "# ?/?", "1/2"),
    (12, "General", "12"),
)


@pytest.fixture(scope="module")
def sent(made_sample, tmp_path_factory):
    """The sample's workspace, and a workbook of each of its two resolutions that was sent from it."""
    path = tmp_path_factory.mktemp("edits") / "sample.tracker"
    path.write_bytes((made_sample / "sample.tracker").read_bytes())
    with open_workspace(path) as workspace:
        books = []
        for number, symbol in enumerate(("A/RES/74/178", "A/RES/68/197")):
            wanted = ExportRequest(("XXS",), instruments=(symbol,), for_return=True, open_fields=frozenset(OPEN))
            export(workspace, path.with_name(f"{number}.xlsx"), wanted)
            books.append(path.with_name(f"{number}.xlsx"))
        yield workspace, books


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_what_was_edited_comes_back_and_nothing_else(sent, tmp_path, seed):
    workspace, (path, other) = sent
    chance = random.Random(seed)
    book, second = Filled(path), Filled(other)
    book.path = tmp_path / "back.xlsx"
    expected = edited(book, chance, "A/RES/74/178", EDITS)
    disorder = (None, sort_whole, sort_apart, change_keys, copy_rows)[seed % 5]
    further, lost = disorder(book, second, chance) if disorder else ({}, set())
    expected |= further
    result = found(workspace, book.save())
    got = {
        (one.about.symbol, one.about.label or one.title, one.field_words): one.words(one.returned)
        for one in result.changes
    }
    wanted = {about: words for about, words in expected.items() if about[:2] not in lost}
    assert got == wanted, disorder
    assert not result.conflicts and not result.new and not result.written
    told = " ".join(str(one.what) for one in result.problems)
    assert all(f"{symbol}, " in told for symbol, _ in lost)
    assert bool(result.problems) == (disorder in (sort_apart, change_keys))


def edited(book, chance, symbol, count):
    """Write into some open cells; returns the values by symbol, paragraph or title, and heading."""
    expected, done = {}, set()
    for _ in range(count):
        name = chance.choice((MATRIX, MATRIX, "Measures", "Evidence"))
        sheet, heading = book.book[name], chance.choice(FIELDS[name])
        row = chance.randrange(2, last_row(book, name) + 1)
        about = (symbol if name == MATRIX else "", str(book.cell(name, NAMES[name], row).value), heading)
        if (name, row, heading) in done:
            continue
        before = sheet.cell(row, column(sheet, heading)).value
        value, number_format, words = chosen(chance, heading)
        if words == (before or "") or (not words and not before):
            continue
        done.add((name, row, heading))
        book.write(name, heading, row, value)
        sheet.cell(row, column(sheet, heading)).number_format = number_format
        expected[about] = words
    return expected


def chosen(chance, heading):
    """A value, its number format, and the words as which it comes back."""
    if heading in ("Level", "In law"):
        words = TRACKER.words[chance.choice(list(Level)[1:])]
        return words, "General", words
    if heading == "Due date":
        day = date(2027, chance.randrange(1, 13), chance.randrange(1, 29))
        return day, "yyyy-mm-dd", day.isoformat()
    if chance.random() < 0.2:
        return chance.choice(NUMBERS)
    words = " ".join(chance.choices(WORDS, k=chance.randrange(1, 6)))
    return (words, "General", words) if says_something(words) else ("x", "General", "x")


def last_row(book, name):
    """The last row that was sent with something in it."""
    sheet = book.book[name]
    at = column(sheet, NAMES[name])
    return max(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, at).value)


def rows_of(book, name, columns):
    sheet = book.book[name]
    return [
        [
            (sheet.cell(row, at).value, sheet.cell(row, at).number_format, sheet.cell(row, at).data_type)
            for at in columns
        ]
        for row in range(2, last_row(book, name) + 1)
    ]


def put_rows(book, name, columns, rows, start=2):
    sheet = book.book[name]
    for row, cells in enumerate(rows, start):
        for at, (value, number_format, kind) in zip(columns, cells, strict=True):
            cell = sheet.cell(row, at)
            cell.value, cell.number_format = value, number_format
            if kind == "s":
                cell.data_type = "s"


# Disorders: each returns the further edits, and the paragraphs whose edits are lost and told.


def sort_whole(book, _second, chance):
    for name in NAMES:
        columns = range(1, book.book[name].max_column + 1)
        rows = rows_of(book, name, columns)
        chance.shuffle(rows)
        put_rows(book, name, columns, rows)
    return {}, set()


def sort_apart(book, _second, chance):
    """What is seen is sorted, what is hidden stays."""
    name = chance.choice(list(NAMES))
    columns = range(1, column(book.book[name], "Key"))
    rows = rows_of(book, name, columns)
    rows.reverse()
    put_rows(book, name, columns, rows)
    return {}, set()


def change_keys(book, _second, chance):
    """Some rows get the key of another one."""
    sheet, lost = book.book[MATRIX], set()
    for row in chance.sample(range(2, last_row(book, MATRIX)), 3):
        key = sheet.cell(row, column(sheet, "Key"))
        lost.add(("A/RES/74/178", str(book.cell(MATRIX, "Paragraph", row).value)))
        key.value = sheet.cell(last_row(book, MATRIX), column(sheet, "Key")).value
    return {}, lost


def copy_rows(book, second, chance):
    """Rows of another workbook are pasted below."""
    there, here = second.book[MATRIX], book.book[MATRIX]
    expected = edited(second, chance, "A/RES/68/197", 10)
    columns = range(1, there.max_column + 1)
    assert [cell.value for cell in there[1]] == [cell.value for cell in here[1]]
    put_rows(book, MATRIX, columns, rows_of(second, MATRIX, columns), start=last_row(book, MATRIX) + 1)
    return {about: words for about, words in expected.items() if about[0]}, set()
