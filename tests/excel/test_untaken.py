"""What ministries write where nothing is read, and values that cells show otherwise than they hold them."""

from datetime import date, datetime, timedelta

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.excel.filled import Filled, column, found, send
from tests.excel.test_hostile_in import SHEET, in_cell
from tests.excel.test_hostile_in import changed as rewritten
from tests.excel.test_sent_workbooks import MATRIX, MEASURES, SCOPE, changed
from tracker.domain.casework.measures import Measure
from tracker.domain.casework.registers import Register
from tracker.operations import casework, registers
from tracker.operations.import_returned import accept


def test_what_is_written_where_nothing_is_read_is_listed(workspace, out):
    book = Filled(out)
    sheet = book.book[MATRIX]
    row = book.row("58")
    sheet.cell(row, column(sheet, "Rationale")).comment = Comment("See our letter", "Ministry")
    book.write(MATRIX, "Measures", row, "Act 4 of 1994")
    sheet.cell(1, sheet.max_column + 1).value = "Our remarks"
    sheet.cell(row, sheet.max_column).value = "under revision"
    sheet.cell(sheet.max_row + 2, 1).value = "Signed by the Minister"
    book.book.create_sheet("Annex").append(["Paragraph 3", "not acceptable"])
    sheet.cell(book.row("19"), column(sheet, "Rationale")).font = Font(strike=True)
    result = found(workspace, book.save())
    assert {(one.about and one.about.label, one.words, str(one.where)) for one in result.written} == {
        ("58", "Act 4 of 1994", "in a locked cell, “Measures”"),
        ("58", "under revision", "in another column, “Our remarks”"),
        ("58", "See our letter", "in a note"),
        ("19", "Why", "struck through"),
        (None, "Signed by the Minister", "in another row, “Instrument”"),
        (None, "Paragraph 3", "on another sheet"),
        (None, "not acceptable", "on another sheet"),
    }
    assert not result.changes and not result.conflicts and not result.problems
    written = [one for one in result.written if one.about]
    accept(workspace, (), (), written=written)
    assert {row.label: row.comments for row in casework.checklist(workspace, SCOPE) if row.comments} == {
        "19": 1,
        "58": 3,
    }
    workspace.undo()


def test_words_struck_through_are_asked_about(workspace, out):
    book = Filled(out)
    sheet = book.book[MATRIX]
    sheet.cell(book.row("58"), column(sheet, "Rationale")).value = CellRichText(
        TextBlock(InlineFont(strike=True), "repealed in 2019 "), "in force since 2021"
    )
    result = found(workspace, book.save())
    assert [(one.returned, str(one.why)) for one in result.conflicts] == [
        ("repealed in 2019 in force since 2021", "Words of it are struck through: “repealed in 2019 ”")
    ]


def test_ten_thousand_notes(workspace, out):
    book = Filled(out)
    sheet = book.book[MATRIX]
    for number in range(10_000):
        sheet.cell(10 + number, 3).comment = Comment(f"Note {number}", "M")
    assert len(found(workspace, book.save()).written) == 10_000


def test_a_number_comes_back_as_its_cell_shows_it(workspace, tmp_path):
    numbers = (
        (0.75, "0%", "75%"),
        (5.1, "0.00", "5.10"),
        (45, "0000", "0045"),
        (12, '0" of 47 counties"', "12 of 47 counties"),
        (0.5, "# ?/?", "1/2"),
        (14.5 / 24, "h:mm", "14:30"),
        (1234.5, '"KES "#,##0.00', "KES 1,234.50"),
        (-5, "0;(0)", "(5)"),
        (0, "@", "0"),
        (-5, "@", "-5"),
        (-5, "General;-General", "-5"),
        (0.5, "0%;-0%;@", "50%"),
        (7, "General", "7"),
    )
    labels = [str(number) for number in range(1, len(numbers) + 1)]
    book = Filled(send(workspace, tmp_path / "sent.xlsx", paragraphs=tuple(f"A/RES/74/178, {one}" for one in labels)))
    for label, (number, shown_as, _) in zip(labels, numbers, strict=True):
        cell = book.cell(MATRIX, "Rationale", book.row(label))
        cell.value, cell.number_format = number, shown_as
    assert changed(found(workspace, book.save())) == {
        (label, "rationale"): words for label, (*_, words) in zip(labels, numbers, strict=True)
    }


