"""Workbooks sent out and filled in with another library, as a ministry would with a spreadsheet."""

from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter

from tracker.i18n import tr
from tracker.operations.compare_returned import look
from tracker.operations.export import ExportRequest, export

PARAGRAPHS = ("A/RES/74/178, 19", "A/RES/74/178, 58", "A/RES/68/197, 3")
OPEN = ("level", "law", "practice", "rationale", "shortcomings", "next_step", "lead_authority", "due_on", "assistance",
        "assistance_from")  # fmt: skip


def send(workspace, path, **wanted) -> Path:
    """A workbook for return of Kenya with a few paragraphs, all fields open."""
    given = {"states": ("KEN",), "paragraphs": PARAGRAPHS, "open_fields": frozenset(OPEN)} | wanted
    export(workspace, path, ExportRequest(for_return=True, **given))
    return path


class Filled:
    """A workbook opened to be filled in, by the English names of sheets and columns; `save` writes it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = openpyxl.load_workbook(path)

    def cell(self, sheet: str, heading: str, row: int):
        there = self.book[str(tr(sheet))]
        return there.cell(row, column(there, str(tr(heading))))

    def write(self, sheet: str, heading: str, row: int, value: object) -> str:
        """Put a value into a cell; text stays text. Returns where, such as "H23"."""
        cell = self.cell(sheet, heading, row)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
        return cell.coordinate

    def row(self, label: str, sheet: str = "Compliance Matrix", heading: str = "Paragraph") -> int:
        """The number of the row of a paragraph, or of what is called so."""
        there = self.book[str(tr(sheet))]
        at = get_column_letter(column(there, str(tr(heading))))
        return next(cell.row for cell in there[at] if cell.value == label)

    def empty(self, sheet: str) -> int:
        """The first row of a register that was sent empty."""
        heading = "Measure" if sheet == "Measures" else "Evidence"
        there = self.book[str(tr(sheet))]
        at = get_column_letter(column(there, str(tr(heading))))
        return next(cell.row for cell in there[at] if not cell.value)

    def save(self) -> Path:
        self.book.save(self.path)
        return self.path


def headings(sheet) -> list[str]:
    return [cell.value for cell in sheet[1]]


def column(sheet, heading: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == heading)


def found(workspace, *paths):
    """What taking the workbooks back would do."""
    return look(workspace, list(paths))


def said(changes) -> set[tuple[str, str, str, str, str]]:
    """Changes as: paragraph or title, field, as sent, as returned, cell."""
    return {
        (c.about.label or c.title, c.field, c.words(c.sent), c.words(c.returned), c.place.cell) for c in changes
    }  # fmt: skip


def problems(workspace, path):
    """Where and what, when nothing else came of it."""
    result = found(workspace, path)
    assert not result.conflicts and not result.new
    return {(one.place.sheet, one.place.cell): str(one.what) for one in result.problems}, result.changes


def cell_of(path, label, heading):
    book = Filled(path)
    return book.cell("Compliance Matrix", heading, book.row(label)).coordinate
