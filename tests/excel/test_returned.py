"""A workbook goes out, is filled in, and comes back: exactly what was changed in it is found, and nothing else."""

import shutil
import subprocess
from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import paragraph
from tests.excel.filled import OPEN, Filled, found, said, send
from tracker.domain.casework.assessments import Assessment
from tracker.domain.casework.evidence import Evidence, Excerpt
from tracker.domain.casework.fields import labels_of
from tracker.domain.casework.levels import TRACKER, Level
from tracker.domain.casework.measures import Measure, MeasureStatus
from tracker.domain.casework.three_way import Verdict
from tracker.domain.text.text import clean
from tracker.i18n import Message
from tracker.operations import casework, registers
from tracker.operations.import_returned import accept, without_conflicts
from tracker.operations.registers import Parts

MATRIX = "Compliance Matrix"
HOSTILE = (
    "=cmd|'/c calc'!A1",
    "+1 -1",
    "@SUM(A1)",
    "\tafter a tab",
    "line\nbreak\n\nand two",
    "_x0041_ and _x005F_ and _x005F_x0041_",
    "Côte d'Ivoire 👩‍👩‍👧 العربية 中文",
    "<b>&amp;</b> ]]> \"quoted\" 'too'",
    " blanks around ",
    "007",
    "1e5",
    "TRUE",
    "#REF!",
    "2025-01-01",
)


@pytest.fixture
def held(workspace, scope):
    """Kenya with something in each paragraph that is sent, a measure and a piece of evidence."""
    row = paragraph(workspace, scope, "19")
    registers.save_measure(
        workspace,
        scope,
        Measure("Prevention Act", act="Act 12 of 2019", article="art. 4", adopted_on=date(2019, 3, 1)),
        answers=[row.id, paragraph(workspace, scope, "58 (a)").id],
    )
    registers.save_evidence(
        workspace,
        scope,
        Evidence("School survey", publisher="Observatory", excerpts=(Excerpt("Nine in ten", "p. 3"),)),
        parts=Parts(supports=[row.id]),
    )
    for label, level in (("19", Level.PLANNED), ("58", Level.NOT_IMPLEMENTED), ("58 (a)", Level.FULLY)):
        set_fields(workspace, scope, label, level=level, rationale=f"Why {label}", due_on=date(2026, 5, 4))
    return workspace


def set_fields(workspace, scope, label, **changes):
    casework.set_assessment(workspace, scope, paragraph(workspace, scope, label), **changes)


@pytest.fixture
def out(held, tmp_path):
    """A workbook as it was sent."""
    return send(held, tmp_path / "sent.xlsx")


def test_unchanged_it_changes_nothing(held, out):
    result = found(held, out)
    assert (result.changes, result.conflicts, result.new, result.problems) == ((), (), (), ())
    assert result.counts == {Verdict.UNCHANGED: 5 * len(OPEN) + 14 + 10}


@pytest.mark.parametrize("scale", ["tracker", "UNCAC", "FATF", "UPR", "EU"])
def test_unchanged_on_every_scale(held, scope, tmp_path, scale):
    for label, level in zip(("19", "58", "58 (a)", "58 (b)"), (Level.PARTIALLY, *list(Level)[4:]), strict=True):
        set_fields(held, scope, label, level=level)
    result = found(held, send(held, tmp_path / "m.xlsx", scale=scale))
    assert set(result.counts) == {Verdict.UNCHANGED} and not result.problems


def test_hostile_words_come_back_unchanged_also_through_another_program(held, scope, tmp_path):
    for label, words in zip(
        ("19", "58", "58 (a)", "58 (b)"), (HOSTILE[:4], HOSTILE[4:8], HOSTILE[8:], ()), strict=True
    ):
        set_fields(
            held, scope, label, rationale="\n".join(words), next_step="".join(words[:1]), assistance="x" * 100_000
        )
    set_fields(held, scope, "58 (b)", **dict(zip(("rationale", "shortcomings", "next_step"), HOSTILE, strict=False)))
    for i, line in enumerate(HOSTILE):
        registers.save_measure(held, scope, Measure(f"{i} {line}", act=line, description=line * 2_500))
    path = send(held, tmp_path / "m.xlsx")
    for one in (path, *_opened_and_saved(path, tmp_path)):
        result = found(held, one)
        assert not result.changes and not result.conflicts and not result.problems and not result.new, one
        assert one.parent.name == "lo" or set(result.counts) == {Verdict.UNCHANGED}


