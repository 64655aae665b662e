"""Writes into cells of a form where they are: facts, and what is said of paragraphs that the form has printed."""

from collections.abc import Mapping
from datetime import datetime
from xml.sax.saxutils import quoteattr

from lxml import etree
from openpyxl.utils import get_column_letter

from tracker.domain.reports.printed import PrintedRow, match
from tracker.domain.reports.workbook import WorkbookContent
from tracker.excel.cells import Row
from tracker.excel.columns import Value
from tracker.excel.forms import headings
from tracker.excel.forms.attributes import cell_column, column_of, integer, real, required, row_of
from tracker.excel.forms.cell_styles import CellStyles
from tracker.excel.forms.detect import Fact
from tracker.excel.forms.parts import Element, elements, local
from tracker.excel.forms.rows import cell, fitting, needed_height, sample, wrapping
from tracker.excel.forms.worksheet import SAYS_WHICH, Table
from tracker.excel.merged_areas import Area, Merged
from tracker.excel.sheets.table import continued
from tracker.excel.styles import TALLEST
from tracker.excel.truncation import Truncation
from tracker.excel.values import plain
from tracker.i18n import tr

_USUAL = 15.0  # points, the height of a row without one of its own
_NAMED = 5  # paragraphs that a sentence names
_UNKNOWN = tr("no paragraph that is exported is like the one printed there")
_AMBIGUOUS = tr("several paragraphs could be meant there, so nothing was filled in")
_ANSWERED = tr("something stands there already, and stays as it is")
_HIDDEN = tr("a cell to fill in is merged with others and hidden")
_CUT = tr("a text longer than a cell can hold is cut there")


class InPlace:
    """The cells of a worksheet of the form that are written where they are."""

    def __init__(self, root: Element, epoch: datetime) -> None:
        self.root, self._epoch = root, epoch
        self._data = required(root, "sheetData")
        self._rows = {integer(row, "r"): row for row in elements(self._data, "row")}

    def row(self, number: int) -> Element:
        """The row with this number; inserted in order if missing."""
        if number not in self._rows:
            element = etree.Element(etree.QName(etree.QName(self._data).namespace, "row"), r=str(number))
            before = max((other for other in self._rows if other < number), default=0)
            self._data.insert(self._data.index(self._rows[before]) + 1 if before else 0, element)
            self._rows[number] = element
        return self._rows[number]

    def cell(self, column: int, number: int) -> Element:
        """The cell at this place; inserted in order if missing."""
        row, index = self.row(number), 0
        for index, child in enumerate(row, 1):
            if local(child) != "c" or cell_column(child) < column:
                continue
            if cell_column(child) == column:
                return child
            index -= 1
            break
        address = f"{get_column_letter(column)}{number}"
        element = etree.Element(etree.QName(etree.QName(row).namespace, "c"), r=address)
        row.insert(index, element)
        return element

    def put(self, old: Element, value: Value, style: int) -> None:
        """Replace a cell by one with this value."""
        xml = cell(value, old.get("r"), style, "", self._epoch)
        namespace = etree.QName(self.root).namespace
        new = etree.fromstring(f"<x xmlns={quoteattr(namespace or '')}>{xml}</x>")[0]
        old.getparent().replace(old, new)

    def merged(self) -> list[Area]:
        """The merged areas of the worksheet."""
        found = []
        for element in elements(self.root, "mergeCell"):
            first, _, last = element.get("ref", "").partition(":")
            corners = [(column_of(at, "mergeCell"), row_of(at, "mergeCell")) for at in (first, last or first)]
            found.append(Area(*corners[0], *corners[1]))
        return found


def put_fact(cells: InPlace, fact: Fact, value: Value, styles: CellStyles) -> None:
    """Write a fact into its cell, keeping the cell's style."""
    old, value = cells.cell(fact.column, fact.row), plain(value)
    cells.put(old, value, fitting(value, integer(old, "s", 0), styles))


def fill_printed(
    cells: InPlace, table: Table, shown: WorkbookContent, styles: CellStyles, unshown: Truncation
) -> list[str]:
    """Write what is known of the paragraphs that the form has printed into the empty cells beside them, adding no rows.
    `unshown` collects the rows that are not filled in; returns a sentence on paragraphs that are not printed."""
    matches = match([_printed(number, row, table) for number, row in table.printed.items()], shown.rows)
    answers = {column for column, name in table.columns.items() if name not in SAYS_WHICH}
    hidden = {column: Merged(cells.merged(), column) for column in table.columns}
    available = headings.columns(table.sheet, shown)
    widths = sample(cells.root, table).widths
    for rows, why in ((matches.unknown, _UNKNOWN), (matches.ambiguous, _AMBIGUOUS)):
        for number in rows:
            unshown.add(table.worksheet, number, why)
    for number, paragraph in matches.found.items():
        if answers & table.printed[number].keys():
            unshown.add(table.worksheet, number, _ANSWERED)
            continue
        texts: dict[int, object] = {**table.printed[number]}
        for column in table.columns.keys() - texts.keys():
            own = available[table.columns[column]]
            (value,), *more = continued([own.source(paragraph)], [own])
            if value in (None, ""):
                continue
            if hidden[column].covers(number):
                unshown.add(table.worksheet, number, _HIDDEN)
                continue
            if more:
                unshown.add(table.worksheet, number, _CUT)
            texts[column] = value = plain(value)
            old = cells.cell(column, number)
            cells.put(old, value, wrapping(value, integer(old, "s", 0), widths[column], styles))
        _make_high_enough(cells, number, texts, widths, styles)
    return [_left_out([row.paragraph.label for row in matches.missing])] if matches.missing else []


def _printed(number: int, row: Row, table: Table) -> PrintedRow:
    says = {table.columns[column]: str(value) for column, value in row.items() if column in table.columns}
    return PrintedRow(
        number, *(says.get(name, "").strip() for name in ("Paragraph", "Text", "Instrument", "Member State"))
    )


def _make_high_enough(
    cells: InPlace, number: int, texts: Mapping[int, object], widths: Mapping[int, float], styles: CellStyles
) -> None:
    """Make a row high enough to show its texts: not every program does so when it opens a workbook."""
    row = cells.row(number)
    heights = (
        needed_height(text, widths[column], integer(cells.cell(column, number), "s", 0), styles)
        for column, text in texts.items()
        if column in widths and isinstance(text, str)
    )
    needed = max(heights, default=0)
    if needed > max(real(row, "ht", 0), _USUAL):
        row.set("ht", f"{min(needed, TALLEST):g}")
        row.set("customHeight", "1")


def _left_out(labels: list[str]) -> str:
    named = ", ".join(filter(None, labels[:_NAMED])) + (" …" if len(labels) > _NAMED else "")
    return str(
        tr("%n paragraph(s) are not printed in the form and were left out: {labels}.", "", len(labels), labels=named)
    )
