"""The stored values that a returned workbook is compared with."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cached_property

from tracker.domain.casework.assessments import Assessment, ParagraphRow
from tracker.domain.casework.evidence import Evidence, EvidenceRow
from tracker.domain.casework.levels import Level, Scale, as_shown
from tracker.domain.casework.measures import Measure, MeasureRow
from tracker.domain.casework.registers import Register
from tracker.domain.reports.comparison import About, NewRow, Value
from tracker.domain.reports.sent import NEW, SentWorkbook, digest
from tracker.domain.reports.workbook import MAY_BE_OPEN
from tracker.domain.text.text import seen
from tracker.store.read import checklist, registers
from tracker.store.read.sent_workbooks import sent_workbook
from tracker.store.workspace import Workspace


class Stored:
    """The stored values to compare with, read on demand and cached for one Member State at a time."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.identity = workspace.identity
        with workspace.read() as connection:
            self.states = {state.code: state for state in checklist.member_states(connection)}
            self.cycles = {cycle.name: cycle.id for cycle in checklist.cycles(connection)}
        self._paragraphs: tuple[tuple[str, str], Paragraphs] = ("", ""), {}
        self._rows: dict[Register, tuple[str, Rows]] = {}
        self._by_uid: dict[Register, dict[str, MeasureRow | EvidenceRow]] = {}
        self._records: dict[str, SentWorkbook | None] = {}  # of the latest one only

    def record(self, uid: str) -> SentWorkbook | None:
        """What is kept of a sent workbook; None if there is no record of it."""
        if uid not in self._records:
            self._records = {uid: sent_workbook(self._workspace.read, uid)}
        return self._records[uid]

    def paragraphs(self, state: str, cycle: str) -> "Paragraphs":
        """The paragraphs with the assessments of a State in a cycle, by (symbol, label)."""
        if self._paragraphs[0] != (state, cycle):
            with self._workspace.read() as connection:
                rows = checklist.checklist(connection, state, self.cycles[cycle])
            self._paragraphs = (state, cycle), {(row.symbol, row.label): row for row in rows}
        return self._paragraphs[1]

    def rows(self, state: str, register: Register) -> "Rows":
        """The rows of a register of a State, by id."""
        if register not in self._rows or self._rows[register][0] != state:
            read = registers.measures if register is Register.MEASURE else registers.evidence
            with self._workspace.read() as connection:
                self._rows[register] = state, {row.id: row for row in read(connection, state)}
            self._by_uid[register] = {row.uid: row for row in self._rows[register][1].values()}
        return self._rows[register][1]

    def row(self, about: About) -> MeasureRow | EvidenceRow | None:
        """The row of a register that `about` names, by its uid if it has one; None if it is not there."""
        assert about.register
        rows = self.rows(about.state, about.register)
        return self._by_uid[about.register].get(about.uid) if about.uid else rows.get(about.row_id)

    @cached_property
    def labels(self) -> dict[str, tuple[str, str, int]]:
        """Symbol, label and id of every paragraph, by its normalised reference: "a/res/74/178,19"."""
        with self._workspace.read() as connection:
            rows = checklist.checklist(connection, "", 0)
        return {row.ref.key: (row.symbol, row.label, row.id) for row in rows}


Paragraphs = Mapping[tuple[str, str], ParagraphRow]
Rows = Mapping[int, MeasureRow | EvidenceRow]


def stored_assessment(assessment: Assessment, scale: Scale) -> dict[str, Value]:
    """The fields that may be returned, with the values that a workbook on this scale would return for them."""
    values: dict[str, Value] = {name: getattr(assessment, name) for name in MAY_BE_OPEN}
    return {name: as_shown(scale, value) if isinstance(value, Level) else value for name, value in values.items()}


def stored_row(row: MeasureRow | EvidenceRow) -> dict[str, Value]:
    """The fields of a row of a register and its paragraphs, for comparison."""
    return row_values(what_of(row)) | {"paragraphs": in_order(paragraph.words for paragraph in row.paragraphs)}


def row_values(what: Measure | Evidence) -> dict[str, Value]:
    """The fields of a measure or piece of evidence; of excerpts only the texts."""
    values: dict[str, Value] = {field.name: getattr(what, field.name) for field in fields(what)}
    if isinstance(what, Evidence):
        values["excerpts"] = tuple(excerpt.text for excerpt in what.excerpts)
    return values


def what_of(row: MeasureRow | EvidenceRow) -> Measure | Evidence:
    return row.measure if isinstance(row, MeasureRow) else row.evidence


def in_order(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(words)))


def new_row_key(new: NewRow) -> str:
    """The key under which it is kept that a row added in a workbook was imported. Workspaces hold such keys: it never
    changes, whatever is folded in a search."""
    decomposed = unicodedata.normalize("NFKD", seen(new.what.title).casefold())
    title = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return f"{new.state}|{new.register}|{NEW}|{digest(title)}"
