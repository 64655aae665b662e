"""What the `tracker` command understands: its commands and their options."""

import argparse
import sys
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from tracker import __version__
from tracker.domain.reports.workbook import MAY_BE_OPEN, Paper, RowChoice
from tracker.i18n import QT_TR_NOOP, Message
from tracker.terminal import say

ARGPARSE = (
    QT_TR_NOOP("usage: "),
    QT_TR_NOOP("options"),
    QT_TR_NOOP("positional arguments"),
    QT_TR_NOOP("show this help message and exit"),
    QT_TR_NOOP("the following arguments are required: %s"),
    QT_TR_NOOP("unrecognized arguments: %s"),
    QT_TR_NOOP("expected one argument"),
    QT_TR_NOOP("expected at least one argument"),
    QT_TR_NOOP("ignored explicit argument %r"),
    QT_TR_NOOP("ambiguous option: %(option)s could match %(matches)s"),
    QT_TR_NOOP("argument %(argument_name)s: %(message)s"),
    QT_TR_NOOP("invalid choice: %(value)r (choose from %(choices)s)"),
)
"""What Python's own parser says, through its gettext."""


def tr(text: str, **arguments: object) -> str:
    """The words of a message (`tracker.i18n.tr`) at once, since argparse takes no other value."""
    return str(Message(text, arguments=arguments))


class _Parser(ArgumentParser):
    """Wrong use is one line on standard error and status 2."""

    def error(self, message: str) -> NoReturn:
        words = " ".join(message.split())
        say("tracker:", tr("{fault}. See `tracker --help`.", fault=words), file=sys.stderr)
        raise SystemExit(2)


