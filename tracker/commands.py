"""The command line. Each command prints to standard output and returns its exit status. With --json it prints one JSON
object there and nothing else (its keys: docs/guide.md)."""

import json
import re
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.errors import TrackerError
from tracker.i18n import tr
from tracker.terminal import progress_line, say

if TYPE_CHECKING:
    from tracker.domain.instruments.summaries import StoredInstrument
    from tracker.store.workspace import Workspace


_C1 = re.compile(r"[\x7f-\x9f]")  # controls that JSON lets stand


def read(given: Namespace) -> int:
    """Show how a resolution's file is understood."""
    from tracker.instruments import report
    from tracker.instruments.reader import read_file

    with progress_line(tr("Reading the resolution")) as progress:
        instrument = read_file(Path(given.file), progress).instrument
    if given.akn:
        from tracker.instruments import akn_writer

        target = Path(given.akn)
        if target.exists() and target.samefile(given.file):
            raise TrackerError(
                tr("{path} is the file that is read.", path=target), tr("Choose another name for what is written.")
            )
        akn_writer.save(instrument, target)
        say(tr("Wrote {path}", path=target.resolve()), file=sys.stderr if given.json else sys.stdout)
    if given.json:
        _print_json(report.as_json(instrument))
    elif not given.akn:
        say("\n".join(report.as_lines(instrument)))
    return 0


def instruments(given: Namespace) -> int:
    """List the instruments."""
    from tracker.operations.instruments import list_instruments
    from tracker.operations.workspaces import open_to_read

    with _opened(open_to_read, given.workspace) as workspace:
        instruments = list_instruments(workspace)
    if given.json:
        _print_json({"workspace": _absolute(given.workspace), "instruments": [_as_json(one) for one in instruments]})
        return 0
    say(tr("Workspace {path}", path=given.workspace))
    for one in instruments:
        paragraphs = tr("%n operative paragraph(s)", "", one.paragraphs)
        say(f"{one.symbol}  {one.title} ({paragraphs})")
    return 0


def _as_json(one: "StoredInstrument") -> dict[str, object]:
    return {
        "symbol": one.symbol,
        "organ": one.organ,
        "title": one.title,
        "session": one.session,
        "adopted_on": one.adopted_on.isoformat() if one.adopted_on else None,
        "operative_paragraphs": one.paragraphs,
        "provenance": one.provenance,
    }


def add(given: Namespace) -> int:
    """Add a resolution, or update it from another edition."""
    from dataclasses import asdict

    from tracker.domain.instruments.outline import place_words
    from tracker.instruments import report
    from tracker.operations.instruments import accept, preview, read
    from tracker.operations.workspaces import open_or_make

    with progress_line(tr("Reading the resolution")) as progress:
        source = read(Path(given.file), progress)  # before a workspace is made for a file that can't be read
    with _opened(open_or_make, given.workspace) as workspace, progress_line(tr("Adding the resolution")) as progress:
        seen = preview(workspace, source, go_on=progress)
        accept(workspace, seen, progress)
    instrument, effect = seen.instrument, seen.effect
    if given.json:
        counts = asdict(effect) if effect else None
        found = {
            "workspace": _absolute(given.workspace),
            "symbol": instrument.symbol,
            "title": instrument.title,
            "action": "updated" if effect else "added",
            "operative_paragraphs": len(instrument.operative),
            "effect": {name: counts[name] for name in _COUNTS} if counts else None,
            "doubts": report.doubts_as_json(instrument),
        }
        _print_json(found)
        return 0
    if effect is None:
        count = len(instrument.operative)
        say(tr("Added {symbol} with %n operative paragraph(s).", "", count, symbol=instrument.symbol))
    else:
        say(
            tr(
                "Updated {symbol}. Paragraphs with the same words: {kept}, with other words: {changed}, new: {new}, "
                "gone: {gone}. Assessments now suspect: {suspect}.",
                symbol=instrument.symbol,
                **{name: getattr(effect, name) for name in _COUNTS},
            )
        )
    for doubt in instrument.doubts:
        say(tr("Look at {place}: {doubt}.", place=place_words(doubt.where), doubt=doubt.what))
    return 0


