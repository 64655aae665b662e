"""The message of a window, and when it leaves by itself; and that below the fields of a form. Both are said aloud
too."""

from enum import Flag, auto

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from tracker.gui.kit import sizes
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.speech import say
from tracker.gui.kit.widgets import button, label, repolish


class Occasion(Flag):
    """What makes a message leave by itself, as it may no longer be true."""

    CHANGE = auto()
    """Something was changed in the workspace."""
    MOVE = auto()
    """The user went elsewhere: another paragraph, screen, page, State or cycle."""
    STEP = auto()
    """A step of review was taken."""


class Message(QFrame):
    """A message in the window: shown until it is dismissed, another one comes, or it is no longer true. Emits
    dismissed() when the user has put it away."""

    dismissed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "message")
        self._leaves_on = Occasion(0)
        self._words = label(wrap=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        sizes.margins(row, 3, 2, 2, 2)
        row.addWidget(self._words, 1)
        row.addWidget(button(tr("Dismiss"), "link", self._dismiss))
        self.hide()

    @property
    def text(self) -> str:
        return self._words.text()

    def shows(self, words: str) -> bool:
        """Whether this is what the user reads now."""
        return not self.isHidden() and self.text == words

    def show_words(self, words: str, leaves_on: Occasion = Occasion.CHANGE | Occasion.MOVE) -> None:
        """Show what is wrong and what to do."""
        self._show(words, "message", leaves_on)

    def show_news(self, words: str, leaves_on: Occasion = Occasion.STEP) -> None:
        """Show what was done."""
        self._show(words, "strip", leaves_on)

    def leave(self, occasion: Occasion) -> None:
        """Hide the message if it may no longer be true on this occasion."""
        if self._leaves_on & occasion:
            self.hide()

    def _dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()

    def _show(self, words: str, role: str, leaves_on: Occasion) -> None:
        if self.property("role") != role:
            self.setProperty("role", role)
            repolish(self)
        self._leaves_on = leaves_on
        self._words.setText(words)
        self.setAccessibleName(words)
        self.show()
        say(words, urgent=role == "message")


class Problem(QLabel):
    """Why what is filled in could not be done; hidden until there is something to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("role", "warning")
        self.hide()

    def show_words(self, words: str) -> None:
        self.setText(words)
        self.show()
        say(words, urgent=True)
