"""Which sheets, in which order; written beside the target, then put in its place, so that no half file is ever seen."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from tracker.domain.matrix import Matrix
from tracker.errors import TrackerError
from tracker.excel.columns import evidence_columns, matrix_columns, measure_columns
from tracker.excel.sheets.facts import colour_levels, write_cover, write_legend
from tracker.excel.sheets.table import write_table
from tracker.excel.styles import Stylist
from tracker.files import reason, written_beside

Progress = Callable[[int, int], None]


def write(path: Path, matrix: Matrix, progress: Progress = lambda _done, _whole: None) -> list[str]:
    """Write the workbook to `path`; returns what it could not show whole, in one sentence each (also on the Cover).

    `progress(done, whole)` is called in rows and may raise to give up. Raises TrackerError when the file can't be
    written; then what was there before is whole.
    """
    if path.suffix.lower() != ".xlsx" or path.is_dir():
        raise TrackerError(f"{path.name} is no name for a workbook.", "Name it like matrix.xlsx.")
    if not path.parent.is_dir():
        raise TrackerError(f"There is no folder {path.parent}.", "Make it first, or choose another place.")
    book = Workbook(write_only=True)
    try:
        with written_beside(path) as unfinished:
            said = _fill(book, matrix, progress)
            book.save(unfinished)
    except OSError as fault:
        _abandon(book)
        raise TrackerError(
            f"{path} can't be written: {reason(fault)}.", "Close it where it is open, or save under another name."
        ) from fault
    except BaseException:
        _abandon(book)
        raise
    return said


def _abandon(book: Workbook) -> None:
    """End the sheets that were begun, which openpyxl keeps in temporary files until they are saved."""
    for sheet in book.worksheets:
        unfinished: Any = sheet
        with suppress(Exception):
            unfinished.close()
            unfinished._writer.cleanup()


def _fill(book: Workbook, matrix: Matrix, progress: Progress) -> list[str]:
    cover = book.create_sheet("Cover")
    stylist = Stylist(book)
    whole = len(matrix.rows) + len(matrix.measures) + len(matrix.evidence)
    done = 0

    def before_row() -> None:
        nonlocal done
        done += 1
        progress(done, whole)

    several = len(matrix.states) > 1
    sheet, said = _write_matrix(book, stylist, matrix, before_row)
    said += write_table(book, stylist, "Measures", measure_columns(several), matrix.measures, before_row=before_row)[1]
    said += write_table(book, stylist, "Evidence", evidence_columns(several), matrix.evidence, before_row=before_row)[1]
    _offer_levels(sheet, matrix, write_legend(book, stylist, matrix))
    write_cover(cover, stylist, matrix, said)
    names = ", ".join(state.name for state in matrix.states)
    book.properties.title = f"Compliance matrix: {names}"[:250]
    book.properties.subject = ", ".join(one.symbol for one in matrix.instruments)
    book.properties.creator = "tracker"
    book.properties.created = datetime.combine(matrix.made_on, datetime.min.time())
    return said


def _write_matrix(
    book: Workbook, stylist: Stylist, matrix: Matrix, before_row: Callable[[], None]
) -> tuple[Any, list[str]]:
    columns = matrix_columns(matrix)
    open_columns = frozenset(column.heading for column in columns if column.field) if matrix.for_return else frozenset()
    sheet, said = write_table(
        book, stylist, "Compliance Matrix", columns, matrix.rows, open_columns, before_row=before_row
    )
    for heading in ("Level", "In law", "In practice"):
        colour_levels(sheet, matrix.scale, _area(matrix, heading))
    if matrix.for_return:
        sheet.protection.sheet = True
        sheet.protection.formatColumns = sheet.protection.formatRows = False
        sheet.protection.autoFilter = sheet.protection.sort = False
    return sheet, said


def _area(matrix: Matrix, heading: str) -> str:
    """The cells of a column."""
    column = get_column_letter([column.heading for column in matrix_columns(matrix)].index(heading) + 1)
    return f"{column}2:{column}{max(len(matrix.rows) + 1, 2)}"


def _offer_levels(sheet: Any, matrix: Matrix, words: str) -> None:
    """A drop-down list of the scale's words in every cell that holds a level."""
    offered = DataValidation(
        type="list",
        formula1=words,
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="Level",
        error="Choose one of the levels in the list.",
    )
    sheet.data_validations.append(offered)
    offered.add(_area(matrix, "Level"))
