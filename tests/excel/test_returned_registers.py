"""What ministries write into the registers of a workbook, and into levels of every scale, in all the ways they do."""

import os
import shutil
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import paragraph
from tests.excel.filled import Filled, found, send
from tests.excel.test_returned import DAYS, MATRIX, WORDS, _everything, held, out, set_fields  # noqa: F401  fixtures
from tracker.domain.casework.evidence import EvidenceType, Reliability, SourceClass
from tracker.domain.casework.levels import SCALES, Level, as_shown
from tracker.domain.casework.measures import MeasureStatus, MeasureType
from tracker.domain.reports.comparison import shown
from tracker.operations import registers
from tracker.operations.import_returned import accept, without_conflicts

PARAGRAPHS = ("A/RES/74/178: 19, 58 (a)", "A/RES/74/178: 20\nA/RES/68/197: 3", "A/RES/68/197: 3", None)
FIELDS = {
    "Measures": {
        **dict.fromkeys(("Act", "Article", "Quoted text", "Description", "Authority", "Link"), WORDS),
        "Type": st.sampled_from([one.value.capitalize() for one in MeasureType]),
        "Status": st.sampled_from([one.value.capitalize() for one in MeasureStatus]),
        "Planned": DAYS,
        "Answers paragraphs": st.sampled_from(PARAGRAPHS),
    },
    "Evidence": {
        **dict.fromkeys(("Publisher", "Speaks of", "Citation", "Link"), WORDS),
        "Type": st.sampled_from([one.value.capitalize() for one in EvidenceType]),
        "Source class": st.sampled_from([shown(one) for one in SourceClass]),
        "Reliability": st.sampled_from([one.value.capitalize() for one in Reliability]),
        "Obtained": DAYS,
        "Supports paragraphs": st.sampled_from(PARAGRAPHS),
    },
}
LEVELS = [(scale, word) for scale in SCALES for word in dict.fromkeys(SCALES[scale].words.values())]


def edits():
    """Other values for some cells: (sheet, heading) → value."""
    one = [
        st.tuples(st.just((sheet, heading)), values) for sheet in FIELDS for heading, values in FIELDS[sheet].items()
    ]  # fmt: skip
    return st.lists(st.one_of(one), max_size=10).map(dict)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    made=edits(), level=st.sampled_from(list(Level)), law=st.sampled_from(list(Level)), scaled=st.sampled_from(LEVELS)
)
def test_a_life_of_a_workbook(held, scope, tmp_path, made, level, law, scaled):  # noqa: F811
    """Sent on any scale, changed anywhere, taken back, looked at once more, and undone."""
    scale, word = scaled
    set_fields(held, scope, "19", level=level, law=law, practice=law)
    book = Filled(send(held, tmp_path / "life.xlsx", scale=scale))
    before = _everything(held, scope)
    for (sheet, heading), value in made.items():
        book.write(sheet, heading, 2, value)
    book.write(MATRIX, "In practice", book.row("19"), word)
    result = found(held, book.save())
    assert not result.conflicts and not result.problems and not result.new
    given_cells = {
        (change.place.sheet, book.book[change.place.sheet][change.place.cell].value) for change in result.changes
    }
    change_set = accept(held, *without_conflicts(result))
    again = found(held, book.path)
    assert not again.changes and not again.conflicts and not again.problems
    practice = paragraph(held, scope, "19").assessment.practice
    assert as_shown(SCALES[scale], practice) is as_shown(SCALES[scale], practice if word == "" else _meant(scale, word))
    for sheet, value in given_cells:
        assert value is None or value in [*(v for (s, _), v in made.items() if s == sheet), word]
    if change_set:
        held.undo()
    assert _everything(held, scope) == before


def _meant(scale, word):
    return as_shown(SCALES[scale], next(level for level in Level if SCALES[scale].words[level] == word))


