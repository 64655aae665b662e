"""Gather what a compliance workbook shows and write it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

from tracker.domain import states
from tracker.domain.casework import MemberState
from tracker.domain.levels import SCALES, Scale
from tracker.domain.matrix import Matrix, MatrixRow, Sheet, usual_sheets
from tracker.errors import TrackerError
from tracker.operations.since import since_when
from tracker.operations.themes import theme_names
from tracker.operations.workspaces import state_aliases
from tracker.store import queries, registers
from tracker.store.beside import read_beside
from tracker.store.workspace import Workspace

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to export. States by code or name; cycle, instruments and scale by name (None: the newest; (): all).
    `sheets`: () for those that have something to show. `since`: what the sheet Changes begins with, a day
    ("2026-01-31") or the path of an earlier workbook; "" for all that ever changed."""

    states: tuple[str, ...]
    cycle: str | None = None
    instruments: tuple[str, ...] = ()
    scale: str = "tracker"
    for_return: bool = False
    to_member_states_only: bool = False
    sheets: tuple[Sheet, ...] = ()
    since: str = ""


def gather(workspace: Workspace, wanted: Wanted) -> Matrix:
    """The rows of the workbook as they stand now. Raises TrackerError for a State, cycle, symbol or scale not there."""
    scale = _one_of(list(SCALES.values()), wanted.scale, lambda s: s.name, "scale")
    since, since_words = since_when(wanted.since)
    now = datetime.now(UTC)
    with workspace.read() as connection:
        known = queries.member_states(connection)
        chosen = tuple(dict.fromkeys(_state(known, words) for words in wanted.states))
        cycles = queries.cycles(connection)
        if not cycles:
            raise TrackerError("The workspace is damaged: it has no cycle.", "Go back to a backup of it.")
        cycle = _one_of(cycles, wanted.cycle, lambda c: c.name, "cycle") if wanted.cycle else cycles[0]
        held = queries.instruments(connection)
        instruments = [_one_of(held, symbol, lambda i: i.symbol, "instrument") for symbol in wanted.instruments] or held
        symbols = {instrument.symbol for instrument in instruments}
        rows: list[MatrixRow] = []
        for state in chosen:
            measures, evidence = registers.linked(connection, state.code)
            rows += [
                MatrixRow(state, row, measures.get(row.id, ()), evidence.get(row.id, ()))
                for row in queries.checklist(connection, state.code, cycle.id)
                if row.symbol in symbols and (row.to_member_states or not wanted.to_member_states_only)
            ]
        paragraphs = frozenset(row.paragraph.id for row in rows)
        sheets = wanted.sheets or usual_sheets(wanted.for_return, bool(since), commented=True)
        beside = read_beside(connection, sheets, chosen, cycle.id, paragraphs, since, now)
        if not wanted.sheets:
            sheets = usual_sheets(wanted.for_return, bool(since), bool(beside.comments))
        return Matrix(
            states=chosen,
            cycle=cycle.name,
            instruments=tuple(instruments),
            scale=scale,
            made_on=date.today(),
            rows=tuple(rows),
            measures=tuple((s, row) for s in chosen for row in registers.measures(connection, s.code)),
            evidence=tuple((s, row) for s in chosen for row in registers.evidence(connection, s.code)),
            for_return=wanted.for_return,
            sheets=sheets,
            beside=replace(beside, since=since_words, themes=tuple(name for name, _ in theme_names())),
        )


def sheet_named(name: str) -> Sheet:
    """The sheet that is meant. Raises TrackerError where there is none."""
    return _one_of(list(Sheet), name.strip(), lambda sheet: sheet.value, "sheet")


def export(
    workspace: Workspace, path: Path, wanted: Wanted, progress: Callable[[int, int], None] = lambda _done, _whole: None
) -> list[str]:
    """Write the workbook; returns what it could not show whole. Raises TrackerError when it can't be written."""
    from tracker.excel import workbook

    return workbook.write(path, gather(workspace, wanted), progress)


def _state(known: Sequence[MemberState], words: str) -> MemberState:
    """The Member State that is meant beyond doubt; a part of a name may mean another one than was thought."""
    if found := states.named(known, state_aliases(), words):
        return found[0]
    alike = states.alike(known, state_aliases(), words) if words.strip() else []
    meant = " or ".join(f"{state.code} ({state.name})" for state in alike[:_NAMED])
    hint = f" Did you mean {meant}{', or another one' if len(alike) > _NAMED else ''}?" if alike else ""
    raise TrackerError(
        f"There is no Member State with the code or name {words}.{hint}",
        "Use its ISO 3166-1 alpha-3 code, such as KEN, or its name.",
    )


_NAMED = 5


def _one_of(rows: Sequence[Row], name: str, named: Callable[[Row], str], what: str) -> Row:
    for row in rows:
        if named(row).casefold() == name.casefold():
            return row
    raise TrackerError(f"There is no {what} “{name}”.", f"There is: {', '.join(map(named, rows))}.")


def scales() -> list[Scale]:
    return list(SCALES.values())
