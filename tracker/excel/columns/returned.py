"""Identifies the columns of a returned sheet, in any language, by its hidden columns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.domain.casework.levels import TRACKER
from tracker.domain.casework.registers import Register
from tracker.domain.text.text import seen
from tracker.excel.columns import Column
from tracker.excel.columns.matrix import matrix_columns
from tracker.excel.columns.registers import evidence_columns, measure_columns
from tracker.excel.columns.returning import FINGERPRINT, KEY, SEAL, SENT, STATE, SentColumn, naming, sent_column
from tracker.i18n import Message, tr


@dataclass(frozen=True, slots=True)
class ReturnedColumns:
    """Column numbers from 1; 0 if there is none. `fields` gives for each field the column that was filled in and the
    hidden column with the value as sent; `names` the same for the columns that say, for people, what a row is about;
    `renamed` the heading as sent and as returned of each field whose heading was changed. `faults` are the problems,
    each with its column."""

    register: Register | None
    key: int
    seal: int
    sent: int
    fingerprint: int
    fields: Mapping[str, tuple[int, int]]
    names: Mapping[str, tuple[int, int]]
    renamed: Mapping[str, tuple[str, str]]
    faults: Sequence[tuple[int, Message]]

    @property
    def state(self) -> int:
        return self.names.get(STATE, (0, 0))[0]


def returned_columns(headings: Mapping[int, str]) -> ReturnedColumns:
    """The columns of a sheet with these headings, by column number."""
    hidden = {number: parsed for number, words in headings.items() if (parsed := sent_column(words))}
    hidden = hidden or dict(_as_before(headings))
    register = next((column.register for column in hidden.values()), None)
    numbers = {column.field: number for number, column in reversed(list(hidden.items())) if column.register is register}
    key, seal, sent, fingerprint = (
        next((number for number, words in headings.items() if words == name), 0)
        for name in (KEY, SEAL, SENT, FINGERPRINT)
    )
    visible = {n: plain(words) for n, words in headings.items() if n not in {*hidden, key, seal, sent, fingerprint}}
    fields: dict[str, tuple[int, int]] = {}
    renamed: dict[str, tuple[str, str]] = {}
    faults: list[tuple[int, Message]] = []
    expected = expected_columns(register)
    names = [_words(column, hidden.get(numbers.get(column.field, 0))) for column in expected]
    for i, column in enumerate(expected):
        if not column.field or column.field not in numbers:
            continue
        number = numbers[column.field]
        candidates = [candidate for candidate, words in visible.items() if words in names[i]]
        if not candidates and (candidates := _beside(names, i, visible)):
            renamed[column.field] = hidden[number].heading, headings[candidates[0]]
        if len(candidates) == 1:
            fields[column.field] = candidates[0], number
        else:
            faults.append((number, _fault(hidden[number].heading, twice=bool(candidates))))
    naming_columns = dict(_names(expected, hidden, numbers, visible))
    return ReturnedColumns(register, key, seal, sent, fingerprint, fields, naming_columns, renamed, faults)


def _names(
    expected: Sequence[Column],
    hidden: Mapping[int, SentColumn],
    numbers: Mapping[str, int],
    visible: Mapping[int, str],
) -> Iterator[tuple[str, tuple[int, int]]]:
    """The columns that say what a row is about, where they are there once."""
    for column in expected:
        if name := naming(column):
            number = numbers.get(name, 0)
            found = [seen for seen, words in visible.items() if words in _words(column, hidden.get(number))]
            if len(found) == 1:
                yield name, (found[0], number)


def expected_columns(register: Register | None) -> list[Column]:
    """The columns that a sheet may have, in order; those of the matrix for None."""
    if register is Register.MEASURE:
        return measure_columns(True)
    return evidence_columns(True) if register else matrix_columns(TRACKER, True, True)


def plain(words: str) -> str:
    """A heading in a form for comparison."""
    return " ".join(seen(words).split()).casefold()


_MARKS = {Register.MEASURE: "Measure", Register.EVIDENCE: "Evidence"}
"""Headings that tell the registers from the matrix in workbooks of earlier versions."""


def _as_before(headings: Mapping[int, str]) -> Iterator[tuple[int, SentColumn]]:
    """The hidden columns of a workbook of an earlier version, which names headings: "Rationale as sent", always
    English."""
    numbers = {plain(words): number for number, words in reversed(list(headings.items()))}
    register = next((candidate for candidate, mark in _MARKS.items() if plain(f"{mark} as sent") in numbers), None)
    for column in expected_columns(register):
        number = numbers.get(plain(f"{column.name} as sent"))
        if column.field and number:
            yield number, SentColumn(register, column.field, column.name)


def _words(column: Column, hidden: SentColumn | None) -> set[str]:
    """The headings that a column may have: the one it was sent with, if known; else those in English and the current
    language."""
    return {plain(hidden.heading)} if hidden else {plain(column.name), plain(str(column.heading))}


def _beside(names: Sequence[set[str]], i: int, visible: Mapping[int, str]) -> list[int]:
    """The column that must be number `i` of `names` although its heading was changed: one with an unknown heading
    beside a neighbour of it. A list of one column number, or empty."""
    strange = {number for number, words in visible.items() if not any(words in known for known in names)}
    neighbours = (*names[max(i - 1, 0) : i], *names[i + 1 : i + 2])
    beside = [number for neighbour in neighbours for number, words in visible.items() if words in neighbour]
    return [number for known in beside for number in (known + 1, known - 1) if number in strange][:1]


def _fault(heading: str, twice: bool) -> Message:
    if twice:
        return tr("The column “{heading}” is twice; nothing is imported from it.", code="column.twice", heading=heading)
    return tr("The column “{heading}” is nowhere; nothing is imported from it.", code="column.missing", heading=heading)
