"""A sheet of a returned workbook: its rows by their hidden keys, the values of their open cells, and what else is
written there."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from tracker.domain.casework.evidence import Evidence, Excerpt
from tracker.domain.casework.levels import SCALES, TRACKER
from tracker.domain.casework.measures import Measure, faults
from tracker.domain.casework.registers import Register
from tracker.domain.reports.comparison import (
    About,
    Given,
    NewRow,
    Origin,
    Place,
    Problem,
    ReturnedRow,
    Unread,
    Value,
    Written,
)
from tracker.domain.reports.sent import AT_FIRST, SentRow, SentWorkbook, digest
from tracker.domain.text.text import says_something
from tracker.excel import returned_problems as problems
from tracker.excel import untaken
from tracker.excel.cells import Cell, Row, Struck
from tracker.excel.columns.reading import as_typed, reader, text
from tracker.excel.columns.returned import expected_columns, plain, returned_columns
from tracker.excel.columns.returning import HIDDEN, STATE, about, origin, sent_column
from tracker.excel.merged_areas import Area, Merged
from tracker.excel.returned_rows import Line, doubting_crossed, key_of, part_of, settle
from tracker.i18n import ENGLISH, Message, language, tr

Record = Callable[[str], SentWorkbook | None]
"""What the workspace knows of a sent workbook, by its uid."""
_SWITCH = CALENDAR_MAC_1904 - CALENDAR_WINDOWS_1900
_ESCAPE = "_x005F"
"""LibreOffice loses it where a text has it as such and something like an escape follows."""


class ReturnedSheet:
    """A sheet with rows that were sent, while it is being read."""

    def __init__(
        self,
        place: Place,
        top: int,
        headings: Mapping[int, str],
        record: Record,
        above: Sequence[tuple[int, Row]] = (),
    ) -> None:
        self._place = place
        self._record = record
        self._columns = columns = returned_columns(headings)
        self._fields = columns.fields
        self.register = columns.register
        self.rows: list[ReturnedRow] = []
        self.new: list[tuple[NewRow, Mapping[str, str]]] = []
        self.problems: list[Problem] = []
        self.merged: list[Area] = []
        self._origin: Origin | None = None
        self._lines: list[Line] = []
        self.written: list[Written] = []
        self.workbooks: dict[str, SentWorkbook] = {}
        self._about: dict[int, About] = {}
        self._headings = headings
        pairs = (*columns.fields.values(), *columns.names.values())
        self._hidden = {number for number, words in headings.items() if sent_column(words) or words in HIDDEN}
        self._read = {0, *self._hidden, *(number for pair in pairs for number in pair)}
        expected = expected_columns(columns.register)
        self._ours = {
            plain(heading): column.field for column in expected for heading in (column.name, str(column.heading))
        }
        self._empty = SentRow(
            "", "", {}, {words: digest("") for words in headings.values() if plain(words) in self._ours}
        )
        for number, cells in above:
            self._note_above(number, cells)
        for column, fault in columns.faults:
            self._say(top, column, fault)
        if not columns.key:
            self._say(top, 1, problems.KEY_MISSING)

    @property
    def language(self) -> str:
        return self._origin.language if self._origin else ENGLISH

    def about_of(self, cell: str) -> About | None:
        """What the row of a cell is about, if that is known."""
        number = re.sub(r"\D", "", cell)
        return self._about.get(int(number)) if number and len(number) < 8 else None

    def take(self, number: int, cells: Row) -> None:
        """Store a row."""
        if self._columns.key:
            self._lines.append(Line(number, cells))

    def read(self, epoch: datetime) -> None:
        """Turn the stored rows into `rows` and `new`, and report what can't be read."""
        self._epoch = epoch
        self._merged = {column: Merged(self.merged, column) for column, _ in self._fields.values()}
        settled = settle(self._lines, self._columns)
        self._lines.clear()
        for line in settled.doubtful:
            self._say(line.number, self._columns.key, problems.apart(key_of(line, self._columns)))
        if settled.moved:
            self._say(settled.lines[0].number, self._columns.key, problems.rejoined(settled.moved))
        states = {subject.state for line in settled.lines if (subject := about(key_of(line, self._columns)))}
        self._origin = next(filter(None, map(self._origin_of, settled.lines)), None)
        by_key: dict[str, list[Line]] = {}
        for line in settled.lines:
            by_key.setdefault(key_of(line, self._columns), []).append(line)
        keyless = []
        for line in by_key.pop("", []):
            if line.cells.keys() & {returned for returned, _ in self._fields.values()}:
                keyless.append(line)
            else:
                self._note(line, None, set(line.cells), untaken.ROW)
        for key, lines in by_key.items():
            subject = about(key)
            if subject is None or (subject.register is not self.register):
                self._say(lines[0].number, self._columns.key, problems.KEY_CHANGED)
            elif subject.register and not (subject.row_id or subject.uid):
                for line in lines:
                    if self._is_forged(line, key):
                        self._say(line.number, self._columns.key, problems.KEY_CHANGED)
                        continue
                    self._take_new(line, self._state_of(line, subject.state))
                    self._note(line, self._empty, line.cells.keys() - self._read)
            elif complete := self._whole(lines):
                self._take_row(complete, key)
        self.rows = doubting_crossed(self.rows)
        if self.register:
            only_state = next(iter(states)) if len(states) == 1 else ""
            for line in keyless:
                self._take_new(line, self._state_of(line, only_state))
                self._note(line, self._empty, line.cells.keys() - self._read)
        else:
            for line in keyless:
                self._say(line.number, 1, problems.KEYLESS)

    def _whole(self, lines: Sequence[Line]) -> Line | None:
        """One row from the lines with one key: the parts of a long text are joined in order. None, with a problem
        reported, if lines repeat or a part is missing."""
        parts = [part_of(line, self._columns) for line in lines]
        if len(lines) == 1 and parts[0] is None:
            return lines[0]
        numbers = {part[0]: line for part, line in zip(parts, lines, strict=True) if part}
        if len(numbers) < len(lines):
            first, second = lines[0].number, lines[1].number
            self._say(second, self._columns.key, problems.twice(first, second))
            return None
        last = max(part[1] for part in parts if part)
        if (min(numbers), max(numbers), len(numbers)) != (1, last, last):
            self._say(lines[0].number, self._columns.key, problems.PART_MISSING)
            return None
        ordered = [numbers[part] for part in sorted(numbers)]
        for line in ordered[1:]:
            self._note(line, None, line.cells.keys() - self._read, about=about(key_of(line, self._columns)))
        cells = dict(ordered[0].cells)
        for column in (index for pair in self._fields.values() for index in pair):
            pieces = [line.cells[column] for line in ordered if column in line.cells]
            if pieces:
                cells[column] = _joined(pieces)
        return Line(ordered[0].number, cells)

    def _take_row(self, line: Line, key: str) -> None:
        subject, row_origin = about(key), self._origin_of(line)
        if subject is None or row_origin is None:
            self._say(
                line.number,
                self._columns.sent or self._columns.key,
                problems.no_origin(_words(line.cells.get(self._columns.sent))),
            )
            return
        workbook = self._workbook(row_origin)
        if workbook and workbook.scale in SCALES:
            row_origin = replace(row_origin, scale=SCALES[workbook.scale], language=workbook.language)
        self._origin = row_origin
        sent_row = self._sent_row(workbook, line, key) if workbook else None
        if workbook and not sent_row:
            self._say(line.number, self._columns.key, problems.KEY_CHANGED)
            return
        readers = _readers(self.register, row_origin.scale.name, _languages(row_origin), self._epoch)
        fields: dict[str, Given] = {}
        for field, (returned, sent) in self._fields.items():
            cell = line.cells.get(returned)
            if sent_row and field not in sent_row.fields:  # a column that was not sent
                if cell is not None:
                    self._note(line, self._empty, (returned,), about=subject)
                continue
            cell_sent = (sent_row.fields[field] or None) if sent_row else line.cells.get(sent)
            if cell is not None and _same(before := self._before_switch(cell), cell_sent):
                cell = before
            value = readers[field](cell)
            cell_name = f"{get_column_letter(returned)}{line.number}"
            untouched = _same(cell, cell_sent)
            value_sent = value if untouched else readers[field](cell_sent)
            if untouched and isinstance(cell, Struck):
                place = replace(self._place, cell=cell_name)
                self.written.append(Written(place, cell.struck, untaken.STRUCK, subject))
            if untouched and isinstance(value, Unread):
                continue  # unreadable already when it was sent
            if field == "excerpts":
                if value == value_sent:
                    continue
                value = Unread(problems.STORED_EXCERPTS)
            if self.merged and self._merged[returned].covers(line.number):
                value = Unread(problems.MERGED)
            at_first = sent_row.fields.get(AT_FIRST.format(field)) if sent_row else None
            doubt = (
                problems.AT_FIRST
                if at_first is not None and _same(cell, at_first or None)
                else self._doubt(field, cell)
            )
            fields[field] = Given(value_sent, value, cell_name, doubt)
        self._about[line.number] = subject
        naming = {seen for seen, _ in self._columns.names.values()} if sent_row else set()
        self._note(line, sent_row, line.cells.keys() - (self._read - naming), about=subject)
        place = replace(self._place, cell=f"{get_column_letter(self._columns.key)}{line.number}")
        fingerprint = sent_row.fingerprint if sent_row else _words(line.cells.get(self._columns.fingerprint))
        self.rows.append(ReturnedRow(subject, row_origin, place, fingerprint, fields, key if sent_row else ""))

    def _origin_of(self, line: Line) -> Origin | None:
        return origin(_words(line.cells.get(self._columns.sent)))

    def _is_forged(self, line: Line, key: str) -> bool:
        """Whether a row has the key of an empty row of a workbook that had none such."""
        row_origin = self._origin_of(line) or self._origin
        workbook = self._workbook(row_origin)
        return bool(workbook and not workbook.is_sealed(key, _words(line.cells.get(self._columns.seal))))

    def _state_of(self, line: Line, known: str) -> str:
        """The Member State of a new row: the one that it names, where the sheet was sent with that of each row and it
        is not the one that was sent there."""
        returned, sent = self._columns.names.get(STATE, (0, 0))
        typed, as_sent = text(line.cells.get(returned)), text(line.cells.get(sent))
        named = typed if isinstance(typed, str) and typed != as_sent else ""
        return named or known if sent else known or named

    def _note_above(self, number: int, cells: Row) -> None:
        for column, cell in cells.items():
            if words := untaken.words_of(cell).strip():
                place = replace(self._place, cell=f"{get_column_letter(column)}{number}")
                self.written.append(Written(place, words, untaken.ROW))

    def _workbook(self, origin: Origin | None) -> SentWorkbook | None:
        """What the workspace knows of the workbook that a row was sent in."""
        workbook = self._record(origin.uid) if origin and origin.uid else None
        if workbook:
            self.workbooks[workbook.uid] = workbook
        return workbook

    def _sent_row(self, workbook: SentWorkbook, line: Line, key: str) -> SentRow | None:
        """What was sent under a key; None if the seal beside it is not the key's."""
        sealed = workbook.is_sealed(key, _words(line.cells.get(self._columns.seal)))
        return workbook.row(key) if sealed else None

    def _note(
        self,
        line: Line,
        sent_row: SentRow | None,
        columns: Iterable[int],
        where: Message | None = None,
        about: About | None = None,
    ) -> None:
        """Keep what is written in these columns of a row, where it is not what was sent."""
        for column in sorted(columns):
            cell, heading, found = line.cells[column], self._headings.get(column, ""), where
            words = untaken.words_of(cell)
            sent = self._digest_sent(sent_row, heading) if sent_row else None
            alike = (words, untaken.words_of(self._before_switch(cell)))
            is_as_sent = sent in map(digest, alike) if sent else plain(heading) in self._ours and not where
            if is_as_sent and isinstance(cell, Struck):
                is_as_sent, words, found = False, cell.struck, untaken.STRUCK
            if not is_as_sent and words.strip() and column not in self._hidden:
                kind = found or (untaken.LOCKED if sent or plain(heading) in self._ours else untaken.COLUMN)
                place = replace(self._place, cell=f"{get_column_letter(column)}{line.number}")
                self.written.append(Written(place, words, untaken.in_words(kind, heading), about))

    def _before_switch(self, cell: Cell) -> Cell:
        """A day as it was before the workbook was made to count days from 1904: nothing else of it was changed then."""
        return cell - _SWITCH if isinstance(cell, date) and self._epoch == CALENDAR_MAC_1904 else cell

    def _digest_sent(self, sent_row: SentRow, heading: str) -> str | None:
        """The digest of what was sent below a heading, also of an open cell, whose hidden column may be lost."""
        field = self._ours.get(plain(heading), "")
        return sent_row.locked.get(heading) or (digest(sent_row.fields[field]) if field in sent_row.fields else None)

    def _doubt(self, field: str, cell: Cell | None) -> Message | None:
        """Why what stands in a column or cell must be asked about."""
        if isinstance(cell, Struck):
            return tr(
                "Words of it are struck through: “{words}”", code="cell.struck", words=cell.struck[: problems.QUOTED]
            )
        if names := self._columns.renamed.get(field):
            return tr(
                "The heading of its column was “{sent}”, and is “{now}” now.",
                code="column.renamed",
                sent=names[0],
                now=names[1][: problems.QUOTED],
            )
        return None

    def _take_new(self, line: Line, state: str) -> None:
        """Add a measure or piece of evidence that was entered in an empty row."""
        assert self.register
        row_origin = self._origin_of(line) or self._origin
        self._origin = row_origin
        readers = _readers(self.register, TRACKER.name, _languages(row_origin), self._epoch)
        values: dict[str, Value] = {}
        doubt: Message | None = None
        for field, (column, _) in self._fields.items():
            value = readers[field](line.cells.get(column))
            if isinstance(value, Unread):
                self._say(line.number, column, value.why)
                doubt = tr("A cell of it can't be read; see the problems.")
            elif value:
                values[field] = value
                doubt = doubt or self._doubt(field, line.cells.get(column))
        if not values:
            return
        column = self._fields.get("title", (self._columns.key, 0))[0]
        entry = _made(self.register, values)
        if not says_something(entry.title):
            self._say(line.number, column, problems.UNTITLED[self.register])
            return
        if isinstance(entry, Measure) and (entry_faults := faults(entry)):
            self._say(line.number, column, next(iter(entry_faults.values())))
            return
        if row_origin is None:
            self._say(line.number, column, problems.no_origin(_words(line.cells.get(self._columns.sent))))
            return
        place = replace(self._place, cell=f"{get_column_letter(column)}{line.number}")
        cells = {field: f"{get_column_letter(self._fields[field][0])}{line.number}" for field in values}
        paragraphs = values.get("paragraphs", ())
        assert isinstance(paragraphs, tuple)
        self.new.append((NewRow(place, row_origin, state, entry, paragraphs, doubt=doubt), cells))

    def _say(self, row: int, column: int, what: Message) -> None:
        cell = f"{get_column_letter(max(column, 1))}{row}"
        self.problems.append(Problem(replace(self._place, cell=cell), what))


def _languages(row_origin: Origin | None) -> tuple[str, ...]:
    """The languages that the words of a row may be in."""
    return (row_origin.language if row_origin else ENGLISH, language(), ENGLISH)


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


def _same(cell: Cell | None, sent: Cell | None) -> bool:
    """Whether a cell is as it was sent. (What the workspace keeps of it is text.)"""
    if isinstance(sent, str) and cell is not None and not isinstance(cell, Unread):
        return str(as_typed(cell)).replace(_ESCAPE, "") == sent.replace(_ESCAPE, "")
    return cell == sent and type(cell) is type(sent)


def _joined(parts: Sequence[Cell]) -> Cell:
    if len(parts) == 1:
        return parts[0]
    texts = [as_typed(part) for part in parts]
    return next((part for part in texts if isinstance(part, Unread)), None) or "".join(map(str, texts))