SHOWN = [
    ('t="str"><f>B2&amp;"x"</f><v>under revision</v>', "under revision"),
    ('t="str"><f>IF(B2="","",1)</f><v></v>', ""),
    ("><f>SUM(A1:A3)</f><v>12.5</v>", "12.5"),
    ('t="b"><f>A1=A2</f><v>1</v>', "TRUE"),
    ('t="e"><f>1/0</f><v>#DIV/0!</v>', "#DIV/0!"),
    ("><f>TODAY()</f><v></v>", "(a formula whose value is not in the file)"),
    ("><f>TODAY()</f>", "(a formula whose value is not in the file)"),
    ('t="s"><f>A1</f><v>99999</v>', "(a text that the workbook does not hold)"),
    ('t="s"><v>99999</v>', "(a text that the workbook does not hold)"),
    ('t="e"><v>#REF!</v>', "#REF!"),
    ('t="b"><v>0</v>', "FALSE"),
    ("><v>1e999</v>", "1e999"),
    ("><v>one</v>", "one"),
    ('t="inlineStr"><is><r><t>not </t></r><r><rPr><b/></rPr><t>acceptable</t></r></is>', "not acceptable"),
]


@pytest.mark.parametrize(("content", "words"), SHOWN)
def test_what_is_listed_is_what_its_cell_shows(workspace, out, content, words):
    """In a column, a locked cell, rows and a sheet of their own: never a sentence of ours as if they had written it."""
    book = Filled(out)
    sheet = book.book[MATRIX]
    own, row, below = sheet.max_column + 1, book.row("58"), sheet.max_row + 2
    sheet.cell(1, own).value = "Our remarks"
    locked = book.write(MATRIX, "Measures", row, "?")
    cells = [locked, sheet.cell(row, own).coordinate, sheet.cell(below, own).coordinate]
    for cell in cells:
        sheet[cell].value = "?"
    book.book.create_sheet("Annex")["B3"].value = "?"
    book.save()

    def with_cells(xml):
        for cell in cells:
            xml = in_cell(xml, cell, content)
        return xml

    annex = ("xl/worksheets/sheet6.xml", lambda xml: in_cell(xml, "B3", content))
    result = found(workspace, rewritten(out, parts=[(SHEET, with_cells), annex]))
    assert {(one.place.cell, one.words) for one in result.written} == {
        (cell, words) for cell in (*cells, "B3") if words
    }
    assert not result.changes and not result.problems


def test_values_on_a_sheet_of_their_own_are_listed_as_shown(workspace, out):
    values = (
        (date(2025, 6, 30), "dd/mm/yyyy", "2025-06-30"),
        (datetime(2025, 6, 30, 15, 20), "d mmm yyyy hh:mm", "2025-06-30 15:20"),
        (datetime(2025, 6, 30, 15, 20, 5), "yyyy-mm-dd h:mm:ss", "2025-06-30 15:20:05"),
        (datetime(2025, 6, 30, 15, 20), "yyyy-mm-dd", "2025-06-30"),
        (datetime(2025, 6, 30), "yyyy-mm-dd h:mm", "2025-06-30"),
        (0.75, "0%", "75%"),
        (1234.5, '"KES "#,##0.00', "KES 1,234.50"),
        (-5, "yyyy-mm-dd", "-5"),
        (True, "General", "TRUE"),
    )
    book = Filled(out)
    sheet = book.book.create_sheet("Annex")
    for row, (value, shown_as, _) in enumerate(values, 3):
        cell = sheet.cell(row, 2)
        cell.value, cell.number_format = value, shown_as
    assert [one.words for one in found(workspace, book.save()).written] == [words for *_, words in values]


@pytest.mark.parametrize("typed", ["19 (see the annex)", "19, 2.1", "foo", "19 -"])
def test_what_is_understood_only_in_part_takes_no_link_away(laws, tmp_path, typed):
    rows = casework.checklist(laws, SCOPE)
    paragraph_id = next(row.id for row in rows if (row.label, row.symbol) == ("19", "A/RES/74/178"))
    law = registers.measures(laws, SCOPE)[0]
    registers.link(laws, SCOPE, Register.MEASURE, [law.id], [paragraph_id])
    book = Filled(send(laws, tmp_path / "sent.xlsx"))
    row = book.row(law.measure.title, MEASURES, "Measure")
    assert book.cell(MEASURES, "Answers paragraphs", row).value == "A/RES/74/178: 19"
    where = book.write(MEASURES, "Answers paragraphs", row, typed)
    result = found(laws, book.save())
    assert not result.changes and not result.conflicts
    assert [(one.place.cell, one.what.code) for one in result.problems] == [(where, "paragraphs.unreadable")]


