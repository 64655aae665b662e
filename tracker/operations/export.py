"""Gathers the content of a compliance workbook and writes it."""

from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from secrets import token_hex
from typing import Any, TypeVar
from uuid import uuid4

from tracker.domain.casework import state_names
from tracker.domain.casework.assessments import Cycle, MemberState, ParagraphRow
from tracker.domain.casework.levels import SCALES, Scale
from tracker.domain.casework.registers import Register
from tracker.domain.instruments.paragraph_ref import spaceless
from tracker.domain.instruments.summaries import StoredInstrument
from tracker.domain.reports.gaps import shows
from tracker.domain.reports.sent import SentWorkbook
from tracker.domain.reports.workbook import (
    OPEN_FIELDS,
    SHORT_EDITION,
    MatrixRow,
    Paper,
    RowChoice,
    Rows,
    Sheet,
    WorkbookContent,
    usual_sheets,
)
from tracker.domain.text.dates import parse_date
from tracker.domain.text.paragraph_numbers import numbers
from tracker.domain.text.text import clean
from tracker.errors import TrackerError
from tracker.i18n import Message, joined, language, tr
from tracker.operations import people
from tracker.operations.since import since_when
from tracker.operations.themes import theme_names
from tracker.operations.workbook_columns import left_out
from tracker.operations.workspaces import state_aliases
from tracker.progress import GoOn, Progress, unwatched
from tracker.store.engine.faults import REPAIR
from tracker.store.read import checklist, registers
from tracker.store.read.report_extras import read_report_extras
from tracker.store.workspace import Workspace
from tracker.store.write.sent_workbooks import KeptRow, keep, kept

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What to export. States by code or name; the cycle by name (None: the newest); instruments by symbol ((): all);
    the scale by name. `sheets`: () for those that have something to show. `since`: the start of the sheet Changes, a
    day ("2026-01-31") or the path of an earlier workbook; "" for all changes.

    `paragraphs`: labels such as "19" or "A/RES/74/178, 19", which include their sub-paragraphs; () for all. Those of
    them that are assessed or have gaps only: `row_choice`. `left_out`: columns, "Sheet: Column" or "Column" of any
    sheet, by their names in English or in the current language. `short`: the short edition, whatever `sheets` says.

    `recipient`: whom it is for; `author`: "" for the user. A workbook `for_return` has `open_fields` to fill in, a day
    to `return_by` it ("2026-03-31"; "" for none), and a `contact` to ask."""

    states: tuple[str, ...]
    cycle: str | None = None
    instruments: tuple[str, ...] = ()
    scale: str = "tracker"
    for_return: bool = False
    to_member_states_only: bool = False
    sheets: tuple[Sheet, ...] = ()
    since: str = ""
    paragraphs: tuple[str, ...] = ()
    recipient: str = ""
    open_fields: frozenset[str] = OPEN_FIELDS
    row_choice: RowChoice = RowChoice.ALL
    paper: Paper = Paper.A4
    left_out: tuple[str, ...] = ()
    short: bool = False
    author: str = ""
    contact: str = ""
    return_by: str = ""

    @property
    def named_sheets(self) -> tuple[Sheet, ...]:
        return SHORT_EDITION if self.short else self.sheets


@contextmanager
def gather(workspace: Workspace, wanted: ExportRequest, go_on: GoOn = unwatched) -> Iterator[WorkbookContent]:
    """The content of the workbook. Rows are read lazily while the context is open, all from one snapshot. `go_on` may
    raise to cancel. Raises TrackerError for an unknown State, cycle, symbol, scale or paragraph."""
    scale = _one_of(list(SCALES.values()), wanted.scale, lambda s: s.name, "scale")
    since, since_words = since_when(wanted.since)
    now, today = datetime.now(UTC), date.today()
    with workspace.read() as connection:
        all_states = checklist.member_states(connection)
        chosen = tuple(dict.fromkeys(_state(all_states, words) for words in wanted.states))
        cycle = _cycle(checklist.cycles(connection), wanted.cycle)
        instruments = _instruments(checklist.instruments(connection), wanted)
        symbols = {instrument.symbol for instrument in instruments}

        @lru_cache(maxsize=1)  # of one State: sheet by sheet all States are read again, and never held together
        def paragraphs(state: MemberState) -> list[ParagraphRow]:
            return _chosen(checklist.checklist(connection, state.code, cycle.id), symbols, wanted)

        def shown_rows(state: MemberState) -> list[ParagraphRow]:
            return [row for row in paragraphs(state) if shows(wanted.row_choice, row, today)]

        def rows() -> Iterator[MatrixRow]:
            for state in chosen:
                measures, evidence = registers.linked(connection, state.code)
                for row in shown_rows(state):
                    yield MatrixRow(state, row, measures.get(row.id, ()), evidence.get(row.id, ()))

        codes = [state.code for state in chosen]
        shown = frozenset(row.id for state in chosen[:1] for row in paragraphs(state))
        number = len(shown) * len(chosen)
        number_of_rows = number if wanted.row_choice is RowChoice.ALL else sum(len(shown_rows(s)) for s in chosen)

        def sheets(commented: bool) -> tuple[Sheet, ...]:
            several = len(chosen) > 1
            return wanted.named_sheets or usual_sheets(wanted.for_return, bool(since), commented, several)

        beside = read_report_extras(connection, sheets(True), chosen, cycle.id, shown, since, now, go_on)
        yield WorkbookContent(
            **_as_wanted(workspace, wanted),
            states=chosen,
            cycle=cycle.name,
            instruments=tuple(instruments),
            scale=scale,
            made_on=today,
            checklist=Rows(lambda: ((state, row) for state in chosen for row in paragraphs(state)), number),
            rows=Rows(rows, number_of_rows),
            measures=Rows(
                lambda: ((s, row) for s in chosen for row in registers.measures(connection, s.code)),
                registers.number(connection, Register.MEASURE, codes),
            ),
            evidence=Rows(
                lambda: ((s, row) for s in chosen for row in registers.evidence(connection, s.code)),
                registers.number(connection, Register.EVIDENCE, codes),
            ),
            sent=_new_sent(now, wanted, scale) if wanted.for_return else None,
            made_at=now,
            sheets=sheets(bool(beside.comments)),
            beside=replace(beside, since=since_words, themes=tuple(name for name, _ in theme_names())),
        )


def _instruments(known: list[StoredInstrument], wanted: ExportRequest) -> list[StoredInstrument]:
    """The instruments that were requested. Raises TrackerError for an unknown symbol."""
    return [_one_of(known, symbol, lambda one: one.symbol, "instrument") for symbol in wanted.instruments] or known


def _as_wanted(workspace: Workspace, wanted: ExportRequest) -> dict[str, Any]:
    """What stands in the request alone. Raises TrackerError for an unknown column, or a day that is none."""
    try:
        return_by = parse_date(wanted.return_by)
    except ValueError as fault:
        raise TrackerError(tr("“{words}”: {fault}", words=wanted.return_by, fault=fault.args[0])) from fault
    return {
        "for_return": wanted.for_return,
        "recipient": _in_a_line(wanted.recipient),
        "open_fields": wanted.open_fields,
        "workspace": workspace.identity,
        "row_choice": wanted.row_choice,
        "paper": wanted.paper,
        "left_out": left_out(wanted.left_out),
        "short": wanted.short,
        "author": _in_a_line(wanted.author) or people.author(workspace),
        "contact": _in_a_line(wanted.contact),
        "return_by": return_by,
    }


def _in_a_line(words: str) -> str:
    return " ".join(clean(words).split())


def sheet_named(name: str) -> Sheet:
    """The sheet with this name, in any case of letters. Raises TrackerError if there is none."""
    return _one_of(list(Sheet), name.strip(), lambda sheet: sheet.value, "sheet")


def _chosen(rows: Sequence[ParagraphRow], symbols: Set[str], wanted: ExportRequest) -> list[ParagraphRow]:
    """The rows that were requested. Raises TrackerError for an unknown paragraph."""
    of_instruments = [row for row in rows if row.symbol in symbols]
    if not wanted.paragraphs:
        return [row for row in of_instruments if row.to_member_states or not wanted.to_member_states_only]
    wanted_labels = {spaceless(label): label for words in wanted.paragraphs for label in numbers(words)}
    found_labels: set[str] = set()
    ids: set[int] = set()
    for row in of_instruments:
        names = {spaceless(row.label), row.ref.key} & wanted_labels.keys()
        found_labels |= names
        if names or row.parent_id in ids:
            ids.add(row.id)
    if missing := [wanted_labels[name] for name in wanted_labels.keys() - found_labels]:
        raise TrackerError(
            tr("There is no paragraph {label}.", label=missing[0]), tr("Name it as the checklist does, such as 58 (a).")
        )
    return [row for row in of_instruments if row.id in ids]


def export(workspace: Workspace, path: Path, wanted: ExportRequest, progress: Progress = unwatched) -> list[str]:
    """Write the workbook; returns messages on what it could not show in full. `progress` may raise to cancel; then
    nothing is written. Raises TrackerError if it can't be written."""
    from tracker.excel import workbook

    rows: list[KeptRow] = []
    with gather(workspace, wanted, progress) as shown:
        unshown = workbook.write(path, replace(shown, keep=lambda row: rows.append(kept(row))), progress)
    return unshown + _keep(workspace, shown.sent, rows) if shown.sent else unshown


