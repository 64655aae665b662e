"""The user guide (docs/guide.md) in the window, with its pictures: the only rich text there is, since it is our own."""

import re
from pathlib import Path

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QPainter,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextBrowser

from tracker import paths
from tracker.gui.context.context import WorkContext
from tracker.gui.context.open_external import open_outside
from tracker.gui.kit import theme
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.page import Page
from tracker.gui.kit.widgets import button, headed_page, label
from tracker.gui.paragraph.evidence_section import web_address
from tracker.i18n import language

_LINE = 190 * theme.UNIT  # pixels: longer lines are hard to read
_HEADINGS = {1: 22, 2: 17, 3: theme.TITLE}
_PICTURE = "\ufffc"  # stands for one in the text of a document
_AFTER = 150  # milliseconds in which a size being drawn comes to rest


class GuidePage(Page):
    """Stands over the middle pane too, so that the pictures have room."""

    wide = True

    def __init__(self, context: WorkContext) -> None:
        super().__init__()
        self.title_words = tr("User guide")
        self.guide = Guide(context)
        close = button(tr("Close"), "", self.closed.emit, key="leave")
        headed_page(self, [label(self.title_words, "title"), close], 0, [self.guide])
        self.setFocusProxy(self.guide)


class Guide(QTextBrowser):
    """Shows the guide, light or dark, each picture as wide as there is room."""

    def __init__(self, context: WorkContext) -> None:
        super().__init__()
        self._context = context
        self.setAccessibleName(tr("User guide"))
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # its coming would change the room
        self.document().setDocumentMargin(6 * theme.UNIT)
        self.anchorClicked.connect(self._follow)
        self._rest = QTimer(self, singleShot=True, interval=_AFTER)
        self._rest.timeout.connect(self._show)
        self._shown = self._at = 0

    def loadResource(self, kind: int, url: QUrl | str) -> object:
        """A picture of the guide, in the scheme in use and no wider than there is room; nothing from anywhere else."""
        name = QUrl(url).path().rpartition("/")[2]
        if kind != QTextDocument.ResourceType.ImageResource.value or not re.fullmatch(r"[a-z-]+\.png", name):
            return None
        if theme.colours() is theme.DARK:
            name = name.replace("-light.", "-dark.")
        image = QImage(str(paths.docs() / "pictures" / name))
        if image.isNull():
            return None
        ratio, room = self.devicePixelRatioF(), self._room
        if image.width() > room > 0:
            image = image.scaledToWidth(round(room * ratio), Qt.TransformationMode.SmoothTransformation)
            image.setDevicePixelRatio(ratio)
        return _framed(image)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if not self._rest.isActive():
            self._at = self._top()  # before the words flow into the new width
        super().resizeEvent(event)
        if self._shown != self._room:
            self._rest.start(_AFTER if self._shown else 0)  # at first as soon as the panes have their widths

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._shown:
            self._at = self._top()
            self._rest.start()

    @property
    def _room(self) -> int:
        """The pixels that a picture may be wide."""
        return self.viewport().width() - 12 * theme.UNIT

    def _show(self) -> None:
        """Lay the guide out anew; the line at the top stays there."""
        self._shown = self._room
        words = _guide().read_text(encoding="utf-8")
        features = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
        self.document().clear()
        self.document().setMarkdown(words, features)
        whole = QTextCursor(self.document())
        whole.beginEditBlock()  # one layout for all that follows
        block = self.document().begin()
        while block.isValid():
            self._dress(block)
            block = block.next()
        whole.endEditBlock()
        self._go_to(self.document().findBlockByNumber(self._at))

    def _top(self) -> int:
        """The number of the block that stands at the top."""
        return self.cursorForPosition(self.viewport().rect().topLeft()).blockNumber()

    def _dress(self, block: QTextBlock) -> None:
        """Give a block the looks of the theme. Words and tables keep to a column, pictures take the room there is."""
        cursor = QTextCursor(block)
        table, level = cursor.currentTable(), block.blockFormat().headingLevel()
        pictures = _PICTURE in block.text()
        shape = QTextBlockFormat(block.blockFormat())
        if table is None:
            around = theme.UNIT if block.textList() else 2 * theme.UNIT
            shape.setTopMargin(5 * theme.UNIT if level else around)
            shape.setBottomMargin(around)
            shape.setRightMargin(0 if pictures else max(self._room - _LINE, 0))
        elif cursor.position() == table.firstCursorPosition().position():
            table.setFormat(_table(min(self._room, _LINE)))
        if not pictures and not level:
            shape.setLineHeight(theme.FULL_TEXT_LINE, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        cursor.setBlockFormat(shape)
        size, weight = _HEADINGS.get(level, theme.FULL_TEXT), 600 if level else 400
        for start, length, look in _fragments(block):
            bold = look.fontFixedPitch() or look.fontWeight() > QFont.Weight.Normal  # keys look as they do elsewhere
            look.setFont(theme.font(size, 600 if bold else weight, look.fontItalic()))
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(look)

    def _follow(self, link: QUrl) -> None:
        """Go to a heading of the guide; what is elsewhere is for the system's browser."""
        if not link.scheme() and link.hasFragment():
            self._go_to(self._heading(link.fragment()))
        elif address := web_address(link.toString()):
            open_outside(self._context, address, link.toString(), tr("Copy the link into a browser."))

    def _heading(self, name: str) -> QTextBlock:
        block = self.document().begin()
        while block.isValid() and not (block.blockFormat().headingLevel() and anchor(block.text()) == name):
            block = block.next()
        return block

    def _go_to(self, block: QTextBlock) -> None:
        if block.isValid():
            self.setTextCursor(QTextCursor(block))
            top = self.document().documentLayout().blockBoundingRect(block).top()
            self.verticalScrollBar().setValue(round(top) - 2 * theme.UNIT if block.blockNumber() else 0)


def _guide() -> Path:
    """The guide in the user's language, where there is one: guide.fr.md."""
    translated = paths.docs() / f"guide.{language()}.md"
    return translated if translated.is_file() else paths.docs() / "guide.md"


def _fragments(block: QTextBlock) -> list[tuple[int, int, QTextCharFormat]]:
    """The stretches of a block that look alike: where each starts, how long it is, how it looks. Pictures are none."""
    found, at = [], block.begin()
    while not at.atEnd():
        one = at.fragment()
        if not one.charFormat().isImageFormat():
            found.append((one.position(), one.length(), one.charFormat()))
        at += 1
    return found


def _table(width: int) -> QTextTableFormat:
    made = QTextTableFormat()
    made.setWidth(QTextLength(QTextLength.Type.FixedLength, width))
    made.setCellPadding(2 * theme.UNIT)
    made.setCellSpacing(0)
    made.setBorder(1)
    made.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    made.setBorderBrush(QColor(theme.colours().line))
    made.setBorderCollapse(True)
    made.setTopMargin(2 * theme.UNIT)
    made.setBottomMargin(3 * theme.UNIT)
    made.setHeaderRowCount(1)
    return made


def _framed(image: QImage) -> QImage:
    """A picture with a line around it: its ground is that of the page."""
    made = image.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(made)
    painter.setPen(QColor(theme.colours().quiet))
    painter.drawRect(QRectF(QPointF(0.5, 0.5), made.deviceIndependentSize() - QSizeF(1, 1)))
    painter.end()
    return made


def anchor(heading: str) -> str:
    """How a link names a heading, as GitHub does."""
    return re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-")
