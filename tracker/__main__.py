"""The `tracker` command. Without a sub-command it opens the window."""

import gc
import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

from tracker import i18n, log, paths
from tracker.arguments import parse
from tracker.errors import TrackerError, as_tracker_error, is_defect
from tracker.i18n import tr
from tracker.terminal import ctrl_c_noted, say

_GARBAGE = 50_000
"""Objects that are made before Python looks for garbage: most of a start is imports, and modules are none."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status: 0 done, 1 the answer is no, 2 wrong use or unusable input."""
    gc.set_threshold(_GARBAGE)
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a character shows ? instead
    try:
        _use_language()
        given = parse(arguments)
        chosen = given.workspace
        given.workspace = chosen or paths.default_workspace()
        paths.ensure_temporary_folder()
        if given.command is None:
            return _open_window(given, chosen)
        with ctrl_c_noted():
            from tracker import commands, leftovers

            leftovers.sweep()
            status = commands.RUN[given.command](given)
            sys.stdout.flush()
        return status
    except BrokenPipeError:  # the reader of a pipe has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130  # as shells say of what Ctrl+C ended
    except Exception as fault:
        if is_defect(fault):
            if "TRACKER_DEBUG" in os.environ:
                raise
            log.note_fault(fault)
        say(f"tracker: {' '.join(str(as_tracker_error(fault)).split())}", file=sys.stderr)
        return 2


def _use_language() -> None:
    try:
        i18n.use_system_language()
    except (OSError, SyntaxError) as fault:  # the latter is what XML that is none raises
        raise TrackerError(
            tr("The translation that TRACKER_LANGUAGE names can't be read: {reason}.", reason=fault),
            tr("Name another one, or leave it out."),
        ) from fault


def _open_closed_streams() -> None:
    """Where a script has closed standard output or error, what goes there goes nowhere: Python would print what is
    meant for the one on the other, and a file that is opened next would take its place."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115


def _open_window(given: Namespace, chosen: Path | None) -> int:
    without = os.environ.get("QT_QPA_PLATFORM", "") not in ("offscreen", "minimal", "vnc")
    if (
        sys.platform.startswith("linux")
        and without
        and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    ):
        raise TrackerError(tr("There is no display to open a window on."), tr("Use a command; see `tracker --help`."))
    from tracker.gui.shell.app import run

    return run(chosen)


if __name__ == "__main__":
    sys.exit(main())
