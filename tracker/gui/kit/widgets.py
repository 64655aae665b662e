"""Small widgets used by several panes. All their text is plain text."""

import html
from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from tracker.gui.kit import sizes
from tracker.gui.kit.shortcuts import with_key

_TIP = 1_500  # characters of a tooltip
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


def label(words: str = "", role: str = "", wrap: bool = False) -> QLabel:
    """A label of plain text in one of the theme's roles."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


class PushButton(QPushButton):
    """A button that is pressed by Enter as well as Space. Its name follows its text, unless it has another one."""

    def setText(self, words: str) -> None:
        follows = self.accessibleName() == self.text().replace("&&", "&")
        super().setText(words)
        if follows:
            self.setAccessibleName(words.replace("&&", "&"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_KEYPAD:
            self.click()
        else:
            super().keyPressEvent(event)


def button(words: str, role: str, act: Callable[[], object], name: str = "", key: str = "") -> QPushButton:
    """A button in one of the theme's roles; `name` is for screen readers, if `words` are not enough; `key` is the
    shortcut's name, if a menu has the same action."""
    made = PushButton(words)
    if key:
        made.setToolTip(with_key(name or words, key))
    made.setProperty("role", role)
    made.setAccessibleName(name or words)
    if role == "link":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.clicked.connect(lambda _checked=False: act())
    return made


def scroll_by_label(words: QLabel, around: QScrollArea) -> None:
    """Give the focus to a label in a scroll area, so that a screen reader reads it when the user scrolls by keyboard;
    the area itself has no text."""
    around.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    words.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


class ElidedLabel(QLabel):
    """One line of plain text, elided with … if it does not fit; then the tooltip has all of it."""

    def __init__(self, role: str = "") -> None:
        super().__init__()
        self.words = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_words(self, words: str) -> None:
        self.words = words
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        self.setAccessibleName(self.words)
        set_tip(self, self.words if shown != self.words else "")


def tip(words: str) -> str:
    """A tooltip with `words` as literal characters, shortened if very long."""
    shown = words if len(words) <= _TIP else f"{words[:_TIP]}…"
    return f"<qt>{html.escape(shown).replace(chr(10), '<br>')}</qt>" if words else ""


def set_tip(widget: QWidget, words: str) -> None:
    """Give a widget a tooltip; screen readers get the words without the markup."""
    widget.setToolTip(tip(words))
    widget.setAccessibleDescription(words)


def rule() -> QFrame:
    made = QFrame()
    made.setProperty("role", "rule")
    return made


def headed_page(page: QWidget, head: Sequence[QWidget], stretch: int, below: Sequence[QWidget]) -> None:
    """Lay out a page of the middle pane: a heading line, in which the widget number `stretch` takes the remaining
    space, and the widgets below it."""
    page.setObjectName("page")
    line = QWidget()
    line.setObjectName("pageHead")
    sizes.sized(line, lambda it: it.setMinimumHeight(sizes.units(12)))
    row = QHBoxLayout(line)
    sizes.margins(row, 4, 2, 4, 2)
    sizes.spacing(row, 3)
    for number, widget in enumerate(head):
        row.addWidget(widget, 1 if number == stretch else 0)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(line)
    for widget in below:
        column.addWidget(widget, 1)


def add_tools(page: QWidget, tools: Sequence[QWidget]) -> QWidget:
    """Add a line with filters or other tools below the heading of a page; returns it."""
    line = QWidget()
    line.setObjectName("pageHead")
    row = QHBoxLayout(line)
    sizes.margins(row, 4, 2, 4, 2)
    sizes.spacing(row, 2)
    for widget in tools:
        row.addWidget(widget, 0 if isinstance(widget, QPushButton) else 1)
    column = page.layout()
    assert isinstance(column, QVBoxLayout)
    column.insertWidget(1, line)
    return line


def repolish(widget: QWidget) -> None:
    """Apply the style sheet again after a property has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class Shrinking(QScrollArea):
    """A scroll area as high as its content if there is space; else it scrolls."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setWidget(inner)
        inner.installEventFilter(self)

    def sizeHint(self) -> QSize:
        inner = self.widget()
        layout = inner.layout() if inner else None
        wanted = layout.totalHeightForWidth(self.width()) if layout and layout.hasHeightForWidth() else -1
        return QSize(0, wanted if wanted >= 0 else inner.sizeHint().height() if inner else 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, sizes.units(20))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Adapt to the content's new height."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()


class FlowLayout(QLayout):
    """Lays widgets out side by side, on as many lines as needed, with so many units between them."""

    def __init__(self, spacing: float) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        sizes.spacing(self, spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        self._arrange(area, move=True)

    def _arrange(self, area: QRect, move: bool) -> int:
        """Arrange the widgets in lines, vertically centred; returns the total height."""
        y = area.y()
        for line in self._lines(area.width()):
            height = max(size.height() for _, size in line)
            x = area.x()
            for item, size in line:
                if move:
                    item.setGeometry(QRect(QPoint(x, y + (height - size.height()) // 2), size))
                x += size.width() + self.spacing()
            y += height + self.spacing()
        return max(y - self.spacing() - area.y(), 0)

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """The widgets and their sizes, in lines that fit in `width`."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        taken = 0
        for item in self._items:
            size = item.sizeHint().boundedTo(QSize(width, 10_000)) if width else item.sizeHint()
            if not lines or taken + size.width() > width:
                lines.append([])
                taken = 0
            lines[-1].append((item, size))
            taken += size.width() + self.spacing()
        return lines


def clear(layout: QLayout) -> None:
    """Remove and delete everything in a layout. If the focus is in it, move it to the parent: Qt would move it to
    another part of the window, which would get the next key press."""
    around, focused = layout.parentWidget(), QApplication.focusWidget()
    if around and focused and any(_contains(layout, widget) for widget in _with_parents(focused, around)):
        around.setFocus(Qt.FocusReason.OtherFocusReason)
    while (item := layout.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
        elif below := item.layout():
            clear(below)


def _with_parents(widget: QWidget, around: QWidget) -> Iterator[QWidget]:
    """A widget and its parents, up to but not including `around`."""
    found: QWidget | None = widget
    while found is not None and found is not around:
        yield found
        found = found.parentWidget()


def _contains(layout: QLayout, widget: QWidget) -> bool:
    """Whether a widget is in a layout or a nested one."""
    items = [item for number in range(layout.count()) if (item := layout.itemAt(number))]
    return any(item.widget() is widget or ((below := item.layout()) and _contains(below, widget)) for item in items)