def _new_sent(at: datetime, wanted: ExportRequest, scale: Scale) -> SentWorkbook:
    return SentWorkbook(str(uuid4()), at, _in_a_line(wanted.recipient), scale.name, language(), token_hex(16))


def _keep(workspace: Workspace, sent: SentWorkbook, rows: Sequence[KeptRow]) -> list[str]:
    """Keep what was sent; where that can't be, a sentence that says so."""
    try:
        with workspace.write(tr("A workbook that is sent"), lengthy=True) as write:
            keep(write.session, sent, rows)
    except TrackerError as fault:
        why = tr("The workspace has no record of what was sent: {fault}", fault=fault.what)
        return [str(tr("{why} When the workbook comes back, you are asked about each of its changes.", why=why))]
    return []


def _state(known: Sequence[MemberState], words: str) -> MemberState:
    """The Member State with this code or name. Raises TrackerError for anything less certain, such as part of a name,
    and suggests States in its message."""
    if matching := state_names.named(known, state_aliases(), words):
        return matching[0]
    similar = state_names.similar(known, state_aliases(), words) if words.strip() else []
    fault = tr("There is no Member State with the code or name {words}.", words=words)
    if similar:
        states = [Message(f"{state.code} ({state.name})") for state in similar[:_NAMED]]
        suggestions = joined(" or ", states if len(similar) <= _NAMED else [*states, tr("another one")])
        fault = tr("{fault} Did you mean {states}?", fault=fault, states=suggestions)
    raise TrackerError(fault, tr("Use its ISO 3166-1 alpha-3 code, such as KEN, or its name."))


_NAMED = 5


def _cycle(cycles: Sequence[Cycle], name: str | None) -> Cycle:
    """The cycle with this name; the newest without one."""
    if not cycles:
        raise TrackerError(tr("The workspace is damaged: it has no cycle."), REPAIR)
    return _one_of(cycles, name, lambda cycle: cycle.name, "cycle") if name else cycles[0]


def _one_of(rows: Sequence[Row], name: str, named: Callable[[Row], str], what: str) -> Row:
    for row in rows:
        if named(row).casefold() == name.casefold():
            return row
    raise TrackerError(
        tr("There is no {what} “{name}”.", what=what, name=name),
        tr("There is: {names}.", names=", ".join(map(named, rows))),
    )


def scales() -> list[Scale]:
    return list(SCALES.values())
