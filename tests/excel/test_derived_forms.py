"""Forms that Excel and other programs saved, and forms derived from them by chance: filled in, each part is XML, all
else is as before, and LibreOffice opens them. `make soak` derives more of them (FORM_ROUNDS)."""

import os
import shutil
import subprocess
from pathlib import Path
from random import Random

import openpyxl
import pytest
from lxml import etree

from tests.excel.derived_forms import derived
from tests.excel.forms import bytes_of
from tests.excel.test_template import plain_form
from tests.official import MISSING, SAMPLES
from tracker.excel.cells import Book
from tracker.excel.package import opened
from tracker.operations.export import ExportRequest
from tracker.operations.forms import fill_form, look_at_form

ROUNDS = int(os.environ.get("FORM_ROUNDS", 0))
_AT_ONCE = 5  # forms of one test
_DERIVED = (ROUNDS or _AT_ONCE) // _AT_ONCE
_REAL = SAMPLES.parent / "cases" / "real-forms"
_PARAGRAPHS = tuple(f"A/RES/68/197, {number}" for number in range(1, 31))
_HEADINGS = ["Paragraph", "Text", "Level", "Measures", "Ministry's view"]
WANTED = ExportRequest(("KEN",), instruments=("A/RES/68/197",), paragraphs=_PARAGRAPHS)


def rows_of(path: Path) -> dict[str, list[dict[int, str]]]:
    """The rows that hold anything, by worksheet."""
    with opened(path) as package:
        book = Book(package)
        return {
            name: [{column: str(value) for column, value in row.items()} for _, row in book.rows(name, [])]
            for name in book.names
        }


def check_filled(workspace, form: Path, out: Path) -> None:
    """Fill the form in; each part is XML, and what was not filled in is as before."""
    fill_form(workspace, out, form, WANTED)
    before, after = bytes_of(form), bytes_of(out)
    for name, content in after.items():
        if name.endswith((".xml", ".rels", ".vml")):
            etree.fromstring(content)
        elif name in before:
            assert content == before[name], name
    assert before.keys() - after.keys() <= {"xl/calcChain.xml"}
    tables = {table.worksheet: table for table in look_at_form(workspace, form).tables if _is_filled(table)}
    old, new = rows_of(form), rows_of(out)
    assert tables and old.keys() == new.keys()
    for name, rows in old.items():
        if name not in tables:
            assert new[name] == rows, name
            continue
        above = next(n for n, row in enumerate(rows) if len(row) >= len(tables[name].columns)) + 1
        below = len(rows) - above
        assert new[name][:above] == rows[:above] and new[name][len(new[name]) - below :] == rows[above:], name
        assert len(new[name]) >= len(rows) + len(_PARAGRAPHS), name


def _is_filled(table) -> bool:
    return sum(bool(column.meaning) for column in table.columns) >= 3


def check_opened(folder: Path, files: list[Path]) -> None:
    """LibreOffice makes workbooks and pages of the files."""
    home = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    for kind in ("xlsx", "pdf"):
        command = [
            "soffice",
            home,
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(folder / kind),
            *map(str, files),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=250)
        for file in files:
            made = (folder / kind / file.name).with_suffix(f".{kind}")
            assert made.stat().st_size > 1_000, made.name
    for file in files:
        again = openpyxl.load_workbook(folder / "xlsx" / file.name, read_only=True)
        words = [row[0] for sheet in again.worksheets for row in sheet.iter_rows(max_col=1, values_only=True)]
        assert {"29", "30"} <= {str(word) for word in words}, file.name
        again.close()


def forms(folder: Path) -> list[Path]:
    """The forms that are there: those of other programs, where the folder shared is, and one of ours."""
    return [*sorted(_REAL.glob("*.xlsx")), plain_form(folder / "ours.xlsx", (3, _HEADINGS))]


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
@pytest.mark.parametrize("group", range(_DERIVED))
def test_derived_forms(workspace, tmp_path, group):
    files = []
    for number in range(group * _AT_ONCE, (group + 1) * _AT_ONCE):
        chance = Random(f"form {number}")
        path, out = tmp_path / f"form-{number}.xlsx", tmp_path / f"filled-{number}.xlsx"
        source = forms(tmp_path)[number % len(forms(tmp_path))]
        path.write_bytes(derived(source.read_bytes(), chance))
        check_filled(workspace, path, out)
        files.append(out)
    check_opened(tmp_path, files)


@pytest.mark.skipif(not _REAL.is_dir(), reason=MISSING)
@pytest.mark.parametrize("group", range(4 if ROUNDS else 1))
def test_forms_that_other_programs_saved(workspace, tmp_path, group):
    files = []
    for form in sorted(_REAL.glob("*.xlsx"))[group * 10 : group * 10 + (10 if ROUNDS else 5)]:
        check_filled(workspace, form, tmp_path / form.name)
        files.append(tmp_path / form.name)
    if shutil.which("soffice"):
        check_opened(tmp_path, files)
