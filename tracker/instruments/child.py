"""Reading what may be hostile in a process of its own: forms in forms can keep pdfium drawing for ever, and nothing
stops it inside ours."""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import tracker

_MEMORY = 1_000_000_000  # bytes of addresses; the longest resolutions take a third


class TookTooLong(Exception):
    """It was not done in time."""


class GaveUp(Exception):
    """It ended without an answer: no memory, or a fault in a library."""


def ask(module: str, question: bytes, seconds: float) -> bytes:
    """What `serve()` of a module answers. Raises TookTooLong and GaveUp.

    (-P: nothing that lies in the current folder is imported.)
    """
    found = {**os.environ, "PYTHONPATH": str(Path(tracker.__file__).parents[1])}  # also in a checkout not installed
    command = [sys.executable, "-P", "-c", f"from {module} import serve; serve()"]
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        done = subprocess.run(
            command, input=question, capture_output=True, timeout=seconds, creationflags=hidden, env=found
        )
    except subprocess.TimeoutExpired as fault:
        raise TookTooLong from fault
    if done.returncode:
        raise GaveUp
    return done.stdout


def answer(work: Callable[[bytes], bytes]) -> None:
    """In the process itself: work on the question, within the memory it may have."""
    with suppress(ImportError, ValueError, OSError):  # not on every system
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    sys.stdout.buffer.write(work(sys.stdin.buffer.read()))
