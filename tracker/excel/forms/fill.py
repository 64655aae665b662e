"""Fills in a copy of a form. Only the XML of parts that change is rewritten; every other part is copied unchanged."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4
from xml.sax.saxutils import quoteattr
from zipfile import ZipFile

from lxml import etree
from openpyxl.utils import get_column_letter

from tracker.domain.reports.workbook import WorkbookContent
from tracker.errors import TrackerError
from tracker.excel.cells import Book
from tracker.excel.columns import Value
from tracker.excel.forms import headings
from tracker.excel.forms.attributes import cell_column, integer, required, row_of
from tracker.excel.forms.cell_styles import CellStyles
from tracker.excel.forms.detect import Fact, Form, Table
from tracker.excel.forms.parts import Element, Parts, elements, local, mark
from tracker.excel.forms.relocate import forget_values, move, with_own_formulas
from tracker.excel.forms.row_shift import Shift
from tracker.excel.forms.rows import Part, Sample, cell, fitting, lines, number_cells, prepared, sample
from tracker.excel.output import unfinished
from tracker.excel.sheets.table import continued
from tracker.excel.truncation import GOES_ON, Truncation
from tracker.excel.values import plain
from tracker.i18n import tr
from tracker.progress import Progress

_MOST = 1_000_000  # cells; they are all in memory


class _Filled:
    """A table of the form with the values for its rows. The form has rows for them from `table.first` to `last`."""

    def __init__(self, table: Table, names: list[str], values: list[list[Value]], sample: Sample, last: int) -> None:
        self.table, self.names, self.values, self.sample, self.last = table, names, values, sample, last
        self.mark = f"rows {uuid4()}"

    @property
    def added(self) -> int:
        """How many rows must be added to the form."""
        return max(0, len(self.values) - (self.last - self.table.first + 1))


def fill(
    path: Path, source: Path, parts: Parts, book: Book, form: Form, shown: WorkbookContent, progress: Progress
) -> list[str]:
    """Write the filled-in form to `path`; returns a sentence for each thing it could not show in full. `progress(done,
    whole)` counts rows and may raise to cancel. Raises TrackerError if the form can't be filled in; an existing file is
    then unchanged."""
    if path.exists() and path.samefile(source):
        raise TrackerError(
            tr("{file} is the form itself.", file=path.name), tr("Choose another name: the form stays as it is.")
        )
    with unfinished(path) as temporary:
        unshown = Truncation()
        for name in form.worksheets:
            number_cells(parts.change(book.parts[name]))
            with_own_formulas(parts.tree(book.parts[name]))
        styles = CellStyles(parts, book.dates)
        filled_tables = list(_gathered(parts, book, form, shown, styles, progress, unshown))
        for fact in form.facts:
            _put(parts, book, fact, headings.facts(shown)[fact.name](), styles)
        shifts = {
            name.casefold(): Shift(
                tuple((filled.last, filled.added) for filled in filled_tables if filled.table.worksheet == name)
            )
            for name in {filled.table.worksheet for filled in filled_tables if filled.added}
        }
        for name, shift in shifts.items():
            _check_room(name, parts.tree(book.parts[_own(book, name)]), shift)
        for filled in filled_tables:
            _unmerge(parts.change(book.parts[filled.table.worksheet]), filled)
        if shifts:
            move(parts, book, shifts)
        rows: dict[str, Iterator[bytes]] = {}
        for filled in filled_tables:
            root = parts.change(book.parts[filled.table.worksheet])
            shift = shifts.get(filled.table.worksheet.casefold(), Shift(()))
            first, last = shift.row(filled.table.first), shift.row(filled.last)
            _make_room(root, filled, first, last)
            part = Part(first, last, f"{root.prefix}:" if root.prefix else "", book.epoch)
            rows[filled.mark] = lines(filled.table, filled.sample, styles, filled.names, filled.values, part, unshown)
        for filled in filled_tables:
            _count_merges(parts.change(book.parts[filled.table.worksheet]))
        forget_values(parts, book, form.worksheets)
        # Making rows may add styles, so all rows are made before any part is written.
        ready = {name: iter(list(row_lines)) for name, row_lines in rows.items()}
        parts.calculate_anew()
        with ZipFile(temporary, "w") as out:
            parts.save(out, ready, progress)
        progress()
    return unshown.sentences


def _gathered(
    parts: Parts,
    book: Book,
    form: Form,
    shown: WorkbookContent,
    styles: CellStyles,
    progress: Progress,
    unshown: Truncation,
) -> Iterator[_Filled]:
    """The tables of the form with their values, from the top down."""
    done = cells = 0
    whole = max(1, len(form.tables) * len(shown.rows))
    for table in sorted(form.tables, key=lambda table: table.heading):
        available = headings.columns(table.sheet, shown)
        columns = [available[heading] for heading in dict.fromkeys(table.columns.values())]
        values: list[list[Value]] = []
        for row in headings.rows(table.sheet, shown):
            done += 1
            progress(min(done, whole), whole)
            for part, piece in enumerate(continued([column.source(row) for column in columns], columns)):
                values.append(list(piece))
                if part == 1:
                    at = table.first + len(values) - 1
                    unshown.add(table.worksheet, at, GOES_ON)
            cells += len(columns)
            if cells > _MOST:
                raise TrackerError(
                    tr("More than %n cell(s) would go into the form.", "", _MOST),
                    tr("Export fewer Member States or instruments."),
                )
        root = parts.tree(book.parts[table.worksheet])
        first = sample(root, table)
        yield _Filled(table, [column.name for column in columns], values, first, prepared(root, table, styles, first))


def _own(book: Book, folded: str) -> str:
    return next(name for name in book.parts if name.casefold() == folded)


def _check_room(name: str, root: Element, shift: Shift) -> None:
    with_content = (integer(row, "r") for row in elements(root, "row") if any(len(cell) for cell in row))
    if not all(map(shift.has_room, with_content)):
        raise TrackerError(
            tr("Sheet “{sheet}” has no room for all rows.", sheet=name),
            tr("Export fewer Member States or instruments."),
        )


def _put(parts: Parts, book: Book, fact: Fact, value: Value, styles: CellStyles) -> None:
    """Write a fact into its cell, keeping the cell's style."""
    root = parts.change(book.parts[fact.worksheet])
    address = f"{get_column_letter(fact.column)}{fact.row}"
    data = required(root, "sheetData")
    row = _at(data, fact.row, lambda element: integer(element, "r"), "row", str(fact.row))
    old = _at(row, fact.column, cell_column, "c", address)
    style = integer(old, "s", 0)
    value = plain(value)
    namespace = etree.QName(root).namespace
    xml = cell(value, address, fitting(value, style, styles), "", book.epoch)
    new = etree.fromstring(f"<x xmlns={quoteattr(namespace or '')}>{xml}</x>")[0]
    row.replace(old, new)


