"""Print areas of a form: they reach to the last row that was filled in, and what they leave out is said."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.utils import column_index_from_string

from tracker.excel.forms.attributes import LAST_COLUMN, LAST_ROW, integer
from tracker.excel.forms.parts import Parts, elements
from tracker.i18n import tr

_WORKBOOK = "xl/workbook.xml"
_AREA = re.compile(r"(?<=!)\$?([A-Z]{1,3})?\$?(\d{1,7})?(:\$?([A-Z]{1,3})?\$?)(\d{1,7})?(?=,|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FilledRows:
    """Where the rows of a table are in the filled-in form, and its headings by column number."""

    worksheet: str
    first: int
    last: int
    headings: dict[int, str]


def fit(parts: Parts, filled: Sequence[FilledRows]) -> list[str]:
    """Make the print areas that begin above or at the first row of a table reach to its last; returns a sentence for
    each table of which some columns are not printed."""
    names = [sheet.get("name", "") for sheet in elements(parts.tree(_WORKBOOK), "sheet")]
    told = []
    for element in list(elements(parts.tree(_WORKBOOK), "definedName")):
        number = integer(element, "localSheetId", len(names))
        if element.get("name") != "_xlnm.Print_Area" or number >= len(names):
            continue
        for rows in filled:
            if rows.worksheet != names[number]:
                continue
            text = element.text or ""
            if not _AREA.search(text):
                continue  # a formula says what is printed
            grown = _AREA.sub(lambda match, rows=rows: _grown(match, rows), text)
            if grown != text:
                parts.change(_WORKBOOK)
                element.text = grown
            if left_out := [words for column, words in rows.headings.items() if not _prints(grown, column, rows)]:
                told.append(
                    str(
                        tr(
                            "The print area of sheet “{sheet}” leaves out: {headings}.",
                            sheet=rows.worksheet,
                            headings=", ".join(" ".join(words.split()) for words in left_out),
                        )
                    )
                )
    return told


def _grown(match: re.Match[str], rows: FilledRows) -> str:
    first, last = match[2], match[5]
    if first and last and int(first) <= rows.first <= int(last) + 1 and int(last) < rows.last:
        return match[0].removesuffix(last) + str(rows.last)
    return match[0]


def _prints(areas: str, column: int, rows: FilledRows) -> bool:
    """Whether a column of the table is printed, from the first row to the last."""
    for match in _AREA.finditer(areas):
        first, last = int(match[2] or 1), int(match[5] or LAST_ROW)
        left = column_index_from_string(match[1].upper()) if match[1] else 1
        right = column_index_from_string(match[4].upper()) if match[4] else LAST_COLUMN
        if first <= rows.first and rows.last <= last and left <= column <= right:
            return True
    return False
