"""A workbook while it is written: what every sheet's module gets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tracker.domain.reports.summary import Summary
from tracker.domain.reports.workbook import Sheet, WorkbookContent
from tracker.excel.hyperlinks import Links
from tracker.excel.styles import Stylist
from tracker.excel.truncation import Truncation


@dataclass(frozen=True, slots=True)
class WriteContext:
    """`titles` are the names of sheets in this workbook, `sheets` those that it has by now. `before_row` is called
    before each row and may raise to give up. `unshown` collects what could not be shown whole. `links`: what leads
    where."""

    book: Workbook
    stylist: Stylist
    shown: WorkbookContent
    before_row: Callable[[], None]
    summary: Summary
    titles: Mapping[Sheet, str]
    sheets: list[Sheet] = field(default_factory=list)
    unshown: Truncation = field(default_factory=Truncation)
    links: Links = field(default_factory=Links)

    def add_sheet(self, name: Sheet) -> Worksheet:
        """A new sheet behind the others."""
        self.sheets.append(name)
        sheet: Worksheet = self.book.create_sheet(self.titles[name])
        return sheet
