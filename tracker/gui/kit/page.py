"""What every page that stands over the paragraph has in common, whatever it is for."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from tracker.gui.kit.shortcuts import KEYS


class Page(QWidget):
    """Emits closed() when it is done with or given up, and undo_changed() when what it can undo is another."""

    closed = Signal()
    undo_changed = Signal()
    wide = False
    """Whether it takes the room of the middle pane as well."""
    title_words = ""
    save_words = ""
    """What `save` does, as on its button; "" where there is nothing to save."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        leave = QShortcut(QKeySequence(KEYS["leave"]), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.leave)

    @property
    def unsaved(self) -> bool:
        """Whether something was typed or chosen that is not saved."""
        return False

    def save(self) -> None:
        """Do what the page is for."""

    def leave(self) -> None:
        """Close the page, as its key does."""
        self.closed.emit()

    def paste(self) -> None:
        """Take in what is on the clipboard and no field takes."""

    def undo_labels(self) -> tuple[str, str] | None:
        """What undo and redo would do on this page, "" for nothing; None where they are the workspace's."""
        return None

    def undo(self) -> None:
        """Take the last thing on this page back."""

    def redo(self) -> None:
        """Do it again."""
