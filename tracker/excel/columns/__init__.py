"""Every column of the workbook, once: heading, width in characters, and where its value comes from."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tracker.domain.reports.workbook import Sheet
from tracker.domain.text.web_links import web_address
from tracker.excel.words import distinct
from tracker.i18n import Message

Goal = str | tuple[Sheet, Hashable]
"""Where a cell leads: a web address, or the row of a sheet with this key."""
Value = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """`heading` is a text of ours, or stands there as it is in every language. `source` gives a row's value. `style`
    names one of styles.KINDS. `field` is the field of an assessment, measure or piece of evidence that a ministry may
    fill in here; "" where the column is not for filling in. `link` gives where a row's cell may lead; the first that is
    there is taken, and the cell is empty where none is. Where a row goes on in further ones, a `numbered` value stands
    in each, with which part it is: "key#2/3"."""

    heading: Message | str
    width: float
    source: Callable[[Any], Value]
    style: str = "text"
    field: str = ""
    hidden: bool = False
    printed: bool = True
    numbered: bool = False
    link: Callable[[Any], Sequence[Goal]] | None = None

    @property
    def name(self) -> str:
        """What the program knows it by, whatever the language: its heading in English."""
        return self.heading.text if isinstance(self.heading, Message) else self.heading


def headings(columns: Iterable[Column]) -> list[str]:
    """The headings as they are written, each once: a table of Excel takes no two alike."""
    return distinct(str(column.heading) for column in columns)


def leading(heading: Message, words: Message, link: Callable[[Any], Sequence[Goal]]) -> Column:
    """A narrow column of links, behind all that is printed. Cells with more words lead nowhere: LibreOffice shows one
    that does on a single line, cut at its edge."""
    return Column(heading, 12, lambda _row: str(words), "link", printed=False, link=link)


def listed(lines: Iterable[str]) -> str:
    """Several lines in one cell, each behind a bullet."""
    found = list(lines)
    return "".join(found) if len(found) < 2 else "\n".join(f"• {line}" for line in found)


def web(link: str) -> list[Goal]:
    """The address of a link that may be opened. Excel takes a workbook with a longer one for damaged."""
    address = web_address(link)
    return [address] if address and len(address) <= 2_000 else []


def day(moment: datetime | None) -> date | None:
    """The day of a moment, where the workbook is made."""
    return moment.astimezone().date() if moment else None
