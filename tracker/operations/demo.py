"""A sample to try the program with: invented casework of a State that does not exist (resources/sample.toml)."""

import tomllib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import fields, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache, partial
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from tracker import paths
from tracker.domain.casework.assessments import MemberState, ParagraphRow, Stage
from tracker.domain.casework.evidence import Evidence, EvidenceType, Excerpt, Reliability, SourceClass
from tracker.domain.casework.levels import Level
from tracker.domain.casework.measures import Measure, MeasureRow, MeasureStatus, MeasureType
from tracker.domain.casework.registers import Register
from tracker.errors import TrackerError, reason
from tracker.files import sync
from tracker.i18n import tr
from tracker.leftovers import temporary_folder
from tracker.operations import casework, registers, review
from tracker.operations.casework import WorkScope
from tracker.operations.export import ExportRequest, export
from tracker.operations.registers import NewFile, Parts
from tracker.operations.search import read_files
from tracker.operations.workspaces import new_workspace, open_to_read
from tracker.progress import Progress, unwatched
from tracker.store.workspace import Workspace

Given = dict[str, Any]
"""A table of sample.toml."""
Made = TypeVar("Made", Measure, Evidence)

_WORDS: dict[str, Callable[[Any], Any]] = {
    "status": MeasureStatus,
    "source_class": SourceClass,
    "reliability": Reliability,
    "excerpts": lambda entries: tuple(Excerpt(**entry) for entry in entries),
}


def make_demo(folder: Path, progress: Progress = unwatched) -> tuple[Path, Path]:
    """Make FOLDER/sample.tracker and FOLDER/sample.xlsx; returns their paths. `progress` may raise to cancel; then
    neither is left.

    Raises TrackerError if the folder can't be written or has a sample already.
    """
    workspace_path, workbook_path = folder / "sample.tracker", folder / "sample.xlsx"
    for path in (workspace_path, workbook_path):
        if path.exists():
            raise TrackerError(tr("{path} exists already.", path=path), tr("Name another folder, or move it away."))
    try:
        make_sample(workspace_path, progress)
        state, cycle = _sample()["state"]["code"], _sample()["cycle"]["name"]
        with open_to_read(workspace_path) as workspace:
            wanted = ExportRequest((state,), cycle, ("A/RES/74/178",), author=_sample()["people"]["analyst"])
            export(workspace, workbook_path, wanted, lambda *_: progress())
    except BaseException:
        with suppress(OSError):
            workspace_path.unlink(missing_ok=True)
        raise
    return workspace_path, workbook_path


