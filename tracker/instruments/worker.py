"""Reads untrusted files in a separate process: nested forms can keep pdfium drawing forever, which can't be stopped
within our own process.

Question and answer go through pipes; the answer is one line of JSON followed by bytes. Limits count the processor time
that the worker has used, not the clock: on a busy machine everything takes long without being wrong. A worker that
makes no progress (uses no processor time) is ended.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import tracker
from tracker.errors import TrackerError, reason
from tracker.i18n import Message, tr
from tracker.progress import GoOn, unwatched

_LOOK = 0.1  # seconds between checks, and so until a cancelled job ends
_LOOKS_A_STEP = 10  # checks for each measurement of processor time, which takes milliseconds
_STEPS_STILL = 10  # measurements without progress after which a worker is ended
_MEMORY = 470_000_000  # bytes of its own; the longest resolutions take 30 million, drawing a page 120 million
_LARGEST = 300_000_000  # bytes of an answer; the largest picture has 48 million
_READY = b"ready\n"
_LONGEST = 600  # seconds of processor time after which the system ends an abandoned worker


def _ended_by(*signals: str) -> set[int]:
    """The exit statuses of processes that these signals ended."""
    return {-getattr(signal, name) for name in signals if hasattr(signal, name)}


_OUT_OF_MEMORY = 3  # exit status by which a worker reports that it ran out of memory
_NO_MEMORY = {_OUT_OF_MEMORY} | _ended_by("SIGABRT", "SIGTRAP", "SIGILL")  # pdfium aborts
_FROM_OUTSIDE = _ended_by("SIGKILL", "SIGTERM", "SIGHUP", "SIGINT")


class Failed(TrackerError):
    """The worker could not do it for reasons other than the file: a second attempt may succeed."""


class TooMuch(Exception):
    """The worker exceeded its limit of processor time, memory or size of the answer."""


class Broken(Exception):
    """The worker ended without a valid answer: the file has triggered a fault in a library."""


def ask(module: str, question: bytes, seconds: float, go_on: GoOn = unwatched) -> tuple[dict[str, Any], bytes]:
    """Call `serve()` of a module in a worker and return its answer: a JSON object, and the bytes after it.

    The worker may use `seconds` of processor time. `go_on` is called meanwhile and may raise to cancel. Raises Failed,
    TooMuch, Broken, and the TrackerError that `serve()` raised.

    (-P: nothing is imported from the current folder.)
    """
    command = [sys.executable, "-P", "-c", f"from {module} import serve; serve()"]
    pipe = subprocess.PIPE
    process = started(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=environment())
    output = bytearray()
    with process:
        watch(process, lambda: _exchange(process, question, output), seconds, go_on)
    return _understood(process.returncode, bytes(output))


def environment() -> dict[str, str]:
    """That of this process, in which Python finds the program, also in a checkout that is not installed."""
    return {**os.environ, "PYTHONPATH": str(Path(tracker.__file__).parents[1])}


def guarded(command: list[str]) -> list[str]:
    """The command under a guard, which ends it, and all that it started, when this process is gone. It needs the
    `environment` of this module."""
    return [sys.executable, "-P", "-c", f"from {__name__} import guard; guard()", *command]


def started(command: list[str], **options: Any) -> "subprocess.Popen[bytes]":
    """Start a process in a session of its own, so that it can be ended with all its children. Raises Failed."""
    try:
        hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        return subprocess.Popen(command, creationflags=hidden, start_new_session=True, **options)
    except (OSError, ValueError) as fault:
        cause = reason(fault) if isinstance(fault, OSError) else str(fault)
        raise _could_not_start(cause) from fault


def watch(
    process: "subprocess.Popen[bytes]",
    exchange: Callable[[], object],
    seconds: float,
    go_on: GoOn,
) -> None:
    """Wait until both `exchange` (run in a thread) and the process are done. End the process and all its children if it
    uses more than `seconds` of processor time (raises TooMuch), makes no progress (raises Failed), or `go_on`
    raises."""
    waiting = threading.Thread(target=lambda: (exchange(), process.wait()), daemon=True)
    waiting.start()
    looks, still, used = 0, 0, 0.0
    try:
        while waiting.is_alive():
            waiting.join(_LOOK)
            go_on()
            looks += 1
            if looks % _LOOKS_A_STEP:
                continue
            before, used = used, _processor_time(process.pid)
            if used > seconds:
                raise TooMuch
            still = still + 1 if used == before else 0
            if still == _STEPS_STILL and waiting.is_alive():
                raise Failed(tr("The reading was given up: the process that does it stood still."), tr("Try again."))
    finally:
        _end(process)
        waiting.join()


def _exchange(process: "subprocess.Popen[bytes]", question: bytes, output: bytearray) -> None:
    """Write all of the question, however late the worker reads it, and collect the answer."""
    assert process.stdin and process.stdout
    with suppress(OSError):  # the worker has ended already: its status says why
        process.stdin.write(question)
    with suppress(OSError):
        process.stdin.close()
    while part := os.read(process.stdout.fileno(), 65_536):
        output += part
        if len(output) > _LARGEST:
            process.kill()
            break


def _understood(status: int, output: bytes) -> tuple[dict[str, Any], bytes]:
    before, ready, rest = output.partition(_READY)
    if status in _NO_MEMORY or len(output) > _LARGEST:
        raise TooMuch
    if status in _FROM_OUTSIDE:
        raise Failed(tr("The reading was ended from outside before it was done."), tr("Try again."))
    if status and not ready:
        raise _could_not_start(tr("its process ended with status {status}", status=status))
    line, _, attachment = rest.partition(b"\n")
    try:
        fields = json.loads(line)
    except ValueError as fault:
        raise Broken from fault
    if status or before or not isinstance(fields, dict):
        raise Broken
    if "fault" in fields:
        raise TrackerError.from_json(fields["fault"])
    if "failed" in fields:
        raise Failed.from_json(fields["failed"])
    return fields, attachment


def _could_not_start(why: Message | str) -> Failed:
    return Failed(
        tr("The reading could not be started: {why}.", why=why),
        tr("Close other programs and try again."),
    )


def _processor_time(pid: int) -> float:
    """Processor time in seconds that a process and its children have used."""
    import psutil  # imported late: most workers are done before it is needed

    total = 0.0
    with suppress(psutil.Error):
        root = psutil.Process(pid)
        for process in (root, *root.children(recursive=True)):
            with suppress(psutil.Error):
                times = process.cpu_times()
                total += times.user + times.system + times.children_user + times.children_system
    return total


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a process and all its children; on Linux and macOS also those it left behind when it ended by itself."""
    if process.poll() is None:
        import psutil

        with suppress(psutil.Error):
            for child in psutil.Process(process.pid).children(recursive=True):
                with suppress(psutil.Error):
                    child.kill()
        process.kill()
    if sys.platform != "win32":
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)


