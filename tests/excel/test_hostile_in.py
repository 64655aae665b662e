"""Returned workbooks that hurt, by accident or on purpose: refused, or named in a sentence; nothing applied by half."""

import io
import os
import re
import struct
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.excel.filled import Filled, cell_of, found, problems
from tracker.errors import TrackerError
from tracker.operations import casework
from tracker.operations.export import ExportRequest, export

MATRIX = "Compliance Matrix"
SHEET = "xl/worksheets/sheet2.xml"


def changed(path, *, parts=(), without=(), more=()):
    """The workbook with parts rewritten: (name, function of its text); or left out; or more of them: (name, bytes)."""
    rewrite = dict(parts)
    buffer = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.infolist():
            data = old.read(one)
            if one.filename in rewrite:
                data = rewrite[one.filename](data.decode()).encode()
            if one.filename not in without:
                new.writestr(one.filename, data)
        for name, data in more:
            new.writestr(name, data)
    path.write_bytes(buffer.getvalue())
    return path


def refused(workspace, path, words, state="KEN"):
    before = casework.checklist(workspace, casework.WorkScope(state, 1))
    with pytest.raises(TrackerError, match=words) as fault:
        found(workspace, path)
    assert path.name in str(fault.value) and fault.value.do
    assert casework.checklist(workspace, casework.WorkScope(state, 1)) == before


def in_cell(xml: str, cell: str, content: str) -> str:
    """The sheet with another content of a cell: its attributes and all that is in it."""
    made, count = re.subn(rf'<c r="{cell}"( s="\d+")?[^>]*?(/>|>.*?</c>)', rf'<c r="{cell}"\1 {content}</c>', xml)
    assert count == 1
    return made


# What is no workbook, or none that may be opened


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is no Excel workbook"),
        (b"a;b;c\n1;2;3\n", "is no Excel workbook"),
        (b"PK\x03\x04" + bytes(100), "is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000), "of the old kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le"), "a password"),
    ],
)
def test_what_is_no_workbook(workspace, tmp_path, content, words):
    path = tmp_path / "book.xlsx"
    path.write_bytes(content)
    refused(workspace, path, words)


def test_a_file_that_is_not_there_a_folder_and_a_pipe(workspace, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path, words in (
        (tmp_path / "none.xlsx", "There is no file"),
        (tmp_path, "no file"),
        (tmp_path / "pipe", "no file"),
    ):
        with pytest.raises(TrackerError, match=words):
            found(workspace, path)


def test_a_truncated_workbook(workspace, out):
    out.write_bytes(out.read_bytes()[:-2_000])
    refused(workspace, out, "is damaged")


def test_another_workbook_and_an_export_that_is_not_for_return(workspace, tmp_path):
    path = tmp_path / "other.xlsx"
    openpyxl.Workbook().save(path)
    refused(workspace, path, "no workbook that was sent to be filled in")
    export(workspace, path, ExportRequest(("KEN",)))
    refused(workspace, path, "no workbook that was sent to be filled in")


def test_another_kind_of_zip(workspace, tmp_path):
    path = tmp_path / "text.xlsx"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("content.xml", "<office/>")
    refused(workspace, path, "is no Excel workbook")


def test_macros(workspace, out):
    refused(workspace, changed(out, more=[("xl/vbaProject.bin", b"macro")]), "holds macros")


def test_macros_by_content_type(workspace, out):
    def macro(xml):
        return xml.replace("spreadsheetml.sheet.main+xml", "sheet.macroEnabled.main+xml")

    refused(workspace, changed(out, parts=[("[Content_Types].xml", macro)]), "holds macros")


@pytest.mark.parametrize("part", ["xl/workbook.xml", SHEET, "xl/styles.xml", "[Content_Types].xml"])
def test_entities_in_any_part(workspace, out, part):
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'

    def with_entities(xml):
        start = xml.index("?>") + 2 if xml.startswith("<?xml") else 0
        return xml[:start] + laughs + xml[start:]

    refused(workspace, changed(out, parts=[(part, with_entities)]), "declares entities in its part")


def test_a_zip_bomb(workspace, out):
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as made,
        made.open("xl/media/x.bin", "w", force_zip64=True) as part,
    ):
        for _ in range(700):
            part.write(bytes(1_000_000))
    assert out.stat().st_size < 2_000_000
    refused(workspace, out, "MB of contents")


