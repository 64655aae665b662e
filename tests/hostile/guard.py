"""What a file from outside must not make the program do, seen by Python's audit hook: contact anyone, start a program,
write anywhere but in the folders of the test."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NETWORK = (
    "socket.connect",
    "socket.getaddrinfo",
    "socket.bind",
    "socket.sendto",
    "urllib.Request",
    "http.client.connect",
)
_PROCESSES = ("os.system", "os.exec", "os.posix_spawn", "os.startfile", "pty.spawn", "webbrowser.open")
_WRITES = ("os.mkdir", "os.remove", "os.rmdir", "os.rename", "os.link", "os.symlink", "os.truncate", "os.chmod")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_seen: list[str] | None = None
_allowed: tuple[Path, ...] = ()


@contextmanager
def nothing_outside(*folders: Path) -> Iterator[None]:
    """Fails where anything in the block touches what is outside of `folders`; our own worker processes are let be."""
    global _seen, _allowed
    _hook()
    _seen, _allowed = [], tuple(folder.resolve() for folder in folders)
    try:
        yield
        assert _seen == []
    finally:
        _seen = None


def _look(event: str, given: tuple[object, ...]) -> None:
    if _seen is None:
        return
    if event in _NETWORK or event in _PROCESSES:
        _seen.append(f"{event} {given}")
    elif event == "subprocess.Popen":
        command = given[1] if isinstance(given[1], list | tuple) else [given[1]]
        ours = command[0] == sys.executable and any("from tracker." in str(part) for part in command)
        if not ours:
            _seen.append(f"{event} {command}")
    elif event == "open":
        path, mode, flags = given
        writing = (isinstance(flags, int) and flags & _WRITING) or (isinstance(mode, str) and set(mode) & set("wax+"))
        if writing and isinstance(path, str | bytes) and not _is_allowed(path):
            _seen.append(f"{event} {path!r}")
    elif event in _WRITES:
        places = [path for path in given[:2] if isinstance(path, str | bytes)]
        _seen.extend(f"{event} {path!r}" for path in places if not _is_allowed(path))


def _is_allowed(path: str | bytes) -> bool:
    found = Path(os.fsdecode(path)).absolute()
    real = found.parent.resolve() / found.name
    return str(real) == os.devnull or "__pycache__" in real.parts or any(real.is_relative_to(one) for one in _allowed)


def _hook() -> None:
    """Once, as a hook can't be taken away again."""
    if not _hooked:
        sys.addaudithook(_look)
        _hooked.append(True)


_hooked: list[bool] = []