_COUNTS = ("kept", "changed", "new", "gone", "suspect")


def export(given: Namespace) -> int:
    """Write a compliance matrix, or fill in a form."""
    from tracker.domain.reports.workbook import OPEN_FIELDS, Paper, RowChoice
    from tracker.operations.export import ExportRequest, export, sheet_named
    from tracker.operations.forms import fill_form, look_at_form
    from tracker.operations.workspaces import open_to_read, open_to_send

    wanted = ExportRequest(
        tuple(given.state),
        given.cycle,
        tuple(given.instrument or ()),
        given.scale,
        for_return=given.for_return,
        sheets=tuple(map(sheet_named, given.sheet or ())),
        since=given.since,
        paragraphs=tuple(given.paragraph or ()),
        recipient=given.recipient,
        open_fields=frozenset(given.open or OPEN_FIELDS),
        row_choice=RowChoice(given.only),
        paper=Paper(given.paper),
        left_out=tuple(given.without_column or ()),
        short=given.short,
        author=given.author,
        contact=given.contact,
        return_by=given.return_by,
    )
    if given.template and given.sheet:
        raise TrackerError(tr("A form says itself which sheets go where."), tr("Leave --sheet away."))
    if given.column and not given.template:
        raise TrackerError(tr("--column is about a form."), tr("Name the form with --template."))
    out = Path(given.out)
    how = open_to_send if given.for_return else open_to_read
    with _opened(how, given.workspace) as workspace, progress_line(tr("Writing the workbook")) as progress:
        if given.template:
            form, assigned = Path(given.template), _assigned(given.column)
            notes = look_at_form(workspace, form, assigned).lines
            unshown = fill_form(workspace, out, form, wanted, assigned, progress)
        else:
            notes, unshown = (), export(workspace, out, wanted, progress)
    for line in [*notes, *unshown]:
        say(line, file=sys.stderr)
    return _tell_written(given, [out], {"not_shown": unshown})


def _assigned(columns: list[str] | None) -> dict[str, str] | None:
    """What --column says of each heading of a form; None where it is not given. Raises TrackerError."""
    if columns is None:
        return None
    assigned: dict[str, str] = {}
    for words in columns:
        heading, equals, column = words.rpartition("=")
        if not equals or not heading.strip():
            raise TrackerError(
                tr("--column {words} does not say what goes where.", words=words),
                tr('Write the heading of the form, =, and what goes below it: --column "Remarks=rationale".'),
            )
        assigned[heading.strip()] = column.strip()
    return assigned


def import_returned(given: Namespace) -> int:
    """Compare returned workbooks with the workspace, and apply what does not conflict."""
    from tracker.operations import returned_report as report
    from tracker.operations.compare_returned import look
    from tracker.operations.import_returned import accept, without_conflicts
    from tracker.operations.workspaces import open_or_make, open_to_read

    _must_exist(given.workspace)
    how = open_to_read if given.dry_run else open_or_make
    with _opened(how, given.workspace) as workspace, progress_line(tr("Comparing with the workspace")) as progress:
        found = look(workspace, [Path(name) for name in given.files], progress)
        changes, new = ((), ()) if given.dry_run else without_conflicts(found, given.unrecorded)
        accept(workspace, changes, new, progress)
    applied = len(changes) + len(new)
    if given.json:
        _print_json(report.as_json(found, applied))
    else:
        say("\n".join(report.as_lines(found, applied)))
    return 1 if found.conflicts or found.problems or found.written else 0


def check(given: Namespace) -> int:
    """Say what is wrong with the workspace."""
    from tracker.operations.workspaces import advice, check, open_to_check

    _must_exist(given.workspace)
    if given.repair is not None:
        return _repair(given)
    with _opened(open_to_check, given.workspace) as workspace, progress_line(tr("Checking the workspace")) as progress:
        found = check(workspace, progress)
    if given.json:
        _print_json({"workspace": _absolute(given.workspace), "problems": [one.for_programs() for one in found]})
    else:
        say("\n".join(map(str, [*found, advice(found)])) if found else tr("{path} is whole.", path=given.workspace))
    return 1 if found else 0


