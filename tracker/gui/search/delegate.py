"""Paints a hit: its title, and below it the passage found; matching words are bold."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from tracker.domain.text.search import Hit, Piece
from tracker.gui.kit import theme
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.sizes import units
from tracker.gui.search.model import LINE, Line

_HEADING, _HIT, _MORE = 7, 11, 7  # units


class HitDelegate(QStyledItemDelegate):
    """Paints the lines of FoundModel; each kind of line has a fixed height."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line: Line = index.data(LINE)
        return QSize(0, units(_HEADING if line.heading else _HIT if line.hit else _MORE))

    def cut_text(self, index: QModelIndex, width: int) -> str:
        """The words of a hit in a view `width` pixels wide, where not all of them are seen; else ""."""
        line: Line = index.data(LINE)
        if line.hit is None:
            return ""
        room = width - units(8)
        beside = min(_width([Piece(line.scope)], theme.font(theme.CAPTION)) + units(4), room / 2) if line.scope else 0
        cut = (
            _width(line.hit.title, theme.font()) > room - beside
            or _width(_below(line.hit), theme.font(theme.SMALL)) > room
        )
        return line.words if cut else ""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line: Line = index.data(LINE)
        colours = theme.colours()
        area = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(colours.chosen))
            painter.fillRect(QRectF(area.left(), area.top(), 3, area.height()), QColor(colours.accent))
        inside = area.adjusted(units(4), 0, -units(4), 0)
        if line.hit is None:
            colour, weight = (colours.quiet, 600) if line.heading else (colours.accent, 500)
            _draw(painter, inside, [Piece(line.words)], theme.font(theme.CAPTION, weight), colour)
        else:
            top = QRectF(inside.left(), inside.top() + units(1), inside.width(), units(5))
            below = top.translated(0, units(4.5))
            if line.scope:
                scope_font = theme.font(theme.CAPTION)
                width = min(QFontMetricsF(scope_font).horizontalAdvance(line.scope) + units(2), top.width() / 2)
                _draw(
                    painter, top.adjusted(top.width() - width, 0, 0, 0), [Piece(line.scope)], scope_font, colours.quiet
                )
                top = top.adjusted(0, 0, -width - units(2), 0)
            _draw(painter, top, line.hit.title, theme.font(), colours.text)
            _draw(painter, below, _below(line.hit), theme.font(theme.SMALL), colours.quiet, colours.text)
        painter.restore()


def _below(hit: Hit) -> list[Piece]:
    """What stands below the title of a hit: the field and the passage found in it."""
    return [*([Piece(f"{tr(hit.field)}: ")] if hit.field else []), *hit.words]


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.Bold)
    return bold


def _width(pieces: Sequence[Piece], font: QFont) -> float:
    """How wide pieces of text are on one line, in pixels."""
    plain, bold = QFontMetricsF(font), QFontMetricsF(_bold(font))
    return sum((bold if piece.found else plain).horizontalAdvance(piece.text) for piece in pieces)


def _draw(painter: QPainter, area: QRectF, pieces: Sequence[Piece], font: QFont, colour: str, strong: str = "") -> None:
    """Draw pieces of text on one line: matches in bold and in the colour `strong` ("": `colour`); elided where it does
    not fit."""
    bold = _bold(font)
    x = area.left()
    for piece in pieces:
        painter.setFont(bold if piece.found else font)
        painter.setPen(QColor(strong or colour) if piece.found else QColor(colour))
        metrics = QFontMetricsF(painter.font())
        available = area.right() - x
        elided = metrics.elidedText(piece.text, Qt.TextElideMode.ElideRight, available)
        painter.drawText(QRectF(x, area.top(), available, area.height()), Qt.AlignmentFlag.AlignVCenter, elided)
        if elided != piece.text:
            return
        x += metrics.horizontalAdvance(piece.text)
