"""Examines a form: where the headings are that we know, and which cells are named for a fact."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl.utils import column_index_from_string

from tracker.domain.reports.forms import Assignments
from tracker.domain.reports.workbook import Sheet
from tracker.errors import TrackerError
from tracker.excel.cells import Book, Row
from tracker.excel.forms.assigned import assigned_columns, must_be_known
from tracker.excel.forms.attributes import LAST_COLUMN, LAST_ROW, Malformed
from tracker.excel.forms.headings import choices, names
from tracker.excel.forms.matching import simple
from tracker.excel.forms.parts import Parts
from tracker.excel.forms.worksheet import Table, Worksheet
from tracker.excel.merged_areas import Area
from tracker.excel.package import TO_DO_OF_RETURNED, opened
from tracker.i18n import Message, tr

_LARGEST = 40_000_000  # bytes of the file
_ADDRESS = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})?\$?(\d{1,7})(?::\$?([A-Z]{1,3})?\$?(\d{1,7}))?")

Decided = Callable[[str], Assignments]
"""What was decided for a form with this fingerprint."""
_Named = tuple[str, Sheet, Area]
_Content = tuple[dict[int, Row], list[Area]]
"""The rows of a worksheet, and its merged areas."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A cell whose name asks for a fact."""

    name: str
    worksheet: str
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Form:
    """What was found in a form: tables to fill in, `proposals` that a user may have filled in, cells for facts. `notes`
    tell the user what stays unchanged. `assigned` is what was decided for a form with this `fingerprint`."""

    tables: tuple[Table, ...]
    proposals: tuple[Table, ...]
    facts: tuple[Fact, ...]
    notes: tuple[Message, ...]
    fingerprint: str
    assigned: Assignments

    @property
    def worksheets(self) -> frozenset[str]:
        """The worksheets into which the export writes: those with a table or a fact."""
        return frozenset({*(item.worksheet for item in self.tables), *(item.worksheet for item in self.facts)})

    @property
    def fault(self) -> TrackerError | None:
        """Why it can't be filled in; None if it can."""
        if self.tables or self.facts:
            return None
        if self.notes:
            details = " ".join(map(str, self.notes))
            return TrackerError(tr("Nothing in the form says what goes where. {details}", details=details), _HOW)
        return TrackerError(tr("Nothing in the form says what goes where."), _HOW)

    @property
    def lines(self) -> list[str]:
        """What was found, one sentence each."""
        sentences = [_described(table) for table in self.tables]
        sentences += [
            tr(
                "Sheet “{sheet}” has paragraphs printed below row {row}: these are filled in, and no rows are added.",
                sheet=table.worksheet,
                row=table.heading,
            )
            for table in self.tables
            if table.printed
        ]
        if self.facts:
            names = ", ".join(fact.name for fact in self.facts)
            sentences.append(tr("Cells with a name: {names}.", names=names))
        return [*map(str, sentences), *map(str, self.notes)]


@contextmanager
def opened_form(path: Path, decided: Decided = lambda _fingerprint: {}) -> Iterator[tuple[Parts, Book, Form]]:
    """The parts and cells of a form, and what was found in it, with the columns that were `decided`. Raises
    TrackerError if the file is not a form, may not be opened, or it is not clear what is to be filled in."""
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
                yield parts, book, look(parts, book, decided)
            except Malformed as fault:
                raise package.damaged(fault.how) from fault
    except TrackerError as fault:
        if fault.do in TO_DO_OF_RETURNED:
            raise TrackerError(fault.what, _USE) from fault
        raise


_USE = tr("Use a form that is an .xlsx workbook without macros or a password.")


def look(parts: Parts, book: Book, decided: Decided) -> Form:
    """Find what we know in the form. Raises TrackerError where it is not clear what is to be filled in."""
    notes: list[Message] = []
    facts: list[Fact] = []
    areas: dict[str, list[_Named]] = {}
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
    content = {name: _content(book, name) for name in book.names}
    fingerprint = _fingerprint([*_tables(content, areas, {}, []), *_proposals(content, areas, {})])
    assigned = decided(fingerprint)
    tables = _tables(content, areas, assigned, notes)
    proposals = _proposals(content, areas, assigned)
    must_be_known(assigned, [table.headings for table in (*tables, *proposals)])
    tables += [table for table in proposals if any(assigned_columns(table.sheet, table.headings, assigned).values())]
    notes += _queries(parts, book, [table.worksheet for table in tables])
    return Form(
        tuple(tables),
        tuple(table for table in proposals if table not in tables),
        tuple(facts),
        tuple(notes),
        fingerprint,
        assigned,
    )


def _content(book: Book, worksheet: str) -> _Content:
    merged: list[Area] = []
    return dict(book.rows(worksheet, merged)), merged


def _tables(
    content: Mapping[str, _Content], areas: Mapping[str, list[_Named]], assigned: Assignments, notes: list[Message]
) -> list[Table]:
    """What is filled in without anybody having said so."""
    tables: list[Table] = []
    for name, (lines, merged) in content.items():
        worksheet = Worksheet(name, lines, merged, assigned)
        if name in areas:
            tables += [worksheet.in_area(*area) for area in areas[name]]
        else:
            tables += worksheet.tables(notes)
    return tables


def _proposals(
    content: Mapping[str, _Content], areas: Mapping[str, list[_Named]], assigned: Assignments
) -> list[Table]:
    """What could be filled in on worksheets without anything that we know."""
    worksheets = [Worksheet(name, *content[name], assigned) for name in content if name not in areas]
    return [table for one in worksheets if not list(one.tables([])) and (table := one.proposal())]


def _queries(parts: Parts, book: Book, worksheets: Iterable[str]) -> list[Message]:
    """A warning for each worksheet that gets its rows from elsewhere."""
    return [
        tr("Sheet “{sheet}” holds a query: when it is refreshed, it replaces what was filled in.", sheet=name)
        for name in dict.fromkeys(worksheets)
        if "queryTable" in parts.related(book.parts[name]).values()
        or any("queryTable" in parts.related(part).values() for part in parts.related(book.parts[name]))
    ]


def _fingerprint(tables: Iterable[Table]) -> str:
    """What tells forms with other headings, or with these in other columns, apart."""
    headings = sorted((number, simple(words)) for table in tables for number, words in table.headings.items())
    return hashlib.sha256(json.dumps(headings).encode()).hexdigest()[:32]


_HOW = tr(
    "It needs a row with at least three headings such as Paragraph, Text, Level, Measures, Evidence, Next step, Lead "
    "authority or Due date and an empty row below it, or cells with a name such as tracker_state, tracker_cycle or "
    "tracker_matrix. The user guide lists all of them."
)


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


def _described(table: Table) -> Message:
    """A sentence such as: “Form”: 9 of 12 columns known."""
    available = choices(table.sheet)
    arguments: dict[str, Any] = {
        "sheet": table.worksheet,
        "row": table.heading,
        "known": len(table.columns),
        "ours": tr(table.sheet.value),
        "headings": ", ".join(available[name] for name in table.columns.values()),
    }
    if not table.unknown:
        return tr(
            "Sheet “{sheet}”, row {row}: {known} of %n column(s) known, as in {ours}: {headings}.",
            "",
            len(table.headings),
            **arguments,
        )
    return tr(
        "Sheet “{sheet}”, row {row}: {known} of %n column(s) known, as in {ours}: {headings}; not known: {unknown}.",
        "",
        len(table.headings),
        **arguments,
        unknown=", ".join(table.unknown),
    )