def parse(arguments: Sequence[str] | None = None) -> Namespace:
    """What was given on the command line, or in `arguments`. A workspace alone is to be opened, as desktops have it.
    Wrong use ends the program with status 2."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given and given[0].endswith(".tracker"):
        if not Path(given[0]).exists():
            parser().error(tr("there is no workspace {path}; `tracker new` makes one", path=given[0]))
        given.insert(0, "--workspace")
    return parser().parse_args(given)


def parser() -> ArgumentParser:
    """The parser of the command line, in the language that is in use."""
    argparse._ = tr  # type: ignore[attr-defined]
    made = _Parser(
        prog="tracker",
        description=tr("Follow how a Member State implements a United Nations resolution."),
        epilog=tr("Without a command a window opens; `tracker FILE.tracker` opens it on that workspace."),
    )
    made.add_argument(
        "--version", action="version", version=f"tracker {__version__}", help=tr("show the version and exit")
    )
    made.add_argument("--workspace", metavar=tr("FILE"), type=Path, help=tr("the workspace file (default: your own)"))
    commands = made.add_subparsers(dest="command", metavar=tr("COMMAND"))

    _instruments(commands)
    _export(commands)
    _import(commands)
    _workspaces(commands)
    return made


def _instruments(commands: "_SubParsersAction[_Parser]") -> None:
    read = commands.add_parser("read", help=tr("show how a resolution's file is understood"))
    read.add_argument("file", metavar=tr("FILE"))
    _has_json(read)
    read.add_argument("--akn", metavar=tr("OUT.xml"), help=tr("write the reading as Akoma Ntoso for the UN"))

    _has_json(commands.add_parser("instruments", help=tr("list the instruments in the workspace")))

    add = commands.add_parser(
        "add", help=tr("add a resolution from .txt .md .docx .doc .pdf .html or Akoma Ntoso .xml")
    )
    add.add_argument("file", metavar=tr("FILE"))
    _has_json(add)


def _export(commands: "_SubParsersAction[_Parser]") -> None:
    export = commands.add_parser("export", help=tr("write a compliance matrix"))
    export.add_argument("out", metavar=tr("OUT.xlsx"))
    export.add_argument(
        "--state", metavar=tr("STATE"), action="append", required=True, help=tr("ISO alpha-3 code or name; repeatable")
    )
    export.add_argument("--cycle", metavar=tr("NAME"))
    export.add_argument("--instrument", metavar=tr("SYMBOL"), action="append", help=tr("repeatable; default: all"))
    export.add_argument("--scale", metavar=tr("NAME"), default="tracker", help=tr("tracker, UNCAC, FATF, UPR or EU"))
    export.add_argument(
        "--sheet", metavar=tr("NAME"), action="append", help=tr("repeatable; default: all with something to show")
    )
    export.add_argument(
        "--since", metavar=tr("DAY|XLSX"), default="", help=tr("add what changed since a day or a workbook")
    )
    export.add_argument(
        "--template", metavar=tr("FORM.xlsx"), help=tr("fill in a copy of a form of your own (see the guide)")
    )
    export.add_argument(
        "--column",
        metavar=tr("HEADING=COLUMN"),
        action="append",
        help=tr("what goes below a heading of the form; repeatable; nothing after =: leave it empty"),
    )
    export.add_argument("--for-return", action="store_true", help=tr("to be filled in: open columns, the rest locked"))

    _cover_and_layout(export)
    export.add_argument(
        "--paragraph",
        metavar=tr("NUMBER"),
        action="append",
        help=tr("only this paragraph and what is below it; repeatable"),
    )
    export.add_argument(
        "--open",
        metavar=tr("FIELD"),
        action="append",
        choices=MAY_BE_OPEN,
        help=tr("for return: a field to fill in"),
    )
    _has_json(export)


def _import(commands: "_SubParsersAction[_Parser]") -> None:
    returned = tr("compare returned workbooks with the workspace, and apply what does not conflict")
    import_ = commands.add_parser("import", aliases=["take-back"], help=returned)
    import_.add_argument("files", metavar=tr("FILE.xlsx"), nargs="+")
    import_.add_argument("--dry-run", action="store_true", help=tr("only show what would change"))
    import_.add_argument(
        "--unrecorded",
        action="store_true",
        help=tr("apply also what differs in workbooks of which the workspace has no record"),
    )
    _has_json(import_)


def _cover_and_layout(export: ArgumentParser) -> None:
    export.add_argument("--recipient", metavar=tr("NAME"), default="", help=tr("whom it is for; the cover says so"))
    export.add_argument("--author", metavar=tr("NAME"), default="", help=tr("whose work it is; default: yours"))
    export.add_argument("--return-by", metavar=tr("DAY"), default="", help=tr("for return: the last day for it"))
    export.add_argument("--contact", metavar=tr("NAME"), default="", help=tr("for return: whom to ask"))
    export.add_argument("--short", action="store_true", help=tr("the short edition: cover, summary and action plan"))
    export.add_argument(
        "--only",
        choices=[choice.value for choice in RowChoice],
        default=RowChoice.ALL.value,
        help=tr("the paragraphs that are assessed or have gaps; default: all"),
    )
    export.add_argument(
        "--without-column",
        metavar=tr("COLUMN"),
        action="append",
        help=tr("leave out a column, or that of one sheet as “Gaps: Finding”; repeatable"),
    )
    export.add_argument(
        "--paper", choices=[paper.value for paper in Paper], default=Paper.A4.value, help=tr("A4 or A3, landscape")
    )


def _workspaces(commands: "_SubParsersAction[_Parser]") -> None:
    check = commands.add_parser("check", help=tr("check the workspace; status 1 when anything is wrong"))
    check.add_argument(
        "--repair",
        nargs="?",
        const="",
        metavar=tr("FILE"),
        help=tr("save what can be read of a damaged workspace in a new one, and list what is lost"),
    )
    _has_json(check)

    backup = commands.add_parser("backup", help=tr("write a consistent copy of the workspace"))
    backup.add_argument("file", metavar=tr("FILE"), nargs="?")
    _has_json(backup)

    new = commands.add_parser("new", help=tr("make a workspace with the built-in resolutions"))
    new.add_argument("file", metavar=tr("FILE"))
    _has_json(new)

    demo = commands.add_parser("demo", help=tr("make a sample workspace and workbook to try things with"))
    demo.add_argument("dir", metavar=tr("DIR"))
    _has_json(demo)


def _has_json(command: ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help=tr("print one JSON object, for other programs"))