# In the worker itself


def answer(work: Callable[[bytes], tuple[dict[str, object], bytes]]) -> None:
    """Answer the question on standard input with the result of `work`, within the memory limit; an error is an answer
    too. The process ends when its parent is gone."""
    with suppress(ImportError, ValueError, OSError):  # not available on every system
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_LONGEST, _LONGEST))
    threading.Thread(target=_end_with, args=[os.getppid()], daemon=True).start()
    out = sys.stdout.buffer
    out.write(_READY)
    out.flush()
    try:
        fields, attachment = work(sys.stdin.buffer.read())
    except TrackerError as fault:
        kind = "failed" if isinstance(fault, Failed) else "fault"
        fields, attachment = {kind: fault.as_json()}, b""
    except OSError as fault:
        failed = Failed(tr("The reading failed: {reason}.", reason=reason(fault)), tr("Try again."))
        fields, attachment = {"failed": failed.as_json()}, b""
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    out.write(json.dumps(fields, ensure_ascii=False).encode(errors="surrogatepass"))  # half of the memory of escapes
    out.write(b"\n")
    out.write(attachment)
    out.flush()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


# In a guard


def guard() -> None:
    """Run the command that the arguments are, and exit as it does."""
    parent = os.getppid()
    process = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL)
    while True:
        try:
            sys.exit(process.wait(timeout=_LOOK))
        except subprocess.TimeoutExpired:
            if os.getppid() != parent:
                _end(process)
                if sys.platform != "win32":
                    os.killpg(0, signal.SIGKILL)  # what it left behind when it ended by itself, and this process
                os._exit(1)
