"""Summary: levels by theme, addressee, instrument, and by State if there are several; a table and a chart of each."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from tracker.domain.casework.levels import Level
from tracker.domain.reports.summary import NO_THEME, Tally, assessed
from tracker.domain.reports.workbook import Paper, Sheet
from tracker.excel.sheets.bars import add_bars, rows_of
from tracker.excel.sheets.by_state import GROUPS
from tracker.excel.sheets.levels import by_word, levels_by_word
from tracker.excel.sheets.page import set_page
from tracker.excel.sheets.table import add_table
from tracker.excel.styles import height
from tracker.excel.words import distinct, level_words
from tracker.excel.write_context import WriteContext
from tracker.i18n import Message, tr

_NAME, _NUMBER = 40.0, 10.5  # column widths, in characters
_TITLE, _HEADING, _STEP = 24.0, 30.0, 15.0  # heights in points: of a block's title, its headings, an empty row
_SCALE = 82  # per cent; one page wide even if the font is missing and a wider one is substituted
_PAGES = {Paper.A4: 530.0, Paper.A3: 777.0}  # points of paper, landscape, between the margins
_BARS = range(3, 21)  # in a chart: two say no more than their table; the table has all rows
_FEW = 6
NOTE = tr(
    "Counted are numbered operative paragraphs that ask something of Member States, each at the level where it stands; "
    "by addressee, all numbered paragraphs, one with several addressees under each of them."
)


_OURS = frozenset({NO_THEME, *GROUPS})


@dataclass(frozen=True, slots=True)
class _Block:
    """A table of counts by level, one line for each key of `lines`. `heading` names what the lines are; `table` is the
    table's name in Excel; `summed`: each paragraph is in one line only, so that a total makes sense."""

    title: Message
    heading: Message
    table: str
    lines: Mapping[str, Counter[Level]]
    summed: bool = True

    @property
    def shown(self) -> list[tuple[str, Counter[Level]]]:
        """The lines; "No theme" and the regional groups are translated."""
        return [(str(tr(name)) if name in _OURS else name, levels) for name, levels in self.lines.items()]


def write(draft: WriteContext) -> None:
    sheet = draft.add_sheet(Sheet.SUMMARY)
    level_of_word = levels_by_word(level_words(draft.shown.scale))
    not_assessed = next(iter(level_of_word))
    level_of_word[not_assessed] = level_of_word.pop(not_assessed)  # last
    sheet.column_dimensions["A"].width = _NAME
    for index in range(len(level_of_word) + 2):
        sheet.column_dimensions[get_column_letter(index + 2)].width = _NUMBER
    set_page(sheet, draft.shown)
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=False)  # else Excel ignores page breaks
    sheet.page_setup.scale = _SCALE
    sheet.sheet_view.showGridLines = False
    paper = _Paper(draft, sheet, list(level_of_word.items()))
    paper.say(str(_headline(draft)), "block")
    paper.say(str(NOTE), "note")
    for block in _blocks(draft):
        paper.add(block)
    sheet.print_area = f"A1:{get_column_letter(paper.columns)}{paper.row}"


def _headline(draft: WriteContext) -> Message:
    levels, done = draft.summary.whole, assessed(draft.summary.whole)
    if not levels.total():
        return tr("{assessed} of %n paragraph(s) assessed", "", 0, assessed=0)
    counts = {"assessed": f"{done:,}", "share": f"{done / levels.total():.0%}"}
    if len(draft.shown.states) > 1:
        return tr("{assessed} of %n paragraph(s) assessed ({share}), all States together", "", levels.total(), **counts)
    return tr("{assessed} of %n paragraph(s) assessed ({share})", "", levels.total(), **counts)


def _blocks(draft: WriteContext) -> list[_Block]:
    shown, summary = draft.shown, draft.summary
    symbols = [instrument.symbol for instrument in shown.instruments]
    blocks = [
        _Block(
            tr("Levels by theme"),
            tr("Theme"),
            "SummaryThemes",
            _ordered(summary.themes, [*shown.beside.themes, NO_THEME]),
        ),
        _Block(
            tr("Levels by instrument"),
            tr("Instrument"),
            "SummaryInstruments",
            _ordered(summary.instruments, symbols),
        ),
        _Block(
            tr("Levels by addressee"),
            tr("Addressee"),
            "SummaryAddressees",
            _largest(summary.addressees),
            summed=False,
        ),
    ]
    if len(shown.states) > 1:
        groups, names = sorted(summary.groups), [state.name for state in shown.states]
        blocks += [
            _Block(
                tr("Levels by regional group"),
                tr("Regional group"),
                "SummaryGroups",
                _ordered(summary.groups, groups),
            ),
            _Block(
                tr("Levels by Member State"),
                tr("Member State"),
                "SummaryStates",
                _ordered(summary.states, names),
            ),
        ]
    return [block for block in blocks if len(block.lines) > 1]


