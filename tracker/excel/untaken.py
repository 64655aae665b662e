"""What is written in a returned workbook where nothing is read: notes, sheets and columns of the ministry's own."""

from collections.abc import Container, Iterator, Mapping

from openpyxl.utils import get_column_letter

from tracker.domain.reports.comparison import Place, Written
from tracker.domain.reports.sent import digest
from tracker.domain.reports.workbook import Sheet
from tracker.excel.cells import Book, Cell, shown
from tracker.excel.headers_and_footers import sections
from tracker.excel.missing_sheets import TO_FILL_IN
from tracker.excel.package import Package
from tracker.excel.words import is_called
from tracker.i18n import Message, tr

NOTE = tr("in a note", code="written.note")
BOX = tr("in a text box", code="written.box")
PAGE = tr("in a page header or footer", code="written.page")
LOCKED = tr("in a locked cell", code="written.locked")
COLUMN = tr("in another column", code="written.column")
ROW = tr("in another row", code="written.row")
STRUCK = tr("struck through", code="written.struck")
SHEET = tr("on another sheet", code="written.sheet")
_MOST = 200  # cells of a sheet of their own
_LONGEST = 10_000  # characters


def words_of(cell: Cell) -> str:
    return shown(cell)[:_LONGEST]


def is_ours(name: str, in_language: str) -> bool:
    """Whether a sheet without rows is one that was sent."""
    return any(is_called(name, sheet, in_language) for sheet in (Sheet.COVER, Sheet.LEGEND))


def should_have_keys(name: str, in_language: str) -> bool:
    """Whether a sheet has the name of one that is sent with rows to be filled in."""
    return any(is_called(name, sheet, in_language) for sheet in TO_FILL_IN)


def on_sheet(book: Book, name: str, file: str, sent: Container[str] = ()) -> Iterator[Written]:
    """What a sheet of their own says, cell by cell, without the texts of these digests; of a large one, the beginning
    and how much more there is."""
    count = 0
    first = ""
    for number, cells in book.rows(name, []):
        for column, cell in cells.items():
            if (words := words_of(cell).strip()) and not (sent and digest(words) in sent):
                count += 1
                place = Place(file, name, f"{get_column_letter(column)}{number}")
                if count <= _MOST:
                    yield Written(place, words, SHEET)
                first = first or (place.cell if count > _MOST else "")
    if first:
        more = tr("There is/are %n further cell(s) like these.", "", count - _MOST)
        yield Written(Place(file, name, first), str(more), SHEET)


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


def text_boxes(package: Package, part: str) -> Iterator[tuple[str, str]]:
    """What text boxes and other shapes on a sheet say, and the cell at their upper left corner."""
    for related in package.related(part):
        if related.kind == "drawing" and related.part in package:
            yield from _words_of_shapes(package, related.part)


def _words_of_shapes(package: Package, part: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    path: list[str] = []
    corner: dict[str, str] = {}
    pieces: list[str] = []

    def start(name: str, _attributes: dict[str, str]) -> None:
        path.append(name)

    def text(piece: str) -> None:
        if path[-1] in ("col", "row") and path[-2] == "from":
            corner[path[-1]] = corner.get(path[-1], "") + piece
        elif path[-1] == "t" and "Fallback" not in path:  # which says the same for programs of old
            pieces.append(piece)

    def end(name: str) -> None:
        path.pop()
        if name == "p":
            pieces.append("\n")
        elif name.endswith("Anchor"):
            if words := "".join(pieces).strip()[:_LONGEST]:
                found.append((_cell(corner), words))
            corner.clear()
            pieces.clear()

    for _ in package.parse(part, start, end, text):
        pass
    return found


def _cell(corner: Mapping[str, str]) -> str:
    """The cell with these numbers, which begin at 0."""
    column, row = (
        int(words) + 1
        if (words := corner.get(name, "").strip()).isascii() and words.isdigit() and len(words) < 8
        else 1
        for name in ("col", "row")
    )
    return f"{get_column_letter(min(column, 16_384))}{row}"


def around_pages(book: Book, name: str, sent: Container[str] | None) -> Iterator[str]:
    """What the page headers and footers of a sheet say, without what was `sent` there, by digest. Where that is unknown
    only the headers: there is none in a workbook of ours."""
    for element, text in book.headers_and_footers.get(name, ()):
        if sent is not None or element.endswith("Header"):
            yield from (words[:_LONGEST] for words in sections(text) if not (sent and digest(words) in sent))


def in_words(kind: Message, heading: str) -> Message:
    """Where it is written, with the heading of its column if that has one."""
    if not heading:
        return kind
    return tr("{where}, “{heading}”", code=kind.code, where=kind, heading=heading[:80])
