"""The preview of a file of evidence in the right pane: a picture, the pages of a PDF, or text."""

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QKeyEvent, QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QScrollArea, QVBoxLayout

from tracker.domain.casework.evidence import File
from tracker.domain.text.filenames import may_hold_text, may_open, visible
from tracker.errors import TrackerError
from tracker.gui.context.context import WorkContext
from tracker.gui.files.file_line import file_size
from tracker.gui.kit import sizes
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.jobs import Job
from tracker.gui.kit.page import Page
from tracker.gui.kit.timers import once
from tracker.gui.kit.widgets import ElidedLabel, button, label, scroll_by_label
from tracker.operations import attachments
from tracker.progress import Progress

_FORMATS = (b"png", b"jpeg", b"gif", b"bmp", b"tiff", b"webp")
_MEGABYTES, _PIXELS = 256, 100_000_000  # most memory and pixels of a picture
_ZOOMS = (1.0, 1.5, 2.0, 3.0)
_STEPS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: -len(_ZOOMS)}
_LONGEST = 20_000  # characters of a page of text: Qt takes long to lay out more
_REST = 200  # milliseconds without a further resize, before the page is drawn again


@dataclass(frozen=True, slots=True)
class Seen:
    """A page, ready to be shown: a picture, or where there is none its text. `pages` is the number of pages of the
    file."""

    image: QImage = field(default_factory=QImage)
    pages: int = 1
    text: str = ""


def look(path: Path, index: int, width: int, progress: Progress) -> Seen:
    """Render page `index` (from 0) of a file, `width` pixels wide; a smaller picture is not enlarged. Whether it is a
    picture or a PDF is told by the content, not the name. Raises TrackerError if it can't be shown."""
    with path.open("rb") as file:
        if b"%PDF-" in file.read(1024):
            drawn = attachments.page(path, index, width, progress)
            image = QImage(drawn.pixels, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32)
            return Seen(image.copy(), drawn.pages)
    if QImageReader.imageFormat(str(path)).data() not in _FORMATS and may_hold_text(path.name):
        stretches = attachments.words(path, progress)
        return Seen(pages=len(stretches), text=stretches[min(index, len(stretches) - 1)].strip()[:_LONGEST])
    return Seen(_picture(path, width))


