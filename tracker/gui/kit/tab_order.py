"""Tab order as the window is read: header, left, middle, right, each from top to bottom. Qt would use the order in
which widgets were created, and cards and pages are created late."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLayout,
    QLineEdit,
    QMainWindow,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)


def step(window: QMainWindow, forward: bool) -> bool:
    """Move the focus to the next or previous stop. Returns whether there was one."""
    found = list(stops(window))
    focused = QApplication.focusWidget()
    if not found or focused not in found:
        return False
    target = found[(found.index(focused) + (1 if forward else -1)) % len(found)]
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    target.setFocus(reason)
    around = target.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(target)
        around = around.parentWidget()
    return True


def stops(widget: QWidget) -> Iterator[QWidget]:
    """The widgets within a widget that Tab stops at, in reading order."""
    if _is_stop(widget):
        yield widget
    for child in _children(widget):
        if child.isVisible() and not child.isWindow():
            yield from stops(child)


def _is_stop(widget: QWidget) -> bool:
    if not widget.isEnabled() or widget.focusProxy():
        return False
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    if group and group.exclusive():  # arrow keys move within the group
        return group.checkedButton() is widget
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _children(widget: QWidget) -> list[QWidget]:
    if isinstance(widget, QMainWindow):
        return list(filter(None, (widget.centralWidget(), widget.statusBar())))
    if isinstance(widget, QSplitter | QStackedWidget):
        return [found for number in range(widget.count()) if (found := widget.widget(number))]
    if isinstance(widget, QScrollArea):
        return list(filter(None, (widget.widget(),)))
    if isinstance(widget, QAbstractScrollArea | QComboBox | QLineEdit):
        return []  # their children are internal
    if layout := widget.layout():
        return list(_in_layout(layout))
    children = [child for child in widget.children() if isinstance(child, QWidget)]
    return sorted(children, key=lambda child: (child.y(), child.x()))


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for item in filter(None, map(layout.itemAt, range(layout.count()))):
        if widget := item.widget():
            yield widget
        elif below := item.layout():
            yield from _in_layout(below)
