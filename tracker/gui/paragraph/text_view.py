"""The full text of a paragraph, with superscript footnote marks and the footnotes below. It is built from plain text;
nothing in it is ever interpreted as markup."""

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QBrush, QColor, QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit

from tracker.domain.casework.assessments import ParagraphRow
from tracker.domain.instruments.summaries import ParagraphWords
from tracker.gui.kit import sizes, theme
from tracker.gui.kit.fields import make_readable, show_caret
from tracker.gui.kit.i18n import tr


class ParagraphText(QTextEdit):
    """Read-only text view, as high as its content; its text is read, selected and copied by mouse and keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        make_readable(self)
        self.cursorPositionChanged.connect(partial(show_caret, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr("Text of the paragraph"))
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)

    def show_words(self, row: ParagraphRow, around: ParagraphWords) -> None:
        """Write the paragraph: the lead verb in italics, footnote marks in their places, then the footnotes."""
        colours = theme.colours()
        self.clear()
        cursor = self.textCursor()
        cursor.beginEditBlock()  # else all is laid out again after each piece
        lines = QTextBlockFormat()
        lines.setLineHeight(sizes.px(theme.FULL_TEXT_LINE), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor.setBlockFormat(lines)
        plain = _look(theme.FULL_TEXT, colours.text)
        verb = _look(theme.FULL_TEXT, colours.text, italic=True)
        mark = _look(theme.FULL_TEXT, colours.accent)
        mark.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
        cuts = sorted({0, len(row.opening), len(row.text), *(m.offset for m in around.marks)})
        numbers: dict[int, list[int]] = {}
        for footnote_mark in around.marks:
            numbers.setdefault(footnote_mark.offset, []).append(footnote_mark.number)
        for start, end in zip(cuts, [*cuts[1:], len(row.text)], strict=True):
            for number in numbers.get(start, ()):
                cursor.insertText(str(number), mark)
            cursor.insertText(row.text[start:end], verb if end <= len(row.opening) else plain)
        for note in around.footnotes:
            below = QTextBlockFormat()
            below.setTopMargin(sizes.units(1))
            below.setLineHeight(sizes.px(theme.NOTE_LINE), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
            cursor.insertBlock(below)
            cursor.insertText(f"{note.number}  ", _look(theme.SMALL, colours.accent))
            cursor.insertText(note.text, _look(theme.SMALL, colours.quiet))
        cursor.endEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        self.setTextCursor(cursor)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    def _fit(self) -> None:
        self.document().setTextWidth(self.viewport().width())
        self.setFixedHeight(max(round(self.document().size().height()) + 2 + 2 * self.frameWidth(), sizes.units(6)))


def _look(size: int, colour: str, italic: bool = False) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setFont(theme.font(size, 400, italic))
    look.setForeground(QBrush(QColor(colour)))
    return look
