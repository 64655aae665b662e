"""Fills in a copy of a form. Only the XML of parts that change is rewritten; every other part is copied unchanged."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4
from zipfile import ZipFile

from lxml import etree
from openpyxl.utils import get_column_letter

from tracker.domain.reports.workbook import WorkbookContent
from tracker.errors import TrackerError
from tracker.excel.cells import Book
from tracker.excel.columns import Value
from tracker.excel.forms import headings
from tracker.excel.forms.attributes import integer, required, row_of
from tracker.excel.forms.cell_styles import CellStyles
from tracker.excel.forms.detect import Form
from tracker.excel.forms.in_place import InPlace, fill_printed, put_fact
from tracker.excel.forms.parts import Element, Parts, elements, local, mark, sheet_rows
from tracker.excel.forms.print_areas import FilledRows, fit
from tracker.excel.forms.relocate import forget_values, move, with_own_formulas
from tracker.excel.forms.row_shift import Shift
from tracker.excel.forms.rows import Part, Sample, lines, number_cells, prepared, sample
from tracker.excel.forms.worksheet import Table
from tracker.excel.output import unfinished
from tracker.excel.sheets.table import continued
from tracker.excel.truncation import GOES_ON, Truncation
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

    def place(self, first: int) -> FilledRows:
        """Where its rows are, beginning at the row `first`."""
        words = {column: self.table.headings[column] for column in self.table.columns}
        return FilledRows(self.table.worksheet, first, first + max(1, len(self.values)) - 1, words)


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
    with unfinished(path, progress) as temporary:
        unshown = Truncation()
        for name in form.worksheets:
            number_cells(parts.change(book.parts[name]))
            with_own_formulas(parts.tree(book.parts[name]))
        styles = CellStyles(parts, book.dates)
        filled_tables = list(_gathered(parts, book, form, shown, styles, progress, unshown))
        left_out = _write_in_place(parts, book, form, shown, styles, unshown)
        shifts = _shifts(filled_tables)
        for name, shift in shifts.items():
            _check_room(name, parts.tree(book.parts[_own(book, name)]), shift)
        for filled in filled_tables:
            _unmerge(parts.change(book.parts[filled.table.worksheet]), filled)
        if shifts:
            move(parts, book, shifts)
        rows: dict[str, Iterator[bytes]] = {}
        places: list[FilledRows] = []
        for filled in filled_tables:
            root = parts.change(book.parts[filled.table.worksheet])
            shift = shifts.get(filled.table.worksheet.casefold(), Shift(()))
            first, last = shift.row(filled.table.first), shift.row(filled.last)
            _make_room(root, filled, first, last)
            places.append(filled.place(first))
            part = Part(first, last, f"{root.prefix}:" if root.prefix else "", book.epoch)
            rows[filled.mark] = lines(filled.table, filled.sample, styles, filled.names, filled.values, part, unshown)
        for filled in filled_tables:
            _count_merges(parts.change(book.parts[filled.table.worksheet]))
        left_out += fit(parts, places)
        forget_values(parts, book, form.worksheets)
        # Making rows may add styles, so all rows are made before any part is written.
        ready = {name: iter(list(row_lines)) for name, row_lines in rows.items()}
        parts.calculate_anew()
        with ZipFile(temporary, "w") as out:
            parts.save(out, ready, progress)
        progress()
    return [*unshown.sentences, *left_out]


def _write_in_place(
    parts: Parts, book: Book, form: Form, shown: WorkbookContent, styles: CellStyles, unshown: Truncation
) -> list[str]:
    """Write facts, and what is said of paragraphs that the form has printed; returns what `fill_printed` does."""
    cells = {name: InPlace(parts.change(book.parts[name]), book.epoch) for name in form.worksheets}
    for fact in form.facts:
        put_fact(cells[fact.worksheet], fact, headings.facts(shown)[fact.name](), styles)
    printed = [table for table in form.tables if table.printed]
    return [line for table in printed for line in fill_printed(cells[table.worksheet], table, shown, styles, unshown)]


def _shifts(filled_tables: list[_Filled]) -> dict[str, Shift]:
    """The rows that are added, by the case-folded name of the worksheet."""
    return {
        name.casefold(): Shift(
            tuple((filled.last, filled.added) for filled in filled_tables if filled.table.worksheet == name)
        )
        for name in {filled.table.worksheet for filled in filled_tables if filled.added}
    }


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
        if table.printed:
            continue
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
    for number in (integer(row, "r") for row in sheet_rows(root) if any(len(cell) for cell in row)):
        if not shift.has_room(number):
            raise TrackerError(
                tr(
                    "Row {number} of sheet “{sheet}” would be moved below the last row that a sheet can have.",
                    number=number,
                    sheet=name,
                ),
                tr("Clear what stands there, or export fewer Member States or instruments."),
            )


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
