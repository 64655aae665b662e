"""Hostile words in every sheet that shows what a user typed, and places that can't be written."""

import os
import re
import resource
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import paragraph
from tests.excel.written import parts, read_back, rows_of
from tracker.domain.casework.evidence import Evidence, EvidenceType, Excerpt
from tracker.domain.casework.levels import SCALES
from tracker.domain.casework.measures import Measure
from tracker.domain.reports.workbook import Sheet
from tracker.domain.text.text import one_line
from tracker.errors import TrackerError
from tracker.excel.values import plain
from tracker.operations import casework, registers
from tracker.operations.export import ExportRequest, export
from tracker.operations.registers import Parts

FORMULA = "=cmd|'/c calc'!A1"
TYPED_IN = {
    *(Sheet.MATRIX, Sheet.SELF_ASSESSMENT, Sheet.CORRELATION, Sheet.MEASURES, Sheet.EVIDENCE),
    *(Sheet.ACTIONS, Sheet.GAPS),
}
"""Sheets that show what was typed."""
NAMES = {
    "member_state": ("name", "regional_group"),
    "cycle": ("name",),
    "instrument": ("symbol", "title", "organ", "format"),
    "paragraph": ("label", "text", "theme", "section"),
    "addressee": ("name",),
    "change_set": ("who", "label"),
}


def fill(workspace, scope, text):
    """The same words in every field that a user types in."""
    row = paragraph(workspace, scope, "19")
    fields: tuple[str, ...] = ("title", "authority", "act", "article", "quoted_text", "description", "link")
    registers.save_measure(workspace, scope, Measure(**dict.fromkeys(fields, text)), answers=[row.id])
    fields = ("title", "publisher", "speaks_of", "citation", "link")
    found = Evidence(**dict.fromkeys(fields, text), type=EvidenceType.STATISTIC, excerpts=(Excerpt(text, text),))
    registers.save_evidence(workspace, scope, found, parts=Parts(supports=[row.id]))
    fields = ("rationale", "shortcomings", "next_step", "lead_authority", "assistance", "assistance_from")
    casework.set_assessment(workspace, scope, row, **dict.fromkeys(fields, text))


@pytest.mark.parametrize("text", [FORMULA, "+1", "-1", "@SUM(A1)", "=1+1", "a\tb", "\ta", "_x0041_", "_x005F_x0041_"])
def test_words_are_text_and_come_back_as_they_were(workspace, scope, tmp_path, text):
    fill(workspace, scope, text + " x1")
    held = {text + " x1", text.strip() + " x1", one_line(text + " x1")}  # some fields are kept so
    export(workspace, tmp_path / "m.xlsx", ExportRequest(("KEN",)))
    assert not [
        name for name, xml in parts(tmp_path / "m.xlsx", "xl/worksheets/").items() if re.search(r"<f[\s/>]", xml)
    ]
    book = openpyxl.load_workbook(tmp_path / "m.xlsx")
    whole = {
        sheet.title
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and read_back(cell.value) in held and cell.data_type == "s"
    }
    assert whole == TYPED_IN


def test_what_no_xml_can_hold_stops_no_export(workspace, scope, workspace_path, tmp_path):
    fill(workspace, scope, "Words")
    with closing(sqlite3.connect(workspace_path)) as raw, raw:  # past the operations, which clean what is typed
        for table, field in (("measure", "title"), ("evidence", "title"), ("assessment", "rationale")):
            raw.execute(f"UPDATE {table} SET {field} = ?", ("a\x00b\x0bc\ufffed",))
    export(workspace, tmp_path / "m.xlsx", ExportRequest(("KEN",)))
    assert rows_of(tmp_path / "m.xlsx", "Measures")[0]["Measure"] == "a\ufffdb\ufffdc\ufffdd"
    assert rows_of(tmp_path / "m.xlsx", "Evidence")[0]["Evidence"] == "a\ufffdb\ufffdc\ufffdd"
    row = next(r for r in rows_of(tmp_path / "m.xlsx", "Compliance Matrix") if r["Paragraph"] == "19")
    assert row["Rationale"] == "a\ufffdb\ufffdc\ufffdd"


