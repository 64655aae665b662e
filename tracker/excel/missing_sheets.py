"""The sheets that were sent to be filled in and did not come back, of which nothing else in a workbook tells."""

from collections.abc import Collection, Iterator, Mapping

from tracker.domain.casework.registers import Register
from tracker.domain.reports.sent import SentWorkbook
from tracker.domain.reports.workbook import Sheet
from tracker.excel.cells import Book
from tracker.excel.columns.returning import about
from tracker.excel.words import is_called, titles

TO_FILL_IN: Mapping[Sheet, Register | None] = {
    Sheet.MATRIX: None,
    Sheet.MEASURES: Register.MEASURE,
    Sheet.EVIDENCE: Register.EVIDENCE,
}
"""The sheets that are sent with rows to be filled in, and whose rows they have: None for paragraphs."""


def missing_sheets(
    book: Book, there: Collection[Register | None], sent: Collection[SentWorkbook], in_language: str
) -> Iterator[str]:
    """The names of the sheets that were sent and are not in a workbook in this language. `there`: whose rows its sheets
    have, whatever they are called. The records of what was `sent` say which there were; without any, its Cover does."""
    missing = [
        sheet
        for sheet, register in TO_FILL_IN.items()
        if register not in there and not any(is_called(name, sheet, in_language) for name in book.names)
    ]
    if not missing:
        return
    names = titles(in_language)
    if sent:
        subjects = [about(key) for workbook in sent for key in workbook.row_keys()]
        registers = {subject.register for subject in subjects if subject}
        yield from (names[sheet] for sheet in missing if TO_FILL_IN[sheet] in registers)
    else:
        listed = list(_listed(book, in_language))
        yield from (names[sheet] for sheet in missing if names[sheet] in listed)


def _listed(book: Book, in_language: str) -> Iterator[str]:
    """The names of the sheets on the Cover, which says of each what it is for."""
    for name in book.names:
        if is_called(name, Sheet.COVER, in_language):
            for _, cells in book.rows(name, []):
                yield from (cell.partition(": ")[0] for cell in cells.values() if isinstance(cell, str))
