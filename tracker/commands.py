"""The command line. Each command prints to standard output and returns its exit status."""

import json
import sys
from argparse import Namespace
from pathlib import Path

from tracker.errors import TrackerError


def read(given: Namespace) -> int:
    """Show how a resolution's file is understood."""
    from tracker.instruments import report
    from tracker.instruments.reader import read_file

    instrument = read_file(Path(given.file)).instrument
    if given.akn:
        from tracker.instruments import akn_writer

        target = Path(given.akn)
        if target.exists() and target.samefile(given.file):
            raise TrackerError(f"{target} is the file that is read.", "Choose another name for what is written.")
        akn_writer.save(instrument, target)
        print(f"Wrote {target.resolve()}", file=sys.stderr if given.json else sys.stdout)
    if given.json:
        _print_json(report.as_json(instrument))
    elif not given.akn:
        print("\n".join(report.as_lines(instrument)))
    return 0


def instruments(given: Namespace) -> int:
    from tracker.operations.instruments import list_instruments
    from tracker.operations.workspaces import open_to_read

    with open_to_read(given.workspace) as workspace:
        print(f"Workspace {given.workspace}")
        for one in list_instruments(workspace):
            print(f"{one.symbol}  {one.title} ({one.paragraphs} operative paragraphs)")
    return 0


def add(given: Namespace) -> int:
    from tracker.operations.instruments import accept, preview, read
    from tracker.operations.workspaces import open_or_make

    source = read(Path(given.file))  # before a workspace is made for a file that can't be read
    with open_or_make(given.workspace) as workspace:
        seen = preview(workspace, source)
        accept(workspace, seen)
    instrument, effect = seen.instrument, seen.effect
    if effect is None:
        print(f"Added {instrument.symbol} with {len(instrument.operative)} operative paragraphs.")
    else:
        print(
            f"Updated {instrument.symbol}. Paragraphs with the same words: {effect.kept}, with other words: "
            f"{effect.changed}, new: {effect.new}, gone: {effect.gone}. Assessments now suspect: {effect.suspect}."
        )
    for doubt in instrument.doubts:
        print(f"Look at {doubt.where}: {doubt.what}.")
    return 0


def export(given: Namespace) -> int:
    from tracker.domain.reports.workbook import OPEN_FIELDS
    from tracker.operations.export import ExportRequest, export, sheet_named
    from tracker.operations.forms import fill_form, look_at_form
    from tracker.operations.workspaces import open_to_read

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
    )
    if given.template and given.sheet:
        raise TrackerError("A form says itself which sheets go where.", "Leave --sheet away.")
    out = Path(given.out)
    with open_to_read(given.workspace) as workspace:
        if given.template:
            form = Path(given.template)
            said = look_at_form(form) + fill_form(workspace, out, form, wanted)
        else:
            said = export(workspace, out, wanted)
        for line in said:
            print(line, file=sys.stderr)
    print(f"Wrote {out.resolve()}")
    return 0


def import_returned(given: Namespace) -> int:
    """Compare returned workbooks with the workspace, and apply what does not conflict."""
    from tracker.operations import returned_report as report
    from tracker.operations.compare_returned import look
    from tracker.operations.import_returned import accept, without_conflicts
    from tracker.operations.workspaces import open_or_make, open_to_read

    _must_exist(given.workspace)
    opened = open_to_read if given.dry_run else open_or_make
    with opened(given.workspace) as workspace:
        found = look(workspace, [Path(name) for name in given.files])
        changes, new = ((), ()) if given.dry_run else without_conflicts(found)
        accept(workspace, changes, new)
    applied = len(changes) + len(new)
    if given.json:
        _print_json(report.as_json(found, applied))
    else:
        print("\n".join(report.as_lines(found, applied)))
    return 1 if found.conflicts or found.problems else 0


def check(given: Namespace) -> int:
    from tracker.operations.workspaces import check, open_to_read

    _must_exist(given.workspace)
    with open_to_read(given.workspace) as workspace:
        found = check(workspace)
    print("\n".join(found) if found else f"{given.workspace} is whole.")
    return 1 if found else 0


def backup(given: Namespace) -> int:
    from tracker.operations.workspaces import back_up, open_to_read

    _must_exist(given.workspace)
    with open_to_read(given.workspace) as workspace:
        target = back_up(workspace, Path(given.file) if given.file else None)
    print(f"Wrote {target.resolve()}")
    return 0


def demo(given: Namespace) -> int:
    from tracker.operations.demo import make_demo

    for path in make_demo(Path(given.dir)):
        print(f"Wrote {path.resolve()}")
    return 0


RUN = {
    "read": read,
    "instruments": instruments,
    "add": add,
    "export": export,
    "import": import_returned,
    "take-back": import_returned,
    "check": check,
    "backup": backup,
    "demo": demo,
}
"""What each command of the parser runs; `take-back` is what `import` was called first."""


def _print_json(found: object) -> None:
    """One JSON object; where the output can't take every letter, these are escaped, so that none is lost."""
    takes_all = (sys.stdout.encoding or "").casefold().startswith("utf")
    print(json.dumps(found, ensure_ascii=not takes_all, indent=1))


def _must_exist(workspace: Path) -> None:
    if not workspace.exists():
        raise TrackerError(f"There is no workspace {workspace}.", "Name one with --workspace.")
