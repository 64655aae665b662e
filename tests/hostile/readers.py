"""The readers of what comes from outside, each through the door that a user has, and good files for each."""

import contextlib
import gzip
import io
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

import pytest

from tests.conftest import DATA
from tests.excel.filled import send
from tests.excel.forms import make_form
from tests.hostile import mutations, small, workspaces
from tests.instruments import evidence_files
from tests.instruments.rendering import FORMATS
from tracker.__main__ import main
from tracker.domain.casework.change_sets import HistoryQuery
from tracker.errors import TrackerError
from tracker.instruments import text_extraction
from tracker.instruments.reader import read_bytes
from tracker.operations import casework, history, quality, registers, review, search, views
from tracker.operations.casework import WorkScope
from tracker.store.workspace import Workspace, open_workspace


@dataclass(frozen=True)
class Reader:
    """`good` makes a file in a folder, `change` another of it by chance, `read` is what a user does with it: beside a
    workspace (`path`, `workspace`). `ending` is that of the file."""

    ending: str
    good: Callable[[Path], bytes]
    change: mutations.Mutation
    read: Callable[[Path, Path], None]


def _rendered(ending: str) -> Callable[[Path], bytes]:
    return lambda _folder: FORMATS[ending](read_bytes(small.SHORT, "short").instrument)


def _old_word(folder: Path) -> bytes:
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not here")
    (folder / "new.docx").write_bytes(READERS["word"].good(folder))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "doc", "--outdir", str(folder), "new.docx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return (folder / "new.doc").read_bytes()


def _workbook(folder: Path) -> bytes:
    with open_workspace(_made(folder), writing=False) as workspace:
        return send(workspace, folder / "sent.xlsx").read_bytes()


def _form(folder: Path) -> bytes:
    return make_form(folder / "form.xlsx").read_bytes()


def _workspace(folder: Path) -> bytes:
    return _made(folder).read_bytes()


def _older_workspace(_folder: Path) -> bytes:
    return gzip.decompress((DATA / "workspaces" / "schema-3.tracker.gz").read_bytes())


def _made(folder: Path) -> Path:
    path = folder / "made.tracker"
    if not path.exists():
        _say("demo", folder / "demo")
        path.write_bytes((folder / "demo" / "sample.tracker").read_bytes())
    return path


def _say(*arguments: object) -> str:
    """Run a command; what it printed."""
    out = io.StringIO()
    os.environ["TRACKER_DEBUG"] = "1"  # a defect is raised, and not told
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as end:
            assert end.code in (0, 2)
    return out.getvalue()


def _read_document(path: Path, _workspace: Path) -> None:
    _say("read", path, "--json")


def _import(path: Path, workspace: Path) -> None:
    _say("--workspace", workspace, "import", path, "--dry-run")


def _fill(path: Path, workspace: Path) -> None:
    filled = path.with_name("filled.xlsx")
    _say("--workspace", workspace, "export", filled, "--state", "KEN", "--template", path)


def _extract(path: Path, _workspace: Path) -> None:
    """What the process that reads files of evidence does."""
    with suppress(TrackerError):
        text_extraction._read(json.dumps(str(path)).encode())


def check(path: Path) -> None:
    """Check a workspace, and open it where nothing is said against that."""
    _say("--workspace", path, "check")
    with suppress(TrackerError):
        open_workspace(path).close()


def _use_workspace(path: Path, _workspace: Path) -> None:
    for command in (["check"], ["instruments", "--json"], ["export", path.with_suffix(".xlsx"), "--state", "KEN"]):
        _say("--workspace", path, *command)
    _say("--workspace", path, "backup", path.with_name("copy.tracker"))
    with suppress(TrackerError), open_workspace(path) as workspace:
        for look in _SCREENS:
            with suppress(TrackerError):
                look(workspace)


def _read_registers(workspace: Workspace) -> None:
    for row in casework.checklist(workspace, _SCOPE)[:20]:
        casework.words(workspace, row.id)
        review.comments(workspace, _SCOPE, row.id)
        review.lacking(workspace, _SCOPE, row)
    registers.measures(workspace, _SCOPE)
    registers.evidence(workspace, _SCOPE)


def _read_history(workspace: Workspace) -> None:
    for change_set in history.change_sets(workspace, HistoryQuery()):
        str(change_set.label)
        for change in history.details(workspace, change_set.id):
            str(change.what), str(change.before), str(change.after)


def _undo_all(workspace: Workspace) -> None:
    while workspace.undo():
        pass
    workspace.redo()


_SCOPE = WorkScope("KEN", 1)
_SCREENS: tuple[Callable[[Workspace], object], ...] = (
    _read_registers,
    lambda workspace: quality.findings(workspace, _SCOPE, date(2026, 11, 28)),
    review.inbox,
    lambda workspace: [views.saved_views(workspace, screen) for screen in ("checklist", "measures", "evidence")],
    lambda workspace: search.search(workspace, "law"),
    _read_history,
    _undo_all,
)
"""What the screens of the window read, and undo."""


def _changed_workspace(data: bytes, chance: Random) -> bytes:
    path = Path(os.environ["TRACKER_HOME"]) / "changed.tracker"
    path.write_bytes(data)
    workspaces.changed(path, chance)
    return path.read_bytes()


READERS = {
    "text": Reader(".txt", lambda _folder: small.SHORT, mutations.of_text, _read_document),
    "markdown": Reader(".md", _rendered(".md"), mutations.of_text, _read_document),
    "html": Reader(".html", _rendered(".html"), mutations.of_text, _read_document),
    "akn": Reader(".xml", _rendered(".xml"), mutations.of_xml, _read_document),
    "published": Reader(".xml", _rendered(".published.xml"), mutations.of_xml, _read_document),
    "word": Reader(".docx", _rendered(".docx"), mutations.of_zip, _read_document),
    "word 97": Reader(".doc", _old_word, mutations.of_bytes, _read_document),
    "pdf": Reader(".pdf", _rendered(".pdf"), mutations.of_bytes, _read_document),
    "workbook": Reader(".xlsx", _workbook, mutations.of_zip, _import),
    "form": Reader(".xlsx", _form, mutations.of_zip, _fill),
    "spreadsheet": Reader(".xlsx", lambda _folder: evidence_files.workbook(), mutations.of_zip, _extract),
    "slides": Reader(".pptx", lambda _folder: evidence_files.slides(), mutations.of_zip, _extract),
    "open document": Reader(".odt", lambda _folder: evidence_files.open_document(), mutations.of_zip, _extract),
    "rich text": Reader(".rtf", lambda _folder: evidence_files.rich_text(), mutations.of_bytes, _extract),
    "mail": Reader(".eml", lambda _folder: evidence_files.mail(), mutations.of_text, _extract),
    "older": Reader(".tracker", _older_workspace, _changed_workspace, _use_workspace),
    "workspace": Reader(".tracker", _workspace, _changed_workspace, _use_workspace),
    "small workspace": Reader(
        ".tracker", lambda folder: small.make(folder).read_bytes(), _changed_workspace, _use_workspace
    ),
}


@cache
def good(name: str, folder: Path) -> bytes:
    """The good file of a reader."""
    return READERS[name].good(folder)


def changed(name: str, folder: Path, number: int) -> bytes:
    """The input of this number."""
    return READERS[name].change(good(name, folder), Random(f"{name} {number}"))
