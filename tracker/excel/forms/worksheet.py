"""The headings on a worksheet of a form, and the room below them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count, islice, takewhile

from openpyxl.utils import get_column_letter

from tracker.domain.reports.forms import Assignments
from tracker.domain.reports.workbook import Sheet
from tracker.errors import TrackerError
from tracker.excel.cells import Row
from tracker.excel.forms.assigned import assigned_columns, must_be_clear
from tracker.excel.forms.attributes import LAST_COLUMN
from tracker.excel.forms.headings import choices, known, names
from tracker.excel.forms.matching import matched
from tracker.excel.merged_areas import Area
from tracker.i18n import Message, tr

_LEAST = 3  # known headings that make a row of headings, unless a name or a user says so
_NUMBER = re.compile(r"\(?\d+[.)]?")
_LABEL = re.compile(r"\W*\d|\([a-z]+\)", re.IGNORECASE)
_WIDEST = 6  # columns that share a heading which is not merged over them
_SUB_HEADINGS = 2  # known headings that make a row one below headings which several columns share

SAYS_WHICH = frozenset({"Paragraph", "Text", "Instrument", "Member State", "Lead verb", "Addressees", "Theme"})
"""Columns that say which paragraph a row is about; all others say something of it."""
ONE_ROW_EACH = (Sheet.MATRIX, Sheet.SELF_ASSESSMENT)
"""Sheets with one row for each paragraph, which a form may have printed."""


@dataclass(frozen=True, slots=True)
class Table:
    """Headings on a worksheet of the form. `sheet` is our sheet that they correspond to; `headings` are their words by
    the form's column numbers, and `columns` our columns likewise. `heading` is the row of the headings, `first` the
    first row to fill. `printed` are rows in which the form has paragraphs of its own, by number: then no rows are
    added."""

    worksheet: str
    sheet: Sheet
    heading: int
    first: int
    headings: Mapping[int, str]
    columns: Mapping[int, str]
    printed: Mapping[int, Row] = field(default_factory=dict)

    @property
    def unknown(self) -> list[str]:
        """The headings that mean none of our columns."""
        return [" ".join(words.split()) for column, words in self.headings.items() if column not in self.columns]


class Worksheet:
    """The text of a worksheet by the row that it is the heading of, and the rows' content. `assigned`: what goes below
    its headings, as a user decided."""

    def __init__(self, name: str, lines: Mapping[int, Row], merged: list[Area], assigned: Assignments) -> None:
        self._name, self._lines, self._merged, self._assigned = name, lines, merged, assigned
        anchors = {(area.first_column, area.first_row): area for area in merged}
        self._headings: dict[int, dict[int, str]] = {}
        for number, row in lines.items():
            for column, value in row.items():
                if isinstance(value, str) and value.strip():
                    # Text that spans several rows is the heading of what is below the last of them.
                    area = anchors.get((column, number))
                    self._headings.setdefault(area.last_row if area else number, {})[column] = value
        self._spans = {at: area.last_column - area.first_column + 1 for at, area in anchors.items()}
        self._join_shared()

    def tables(self, notes: list[Message]) -> Iterator[Table]:
        """The rows with enough known headings and room below them. Others with enough headings are added to `notes`."""
        best: dict[Sheet, Table] = {}
        for number, headings in sorted(self._headings.items()):
            table = self._recognised(number, headings, {})
            if len(table.columns) < _LEAST:
                continue
            table = self._with_printed(self._recognised(number, headings, self._assigned))
            must_be_clear(table.sheet, headings, self._assigned)
            if not table.columns:
                continue  # all of them are to stay empty
            if not table.printed and (why := self._no_room(table)):
                notes.append(
                    tr(
                        "Sheet “{sheet}”, row {row} has headings of {ours} and stays as it is, since {why}.",
                        sheet=table.worksheet,
                        row=table.heading,
                        ours=tr(table.sheet.value),
                        why=why,
                    )
                )
            elif table.sheet in best:
                raise TrackerError(
                    tr(
                        "Sheet “{sheet}”, row {first} and row {second} both have headings of {ours}.",
                        sheet=self._name,
                        first=best[table.sheet].heading,
                        second=number,
                        ours=tr(table.sheet.value),
                    ),
                    tr("Give the one that is to be filled the name {name}.", name=f"tracker_{_short(table.sheet)}"),
                )
            else:
                best[table.sheet] = table
        yield from best.values()

    def proposal(self) -> Table | None:
        """The row that is most likely one of headings, for a user to say what goes below it; None if there is none."""
        rows = [
            self._recognised(number, headings, self._assigned)
            for number, headings in self._headings.items()
            if len(headings) > 1
        ]
        with_room = [table for table in map(self._with_printed, rows) if table.printed or self._is_empty_below(table)]
        best = max(with_room, key=lambda table: (len(table.columns), len(table.headings), -table.heading), default=None)
        if best:
            must_be_clear(best.sheet, best.headings, self._assigned)
        return best

    def _is_empty_below(self, table: Table) -> bool:
        return not table.headings.keys() & self._lines.get(table.first, {}).keys() and not self._no_room(table)

    def in_area(self, name: str, sheet: Sheet, area: Area) -> Table:
        """The table whose headings are in a named area of one or more rows."""
        candidates = [
            self._table(
                sheet,
                number,
                {
                    column: words
                    for column, words in headings.items()
                    if area.first_column <= column <= area.last_column
                },
                self._assigned,
            )
            for number, headings in sorted(self._headings.items())
            if area.first_row <= number <= area.last_row
        ]
        table = max(candidates, key=lambda candidate: len(candidate.columns), default=None)
        if table is None or not table.columns:
            raise TrackerError(
                tr("The cells named {name} hold no heading of {ours}.", name=name, ours=tr(sheet.value)),
                tr("Its headings are: {headings}.", headings=", ".join(choices(sheet).values())),
            )
        must_be_clear(sheet, table.headings, self._assigned)
        table = self._with_printed(table)
        if not table.printed and (why := self._no_room(table)):
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

    def _join_shared(self) -> None:
        """Where columns share a heading in the row above their own, join the two rows: the shared one comes before the
        own, with a line break between, and a column has its heading from either row."""
        for number in sorted(self._headings, reverse=True):
            above, below = self._headings.get(number - 1, {}), self._headings.get(number, {})
            own = self._lines.get(number, {})
            if not above or not all(isinstance(value, str) for value in own.values()):
                continue
            shared = {start: self._below(number - 1, start) for start in above}
            if not any(1 < len(columns) < len(below.keys() | above.keys()) for columns in shared.values()):
                continue
            merged = {c for start, columns in shared.items() if (start, number - 1) in self._spans for c in columns}
            known_ones = len(self._recognised(number, below, self._assigned).columns)
            if known_ones < _SUB_HEADINGS and not own.keys() <= merged:
                continue
            for start, columns in shared.items():
                for column in columns:
                    below[column] = f"{above[start]}\n{below[column]}"
                below.setdefault(start, above[start])
            self._headings[number] = dict(sorted(below.items()))
            del self._headings[number - 1]

    def _below(self, row: int, start: int) -> list[int]:
        """The columns with a heading of their own below the one in this cell: it may be merged over them, or have empty
        cells to its right."""
        own = self._lines.get(row + 1, {})
        width = self._spans.get((start, row), 0)
        if not width:
            empty = takewhile(lambda column: column in own and column not in self._lines[row], count(start + 1))
            width = 1 + len(list(islice(empty, _WIDEST)))
            width = width if width <= _WIDEST else 1  # a title over all
        return [column for column in range(start, start + min(width, LAST_COLUMN)) if column in own]

    def _recognised(self, number: int, headings: Mapping[int, str], assigned: Assignments) -> Table:
        """The table with these headings, of the sheet that has most of them."""
        tables = [self._table(sheet, number, headings, assigned) for sheet in known()]
        return max(tables, key=lambda table: len(table.columns))

    def _table(self, sheet: Sheet, number: int, headings: Mapping[int, str], assigned: Assignments) -> Table:
        columns = matched(known()[sheet], headings, assigned_columns(sheet, headings, assigned))
        first = number + 1
        below = [str(value).removesuffix(".0") for value in self._lines.get(first, {}).values()]
        if len(below) >= _LEAST and all(map(_NUMBER.fullmatch, below)):  # a row that numbers the columns
            first += 1
        return Table(self._name, sheet, number, first, dict(sorted(headings.items())), columns)

    def _with_printed(self, table: Table) -> Table:
        """The table with the rows in which the form has paragraphs of its own, and nothing yet that answers them."""
        own = {column for column, name in table.columns.items() if name in SAYS_WHICH}
        if table.sheet not in ONE_ROW_EACH or not own or len(own) == len(table.columns):
            return table
        later = [number for number in self._headings if number > table.first and self._is_table(number)]
        printed = [
            number
            for number, row in self._lines.items()
            if table.first <= number and not any(number >= other for other in later[:1]) and own & row.keys()
        ]
        open_rows = [number for number in printed if not (table.columns.keys() - own) & self._lines[number].keys()]
        numbers = [column for column in own if table.columns[column] == "Paragraph"]
        numbered = [
            number
            for number in open_rows
            for column in numbers
            if _LABEL.match(str(self._lines[number].get(column, "")))
        ]
        at_once = bool(table.columns.keys() & self._lines.get(table.first, {}).keys())
        is_printed = open_rows and (at_once or len(numbered) > 1)
        return replace(table, printed={number: self._lines[number] for number in printed}) if is_printed else table

    def _is_table(self, number: int) -> bool:
        return len(self._recognised(number, self._headings[number], {}).columns) >= _LEAST

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


def _short(sheet: Sheet) -> str:
    return next(name for name, value in reversed(names().items()) if value is sheet).removeprefix("tracker_")
