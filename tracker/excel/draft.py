"""A workbook while it is written: what every sheet's module gets."""

from collections.abc import Callable
from dataclasses import dataclass, field

from openpyxl import Workbook

from tracker.domain.matrix import Matrix
from tracker.domain.summary import Summary
from tracker.excel.links import Links
from tracker.excel.styles import Stylist


@dataclass(frozen=True, slots=True)
class Draft:
    """`before_row` is called before each row and may raise to give up. `said` collects what could not be shown whole,
    in one sentence each. `links`: what leads where."""

    book: Workbook
    stylist: Stylist
    shown: Matrix
    before_row: Callable[[], None]
    summary: Summary
    said: list[str] = field(default_factory=list)
    links: Links = field(default_factory=Links)
