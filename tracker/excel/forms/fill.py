"""Fills in a copy of a form. Only the XML of what changes is written anew; every other part is copied as it is."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4
from zipfile import ZipFile

from lxml import etree
from openpyxl.utils import column_index_from_string, get_column_letter

from tracker.domain.reports.workbook import WorkbookContent
from tracker.errors import TrackerError
from tracker.excel.cells import Book
from tracker.excel.columns import Value
from tracker.excel.forms import headings
from tracker.excel.forms.cell_styles import CellStyles
from tracker.excel.forms.detect import Fact, Form, Table
from tracker.excel.forms.parts import Element, Parts, elements, local, mark
from tracker.excel.forms.relocate import forget_values, move, with_own_formulas
from tracker.excel.forms.row_shift import LAST_ROW, Shift
from tracker.excel.forms.rows import Part, Sample, cell, fitting, lines, number_cells, prepared, sample
from tracker.excel.output import unfinished
from tracker.excel.sheets.table import continued
from tracker.excel.truncation import GOES_ON, Truncation
from tracker.excel.values import plain
from tracker.i18n import tr
from tracker.progress import Progress

_MOST = 1_000_000  # cells; they stand in memory


class _Filled:
    """A table of the form with the rows that go below its headings, and the rows there are for them up to `last`."""

    def __init__(self, table: Table, names: list[str], values: list[list[Value]], sample: Sample, last: int) -> None:
        self.table, self.names, self.values, self.sample, self.last = table, names, values, sample, last
        self.mark = f"rows {uuid4()}"

    @property
    def added(self) -> int:
        """How many rows there are more than the form has."""
        return max(0, len(self.values) - (self.last - self.table.first + 1))


def fill(
    path: Path, source: Path, parts: Parts, book: Book, form: Form, shown: WorkbookContent, progress: Progress
) -> list[str]:
    """Write the form, filled in, to `path`; returns what it could not show whole. `progress(done, whole)` is called in
    rows and may raise to give up. Raises TrackerError when that can't be done; then what was there before is whole."""
    if path.exists() and path.samefile(source):
        raise TrackerError(
            tr("{file} is the form itself.", file=path.name), tr("Choose another name: the form stays as it is.")
        )
    with unfinished(path) as beside:
        unshown = Truncation()
        for name in form.worksheets:
            number_cells(parts.change(book.parts[name]))
            with_own_formulas(parts.tree(book.parts[name]))
        looks = CellStyles(parts, book.dates)
        filled = list(_gathered(parts, book, form, shown, looks, progress, unshown))
        for fact in form.facts:
            _put(parts, book, fact, headings.facts(shown)[fact.name](), looks)
        shifts = {
            name.casefold(): Shift(tuple((one.last, one.added) for one in filled if one.table.worksheet == name))
            for name in {one.table.worksheet for one in filled if one.added}
        }
        for name, shift in shifts.items():
            _check_room(name, parts.tree(book.parts[_own(book, name)]), shift)
        for one in filled:
            _unmerge(parts.change(book.parts[one.table.worksheet]), one)
        if shifts:
            move(parts, book, shifts)
        rows: dict[str, Iterator[bytes]] = {}
        for one in filled:
            root = parts.change(book.parts[one.table.worksheet])
            shift = shifts.get(one.table.worksheet.casefold(), Shift(()))
            first, last = shift.row(one.table.first), shift.row(one.last)
            _make_room(root, one, first, last)
            part = Part(first, last, f"{root.prefix}:" if root.prefix else "", book.epoch)
            rows[one.mark] = lines(one.table, one.sample, looks, one.names, one.values, part, unshown)
        for one in filled:
            _count_merges(parts.change(book.parts[one.table.worksheet]))
        forget_values(parts, book, form.worksheets)
        # Rows may ask for further styles, so they are made before any part is written.
        ready = {name: iter(list(found)) for name, found in rows.items()}
        parts.calculate_anew()
        with ZipFile(beside, "w") as out:
            parts.save(out, ready)
        progress()
    return unshown.sentences


