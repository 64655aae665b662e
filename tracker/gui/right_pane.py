"""The right pane: the paragraph, and over it a page while one is open. Unsaved words are not given away."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from tracker.errors import TrackerError
from tracker.gui.page import Page
from tracker.gui.paragraph.pane import ParagraphPane
from tracker.gui.words import tr


class RightPane(QStackedWidget):
    """Emits refused(TrackerError) when a page has unsaved words, closed() when it is gone, widened(bool) when one takes
    the room of the middle pane or gives it back, and undo_changed() when what a page can take back is another."""

    refused = Signal(object)
    closed = Signal()
    widened = Signal(bool)
    undo_changed = Signal()

    def __init__(self, pane: ParagraphPane) -> None:
        super().__init__()
        self.pane = pane
        self.addWidget(pane)

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
        self._drop(before)  # now, so that the paragraph is not laid out in between
        page.closed.connect(self.close_page)
        page.undo_changed.connect(self.undo_changed)
        self.widened.emit(page.wide)
        self.undo_changed.emit()
        if focus:
            page.setFocus()

    def close_page(self) -> None:
        """Show the paragraph again."""
        self._drop(self.page)
        self.widened.emit(False)
        self.undo_changed.emit()
        self.closed.emit()

    def _drop(self, page: Page | None) -> None:
        if page:
            page.closed.disconnect(self.close_page)  # it lives a little longer, and must not close the next one
            self.removeWidget(page)
            page.deleteLater()
