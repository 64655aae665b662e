"""A written workbook, as its readers find it."""

import re
import zipfile
from pathlib import Path

import openpyxl


def rows_of(path, sheet, head=None):
    """The rows of a sheet by their headings, which stand in row `head`, or the first with two cells or more filled."""
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(path)[sheet].iter_rows()]
    head = head or next(number for number, row in enumerate(rows, 1) if sum(value is not None for value in row) > 1)
    return [dict(zip(rows[head - 1], row, strict=True)) for row in rows[head:]]


def table(path, sheet, name):
    """The rows of an Excel table by their headings."""
    held = openpyxl.load_workbook(path)[sheet]
    rows = [[cell.value for cell in row] for row in held[held.tables[name].ref]]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def note_of(path, sheet):
    return openpyxl.load_workbook(path)[sheet]["A1"].value


def parts(path: Path, start: str) -> dict[str, str]:
    """The XML of the parts whose names start so."""
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name).decode() for name in book.namelist() if name.startswith(start)}


def read_back(text: str) -> str:
    """A cell's text as Excel and LibreOffice decode it."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)
