"""Reading what may be hostile in a process of its own: forms in forms can keep pdfium drawing for ever, and nothing
stops it inside ours.

A question and an answer go through pipes; the answer is one line of JSON and the bytes behind it. Limits go by the
processor time that the worker has used, never by the clock: on a machine that is busy with other things all takes long
and nothing is wrong. Only a worker that stands still, using no processor time, is ended.
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
from tracker.i18n import tr
from tracker.progress import GoOn, unwatched

_LOOK = 0.1  # seconds; how soon the work is given up
_LOOKS_A_STEP = 10  # looks after which processor time is measured: it takes milliseconds to ask for
_STEPS_STILL = 10  # in which no processor time was used
_MEMORY = 1_000_000_000  # bytes of addresses; the longest resolutions take a third
_LARGEST = 300_000_000  # bytes of an answer; the largest picture has 48 million
_READY = b"ready\n"
_LONGEST = 600  # seconds of processor time after which the system ends a worker that nobody watches any more


def _ended_by(*signals: str) -> set[int]:
    """The exit statuses of processes that these signals ended."""
    return {-getattr(signal, name) for name in signals if hasattr(signal, name)}


_TOLD = 3  # the exit status of a worker that says itself that it had too little memory
_NO_MEMORY = {_TOLD} | _ended_by("SIGABRT", "SIGTRAP", "SIGILL")  # pdfium aborts
_FROM_OUTSIDE = _ended_by("SIGKILL", "SIGTERM", "SIGHUP", "SIGINT")


class Failed(TrackerError):
    """The worker could not do it, which is no fault of what it was asked about: it can be tried again."""


class TooMuch(Exception):
    """It used up the processor time or the memory that it may have."""


class Broken(Exception):
    """It ended without an answer, or with one that is none: what it read has hit a fault in a library."""


def ask(module: str, question: bytes, seconds: float, go_on: GoOn = unwatched) -> tuple[dict[str, Any], bytes]:
    """What the worker answers that `serve()` of a module makes: a JSON object, and the bytes behind it.

    `seconds` of processor time is what it may use. `go_on` is called meanwhile and may raise to give it up. Raises
    Failed, TooMuch, Broken, and the TrackerError that `serve()` ended in.

    (-P: nothing that lies in the current folder is imported.)
    """
    environment = {**os.environ, "PYTHONPATH": str(Path(tracker.__file__).parents[1])}  # in a checkout not installed
    command = [sys.executable, "-P", "-c", f"from {module} import serve; serve()"]
    pipe = subprocess.PIPE
    process = started(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=environment)
    said = bytearray()
    with process:
        watch(process, lambda: _exchange(process, question, said), seconds, go_on)
    return _understood(process.returncode, bytes(said))


def started(command: list[str], **how: Any) -> "subprocess.Popen[bytes]":
    """A process in a session of its own, so that it can be ended with all that it starts. Raises Failed."""
    try:
        hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        return subprocess.Popen(command, creationflags=hidden, start_new_session=True, **how)
    except (OSError, ValueError) as fault:
        why = reason(fault) if isinstance(fault, OSError) else str(fault)
        raise _could_not_start(why) from fault


def watch(
    process: "subprocess.Popen[bytes]",
    exchange: Callable[[], object],
    seconds: float,
    go_on: GoOn,
) -> None:
    """Wait until `exchange` (in a thread of its own) and the process are done; end the process, with all that it
    started, where it used more than `seconds` of processor time (TooMuch), where it stands still (Failed), and where
    `go_on` raises."""
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


def _exchange(process: "subprocess.Popen[bytes]", question: bytes, said: bytearray) -> None:
    """Hand the question over whole, however late the worker begins to read, and take the answer."""
    assert process.stdin and process.stdout
    with suppress(OSError):  # it has ended already: its status says why
        process.stdin.write(question)
    with suppress(OSError):
        process.stdin.close()
    while part := os.read(process.stdout.fileno(), 65_536):
        said += part
        if len(said) > _LARGEST:
            process.kill()
            break


def _understood(status: int, said: bytes) -> tuple[dict[str, Any], bytes]:
    before, ready, rest = said.partition(_READY)
    if status in _NO_MEMORY or len(said) > _LARGEST:
        raise TooMuch
    if status in _FROM_OUTSIDE:
        raise Failed(tr("The reading was ended from outside before it was done."), tr("Try again."))
    if status and not ready:
        raise _could_not_start(f"its process ended with status {status}")
    line, _, behind = rest.partition(b"\n")
    try:
        found = json.loads(line)
    except ValueError as fault:
        raise Broken from fault
    if status or before or not isinstance(found, dict):
        raise Broken
    if "fault" in found:
        raise TrackerError.from_json(found["fault"])
    if "failed" in found:
        raise Failed.from_json(found["failed"])
    return found, behind


def _could_not_start(why: str) -> Failed:
    return Failed(
        tr("The reading could not be started: {why}.", why=why),
        tr("Close other programs and try again."),
    )


def _processor_time(pid: int) -> float:
    """Seconds that a process and those it started have used."""
    import psutil  # not for the many that are done by then

    total = 0.0
    with suppress(psutil.Error):
        asked = psutil.Process(pid)
        for one in (asked, *asked.children(recursive=True)):
            with suppress(psutil.Error):
                times = one.cpu_times()
                total += times.user + times.system + times.children_user + times.children_system
    return total


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a process and all that it started, on Linux and macOS also what it left behind when it ended itself."""
    if process.poll() is None:
        import psutil

        with suppress(psutil.Error):
            for one in psutil.Process(process.pid).children(recursive=True):
                with suppress(psutil.Error):
                    one.kill()
        process.kill()
    if sys.platform != "win32":
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)


# In the worker itself


def answer(work: Callable[[bytes], tuple[dict[str, object], bytes]]) -> None:
    """Work on the question, within the memory it may have, and answer; a fault is an answer too. Ends when the program
    that asked is gone."""
    with suppress(ImportError, ValueError, OSError):  # not on every system
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_LONGEST, _LONGEST))
    threading.Thread(target=_end_with, args=[os.getppid()], daemon=True).start()
    out = sys.stdout.buffer
    out.write(_READY)
    out.flush()
    try:
        found, behind = work(sys.stdin.buffer.read())
    except TrackerError as fault:
        kind = "failed" if isinstance(fault, Failed) else "fault"
        found, behind = {kind: fault.as_json()}, b""
    except OSError as fault:
        failed = Failed(tr("The reading failed: {reason}.", reason=reason(fault)), tr("Try again."))
        found, behind = {"failed": failed.as_json()}, b""
    except MemoryError:
        os._exit(_TOLD)
    out.write(json.dumps(found).encode() + b"\n" + behind)
    out.flush()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
