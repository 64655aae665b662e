"""Links from cells of a workbook to rows of its other sheets and to the web."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from tracker.domain.reports.workbook import Sheet, WorkbookContent
from tracker.excel.columns import Goal
from tracker.excel.openpyxl_private import add_link

MOST_ROWS = 5_000
"""The number of rows beyond which cells get no links: openpyxl keeps all links of a sheet in memory until it is
written, and Excel accepts no more than 65,530 on one."""


@dataclass(frozen=True, slots=True)
class Links:
    """`rows`: the row number of each key in its sheet. `wanted`: sheet, cell, and goal of each link; the row of a goal
    may be known only after its sheet is written, so links are added at the end."""

    rows: dict[tuple[Sheet, Hashable], int] = field(default_factory=dict)
    wanted: list[tuple[Worksheet, str, Goal]] = field(default_factory=list)

    def make(self, titles: Mapping[Sheet, str]) -> None:
        """Add the wanted links to a workbook whose sheets have these names."""
        for sheet, cell, goal in self.wanted:
            if isinstance(goal, str):
                add_link(sheet, Hyperlink(cell, target=goal))
            elif goal in self.rows:
                add_link(sheet, Hyperlink(cell, location=f"{quote_sheetname(titles[goal[0]])}!A{self.rows[goal]}"))

    def first(self, shown: WorkbookContent, written: Sequence[Sheet], goals: Sequence[Goal]) -> Goal | None:
        """The first goal that exists, or will when its sheet is written; None if there is none."""
        for goal in goals:
            if isinstance(goal, str) or goal in self.rows or (goal[0] in shown.sheets and goal[0] not in written):
                return goal
        return None


def affordable(shown: WorkbookContent) -> bool:
    """Whether there are few enough rows for links."""
    return len(shown.rows) + len(shown.measures) + len(shown.evidence) <= MOST_ROWS