def test_a_part_that_is_longer_than_it_says(workspace, out):
    """The directory lies about the size, so that a check of it would let the part through."""
    huge = changed(out, parts=[(SHEET, lambda xml: xml.replace("</sheetData>", "<row/>" * 400_000 + "</sheetData>"))])
    data = bytearray(huge.read_bytes())
    at = data.rfind(SHEET.encode()) - 46  # its entry in the central directory
    struct.pack_into("<I", data, at + 24, 5_000)
    huge.write_bytes(bytes(data))
    refused(workspace, huge, "is damaged")


def test_doubled_parts(workspace, out):
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(out, "a") as made:
        made.writestr(SHEET, "<worksheet/>")
    refused(workspace, out, "two parts of one name")


def test_millions_of_empty_rows(workspace, out):
    more = "<row/>" * 3_000_000
    path = changed(out, parts=[(SHEET, lambda xml: xml.replace("</sheetData>", more + "</sheetData>"))])
    refused(workspace, path, "more than 150,000 rows")


def test_millions_of_cells(workspace, out):
    more = ("<row>" + "<c/>" * 9_000 + "</row>") * 400
    path = changed(out, parts=[(SHEET, lambda xml: xml.replace("</sheetData>", more + "</sheetData>"))])
    refused(workspace, path, "more than 3,000,000 cells")


def test_a_text_of_millions_of_characters(workspace, out):
    cell = cell_of(out, "19", "Rationale")
    long = "x" * 3_000_000
    path = changed(out, parts=[(SHEET, lambda xml: in_cell(xml, cell, f't="inlineStr"><is><t>{long}</t></is>'))])
    refused(workspace, path, "more than a million characters")


