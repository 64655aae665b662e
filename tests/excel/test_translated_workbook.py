"""A workbook in another language says nothing in English but what others wrote, and comes back all the same."""

import calendar
import dataclasses
import html
import re
from collections.abc import Iterable, Mapping
from enum import Enum
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.excel.filled import OPEN, PARAGRAPHS, Filled, found, headings
from tests.excel.forms import make_form
from tests.excel.written import parts
from tests.made_up import made_up, write_translation
from tracker import i18n, paths
from tracker.domain.casework.change_sets import Changed
from tracker.domain.instruments.deadlines import deadline
from tracker.domain.reports.workbook import Rows, Sheet
from tracker.excel import words as excel_words
from tracker.excel import workbook
from tracker.excel.columns.returning import sent_column
from tracker.excel.sheets.by_state import GROUPS
from tracker.i18n import tr
from tracker.operations import returned_report
from tracker.operations.export import ExportRequest, export, gather
from tracker.operations.forms import look_at_form
from tracker.store.workspace import open_workspace

CODES = {
    *("NI", "PL", "PI", "LI", "FI", "NA", "NC", "PC", "LC", "NT", "NR", "IP", "P", "N", "Y", *GROUPS.values()),
    *("FIC", "tracker", "CND", "FATF", "INCB", "UNCAC", "UNODC", "UPR", "WHO"),
}
"""What stands in every language as it is: codes of levels and groups, abbreviations, our name."""
SYMBOL = re.compile(r"A/RES/[0-9/]+")
LETTERS = re.compile(r"[A-Za-z]{2,}")


@pytest.fixture(scope="module")
def translation(tmp_path_factory):
    """The file of the made-up language qx."""
    return write_translation(tmp_path_factory.mktemp("i18n") / "tracker_qx.ts", "qx")


@pytest.fixture
def held(sample_path):
    with open_workspace(sample_path) as workspace:
        yield workspace


@pytest.fixture(autouse=True)
def english_again():
    yield
    i18n.use(i18n.ENGLISH)


@pytest.fixture
def installed(translation, tmp_path, monkeypatch):
    """The made-up language, under another code, among those of the program."""
    folder = tmp_path / "resources"
    (folder / "i18n").mkdir(parents=True)
    english = paths.resources() / "i18n" / "tracker_en.ts"
    (folder / "i18n" / "tracker_en.ts").write_bytes(english.read_bytes())
    words = translation.read_text(encoding="utf-8").replace('language="qx"', 'language="qy"', 1)
    (folder / "i18n" / "tracker_qy.ts").write_text(words, encoding="utf-8")
    monkeypatch.setattr(i18n, "resources", lambda: folder)


def strings(value: object) -> Iterable[str]:
    """The words in what a workbook is made of: those of the texts and of users."""
    if isinstance(value, str) and not isinstance(value, Enum):
        yield value
    elif isinstance(value, Rows | tuple | list):
        for one in value:
            yield from strings(one)
    elif isinstance(value, Changed):
        yield from strings((value.about, value.before, value.after))
    elif isinstance(value, i18n.Message):
        yield from strings(tuple(value.arguments.values()))
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from strings(getattr(value, field.name))
    elif isinstance(value, Mapping):
        yield from strings((*value, *value.values()))


def shown_words(path: Path) -> Iterable[tuple[str, str]]:
    """All that a person sees in a workbook, with where."""
    book = openpyxl.load_workbook(path)
    for sheet in book:
        yield "name", sheet.title
        hidden = {letter for letter, column in sheet.column_dimensions.items() if column.hidden}
        for cell in (one for row in sheet.iter_rows() for one in row):
            where = f"{sheet.title} {cell.coordinate}"
            if isinstance(cell.value, str) and cell.column_letter not in hidden:
                yield where, cell.value
            if cell.comment:
                yield where, cell.comment.text
            if cell.hyperlink:
                yield where, cell.hyperlink.tooltip or ""
        for rule in sheet.data_validations.dataValidation:
            for words in (rule.prompt, rule.promptTitle, rule.error, rule.errorTitle):
                yield f"{sheet.title} validation", words or ""
        for rules in sheet.conditional_formatting:
            for formula in (formula for rule in rules.rules for formula in rule.formula):
                yield f"{sheet.title} rule", " ".join(re.findall(r'"([^"]*)"', formula))
        for part in (sheet.oddHeader, sheet.oddFooter):
            for words in (part.left.text, part.center.text, part.right.text):
                yield f"{sheet.title} margin", re.sub(r"&[A-Z]", "", words or "")
    for words in (book.properties.title, book.properties.subject, book.properties.description):
        yield "property", words or ""
    for name, xml in parts(path, "xl/charts/").items():
        yield from ((name, html.unescape(words)) for words in re.findall(r"<a:t>([^<]*)</a:t>", xml))
    for name, xml in parts(path, "xl/drawings/drawing").items():
        yield from ((name, html.unescape(words)) for words in re.findall(r'descr="([^"]*)"', xml))


