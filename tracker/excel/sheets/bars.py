"""A native chart of levels: a stacked bar in the levels' colours for each row of a table, with alternative text."""

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
from tracker.excel.values import allowed
from tracker.i18n import tr

_BAR, _AROUND = 1.2, 7  # sheet rows for a bar with its gap; for title, axis and legend
_INK, _QUIET, _EDGE = "1B1F24", "5B6470", "9AA3AE"


def rows_of(bars: int) -> int:
    """The number of sheet rows of usual height that a chart with this many bars covers."""
    return _AROUND + ceil(_BAR * bars)


def add_bars(
    sheet: Worksheet, title: str, what: str, levels: Sequence[Level], rows: tuple[int, int], at: int, words: str
) -> None:
    """Add a chart of the table whose headings are in the first of `rows` (first, last): names in column A, a column for
    each of `levels`, and two more. The chart covers the rows from `at` on and is as wide as the table. `what`: title of
    the axis of names; `words`: alternative text for screen readers.
    """
    head, last = rows
    chart: Any = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 45
    chart.add_data(
        Reference(sheet, min_col=2, max_col=1 + len(levels), min_row=head, max_row=last), titles_from_data=True
    )
    chart.set_categories(Reference(sheet, min_col=1, min_row=head + 1, max_row=last))
    for series, level in zip(chart.series, levels, strict=True):
        fill, _ = level.colours
        appearance = GraphicalProperties(solidFill=fill)
        appearance.line.solidFill = _EDGE if level is Level.NOT_ASSESSED else "FFFFFF"
        appearance.line.width = 6350
        series.graphicalProperties = appearance
        series.invertIfNegative = False
    chart.title = _title(title, 1200)
    chart.x_axis.title, chart.y_axis.title = _title(what, 900), _title(str(tr("Paragraphs")), 900)
    chart.x_axis.scaling.orientation = "maxMin"  # the first row on top
    chart.y_axis.crosses = "max"  # the numbers still at the bottom
    chart.x_axis.tickLblSkip = 1  # otherwise names are left out if bars are few
    chart.y_axis.number_format = "0"
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill="E3E6EB"))
    for axis in (chart.x_axis, chart.y_axis):
        axis.delete = False
        axis.txPr = _text(900, _INK)
        axis.majorTickMark = "none"
    chart.legend.position, chart.legend.txPr = "b", _text(900, _INK)
    below = AnchorMarker(col=2 + len(levels) + 1, row=at - 1 + rows_of(last - head))
    anchor = _AnchorWithText(editAs="oneCell", _from=AnchorMarker(col=0, row=at - 1), to=below)
    anchor.words = words
    chart.anchor = anchor
    sheet.add_chart(chart)


class _AnchorWithText(TwoCellAnchor):
    """Sets the alternative text when openpyxl assigns the chart's frame, which it creates only while writing."""

    __elements__ = TwoCellAnchor.__elements__
    words = ""

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "graphicFrame" and value is not None:
            value.nvGraphicFramePr.cNvPr.descr = allowed(self.words)
        super().__setattr__(name, value)


def _title(text: str, size: int) -> Title:
    look = _look(size, _QUIET if size < 1000 else _INK, bold=size > 1000)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=look), r=[RegularTextRun(rPr=look, t=text)])
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False)


def _text(size: int, colour: str) -> RichText:
    """The format of text along an axis or in the legend."""
    look = _look(size, colour)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=look), endParaRPr=look)])


def _look(size: int, colour: str, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(sz=size, b=bold, solidFill=colour, latin=Font(typeface=FONT))
