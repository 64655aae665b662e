"""Long work and the person who waits for it at a terminal: how far it is, in one line on standard error that goes away
again, Ctrl+C, and what is printed."""

import os
import re
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TextIO

from tracker.domain.text.filenames import visible
from tracker.i18n import Message
from tracker.progress import Progress

SHOWN_AFTER = 1.0
"""Seconds of work before anything is shown: most is done by then."""
_AGAIN_AFTER = 0.2  # seconds
_OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # escape sequences begin with one of them (ECMA-48)
_NARROW = 40  # columns, where nobody says how many there are


def say(*words: object, file: TextIO | None = None) -> None:
    """Print words, which may come from anyone; characters that a terminal would obey are written out."""
    print(_OBEYED.sub(lambda found: visible(found[0]), " ".join(map(str, words))), file=file)


class _CtrlC:
    pressed = False


@contextmanager
def ctrl_c_noted() -> Iterator[None]:
    """Ctrl+C in the block is noted, and raised as KeyboardInterrupt where work reports next, or at the end: in between,
    libraries may lose it, print it, or be left with something half done. A second one is raised at once.

    Where it is ignored, as in a job in the background of a script, it stays so."""
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler or threading.current_thread() is not threading.main_thread():
        yield
        return

    def note(number: int, frame: FrameType | None) -> None:
        if _CtrlC.pressed:
            signal.default_int_handler(number, frame)
        _CtrlC.pressed = True

    signal.signal(signal.SIGINT, note)
    try:
        yield
        _end_if_pressed()
    finally:
        signal.signal(signal.SIGINT, before)
        _CtrlC.pressed = False


def _end_if_pressed() -> None:
    if _CtrlC.pressed:
        raise KeyboardInterrupt


@contextmanager
def progress_line(doing: Message) -> Iterator[Progress]:
    """Show how far the work in the block is, as it reports it. `doing` says what it is. Where standard error
    is no terminal nothing is shown: scripts and logs get what is said and no more."""
    line = _Line(str(doing))
    try:
        yield line
    finally:
        line.clear()
    _end_if_pressed()


class _Line:
    """The line, a Progress: a percentage where the whole is known, else the seconds that the work has taken."""

    def __init__(self, doing: str) -> None:
        self._doing = doing
        self._began = time.monotonic()
        self._due = self._began + SHOWN_AFTER if sys.stderr.isatty() else float("inf")
        self._percent = ""
        self._shown = ""

    def __call__(self, done: int = 0, whole: int = 0, /) -> None:
        _end_if_pressed()
        if whole:
            self._percent = f"{done * 100 // whole} %"
        now = time.monotonic()
        if now >= self._due:
            self._due = now + _AGAIN_AFTER
            self._show(f"{self._doing}: {self._percent or f'{now - self._began:.0f} s'}")

    def clear(self) -> None:
        if self._shown:
            self._show("")
            self._write("\r")

    def _show(self, words: str) -> None:
        words = words[: _columns() - 1]  # a longer line would go on below, and could not be taken back
        self._write("\r" + words.ljust(len(self._shown)))
        self._shown = words

    def _write(self, words: str) -> None:
        with suppress(OSError):  # a terminal that is gone ends no work
            sys.stderr.write(words)
            sys.stderr.flush()


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or _NARROW
    except (OSError, ValueError):
        return _NARROW
