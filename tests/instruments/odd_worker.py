"""A worker that does what the environment variable ODD names: the ways in which one can go wrong."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tracker.errors import TrackerError
from tracker.instruments import worker

ODD = os.environ.get("ODD", "")
if ODD == "fails to start":
    raise ImportError("no such library")
if ODD == "begins late":
    time.sleep(0.4)
if ODD == "stands still at the start":
    signal.pause()


def serve() -> None:
    worker.answer(_answered)


def _answered(question: bytes) -> tuple[dict[str, Any], bytes]:
    if ODD == "says what is wrong":
        raise TrackerError("It is locked.", "Unlock it.")
    if ODD == "has no memory":
        raise MemoryError
    if ODD == "takes all memory":
        return {"size": len(bytearray(worker._MEMORY * 2))}, b""
    if ODD in ("is killed", "is told to end", "crashes"):
        signals = {"is killed": signal.SIGKILL, "is told to end": signal.SIGTERM, "crashes": signal.SIGSEGV}
        os.kill(os.getpid(), signals[ODD])
    if ODD == "is stopped":
        os.kill(os.getpid(), signal.SIGSTOP)
    if ODD == "ends":
        sys.exit(7)
    if ODD == "never ends":
        while True:
            pass
    if ODD in ("waits for another", "leaves another behind"):  # as a converter does
        command = [sys.executable, "-c", "import signal; signal.pause()"]
        other = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        Path(os.environ["ODD_CHILD"]).write_text(str(other.pid))
        if ODD == "waits for another":
            other.wait()
    if ODD == "sleeps":
        time.sleep(2)
    if ODD == "never ends its answer":
        while True:
            os.write(1, b"x" * 100_000)
    if ODD in ("nonsense", "a list", "nothing"):
        os.write(1, {"nonsense": b"\xff{]\n", "a list": b"[1]\n", "nothing": b""}[ODD])
        os._exit(0)
    return {"size": len(question)}, question[-3:]
