"""Fields of a form: what is typed in them is told after a rest, and nothing is cut without a word."""

from datetime import date
from typing import Literal

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy

from tracker.domain.text.dates import parse_date
from tracker.domain.text.text import LONGEST, clean, left_out
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.widgets import repolish

_SAVE_AFTER = 400  # milliseconds without a keystroke
UNCUT = 100_000_000
"""Characters that a line takes: Qt would cut a longer text without a word at 32,767, and we say what is too long."""


def on_clipboard(kind: Literal["text", "image"]) -> bool:
    """Whether there are words, or a picture, on the clipboard."""
    contents: QMimeData | None = QGuiApplication.clipboard().mimeData()  # None where nothing was ever put there
    return contents is not None and (contents.hasText() if kind == "text" else contents.hasImage())


class Choice(QComboBox):
    """A combo box that the mouse wheel does not change: the wheel scrolls what it stands in."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class GrowingText(QPlainTextEdit):
    """Several lines of text, as high as its content from `least` lines up to `most`; tells what was typed after a
    short rest and when it is left. A text longer than a field holds is not taken in, since laying it out can take a
    minute; refused(words) says so."""

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
        self._rest = QTimer(self, singleShot=True, interval=_SAVE_AFTER)
        self._rest.timeout.connect(self.flush)
        self.textChanged.connect(self._rest.start)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """What is pasted or dropped here, as plain text."""
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
        """Show what is held, unless the user is typing something newer here."""
        if self._rest.isActive() or words == self.toPlainText():
            self._emitted = self._emitted if self._rest.isActive() else words
            return
        self._emitted = words
        self.setPlainText(words)
        self._rest.stop()

    @property
    def pending(self) -> bool:
        """Whether something is being typed that was not emitted yet."""
        return self._rest.isActive()

    def flush(self) -> None:
        """Say now what was typed."""
        self._rest.stop()
        words = self.toPlainText()
        if words != self._emitted:
            self._emitted = words
            self.edited.emit(words)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.flush()
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        line = self.fontMetrics().lineSpacing()
        lines = min(max(round(self.document().size().height()), self._least), self._most)
        scrolls = self.document().size().height() > self._most
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        self.setFixedHeight(lines * line + 15)


def left_out_words(number: int) -> str:
    """What is said when characters were left out."""
    return tr("{characters} that can't be seen or kept left out.").format(characters=tr("%n character(s)", "", number))


class LineText(QLineEdit):
    """One line of text that tells what was typed after a short rest and when it is left. Emits refused(why) where
    what was pasted has characters that can't be kept."""

    edited = Signal(str)
    refused = Signal(str)

    def __init__(self, placeholder: str = "") -> None:
        super().__init__()
        self._emitted = ""
        self.setMaxLength(UNCUT)
        self.setPlaceholderText(placeholder)
        self._rest = QTimer(self, singleShot=True, interval=_SAVE_AFTER)
        self._rest.timeout.connect(self.flush)
        self.textEdited.connect(lambda _words: self._rest.start())
        self.editingFinished.connect(self.flush)

    @property
    def pending(self) -> bool:
        """Whether something is being typed that was not emitted yet."""
        return self._rest.isActive()

    def show_text(self, words: str) -> None:
        if not self._rest.isActive():
            self._emitted = words
            if words != self.text():
                self.setText(words)

    def flush(self) -> None:
        self._rest.stop()
        if self.text() != self._emitted:
            self._emitted = self.text()
            self.edited.emit(self.text())
            if gone := left_out(self._emitted):
                self.refused.emit(left_out_words(gone))


class DateText(QLineEdit):
    """A date, typed as 2025-06-30, 30 June 2025, 30.6.2025 or 30/6/2025; empty for none. What is no date is marked and
    stays; left with it, the field emits refused(why)."""

    edited = Signal(object)
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(tr("e.g. 2025-06-30"))
        self.setMaxLength(UNCUT)
        self._emitted: date | None = None
        self._refused = False
        self.editingFinished.connect(self.flush)
        self.textEdited.connect(self._mark)

    def show_date(self, value: date | None) -> None:
        self._emitted = value
        self.setText("" if value is None else value.isoformat())
        self._mark()

    @property
    def value(self) -> date | None:
        """The date; None for none. Raises ValueError for what is no date."""
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
        self.setToolTip(wrong)

    @property
    def pending(self) -> bool:
        """Whether something else is typed than is held."""
        try:
            return self.value != self._emitted
        except ValueError:
            return True

    def flush(self) -> None:
        """Say now what was typed."""
        try:
            value = self.value
        except ValueError as fault:
            self._refused = True
            self.refused.emit(str(fault))
            return
        if value != self._emitted or self._refused:
            self._emitted, self._refused = value, False
            self.edited.emit(value)
