"""What every page that stands over the paragraph has in common, whatever it is for."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class Page(QWidget):
    """Emits closed() when it is done with or given up, and undo_changed() when what it can take back is another."""

    closed = Signal()
    undo_changed = Signal()
    wide = False
    """Whether it takes the room of the middle pane as well."""
    title_words = ""

    @property
    def unsaved(self) -> bool:
        """Whether something was typed or chosen that is not saved."""
        return False

    def undo_labels(self) -> tuple[str, str] | None:
        """What undo and redo would do on this page, "" for nothing; None where they are the workspace's."""
        return None

    def undo(self) -> None:
        """Take the last thing on this page back."""

    def redo(self) -> None:
        """Do it again."""
