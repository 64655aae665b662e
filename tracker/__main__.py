"""The `tracker` command. Without a sub-command it opens the window."""

import os
import sys
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

from tracker import __version__, paths
from tracker.domain.reports.workbook import MAY_BE_OPEN
from tracker.errors import TrackerError, as_told, is_defect
from tracker.terminal import ctrl_c_noted


class _Parser(ArgumentParser):
    """Wrong use is one line on standard error and status 2."""

    def error(self, message: str) -> NoReturn:
        print(f"tracker: {' '.join(message.split())}. See `tracker --help`.", file=sys.stderr)
        raise SystemExit(2)


def _parser() -> ArgumentParser:
    parser = _Parser(prog="tracker", description="Follow how a Member State implements a United Nations resolution.")
    parser.add_argument("--version", action="version", version=f"tracker {__version__}")
    parser.add_argument("--workspace", metavar="FILE", type=Path, help="the workspace file (default: your own)")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    read = commands.add_parser("read", help="show how a resolution's file is understood")
    read.add_argument("file", metavar="FILE")
    _has_json(read)
    read.add_argument("--akn", metavar="OUT.xml", help="write the reading as Akoma Ntoso for the UN")

    _has_json(commands.add_parser("instruments", help="list the instruments in the workspace"))

    add = commands.add_parser("add", help="add a resolution from .txt .md .docx .doc .pdf .html or Akoma Ntoso .xml")
    add.add_argument("file", metavar="FILE")
    _has_json(add)

    export = commands.add_parser("export", help="write a compliance matrix")
    export.add_argument("out", metavar="OUT.xlsx")
    export.add_argument(
        "--state", metavar="STATE", action="append", required=True, help="ISO alpha-3 code or name; repeatable"
    )
    export.add_argument("--cycle", metavar="NAME")
    export.add_argument("--instrument", metavar="SYMBOL", action="append", help="repeatable; default: all")
    export.add_argument("--scale", metavar="NAME", default="tracker", help="tracker, UNCAC, FATF, UPR or EU")
    export.add_argument(
        "--sheet", metavar="NAME", action="append", help="repeatable; default: all with something to show"
    )
    export.add_argument("--since", metavar="DAY|XLSX", default="", help="add what changed since a day or a workbook")
    export.add_argument("--template", metavar="FORM.xlsx", help="fill in a copy of a form of your own (see the guide)")
    export.add_argument("--for-return", action="store_true", help="to be filled in: open columns, the rest locked")

    export.add_argument("--recipient", metavar="NAME", default="", help="for return: who is to fill it in")
    export.add_argument(
        "--paragraph", metavar="NUMBER", action="append", help="only this paragraph and what is below it; repeatable"
    )
    export.add_argument(
        "--open",
        metavar="FIELD",
        action="append",
        choices=MAY_BE_OPEN,
        help="for return: a field to fill in",
    )
    _has_json(export)

    _returned_and_kept(commands)
    return parser


def _returned_and_kept(commands: "_SubParsersAction[_Parser]") -> None:
    returned = "compare returned workbooks with the workspace, and apply what does not conflict"
    import_ = commands.add_parser("import", aliases=["take-back"], help=returned)
    import_.add_argument("files", metavar="FILE.xlsx", nargs="+")
    import_.add_argument("--dry-run", action="store_true", help="only show what would change")
    _has_json(import_)

    _has_json(commands.add_parser("check", help="check the workspace; status 1 when anything is wrong"))

    backup = commands.add_parser("backup", help="write a consistent copy of the workspace")
    backup.add_argument("file", metavar="FILE", nargs="?")
    _has_json(backup)

    new = commands.add_parser("new", help="make a workspace with the built-in resolutions")
    new.add_argument("file", metavar="FILE")
    _has_json(new)

    demo = commands.add_parser("demo", help="make a sample workspace and workbook to try things with")
    demo.add_argument("dir", metavar="DIR")
    _has_json(demo)


def _has_json(command: ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="print one JSON object, for other programs")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status: 0 done, 1 the answer is no, 2 wrong use or unusable input."""
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a character shows ? instead
    try:
        given = _parser().parse_args(arguments)
        chosen = given.workspace
        given.workspace = chosen or paths.default_workspace()
        paths.ensure_temporary_folder()
        if given.command is None:
            return _open_window(given, chosen)
        with ctrl_c_noted():
            from tracker import commands

            status = commands.RUN[given.command](given)
            sys.stdout.flush()
        return status
    except BrokenPipeError:  # the reader of a pipe has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130  # as shells say of what Ctrl+C ended
    except Exception as fault:
        if is_defect(fault) and "TRACKER_DEBUG" in os.environ:
            raise
        print(f"tracker: {' '.join(str(as_told(fault)).split())}", file=sys.stderr)
        return 2


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
        raise TrackerError("There is no display to open a window on.", "Use a command; see `tracker --help`.")
    from tracker.gui.shell.app import run

    return run(chosen)


if __name__ == "__main__":
    sys.exit(main())