def _opened_and_saved(path, tmp_path):
    """The workbook opened and saved by another library, and by LibreOffice where there is one."""
    book = openpyxl.load_workbook(path)
    book.save(tmp_path / "library.xlsx")
    yield tmp_path / "library.xlsx"
    if office := shutil.which("soffice"):
        home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
        kind = "xlsx:Calc MS Excel 2007 XML"
        command = [office, home, "--headless", "--convert-to", kind, "--outdir", str(tmp_path / "lo"), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        yield tmp_path / "lo" / path.name


TEXTS = [name for name in OPEN if name not in ("level", "law", "practice", "due_on")]
WORDS = st.one_of(
    st.sampled_from([words for words in HOSTILE if "_x" not in words]),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40).map(clean).filter(lambda s: "_x" not in s),
    st.just(None),
)
LEVELS = st.sampled_from([TRACKER.words[level] for level in Level])
# Days from 1904-12-04 to 1906-01-08 are what Excel makes of a year that is typed alone: those are asked about.
DAYS = st.one_of(st.dates(date(1906, 1, 9), date(2199, 12, 31)), st.just(None))
ROWS = ("19", "58", "58 (a)", "58 (b)", "3")


def edits():
    """Other values for some cells: (paragraph, field) → value."""
    one = st.one_of(
        st.tuples(st.sampled_from(ROWS), st.sampled_from(TEXTS), WORDS),
        st.tuples(st.sampled_from(ROWS), st.sampled_from(["level", "law", "practice"]), LEVELS),
        st.tuples(st.sampled_from(ROWS), st.just("due_on"), DAYS),
    )
    return st.lists(one, max_size=12).map(lambda every: {(label, field): value for label, field, value in every})


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=edits())
def test_what_was_changed_in_it_comes_back_and_nothing_else(held, scope, out, tmp_path, made):
    path = shutil.copy(out, tmp_path / "back.xlsx")
    book = Filled(path)
    expected = set()
    before = {
        row.label: row.assessment
        for row in casework.checklist(held, scope)
        if row.symbol != "A/RES/68/197" or row.label == "3"
    }
    before |= {"3": paragraph(held, scope, "3", "A/RES/68/197").assessment}
    for (label, field), value in made.items():
        row = book.row(label)
        if label == "3":
            sheet = book.book[MATRIX]
            row = next(
                r for r in range(2, sheet.max_row + 1) if [c.value for c in sheet[r]][:2] == ["A/RES/68/197", "3"]
            )
        cell = book.write(MATRIX, labels_of(Assessment)[field], row, value)
        was = _words(getattr(before[label], field))
        now = _words(value)
        if now != was:
            expected.add((label, field, was, now, cell))
    result = found(held, book.save())
    assert said(result.changes) == expected
    assert not result.conflicts and not result.problems and not result.new


def _words(value):
    if isinstance(value, Level):
        return TRACKER.words[value]
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None or (isinstance(value, str) and not value.strip()) else value


def test_accepting_is_one_action_and_one_undo(held, scope, out):
    book = Filled(out)
    book.write(MATRIX, "Level", book.row("19"), "Fully implemented")
    book.write(MATRIX, "Rationale", book.row("19"), "Act 12 is in force.")
    book.write(MATRIX, "Rationale", book.row("58"), None)
    book.write(MATRIX, "Due date", book.row("58 (a)"), "30 June 2027")
    book.write("Measures", "Article", 2, "art. 5")
    book.write("Measures", "Answers paragraphs", 2, "A/RES/74/178: 58(a)\nA/RES/68/197: 3")
    empty = book.empty("Measures")
    for heading, value in (
        ("Measure", "Clinics Programme"),
        ("Type", "Programme"),
        ("Answers paragraphs", "A/RES/74/178: 19, 20"),
    ):
        book.write("Measures", heading, empty, value)
    empty = book.empty("Evidence")
    for heading, value in (
        ("Evidence", "Clinics Report"),
        ("Excerpts", "Ten were opened."),
        ("Supports paragraphs", "A/RES/74/178: 19"),
    ):
        book.write("Evidence", heading, empty, value)
    before = _everything(held, scope)
    result = found(held, book.save())
    assert len(result.changes) == 6 and len(result.new) == 2 and not result.problems and not result.conflicts
    change_set = accept(held, *without_conflicts(result))
    assert str(change_set.label) == "Import sent.xlsx: 6 changes, 1 new measure, 1 new piece of evidence"
    row = paragraph(held, scope, "19")
    assert (row.assessment.level, row.assessment.rationale) == (Level.FULLY, "Act 12 is in force.")
    assert row.assessment.overridden and row.assessment.fingerprint == row.fingerprint
    assert paragraph(held, scope, "58").assessment.rationale == ""
    assert paragraph(held, scope, "58 (a)").assessment.due_on == date(2027, 6, 30)
    clinics, act = registers.measures(held, scope)
    assert (clinics.measure.type.value, [one.words for one in clinics.paragraphs]) == (
        "programme", ["A/RES/74/178, 19", "A/RES/74/178, 20"])  # fmt: skip
    assert act.measure.article == "art. 5"
    assert [one.words for one in act.paragraphs] == ["A/RES/74/178, 58 (a)", "A/RES/68/197, 3"]
    report = registers.evidence(held, scope)[0]
    assert (report.evidence.title, report.evidence.excerpts) == ("Clinics Report", (Excerpt("Ten were opened."),))
    again = found(held, out)
    assert not again.changes and not again.conflicts and not again.new
    held.undo()
    assert _everything(held, scope) == before


