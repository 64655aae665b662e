"""What every sheet's module is given while a workbook is being written."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from tracker.domain.reports.summary import Summary
from tracker.domain.reports.workbook import MatrixRow, Sheet, WorkbookContent
from tracker.excel.hyperlinks import Links
from tracker.excel.styles import Stylist
from tracker.excel.truncation import Truncation
from tracker.excel.values import as_read


@dataclass(frozen=True, slots=True)
class WriteContext:
    """`titles` are the names of the sheets in this workbook, `sheets` those added so far. `before_row` is called before
    each row and may raise to cancel. `unshown` collects what could not be shown in full, `links` the links between
    cells, `texts` the texts of sheets without rows of a workbook for return."""

    book: Workbook
    stylist: Stylist
    shown: WorkbookContent
    before_row: Callable[[], None]
    summary: Summary
    titles: Mapping[Sheet, str]
    sheets: list[Sheet] = field(default_factory=list)
    unshown: Truncation = field(default_factory=Truncation)
    links: Links = field(default_factory=Links)
    texts: dict[str, set[str]] = field(default_factory=dict)

    def concerning_states(self) -> Iterator[MatrixRow]:
        """The rows whose paragraph asks something of Member States, or about which anything is recorded."""
        for row in self.shown.rows:
            if row.concerns_states:
                yield row
            else:
                self.before_row()

    def add_sheet(self, name: Sheet) -> Worksheet:
        """Add a new sheet after the others."""
        self.sheets.append(name)
        sheet: Worksheet = self.book.create_sheet(self.titles[name])
        return sheet

    def append(self, sheet: Worksheet, cells: list[Cell]) -> None:
        """Add a row to a sheet that has no rows of ours."""
        sheet.append(cells)
        if self.shown.for_return:
            self.texts.setdefault(sheet.title, set()).update(as_read(cell.value) for cell in cells if cell.value)
