"""The columns of the workbook, each defined once: heading, width in characters, and where its value comes from."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from tracker.domain.reports.workbook import Sheet
from tracker.domain.text.web_links import web_address
from tracker.excel.words import distinct
from tracker.i18n import Message

Goal = str | tuple[Sheet, Hashable]
"""The target of a cell's link: a web address, or the row of a sheet with this key."""
Value = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet. `heading` is a message, or a text that is the same in every language. `source` gives a row's
    value. `style` is a name in styles._KINDS. `field` is the field of an assessment, measure or piece of evidence that
    a ministry may fill in; "" if none. Columns that are `printed` come first, last of them the `spacious` ones, which
    are printed only if the page has room. `link` gives the possible link targets of a row's cell; the first that exists
    is used, and the cell is empty if none does. If a row continues in further rows, a `numbered` value is repeated in
    each, followed by the number of the part: "key#2/3"."""

    heading: Message | str
    width: float
    source: Callable[[Any], Value]
    style: str = "text"
    field: str = ""
    hidden: bool = False
    printed: bool = True
    spacious: bool = False
    numbered: bool = False
    link: Callable[[Any], Sequence[Goal]] | None = None

    @property
    def name(self) -> str:
        """Its name in the program, independent of the language: the heading in English."""
        return self.heading.text if isinstance(self.heading, Message) else self.heading


def headings(columns: Iterable[Column]) -> list[str]:
    """The headings as written. They are made distinct: an Excel table accepts no two alike."""
    return distinct(str(column.heading) for column in columns)


def leading(heading: Message, words: Message, link: Callable[[Any], Sequence[Goal]]) -> Column:
    """A narrow column of links, after all that is printed. Cells with longer text are not linked: LibreOffice shows a
    linked cell on a single line, cut at its edge."""
    return Column(heading, 12, lambda _row: str(words), "link", printed=False, link=link)


def spacious(columns: Iterable[Column]) -> list[Column]:
    """The columns, to be printed only if the page has room."""
    return [replace(column, spacious=True) for column in columns]


def unprinted(columns: Iterable[Column]) -> list[Column]:
    """The columns, for the screen only."""
    return [replace(column, printed=False) for column in columns]


def listed(lines: Iterable[str]) -> str:
    """Several lines in one cell, each after a bullet; a single line has none."""
    texts = list(lines)
    return "".join(texts) if len(texts) < 2 else "\n".join(f"• {line}" for line in texts)


def web(link: str) -> list[Goal]:
    """The address of a link if it may be opened, as a list of one; else empty. Addresses over 2,000 characters are left
    out: Excel would report the workbook as damaged."""
    address = web_address(link)
    return [address] if address and len(address) <= 2_000 else []


def opening(words: str) -> str:
    """The first words of a paragraph, enough for two lines; the sheet Compliance Matrix has the full text."""
    if len(words) <= _OPENING:
        return words
    return words[:_OPENING].rpartition(" ")[0].rstrip(" ,;:") + " …"


_OPENING = 76  # characters


def day(moment: datetime | None) -> date | None:
    """The local date of a time."""
    return moment.astimezone().date() if moment else None