def _picture(path: Path, width: int) -> QImage:
    QImageReader.setAllocationLimit(_MEGABYTES)
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    if reader.format().data() not in _FORMATS:
        raise TrackerError(tr("No preview for this kind of file."))
    size = reader.size()
    if size.width() * size.height() > _PIXELS:
        raise TrackerError(tr("The picture is too large to be shown."), tr("Open the file instead, or save it."))
    if size.width() > width:
        reader.setScaledSize(size.scaled(QSize(width, size.height()), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise TrackerError(tr("The picture is damaged."), tr("Save the file to look at what is left of it."))
    return image


class PreviewPage(Page):
    """The page fits the width of the pane and can be enlarged. Left and Right turn pages, Esc closes."""

    def __init__(self, context: WorkContext, file: File, page: int = 0) -> None:
        super().__init__()
        self.title_words = tr("Preview")
        self._context = context
        self._file = file
        self._index, self._pages, self._zoom = page, page + 1, 0
        self._job: Job | None = None
        self.picture = QLabel()
        self.picture.setObjectName("page")
        self.picture.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.picture.setAccessibleName(tr("Preview of {file}").format(file=visible(file.name)))
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self.picture)
        scroll_by_label(self.picture, self._scroll)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.picture.accessibleName())
        self.text.hide()
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.words = label(tr("Loading…"), "quiet", wrap=True)
        self.back = button("‹", "", lambda: self.turn(-1), tr("Previous page"))
        self.forward = button("›", "", lambda: self.turn(1), tr("Next page"))
        self.smaller = button("−", "", lambda: self.enlarge(-1), tr("Smaller"))
        self.larger = button("+", "", lambda: self.enlarge(1), tr("Larger"))
        self.number = label("", "quiet")
        self._lay_out()
        self._rest = once(self, _REST)
        self._rest.timeout.connect(self._draw)
        self._keys()
        self.setFocusProxy(self.picture)
        self.closed.connect(self._give_up)
        self._show_state()

    def _lay_out(self) -> None:
        name = ElidedLabel("title")
        name.show_words(visible(self._file.name))
        head = QHBoxLayout()
        head.addWidget(name, 1)
        head.addWidget(label(file_size(self._file), "quiet"))
        head.addWidget(button(tr("Close"), "", self.closed.emit, key="leave"))
        tools = QHBoxLayout()
        sizes.spacing(tools, 1)
        for tool in (self.back, self.number, self.forward, self.smaller, self.larger):
            tools.addWidget(tool)
        tools.addStretch(1)
        if may_open(self._file.name):
            tools.addWidget(button(tr("Open"), "link", lambda: self._context.open_wanted.emit(self._file)))
        tools.addWidget(button(tr("Save as…"), "link", lambda: self._context.save_wanted.emit(self._file)))
        column = QVBoxLayout(self)
        sizes.margins(column, 4, 4, 4, 3)
        sizes.spacing(column, 2)
        column.addLayout(head)
        column.addLayout(tools)
        column.addWidget(self.words)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.text, 1)

    def _keys(self) -> None:
        for keys, act in (
            ("Left", lambda: self._sideways(-1)),
            ("Right", lambda: self._sideways(1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def event(self, event: QEvent) -> bool:
        """While a picture is shown, take the keys that elsewhere change the size of text."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._zoom_step(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if step := self._zoom_step(event):
            self.enlarge(step)
        else:
            super().keyPressEvent(event)

    def _zoom_step(self, event: QKeyEvent) -> int:
        """The steps of zoom that a key stands for; 0 for none."""
        others = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
        held = event.modifiers()
        if self.larger.isHidden() or held & others or not held & Qt.KeyboardModifier.ControlModifier:
            return 0
        return _STEPS.get(Qt.Key(event.key()), 0)

    def turn(self, by: int) -> None:
        """Go `by` pages forward, or back if it is negative."""
        index = min(max(self._index + by, 0), self._pages - 1)
        if index != self._index:
            self._index = index
            self._scroll.verticalScrollBar().setValue(0)
            self._draw()

    def _sideways(self, by: int) -> None:
        """Scroll sideways if the page is wider than the pane, else turn pages."""
        bar = self._scroll.horizontalScrollBar()
        if bar.maximum():
            bar.setValue(bar.value() + by * bar.pageStep() // 4)
        else:
            self.turn(by)

    def enlarge(self, by: int) -> None:
        """Zoom in by that many steps, or out if it is negative."""
        zoom = min(max(self._zoom + by, 0), len(_ZOOMS) - 1)
        if zoom != self._zoom:
            self._zoom = zoom
            self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._rest.start(_REST if self._job else 0)

    def _draw(self) -> None:
        """Draw the page in a job; only the latest one is shown."""
        self._give_up()
        context, file, index = self._context, self._file, self._index
        width = round(self._scroll.viewport().width() * _ZOOMS[self._zoom] * self.devicePixelRatioF())

        def work(progress: Progress) -> Seen:
            return look(context.copies.copy(context.workspace, file, progress), index, width, progress)

        self._job = Job(work)
        self._job.done.connect(self._show)
        self._job.failed.connect(self._refuse)
        self._job.start()
        self._show_state()

    def _give_up(self) -> None:
        if self._job:
            self._job.done.disconnect(self._show)
            self._job.failed.disconnect(self._refuse)
            self._job.cancel()
            self._job = None

    def _show(self, seen: Seen) -> None:
        seen.image.setDevicePixelRatio(self.devicePixelRatioF())
        self.picture.setPixmap(QPixmap.fromImage(seen.image))
        self.text.setPlainText(seen.text)
        is_text, has_focus = seen.image.isNull(), self.picture.hasFocus()
        self.text.setVisible(is_text)
        for part in (self._scroll, self.smaller, self.larger):
            part.setVisible(not is_text)
        if is_text and has_focus:
            self.text.setFocus()
        self._pages = seen.pages
        self.words.hide()
        self._show_state()

    def _refuse(self, fault: TrackerError) -> None:
        self.picture.clear()
        self.words.setText(str(fault))
        self.words.show()

    def _show_state(self) -> None:
        several = self._pages > 1
        for part in (self.back, self.forward, self.number):
            part.setVisible(several)
        page_text = tr("Page {page} of {pages}").format(page=self._index + 1, pages=self._pages)
        self.number.setText(page_text)
        self.back.setEnabled(self._index > 0)
        self.forward.setEnabled(self._index + 1 < self._pages)
        self.smaller.setEnabled(self._zoom > 0)
        self.larger.setEnabled(self._zoom + 1 < len(_ZOOMS))