def test_a_sheet_that_claims_every_cell_there_can_be(workspace, out):
    """The claim is not believed, and a cell in the last corner is no reason to go through all before it."""

    def corner(xml):
        xml = re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1:XFD1048576"', xml)
        return xml.replace("</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')

    assert problems(workspace, changed(out, parts=[(SHEET, corner)])) == ({}, ())


def test_a_merge_of_every_cell_there_can_be(workspace, out):
    def merged(xml):
        merge = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        return re.sub(r"(</sheetData>(<sheetProtection[^>]*/>)?(<autoFilter.*?/>)?)", rf"\1{merge}", xml)

    found_problems, changes = problems(workspace, changed(out, parts=[(SHEET, merged)]))
    assert not changes and "is merged with another one" in next(iter(found_problems.values()))


def test_external_links_are_not_followed(workspace, out):
    def linked(xml):
        return xml.replace("</Relationships>", '<Relationship Id="rIdX" Type="http://x/externalLink" '
                           'Target="http://127.0.0.1:9/x.xlsx" TargetMode="External"/></Relationships>')  # fmt: skip

    assert problems(workspace, changed(out, parts=[("xl/_rels/workbook.xml.rels", linked)])) == ({}, ())


# Cells


@pytest.mark.parametrize(
    ("field", "content", "words"),
    [
        ("Rationale", 't="str"><f>B2&amp;"x"</f><v>Why</v>', "holds a formula"),
        ("Rationale", "><f>TODAY()</f>", "holds a formula"),
        ("Rationale", 't="e"><v>#REF!</v>', "holds the error #REF!"),
        ("Rationale", 't="s"><v>99999</v>', "names a text that the workbook does not hold"),
        ("Rationale", 't="s"><v>-7</v>', "names a text that the workbook does not hold"),
        ("Rationale", "><v>1e999</v>", "is too large"),
        ("Rationale", "><v>one</v>", "is no number"),
        ("Due date", 't="inlineStr"><is><t>03/04/2025</t></is>', "This could be two days"),
        ("Due date", 't="inlineStr"><is><t>soon</t></is>', "This is not a date"),
        ("Due date", 't="inlineStr"><is><t>45000</t></is>', "This is not a date"),
        ("Due date", 't="inlineStr"><is><t>1.5.25</t></is>', "This is not a date"),
        ("Due date", "><v>-5</v>", "is no day"),
        ("Due date", "><v>99999999999</v>", "is no day"),
        ("Due date", "><v>2900000</v>", "years from 1800 to 2200"),
        ("Due date", 't="b"><v>1</v>', "This is not a date"),
        (
            "Level",
            't="inlineStr"><is><t>Mostly</t></is>',
            "“Mostly” is no level of the scale. There is: Not assessed, Not",
        ),
        ("Level", "><v>3</v>", "“3” is no level"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_and_changes_nothing(workspace, out, field, content, words):
    cell = cell_of(out, "19", field)
    path = changed(out, parts=[(SHEET, lambda xml: in_cell(xml, cell, content))])
    told, changes = problems(workspace, path)
    assert list(told) == [(MATRIX, cell)] and words in told[MATRIX, cell]
    assert not changes


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2025-06-30", "2025-06-30"),
        ("2025-06-30 00:00:00", "2025-06-30"),
        ("30 June 2025", "2025-06-30"),
        ("30.6.2025", "2025-06-30"),
        ("30/06/2025", "2025-06-30"),
        ("06/30/2025", "2025-06-30"),
        ("June 30, 2025", "2025-06-30"),
        (date(2025, 6, 30), "2025-06-30"),
        (datetime(2025, 6, 30, 15, 20), "2025-06-30"),
        (45838, "2025-06-30"),
    ],
)
def test_dates_in_many_forms(workspace, out, value, shown):
    book = Filled(out)
    book.write(MATRIX, "Due date", book.row("19"), value)
    told, (change,) = problems(workspace, book.save())
    assert not told and (change.field, change.words(change.returned)) == ("due_on", shown)


def test_a_date_with_a_time_is_that_day(workspace, out):
    book = Filled(out)
    cell = book.cell(MATRIX, "Due date", book.row("19"))
    cell.value, cell.number_format = datetime(2025, 6, 30, 15, 20), "yyyy-mm-dd hh:mm"
    _, (change,) = problems(workspace, book.save())
    assert repr(change.returned) == repr(date(2025, 6, 30))


def test_dates_of_a_workbook_that_counts_from_1904(workspace, out):
    book = Filled(out)
    book.book.epoch = CALENDAR_MAC_1904
    book.write(MATRIX, "Due date", book.row("19"), date(2025, 6, 30))
    _, (change,) = problems(workspace, book.save())
    assert change.returned == date(2025, 6, 30)


@pytest.mark.parametrize(("value", "shown"), [(7, "7"), (7.5, "7.5"), (0.1, "0.1"), (True, "TRUE"), ("  ", "")])
def test_what_a_spreadsheet_made_of_words(workspace, out, value, shown):
    book = Filled(out)
    book.write(MATRIX, "Rationale", book.row("19"), value)
    _, (change,) = problems(workspace, book.save())
    assert change.returned == shown


def test_reading_aids_and_rich_text_of_other_programs(workspace, out):
    """Japanese cells say how they are read aloud; formatted ones stand in runs. Both in cells and in shared strings."""
    aid = '<rPh sb="0" eb="1"><t>トウ</t></rPh>'
    runs = f'<r><t>東</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 京</t></r>{aid}'
    first, second = cell_of(out, "19", "Rationale"), cell_of(out, "19", "Next step")

    def cells(xml):
        return in_cell(in_cell(xml, first, f't="inlineStr"><is>{runs}</is>'), second, 't="s"><v>0</v>')

    shared = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si>{runs}</si></sst>'.encode()
    path = changed(
        out, parts=[(SHEET, cells)], without=["xl/sharedStrings.xml"], more=[("xl/sharedStrings.xml", shared)]
    )
    told, changes = problems(workspace, path)
    assert not told and [change.returned for change in changes] == ["東 京", "東 京"]


def test_merged_cells_do_not_take_words_away(workspace, out):
    book = Filled(out)
    row = book.row("58")
    cell = book.cell(MATRIX, "Rationale", row)
    book.book[MATRIX].merge_cells(start_row=row - 1, end_row=row, start_column=cell.column, end_column=cell.column)
    told, changes = problems(workspace, book.save())
    assert list(told.values()) == ["The cell is merged with another one. Undo that, and fill in each."]
    assert not changes
