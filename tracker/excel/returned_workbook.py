"""Reads a workbook that ministries filled in: which rows were returned, and the values of their open cells.

Rows are identified by their hidden keys, columns by their headings, wherever they are. What was sent is looked up in
the record that the workspace keeps; where it has none, the hidden columns say it. Nothing is compared with what is
stored here; what can't be read is reported cell by cell.
"""

from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import Path

from tracker.domain.reports.comparison import Place, Problem, Returned, Written
from tracker.domain.reports.sent import SentWorkbook, sheet_key
from tracker.errors import TrackerError
from tracker.excel import untaken
from tracker.excel.cells import Book, Row
from tracker.excel.columns.reading import text
from tracker.excel.columns.returning import HIDDEN, sent_column
from tracker.excel.headers_and_footers import KEPT_AS
from tracker.excel.merged_areas import Area
from tracker.excel.missing_sheets import missing_sheets
from tracker.excel.package import Package, opened
from tracker.excel.returned_problems import KEY_MISSING, sheet_missing
from tracker.excel.returned_sheet import Record, ReturnedSheet
from tracker.i18n import tr
from tracker.progress import Progress, unwatched

_TOP = 1_000  # rows among which the headings are searched: a ministry may put its letter above them


def read(path: Path, progress: Progress = unwatched, record: Record = lambda _uid: None) -> Returned:
    """Read a returned workbook. `progress(done, whole)` is called now and then and may raise to cancel.

    Raises TrackerError if the file is not a workbook, may not be opened, or was not sent to be filled in.
    """
    with opened(path) as package:
        book = Book(package)
        record = lru_cache(maxsize=16)(record)
        gathered = {name: _gather(book, name, package.name, progress, record) for name in book.names}
        sheets = [sheet for sheet in gathered.values() if sheet]
        if not sheets:
            raise TrackerError(
                tr("{file} is no workbook that was sent to be filled in.", file=package.name),
                tr("Import one that was exported for return; another one has no keys to know its rows by."),
            )
        for sheet in sheets:
            sheet.read(book.epoch)
        sent = {uid: workbook for sheet in sheets for uid, workbook in sheet.workbooks.items()}
        missing = list(missing_sheets(book, {sheet.register for sheet in sheets}, sent.values(), sheets[0].language))
        written = [
            one
            for name, sheet in gathered.items()
            for one in _written(package, book, name, sheet, sheets[0].language, sent.values())
        ]
    rows, new = [], []
    problems = [Problem(Place(package.name, name, ""), sheet_missing(name)) for name in missing]
    language = sheets[0].language
    for name, found in gathered.items():
        if not found and untaken.should_have_keys(name, language):
            problems.append(Problem(Place(package.name, name, "A1"), KEY_MISSING))
    for sheet in sheets:
        rows += sheet.rows
        new += sheet.new
        problems += sheet.problems
    return Returned(tuple(rows), tuple(new), tuple(problems), tuple(written))


def _gather(book: Book, name: str, file: str, progress: Progress, record: Record) -> ReturnedSheet | None:
    """A sheet with rows that were sent; None for any other, of which only the top is read."""
    merged: list[Area] = []
    above: list[tuple[int, Row]] = []
    sheet: ReturnedSheet | None = None
    for count, (number, cells) in enumerate(book.rows(name, merged)):
        if count % 500 == 0:
            progress(book.done, book.whole)
        if sheet is None:
            if number > _TOP:
                return None
            headings = {column: text(cell) for column, cell in cells.items()}
            words = {column: heading for column, heading in headings.items() if isinstance(heading, str)}
            if sum(heading in HIDDEN or bool(sent_column(heading)) for heading in words.values()) > 1:
                sheet = ReturnedSheet(Place(file, name, ""), number, words, record, above)
            else:
                above.append((number, cells))
        else:
            sheet.take(number, cells)
    if sheet:
        sheet.merged = merged
    return sheet


def _written(
    package: Package,
    book: Book,
    name: str,
    sheet: ReturnedSheet | None,
    language: str,
    sent: Collection[SentWorkbook],
) -> Iterator[Written]:
    """What is written in a sheet where nothing is read. `sent`: the workbooks of whose rows there are any; this is
    one of them."""
    if sheet:
        yield from sheet.written
    elif untaken.is_ours(name, language):
        texts = _texts_sent(sent, name)
        if texts is not None:
            yield from untaken.on_sheet(book, name, package.name, texts)
    elif not untaken.should_have_keys(name, language):
        yield from untaken.on_sheet(book, name, package.name)
    part = book.parts[name]
    beside = [(cell, words, untaken.NOTE) for cell, words in untaken.notes(package, part).items()]
    beside += [(cell, words, untaken.BOX) for cell, words in untaken.text_boxes(package, part)]
    beside += [("A1", words, untaken.PAGE) for words in untaken.around_pages(book, name, _texts_sent(sent, KEPT_AS))]
    for cell, words, where in beside:
        about_row = sheet.about_of(cell) if sheet else None
        yield Written(Place(package.name, name, cell), words, where, about_row)


def _texts_sent(workbooks: Collection[SentWorkbook], name: str) -> frozenset[str] | None:
    """The digests of the texts that were sent on a sheet without rows; None if there is no record of it."""
    rows = [row for workbook in workbooks if (row := workbook.row(sheet_key(name)))]
    return frozenset(text for row in rows for text in row.locked) if rows else None
