"""Paints a line of a reading: number, full text, and below it what was recognised in it.

Heights are cached by line, width and size of text.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from tracker.domain.instruments.corrections import marked
from tracker.domain.instruments.outline import Kind
from tracker.gui.kit import theme
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.sizes import percent, units
from tracker.gui.reading.model import SHOWN, ShownLine

_NUMBER_WIDTH = 13  # units, as all sizes here
_TOP, _META = 2, 4
_APART = 3  # between what is said below a line
_CACHED = 500  # most text layouts cached; the heights of all lines are


_Key = tuple[str, Kind, int, int, int]


class LineDelegate(QStyledItemDelegate):
    """Paints ShownLines."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._heights: dict[_Key, float] = {}
        self._layouts: dict[_Key, tuple[QTextLayout, float]] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        shown: ShownLine = index.data(SHOWN)
        width = option.widget.viewport().width() if option.widget else option.rect.width()  # type: ignore[attr-defined]
        key = _key(shown, width)
        if key not in self._heights:
            self._heights[key] = self._words(shown, width)[1]
        return QSize(width, round(units(2 * _TOP + _META) + self._heights[key]))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        shown: ShownLine = index.data(SHOWN)
        colours, line = theme.colours(), shown.line
        area = QRectF(option.rect)
        painter.save()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(area, QColor(colours.chosen if selected else colours.surface))
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), QColor(colours.line))
        edge = colours.accent if selected else colours.warning if shown.doubts else ""
        if edge:
            painter.fillRect(QRectF(area.left(), area.top(), 3, area.height()), QColor(edge))
        left = area.left() + _indent(shown)
        painter.setFont(theme.font(theme.BODY, 600 if line.depth == 0 else 500))
        painter.setPen(QColor(colours.text if line.depth == 0 else colours.quiet))
        number = QRectF(left, area.top() + units(_TOP), units(_NUMBER_WIDTH - 2), units(5))
        label = line.label.split(" ")[-1] if line.depth else line.label
        painter.drawText(number, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, label)
        layout, height = self._words(shown, int(area.width()))
        text_at = QPointF(left + units(_NUMBER_WIDTH), area.top() + units(_TOP))
        painter.setPen(QColor(colours.quiet if line.kind is Kind.ASIDE else colours.text))
        layout.draw(painter, text_at)
        text_width = area.right() - text_at.x() - units(4)
        _draw_meta(painter, shown, QPointF(text_at.x(), text_at.y() + height), text_width)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.accent), 1))
            painter.drawRect(area.adjusted(0.5, 0.5, -1.5, -1.5))
        painter.restore()

    def cut_text(self, index: QModelIndex, width: int) -> str:
        """What is said below a line in a view `width` pixels wide, where not all of it is seen; else ""."""
        shown: ShownLine = index.data(SHOWN)
        metrics = QFontMetricsF(theme.font(theme.CAPTION))
        texts = [text for text, _ in _meta(shown)]
        needed = sum(metrics.horizontalAdvance(text) + units(_APART) for text in texts) - units(_APART)
        return "\n".join(texts) if needed > width - _indent(shown) - units(_NUMBER_WIDTH + 4) else ""

    def _words(self, shown: ShownLine, width: int) -> tuple[QTextLayout, float]:
        """The text laid out for a view `width` pixels wide, and its height in pixels."""
        key = _key(shown, width)
        if key not in self._layouts:
            if len(self._layouts) >= _CACHED:
                self._layouts.clear()
            self._layouts[key] = _lay_out(shown, width)
        return self._layouts[key]


def _key(shown: ShownLine, width: int) -> _Key:
    line = shown.line
    return marked(line.paragraph), line.kind, len(line.paragraph.opening), width - _indent(shown), percent()


def _lay_out(shown: ShownLine, width: int) -> tuple[QTextLayout, float]:
    line = shown.line
    title = line.kind in (Kind.HEADING, Kind.ANNEX)
    layout = QTextLayout(marked(line.paragraph), theme.font(theme.BODY, 600 if title else 400))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    if line.paragraph.opening:
        verb = QTextLayout.FormatRange()
        verb.start, verb.length = 0, len(line.paragraph.opening)
        verb_format = QTextCharFormat()
        verb_format.setFont(theme.font(theme.BODY, 600, italic=True))
        verb.format = verb_format
        layout.setFormats([verb])
    layout.beginLayout()
    height = 0.0
    while (row := layout.createLine()).isValid():
        row.setLineWidth(max(width - _indent(shown) - units(_NUMBER_WIDTH + 4), units(20)))
        row.setPosition(QPointF(0, height))
        height += row.height() + 2
    layout.endLayout()
    return layout, height


def _draw_meta(painter: QPainter, shown: ShownLine, at: QPointF, width: float) -> None:
    """Paint the line below the text: first its doubts, then what it is, its addressees and its theme."""
    colours = theme.colours()
    painter.setFont(theme.font(theme.CAPTION))
    metrics = QFontMetricsF(painter.font())
    x = at.x()
    for text, is_warning in _meta(shown):
        elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, at.x() + width - x)
        painter.setPen(QColor(colours.warning if is_warning else colours.quiet))
        painter.drawText(QPointF(x, at.y() + metrics.ascent() + 1), elided)
        x += metrics.horizontalAdvance(elided) + units(_APART)


def _meta(shown: ShownLine) -> list[tuple[str, bool]]:
    """What is said below a line, each with whether it is a warning."""
    paragraph = shown.line.paragraph
    facts = [shown.name, ", ".join(paragraph.addressees), tr(paragraph.theme) if paragraph.theme else ""]
    if shown.line.kind is Kind.ASIDE:
        facts = [tr("set aside, no part of the resolution")]
    return [*((str(doubt), True) for doubt in shown.doubts), (" · ".join(filter(None, facts)), False)]


def _indent(shown: ShownLine) -> int:
    return units(6) * min(shown.line.depth, 4)