def test_what_is_written_around_new_rows_and_headings_is_listed(workspace, out):
    book = Filled(out)
    measures, evidence, matrix = (book.book[name] for name in (MEASURES, "Evidence", MATRIX))
    measures.cell(1, measures.max_column + 1).value = "Our remarks"
    row = measures.max_row + 1
    book.write(MEASURES, "Measure", row, "A law")
    measures.cell(row, measures.max_column).value = "under revision"
    book.write("Evidence", "Evidence", 2, "A report")
    book.write("Evidence", "Files", 2, "report.pdf")
    cell = matrix.cell(book.row("58"), column(matrix, "Text"))
    cell.font = Font(strike=True)
    struck = cell.value
    matrix.insert_rows(1, 40)
    matrix["A1"].value = "Returned by the Ministry of Justice"
    assert evidence.title in book.book.sheetnames
    result = found(workspace, book.save())
    assert {(one.words, str(one.where)) for one in result.written} == {
        ("Returned by the Ministry of Justice", "in another row"),
        ("under revision", "in another column, “Our remarks”"),
        ("report.pdf", "in a locked cell, “Files”"),
        (struck, "struck through, “Text”"),
    }
    assert len(result.new) == 2 and not result.problems


def test_an_open_column_without_its_hidden_one_is_listed_where_it_was_changed(workspace, out):
    book = Filled(out)
    sheet = book.book[MATRIX]
    sheet.cell(1, column(sheet, "assessment.rationale as sent: Rationale")).value = None
    book.write(MATRIX, "Rationale", book.row("58"), "Done")
    written = [one for one in found(workspace, book.save()).written if one.where.code == "written.locked"]
    assert [(one.about.label, one.words) for one in written] == [("58", "Done")]


@pytest.mark.parametrize("name", ["Covering letter", "Evidence 2", "Summary", "Legend of our codes", "Gaps"])
def test_a_sheet_of_their_own_may_be_called_nearly_as_ours(workspace, out, name):
    book = Filled(out)
    book.book.create_sheet(name).append(["See the letter"])
    assert [one.words for one in found(workspace, book.save()).written] == ["See the letter"]


def test_a_register_that_lost_its_hidden_columns_is_told(workspace, out):
    book = Filled(out)
    sheet = book.book[MEASURES]
    book.write(MEASURES, "Measure", 2, "A law")
    sheet.delete_cols(column(sheet, "Key"), 40)
    result = found(workspace, book.save())
    assert [(one.place.sheet, one.what.code) for one in result.problems] == [(MEASURES, "column.key-missing")]


def test_how_much_more_there_is_on_a_sheet_of_their_own(workspace, out):
    book = Filled(out)
    sheet = book.book.create_sheet("Annex")
    for number in range(1, 251):
        sheet.append([f"Line {number}"])
    written = found(workspace, book.save()).written
    assert (len(written), written[-1].place.cell) == (201, "A201") and "50 further" in written[-1].words


def test_a_sheet_of_their_own_may_say_key_or_sent(workspace, out):
    book = Filled(out)
    for word in ("Key", "Sent"):
        sheet = book.book.create_sheet(word)
        sheet.append([word])
        sheet.append(["On 3 May"])
    result = found(workspace, book.save())
    assert [(one.words, one.where.code) for one in result.written] == [
        (words, "written.sheet") for word in ("Key", "Sent") for words in (word, "On 3 May")
    ]
    assert not result.problems


def test_what_is_written_on_the_cover_is_listed(workspace, out):
    book = Filled(out)
    cover, legend = book.book["Cover"], book.book["Legend"]
    cover.insert_rows(2)
    cover["A2"].value = "We do not agree with the day"
    legend.cell(legend.max_row + 2, 1).value = "What is AI?"
    result = found(workspace, book.save())
    assert [(one.place.sheet, one.place.cell, one.words) for one in result.written] == [
        ("Cover", "A2", "We do not agree with the day"),
        ("Legend", f"A{legend.max_row}", "What is AI?"),
    ]
    assert not result.problems


def test_what_page_headers_and_footers_say_is_listed_but_for_what_was_sent(workspace, out):
    book = Filled(out)
    matrix, cover = book.book[MATRIX], book.book["Cover"]
    matrix.oddHeader.center.text = "CONFIDENTIAL && of 3 May – &D"
    matrix.oddHeader.center.size, matrix.oddHeader.center.font = 12, "Arial,Bold"
    matrix.oddFooter.right.text = "Annex 4, page &P"
    cover.evenFooter.left.text = "Ministry of Health"
    cover.oddHeader.left.text = "&P"
    result = found(workspace, book.save())
    assert [(one.place.sheet, one.words, str(one.where)) for one in result.written] == [
        ("Cover", "Ministry of Health", "in a page header or footer"),
        (MATRIX, "CONFIDENTIAL & of 3 May –", "in a page header or footer"),
        (MATRIX, "Annex 4, page", "in a page header or footer"),
    ]
    assert not result.changes and not result.problems


