"""Where cells are after rows were added to a worksheet: addresses, areas and formulas follow, as in a spreadsheet."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tracker.errors import TrackerError
from tracker.excel.forms.attributes import LAST_ROW
from tracker.i18n import Message, tr

_AREA = re.compile(r"(\$?[A-Za-z]{0,3}\$?)(\d{1,7})(?::(\$?[A-Za-z]{0,3}\$?)(\d{1,7}))?")
_TOKEN = re.compile(
    r'"(?:[^"]|"")*"'  # a string, which has no addresses
    r"|(?<![\w.$!'\]])(?P<sheet>'(?:[^']|'')+'!|(?:\[\d+\])?[^\W\d][\w.]*(?::[^\W\d][\w.]*)?!)?"
    r"(?P<area>\$?[A-Za-z]{1,3}\$?\d{1,7}(?::\$?[A-Za-z]{1,3}\$?\d{1,7})?|\$?\d{1,7}:\$?\d{1,7})(?![\w.(!\[])"
    r"|\[(?:[^\[\]]|\[[^\[\]]*\])*\]"  # the column of a table
)
_IN_WORDS = re.compile(r'"[^"]*\$?[A-Za-z]{1,3}\$?\d[^"]*"')


@dataclass(frozen=True, slots=True)
class Shift:
    """Rows that are added to a worksheet, as (below which row, how many). An area that ends at or below such a row
    grows, as if the rows had been inserted before its end."""

    added: tuple[tuple[int, int], ...]

    def row(self, number: int) -> int:
        """The new number of a row of the form."""
        return min(self._moved(number), LAST_ROW)

    def has_room(self, number: int) -> bool:
        """Whether a row of the form is still on the worksheet."""
        return self._moved(number) <= LAST_ROW

    def _moved(self, number: int) -> int:
        return number + sum(count for below, count in self.added if number > below)

    def end(self, number: int) -> int:
        """The new last row of an area that ends with this row of the form."""
        return min(number + sum(count for below, count in self.added if number >= below), LAST_ROW)

    def area(self, words: str, grows: bool = False) -> str:
        """The new address of an area such as "A8:C17". A single cell stays one, unless it `grows` with the rows
        added."""
        match = _AREA.fullmatch(words)
        if not match:
            return words
        first, row, last_column, last_row = match.groups()
        start = f"{first}{self.row(int(row))}"
        if last_row:
            return f"{start}:{last_column}{self.end(int(last_row))}"
        bottom = self.end(int(row))
        return f"{start}:{first}{bottom}" if grows and bottom > self.row(int(row)) else start

    def areas(self, words: str, grows: bool = False) -> str:
        """The new addresses of areas that share one attribute, such as "A8:C17 E8"."""
        return " ".join(self.area(reference, grows) for reference in words.split())


Shifts = Mapping[str, Shift]
"""The shifts by worksheet name, case-folded."""


def formula(words: str, home: str, shifts: Shifts, grows: bool = False) -> str:
    """A formula on the worksheet `home`, with its references adapted; with `grows`, as in a chart, single cells grow
    too. Raises TrackerError if a reference can't be adapted."""
    if "INDIRECT" in words.upper() and _IN_WORDS.search(words):
        raise unsafe(
            tr(
                "The formula {formula} has an address in words, which would lead astray when rows are added to the "
                "form.",
                formula=words[:80],
            )
        )

    def moved(match: re.Match[str]) -> str:
        area = match["area"]
        if not area:
            return match[0]
        prefix = match["sheet"] or ""
        name = prefix[:-1].strip("'").replace("''", "'").casefold() if prefix else home.casefold()
        if ":" in name:
            raise unsafe(
                tr(
                    "The formula {formula} goes through several sheets when rows are added to the form.",
                    formula=words[:80],
                )
            )
        return f"{prefix}{shifts[name].area(area, grows)}" if name in shifts else match[0]

    return _TOKEN.sub(moved, words)


def unsafe(what: Message) -> TrackerError:
    return TrackerError(
        what, tr("Take it out of the form, or leave as many empty rows below the headings as will be needed.")
    )