def english_in(path: Path, others: set[str]) -> list[tuple[str, str]]:
    """Where something stands that is neither translated nor written by others."""
    long_first = sorted(filter(LETTERS.search, others), key=len, reverse=True)
    found = []
    for where, words in shown_words(path):
        left = words
        for one in long_first if LETTERS.search(words) else ():
            if one in left:
                left = re.sub(rf"(?<![A-Za-z]){re.escape(one)}(?![A-Za-z])", " ", left)
        begun = words.removesuffix("…").strip()
        if set(LETTERS.findall(SYMBOL.sub("", left))) - CODES and not any(one.startswith(begun) for one in long_first):
            found.append((where, words))
    return found


@pytest.mark.parametrize(
    "wanted",
    [
        ExportRequest(("XXS",)),
        ExportRequest(("XXS",), scale="UNCAC"),
        ExportRequest(("XXS", "KEN", "FRA"), instruments=("A/RES/74/178",)),
        ExportRequest(("XXS",), for_return=True, recipient="Ministère", open_fields=frozenset(OPEN)),
        ExportRequest(("XXS",), since="2020-01-31"),
    ],
    ids=["one State", "another scale", "several States", "for return", "since"],
)
def test_no_english_word_is_left(held, translation, tmp_path, wanted):
    i18n.use(str(translation))
    path = tmp_path / "matrix.xlsx"
    with gather(held, wanted) as shown:
        others = {one for words in strings(shown) for one in (words, words.strip(), *words.splitlines())}
        others |= set(calendar.month_name)  # translated in domain/text
        others |= {deadline(row.paragraph.text) for row in shown.rows}
        others |= {words for state in shown.states for words in strings(tuple(shown.beside.findings(state.code)))}
        workbook.write(path, shown)
    assert set(openpyxl.load_workbook(path).sheetnames) <= {made_up(sheet) for sheet in Sheet}
    assert english_in(path, others - {""}) == []


def sent_and_filled(held, path) -> Path:
    """A workbook in the language in use, filled in in that language."""
    wanted = ExportRequest(("KEN",), for_return=True, paragraphs=PARAGRAPHS, open_fields=frozenset(OPEN))
    export(held, path, wanted)
    book, names = Filled(path), excel_words.titles()
    matrix, measures = names[Sheet.MATRIX], names[Sheet.MEASURES]
    book.write(matrix, str(tr("Rationale")), 2, "A bill is before parliament.")
    book.write(matrix, str(tr("Due date")), 2, "2027-06-30")
    book.write(matrix, str(tr("Level")), 3, str(tr("Largely implemented")))
    book.write(measures, str(tr("Measure")), 2, "Clinics Programme")
    book.write(measures, str(tr("Status")), 2, str(tr("adopted")))
    book.write(measures, str(tr("Answers paragraphs")), 2, "A/RES/74/178: 19")
    return book.save()


def taken(held, path) -> dict[str, Any]:
    """What taking a workbook back would do, without the words of people."""
    said: dict[str, Any] = returned_report.as_json(found(held, path), 0)
    for one in said["problems"]:
        del one["what"], one["arguments"]
    return said


def test_it_comes_back_in_any_language(held, installed, tmp_path):
    i18n.use("qy")
    path = sent_and_filled(held, tmp_path / "sent.xlsx")
    there = taken(held, path)
    i18n.use(i18n.ENGLISH)
    assert taken(held, path) == there
    assert [(one["field"], one["returned"]) for one in there["changes"]] == [
        ("rationale", "A bill is before parliament."),
        ("due_on", "2027-06-30"),
        ("level", "Largely implemented"),
    ]
    (new,) = there["new"]
    assert (new["title"], new["fields"]["status"], new["paragraphs"]) == (
        "Clinics Programme", "Adopted", ["A/RES/74/178, 19"]
    )  # fmt: skip
    assert there["problems"] == []


def test_it_comes_back_where_its_language_is_not_known(held, translation, tmp_path):
    i18n.use(str(translation))
    path = sent_and_filled(held, tmp_path / "sent.xlsx")
    i18n.use(i18n.ENGLISH)
    there = taken(held, path)
    assert [one["field"] for one in there["changes"]] == ["rationale", "due_on"]
    assert {one["code"] for one in there["problems"]} == {"level.unknown", "choice.unknown"}
    assert [new["title"] for new in there["new"]] == ["Clinics Programme"]