def make_sample(path: Path, progress: Progress = unwatched) -> Path:
    """Make the sample workspace, and its folder if there is none; returns `path`. The file appears only once it is
    complete. `progress` may raise to cancel.

    Raises TrackerError if it can't be made there.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary_folder(beside=path) as folder:
            unfinished = folder / path.name
            with new_workspace(unfinished, (MemberState(**_sample()["state"]),), progress) as workspace:
                _fill(workspace, _sample(), progress)
                read_files(workspace, progress)
            progress()
            unfinished.replace(path)
            sync(path.parent)
    except OSError as fault:
        message = tr("The sample can't be made in {folder}: {reason}.", folder=path.parent, reason=reason(fault))
        raise TrackerError(message, tr("Name another folder, one that you may write in.")) from fault
    return path


@cache
def _sample() -> Given:
    with (paths.resources() / "sample.toml").open("rb") as file:
        return tomllib.load(file)


def _fill(workspace: Workspace, sample: Given, progress: Progress) -> None:
    """Perform, action by action, what people would have done over the months, so that the sample has a history."""
    first = min(entry["on"] for entry in sample["measure"])
    workspace.clock, workspace.name = _from(_morning(first - timedelta(days=3))), sample["people"]["analyst"]
    casework.add_cycle(workspace, sample["cycle"]["name"])
    life = _Life(workspace, WorkScope(sample["state"]["code"], casework.cycles(workspace)[0].id), sample)
    actions = sorted(life.actions(), key=lambda action: action[0])
    for number, (at, who, act) in enumerate(actions):
        progress(number, len(actions))
        workspace.clock, workspace.name = _from(at), who
        act()


Action = tuple[datetime, str, Callable[[], object]]


class _Life:
    """The history of the sample: `actions` yields when, by whom, and the function that performs the action."""

    def __init__(self, workspace: Workspace, scope: WorkScope, sample: Given) -> None:
        self._workspace, self._scope, self._sample = workspace, scope, sample
        self._rows = {(row.symbol, row.label): row.id for row in casework.checklist(workspace, scope)}
        self._ids: dict[str, int] = {}

    def actions(self) -> Iterator[Action]:
        analyst, reviewer = self._sample["people"]["analyst"], self._sample["people"]["reviewer"]
        for kind, act in (("measure", self._measure), ("evidence", self._evidence), ("amendment", self._amend)):
            for number, entry in enumerate(self._sample[kind]):
                yield _morning(entry["on"], number), entry.get("by", analyst), partial(act, entry)
        for number, entry in enumerate(self._sample["assessment"]):
            for label in entry["paragraphs"]:
                assess = partial(self._assess, entry, label)
                yield _morning(entry["on"], 3 * number), entry["by"], assess
                for step, stage in enumerate(_WAYS[entry["stage"]], 1):
                    who = entry["by"] if stage is Stage.SUBMITTED else reviewer
                    at = _morning(entry["on"] + step * _BETWEEN, 3 * number)
                    yield at, who, partial(self._move, entry, label, stage)
        for entry in self._sample["comment"]:
            yield _morning(entry["on"]), entry["by"], partial(self._comment, entry)
            if "answer" in entry:
                yield _morning(entry["answered_on"]), entry["answered_by"], partial(self._answer, entry)

    def _measure(self, entry: Given) -> None:
        registers.save_measure(self._workspace, self._scope, _made(Measure, entry, MeasureType))
        self._link_newest(Register.MEASURE, entry["id"], entry["answers"])

    def _evidence(self, entry: Given) -> None:
        with temporary_folder() as folder:
            files = [NewFile(_file(folder, entry))] if "file" in entry else []
            parts = Parts(files=files, shows={self._ids[name]: "" for name in entry.get("shows", ())})
            registers.save_evidence(self._workspace, self._scope, _made(Evidence, entry, EvidenceType), parts=parts)
        self._link_newest(Register.EVIDENCE, entry["id"], entry["supports"])

    def _link_newest(self, register: Register, name: str, labels: dict[str, list[str]]) -> None:
        self._ids[name] = newest = max(row.id for row in registers.rows(self._workspace, self._scope, register))
        ids = [self._rows[symbol, label] for symbol, paragraph_labels in labels.items() for label in paragraph_labels]
        registers.link(self._workspace, self._scope, register, [newest], ids)

    def _amend(self, entry: Given) -> None:
        row_id = self._ids[entry["measure"]]
        stored = registers.row(self._workspace, self._scope, Register.MEASURE, row_id)
        assert isinstance(stored, MeasureRow)
        registers.save_measure(self._workspace, self._scope, replace(stored.measure, **_values(Measure, entry)), row_id)

    def _row(self, entry: Given, label: str) -> ParagraphRow:
        row_id = self._rows[entry["instrument"], label]
        return next(row for row in casework.family(self._workspace, self._scope, row_id) if row.id == row_id)

    def _assess(self, entry: Given, label: str) -> None:
        levels = {"law": Level(entry["law"]), "practice": Level(entry["practice"])}
        texts = {name: entry[name] for name in _TEXTS if name in entry}
        casework.set_assessment(self._workspace, self._scope, self._row(entry, label), **levels, **texts)

    def _move(self, entry: Given, label: str, stage: Stage) -> None:
        comment = entry.get("comment", "") if stage is Stage.RETURNED else ""
        review.move(self._workspace, self._scope, self._row(entry, label), stage, comment)

    def _comment(self, entry: Given) -> None:
        review.add_comment(self._workspace, self._scope, self._row(entry, entry["paragraph"]), entry["text"])

    def _answer(self, entry: Given) -> None:
        row = self._row(entry, entry["paragraph"])
        comment = next(
            other for other in review.comments(self._workspace, self._scope, row.id) if other.text == entry["text"]
        )
        review.add_comment(self._workspace, self._scope, row, entry["answer"], comment.id)
        if entry.get("settled"):
            review.settle(self._workspace, self._scope, row, comment.id, True)


def _morning(day: date, number: int = 0) -> datetime:
    """A time on that day, from 9:00 UTC on, 7 minutes later for each number (mod 60)."""
    return datetime.combine(day, time(9), UTC) + timedelta(minutes=7 * (number % 60))


def _from(start: datetime) -> Callable[[], datetime]:
    """A clock that advances by 30 seconds each time it is read."""
    ticks = count()
    return lambda: start + timedelta(seconds=30 * next(ticks))


_BETWEEN = timedelta(days=21)
_TEXTS = ("rationale", "shortcomings", "next_step", "lead_authority", "due_on", "assistance", "assistance_from")
_WAYS: dict[str, tuple[Stage, ...]] = {
    "draft": (),
    "submitted": (Stage.SUBMITTED,),
    "accepted": (Stage.SUBMITTED, Stage.ACCEPTED),
    "returned": (Stage.SUBMITTED, Stage.RETURNED),
}
"""The review steps that lead to each stage."""


def _made(kind: type[Made], entry: Given, type_: type[StrEnum]) -> Made:
    return kind(**{**_values(kind, entry), "type": type_(entry["type"])})


def _values(kind: type[Measure | Evidence], entry: Given) -> dict[str, Any]:
    names = {field.name for field in fields(kind)}
    return {name: _WORDS.get(name, lambda value: value)(value) for name, value in entry.items() if name in names}


def _file(folder: Path, entry: Given) -> Path:
    path = folder / str(entry["file"])
    path.write_text(
        f"SAMPLE, INVENTED\n\n{entry['title']}\n{entry['publisher']}\n\n{entry['excerpts'][0]['text']}\n", "utf-8"
    )
    return path
