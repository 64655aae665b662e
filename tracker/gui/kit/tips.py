"""Tooltips with the whole of a text that is cut: in cells, lines, headings, labels and buttons."""

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QStyle,
    QStyleOptionComboBox,
    QToolTip,
    QWidget,
)

from tracker.gui.kit.widgets import tip

WHOLE = Qt.ItemDataRole.UserRole + 16
"""The role under which a model gives the whole text of a cell that it shows shortened."""


@runtime_checkable
class PaintsItself(Protocol):
    """A delegate that cuts texts in its own way."""

    def cut_text(self, index: QModelIndex, width: int) -> str:
        """The whole of what is cut in a line in a view `width` pixels wide; "" where nothing is."""


class CutTexts(QObject):
    """Shows the whole of the text on which the mouse rests in a window, where it is cut and has no other tooltip."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            under = self._window.childAt(event.pos())
            if under and (words := cut_text(under, under.mapFrom(self._window, event.pos()))):
                QToolTip.showText(event.globalPos(), tip(words), under)
                return True
        return super().eventFilter(watched, event)


def cut_text(widget: QWidget, at: QPoint) -> str:
    """The whole text that a widget shows at a point, if it is cut there; else ""."""
    around = widget.parentWidget()
    if isinstance(around, QHeaderView):
        return _of_heading(around, around.logicalIndexAt(at))
    if isinstance(around, QAbstractItemView):
        return _of_item(around, at)
    if isinstance(widget, QComboBox):
        return _of_choice(widget)
    if isinstance(widget, QAbstractButton):
        return widget.text().replace("&&", "&") if widget.sizeHint().width() > widget.width() else ""
    if isinstance(widget, QLabel) and not widget.wordWrap():
        return widget.text() if widget.sizeHint().width() > widget.width() else ""
    return ""


def whole_text(index: QModelIndex) -> str:
    """The whole text of a cell or line."""
    return str(index.data(WHOLE) or index.data(Qt.ItemDataRole.DisplayRole) or "")


def _of_item(view: QAbstractItemView, at: QPoint) -> str:
    index = view.indexAt(at)
    delegate = view.itemDelegate()
    if isinstance(delegate, PaintsItself):
        return delegate.cut_text(index, view.viewport().width()) if index.isValid() else ""
    shown = str(index.data(Qt.ItemDataRole.DisplayRole) or "") if index.isValid() else ""
    cut = shown and view.sizeHintForIndex(index).width() > view.visualRect(index).width()
    return whole_text(index) if cut or shown.endswith("…") else ""


def _of_heading(head: QHeaderView, section: int) -> str:
    if section < 0 or head.sectionSizeHint(section) <= head.sectionSize(section):
        return ""
    return str(head.model().headerData(section, head.orientation(), Qt.ItemDataRole.DisplayRole))


def _of_choice(box: QComboBox) -> str:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    field = QStyle.SubControl.SC_ComboBoxEditField
    room = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, box).width()
    return box.currentText() if box.fontMetrics().horizontalAdvance(box.currentText()) > room else ""