def test_english_words_in_a_workbook_of_another_language(held, translation, tmp_path):
    i18n.use(str(translation))
    path = sent_and_filled(held, tmp_path / "sent.xlsx")
    book, matrix = Filled(path), made_up("Compliance Matrix")
    book.write(matrix, made_up("Level"), 3, "Fully implemented")
    assert [one["returned"] for one in taken(held, book.save())["changes"]][2:] == ["Fully implemented"]


def test_the_visible_columns_are_known_by_the_hidden_ones(held, translation, tmp_path):
    i18n.use(str(translation))
    book = Filled(sent_and_filled(held, tmp_path / "sent.xlsx")).book
    shown = headings(book[made_up("Measures")])
    hidden = list(filter(None, map(sent_column, shown)))
    assert ("measure", "title", made_up("Measure")) in hidden
    assert all(one.heading in shown for one in hidden)


def test_a_row_without_a_key_says_of_which_state_it_is(held, translation, tmp_path):
    i18n.use(str(translation))
    wanted = ExportRequest(("KEN", "FRA"), for_return=True, paragraphs=PARAGRAPHS)
    path = tmp_path / "sent.xlsx"
    with gather(held, wanted) as shown:
        workbook.write(path, shown)
    book, measures = Filled(path), made_up("Measures")
    book.write(measures, made_up("Measure"), 2, "Clinics Programme")
    book.write(measures, "Key", 2, None)
    book.write(measures, made_up("Member State"), 2, "France")
    i18n.use(i18n.ENGLISH)
    assert [(new["state"], new["title"]) for new in taken(held, book.save())["new"]] == [("FRA", "Clinics Programme")]


def test_a_form_may_have_our_headings_in_either_language(translation, workspace, tmp_path):
    i18n.use(str(translation))
    headings = [made_up("Paragraph"), "Text", made_up("Level"), "Remarks", made_up("Next step")]
    (said, *_) = look_at_form(workspace, make_form(tmp_path / "form.xlsx", headings=headings)).lines
    names = ("Paragraph", "Text", "Level", "Rationale", "Next step")
    assert ", ".join(map(made_up, names)) in said


def test_names_that_excel_does_not_take(held, tmp_path):
    """Translations that are alike, too long, or hold what no name of a sheet may hold."""
    odd = {sheet.value: "'Übersicht: [alles] / “so weit” und noch viel mehr'" for sheet in Sheet}
    odd |= dict.fromkeys(("Level", "Rationale", "Measures", "Evidence", "Next step"), "Gleich")
    messages = (
        f"<message><source>{text}</source><translation>{words}</translation></message>" for text, words in odd.items()
    )
    path = tmp_path / "tracker_xx.ts"
    path.write_text(f'<TS language="xx"><context>{"".join(messages)}</context></TS>', encoding="utf-8")
    i18n.use(str(path))
    export(held, tmp_path / "sent.xlsx", ExportRequest(("KEN",), for_return=True, paragraphs=PARAGRAPHS))
    book = openpyxl.load_workbook(tmp_path / "sent.xlsx")
    assert len({name.casefold() for name in book.sheetnames}) == len(book.sheetnames)
    assert all(
        len(name) <= 31 and not set(name) & set("[]:*?/\\") and name == name.strip("'") for name in book.sheetnames
    )
    (matrix,) = (sheet for sheet in book if "ComplianceMatrix" in sheet.tables)
    assert [cell.value for cell in matrix[1] if str(cell.value).startswith("Gleich")] == [
        "Gleich", "Gleich 2", "Gleich 3", "Gleich 4", "Gleich 5"
    ]  # fmt: skip
    filled = Filled(tmp_path / "sent.xlsx")
    filled.write(matrix.title, "Gleich 2", 2, "A bill is before parliament.")
    i18n.use(i18n.ENGLISH)
    assert [one["field"] for one in taken(held, filled.save())["changes"]] == ["rationale"]


@pytest.mark.parametrize("named", ["fr", "pt_BR", "zh_Hans_CN", "sr@latin", "es-419"])
def test_a_workbook_of_any_language_code_comes_back(held, translation, tmp_path, named):
    words = translation.read_text(encoding="utf-8").replace('language="qx"', f'language="{named}"', 1)
    path = tmp_path / f"tracker_{named}.ts"
    path.write_text(words, encoding="utf-8")
    i18n.use(str(path))
    sent = sent_and_filled(held, tmp_path / "sent.xlsx")
    i18n.use(i18n.ENGLISH)
    assert taken(held, sent)["changes"]
