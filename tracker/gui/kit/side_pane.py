"""The side pane: a widget that is always there, and over it a page while one is open. No text is discarded unsaved."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from tracker.errors import TrackerError
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.page import Page


class SidePane(QStackedWidget):
    """Emits refused(TrackerError) when a page has unsaved words, closed() when it is gone, widened(bool) when one takes
    the room of the middle pane or gives it back, and undo_changed() when what a page can undo is another."""

    refused = Signal(object)
    closed = Signal()
    widened = Signal(bool)
    undo_changed = Signal()

    def __init__(self, below: QWidget) -> None:
        super().__init__()
        self.addWidget(below)

    @property
    def page(self) -> Page | None:
        """The page that is open, if one is."""
        page = self.widget(1) if self.count() > 1 else None
        return page if isinstance(page, Page) else None

    def is_free(self) -> bool:
        """Whether something else may be shown; else the user is told what is not saved here."""
        page = self.page
        if page is None or not page.unsaved:
            return True
        what = tr("“{title}” is not saved.").format(title=page.title_words)
        self.refused.emit(TrackerError(what, tr("Save or cancel it first.")))
        page.setFocus()
        return False

    def open(self, make: Callable[[], Page], focus: bool = True) -> None:
        """Show another page, unless the one that is open has unsaved words."""
        if not self.is_free():
            return
        before = self.page
        page = make()
        self.addWidget(page)
        self.setCurrentWidget(page)
        self._drop(before)  # now, so that what is below is not laid out in between
        page.closed.connect(self.close_page)
        page.undo_changed.connect(self.undo_changed)
        self.widened.emit(page.wide)
        self.undo_changed.emit()
        if focus:
            page.setFocus()

    def close_page(self) -> None:
        """Show what is below the page again."""
        self._drop(self.page)
        self.widened.emit(False)
        self.undo_changed.emit()
        self.closed.emit()

    def _drop(self, page: Page | None) -> None:
        if page:
            page.closed.disconnect(self.close_page)  # it lives a little longer, and must not close the next one
            self.removeWidget(page)
            page.deleteLater()