def _everything(workspace, scope):
    return (
        casework.checklist(workspace, scope),
        registers.measures(workspace, scope),
        registers.evidence(workspace, scope),
    )


def test_three_ways(held, scope, out):
    book = Filled(out)
    for label in ("19", "58"):
        book.write(MATRIX, "Rationale", book.row(label), "from the ministry")
    book.write(MATRIX, "Next step", book.row("19"), "a step")
    book.save()
    set_fields(held, scope, "58", rationale="from the analyst")
    set_fields(held, scope, "58 (a)", rationale="only here")
    set_fields(held, scope, "19", next_step="a step")
    result = found(held, out)
    assert said(result.changes) == {
        ("19", "rationale", "Why 19", "from the ministry", book.cell(MATRIX, "Rationale", book.row("19")).coordinate)
    }
    assert [(c.about.label, c.sent, c.returned, c.stored) for c in result.conflicts] == [
        ("58", "Why 58", "from the ministry", "from the analyst")]  # fmt: skip
    told = (result.counts[Verdict.OURS], result.counts[Verdict.SAME], result.counts[Verdict.THEIRS])
    assert told == (1, 1, 1)
    accept(held, *without_conflicts(result))
    assert paragraph(held, scope, "58").assessment.rationale == "from the analyst"


def test_rows_sorted_deleted_columns_moved_hidden_renamed_and_sheets_renamed(held, out):
    book = Filled(out)
    sheet = book.book[MATRIX]
    book.write(MATRIX, "Rationale", book.row("58"), "changed")
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    heads, body = rows[0], rows[1:]
    body = sorted((row for row in body if row[1] != "19"), key=str, reverse=True)
    order = sorted(range(len(heads)), key=lambda i: (heads[i] != "Next step", -i))
    sheet.delete_rows(1, sheet.max_row)
    sheet.tables.clear()
    for row in [heads, *body]:
        sheet.append([row[i] for i in order])
    sheet.title = "Our answers"
    for cell in sheet[1]:
        if cell.value == "Lead authority":
            cell.value = "Responsible"
    result = found(held, book.save())
    assert {one[:4] for one in said(result.changes)} == {("58", "rationale", "Why 58", "changed")}
    assert {one.place.sheet for one in result.changes} == {"Our answers"}
    assert not result.problems
    assert result.counts[Verdict.UNCHANGED] == 4 * len(OPEN) - 1 + 24


def test_an_empty_row_is_matched_with_what_is_held_and_never_added_twice(held, scope, out):
    book = Filled(out)
    empty = book.empty("Measures")
    book.write("Measures", "Measure", empty, "prevention act")
    book.write("Measures", "Authority", empty, "Ministry of Health")
    book.write("Measures", "Status", empty, "Draft")
    result = found(held, book.save())
    assert [(c.field, c.returned) for c in result.changes] == [("authority", "Ministry of Health")]
    assert [(c.field, c.stored) for c in result.conflicts] == [("status", MeasureStatus.IN_FORCE)]
    assert [row.match[1] for row in result.new] == ["Prevention Act"]
    accept(held, *without_conflicts(result))
    assert [row.measure.authority for row in registers.measures(held, scope)] == ["Ministry of Health"]


