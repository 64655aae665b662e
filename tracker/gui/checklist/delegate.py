"""Paints a paragraph in the checklist: number, text, level as a labelled chip, what is linked, what is due.

The height of a text in a width and size is cached, so that neither a repaint nor another Member State measures it
again.
"""

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from tracker.domain.casework.assessments import ParagraphRow
from tracker.domain.casework.levels import Level
from tracker.gui.checklist.model import ROW
from tracker.gui.checklist.remarks import Remark, remarks
from tracker.gui.context.level_words import level_word
from tracker.gui.kit import theme
from tracker.gui.kit.sizes import percent, units

_LINES = 3
_NUMBER_WIDTH = 13  # units, as all sizes here
_CHIP_WIDTH, _CHIP_HEIGHT = 34, 6
_CACHED = 500  # most text layouts cached
_MEASURED = 20_000  # most heights cached: those of all rows in several widths
_TOP, _BETWEEN, _META = 3, 1, 5
_APART = 4  # between remarks


class ParagraphDelegate(QStyledItemDelegate):
    """Paints ParagraphRows. `expanded` holds the ids of paragraphs shown in full."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.expanded: set[int] = set()
        self._layouts: dict[tuple[int, int, bool], tuple[QTextLayout, int, float]] = {}

    def forget(self) -> None:
        """Clear the cached layouts: the texts of rows, their size, or the width for them, have changed."""
        self._layouts.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row: ParagraphRow = index.data(ROW)
        width = option.widget.viewport().width() if option.widget else option.rect.width()  # type: ignore[attr-defined]
        height = _height(row.text, row.opening, _text_width(row, width), row.id in self.expanded, percent())
        least_height = units(_CHIP_HEIGHT + _META)
        return QSize(width, round(units(2 * _TOP) + max(height + units(_BETWEEN + _META), least_height)))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: ParagraphRow = index.data(ROW)
        colours = theme.colours()
        area = QRectF(option.rect)
        painter.save()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(area, QColor(colours.chosen if selected else colours.surface))
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), QColor(colours.line))
        if selected:
            painter.fillRect(QRectF(area.left(), area.top(), 3, area.height()), QColor(colours.accent))

        indent = _indent(row)
        number_area = QRectF(area.left() + indent, area.top() + units(_TOP), units(_NUMBER_WIDTH - 2), units(5))
        painter.setFont(theme.font(theme.BODY, 600))
        painter.setPen(QColor(colours.text if row.parent_id is None else colours.quiet))
        own_number = row.label.rpartition(" ")[2]
        painter.drawText(number_area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, own_number)

        layout, lines, height = self._words(row, int(area.width()))
        text_at = QPointF(area.left() + indent + units(_NUMBER_WIDTH), area.top() + units(_TOP))
        painter.setPen(QColor(colours.text))
        self._draw_words(painter, row, layout, lines, text_at)
        paint_chip(
            painter,
            QRectF(area.right() - units(_CHIP_WIDTH + 4), text_at.y(), units(_CHIP_WIDTH), units(_CHIP_HEIGHT)),
            row.standing,
            inherited=not row.assessed,
        )
        text_height = max(height, units(_CHIP_HEIGHT - _BETWEEN))
        meta_at = QPointF(text_at.x(), area.top() + units(_TOP + _BETWEEN) + text_height)
        self._draw_meta(painter, row, meta_at, int(area.width()))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.accent), 1))
            painter.drawRect(area.adjusted(0.5, 0.5, -1.5, -1.5))
        painter.restore()

    def cut_text(self, index: QModelIndex, width: int) -> str:
        """The words and the remarks of a paragraph in a view `width` pixels wide, where not all of them are seen; else
        ""."""
        row: ParagraphRow = index.data(ROW)
        layout, lines, _ = self._words(row, width)
        said = remarks(row)
        cut = [
            *([row.text] if layout.lineCount() > lines else []),
            *([" · ".join(one.words for one in said)] if fitting(row, width) != said else []),
        ]
        return "\n\n".join(cut)

    def _words(self, row: ParagraphRow, width: int) -> tuple[QTextLayout, int, float]:
        """The text laid out for a view `width` pixels wide: the layout, the lines shown, their height in pixels."""
        full = row.id in self.expanded
        key = (row.id, width, full)
        if key not in self._layouts:
            if len(self._layouts) >= _CACHED:
                self._layouts.clear()
            self._layouts[key] = _lay_out(row.text, row.opening, _text_width(row, width), full)
        return self._layouts[key]

    def _draw_words(self, painter: QPainter, row: ParagraphRow, layout: QTextLayout, lines: int, at: QPointF) -> None:
        cut = layout.lineCount() > lines
        for number in range(lines):
            line = layout.lineAt(number)
            if cut and number == lines - 1:
                painter.setFont(theme.font())
                metrics = QFontMetricsF(theme.font())
                rest = row.text[line.textStart() : line.textStart() + line.textLength() + 40]
                elided = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, line.width())
                painter.drawText(QPointF(at.x() + line.x(), at.y() + line.y() + line.ascent()), elided)
            else:
                line.draw(painter, at)

    def _draw_meta(self, painter: QPainter, row: ParagraphRow, at: QPointF, width: int) -> None:
        colours = theme.colours()
        painter.setFont(theme.font(theme.CAPTION))
        metrics = QFontMetricsF(painter.font())
        x = at.x()
        for remark in fitting(row, width):
            painter.setPen(QColor(colours.warning if remark.is_warning else colours.quiet))
            painter.drawText(QPointF(x, at.y() + metrics.ascent() + 2), remark.words)
            x += metrics.horizontalAdvance(remark.words) + units(_APART)


def fitting(row: ParagraphRow, width: int) -> list[Remark]:
    """The remarks that have room beside each other in a view `width` pixels wide; where not all have, the lightest give
    way to an ellipsis, and of the last one what is too much."""
    metrics = QFontMetricsF(theme.font(theme.CAPTION))
    room = width - _indent(row) - units(_NUMBER_WIDTH + 4)

    def needed(some: list[Remark]) -> float:
        return sum(metrics.horizontalAdvance(one.words) + units(_APART) for one in some) - units(_APART)

    shown, more = remarks(row), Remark("…")
    if needed(shown) <= room:
        return shown
    heaviest, *others = sorted(shown, key=lambda one: one.weight, reverse=True)
    for lightest in reversed(others):
        shown.remove(lightest)
        if needed([*shown, more]) <= room:
            return [*shown, more]
    return [heaviest._replace(words=metrics.elidedText(heaviest.words, Qt.TextElideMode.ElideRight, room))]


@lru_cache(_MEASURED)
def _height(text: str, opening: str, width: int, full: bool, _percent: int) -> float:
    """The height in pixels of a text as it is laid out in that size of text."""
    return _lay_out(text, opening, width, full)[2]


def _lay_out(text: str, opening: str, width: int, full: bool) -> tuple[QTextLayout, int, float]:
    """A text laid out in a width, all of it or its first lines: the layout, the lines shown, their height in pixels."""
    layout = QTextLayout(text, theme.font())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    if opening:
        verb = QTextLayout.FormatRange()
        verb.start, verb.length = 0, len(opening)
        verb_format = QTextCharFormat()
        verb_format.setFont(theme.font(theme.BODY, 600, italic=True))
        verb.format = verb_format
        layout.setFormats([verb])
    layout.beginLayout()
    height, lines = 0.0, 0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        if full or lines < _LINES:
            height += line.height() + 2
        lines += 1
        if not full and lines > _LINES:
            break
    layout.endLayout()
    return layout, min(lines, _LINES) if not full else lines, height


def paint_chip(painter: QPainter, area: QRectF, level: Level, inherited: bool = False) -> None:
    """Paint a level as a coloured chip with its name. "Not assessed" has a dashed outline and no colour; an inherited
    level only an outline in its colour."""
    colours = theme.colours()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(theme.font(theme.SMALL, 600))
    inside = area.adjusted(0.5, 0.5, -0.5, -0.5)
    if level == Level.NOT_ASSESSED:
        pen = QPen(QColor(colours.quiet), 1, Qt.PenStyle.DashLine)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ink = QColor(colours.quiet)
    else:
        ground, text = (QColor(f"#{code}") for code in level.colours)
        pen, ink = QPen(ground.darker(112), 1), text
        painter.setBrush(ground)
        if inherited:
            pen, ink = QPen(ground, 2), QColor(colours.text)
            painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    painter.drawRoundedRect(inside, units(1), units(1))
    painter.setPen(ink)
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, level_word(level))


def _text_width(row: ParagraphRow, width: int) -> int:
    """The width for the text of a row in a view `width` pixels wide."""
    return max(width - _indent(row) - units(_NUMBER_WIDTH + _CHIP_WIDTH + 8), units(20))


def _indent(row: ParagraphRow) -> int:
    return 0 if row.parent_id is None else units(6)
