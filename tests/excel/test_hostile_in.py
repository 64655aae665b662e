"""Returned workbooks that hurt, by accident or on purpose: refused, or named in a sentence; nothing applied by half."""

import io
import re
import struct
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.conftest import paragraph
from tests.excel.filled import Filled, found, send
from tracker.domain.levels import Level
from tracker.domain.measures import Measure
from tracker.errors import TrackerError
from tracker.operations import casework, registers
from tracker.operations.export import Wanted, export
from tracker.operations.take_back import accept, without_conflicts

MATRIX = "Compliance Matrix"
SHEET = "xl/worksheets/sheet2.xml"


@pytest.fixture
def out(workspace, desk, tmp_path):
    """A workbook as it was sent, with a rationale for paragraph 19."""
    casework.set_assessment(workspace, desk, paragraph(workspace, desk, "19"), rationale="Why", level=Level.PLANNED)
    return send(workspace, tmp_path / "sent.xlsx")


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
    before = casework.checklist(workspace, casework.Desk(state, 1))
    with pytest.raises(TrackerError, match=words) as fault:
        found(workspace, path)
    assert path.name in str(fault.value) and fault.value.do
    assert casework.checklist(workspace, casework.Desk(state, 1)) == before


def problems(workspace, path):
    """Where and what, when nothing else came of it."""
    result = found(workspace, path)
    assert not result.conflicts and not result.new
    return {(one.place.sheet, one.place.cell): one.what for one in result.problems}, result.changes


def in_cell(xml: str, cell: str, content: str) -> str:
    """The sheet with another content of a cell: its attributes and all that is in it."""
    made, count = re.subn(rf'<c r="{cell}"( s="\d+")?[^>]*?(/>|>.*?</c>)', rf'<c r="{cell}"\1 {content}</c>', xml)
    assert count == 1
    return made


def cell_of(path, label, heading):
    book = Filled(path)
    return book.cell(MATRIX, heading, book.row(label)).coordinate


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


def test_a_file_that_is_not_there_and_a_folder(workspace, tmp_path):
    for path in (tmp_path / "none.xlsx", tmp_path):
        with pytest.raises(TrackerError, match="There is no file"):
            found(workspace, path)


def test_a_truncated_workbook(workspace, out):
    out.write_bytes(out.read_bytes()[:-2_000])
    refused(workspace, out, "is damaged")


def test_another_workbook_and_an_export_that_is_not_for_return(workspace, tmp_path):
    path = tmp_path / "other.xlsx"
    openpyxl.Workbook().save(path)
    refused(workspace, path, "no workbook that was sent to be filled in")
    export(workspace, path, Wanted(("KEN",)))
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
        ("Due date", 't="inlineStr"><is><t>soon</t></is>', "This is no date"),
        ("Due date", 't="inlineStr"><is><t>45000</t></is>', "This is no date"),
        ("Due date", 't="inlineStr"><is><t>1.5.25</t></is>', "This is no date"),
        ("Due date", "><v>-5</v>", "is no day"),
        ("Due date", "><v>99999999999</v>", "is no day"),
        ("Due date", "><v>2900000</v>", "years from 1800 to 2200"),
        ("Due date", 't="b"><v>1</v>', "This is no date"),
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
        book.cell(
            MATRIX, "Key", fourth
        ).coordinate: f"The rows {third} and {fourth} have the same key; neither is taken back.",
    }
    assert not changes


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("KEN|", "ZZZ|", "There is no Member State ZZZ in this workspace."),
        ("review|", "round|", "There is no cycle “2026 round” in this workspace."),
        ("|19", "|999", "There is no paragraph 999 of A/RES/74/178 in this workspace any more."),
    ],
)
def test_another_state_cycle_or_paragraph(workspace, out, old, new, words):
    book = Filled(out)
    book.write(MATRIX, "Rationale", book.row("19"), "changed")
    key = book.cell(MATRIX, "Key", book.row("19"))
    key.value = key.value.replace(old, new)
    told, changes = problems(workspace, book.save())
    assert told == {(MATRIX, key.coordinate): words.replace("2026", str(date.today().year))}
    assert not changes


def test_a_row_that_lost_where_it_comes_from(workspace, out):
    book = Filled(out)
    book.write(MATRIX, "Sent", book.row("19"), "tracker 99|from the future")
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
    assert list(told.values()) == ["This was sent from another workspace; nothing of it is taken back here."]
    assert not changes


