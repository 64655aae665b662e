"""The side pane: a permanent widget, covered by a page while one is open. Unsaved input is never discarded."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from tracker.errors import TrackerError
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.page import Page
from tracker.gui.kit.speech import say


class SidePane(QStackedWidget):
    """Emits refused(TrackerError) if a page has unsaved input, closed(had_focus) after a page is closed, widened(bool)
    when a page covers the middle pane or uncovers it, and undo_changed() when the undo step of the page changes."""

    refused = Signal(object)
    closed = Signal(bool)
    widened = Signal(bool)
    undo_changed = Signal()

    def __init__(self, below: QWidget) -> None:
        super().__init__()
        self._least = QSize()
        self.addWidget(below)

    def set_least(self, size: QSize) -> None:
        """Be at least that large; a page may need more."""
        self._least = size
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().expandedTo(self._least)

    @property
    def page(self) -> Page | None:
        """The open page, if any."""
        page = self.widget(1) if self.count() > 1 else None
        return page if isinstance(page, Page) else None

    def is_free(self) -> bool:
        """Whether another page may be shown. If not, emit `refused` with the title of the unsaved one."""
        page = self.page
        if page is None or not page.unsaved:
            return True
        what = tr("“{title}” is not saved.").format(title=page.title_words)
        self.refused.emit(TrackerError(what, tr("Save or cancel it first.")))
        page.setFocus()
        return False

    def open(self, make: Callable[[], Page], focus: bool = True) -> None:
        """Show another page, unless the open one has unsaved input."""
        if not self.is_free():
            return
        before = self.page
        page = make()
        if page is before:
            page.setFocus()
            return
        self.addWidget(page)
        self.setCurrentWidget(page)
        self._drop(before)  # only now, so that the widget below is not laid out in between
        page.closed.connect(self.close_page)
        page.undo_changed.connect(self.undo_changed)
        self.widened.emit(page.wide)
        self.undo_changed.emit()
        if focus:
            page.setFocus()
            say(page.title_words)

    def close_page(self) -> None:
        """Close the page and show the widget below."""
        focused = QApplication.focusWidget()
        had_focus = focused is None or self.isAncestorOf(focused)
        self._drop(self.page)
        self.widened.emit(False)
        self.undo_changed.emit()
        self.closed.emit(had_focus)

    def _drop(self, page: Page | None) -> None:
        if page:
            page.closed.disconnect(self.close_page)  # it is deleted later, and must not close the next page
            page.undo_changed.disconnect(self.undo_changed)
            self.removeWidget(page)
            if page.kept:
                page.hide()
            else:
                page.deleteLater()
