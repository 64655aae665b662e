"""Timers. Their interval is not given by name: on a Turkish desktop PySide looks for a property by the upper-case
letter that Turkish has for i, and finds none."""

from PySide6.QtCore import QObject, QTimer

COUNT_AFTER = 1_000
"""Milliseconds without a change, after which the lines of a list that is not shown are counted again."""


def once(parent: QObject, interval: int) -> QTimer:
    """A timer that goes off `interval` milliseconds after each start."""
    timer = every(parent, interval)
    timer.setSingleShot(True)
    return timer


def every(parent: QObject, interval: int) -> QTimer:
    """A timer that goes off every `interval` milliseconds once it is started."""
    timer = QTimer(parent)
    timer.setInterval(interval)
    return timer