def test_what_stands_in_the_last_column_is_listed(workspace, out):
    book = Filled(out)
    book.book[MATRIX].cell(book.row("19"), 16_384).value = "Seen by the cabinet"
    (written,) = found(workspace, book.save()).written
    assert (written.place.cell, written.words) == (f"XFD{book.row('19')}", "Seen by the cabinet")


def test_days_stay_where_the_workbook_is_made_to_count_from_1904(workspace, tmp_path):
    """Excel then shows each day four years and a day later, and changes no number."""
    rows = {row.label: row for row in casework.checklist(workspace, SCOPE)}
    for label in ("19", "20", "58"):
        casework.set_assessment(workspace, SCOPE, rows[label], due_on=date(2026, 3, 1))
    registers.save_measure(workspace, SCOPE, Measure("Law", adopted_on=date(2019, 5, 1)))
    book = Filled(send(workspace, tmp_path / "out.xlsx"))
    later = timedelta(1462)
    for sheet, heading in ((MATRIX, "Due date"), (MEASURES, "Adopted")):
        for row in range(1, book.book[sheet].max_row + 1):
            cell = book.book[sheet].cell(row, column(book.book[sheet], heading))
            if isinstance(cell.value, datetime):
                cell.value += later  # written in the other calendar, its number is the one that was sent
    book.book.epoch = CALENDAR_MAC_1904
    book.write(MATRIX, "Due date", book.row("58"), date(2027, 1, 2))
    result = found(workspace, book.save())
    assert [change.returned for change in result.changes] == [date(2027, 1, 2)]
    assert not result.problems and not result.written


SHAPES = """<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
<xdr:twoCellAnchor><xdr:from><xdr:col>{column}</xdr:col><xdr:colOff>9</xdr:colOff><xdr:row>{row}</xdr:row>
<xdr:rowOff>9</xdr:rowOff></xdr:from><xdr:to><xdr:col>9</xdr:col><xdr:row>99</xdr:row></xdr:to><xdr:sp><xdr:txBody>
<a:p><a:r><a:t>This measure </a:t></a:r><a:r><a:t>was repealed</a:t></a:r></a:p><a:p><a:r><a:t>in 2019</a:t></a:r></a:p>
</xdr:txBody></xdr:sp><xdr:clientData/></xdr:twoCellAnchor>
<mc:AlternateContent><mc:Choice><xdr:absoluteAnchor><xdr:sp><a:p><a:t>Draft</a:t></a:p></xdr:sp></xdr:absoluteAnchor>
</mc:Choice><mc:Fallback><xdr:absoluteAnchor><xdr:sp><a:p><a:t>Draft</a:t></a:p></xdr:sp></xdr:absoluteAnchor>
</mc:Fallback></mc:AlternateContent>
<xdr:oneCellAnchor><xdr:from><xdr:col>\u00b2</xdr:col><xdr:row>99999999999</xdr:row></xdr:from><xdr:pic/>
<xdr:sp><a:p><a:t>Odd</a:t></a:p></xdr:sp></xdr:oneCellAnchor></xdr:wsDr>"""
DRAWING = (
    '<Relationship Id="rId99" Target="../drawings/drawing9.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"/></Relationships>'
)


def test_text_boxes_are_listed_with_the_row_where_they_begin(workspace, out):
    book = Filled(out)
    row, at = book.row("58"), column(book.book[MATRIX], "Rationale")
    relations = ("xl/worksheets/_rels/sheet2.xml.rels", lambda xml: xml.replace("</Relationships>", DRAWING))
    shapes = ("xl/drawings/drawing9.xml", SHAPES.format(column=at - 1, row=row - 1))
    result = found(workspace, rewritten(book.save(), parts=[relations], more=[shapes]))
    assert [(one.about and one.about.label, one.place.cell, one.words, str(one.where)) for one in result.written] == [
        ("58", f"{get_column_letter(at)}{row}", "This measure was repealed\nin 2019", "in a text box"),
        (None, "A1", "Draft", "in a text box"),
        (None, "A1", "Odd", "in a text box"),
    ]
    assert not result.changes and not result.problems
