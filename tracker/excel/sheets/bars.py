"""A native chart of levels: one stacked bar for each line of a table, in the levels' colours, and told in words."""

from collections.abc import Sequence
from math import ceil
from typing import Any

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.worksheet.worksheet import Worksheet

from tracker.domain.casework.levels import Level
from tracker.excel.styles import FONT
from tracker.i18n import tr

_BAR, _AROUND = 1.2, 7  # rows that a bar takes with the room between, and that title, axis and legend take
_INK, _QUIET, _EDGE = "1B1F24", "5B6470", "9AA3AE"


def rows_of(bars: int) -> int:
    """Rows of the usual height that a chart with so many bars stands on."""
    return _AROUND + ceil(_BAR * bars)


def add_bars(
    sheet: Worksheet, title: str, what: str, levels: Sequence[Level], rows: tuple[int, int], at: int, words: str
) -> None:
    """A chart of the table whose headings stand in the first of `rows` and whose lines end with the last: names in
    column A, a column for each of `levels`, and two more. It stands on the rows from `at` on, as wide as the table, so
    that it covers nothing; `words` tell it to who can't see it."""
    head, last = rows
    chart: Any = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 45
    chart.add_data(
        Reference(sheet, min_col=2, max_col=1 + len(levels), min_row=head, max_row=last), titles_from_data=True
    )
    chart.set_categories(Reference(sheet, min_col=1, min_row=head + 1, max_row=last))
    for series, level in zip(chart.series, levels, strict=True):
        ground, _ = level.colours
        look = GraphicalProperties(solidFill=ground)
        look.line.solidFill = _EDGE if level is Level.NOT_ASSESSED else "FFFFFF"
        look.line.width = 6350
        series.graphicalProperties = look
        series.invertIfNegative = False
    chart.title = _title(title, 1200)
    chart.x_axis.title, chart.y_axis.title = _title(what, 900), _title(str(tr("Paragraphs")), 900)
    chart.x_axis.scaling.orientation = "maxMin"  # the first line on top
    chart.y_axis.crosses = "max"  # and the numbers below all the same
    chart.x_axis.tickLblSkip = 1  # or names are left out where bars are few
    chart.y_axis.number_format = "0"
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill="E3E6EB"))
    for axis in (chart.x_axis, chart.y_axis):
        axis.delete = False
        axis.txPr = _text(900, _INK)
        axis.majorTickMark = "none"
    chart.legend.position, chart.legend.txPr = "b", _text(900, _INK)
    below = AnchorMarker(col=2 + len(levels) + 1, row=at - 1 + rows_of(last - head))
    anchor = _Told(editAs="oneCell", _from=AnchorMarker(col=0, row=at - 1), to=below)
    anchor.words = words
    chart.anchor = anchor
    sheet.add_chart(chart)


class _Told(TwoCellAnchor):
    """A place of a chart that gives its frame alternative text: openpyxl makes the frame only when it writes it."""

    __elements__ = TwoCellAnchor.__elements__
    words = ""

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "graphicFrame" and value is not None:
            value.nvGraphicFramePr.cNvPr.descr = self.words
        super().__setattr__(name, value)


def _title(words: str, size: int) -> Title:
    look = _look(size, _QUIET if size < 1000 else _INK, bold=size > 1000)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=look), r=[RegularTextRun(rPr=look, t=words)])
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False)


def _text(size: int, colour: str) -> RichText:
    """How the words along an axis or in the legend look."""
    look = _look(size, colour)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=look), endParaRPr=look)])


def _look(size: int, colour: str, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(sz=size, b=bold, solidFill=colour, latin=Font(typeface=FONT))
