"""Reads a workbook that ministries filled in: which rows were returned, and the values of their open cells.

Rows are identified by their hidden keys, columns by their headings, wherever they are. Nothing is compared with a
workspace here; what can't be read is reported cell by cell.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
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
from tracker.excel.columns.reading import as_typed, reader, text
from tracker.excel.columns.returned import expected_columns, returned_columns
from tracker.excel.columns.returning import FINGERPRINT, KEY, SENT, about, origin
from tracker.excel.package import opened
from tracker.i18n import ENGLISH, Message, language, tr
from tracker.progress import Progress, unwatched

_TOP = 30  # rows among which the headings are searched
_PART = re.compile(r"#([0-9]{1,6})/([0-9]{1,6})$")


def read(path: Path, progress: Progress = unwatched) -> Returned:
    """Read a returned workbook. `progress(done, whole)` is called now and then and may raise to cancel.

    Raises TrackerError if the file is not a workbook, may not be opened, or was not sent to be filled in.
    """
    with opened(path) as package:
        book = Book(package)
        gathered = [_gather(book, name, package.name, progress) for name in book.names]
        sheets = [sheet for sheet in gathered if sheet]
        if not sheets:
            raise TrackerError(
                tr("{file} is no workbook that was sent to be filled in.", file=package.name),
                tr("Import one that was exported for return; another one has no keys to know its rows by."),
            )
    rows, new, problems = [], [], []
    for sheet in sheets:
        rows += sheet.rows
        new += sheet.new
        problems += sheet.problems
    return Returned(tuple(rows), tuple(new), tuple(problems))


@dataclass(frozen=True, slots=True)
class _Line:
    """The relevant cells of a row, by column number."""

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
                words = {column: heading for column, heading in headings.items() if isinstance(heading, str)}
                sheet = _Sheet(Place(file, name, ""), number, words)
        else:
            sheet.take(number, cells)
    if sheet:
        sheet.merged = merged
        sheet.read(book.epoch)
    return sheet


class _Sheet:
    """A sheet with rows that were sent, while it is being read."""

    def __init__(self, place: Place, top: int, headings: Mapping[int, str]) -> None:
        self._place = place
        identified = returned_columns(headings)
        self.register, self._columns, self._state = identified.register, identified.fields, identified.state
        self._key, self._sent, self._fingerprint = identified.key, identified.sent, identified.fingerprint
        self.rows: list[ReturnedRow] = []
        self.new: list[tuple[NewRow, Mapping[str, str]]] = []
        self.problems: list[Problem] = []
        self.merged: list[Area] = []
        self._origin: Origin | None = None
        self._lines: dict[str, list[_Line]] = {}
        self._keyless: list[_Line] = []
        self._wanted = {
            self._key, self._sent, self._fingerprint, self._state, *(n for pair in self._columns.values() for n in pair)
        }  # fmt: skip
        for column, fault in identified.faults:
            self._say(top, column, fault)
        if not self._key:
            self._say(top, 1, _KEY_MISSING)

    def take(self, number: int, cells: Row) -> None:
        """Store a row by its key, or separately if it has none."""
        if not self._key:
            return
        line = _Line(number, {column: cells[column] for column in self._wanted if column in cells})
        key = line.cells.get(self._key)
        if isinstance(key, str) and key:
            self._lines.setdefault(_PART.sub("", key), []).append(line)
        elif line.cells.keys() & {returned for returned, _ in self._columns.values()}:
            self._keyless.append(line)

    def read(self, epoch: datetime) -> None:
        """Turn the stored rows into `rows` and `new`, and report what can't be read."""
        self._epoch = epoch
        self._merged = {column: Merged(self.merged, column) for column, _ in self._columns.values()}
        for key in list(self._lines):
            lines = self._lines.pop(key)
            subject = about(key)
            if subject is None or (subject.register is not self.register):
                self._say(lines[0].number, self._key, _KEY_CHANGED)
            elif subject.register and not (subject.row_id or subject.uid):
                for line in lines:
                    self._take_new(line, subject.state)
            elif complete := self._whole(key, lines):
                self._take_row(complete, key)
        if self.register:
            states = {item.about.state for item in self.rows} | {item.state for item, _ in self.new}
            for line in self._keyless:
                typed = text(line.cells.get(self._state))
                only_state = next(iter(states)) if len(states) == 1 else ""
                self._take_new(line, only_state or (typed if isinstance(typed, str) else ""))
        else:
            for line in self._keyless:
                self._say(line.number, 1, _KEYLESS)

    def _whole(self, key: str, lines: Sequence[_Line]) -> _Line | None:
        """One row from the lines with this key: the parts of a long text are joined in order. None, with a problem
        reported, if lines repeat or a part is missing."""
        parts = [_PART.search(str(line.cells[self._key])) for line in lines]
        if len(lines) == 1 and parts[0] is None:
            return lines[0]
        numbers = {int(match[1]): line for match, line in zip(parts, lines, strict=True) if match}
        if len(numbers) < len(lines):
            first, second = lines[0].number, lines[1].number
            self._say(second, self._key, _twice(first, second))
            return None
        last = max(int(match[2]) for match in parts if match)
        if (min(numbers), max(numbers), len(numbers)) != (1, last, last):
            self._say(lines[0].number, self._key, _PART_MISSING)
            return None
        ordered = [numbers[part] for part in sorted(numbers)]
        cells = dict(ordered[0].cells)
        for column in (index for pair in self._columns.values() for index in pair):
            pieces = [line.cells[column] for line in ordered if column in line.cells]
            if pieces:
                cells[column] = _joined(pieces)
        return _Line(ordered[0].number, cells)

    def _take_row(self, line: _Line, key: str) -> None:
        subject = about(key)
        row_origin = origin(_words(line.cells.get(self._sent)))
        if subject is None or row_origin is None:
            self._say(line.number, self._sent or self._key, _UNKNOWN)
            return
        self._origin = row_origin
        readers = _readers(self.register, row_origin.scale.name, _languages(row_origin), self._epoch)
        fields: dict[str, Given] = {}
        for field, (returned, sent) in self._columns.items():
            cell, cell_sent = line.cells.get(returned), line.cells.get(sent)
            value = readers[field](cell)
            untouched = cell == cell_sent and type(cell) is type(cell_sent)
            value_sent = value if untouched else readers[field](cell_sent)
            if untouched and isinstance(value, Unread):
                continue  # unreadable already when it was sent
            if field == "excerpts":
                if value == value_sent:
                    continue
                value = Unread(_STORED_EXCERPTS)
            if self.merged and self._merged[returned].covers(line.number):
                value = Unread(_MERGED)
            fields[field] = Given(value_sent, value, f"{get_column_letter(returned)}{line.number}")
        place = replace(self._place, cell=f"{get_column_letter(self._key)}{line.number}")
        fingerprint = _words(line.cells.get(self._fingerprint))
        self.rows.append(ReturnedRow(subject, row_origin, place, fingerprint, fields))

    def _take_new(self, line: _Line, state: str) -> None:
        """Add a measure or piece of evidence that was entered in an empty row."""
        assert self.register
        row_origin = origin(_words(line.cells.get(self._sent))) or self._origin
        self._origin = row_origin
        readers = _readers(self.register, TRACKER.name, _languages(row_origin), self._epoch)
        values: dict[str, Value] = {}
        doubt: Message | None = None
        for field, (column, _) in self._columns.items():
            value = readers[field](line.cells.get(column))
            if isinstance(value, Unread):
                self._say(line.number, column, value.why)
                doubt = tr("A cell of it can't be read; see the problems.")
            elif value:
                values[field] = value
        if not values:
            return
        column = self._columns.get("title", (self._key, 0))[0]
        entry = _made(self.register, values)
        if not says_something(entry.title):
            self._say(line.number, column, _UNTITLED[self.register])
            return
        if isinstance(entry, Measure) and (entry_faults := faults(entry)):
            self._say(line.number, column, next(iter(entry_faults.values())))
            return
        if row_origin is None:
            self._say(line.number, column, _UNKNOWN)
            return
        place = replace(self._place, cell=f"{get_column_letter(column)}{line.number}")
        cells = {field: f"{get_column_letter(self._columns[field][0])}{line.number}" for field in values}
        paragraphs = values.get("paragraphs", ())
        assert isinstance(paragraphs, tuple)
        self.new.append((NewRow(place, row_origin, state, entry, paragraphs, doubt=doubt), cells))

    def _say(self, row: int, column: int, what: Message) -> None:
        cell = f"{get_column_letter(max(column, 1))}{row}"
        self.problems.append(Problem(replace(self._place, cell=cell), what))


