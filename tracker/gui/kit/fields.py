"""Form fields that emit what is typed after a short pause, and never cut text silently."""

from datetime import date
from functools import partial
from math import ceil
from typing import Literal

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QGuiApplication,
    QIcon,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QTextEdit,
    QToolButton,
    QWidget,
)

from tracker import paths
from tracker.domain.text.dates import parse_date
from tracker.domain.text.text import LONGEST, clean, left_out
from tracker.gui.kit import sizes
from tracker.gui.kit.calendar import Calendar
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.shortcuts import with_keys
from tracker.gui.kit.speech import say
from tracker.gui.kit.timers import once
from tracker.gui.kit.widgets import repolish, set_tip

_SAVE_AFTER = 400  # milliseconds without a keystroke
_OPEN = "Alt+Down"
UNCUT = 100_000_000
"""Maximum length of a line edit: Qt would cut silently at 32,767; we report text that is too long instead."""


def on_clipboard(kind: Literal["text", "image"]) -> bool:
    """Whether there is text, or an image, on the clipboard."""
    contents: QMimeData | None = QGuiApplication.clipboard().mimeData()  # None if it was never used
    return contents is not None and (contents.hasText() if kind == "text" else contents.hasImage())


class Choice(QComboBox):
    """A combo box that ignores the mouse wheel, so that the wheel scrolls the page, and whose list is as wide as its
    lines."""

    def showPopup(self) -> None:
        margins = 2 * self.view().frameWidth() + self.view().verticalScrollBar().sizeHint().width()
        lines = self.view().sizeHintForColumn(0) + margins
        self.view().setMinimumWidth(min(lines, self.screen().availableGeometry().width() * 3 // 4))
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say what a key has chosen while the list is closed."""
        before = self.currentIndex()
        super().keyPressEvent(event)
        if self.currentIndex() != before:
            say(self.currentText())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class GrowingText(QPlainTextEdit):
    """Several lines of text, as high as its content, between `least` and `most` lines; the scroll area around it
    follows the caret. Emits edited(text) after a short pause in typing and on losing the focus. A pasted text that is
    too long is left out, since its layout could take a minute, and refused(words) is emitted."""

    edited = Signal(str)
    refused = Signal(str)

    def __init__(self, least: int = 1, most: int = 12, placeholder: str = "") -> None:
        super().__init__()
        self._least, self._most = least, most
        self._emitted = ""
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(1)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._pause = once(self, _SAVE_AFTER)
        self._pause.timeout.connect(self.flush)
        self.refused.connect(partial(say, urgent=True))
        self.textChanged.connect(self._pause.start)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._moved = once(self, 0)  # when what is around has made room
        self._moved.timeout.connect(partial(show_caret, self))
        self.cursorPositionChanged.connect(self._moved.start)
        self._fit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert what is pasted or dropped as plain text."""
        words = source.text()
        if len(self.toPlainText()) - len(self.textCursor().selectedText()) + len(words) > LONGEST:
            self.refused.emit(
                tr("The text you paste has {number:,} characters; a field holds {most:,}. It was left out.").format(
                    number=len(words), most=LONGEST
                )
            )
            return
        self.textCursor().insertText(clean(words))
        self.ensureCursorVisible()
        if gone := left_out(words):
            self.refused.emit(left_out_words(gone))

    def show_text(self, words: str) -> None:
        """Show the stored text, unless the user is typing."""
        if self._pause.isActive() or words == self.toPlainText():
            self._emitted = self._emitted if self._pause.isActive() else words
            return
        self._emitted = words
        self.setPlainText(words)
        self._pause.stop()

    @property
    def pending(self) -> bool:
        """Whether something was typed that is not emitted yet."""
        return self._pause.isActive()

    def flush(self) -> None:
        """Emit now what was typed."""
        self._pause.stop()
        words = self.toPlainText()
        if words != self._emitted:
            self._emitted = words
            self.edited.emit(words)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._moved.start()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.flush()
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._moved.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        line = ceil(QFontMetricsF(self.font()).lineSpacing())  # as lines are laid out; 1 pixel less hides the first one
        lines = min(max(round(self.document().size().height()), self._least), self._most)
        scrolls = self.document().size().height() > self._most
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        self.setFixedHeight(lines * line + 2 * sizes.px(5) + 5)  # with padding, border and the document's margin


def make_readable(text: QTextEdit) -> None:
    """Give a text that is only read a caret for the keyboard, as it has one for the mouse."""
    text.setTextInteractionFlags(text.textInteractionFlags() | Qt.TextInteractionFlag.TextSelectableByKeyboard)


def show_caret(text: QPlainTextEdit | QTextEdit) -> None:
    """Scroll what a text that has the focus stands in, so that the line with the caret is seen."""
    around: QWidget | None = text.parentWidget()
    while around and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    inside = around.widget() if isinstance(around, QScrollArea) else None
    if isinstance(around, QScrollArea) and inside and text.hasFocus():
        caret = text.cursorRect()
        at = text.viewport().mapTo(inside, caret.center())
        around.ensureVisible(at.x(), at.y(), 0, caret.height())


def left_out_words(number: int) -> str:
    """The message that characters were left out."""
    return tr("{characters} that can't be seen or kept left out.").format(characters=tr("%n character(s)", "", number))


def show_line(field: QLineEdit, words: str) -> None:
    """Put words into a line, so that their beginning is seen where there is no room for all."""
    field.setText(words)
    field.setCursorPosition(0)


class PlainLine(QLineEdit):
    """One line of text, of which the beginning is seen while it has not the focus."""

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self.setCursorPosition(0)


class LineText(PlainLine):
    """One line of text. Emits edited(text) after a short pause in typing and on losing the focus, and refused(why) if
    the text has characters that can't be stored."""

    edited = Signal(str)
    refused = Signal(str)

    def __init__(self, placeholder: str = "") -> None:
        super().__init__()
        self._emitted = ""
        self.setMaxLength(UNCUT)
        self.setPlaceholderText(placeholder)
        self._pause = once(self, _SAVE_AFTER)
        self._pause.timeout.connect(self.flush)
        self.refused.connect(partial(say, urgent=True))
        self.textEdited.connect(lambda _words: self._pause.start())
        self.editingFinished.connect(self.flush)

    @property
    def pending(self) -> bool:
        """Whether something was typed that is not emitted yet."""
        return self._pause.isActive()

    def show_text(self, words: str) -> None:
        if not self._pause.isActive():
            self._emitted = words
            if words != self.text():
                show_line(self, words)

    def flush(self) -> None:
        self._pause.stop()
        if self.text() != self._emitted:
            self._emitted = self.text()
            self.edited.emit(self.text())
            if gone := left_out(self._emitted):
                self.refused.emit(left_out_words(gone))


class DateText(QLineEdit):
    """A date, typed as 2025-06-30, 30 June 2025, 30.6.2025 or 30/6/2025, or chosen in a calendar, which its button and
    Alt+Down open; empty for none. Invalid text is marked and stays; on losing the focus with it, the field emits
    refused(why)."""

    edited = Signal(object)
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(tr("e.g. 2025-06-30"))
        self.setMaxLength(UNCUT)
        self._emitted: date | None = None
        self._refused = ""  # the text that was refused last
        self._calendar: Calendar | None = None
        icon = QIcon(str(paths.resources() / "icons" / "calendar.svg"))  # of a grey that is seen in light and dark
        opening = self.addAction(icon, QLineEdit.ActionPosition.TrailingPosition)
        opening.setToolTip(with_keys(tr("Choose in a calendar"), _OPEN))
        opening.triggered.connect(self.open_calendar)
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(tr("Choose in a calendar"))
        self.editingFinished.connect(self.flush)
        self.textEdited.connect(self._mark)

    def open_calendar(self) -> None:
        """Show the month of the date that is typed, else the present one."""
        if self._calendar is None:
            self._calendar = Calendar(self, self._choose)
        self.setFocus()
        try:
            day = self.value or date.today()
        except ValueError:
            day = date.today()
        self._calendar.open_below(self, day)

    def _choose(self, day: date) -> None:
        """Put a day in the place of what is typed, as if it were typed itself."""
        self.selectAll()
        self.insert(day.isoformat())
        self._mark()
        self.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if QKeySequence(event.keyCombination()) == QKeySequence(_OPEN):
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def show_date(self, value: date | None) -> None:
        self._emitted = value
        self.setText("" if value is None else value.isoformat())
        self._mark()

    @property
    def value(self) -> date | None:
        """The date; None if the field is empty. Raises ValueError for invalid text."""
        return parse_date(self.text())

    def _mark(self) -> None:
        try:
            parse_date(self.text())
            wrong = ""
        except ValueError as fault:
            wrong = str(fault)
        if bool(wrong) != bool(self.property("wrong")):
            self.setProperty("wrong", bool(wrong))
            repolish(self)
        set_tip(self, wrong)

    @property
    def pending(self) -> bool:
        """Whether what is typed differs from the stored date."""
        try:
            return self.value != self._emitted
        except ValueError:
            return True

    def flush(self) -> None:
        """Emit now what was typed."""
        try:
            value = self.value
        except ValueError as fault:
            if self.text() != self._refused:
                say(str(fault), urgent=True)
            self._refused = self.text()
            self.refused.emit(str(fault))
            return
        if value != self._emitted or self._refused:
            self._emitted, self._refused = value, ""
            self.edited.emit(value)
