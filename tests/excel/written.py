"""A written workbook, as its readers find it."""

import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl


def rows_of(path: Path, sheet: str, head: int = 1) -> list[dict[str, Any]]:
    """The rows below the headings, which stand in row `head`."""
    book = openpyxl.load_workbook(path)
    rows = [[cell.value for cell in row] for row in book[sheet].iter_rows(min_row=head)]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def parts(path: Path, start: str) -> dict[str, str]:
    """The XML of the parts whose names start so."""
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name).decode() for name in book.namelist() if name.startswith(start)}


def read_back(text: str) -> str:
    """A cell's text as Excel and LibreOffice decode it."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)