def _languages(row_origin: Origin | None) -> tuple[str, ...]:
    """The languages that the words of a row may be in."""
    return (row_origin.language if row_origin else ENGLISH, language(), ENGLISH)


def _twice(first: int, second: int) -> Message:
    return tr(
        "The rows {first} and {second} have the same key; neither is imported.",
        code="row.twice",
        first=first,
        second=second,
    )


_KEY_MISSING = tr("The hidden column Key is missing; nothing of this sheet can be imported.", code="column.key-missing")
_KEY_CHANGED = tr("The key of this row was changed; it can't be known what it is.", code="row.key-changed")
_KEYLESS = tr("This row has no key; it can't be known which paragraph it is about.", code="row.without-key")
_PART_MISSING = tr("A part of this row is missing, with the rest of its long text.", code="row.part-missing")
_UNKNOWN = tr("It can't be known from which workbook this row comes.", code="row.origin-unknown")
_MERGED = tr("The cell is merged with another one. Undo that, and fill in each.", code="cell.merged")
_STORED_EXCERPTS = tr(
    "Excerpts of evidence that is held already are not imported; change them in tracker.", code="excerpts.held"
)
_UNTITLED = {
    Register.MEASURE: tr("A new measure needs a title.", code="title.missing"),
    Register.EVIDENCE: tr("A new piece of evidence needs a title.", code="title.missing"),
}
_Readers = dict[str, Callable[[Cell | None], Value | Unread]]


@lru_cache(maxsize=64)
def _readers(register: Register | None, scale: str, languages: tuple[str, ...], epoch: datetime) -> _Readers:
    """The reader of each field, on a scale."""
    fields = [column.field for column in expected_columns(register) if column.field]
    return {field: reader(register, field, SCALES[scale], languages, epoch) for field in fields}


def _made(register: Register, values: Mapping[str, Value]) -> Measure | Evidence:
    attributes = {
        "title": "",
        **{name: value for name, value in values.items() if name not in ("paragraphs", "excerpts")},
    }
    if register is Register.MEASURE:
        return Measure(**attributes)  # type: ignore[arg-type]
    excerpts = (Excerpt(str(values["excerpts"])),) if "excerpts" in values else ()
    return Evidence(**attributes, excerpts=excerpts)  # type: ignore[arg-type]


def _words(cell: Cell | None) -> str:
    return cell if isinstance(cell, str) else ""


def _joined(parts: Sequence[Cell]) -> Cell:
    if len(parts) == 1:
        return parts[0]
    texts = [as_typed(part) for part in parts]
    return next((part for part in texts if isinstance(part, Unread)), None) or "".join(map(str, texts))