def test_a_copy_of_the_workspace_knows_its_workbooks(workspace, out, tmp_path):
    from tracker.operations.workspaces import back_up
    from tracker.store.workspace import open_workspace

    book = Filled(out)
    book.write(MATRIX, "Rationale", book.row("19"), "changed")
    book.save()
    with open_workspace(back_up(workspace, tmp_path / "copy.tracker")) as copy:
        assert len(found(copy, out).changes) == 1


def test_words_of_the_paragraph_that_changed_since(workspace, desk, out):
    from tests.operations.test_review import _change_words

    book = Filled(out)
    book.write(MATRIX, "Rationale", book.row("19"), "changed")
    book.save()
    _change_words(workspace, paragraph(workspace, desk, "19"), "to", "unto")
    result = found(workspace, out)
    assert not result.changes
    assert [one.why for one in result.conflicts] == [
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
        "The column “Next step” is nowhere; nothing is taken back from it.",
        "The column “Rationale” is twice; nothing is taken back from it.",
    ]
    assert not changes


def test_the_column_of_keys_is_gone(workspace, out):
    book = Filled(out)
    book.write(MATRIX, "Rationale", book.row("19"), "changed")
    book.cell(MATRIX, "Key", 1).value = "something"
    told, changes = problems(workspace, book.save())
    assert list(told.values()) == ["The hidden column Key is missing; nothing of this sheet can be taken back."]
    assert not changes


def test_a_part_of_a_long_text_is_missing(workspace, desk, tmp_path):
    casework.set_assessment(workspace, desk, paragraph(workspace, desk, "19"), rationale="word " * 10_000)
    book = Filled(send(workspace, tmp_path / "m.xlsx"))
    book.book[MATRIX].delete_rows(book.row("19") + 1)
    told, changes = problems(workspace, book.save())
    assert list(told.values()) == ["A part of this row is missing, with the rest of its long text."] and not changes


def test_a_long_text_is_taken_back_whole_and_in_order(workspace, desk, tmp_path):
    words = " ".join(map(str, range(15_000)))
    casework.set_assessment(workspace, desk, paragraph(workspace, desk, "19"), rationale=words)
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
    assert {one.place.cell: one.what for one in result.problems} == {
        f"A{empty}": "A new measure needs a title.",
        book.cell("Measures", "Type", empty + 1).coordinate: "“Poem” is none of: legislation, regulation, strategy or "
        "action plan, programme, institution, agreement, budget, training, campaign, research.",
        f"A{empty + 2}": "There is no paragraph 999 of A/RES/74/178 in this workspace.",
        f"A{empty + 3}": "Say of which resolution paragraph 19 is, such as A/RES/74/178: 19.",
        book.cell(
            "Measures", "Adopted", empty + 4
        ).coordinate: "“2020-13-40”: This is no date. Type it like 2025-06-30 or 30 June 2025.",
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


def test_killed_half_way_nothing_is_kept(workspace, desk, out, monkeypatch):
    from tracker.operations import take_back

    book = Filled(out)
    for label in ("19", "58", "58 (a)"):
        book.write(MATRIX, "Next step", book.row(label), "a step")
    result = found(workspace, book.save())
    before = casework.checklist(workspace, desk)
    calls = []

    def dies(*given):
        calls.append(given)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return write(*given)

    write = take_back.write_assessment
    monkeypatch.setattr(take_back, "write_assessment", dies)
    with pytest.raises(KeyboardInterrupt):
        accept(workspace, *without_conflicts(result))
    assert casework.checklist(workspace, desk) == before


def test_many_problems_are_told_in_part(workspace, tmp_path):
    path = send(workspace, tmp_path / "m.xlsx", paragraphs=())
    book = Filled(path)
    for row in range(2, book.book[MATRIX].max_row + 1):
        for heading in ("Level", "In law", "In practice", "Due date", "Rationale", "Next step"):
            book.cell(MATRIX, heading, row).value = "=1+1"
    result = found(workspace, book.save())
    assert len(result.problems) == 1_001
    assert result.problems[-1].what == "There are 44 further cells like these."


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


def test_a_day_of_1905_that_was_sent_stays(workspace, desk, tmp_path):
    registers.save_measure(workspace, desk, Measure("Old Act", adopted_on=date(1905, 7, 19)))
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
