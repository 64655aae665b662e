"""Reads a workbook that ministries filled in: which rows came back, and what stands in their open cells now.

Rows are known by their hidden keys, columns by their headings, wherever they are. Nothing is compared with a workspace
here, and what can't be read is said cell by cell.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path

from openpyxl.utils import get_column_letter

from tracker.domain.casework.evidence import Evidence, Excerpt
from tracker.domain.casework.levels import SCALES, TRACKER
from tracker.domain.casework.measures import Measure, faults
from tracker.domain.casework.registers import Register
from tracker.domain.reports.comparison import (
    Given,
    NewRow,
    Origin,
    Place,
    Problem,
    Returned,
    ReturnedRow,
    Unread,
    Value,
)
from tracker.domain.text.text import says_something
from tracker.errors import TrackerError
from tracker.excel.cells import Area, Book, Cell, Merged, Row
from tracker.excel.columns import Column
from tracker.excel.columns.matrix import matrix_columns
from tracker.excel.columns.reading import as_typed, reader, text
from tracker.excel.columns.registers import evidence_columns, measure_columns
from tracker.excel.columns.returning import FINGERPRINT, KEY, SENT, about, as_sent, origin
from tracker.excel.package import opened
from tracker.progress import Progress, unwatched

_TOP = 30  # rows among which the headings are looked for
_PART = re.compile(r"#([0-9]{1,6})/([0-9]{1,6})$")


def read(path: Path, progress: Progress = unwatched) -> Returned:
    """A returned workbook. `progress(done, whole)` is called now and then and may raise to give up.

    Raises TrackerError for what is no workbook, may not be opened, or was not sent to be filled in.
    """
    with opened(path) as package:
        book = Book(package)
        gathered = [_gather(book, name, package.name, progress) for name in book.names]
        sheets = [sheet for sheet in gathered if sheet]
        if not sheets:
            raise TrackerError(
                f"{package.name} is no workbook that was sent to be filled in.",
                "Import one that was exported for return; another one has no keys to know its rows by.",
            )
    rows, new, problems = [], [], []
    for sheet in sheets:
        rows += sheet.rows
        new += sheet.new
        problems += sheet.problems
    return Returned(tuple(rows), tuple(new), tuple(problems))


@dataclass(frozen=True, slots=True)
class _Line:
    """The cells of a row that matter, by the number of their column."""

    number: int
    cells: Row


def _gather(book: Book, name: str, file: str, progress: Progress) -> "_Sheet | None":
    """A sheet with rows that were sent; None for any other, of which only the top is read."""
    merged: list[Area] = []
    sheet: _Sheet | None = None
    for count, (number, cells) in enumerate(book.rows(name, merged)):
        if count % 500 == 0:
            progress(book.done, book.whole)
        if sheet is None:
            if number > _TOP:
                return None
            headings = {column: text(cell) for column, cell in cells.items()}
            if {KEY, SENT, FINGERPRINT} & set(headings.values()):
                words = {column: one for column, one in headings.items() if isinstance(one, str)}
                sheet = _Sheet(Place(file, name, ""), number, words)
        else:
            sheet.take(number, cells)
    if sheet:
        sheet.merged = merged
        sheet.read(book.epoch)
    return sheet


class _Sheet:
    """A sheet with rows that were sent, while it is read."""

    def __init__(self, place: Place, top: int, headings: Mapping[int, str]) -> None:
        self._place, self._top, self._headings = place, top, headings
        known = {_plain(words) for words in headings.values()}
        self.register = next((one for one, mark in _MARKS.items() if _plain(as_sent(mark)) in known), None)
        self.rows: list[ReturnedRow] = []
        self.new: list[tuple[NewRow, Mapping[str, str]]] = []
        self.problems: list[Problem] = []
        self.merged: list[Area] = []
        self._origin: Origin | None = None
        self._lines: dict[str, list[_Line]] = {}
        self._keyless: list[_Line] = []
        self._key, self._sent, self._fingerprint = map(self._hidden, (KEY, SENT, FINGERPRINT))
        self._state = self._hidden("Member State")
        self._columns = self._open_columns()
        self._wanted = {
            self._key, self._sent, self._fingerprint, self._state, *(n for pair in self._columns.values() for n in pair)
        }  # fmt: skip
        if not self._key:
            self._say(top, 1, "The hidden column Key is missing; nothing of this sheet can be imported.")

    def take(self, number: int, cells: Row) -> None:
        """Keep a row by its key, or apart where it has none."""
        if not self._key:
            return
        line = _Line(number, {column: cells[column] for column in self._wanted if column in cells})
        key = line.cells.get(self._key)
        if isinstance(key, str) and key:
            self._lines.setdefault(_PART.sub("", key), []).append(line)
        elif line.cells.keys() & {returned for returned, _ in self._columns.values()}:
            self._keyless.append(line)

    def read(self, epoch: datetime) -> None:
        """Make rows of what was taken, and say what can't be read."""
        self._epoch = epoch
        self._merged = {column: Merged(self.merged, column) for column, _ in self._columns.values()}
        for key in list(self._lines):
            lines = self._lines.pop(key)
            subject = about(key)
            if subject is None or (subject.register is not self.register):
                self._say(lines[0].number, self._key, "The key of this row was changed; it can't be known what it is.")
            elif subject.register and not (subject.row_id or subject.uid):
                for line in lines:
                    self._take_new(line, subject.state)
            elif whole := self._whole(key, lines):
                self._take_row(whole, key)
        if self.register:
            states = {one.about.state for one in self.rows} | {one.state for one, _ in self.new}
            for line in self._keyless:
                typed = text(line.cells.get(self._state))
                only = next(iter(states)) if len(states) == 1 else ""
                self._take_new(line, only or (typed if isinstance(typed, str) else ""))
        else:
            for line in self._keyless:
                self._say(line.number, 1, "This row has no key; it can't be known which paragraph it is about.")

    def _whole(self, key: str, lines: Sequence[_Line]) -> _Line | None:
        """One row of the lines that have its key: the parts of a long text are joined in their order."""
        parts = [_PART.search(str(line.cells[self._key])) for line in lines]
        if len(lines) == 1 and parts[0] is None:
            return lines[0]
        numbers = {int(found[1]): line for found, line in zip(parts, lines, strict=True) if found}
        if len(numbers) < len(lines):
            places = " and ".join(str(line.number) for line in lines[:3])
            self._say(lines[1].number, self._key, f"The rows {places} have the same key; neither is imported.")
            return None
        last = max(int(found[2]) for found in parts if found)
        if (min(numbers), max(numbers), len(numbers)) != (1, last, last):
            self._say(lines[0].number, self._key, "A part of this row is missing, with the rest of its long text.")
            return None
        ordered = [numbers[part] for part in sorted(numbers)]
        cells = dict(ordered[0].cells)
        for column in (number for pair in self._columns.values() for number in pair):
            found = [line.cells[column] for line in ordered if column in line.cells]
            if found:
                cells[column] = _joined(found)
        return _Line(ordered[0].number, cells)

    def _take_row(self, line: _Line, key: str) -> None:
        subject = about(key)
        known = origin(_words(line.cells.get(self._sent)))
        if subject is None or known is None:
            self._say(line.number, self._sent or self._key, _UNKNOWN)
            return
        self._origin = known
        readers = _readers(self.register, known.scale.name, self._epoch)
        fields: dict[str, Given] = {}
        for field, (returned, sent) in self._columns.items():
            raw, was = line.cells.get(returned), line.cells.get(sent)
            value = readers[field](raw)
            untouched = raw == was and type(raw) is type(was)
            as_it_was = value if untouched else readers[field](was)
            if untouched and isinstance(value, Unread):
                continue  # as it was sent
            if field == "excerpts":
                if value == as_it_was:
                    continue
                value = Unread("Excerpts of evidence that is held already are not imported; change them in tracker.")
            if self.merged and self._merged[returned].covers(line.number):
                value = Unread("The cell is merged with another one. Undo that, and fill in each.")
            fields[field] = Given(as_it_was, value, f"{get_column_letter(returned)}{line.number}")
        place = replace(self._place, cell=f"{get_column_letter(self._key)}{line.number}")
        mark = _words(line.cells.get(self._fingerprint))
        self.rows.append(ReturnedRow(subject, known, place, mark, fields))

    def _take_new(self, line: _Line, state: str) -> None:
        """A measure or piece of evidence that was written into an empty row."""
        assert self.register
        readers = _readers(self.register, TRACKER.name, self._epoch)
        values: dict[str, Value] = {}
        doubt = ""
        for field, (column, _) in self._columns.items():
            value = readers[field](line.cells.get(column))
            if isinstance(value, Unread):
                self._say(line.number, column, value.why)
                doubt = "A cell of it can't be read; see the problems."
            elif value:
                values[field] = value
        known = origin(_words(line.cells.get(self._sent))) or self._origin
        self._origin = known
        if not values:
            return
        column = self._columns.get("title", (self._key, 0))[0]
        made = _made(self.register, values)
        wrong = [] if says_something(made.title) else [f"A new {self.register.piece} needs a title."]
        if isinstance(made, Measure) and not wrong:
            wrong += faults(made).values()
        if wrong:
            self._say(line.number, column, wrong[0])
            return
        if known is None:
            self._say(line.number, column, _UNKNOWN)
            return
        place = replace(self._place, cell=f"{get_column_letter(column)}{line.number}")
        cells = {field: f"{get_column_letter(self._columns[field][0])}{line.number}" for field in values}
        paragraphs = values.get("paragraphs", ())
        assert isinstance(paragraphs, tuple)
        self.new.append((NewRow(place, known, state, made, paragraphs, doubt=doubt), cells))

    def _hidden(self, heading: str) -> int:
        """The number of the column with that heading; 0 where there is none."""
        return next((column for column, words in self._headings.items() if words == heading), 0)

    def _open_columns(self) -> dict[str, tuple[int, int]]:
        """Where each field was filled in, and where it stands as it was sent. A heading that was changed is known by
        the headings beside it."""
        expected = _expected(self.register)
        by_words: dict[str, list[int]] = {}
        for number, words in self._headings.items():
            by_words.setdefault(_plain(words), []).append(number)
        names = [_plain(column.heading) for column in expected]
        ours = {*names, *map(_plain, (KEY, SENT, FINGERPRINT)), *(_plain(as_sent(one.heading)) for one in expected)}
        strange = {number for words, found in by_words.items() if words not in ours for number in found}
        fields: dict[str, tuple[int, int]] = {}
        for i, column in enumerate(expected):
            sent = by_words.get(_plain(as_sent(column.heading)), [])
            if not column.field or not sent:
                continue
            here = by_words.get(names[i], [])
            if not here:
                beside = [n for name in _beside(names, i) for n in by_words.get(name, [])]
                here = [n for at in beside for n in (at + 1, at - 1) if n in strange][:1]
            if len(here) == 1:
                fields[column.field] = here[0], sent[0]
            else:
                how = "twice" if here else "nowhere"
                self._say(self._top, sent[0], f"The column “{column.heading}” is {how}; nothing is imported from it.")
        return fields

    def _say(self, row: int, column: int, what: str) -> None:
        cell = f"{get_column_letter(max(column, 1))}{row}"
        self.problems.append(Problem(replace(self._place, cell=cell), what))


