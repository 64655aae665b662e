"""Parts of a returned workbook that would keep a reader busy for ever, or take all memory: refused in a sentence."""

import re
import struct
import zipfile

import pytest

from tests.excel.filled import Filled, cell_of, found, problems
from tests.excel.test_hostile_in import MATRIX, SHEET, changed, in_cell, refused
from tracker.excel import package

STYLES, BOOK, RELATIONS = "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


def at_the_end(more: str):
    return lambda xml: xml.replace("</sheetData>", f"{more}</sheetData>")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("<!--" + "x" * 3_000_000 + "-->", "a tag or comment without an end"),
        ('<row a="' + "x" * 3_000_000 + '"/>', "a tag or comment without an end"),
        ("<row " + " ".join(f'a{n}=""' for n in range(300_000)) + "/>", "a tag or comment without an end"),
        ("<a>" * 100_000 + "</a>" * 100_000, "elements in one another without an end"),
        ("<a/>" * 510_000, "more than 500,000 elements"),
        (('<a b="" c="" d="" e="" f="" g="" h="" i=""/>') * 80_000, "more than 600,000 attributes"),
        ("\n" * 2_600_000, "more than 2,500,000 lines"),
    ],
    ids=["comment", "value", "attributes of one", "deep", "elements", "attributes", "lines"],
)
def test_a_sheet_that_goes_on_and_on(workspace, out, more, words, monkeypatch):
    for limit in ("_ELEMENTS", "_ATTRIBUTES", "_LINES"):  # a twentieth of what there may be is as good, and soon read
        monkeypatch.setattr(package, limit, getattr(package, limit) // 20)
    refused(workspace, changed(out, parts=[(SHEET, at_the_end(more))]), words)


@pytest.mark.parametrize(
    ("part", "mark", "more"),
    [
        (STYLES, "</cellXfs>", '<xf numFmtId="14"/>' * 600_000),
        (BOOK, "</sheets>", "".join(f'<sheet name="s{n}" r:id="rId1"/>' for n in range(400_000))),
        (RELATIONS, "</Relationships>", '<Relationship Id="x" Target="y"/>' * 400_000),
        ("[Content_Types].xml", "</Types>", '<Default Extension="x" ContentType="y"/>' * 300_000),
    ],
)
def test_parts_that_are_small_in_every_workbook(workspace, out, part, mark, more):
    refused(workspace, changed(out, parts=[(part, lambda xml: xml.replace(mark, more + mark))]), "MB in its part")


def test_a_number_format_that_takes_hours_to_understand(workspace, out):
    def strange(xml):
        code = "[" * 200_000
        xml = xml.replace("</numFmts>", f'<numFmt numFmtId="999" formatCode="{code}"/></numFmts>')
        return xml.replace("</cellXfs>", '<xf numFmtId="999"/></cellXfs>')

    assert problems(workspace, changed(out, parts=[(STYLES, strange)])) == ({}, ())


@pytest.mark.parametrize("text", ["<si/>", "<si><t>{}</t></si>"])
def test_millions_of_shared_texts(workspace, out, text):
    content = "".join(map(text.format, range(1_600_000)))
    refused(workspace, changed(out, more=[("xl/sharedStrings.xml", f"<sst>{content}</sst>")]), "more than 1,500,000 te")


def test_hundreds_of_megabytes_of_words_in_cells(workspace, out):
    """They are ASCII but for one, which makes each letter take four bytes."""
    long = "x" * 900_000
    more = "".join(f'<row><c t="inlineStr"><is><t>{n}\U0001f600{long}</t></is></c></row>' for n in range(95))
    refused(workspace, changed(out, parts=[(SHEET, at_the_end(more))]), "more than 100 MB of text")


def test_two_sheets_that_are_one_part(workspace, out):
    def twice(xml):
        return re.sub(r'(Target=".*?worksheets/sheet)\d+', r"\g<1>2", xml)

    refused(workspace, changed(out, parts=[(RELATIONS, twice)]), "two of its sheets are one part")


def test_ten_thousand_merged_areas_beside_thousands_of_rows(workspace, out):
    book = Filled(out)
    cells = {name: book.cell(MATRIX, name, 2) for name in ("Key", "Sent", "Rationale")}
    row = "".join(
        f'<c r="{cell.column_letter}1" t="inlineStr"><is><t>{{}}</t></is></c>' for cell in cells.values()
    )  # fmt: skip
    key, sent = cells["Key"].value, cells["Sent"].value
    rows = "".join(f"<row>{row.format(f'{key}{n}', sent, 'x')}</row>" for n in range(5_000))
    merges = "".join(f'<mergeCell ref="A{n}:XFD{n}"/>' for n in range(900_000, 909_000))
    many = changed(
        out,
        parts=[
            (SHEET, lambda xml: xml.replace("</sheetData>", f"{rows}</sheetData><mergeCells>{merges}</mergeCells>"))
        ],
    )
    assert len(found(workspace, many).problems) == 1_001


def test_overlapping_merged_areas_cover_what_each_of_them_does(workspace, out):
    first = Filled(out).cell(MATRIX, "Rationale", 2)
    letter = first.column_letter
    merges = f'<mergeCells><mergeCell ref="{letter}2:{letter}5"/><mergeCell ref="{letter}3:{letter}3"/></mergeCells>'
    path = changed(
        out,
        parts=[
            (SHEET, lambda xml: re.sub(r"(</sheetData>.*?</autoFilter>|</sheetData>)", rf"\1{merges}", xml, count=1))
        ],
    )
    told, _ = problems(workspace, path)
    assert [place for _, place in told] == [f"{letter}{row}" for row in (3, 4, 5)]


# Parts that are packed or named in other ways


@pytest.mark.parametrize("at", [0, 1, 40, 200])
def test_packed_bytes_that_are_damaged(workspace, out, at):
    with zipfile.ZipFile(out) as parts:
        begin = parts.getinfo(SHEET).header_offset + 30 + len(SHEET)
    data = bytearray(out.read_bytes())
    data[begin + at] ^= 0xFF
    out.write_bytes(bytes(data))
    refused(workspace, out, "is damaged: its part xl/worksheets/sheet2.xml can't be read")


@pytest.mark.parametrize("how", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_other_ways_of_packing(workspace, out, how):
    with zipfile.ZipFile(out) as old:
        every = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(out, "w", how) as new:
        for name, content in every.items():
            new.writestr(name, content)
    refused(workspace, out, "packed in a way that no spreadsheet uses")


@pytest.mark.parametrize(("at", "value"), [(6, 99), (9, 8)], ids=["a version to come", "a name that is no text"])
def test_lists_of_parts_that_cannot_be_read(workspace, out, at, value):
    data = bytearray(out.read_bytes())
    entry = data.rfind(b"PK\x01\x02")
    data[entry + at], data[entry + 46] = value, 0xFF
    out.write_bytes(bytes(data))
    refused(workspace, out, "is damaged")


def test_millions_of_parts_are_not_even_listed(workspace, tmp_path):
    entry = struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 3, 20, 0, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"x"
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65535, 65535, 1_000_000 * len(entry), 4, 0)
    (tmp_path / "many.xlsx").write_bytes(b"PK\x03\x04" + entry * 1_000_000 + end)
    refused(workspace, tmp_path / "many.xlsx", "more than 2,000 parts")


@pytest.mark.parametrize("encoding", ["utf-7", "rot13", "idna", "unheard-of"])
def test_encodings_that_no_parser_reads(workspace, out, encoding):
    def written(xml):
        return f'<?xml version="1.0" encoding="{encoding}"?>' + re.sub(r"<\?xml.*?\?>", "", xml)

    refused(workspace, changed(out, parts=[(SHEET, written)]), "can't be read")


@pytest.mark.parametrize("folder", ["./worksheets", "../xl/worksheets", "/xl/worksheets", "/xl//worksheets"])
def test_sheets_by_other_paths(workspace, out, folder):
    cell = cell_of(out, "19", "Rationale")

    def elsewhere(xml):
        return re.sub(r'Target="(/xl/)?worksheets', f'Target="{folder}', xml)

    path = changed(out, parts=[(RELATIONS, elsewhere), (SHEET, lambda xml: in_cell(xml, cell, 't="b"><v>1</v>'))])
    _, (change,) = problems(workspace, path)
    assert change.returned == "TRUE"


# What stands in the hidden columns


@pytest.mark.parametrize("ending", ["#1/9999999999", "#1/999999", "#1/" + "9" * 5_000])
def test_keys_that_claim_endless_parts(workspace, out, ending):
    book = Filled(out)
    key = book.cell(MATRIX, "Key", 2)
    key.value += ending
    told, changes = problems(workspace, book.save())
    assert list(told) == [(MATRIX, key.coordinate)] and not changes


def test_keys_and_moments_beyond_all_numbers(workspace, out):
    book = Filled(out)
    key = book.cell("Measures", "Key", 2)
    key.value = "KEN|measure|" + "9" * 5_000
    sent = book.cell(MATRIX, "Sent", 2)
    sent.value = re.sub(r"\|\d{4}-[^|]*", "|0001-01-01T00:00:00+14:00", sent.value)
    told, changes = problems(workspace, book.save())
    assert set(told) == {("Measures", key.coordinate), (MATRIX, sent.coordinate)} and not changes


def test_a_text_in_a_hundred_thousand_rows(workspace, out):
    book = Filled(out)
    cells = [book.cell(MATRIX, name, 2) for name in ("Key", "Sent", "Rationale", "Next step")]
    key, sent = cells[0].value, cells[1].value
    letters = [cell.column_letter for cell in cells]
    rows = "".join(
        "<row>"
        + "".join(
            f'<c r="{letter}1" t="inlineStr"><is><t>{words}</t></is></c>'
            for letter, words in zip(letters, (f"{key}x#{n}/100000", sent, "x", "x"), strict=True)
        )
        + "</row>"
        for n in range(1, 100_001)
    )
    told, _ = problems(workspace, changed(out, parts=[(SHEET, at_the_end(rows))]))
    assert "The key of this row was changed; it can't be known what it is." in told.values()


def test_what_is_not_known_is_named_in_short(workspace, out):
    book = Filled(out)
    book.cell(MATRIX, "Key", 2).value = "|".join(("X" * 9_000, "y", "z", "19"))
    book.cell(MATRIX, "Key", 3).value = "|".join(("KEN", "y" * 9_000, "z", "19"))
    told, _ = problems(workspace, book.save())
    assert [len(what) < 200 for what in told.values()] == [True, True]
