"""Examines a form: where the headings are that we know, and which cells are named for a fact."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl.utils import column_index_from_string, get_column_letter

from tracker.domain.reports.workbook import Sheet
from tracker.errors import TrackerError
from tracker.excel.cells import Area, Book, Row
from tracker.excel.forms.attributes import LAST_COLUMN, LAST_ROW, Malformed
from tracker.excel.forms.headings import known, matched, names, shown
from tracker.excel.forms.parts import Parts
from tracker.excel.package import TO_DO_OF_RETURNED, opened
from tracker.i18n import Message, tr

_LEAST = 3  # known headings that make a row of headings, unless a name says so
_LARGEST = 40_000_000  # bytes of the file
_ADDRESS = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})?\$?(\d{1,7})(?::\$?([A-Z]{1,3})?\$?(\d{1,7}))?")
_NUMBER = re.compile(r"\(?\d+[.)]?")


@dataclass(frozen=True, slots=True)
class Table:
    """Headings on a worksheet of the form. `sheet` is our sheet that they correspond to; `columns` are our columns by
    the form's column numbers, `unknown` other headings likewise. `heading` is the row of the headings, `first` the
    first row to fill."""

    worksheet: str
    sheet: Sheet
    heading: int
    first: int
    columns: Mapping[int, str]
    unknown: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Fact:
    """A cell whose name asks for a fact."""

    name: str
    worksheet: str
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Form:
    """What was found in a form. `notes` tell the user what stays unchanged."""

    tables: tuple[Table, ...]
    facts: tuple[Fact, ...]
    notes: tuple[Message, ...]

    @property
    def worksheets(self) -> frozenset[str]:
        """The worksheets that are filled in."""
        return frozenset({*(item.worksheet for item in self.tables), *(item.worksheet for item in self.facts)})

    @property
    def lines(self) -> list[str]:
        """What was found, one sentence each."""
        sentences = [_described(table) for table in self.tables]
        if self.facts:
            names = ", ".join(fact.name for fact in self.facts)
            sentences.append(tr("Cells with a name: {names}.", names=names))
        return [*map(str, sentences), *map(str, self.notes)]


@contextmanager
def opened_form(path: Path) -> Iterator[tuple[Parts, Book, Form]]:
    """The parts and cells of a form, and what was found in it. Raises TrackerError if the file is not a form, may not
    be opened, or has nothing that we know."""
    try:
        size = path.stat().st_size
    except OSError:
        size = 0  # `opened` reports the error
    if size > _LARGEST:
        raise TrackerError(
            tr("{file} is too large for a form: {size} MB.", file=path.name, size=f"{size / 1e6:,.0f}"), _USE
        )
    try:
        with opened(path) as package:
            parts = Parts(package)
            book = Book(package)
            for part in book.parts.values():
                parts.check(part)
            try:
                yield parts, book, look(parts, book)
            except Malformed as fault:
                raise package.damaged(fault.how) from fault
    except TrackerError as fault:
        if fault.do in TO_DO_OF_RETURNED:
            raise TrackerError(fault.what, _USE) from fault
        raise


_USE = tr("Use a form that is an .xlsx workbook without macros or a password.")


def look(parts: Parts, book: Book) -> Form:
    """Find what we know in the form. Raises TrackerError if there is nothing."""
    notes: list[Message] = []
    facts: list[Fact] = []
    areas: dict[str, list[tuple[str, Sheet, Area]]] = {}
    for name, reference in parts.names():
        if not name.startswith("tracker_"):
            continue
        target = _place(reference, book)
        if name not in names():
            notes.append(tr("The name {name} is not known: its cells stay as they are.", name=name))
        elif target is None:
            notes.append(tr("The name {name} leads to no cell of the workbook ({words}).", name=name, words=reference))
        elif sheet := names()[name]:
            areas.setdefault(target[0], []).append((name, sheet, target[1]))
        else:
            facts.append(Fact(name, target[0], target[1].first_column, target[1].first_row))
    tables: list[Table] = []
    for worksheet in book.names:
        merged: list[Area] = []
        lines = dict(book.rows(worksheet, merged))
        reading = _Worksheet(worksheet, lines, merged)
        named = areas.get(worksheet)
        on_worksheet = (
            [reading.in_area(*named_area) for named_area in named] if named else list(reading.by_headings(notes))
        )
        tables += on_worksheet
    if not tables and not facts:
        if notes:
            message = tr("Nothing in the form says what goes where. {details}", details=" ".join(map(str, notes)))
            raise TrackerError(message, _HOW)
        raise TrackerError(tr("Nothing in the form says what goes where."), _HOW)
    return Form(tuple(tables), tuple(facts), tuple(notes))


_HOW = tr(
    "It needs a row with at least three headings such as Paragraph, Text, Level, Measures, Evidence, Next step, Lead "
    "authority or Due date and an empty row below it, or cells with a name such as tracker_state, tracker_cycle or "
    "tracker_matrix. The user guide lists all of them."
)


class _Worksheet:
    """The text of a worksheet by the row that it is the heading of, and the rows' content."""

    def __init__(self, name: str, lines: Mapping[int, Row], merged: list[Area]) -> None:
        self._name, self._lines, self._merged = name, lines, merged
        anchors = {(area.first_column, area.first_row): area.last_row for area in merged}
        self._headings: dict[int, dict[int, str]] = {}
        for number, row in lines.items():
            for column, value in row.items():
                if isinstance(value, str) and value.strip():
                    # Text that spans several rows is the heading of what is below the last of them.
                    bottom = anchors.get((column, number), number)
                    self._headings.setdefault(bottom, {})[column] = value

    def by_headings(self, notes: list[Message]) -> Iterator[Table]:
        """The rows with enough known headings and room below them. Others with enough headings are added to `notes`."""
        best: dict[Sheet, Table] = {}
        for number, headings in sorted(self._headings.items()):
            sheet = max(known(), key=lambda candidate: len(matched(candidate, headings)))
            columns = matched(sheet, headings)
            if len(columns) < _LEAST:
                continue
            table = self._table(sheet, number, columns, headings)
            if why := self._no_room(table):
                notes.append(
                    tr(
                        "Sheet “{sheet}”, row {row} has headings of {ours} and stays as it is, since {why}.",
                        sheet=table.worksheet,
                        row=table.heading,
                        ours=tr(sheet.value),
                        why=why,
                    )
                )
            elif sheet in best:
                raise TrackerError(
                    tr(
                        "Sheet “{sheet}”, row {first} and row {second} both have headings of {ours}.",
                        sheet=self._name,
                        first=best[sheet].heading,
                        second=number,
                        ours=tr(sheet.value),
                    ),
                    tr("Give the one that is to be filled the name {name}.", name=f"tracker_{_short(sheet)}"),
                )
            else:
                best[sheet] = table
        yield from best.values()

    def in_area(self, name: str, sheet: Sheet, area: Area) -> Table:
        """The table whose headings are in a named area of one or more rows."""
        candidates = {
            number: {
                column: words for column, words in headings.items() if area.first_column <= column <= area.last_column
            }
            for number, headings in sorted(self._headings.items())
            if area.first_row <= number <= area.last_row
        }
        number = max(candidates, key=lambda row: len(matched(sheet, candidates[row])), default=0)
        columns = matched(sheet, candidates.get(number, {}))
        if not columns:
            raise TrackerError(
                tr("The cells named {name} hold no heading of {ours}.", name=name, ours=tr(sheet.value)),
                tr("Its headings are: {headings}.", headings=shown(sheet, dict.fromkeys(known()[sheet].values()))),
            )
        table = self._table(sheet, number, columns, candidates[number])
        if why := self._no_room(table):
            raise TrackerError(
                tr(
                    "Sheet “{sheet}”, row {row} can't be filled in: {why}.",
                    sheet=table.worksheet,
                    row=table.heading,
                    why=why,
                ),
                tr("Leave an empty row below the headings."),
            )
        return table

    def _table(self, sheet: Sheet, number: int, columns: dict[int, str], headings: dict[int, str]) -> Table:
        unknown = {column: " ".join(words.split()) for column, words in headings.items() if column not in columns}
        first = number + 1
        below = [str(value).removesuffix(".0") for column, value in self._lines.get(first, {}).items()]
        if len(below) >= _LEAST and all(map(_NUMBER.fullmatch, below)):  # a row that numbers the columns
            first += 1
        return Table(self._name, sheet, number, first, columns, dict(sorted(unknown.items())))

    def _no_room(self, table: Table) -> Message | None:
        """Why no rows can be written below the headings; None if they can."""
        cells = self._lines.get(table.first, {})
        for column in table.columns:
            address = f"{get_column_letter(column)}{table.first}"
            if column in cells:
                return tr("the row below them is not empty (cell {cell})", cell=address)
            for area in self._merged:
                if area.has(column, table.first):
                    if area.first_row != area.last_row:
                        return tr("the cells below them are merged over several rows (cell {cell})", cell=address)
                    if area.first_column != column:
                        return tr(
                            "the cells below them are merged otherwise than the headings (cell {cell})", cell=address
                        )
        return None


