"""Processes for tests in which the program is imported already, which takes a second where it is not.

They are forked from one that has imported it and done nothing else. What a process is before the program begins (its
encoding, streams that are closed, a module that is missing) is tested with Pythons that are started anew.
"""

import multiprocessing
import os
import sys
from collections.abc import Mapping
from functools import cache
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from pathlib import Path

_IMPORTED = [
    *("tests.conftest", "tests.excel.filled", "alembic.command", "alembic.config", "openpyxl.workbook"),
    *("tracker.commands", "tracker.excel.workbook", "tracker.operations.backups", "tracker.operations.demo"),
    *("tracker.operations.compare_returned", "tracker.operations.export", "tracker.operations.import_returned"),
]


@cache
def _context() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_IMPORTED)
    return context


class Warm:
    """A process that runs `code` with these arguments, as `python -c` does; stdin, stdout and stderr are pipes to it.
    With a `terminal` that is its standard error, and it is in a session of its own."""

    def __init__(self, code: str, *arguments: object, folder: Path | None = None, terminal: int | None = None) -> None:
        given, to = os.pipe()
        out, said = os.pipe()
        errors, failed = os.pipe() if terminal is None else (os.open(os.devnull, os.O_RDONLY), os.dup(terminal))
        self.stdin, self.stdout, self.stderr = os.fdopen(to, "w"), os.fdopen(out), os.fdopen(errors)
        theirs = [Connection(number) for number in (given, said, failed)]
        self._process = _context().Process(
            target=_run,
            args=(code, [*map(str, arguments)], dict(os.environ), folder or Path.cwd(), theirs, terminal is not None),
            daemon=True,
        )
        self._process.start()
        for one in theirs:
            one.close()

    @property
    def pid(self) -> int:
        assert self._process.pid
        return self._process.pid

    def kill(self) -> None:
        self._process.kill()

    def wait(self) -> int:
        """Let it end, and close the pipes; its exit status, below zero where a signal ended it."""
        for stream in (self.stdin, self.stdout, self.stderr):
            stream.close()
        self._process.join()
        assert self._process.exitcode is not None
        return self._process.exitcode


def _run(
    code: str,
    arguments: list[str],
    environment: Mapping[str, str],
    folder: Path,
    streams: list[Connection],
    has_terminal: bool,
) -> None:
    if has_terminal:
        os.setsid()
    for number, stream in enumerate(streams):
        os.dup2(stream.fileno(), number)
        stream.close()
    sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), os.fdopen(1, "w"), os.fdopen(2, "w", buffering=1)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["-c", *arguments]
    exec(compile(code, "<string>", "exec"), {"__name__": "__main__"})