def _repair(given: Namespace) -> int:
    from tracker.operations.workspaces import repair_target
    from tracker.store.create import repair

    target = Path(given.repair) if given.repair else repair_target(given.workspace)
    with progress_line(tr("Reading the damaged workspace")) as progress:
        lost = repair(given.workspace, target, progress)
    if given.json:
        names = {"workspace": _absolute(given.workspace), "written": [_absolute(target)]}
        _print_json({**names, "lost": [one.for_programs() for one in lost]})
    else:
        say("\n".join(map(str, lost)) if lost else tr("All rows could be read."))
        say(tr("Wrote {path}", path=_absolute(target)))
    return 1 if lost else 0


def backup(given: Namespace) -> int:
    """Write a copy of the workspace."""
    from tracker.operations.workspaces import back_up, open_as_it_is

    _must_exist(given.workspace)
    with open_as_it_is(given.workspace) as workspace, progress_line(tr("Copying the workspace")) as progress:
        target = back_up(workspace, Path(given.file) if given.file else None, progress=progress)
    return _tell_written(given, [target])


def new(given: Namespace) -> int:
    """Make a workspace with the bundled instruments."""
    from tracker.operations.workspaces import new_workspace

    with progress_line(tr("Making the workspace")) as progress:
        new_workspace(Path(given.file), go_on=progress).close()
    return _tell_written(given, [Path(given.file)])


def demo(given: Namespace) -> int:
    """Make the sample."""
    from tracker.operations.demo import make_demo

    with progress_line(tr("Making the sample")) as progress:
        made = make_demo(Path(given.dir), progress)
    return _tell_written(given, made)


RUN = {
    "read": read,
    "instruments": instruments,
    "add": add,
    "export": export,
    "import": import_returned,
    "take-back": import_returned,
    "check": check,
    "backup": backup,
    "new": new,
    "demo": demo,
}
"""What each command of the parser runs; `take-back` is what `import` was called first."""


@contextmanager
def _opened(how: "Callable[..., Workspace]", path: Path) -> "Iterator[Workspace]":
    """The workspace, opened by one of the operations that do that; one of an older version is brought up to date."""
    with ExitStack() as opened:
        with progress_line(tr("Opening the workspace")) as progress:
            workspace = opened.enter_context(how(path, go_on=progress))
        for notice in workspace.notices:
            say(f"tracker: {notice}", file=sys.stderr)
        yield workspace


def _tell_written(given: Namespace, made: Iterable[Path], further: dict[str, object] | None = None) -> int:
    """Say which files were written; `further` is for other programs only."""
    names = [_absolute(path) for path in made]
    if given.json:
        _print_json({"written": names, **(further or {})})
    else:
        for name in names:
            say(tr("Wrote {path}", path=name))
    return 0


def _print_json(found: object) -> None:
    """One JSON object; where the output can't take every letter, these are escaped, so that none is lost."""
    words = json.dumps(found, ensure_ascii=False, indent=1)
    if not _fits(words):
        words = json.dumps(found, indent=1)
    print(words)


def _fits(words: str) -> bool:
    """Whether standard output takes these words, and any program will read them as they are: JSON is UTF-8. Names of
    files may hold bytes that are no letters, and any text controls that a terminal obeys."""
    if not (sys.stdout.encoding or "").casefold().startswith("utf") or _C1.search(words):
        return False
    try:
        words.encode(sys.stdout.encoding)
    except UnicodeEncodeError:
        return False
    return True


def _absolute(path: Path) -> str:
    return str(path.resolve())


def _must_exist(workspace: Path) -> None:
    if not workspace.exists():
        raise TrackerError(tr("There is no workspace {path}.", path=workspace), tr("Name one with --workspace."))