@pytest.mark.parametrize("wanted", [{}, {"for_return": True}, {"states": ("KEN", "CHE")}])
def test_names_that_no_xml_can_hold_stop_no_export(workspace, scope, workspace_path, tmp_path, wanted):
    fill(workspace, scope, "Words")
    with closing(sqlite3.connect(workspace_path)) as raw, raw:
        for table, columns in NAMES.items():
            for column in columns:
                raw.execute(f"UPDATE {table} SET {column} = {column} || ?", ("\x0b\ufffe\ud7ff&L",))
    request = {"states": ("KEN",), "sheets": () if wanted else tuple(Sheet)} | wanted
    export(workspace, tmp_path / "m.xlsx", ExportRequest(**request))
    assert "Kenya\ufffd" in "".join(
        str(cell.value) for row in openpyxl.load_workbook(tmp_path / "m.xlsx")["Cover"].iter_rows() for cell in row
    )


@pytest.mark.parametrize(
    ("piece", "length"), [("words ", 40_000), ("words ", 100_000), ("_x0041_ ", 40_000), ("a\U0001f600", 40_000)]
)
def test_a_text_longer_than_a_cell_goes_on_below_in_every_sheet(workspace, scope, tmp_path, piece, length):
    text = (piece * length)[:length].strip()
    fill(workspace, scope, text)
    said = export(workspace, tmp_path / "m.xlsx", ExportRequest(("KEN",), instruments=("A/RES/74/178",)))
    for sheet, heading in (
        (Sheet.MATRIX, "Rationale"),
        (Sheet.SELF_ASSESSMENT, "Challenges"),
        (Sheet.CORRELATION, "Quoted text"),
        (Sheet.MEASURES, "Description"),
        (Sheet.EVIDENCE, "Citation"),
    ):
        cells = [row[heading] for row in rows_of(tmp_path / "m.xlsx", sheet) if row[heading]]
        assert "".join(map(read_back, cells)) == text
        assert max(len(cell.encode("utf-16-le")) for cell in cells) // 2 <= 32_767
        assert [line for line in said if line.startswith(f"{sheet}, row") and "goes on here" in line]


def test_the_cover_counts_what_is_not_shown_whole(workspace, scope, tmp_path):
    fill(workspace, scope, "word\n" * 300)
    said = export(workspace, tmp_path / "m.xlsx", ExportRequest(("KEN",)))
    for sheet in TYPED_IN:
        assert [line for line in said if line.startswith(f"{sheet}, row") and "than a row can show" in line]
    cover = openpyxl.load_workbook(tmp_path / "m.xlsx")["Cover"]
    shown = [cell.value for row in cover.iter_rows() for cell in row]
    assert set(said) <= set(shown)


@pytest.mark.parametrize("text", ["Words that go on. " * 72, "W" * 1_300, "line\n" * 30, "词" * 600])
def test_rows_are_high_enough_for_their_words_in_every_sheet(workspace, scope, tmp_path, text):
    fill(workspace, scope, text)
    export(workspace, tmp_path / "m.xlsx", ExportRequest(("KEN",)))
    book = openpyxl.load_workbook(tmp_path / "m.xlsx")
    for name in TYPED_IN:
        sheet = book[name]
        held = {text.strip(), one_line(text).strip()}
        cells = [c for row in sheet.iter_rows(min_row=2) for c in row if c.value and c.value.strip() in held]
        assert cells
        for cell in cells:
            words = cell.value.strip()
            wide = sum(2 if ord(letter) > 0x2E80 else 1.6 if letter == "W" else 0.8 for letter in words)
            lines = max(words.count("\n") + 1, wide / (sheet.column_dimensions[cell.column_letter].width * 1.1))
            assert sheet.row_dimensions[cell.row].height >= min(lines * 12, 409) - 12, (name, cell.coordinate)