def _place(reference: str, book: Book) -> tuple[str, Area] | None:
    """The worksheet and the cells that a name refers to; None if it is not an area of a worksheet."""
    match = _ADDRESS.fullmatch(reference)
    if not match:
        return None
    sheet_name = (match[1] or match[2]).replace("''", "'").casefold()
    worksheet = next((name for name in book.names if name.casefold() == sheet_name), None)
    if worksheet is None:
        return None
    first_column = column_index_from_string(match[3]) if match[3] else 1
    last_column = column_index_from_string(match[5]) if match[5] else first_column if match[3] else LAST_COLUMN
    area = Area(first_column, int(match[4]), last_column, int(match[6] or match[4]))
    return (worksheet, area) if area.last_column <= LAST_COLUMN and 0 < area.first_row <= LAST_ROW else None


def _short(sheet: Sheet) -> str:
    return next(name for name, value in reversed(names().items()) if value is sheet).removeprefix("tracker_")


def _described(table: Table) -> Message:
    """A sentence such as: “Form”: 9 of 12 columns known."""
    count = len(table.columns) + len(table.unknown)
    arguments: dict[str, Any] = {
        "sheet": table.worksheet,
        "row": table.heading,
        "known": len(table.columns),
        "ours": tr(table.sheet.value),
        "headings": shown(table.sheet, table.columns.values()),
    }
    if not table.unknown:
        return tr(
            "Sheet “{sheet}”, row {row}: {known} of %n column(s) known, as in {ours}: {headings}.",
            "",
            count,
            **arguments,
        )
    return tr(
        "Sheet “{sheet}”, row {row}: {known} of %n column(s) known, as in {ours}: {headings}; not known: {unknown}.",
        "",
        count,
        **arguments,
        unknown=", ".join(table.unknown.values()),
    )
