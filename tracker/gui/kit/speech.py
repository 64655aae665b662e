"""What screen readers are told has happened. What has the focus they say themselves."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from tracker.gui.kit.timers import once

_REST = 800  # milliseconds without a keystroke


@dataclass(frozen=True, slots=True)
class _Told:
    words: str
    urgent: bool = False
    unless: bool = False


_waiting: list[_Told] = []


def say(words: str, urgent: bool = False) -> None:
    """Announce words when the event that is handled now is over: all that is said in one act is one announcement, in
    which nothing is said twice. `urgent` words interrupt what is being spoken."""
    _wait_with(_Told(words, urgent))


def say_unless_told(words: str) -> None:
    """Say words unless the same act says something else of itself."""
    _wait_with(_Told(words, unless=True))


def say_at_rest(field: QLineEdit, words: Callable[[], str]) -> None:
    """Say what typing in a field has found, once it pauses."""
    pause = once(field, _REST)
    pause.timeout.connect(lambda: say(words()) if field.hasFocus() else None)
    field.textEdited.connect(lambda _typed: pause.start())


def announce(words: str, urgent: bool) -> None:
    """Give one announcement to the screen reader, if there is one."""
    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    if window := QApplication.activeWindow() or next(iter(shown), None):
        event = QAccessibleAnnouncementEvent(window, words)
        politeness = QAccessible.AnnouncementPoliteness
        event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
        QAccessible.updateAccessibility(event)


def _wait_with(told: _Told) -> None:
    if told.words:
        _waiting.append(told)
        QTimer.singleShot(0, _say_all)


def _say_all() -> None:
    told = [one for one in _waiting if not one.unless] or [*_waiting]
    _waiting.clear()
    words: list[str] = []
    for one in told:
        if not any(one.words in other for other in words):
            words = [*(other for other in words if other not in one.words), one.words]
    if words:
        announce("\n".join(words), any(one.urgent for one in told))