def _expected(register: Register | None) -> list[Column]:
    if register is Register.MEASURE:
        return measure_columns(True)
    return evidence_columns(True) if register else matrix_columns(TRACKER, True, True)


_UNKNOWN = "It can't be known from which workbook this row comes."
_MARKS = {Register.MEASURE: "Measure", Register.EVIDENCE: "Evidence"}
"""The headings by which the registers are told from the matrix."""


def _beside(names: Sequence[str], i: int) -> Sequence[str]:
    return (*names[max(i - 1, 0) : i], *names[i + 1 : i + 2])


_Readers = dict[str, Callable[[Cell | None], Value | Unread]]


@cache
def _readers(register: Register | None, scale: str, epoch: datetime) -> _Readers:
    """How each field is read on a scale."""
    return {one.field: reader(register, one.field, SCALES[scale], epoch) for one in _expected(register) if one.field}


def _made(register: Register, values: Mapping[str, Value]) -> Measure | Evidence:
    given = {"title": "", **{name: value for name, value in values.items() if name not in ("paragraphs", "excerpts")}}
    if register is Register.MEASURE:
        return Measure(**given)  # type: ignore[arg-type]
    excerpts = (Excerpt(str(values["excerpts"])),) if "excerpts" in values else ()
    return Evidence(**given, excerpts=excerpts)  # type: ignore[arg-type]


def _words(cell: Cell | None) -> str:
    return cell if isinstance(cell, str) else ""


def _joined(parts: Sequence[Cell]) -> Cell:
    if len(parts) == 1:
        return parts[0]
    words = [as_typed(part) for part in parts]
    return next((part for part in words if isinstance(part, Unread)), None) or "".join(map(str, words))


def _plain(words: str) -> str:
    """A heading as it is compared."""
    return " ".join(words.split()).casefold()