def _ordered(tally: Tally, names: Sequence[str]) -> dict[str, Counter[Level]]:
    """The lines in the order of `names`, those not named last."""
    return {name: tally[name] for name in dict.fromkeys((*names, *tally)) if name in tally}


def _largest(tally: Tally) -> dict[str, Counter[Level]]:
    """The lines with the most paragraphs first."""
    return {name: tally[name] for name in sorted(tally, key=lambda name: (-tally[name].total(), name))}


class _Paper:
    """The sheet while it is filled from top to bottom; tracks the row, and the used height of the printed page."""

    def __init__(self, draft: WriteContext, sheet: Worksheet, words: Sequence[tuple[str, Level]]) -> None:
        self._draft, self._sheet, self._words = draft, sheet, words
        self._cell = draft.stylist.cell
        self.columns = len(words) + 3
        self.row = 0
        self._used, self._page = 0.0, _PAGES[draft.shown.paper] / (_SCALE / 100)

    def say(self, words: str, kind: str) -> None:
        text_height = height([words], [_NAME + _NUMBER * (self.columns - 1)])
        self._append([self._cell(words, kind)], _TITLE if kind == "block" else text_height + 4)
        self._sheet.merged_cells.add(f"A{self.row}:{get_column_letter(self.columns)}{self.row}")

    def add(self, block: _Block) -> None:
        """Add the table, and its chart below; on one page if they fit."""
        rows = [(name, levels, height([name], [_NAME])) for name, levels in block.shown]
        table = _TITLE + _HEADING + sum(high for _, _, high in rows) + (2 if block.summed else 1) * _STEP
        if self._used + min(table, self._page) > self._page:
            self._break()
        self._append([])
        self._append([self._cell(str(block.title), "block")], _TITLE)
        heading = distinct(
            [str(block.heading), *(word for word, _ in self._words), str(tr("Paragraphs")), str(tr("Assessed"))]
        )
        self._append([self._cell(text, "heading") for text in heading], _HEADING)
        head = self.row
        for name, levels, high in rows:
            self._append(self._line(name, levels, ""), high)
        add_table(self._sheet, block.table, f"A{head}:{get_column_letter(self.columns)}{self.row}", heading)
        last = self.row
        if block.summed:
            total = sum((levels for _, levels, _ in rows), Counter[Level]())
            self._append(self._line(str(tr("Total")), total, "total "), _STEP)
        shown = len(rows) if block.summed else min(len(rows), self._bars_left())  # only lists by size can be cut
        if shown in _BARS:
            self._add_bars(block, head, last, shown)

    def _bars_left(self) -> int:
        """How many bars a chart can have on the rest of the page; as many as on a page of its own if those are few."""
        left = [bars for bars in _BARS if self._used + (rows_of(bars) + 1) * _STEP <= self._page]
        return left[-1] if left and left[-1] >= _FEW else _BARS[-1]

    def _add_bars(self, block: _Block, head: int, last: int, shown: int) -> None:
        bars = rows_of(shown)
        if self._used + (bars + 1) * _STEP > self._page:
            self._break()
        self._append([])
        title = block.title
        if head + shown < last:
            title = tr("{title}: the %n with most paragraphs", "", shown, title=title)
        figures = (
            str(tr("{name}: {assessed} of {all} assessed", name=name, assessed=assessed(levels), all=levels.total()))
            for name, levels in block.shown[:shown]
        )
        words = tr(
            "{title}, as stacked bars; the figures are in the table above. {figures}.",
            title=title,
            figures="; ".join(figures),
        )
        add_bars(
            self._sheet,
            str(title),
            str(block.heading),
            [level for _, level in self._words],
            (head, head + shown),
            self.row + 1,
            str(words),
        )
        for _ in range(bars):
            self._append([])

    def _line(self, name: str, levels: Counter[Level], kind: str) -> list[Cell]:
        cell, numbers = self._cell, by_word(self._draft.shown.scale, levels)
        total = levels.total()
        return [
            cell(name, "total" if kind else "strong"),
            *(cell(numbers[word], f"{kind}number") for word, _ in self._words),
            cell(total, f"{kind}number"),
            cell(assessed(levels) / total if total else 0, f"{kind}share"),
        ]

    def _append(self, cells: list[Cell], high: float = _STEP) -> None:
        self.row += 1
        self._used += high
        self._sheet.row_dimensions[self.row].height = high
        self._sheet.append(cells)

    def _break(self) -> None:
        if self.row:
            self._sheet.row_breaks.append(Break(id=self.row))
        self._used = 0.0
