"""What is written in a returned workbook where nothing is read: notes, sheets and columns of the ministry's own."""

from collections.abc import Iterator, Mapping

from openpyxl.utils import get_column_letter

from tracker.domain.reports.comparison import Place, Unread, Written
from tracker.domain.reports.workbook import Sheet
from tracker.excel.cells import Book, Cell
from tracker.excel.columns.reading import as_typed
from tracker.excel.package import Package
from tracker.i18n import ENGLISH, Message, language, tr

NOTE = tr("in a note", code="written.note")
LOCKED = tr("in a locked cell", code="written.locked")
COLUMN = tr("in another column", code="written.column")
ROW = tr("in another row", code="written.row")
STRUCK = tr("struck through", code="written.struck")
SHEET = tr("on another sheet", code="written.sheet")
_MOST = 200  # cells of a sheet of their own
_LONGEST = 10_000  # characters


def words_of(cell: Cell) -> str:
    typed = as_typed(cell)
    return str(typed.why) if isinstance(typed, Unread) else typed[:_LONGEST]


def is_ours(name: str, in_language: str) -> bool:
    """Whether a sheet is one that was sent, in the workbook's language, the one in use, or English."""
    languages = (in_language, language(), ENGLISH)
    return any(name.startswith(tr(sheet.value).in_language(each)[:25]) for sheet in Sheet for each in languages)


def on_sheet(book: Book, name: str, file: str) -> Iterator[Written]:
    """What a sheet of their own says, cell by cell."""
    count = 0
    for number, cells in book.rows(name, []):
        for column, cell in cells.items():
            if words := words_of(cell).strip():
                yield Written(Place(file, name, f"{get_column_letter(column)}{number}"), words, SHEET)
                count += 1
            if count == _MOST:
                return


def notes(package: Package, part: str) -> Mapping[str, str]:
    """The notes on the cells of a sheet, by cell; where there is a conversation, that and not the note which Excel
    makes of it."""
    found: dict[str, str] = {}
    for kind in ("comments", "threadedComment"):
        of_kind: dict[str, list[str]] = {}
        for related in package.related(part):
            if related.kind == kind and related.part in package:
                _collect(package, related.part, of_kind)
        found |= {cell: "".join(pieces).strip()[:_LONGEST] for cell, pieces in of_kind.items()}
    return {cell: words for cell, words in found.items() if words}


def _collect(package: Package, part: str, found: dict[str, list[str]]) -> None:
    cell = ""
    inside = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal cell, inside
        if name in ("comment", "threadedComment"):
            cell = attributes.get("ref", "")
            if cell in found:
                found[cell].append("\n")
        inside = name in ("t", "text")

    def text(piece: str) -> None:
        if inside:
            found.setdefault(cell, []).append(piece)

    def end(_name: str) -> None:
        nonlocal inside
        inside = False

    for _ in package.parse(part, start, end, text):
        pass


def in_words(kind: Message, heading: str) -> Message:
    """Where it is written, with the heading of its column if that has one."""
    if not heading:
        return kind
    return tr("{where}, “{heading}”", code=kind.code, where=kind, heading=heading[:80])
