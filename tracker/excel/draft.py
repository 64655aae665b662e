"""A workbook while it is written: what every sheet's module gets."""

from collections.abc import Callable
from dataclasses import dataclass, field

from openpyxl import Workbook

from tracker.domain.matrix import Matrix
from tracker.domain.summary import Summary
from tracker.excel.links import Links
from tracker.excel.styles import Stylist
from tracker.excel.unshown import Unshown


@dataclass(frozen=True, slots=True)
class Draft:
    """`before_row` is called before each row and may raise to give up. `unshown` collects what could not be shown
    whole. `links`: what leads where."""

    book: Workbook
    stylist: Stylist
    shown: Matrix
    before_row: Callable[[], None]
    summary: Summary
    unshown: Unshown = field(default_factory=Unshown)
    links: Links = field(default_factory=Links)
