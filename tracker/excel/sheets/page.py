"""Print settings of a sheet, and how wide its columns are on paper."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from tracker.domain.reports.workbook import Paper, WorkbookContent
from tracker.excel.columns import Column
from tracker.excel.styles import FONT, SIZE
from tracker.excel.values import allowed
from tracker.i18n import tr

SMALLEST = 7.0
"""Points of the smallest print that can be read."""
_PAPERS = {Paper.A4: (9, 842.0), Paper.A3: (8, 1191.0)}  # number in Excel; points across, landscape
_CHARACTER = 5.75  # points of a column's unit: 5.25 in Excel, 5.6 in LibreOffice, which rounds the scale down
_MARGIN, _TOP, _BOTTOM = 0.25, 0.35, 0.5  # inches
_WORDS = 16.0  # characters; columns of text this wide or wider give way
_LEAST, _MOST = 0.7, 1.5  # how far they do
_LONGEST = 70  # characters of a name in the footer: Excel takes 255 in all
_PAGE = tr("Page {page} of {pages}", page="&P", pages="&N")


def set_page(sheet: Worksheet, shown: WorkbookContent, wide: int = 1, high: int = 0) -> None:
    """Print in landscape, `wide` pages across and `high` down (0: as many as needed); pages of the same rows follow
    each other. The footer says which sheet of whose matrix it is, of which cycle and day, and which page."""
    setup, margins, footer = sheet.page_setup, sheet.page_margins, sheet.oddFooter
    setup.orientation, setup.paperSize, setup.pageOrder = "landscape", _PAPERS[shown.paper][0], "overThenDown"
    setup.fitToWidth, setup.fitToHeight = wide, high
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins.left = margins.right = margins.footer = _MARGIN
    margins.top, margins.bottom = _TOP, _BOTTOM
    assert footer is not None
    sheet.HeaderFooter.scaleWithDoc = False
    for part, text in zip((footer.left, footer.center, footer.right), footer_texts(shown), strict=True):
        part.text, part.size, part.font = text, SIZE, f"{FONT},Regular"


def footer_texts(shown: WorkbookContent) -> tuple[str, str, str]:
    """What the footer of each sheet says on the left, in the centre and on the right, with its codes."""
    states = shown.states[0].name if len(shown.states) == 1 else str(tr("%n Member States", "", len(shown.states)))
    cycle = tr("Cycle {cycle}, {day}", cycle=_short(shown.cycle), day=shown.made_on.isoformat())
    return f"{_short(states)} – &A", str(cycle), str(_PAGE)


def _short(name: str) -> str:
    """A name in the footer, in which & begins a code."""
    return allowed(name[:_LONGEST]).replace("&", "&&")


def room(paper: Paper) -> float:
    """The characters of columns that fit across a page, so that cells are printed at SMALLEST points or more."""
    return (_PAPERS[paper][1] - 2 * 72 * _MARGIN) / (SMALLEST / SIZE) / _CHARACTER


def fitted(columns: Sequence[Column], paper: Paper) -> list[Column]:
    """The columns as one page across shows them: those of text as wide as it has room, and `spacious` ones printed if
    they have room too. What is printed stands before what is not."""
    wanted = [column for column in columns if column.printed and not column.hidden]
    kept = [column for column in wanted if not column.spacious]
    used = sum(column.width for column in kept)
    for column, total in zip(wanted[len(kept) :], accumulate(c.width for c in wanted[len(kept) :]), strict=True):
        if used + total > room(paper):
            break
        kept.append(column)
    giving = sum(column.width for column in kept if _gives_way(column))
    rest = sum(column.width for column in kept) - giving
    factor = min(max((room(paper) - rest) / giving, _LEAST), _MOST) if giving else 1
    printed = [
        replace(column, width=round(column.width * factor, 1)) if _gives_way(column) else column for column in kept
    ]
    return [*printed, *(replace(column, printed=False) for column in columns[len(kept) :])]


def _gives_way(column: Column) -> bool:
    return column.width >= _WORDS and column.style in ("text", "strong")
