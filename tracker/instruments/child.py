"""Reading what may be hostile in a process of its own: forms in forms can keep pdfium drawing for ever, and nothing
stops it inside ours."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import tracker

_LOOK = 0.2  # seconds
_MEMORY = 1_000_000_000  # bytes of addresses; the longest resolutions take a third


class TookTooLong(Exception):
    """It was not done in time."""


class GaveUp(Exception):
    """It ended without an answer: no memory, or a fault in a library."""


def ask(module: str, question: bytes, seconds: float, go_on: Callable[[], None] = lambda: None) -> bytes:
    """What `serve()` of a module answers. `go_on` is called meanwhile and may raise to give it up. Raises TookTooLong
    and GaveUp.

    (-P: nothing that lies in the current folder is imported.)
    """
    found = {**os.environ, "PYTHONPATH": str(Path(tracker.__file__).parents[1])}  # also in a checkout not installed
    command = [sys.executable, "-P", "-c", f"from {module} import serve; serve()"]
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, creationflags=hidden, env=found) as asked:
        try:
            answered = _answered(asked, question, time.monotonic() + seconds, go_on)
        except BaseException:
            asked.kill()
            raise
    if asked.returncode:
        raise GaveUp
    return answered


def _answered(asked: subprocess.Popen[bytes], question: bytes, until: float, go_on: Callable[[], None]) -> bytes:
    given: bytes | None = question
    while True:
        try:
            return asked.communicate(given, timeout=min(_LOOK, max(until - time.monotonic(), 0)))[0]
        except subprocess.TimeoutExpired as fault:
            given = None  # it was taken
            go_on()
            if time.monotonic() >= until:
                raise TookTooLong from fault


def answer(work: Callable[[bytes], bytes]) -> None:
    """In the process itself: work on the question, within the memory it may have."""
    with suppress(ImportError, ValueError, OSError):  # not on every system
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    sys.stdout.buffer.write(work(sys.stdin.buffer.read()))