@pytest.mark.parametrize(
    ("sheet", "heading", "value", "words"),
    [
        ("Measures", "Type", None, "This can't be empty. Choose one of the list."),
        ("Measures", "Status", "  ", "This can't be empty. Choose one of the list."),
        ("Evidence", "Source class", None, "This can't be empty. Choose one of the list."),
        ("Measures", "Measure", None, "A measure needs a title."),
        ("Evidence", "Evidence", "…", "A piece of evidence needs a title."),
        ("Measures", "In force", date(2000, 1, 1), "The date “in force” is before the date “adopted”."),
    ],
)
def test_what_a_register_cannot_keep_is_named_and_the_rest_accepted(held, out, sheet, heading, value, words):  # noqa: F811
    book = Filled(out)
    cell = book.write(sheet, heading, 2, value)
    book.write(sheet, "Link", 2, "https://un.org")
    result = found(held, book.save())
    assert [(one.place.sheet, one.place.cell, str(one.what)) for one in result.problems] == [(sheet, cell, words)]
    assert [change.field for change in result.changes] == ["link"]
    assert accept(held, *without_conflicts(result))


def test_blanks_around_words_are_no_change(held, scope, out):  # noqa: F811
    book = Filled(out)
    book.write("Measures", "Act", 2, "\t Act 12 of 2019 ")
    book.write("Measures", "Article", 2, " art. 5\n")
    result = found(held, book.save())
    assert [(change.field, change.returned) for change in result.changes] == [("article", "art. 5")]
    accept(held, *without_conflicts(result))
    again = found(held, book.path)
    assert not again.changes and not again.conflicts


def test_dates_that_fit_only_together(held, scope, out):  # noqa: F811
    book = Filled(out)
    book.write("Measures", "In force", 2, date(2001, 1, 1))
    book.write("Measures", "Adopted", 2, date(2000, 1, 1))
    result = found(held, book.save())
    assert len(result.changes) == 2 and not result.problems
    accept(held, *without_conflicts(result))
    assert registers.measures(held, scope)[0].measure.in_force_on == date(2001, 1, 1)


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("A/RES/74/178: 19; 20", ("19", "20")),
        ("A/RES/74/178, 19", ("19",)),
        ("74/178: 58(a)", ("58 (a)",)),
        ("A/RES/74/178: paragraphs 19, 20 and 21", ("19", "20", "21")),
        ("a/res/74/178: OP19 & para. 20", ("19", "20")),
    ],
)
def test_paragraphs_as_people_write_them(held, out, typed, labels):  # noqa: F811
    book = Filled(out)
    book.write("Measures", "Answers paragraphs", 2, f"{typed}; A/RES/68/197: 3")
    (change,) = found(held, book.save()).changes
    assert change.returned == ("A/RES/68/197, 3", *(f"A/RES/74/178, {label}" for label in labels))


@pytest.mark.parametrize("typed", ["Fully  implemented", "fully\nimplemented", "Fully\u00a0Implemented "])
def test_levels_with_blanks_of_all_kinds(held, out, typed):  # noqa: F811
    book = Filled(out)
    book.write(MATRIX, "Level", book.row("19"), typed)
    (change,) = found(held, book.save()).changes
    assert change.returned is Level.FULLY


def test_workbooks_of_two_scales_come_back_together(held, scope, out, tmp_path):  # noqa: F811
    set_fields(held, scope, "19", level=Level.LARGELY)
    for name, scale, heading, words in (("a", "UNCAC", "Next step", "Go on"), ("b", "tracker", "Level", "Planned")):
        book = Filled(send(held, tmp_path / f"{name}.xlsx", scale=scale))
        book.write(MATRIX, heading, book.row("19"), words)
        book.save()
    accept(held, *without_conflicts(found(held, tmp_path / "a.xlsx", tmp_path / "b.xlsx")))
    assert paragraph(held, scope, "19").assessment.level is Level.PLANNED


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such names")
def test_a_file_with_a_name_that_is_no_text(held, out, tmp_path):  # noqa: F811
    book = Filled(out)
    book.write(MATRIX, "Rationale", book.row("19"), "changed")
    path = shutil.copy(book.save(), tmp_path / os.fsdecode(b"a\xff\n.xlsx"))
    change_set = accept(held, *without_conflicts(found(held, path)))
    assert str(change_set.label) == "Import a‹U+DCFF›‹U+000A›.xlsx: 1 change"


def test_escapes_of_what_no_text_holds(held, out):  # noqa: F811
    book = Filled(out)
    book.write(MATRIX, "Due date", book.row("19"), "_xD800_soon_x0000_")
    (problem,) = found(held, book.save()).problems
    assert str(problem.what).startswith("“soon”: This is not a date.")
