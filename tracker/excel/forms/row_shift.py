"""Where cells stand after rows were added to a worksheet: addresses, areas and formulas follow, as in a spreadsheet."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tracker.errors import TrackerError
from tracker.i18n import Message, tr

LAST_ROW = 1_048_576
_AREA = re.compile(r"(\$?[A-Za-z]{0,3}\$?)(\d{1,7})(?::(\$?[A-Za-z]{0,3}\$?)(\d{1,7}))?")
_TOKEN = re.compile(
    r'"(?:[^"]|"")*"'  # words, where an address is none
    r"|(?<![\w.$!'\]])(?P<sheet>'(?:[^']|'')+'!|(?:\[\d+\])?[^\W\d][\w.]*(?::[^\W\d][\w.]*)?!)?"
    r"(?P<area>\$?[A-Za-z]{1,3}\$?\d{1,7}(?::\$?[A-Za-z]{1,3}\$?\d{1,7})?|\$?\d{1,7}:\$?\d{1,7})(?![\w.(!\[])"
    r"|\[(?:[^\[\]]|\[[^\[\]]*\])*\]"  # the column of a table
)
_IN_WORDS = re.compile(r'"[^"]*\$?[A-Za-z]{1,3}\$?\d[^"]*"')


@dataclass(frozen=True, slots=True)
class Shift:
    """Rows that are added to a worksheet: below which of its rows how many. An area that ends at or below such a row
    grows, as if they had been put in before its end."""

    added: tuple[tuple[int, int], ...]

    def row(self, number: int) -> int:
        """Where a row of the form stands then."""
        return min(number + sum(count for below, count in self.added if number > below), LAST_ROW)

    def end(self, number: int) -> int:
        """Where an area ends that ends with this row of the form."""
        return min(number + sum(count for below, count in self.added if number >= below), LAST_ROW)

    def area(self, words: str, grows: bool = False) -> str:
        """ "A8:C17". A single cell stays one, unless it `grows` with the rows that are made like it."""
        found = _AREA.fullmatch(words)
        if not found:
            return words
        first, row, last, end = found.groups()
        moved = f"{first}{self.row(int(row))}"
        if end:
            return f"{moved}:{last}{self.end(int(end))}"
        bottom = self.end(int(row))
        return f"{moved}:{first}{bottom}" if grows and bottom > self.row(int(row)) else moved

    def areas(self, words: str, grows: bool = False) -> str:
        """ "A8:C17 E8", as they stand in one attribute."""
        return " ".join(self.area(one, grows) for one in words.split())


Shifts = Mapping[str, Shift]
"""By the names of worksheets, case folded."""


def formula(words: str, home: str, shifts: Shifts, grows: bool = False) -> str:
    """A formula that stands on the worksheet `home`, leading where it led; its single cells `grow` in a chart. Raises
    TrackerError for one that can't."""
    if "INDIRECT" in words.upper() and _IN_WORDS.search(words):
        raise unsafe(
            tr(
                "The formula {formula} has an address in words, which would lead astray when rows are added to the "
                "form.",
                formula=words[:80],
            )
        )

    def moved(found: re.Match[str]) -> str:
        area = found["area"]
        if not area:
            return found[0]
        prefix = found["sheet"] or ""
        name = prefix[:-1].strip("'").replace("''", "'").casefold() if prefix else home.casefold()
        if ":" in name:
            raise unsafe(
                tr(
                    "The formula {formula} goes through several sheets when rows are added to the form.",
                    formula=words[:80],
                )
            )
        return f"{prefix}{shifts[name].area(area, grows)}" if name in shifts else found[0]

    return _TOKEN.sub(moved, words)


def unsafe(what: Message) -> TrackerError:
    return TrackerError(
        what, tr("Take it out of the form, or leave as many empty rows below the headings as will be needed.")
    )
