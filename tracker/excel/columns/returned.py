"""Which columns of a sheet that comes back are which: its hidden ones say it, whatever language it was written in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.domain.casework.levels import TRACKER
from tracker.domain.casework.registers import Register
from tracker.excel.columns import Column
from tracker.excel.columns.matrix import STATE_HEADING, matrix_columns
from tracker.excel.columns.registers import evidence_columns, measure_columns
from tracker.excel.columns.returning import FINGERPRINT, KEY, SENT, STATE, SentColumn, sent_column
from tracker.i18n import Message, tr


@dataclass(frozen=True, slots=True)
class ReturnedColumns:
    """The numbers of columns, from 1; 0 is none. `fields` says where each field was filled in, and where it stands as
    it was sent; `faults` what is wrong with a column."""

    register: Register | None
    key: int
    sent: int
    fingerprint: int
    state: int
    fields: Mapping[str, tuple[int, int]]
    faults: Sequence[tuple[int, Message]]


def returned_columns(headings: Mapping[int, str]) -> ReturnedColumns:
    """The columns of a sheet with these headings."""
    hidden = {number: found for number, words in headings.items() if (found := sent_column(words))}
    hidden = hidden or dict(_as_before(headings))
    register = next((one.register for one in hidden.values()), None)
    numbers = {one.field: number for number, one in reversed(list(hidden.items())) if one.register is register}
    key, sent, fingerprint = (
        next((number for number, words in headings.items() if words == name), 0) for name in (KEY, SENT, FINGERPRINT)
    )
    visible = {n: plain(words) for n, words in headings.items() if n not in {*hidden, key, sent, fingerprint}}
    state_words = plain(hidden[numbers[STATE]].heading if STATE in numbers else STATE_HEADING.text)
    state = next((number for number, words in visible.items() if words == state_words), 0)
    fields: dict[str, tuple[int, int]] = {}
    faults: list[tuple[int, Message]] = []
    expected = expected_columns(register)
    names = [_words(one, hidden.get(numbers.get(one.field, 0))) for one in expected]
    for i, column in enumerate(expected):
        if not column.field or column.field not in numbers:
            continue
        number = numbers[column.field]
        here = [one for one, words in visible.items() if words in names[i]] or _beside(names, i, visible)
        if len(here) == 1:
            fields[column.field] = here[0], number
        else:
            faults.append((number, _fault(hidden[number].heading, twice=bool(here))))
    return ReturnedColumns(register, key, sent, fingerprint, state, fields, faults)


def expected_columns(register: Register | None) -> list[Column]:
    """The columns that a sheet may have, in their order; those of the matrix for None."""
    if register is Register.MEASURE:
        return measure_columns(True)
    return evidence_columns(True) if register else matrix_columns(TRACKER, True, True)


def plain(words: str) -> str:
    """A heading as it is compared."""
    return " ".join(words.split()).casefold()


_MARKS = {Register.MEASURE: "Measure", Register.EVIDENCE: "Evidence"}
"""The headings by which the registers were told from the matrix."""


def _as_before(headings: Mapping[int, str]) -> Iterator[tuple[int, SentColumn]]:
    """The hidden columns of a workbook from before they named fields: "Rationale as sent", in English always."""
    numbers = {plain(words): number for number, words in reversed(list(headings.items()))}
    register = next((one for one, mark in _MARKS.items() if plain(f"{mark} as sent") in numbers), None)
    for column in expected_columns(register):
        number = numbers.get(plain(f"{column.name} as sent"))
        if column.field and number:
            yield number, SentColumn(register, column.field, column.name)


def _words(column: Column, hidden: SentColumn | None) -> set[str]:
    """What may stand over a column: what stood there when it was sent, where that is known."""
    return {plain(hidden.heading)} if hidden else {plain(column.name), plain(str(column.heading))}


def _beside(names: Sequence[set[str]], i: int, visible: Mapping[int, str]) -> list[int]:
    """The column that must be the one with the names `i`, though its heading was changed: beside one of its neighbours
    stands one with a heading that none has."""
    strange = {number for number, words in visible.items() if not any(words in one for one in names)}
    neighbours = (*names[max(i - 1, 0) : i], *names[i + 1 : i + 2])
    beside = [number for name in neighbours for number, words in visible.items() if words in name]
    return [number for at in beside for number in (at + 1, at - 1) if number in strange][:1]


def _fault(heading: str, twice: bool) -> Message:
    if twice:
        return tr("The column “{heading}” is twice; nothing is imported from it.", code="column.twice", heading=heading)
    return tr("The column “{heading}” is nowhere; nothing is imported from it.", code="column.missing", heading=heading)