def _at(parent: Element, number: int, numbered: Callable[[Element], int], name: str, address: str) -> Element:
    """The row or cell with this number in `parent`; inserted in order if missing."""
    index = 0
    for index, child in enumerate(parent, 1):
        if local(child) != name or numbered(child) < number:
            continue
        if numbered(child) == number:
            return child
        index -= 1
        break
    element = etree.Element(etree.QName(etree.QName(parent).namespace, name), r=address)
    parent.insert(index, element)
    return element


def _unmerge(root: Element, filled: _Filled) -> None:
    """Remove the merged areas in the rows that are rewritten."""
    for merged in list(elements(root, "mergeCell")):
        begin, _, end = merged.get("ref", "").partition(":")
        rows = [row_of(address, "mergeCell") for address in (begin, end)]
        if filled.table.first <= rows[0] and rows[1] <= filled.last:
            merged.getparent().remove(merged)


def _make_room(root: Element, filled: _Filled, first: int, last: int) -> None:
    """Replace the form's rows by the placeholder of the new ones, and merge cells in each as in the first."""
    data = required(root, "sheetData")
    index = 0
    for row in list(data):
        number = integer(row, "r") if local(row) == "row" else 0
        if first <= number <= last:
            data.remove(row)
        elif number < first:
            index = data.index(row) + 1
    data.insert(index, mark(filled.mark))
    if filled.sample.merged:
        merged_areas = required(root, "mergeCells")
        for number in range(first, max(first + len(filled.values) - 1, last) + 1):
            for begin, end in filled.sample.merged:
                ref = f"{get_column_letter(begin)}{number}:{get_column_letter(end)}{number}"
                etree.SubElement(merged_areas, etree.QName(etree.QName(root).namespace, "mergeCell"), ref=ref)


def _count_merges(root: Element) -> None:
    """Update the count of each list of merged areas; an empty list is not allowed."""
    for merged_areas in list(elements(root, "mergeCells")):
        merged_areas.set("count", str(len(merged_areas)))
        if not len(merged_areas):
            merged_areas.getparent().remove(merged_areas)
