"""The base class of all pages shown in the side pane over the paragraph."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from tracker.gui.kit.shortcuts import KEYS


class Page(QWidget):
    """Emits closed() when it is finished or cancelled, and undo_changed() when its undo step changes."""

    closed = Signal()
    undo_changed = Signal()
    kept = False
    """Whether it is not deleted when another page takes its place: it is shown again until it is closed."""
    wide = False
    """Whether it also covers the middle pane."""
    title_words = ""
    save_words = ""
    """The label of the Save button; "" if there is nothing to save."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        leave = QShortcut(QKeySequence(KEYS["leave"]), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.leave)

    @property
    def unsaved(self) -> bool:
        """Whether there is unsaved input."""
        return False

    def save(self) -> None:
        """Save, or do whatever the page is for."""

    def leave(self) -> None:
        """Close the page, as its key does."""
        self.closed.emit()

    def paste(self) -> None:
        """Paste from the clipboard what no field accepts."""

    def undo_labels(self) -> tuple[str, str] | None:
        """What undo and redo would do on this page, "" for nothing; None if it has no own undo."""
        return None

    def undo(self) -> None:
        """Undo the last step on this page."""

    def redo(self) -> None:
        """Redo the step that was undone last."""