def test_two_workbooks_at_once(held, scope, out, tmp_path):
    other = shutil.copy(out, tmp_path / "other.xlsx")
    for path, words in ((out, "ours"), (other, "theirs")):
        book = Filled(path)
        book.write(MATRIX, "Rationale", book.row("19"), words)
        book.write(MATRIX, "Next step", book.row("19"), "the same")
        book.write("Measures", "Measure", book.empty("Measures"), "Clinics Programme")
        book.save()
    result = found(held, out, other)
    assert [(c.field, c.returned) for c in result.changes] == [("next_step", "the same")]
    assert {c.returned: str(c.why) for c in result.conflicts} == {
        "ours": f"other.xlsx has something else in {MATRIX}, {result.conflicts[1].place.cell}.",
        "theirs": f"sent.xlsx has something else in {MATRIX}, {result.conflicts[0].place.cell}.",
    }
    assert [row.duplicate.book if row.duplicate else None for row in result.new] == [None, "sent.xlsx"]
    accept(held, *without_conflicts(result))
    assert len(registers.measures(held, scope)) == 2


def test_what_was_compared_must_still_hold_when_it_is_accepted(held, scope, out):
    book = Filled(out)
    book.write(MATRIX, "Next step", book.row("19"), "a step")
    book.write(MATRIX, "Rationale", book.row("58"), "other")
    result = found(held, book.save())
    set_fields(held, scope, "58", rationale="meanwhile")
    with pytest.raises(Exception, match="changed meanwhile; nothing was imported"):
        accept(held, *without_conflicts(result))
    assert paragraph(held, scope, "19").assessment.next_step == ""


def test_accepted_work_is_a_draft_again_and_says_so(held, scope, out):
    from tracker.domain.casework.assessments import Stage

    row = paragraph(held, scope, "19")
    with held.write(Message("accept"), state="KEN") as write:
        casework.write_assessment(write, scope, row, {"stage": Stage.ACCEPTED})
    book = Filled(out)
    book.write(MATRIX, "Rationale", book.row("19"), "new reason")
    result = found(held, book.save())
    assert [change.drafts for change in result.changes] == [True]
    change_set = accept(held, *without_conflicts(result))
    assert "1 submitted or accepted before, now draft again" in str(change_set.label)
    assert paragraph(held, scope, "19").assessment.stage is Stage.DRAFT


def test_evidence_that_is_held_gets_further_excerpts_and_paragraphs(held, scope, out):
    book = Filled(out)
    empty = book.empty("Evidence")
    book.write("Evidence", "Evidence", empty, "school  SURVEY")
    excerpt = book.write("Evidence", "Excerpts", empty, "One in ten did not.")
    book.write("Evidence", "Publisher", empty, "Observatory")
    paragraphs = book.write("Evidence", "Supports paragraphs", empty, "A/RES/74/178: 19, 20")
    result = found(held, book.save())
    assert {(c.field, c.place.cell) for c in result.changes} == {("excerpts", excerpt), ("paragraphs", paragraphs)}
    assert not result.conflicts and not result.problems
    accept(held, *without_conflicts(result))
    (survey,) = registers.evidence(held, scope)
    assert survey.evidence.excerpts == (Excerpt("Nine in ten", "p. 3"), Excerpt("One in ten did not."))
    assert [one.words for one in survey.paragraphs] == ["A/RES/74/178, 19", "A/RES/74/178, 20"]
    again = found(held, out)
    assert not again.changes and not again.conflicts and not again.new


@pytest.mark.parametrize(
    ("scale", "word", "level"),
    [
        ("UNCAC", "No", Level.NOT_IMPLEMENTED),
        ("UNCAC", " yes, in part", Level.PARTIALLY),
        ("FATF", "nc", Level.NOT_IMPLEMENTED),
        ("FATF", "LC", Level.LARGELY),
        ("UPR", "In progress", Level.PARTIALLY),
        ("EU", "Full", Level.FULLY),
    ],
)
def test_a_word_of_a_scale_stands_for_one_level(held, scope, tmp_path, scale, word, level):
    book = Filled(send(held, tmp_path / "m.xlsx", scale=scale))
    book.write(MATRIX, "Level", book.row("58 (b)"), word)
    accept(held, *without_conflicts(found(held, book.save())))
    assert paragraph(held, scope, "58 (b)").assessment.level is level


def test_a_word_that_still_fits_what_is_held_changes_nothing(held, scope, tmp_path):
    """Planned here since, shown as "No" like not implemented: what came back as "No" doesn't take it back."""
    book = Filled(send(held, tmp_path / "m.xlsx", scale="UNCAC"))
    book.write(MATRIX, "Level", book.row("58 (b)"), "No")
    book.save()
    set_fields(held, scope, "58 (b)", level=Level.PLANNED)
    result = found(held, book.path)
    assert not result.changes and not result.conflicts and result.counts[Verdict.SAME] == 1
