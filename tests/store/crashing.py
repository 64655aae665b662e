"""A program that works on a workspace, one random action after another, and says after each what it acknowledged; it is
meant to be killed.

What is done depends on the seed alone, so that a run that is not killed says what another one had acknowledged.
"""

import hashlib
import random
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import paragraph
from tests.excel.filled import Filled, send
from tracker import leftovers
from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.levels import Level
from tracker.domain.casework.measures import Measure
from tracker.domain.casework.registers import Register
from tracker.operations import backups, casework, registers, workspaces
from tracker.operations.casework import WorkScope
from tracker.operations.compare_returned import look
from tracker.operations.export import ExportRequest, export
from tracker.operations.import_returned import accept, without_conflicts
from tracker.operations.registers import NewFile, Parts
from tracker.store.workspace import Workspace, open_workspace

SCOPE = WorkScope("KEN", 1)
LABELS = [str(number) for number in range(1, 40)]


def content(workspace: Workspace) -> str:
    """All casework, as a digest; no identities and no times."""
    said: list[object] = [
        (str(row.ref), row.assessment.level, row.assessment.rationale)
        for row in casework.checklist(workspace, SCOPE)
        if row.assessment.level is not Level.NOT_ASSESSED or row.assessment.rationale
    ]
    for measure in registers.measures(workspace, SCOPE):
        said.append((measure.measure.title, [link.words for link in measure.paragraphs]))
    for evidence in registers.evidence(workspace, SCOPE):
        said.append((evidence.evidence.title, [(file.name, file.sha256) for file in evidence.files]))
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def work(folder: Path, chance: random.Random) -> Iterator[str]:
    """Random actions in the workspace of the folder, without end; the content after each."""
    path = folder / "work.tracker"
    with workspaces.open_or_make(path) as workspace:
        for number in range(10_000):
            _act(workspace, folder, chance, number)
            yield content(workspace)


def _act(workspace: Workspace, folder: Path, chance: random.Random, number: int) -> None:
    row = paragraph(workspace, SCOPE, chance.choice(LABELS))
    what = chance.choice(("level", "words", "words", "measure", "file", "undo", "redo", "many", "remove", "import"))
    if what == "level":
        casework.set_level(workspace, SCOPE, row, chance.choice(list(Level)[1:]))
    elif what == "words":
        casework.set_assessment(workspace, SCOPE, row, rationale=f"Words {number} " * chance.choice((1, 50, 2000)))
    elif what == "measure":
        registers.save_measure(workspace, SCOPE, Measure(f"Law {number}"), None, [row.id])
    elif what == "file":
        (folder / "file.bin").write_bytes(chance.randbytes(chance.choice((1, 5_000_000))))
        registers.save_evidence(
            workspace, SCOPE, Evidence(f"Report {number}"), None, Parts([row.id], [NewFile(folder / "file.bin")])
        )
    elif what == "undo":
        workspace.undo()
    elif what == "redo":
        workspace.redo()
    elif what == "many":
        casework.set_assessments(
            workspace, SCOPE, casework.checklist(workspace, SCOPE), level=chance.choice(list(Level)[1:])
        )
    elif what == "remove" and (found := registers.measures(workspace, SCOPE)):
        registers.remove(workspace, SCOPE, Register.MEASURE, [chance.choice(found).id])
    elif what == "import":
        _import(workspace, folder, row.label, f"Answer {number}")


def _import(workspace: Workspace, folder: Path, label: str, words: str) -> None:
    sent = send(workspace, folder / "sent.xlsx", paragraphs=(f"A/RES/74/178, {label}",))
    book = Filled(sent)
    book.write("Compliance Matrix", "Rationale", book.row(label), words)
    accept(workspace, *without_conflicts(look(workspace, [book.save()])))


def make(folder: Path, _chance: random.Random) -> Iterator[str]:
    """A first start."""
    workspaces.open_or_make(folder / "work.tracker").close()
    yield "made"


def migrate(folder: Path, _chance: random.Random) -> Iterator[str]:
    """An older workspace is opened."""
    open_workspace(folder / "older.tracker").close()
    yield "migrated"


def write_out(folder: Path, _chance: random.Random) -> Iterator[str]:
    """Exports, copies and backups, over and over, over those of before."""
    with workspaces.open_or_make(folder / "work.tracker") as workspace:
        for number in range(1000):
            export(workspace, folder / "matrix.xlsx", ExportRequest(("KEN",)))
            workspaces.back_up(workspace, folder / "copy.tracker", replace=True)
            casework.set_level(workspace, SCOPE, paragraph(workspace, SCOPE, "19"), list(Level)[1 + number % 4])
            backups.make(workspace)
            yield str(number)


def restore(folder: Path, _chance: random.Random) -> Iterator[str]:
    """Backups are put back, one after the other."""
    for number in range(1000):
        with open_workspace(folder / "work.tracker") as workspace:
            casework.set_level(workspace, SCOPE, paragraph(workspace, SCOPE, "19"), list(Level)[1 + number % 4])
            backups.make(workspace)
            oldest = backups.backups(workspace)[-1]
        backups.restore(folder / "work.tracker", oldest).close()
        yield str(number)


PHASES = {"work": work, "make": make, "migrate": migrate, "write_out": write_out, "restore": restore}


def run(phase: str, folder: str, seed: str) -> None:
    leftovers.sweep()
    print("begun", flush=True)
    for acknowledged in PHASES[phase](Path(folder), random.Random(int(seed))):
        print(acknowledged, flush=True)