def _gathered(
    parts: Parts,
    book: Book,
    form: Form,
    shown: WorkbookContent,
    looks: CellStyles,
    progress: Progress,
    unshown: Truncation,
) -> Iterator[_Filled]:
    """The tables of the form with their rows, from the top down."""
    done = cells = 0
    whole = max(1, len(form.tables) * len(shown.rows))
    for table in sorted(form.tables, key=lambda one: one.heading):
        every = headings.columns(table.sheet, shown)
        columns = [every[heading] for heading in dict.fromkeys(table.columns.values())]
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
        yield _Filled(table, [column.name for column in columns], values, first, prepared(root, table, looks, first))


def _own(book: Book, folded: str) -> str:
    return next(name for name in book.parts if name.casefold() == folded)


def _check_room(name: str, root: Element, shift: Shift) -> None:
    last = max((int(row.get("r")) for row in elements(root, "row")), default=0)
    if last + sum(count for _, count in shift.added) > LAST_ROW:
        raise TrackerError(
            tr("Sheet “{sheet}” has no room for all rows.", sheet=name),
            tr("Export fewer Member States or instruments."),
        )


def _put(parts: Parts, book: Book, fact: Fact, value: Value, looks: CellStyles) -> None:
    """Write a fact into its cell, in the look the cell has."""
    root = parts.change(book.parts[fact.worksheet])
    at = f"{get_column_letter(fact.column)}{fact.row}"
    data = next(elements(root, "sheetData"))
    row = _at(data, fact.row, lambda one: int(one.get("r")), "row", str(fact.row))
    held = _at(row, fact.column, lambda one: _column(one.get("r")), "c", at)
    held_style = int(held.get("s", 0))
    value = plain(value)
    namespace = etree.QName(root).namespace
    xml = cell(value, at, fitting(value, held_style, looks), "", book.epoch)
    made = etree.fromstring(f'<x xmlns="{namespace}">{xml}</x>')[0]
    row.replace(held, made)


def _at(parent: Element, number: int, numbered: Callable[[Element], int], name: str, at: str) -> Element:
    """The row or cell with this number below `parent`, put in its place where there is none."""
    place = 0
    for place, one in enumerate(parent, 1):
        if local(one) != name or numbered(one) < number:
            continue
        if numbered(one) == number:
            return one
        place -= 1
        break
    made = etree.Element(etree.QName(etree.QName(parent).namespace, name), r=at)
    parent.insert(place, made)
    return made


def _column(at: str) -> int:
    return column_index_from_string(at.rstrip("0123456789"))


def _unmerge(root: Element, one: _Filled) -> None:
    """Take away the merged cells of the rows that are written anew."""
    for merged in list(elements(root, "mergeCell")):
        first, _, last = merged.get("ref", "").partition(":")
        rows = [int(at.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ$") or 0) for at in (first, last)]
        if one.table.first <= rows[0] and rows[1] <= one.last:
            merged.getparent().remove(merged)


def _make_room(root: Element, one: _Filled, first: int, last: int) -> None:
    """Put the mark of the rows in the place of those that the form has, and merge their cells as in the first."""
    data = next(elements(root, "sheetData"))
    place = 0
    for row in list(data):
        number = int(row.get("r")) if local(row) == "row" else 0
        if first <= number <= last:
            data.remove(row)
        elif number < first:
            place = data.index(row) + 1
    data.insert(place, mark(one.mark))
    if one.sample.merged:
        every = next(elements(root, "mergeCells"))
        for number in range(first, max(first + len(one.values) - 1, last) + 1):
            for begin, end in one.sample.merged:
                ref = f"{get_column_letter(begin)}{number}:{get_column_letter(end)}{number}"
                etree.SubElement(every, etree.QName(etree.QName(root).namespace, "mergeCell"), ref=ref)


def _count_merges(root: Element) -> None:
    """A list of merged cells says how many they are, and may not be empty."""
    for every in list(elements(root, "mergeCells")):
        every.set("count", str(len(every)))
        if not len(every):
            every.getparent().remove(every)