def test_names_of_sheets_tables_and_columns_are_ones_that_excel_takes(workspace, scope, tmp_path):
    fill(workspace, scope, "Words")
    for scale in SCALES:
        export(workspace, tmp_path / "m.xlsx", ExportRequest(("KEN", "CHE", "FJI"), scale=scale))
        book = openpyxl.load_workbook(tmp_path / "m.xlsx")
        names = [sheet.title for sheet in book]
        assert names == [name for name in Sheet if name in names] and max(map(len, names)) <= 31
        tables = [(sheet, table) for sheet in book for table in sheet.tables.values()]
        assert len({table.displayName.casefold() for _, table in tables}) == len(tables) > 4
        for sheet, table in tables:
            assert table.displayName.isalnum() and not table.displayName[0].isdigit()
            headings = [cell.value for cell in sheet[table.ref][0]]
            assert [column.name for column in table.tableColumns] == headings
            assert len({heading.casefold() for heading in headings}) == len(headings)


def test_days_that_a_spreadsheet_cannot_show_are_text(workspace, scope, tmp_path):
    registers.save_measure(workspace, scope, Measure("Poisons Act", adopted_on=date(1868, 7, 31)))
    registers.save_measure(workspace, scope, Measure("Opium Act", adopted_on=date(1900, 3, 1)))
    export(workspace, tmp_path / "m.xlsx", ExportRequest(("KEN",)))
    opium, poisons = rows_of(tmp_path / "m.xlsx", "Measures")
    assert (poisons["Adopted"], opium["Adopted"].date()) == ("1868-07-31", date(1900, 3, 1))


def test_times_have_no_zone_and_what_is_no_number_is_refused():
    east = timezone(timedelta(hours=5))
    assert plain(datetime(2024, 1, 1, 2, tzinfo=east)) == datetime(2023, 12, 31, 21)
    assert plain(datetime(2024, 1, 1, 2, tzinfo=UTC)) == datetime(2024, 1, 1, 2)
    for number in (float("nan"), float("inf")):
        with pytest.raises(ValueError, match="no number for a cell"):
            plain(number)


def test_giving_up_leaves_no_temporary_file_and_progress_never_goes_past_its_end(
    workspace, scope, tmp_path, monkeypatch
):
    fill(workspace, scope, "Words")
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    told = []
    export(workspace, tmp_path / "m.xlsx", ExportRequest(("KEN", "FJI")), lambda *progress: told.append(progress))
    known = [progress for progress in told if progress]  # the whole is not known at first, and the end is no row
    assert known == sorted(known) and 0.9 < known[-1][0] / known[-1][1] <= 1

    def give_up(done=0, _whole=0):
        if done == 400:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(workspace, tmp_path / "m.xlsx", ExportRequest(("KEN", "FJI")), give_up)
    assert not list((tmp_path / "temporary").iterdir())


def test_open_in_another_program(workspace, tmp_path, monkeypatch):
    """As Windows says it: the file can't be replaced."""
    (tmp_path / "m.xlsx").write_bytes(b"the older file")
    before = sorted(tmp_path.iterdir())

    def refuse(self, _target):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(TrackerError, match=r"permission denied.*Close it where it is open, or save under another name"):
        export(workspace, tmp_path / "m.xlsx", ExportRequest(("KEN",)))
    assert (tmp_path / "m.xlsx").read_bytes() == b"the older file"
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no limit for the size of files")
@pytest.mark.parametrize(("room", "where"), [(20_000, "where its sheets are made"), (1_100_000, "can't be written")])
def test_a_full_disk_leaves_the_older_file_whole(workspace, scope, workspace_path, tmp_path, room, where):
    """There is no room for the sheets, or only for those and not for the workbook."""
    noise = "".join(chr(0x4E00 + number * 7919 % 20_000) for number in range(90_000))
    for number in range(5 if room > 1_000_000 else 0):
        registers.save_measure(workspace, scope, Measure(f"Act {number}", description=noise[number:]))
    workspace.close()
    (tmp_path / "out").mkdir()
    out = tmp_path / "out" / "m.xlsx"
    out.write_bytes(b"the older file")
    done = subprocess.run(
        [sys.executable, "-m", "tracker", "--workspace", str(workspace_path), "export", str(out), "--state", "KEN"],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
        env=os.environ | {"TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert where in done.stderr and done.stderr.count("\n") == 1
    assert out.read_bytes() == b"the older file"
    assert list((tmp_path / "out").iterdir()) == [out]
    assert not list(tmp_path.glob("openpyxl*"))
