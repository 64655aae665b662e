"""How tests read a workbook back."""

import openpyxl


def rows_of(path, sheet):
    """The rows of a sheet by their headings, which stand in the first row that has two cells or more filled."""
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(path)[sheet].iter_rows()]
    head = next(number for number, row in enumerate(rows) if sum(value is not None for value in row) > 1)
    return [dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :]]


def table(path, sheet, name):
    """The rows of an Excel table by their headings."""
    held = openpyxl.load_workbook(path)[sheet]
    rows = [[cell.value for cell in row] for row in held[held.tables[name].ref]]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def note_of(path, sheet):
    return openpyxl.load_workbook(path)[sheet]["A1"].value
