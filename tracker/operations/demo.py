"""A sample to play with: the invented casework of a State that does not exist (resources/sample.toml)."""

import tempfile
import tomllib
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any

from tracker import paths
from tracker.domain.casework import MemberState, ParagraphRow, Stage
from tracker.domain.evidence import Evidence, EvidenceType, Excerpt, Reliability, SourceClass
from tracker.domain.levels import Level
from tracker.domain.linking import Register
from tracker.domain.measures import Measure, MeasureStatus, MeasureType
from tracker.errors import TrackerError
from tracker.files import reason
from tracker.operations import casework, registers, review
from tracker.operations.casework import Desk
from tracker.operations.export import Wanted, export
from tracker.operations.registers import NewFile, Parts
from tracker.operations.workspaces import new_workspace
from tracker.store.workspace import Workspace

_WORDS: dict[str, Any] = {
    "status": MeasureStatus,
    "source_class": SourceClass,
    "reliability": Reliability,
    "excerpts": lambda given: tuple(Excerpt(**one) for one in given),
}


def make_demo(folder: Path) -> tuple[Path, Path]:
    """Make FOLDER/sample.tracker and FOLDER/sample.xlsx; returns their paths.

    Raises TrackerError when the folder can't be written or has a sample already.
    """
    workspace_path, workbook_path = folder / "sample.tracker", folder / "sample.xlsx"
    for path in (workspace_path, workbook_path):
        if path.exists():
            raise TrackerError(f"{path} exists already.", "Name another folder, or move it away.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise TrackerError(f"The folder {folder} can't be made: {reason(fault)}.", "Name another one.") from fault
    with (paths.resources() / "sample.toml").open("rb") as file:
        sample = tomllib.load(file)
    state = MemberState(**sample["state"])
    try:
        with new_workspace(workspace_path, (state,)) as workspace:
            _fill(workspace, state.code, sample)
            wanted = Wanted((state.code,), sample["cycle"]["name"], ("A/RES/74/178",))
            export(workspace, workbook_path, wanted)
    except BaseException:
        with suppress(OSError):
            workspace_path.unlink(missing_ok=True)
        raise
    return workspace_path, workbook_path


def _fill(workspace: Workspace, state: str, sample: dict[str, Any]) -> None:
    """Do what an analyst would have done, action by action, so that the sample has a history."""
    casework.add_cycle(workspace, sample["cycle"]["name"])
    desk = Desk(state, casework.cycles(workspace)[0].id)
    rows = {(row.symbol, row.label): row for row in casework.checklist(workspace, desk)}
    measures: dict[str, int] = {}
    for given in sample["measure"]:
        registers.save_measure(workspace, desk, _made(Measure, given, MeasureType))
        newest = measures[given["id"]] = max(row.id for row in registers.measures(workspace, desk))
        for row in _named(rows, given["answers"]):
            registers.link(workspace, desk, Register.MEASURE, [newest], [row.id])
    with tempfile.TemporaryDirectory() as folder:
        for given in sample["evidence"]:
            files = [NewFile(_file(Path(folder), given))] if "file" in given else []
            parts = Parts(files=files, shows={measures[name]: "" for name in given.get("shows", ())})
            registers.save_evidence(workspace, desk, _made(Evidence, given, EvidenceType), parts=parts)
            newest = max(row.id for row in registers.evidence(workspace, desk))
            for row in _named(rows, given["supports"]):
                registers.link(workspace, desk, Register.EVIDENCE, [newest], [row.id])
    for given in sample["assessment"]:
        known = {"law": Level(given["law"]), "practice": Level(given["practice"])}
        texts = {name: given[name] for name in _TEXTS if name in given}
        for row in _named(rows, {given["instrument"]: given["paragraphs"]}):
            casework.set_assessment(workspace, desk, row, **known, **texts)
            for stage in _WAYS[given["stage"]]:
                current = next(one for one in casework.family(workspace, desk, row.id) if one.id == row.id)
                comment = given.get("comment", "") if stage is Stage.RETURNED else ""
                review.move(workspace, desk, current, stage, comment)


_TEXTS = ("rationale", "shortcomings", "next_step", "lead_authority", "due_on", "assistance", "assistance_from")
_WAYS: dict[str, tuple[Stage, ...]] = {
    "draft": (),
    "submitted": (Stage.SUBMITTED,),
    "accepted": (Stage.SUBMITTED, Stage.ACCEPTED),
    "returned": (Stage.SUBMITTED, Stage.RETURNED),
}
"""The steps of review that lead to each stage."""


def _named(rows: dict[tuple[str, str], ParagraphRow], labels: dict[str, list[str]]) -> list[ParagraphRow]:
    return [rows[symbol, label] for symbol, found in labels.items() for label in found]


def _made(kind: Any, given: dict[str, Any], type_: Any) -> Any:
    names = {field.name for field in fields(kind)}
    values = {name: _WORDS.get(name, lambda value: value)(value) for name, value in given.items() if name in names}
    return kind(**{**values, "type": type_(given["type"])})


def _file(folder: Path, given: dict[str, Any]) -> Path:
    path = folder / given["file"]
    path.write_text(
        f"SAMPLE, INVENTED\n\n{given['title']}\n{given['publisher']}\n\n{given['excerpts'][0]['text']}\n", "utf-8"
    )
    return path
