"""The user guide (docs/guide.md) with its pictures: the only rich text in the window, as it is not user input."""

import re
from pathlib import Path

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, QUrl
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
from tracker.gui.kit import sizes, theme
from tracker.gui.kit.fields import make_readable
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.page import Page
from tracker.gui.kit.timers import once
from tracker.gui.kit.widgets import button, headed_page, label
from tracker.gui.paragraph.evidence_section import web_address
from tracker.i18n import language

_TEXT_WIDTH = 190  # units: longer lines are hard to read
_HEADINGS = {1: 22, 2: 17, 3: theme.TITLE}
_PICTURE = "\ufffc"  # the placeholder for one in a document's text
_RESIZE_DELAY = 150  # milliseconds after the last resize


class GuidePage(Page):
    """Also covers the middle pane, so that there is space for the pictures."""

    wide = True

    def __init__(self, context: WorkContext) -> None:
        super().__init__()
        self.title_words = tr("User guide")
        self.guide = Guide(context)
        close = button(tr("Close"), "", self.closed.emit, key="leave")
        headed_page(self, [label(self.title_words, "title"), close], 0, [self.guide])
        self.setFocusProxy(self.guide)


class Guide(QTextBrowser):
    """Shows the guide, light or dark, with pictures scaled to the available width."""

    def __init__(self, context: WorkContext) -> None:
        super().__init__()
        self._context = context
        self.setAccessibleName(tr("User guide"))
        self.setOpenLinks(False)
        make_readable(self)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A scroll bar that appears would change the width.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        sizes.sized(self.document(), lambda it: it.setDocumentMargin(sizes.units(6)))
        self.anchorClicked.connect(self._follow)
        self._resize_timer = once(self, _RESIZE_DELAY)
        self._resize_timer.timeout.connect(self._show)
        self._shown_width = self._top_block = 0
        sizes.sized(self, lambda it: it._show_again())

    def loadResource(self, kind: int, url: QUrl | str) -> object:
        """Load a picture of the guide in the current scheme, scaled to fit; no other resources are loaded."""
        name = QUrl(url).path().rpartition("/")[2]
        if kind != QTextDocument.ResourceType.ImageResource.value or not re.fullmatch(r"[a-z-]+\.png", name):
            return None
        if theme.colours() is theme.DARK:
            name = name.replace("-light.", "-dark.")
        image = QImage(str(paths.docs() / "pictures" / name))
        if image.isNull():
            return None
        ratio, width = self.devicePixelRatioF(), self._width
        if image.width() > width > 0:
            image = image.scaledToWidth(round(width * ratio), Qt.TransformationMode.SmoothTransformation)
            image.setDevicePixelRatio(ratio)
        return _framed(image)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if not self._resize_timer.isActive():
            self._top_block = self._top()  # before the text is laid out in the new width
        super().resizeEvent(event)
        if self._shown_width != self._width:
            self._resize_timer.start(_RESIZE_DELAY if self._shown_width else 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_again()

    def _show_again(self) -> None:
        """Lay out the guide again soon, in other colours or sizes."""
        if self._shown_width:
            self._top_block = self._top()
            self._resize_timer.start()

    @property
    def _width(self) -> int:
        """The maximum width of a picture in pixels."""
        return self.viewport().width() - sizes.units(12)

    def _show(self) -> None:
        """Lay out the guide again, keeping the block at the top."""
        self._shown_width = self._width
        words = _guide().read_text(encoding="utf-8")
        features = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
        self.document().clear()
        self.document().setMarkdown(words, features)
        whole = QTextCursor(self.document())
        whole.beginEditBlock()  # a single layout for all changes
        block = self.document().begin()
        while block.isValid():
            self._format_block(block)
            block = block.next()
        whole.endEditBlock()
        self._go_to(self.document().findBlockByNumber(self._top_block))

    def _top(self) -> int:
        """The number of the block at the top of the view."""
        return self.cursorForPosition(self.viewport().rect().topLeft()).blockNumber()

    def _format_block(self, block: QTextBlock) -> None:
        """Format a block by the theme. Text and tables have a maximum width, pictures take all of the width."""
        cursor = QTextCursor(block)
        table, level = cursor.currentTable(), block.blockFormat().headingLevel()
        pictures = _PICTURE in block.text()
        shape = QTextBlockFormat(block.blockFormat())
        if table is None:
            around = sizes.units(1) if block.textList() else sizes.units(2)
            shape.setTopMargin(sizes.units(5) if level else around)
            shape.setBottomMargin(around)
            shape.setRightMargin(0 if pictures else max(self._width - sizes.units(_TEXT_WIDTH), 0))
        elif cursor.position() == table.firstCursorPosition().position():
            table.setFormat(_table(min(self._width, sizes.units(_TEXT_WIDTH))))
        if not pictures and not level:
            shape.setLineHeight(sizes.px(theme.FULL_TEXT_LINE), QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        cursor.setBlockFormat(shape)
        size, weight = _HEADINGS.get(level, theme.FULL_TEXT), 600 if level else 400
        for start, length, look in _fragments(block):
            # Shortcuts, which are in a fixed-pitch font, are bold as on the help page.
            bold = look.fontFixedPitch() or look.fontWeight() > QFont.Weight.Normal
            look.setFont(theme.font(size, 600 if bold else weight, look.fontItalic()))
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(look)

    def _follow(self, link: QUrl) -> None:
        """Go to a heading of the guide; open other links in the system's browser."""
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
            self.verticalScrollBar().setValue(round(top) - sizes.units(2) if block.blockNumber() else 0)


def _guide() -> Path:
    """The guide in the user's language, such as guide.fr.md, if there is one."""
    translated = paths.docs() / f"guide.{language()}.md"
    return translated if translated.is_file() else paths.docs() / "guide.md"


def _fragments(block: QTextBlock) -> list[tuple[int, int, QTextCharFormat]]:
    """The fragments of a block with one format: position, length, format. Pictures are left out."""
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
    made.setCellPadding(sizes.units(2))
    made.setCellSpacing(0)
    made.setBorder(1)
    made.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    made.setBorderBrush(QColor(theme.colours().line))
    made.setBorderCollapse(True)
    made.setTopMargin(sizes.units(2))
    made.setBottomMargin(sizes.units(3))
    made.setHeaderRowCount(1)
    return made


def _framed(image: QImage) -> QImage:
    """A picture with a border, as its background is that of the page."""
    made = image.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(made)
    painter.setPen(QColor(theme.colours().quiet))
    painter.drawRect(QRectF(QPointF(0.5, 0.5), made.deviceIndependentSize() - QSizeF(1, 1)))
    painter.end()
    return made


def anchor(heading: str) -> str:
    """The anchor of a heading, formed as on GitHub."""
    return re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-")
