"""The field that finds words in the list that is shown."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QToolButton, QWidget

from tracker.gui.kit import theme
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.shortcuts import with_key
from tracker.gui.kit.widgets import tip

LONGEST = 500
"""Characters; a page that was pasted by mistake is more than a search can be."""


def make_clearable(line: QLineEdit) -> None:
    """Give a field a button that empties it, with a name for screen readers."""
    line.setClearButtonEnabled(True)
    for clear in line.findChildren(QToolButton):
        clear.setAccessibleName(tr("Clear"))


class FindField(QLineEdit):
    """Escape clears it; once more, like Enter and Down, it gives the focus to the list. Emits textChanged(words)."""

    left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setMaxLength(LONGEST)
        make_clearable(self)
        self.setAccessibleName(name)
        self.setPlaceholderText(tr("Find in this list"))
        self.setToolTip(tip(with_key(name, "find")))
        self.setMinimumWidth(20 * theme.UNIT)
        self.setMaximumWidth(48 * theme.UNIT)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def lead_to(self, view: QWidget) -> None:
        """Where the focus goes when it leaves."""
        self.left.connect(view.setFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left.emit()
        else:
            super().keyPressEvent(event)
