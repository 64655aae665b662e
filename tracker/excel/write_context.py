"""A workbook while it is written: what every sheet's module gets."""

from collections.abc import Callable
from dataclasses import dataclass, field

from openpyxl import Workbook

from tracker.domain.reports.summary import Summary
from tracker.domain.reports.workbook import WorkbookContent
from tracker.excel.hyperlinks import Links
from tracker.excel.styles import Stylist
from tracker.excel.truncation import Truncation


@dataclass(frozen=True, slots=True)
class WriteContext:
    """`before_row` is called before each row and may raise to give up. `unshown` collects what could not be shown
    whole. `links`: what leads where."""

    book: Workbook
    stylist: Stylist
    shown: WorkbookContent
    before_row: Callable[[], None]
    summary: Summary
    unshown: Truncation = field(default_factory=Truncation)
    links: Links = field(default_factory=Links)
