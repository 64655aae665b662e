"""The field for finding words in the current list."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QSizePolicy, QToolButton

from tracker.gui.kit import sizes
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.shortcuts import with_key
from tracker.gui.kit.speech import say_at_rest
from tracker.gui.kit.widgets import set_tip

LONGEST = 500
"""Maximum characters, in case a page is pasted by mistake."""


def make_clearable(line: QLineEdit) -> None:
    """Add a clear button with a name for screen readers."""
    line.setClearButtonEnabled(True)
    for clear in line.findChildren(QToolButton):
        clear.setAccessibleName(tr("Clear"))


class FindField(QLineEdit):
    """Escape clears it; Escape in an empty field, Enter and Down move the focus to the list."""

    left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setMaxLength(LONGEST)
        make_clearable(self)
        self.setAccessibleName(name)
        self.setPlaceholderText(tr("Find in this list"))
        set_tip(self, with_key(name, "find"))
        sizes.sized(self, lambda it: it.setMinimumWidth(sizes.units(20)))
        sizes.sized(self, lambda it: it.setMaximumWidth(sizes.units(48)))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_target(self, view: QAbstractItemView) -> None:
        """Set the view that gets the focus, and of which is said how many lines were found."""
        self.left.connect(view.setFocus)
        say_at_rest(self, lambda: tr("%n line(s)", "", view.model().rowCount()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left.emit()
        else:
            super().keyPressEvent(event)
