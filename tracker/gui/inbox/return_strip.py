"""The comment with which chosen lines of the inbox are returned."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout

from tracker.gui.kit import sizes
from tracker.gui.kit.fields import GrowingText
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.shortcuts import KEYS
from tracker.gui.kit.widgets import button, label


class ReturnStrip(QFrame):
    """Asks for the comment. Emits given(comment), and left() when the user gives up."""

    given = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "strip")
        self.words = GrowingText(1, 6, tr("What is to be changed?"))
        self._about = label(tr("Comment"))
        self._about.setBuddy(self.words)
        self.words.setAccessibleName(tr("Comment with which they are returned"))
        row = QHBoxLayout(self)
        sizes.margins(row, 4, 2, 4, 2)
        sizes.spacing(row, 2)
        row.addWidget(self._about)
        row.addWidget(self.words, 1)
        row.addWidget(button(tr("Return"), "primary", self.give, key="save"))
        row.addWidget(button(tr("Cancel"), "link", self.leave, key="leave"))
        leave = QShortcut(QKeySequence(KEYS["leave"]), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.leave)
        self.hide()

    def ask(self, number: int) -> None:
        """Ask for the comment with which this number of lines is returned."""
        self._about.setText(tr("Return %n line(s):", "", number))
        self.show()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def give(self) -> None:
        self.given.emit(self.words.toPlainText())

    def leave(self) -> None:
        """Close the strip; what was typed is kept for the next time it is asked for."""
        self.hide()
        self.left.emit()

    def finish(self) -> None:
        """The lines were returned with the comment."""
        self.words.clear()
        self.leave()
