"""The sheets of a workbook that ministries fill in: open cells for answers, all others locked, and hidden keys."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, repeat
from typing import TypeVar

from openpyxl.worksheet.worksheet import Worksheet

from tracker.domain.casework.assessments import MemberState
from tracker.domain.casework.evidence import EvidenceRow
from tracker.domain.casework.fields import Kind
from tracker.domain.casework.measures import MeasureRow
from tracker.domain.casework.registers import Register
from tracker.domain.reports.sent import SentRow, SentWorkbook, cell_text, digest
from tracker.domain.reports.workbook import Sheet
from tracker.excel.columns import Column, Value, headings
from tracker.excel.columns.matrix import STATE_HEADING, matrix_columns
from tracker.excel.columns.reading import DECLARED, choices_of
from tracker.excel.columns.registers import evidence_columns, measure_columns
from tracker.excel.columns.returning import FINGERPRINT, origin_words, paragraph_key, register_key, with_keys
from tracker.excel.sheets.levels import words_name
from tracker.excel.sheets.matrix import show_levels
from tracker.excel.sheets.table import Around, Written, write_table
from tracker.excel.sheets.validation import validate
from tracker.excel.values import allowed
from tracker.excel.write_context import WriteContext
from tracker.i18n import tr

Row = TypeVar("Row")
_ROOM = 64.0  # points, so that there is space to write: rows with a set height don't grow in any spreadsheet
EMPTY_ROWS = 25
"""Number of rows of a register in which a ministry can add; several Member States share them."""


def write_matrix(draft: WriteContext) -> None:
    """The matrix, in which the columns that the ministry is asked for are open."""
    shown, sent = draft.shown, _sent(draft)
    asked_columns = [
        column if column.field in shown.open_fields else replace(column, field="")
        for column in matrix_columns(shown.scale, *shown.several, own=True)
    ]
    key = partial(paragraph_key, cycle=shown.cycle)
    columns = [
        *with_keys(asked_columns, None, key, sent, origin_words(shown, sent)),
        Column(FINGERPRINT, 10, lambda row: row.paragraph.fingerprint, hidden=True),
    ]
    rows = _recorded(draft, columns, shown.rows, key, lambda row: row.paragraph.fingerprint)
    opened = frozenset(column.name for column in columns if column.field)
    table = write_table(draft, Sheet.MATRIX, columns, rows, lambda _row: opened, around=Around(least=_ROOM))
    show_levels(table, shown.scale)
    _ask(table)
    _protect(table.sheet)


def write_measures(draft: WriteContext) -> None:
    _write_register(draft, Sheet.MEASURES, Register.MEASURE, measure_columns, draft.shown.measures)


def write_evidence(draft: WriteContext) -> None:
    _write_register(draft, Sheet.EVIDENCE, Register.EVIDENCE, evidence_columns, draft.shown.evidence)


def _write_register(
    draft: WriteContext,
    name: Sheet,
    register: Register,
    columns_of: Callable[[bool], list[Column]],
    stored_rows: Iterable[tuple[MemberState, MeasureRow | EvidenceRow]],
) -> None:
    """A register followed by empty rows in which the ministry can add; of these one is kept for each Member State.
    Excerpts of stored evidence stay locked."""
    states = draft.shown.states
    register_columns = [replace(column, source=_or_nothing(column)) for column in columns_of(len(states) > 1)]
    sent, key = _sent(draft), partial(register_key, register=register)
    columns = with_keys(register_columns, register, key, sent, origin_words(draft.shown, sent))
    recorded = _recorded(draft, columns, stored_rows, key)
    for state in states:
        draft.shown.keep(SentRow(key((state, None)), "", {}))
    to_add = frozenset(column.name for column in columns if column.field)
    to_change = frozenset(column.name for column in columns if column.field and column.field != "excerpts")
    empty = chain.from_iterable(repeat((state, None), max(EMPTY_ROWS // len(states), 3)) for state in states)
    table = write_table(draft, name, columns, chain(recorded, empty), lambda row: to_change if row[1] else to_add)
    for column in columns:
        if column.field in choices_of(register):
            list_name = words_name(register, column.field)
            validate(table.sheet, table.area(column.name), type="list", formula1=list_name)
    _ask(table, register)
    _protect(table.sheet)


def _sent(draft: WriteContext) -> SentWorkbook:
    assert draft.shown.sent
    return draft.shown.sent


def _recorded(
    draft: WriteContext,
    columns: Sequence[Column],
    rows: Iterable[Row],
    key: Callable[[Row], str],
    fingerprint: Callable[[Row], str] = lambda _row: "",
) -> Iterator[Row]:
    """The rows; what is sent in each is kept as it passes."""
    shown = [(column, heading) for column, heading in zip(columns, headings(columns), strict=True) if not column.hidden]
    opened = [(column.field, column.source) for column, _ in shown if column.field]
    locked = [(heading, column.source) for column, heading in shown if not column.field]
    for row in rows:
        fields = {field: allowed(cell_text(source(row))) for field, source in opened}
        others = {heading: digest(allowed(cell_text(source(row)))) for heading, source in locked}
        draft.shown.keep(SentRow(key(row), fingerprint(row), fields, others))
        yield row


def _or_nothing(column: Column) -> Callable[[tuple[object, object]], Value]:
    """A source for the column's values; a row that is sent empty has its Member State only."""
    is_state = column.heading is STATE_HEADING
    return lambda row: column.source(row) if row[1] or is_state else ""


def _ask(table: Written, register: Register | None = None) -> None:
    """Show what to enter in an open cell when it is selected; dates are checked."""
    sheet = table.sheet
    for column in table.columns:
        cells = table.area(column.name)
        declared = DECLARED[register].get(column.field)
        if declared and declared.kind is Kind.DAY:
            validate(
                sheet, cells, type="date", operator="between", formula1="1", formula2="109575",
                errorStyle="warning", error=tr("Is this a date? Type it like 2025-06-30."),
                prompt=tr("A date, such as 2025-06-30."),
            )  # fmt: skip
        elif declared and declared.help:
            validate(sheet, cells, prompt=tr(declared.help))
        elif column.field == "paragraphs":
            validate(sheet, cells, prompt=_PARAGRAPHS)


_PARAGRAPHS = tr("The numbers of the paragraphs, such as 19, 58 (a); with several resolutions: A/RES/74/178: 19, 20.")


def _protect(sheet: Worksheet) -> None:
    """Lock all but the open cells, without a password; widths, heights, filters and sorting stay available."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.protection.autoFilter = sheet.protection.sort = False
