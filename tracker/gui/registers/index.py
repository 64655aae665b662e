"""Which rows a register shows, and in which order. Free of Qt."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.domain.casework.evidence import (
    OLD_AFTER,
    EvidenceRow,
    EvidenceType,
    Reliability,
    SourceClass,
    last_year,
    years_old,
)
from tracker.domain.casework.measures import MeasureStatus, MeasureType
from tracker.domain.casework.registers import Register
from tracker.domain.text.folding import folded
from tracker.gui.kit.i18n import tr
from tracker.gui.registers.columns import Order, Row, Words, choice_words, value_of

ALL = ""


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """A filter: its key, its label while it lets everything through, its choices (key, label), and `of`, which returns
    the key of the choice that a row belongs to."""

    key: str
    words: str
    choices: tuple[tuple[str, str], ...]
    of: Words


def _by(words: str, field: str, kind: type[StrEnum]) -> RegisterFilter:
    choices = tuple((choice.value, choice_words(choice)) for choice in kind)
    return RegisterFilter(field, words, choices, lambda row: getattr(value_of(row), field).value)


def register_filters(register: Register, today: date) -> tuple[RegisterFilter, ...]:
    """The filters of a register."""
    linked = RegisterFilter(
        "linked",
        tr("Linked or not"),
        (("linked", tr("Linked to a paragraph")), ("not", tr("Not linked"))),
        lambda row: "linked" if row.paragraphs else "not",
    )
    if register is Register.MEASURE:
        return (
            _by(tr("All types"), "type", MeasureType),
            _by(tr("Any status"), "status", MeasureStatus),
            linked,
        )

    def age(row: EvidenceRow) -> str:
        if last_year(row.evidence.speaks_of) is None:
            return "unknown"
        return "old" if years_old(row.evidence, today) else "recent"

    ages = (
        ("recent", tr("Speaks of the last {years} years").format(years=OLD_AFTER)),
        ("old", tr("Speaks of earlier years")),
        ("unknown", tr("Time not said")),
    )
    return (
        _by(tr("All types"), "type", EvidenceType),
        _by(tr("All sources"), "source_class", SourceClass),
        _by(tr("Any reliability"), "reliability", Reliability),
        linked,
        RegisterFilter("age", tr("Any time"), ages, age),
    )


class RegisterIndex:
    """The rows of a register by id, their order, their searchable text, and the choice of each filter that they belong
    to. Built once and updated row by row."""

    def __init__(
        self,
        filters: Sequence[RegisterFilter],
        searchable: Callable[[Row], str],
        order: Order,
        descending: bool,
    ) -> None:
        self.rows: dict[int, Row] = {}
        self.sorted: list[int] = []
        self._filters = filters
        self._searchable = searchable
        self._order, self._descending = order, descending
        self._words: dict[int, str] = {}
        self._keys: dict[int, tuple[str, ...]] = {}

    def fill(self, rows: Iterable[Row]) -> None:
        """Replace all rows with these."""
        self.rows, self._words, self._keys = {}, {}, {}
        for row in rows:
            self.put(row)
        self.sorted = self.in_order(self.rows)

    def sort(self, order: Order, descending: bool) -> None:
        self._order, self._descending = order, descending
        self.sorted = self.in_order(self.sorted)

    def put(self, row: Row) -> None:
        """Add or update a row; `put_in` gives a new one its place in the order."""
        self.rows[row.id] = row
        self._words[row.id] = folded(self._searchable(row))
        self._keys[row.id] = tuple(register_filter.of(row) for register_filter in self._filters)

    def put_in(self, ids: Iterable[int]) -> None:
        """Insert new rows into the order."""
        for row_id in ids:
            self.sorted.insert(self.place(row_id, self.sorted), row_id)

    def in_order(self, ids: Iterable[int]) -> list[int]:
        return sorted(ids, key=lambda row_id: self._order(self.rows[row_id]), reverse=self._descending)

    def place(self, row_id: int, among: Sequence[int]) -> int:
        """The position at which to insert a row into `among`, ids that are in order."""
        key, low, high = self._order(self.rows[row_id]), 0, len(among)
        while low < high:
            middle = (low + high) // 2
            other = self._order(self.rows[among[middle]])
            before = key > other if self._descending else key < other
            low, high = (low, middle) if before else (middle + 1, high)
        return low

    def take_out(self, ids: set[int]) -> None:
        self.sorted = [row_id for row_id in self.sorted if row_id not in ids]
        for row_id in ids:
            del self.rows[row_id], self._words[row_id], self._keys[row_id]

    def found(self, search: str, chosen: Sequence[str], among: Sequence[int] | None = None) -> list[int]:
        """The ids of the rows that match the search and the filters, in order, out of `among` (None: all rows).
        `chosen`: the key chosen in each filter, ALL for a filter that lets everything through."""
        ids = list(self.sorted if among is None else among)
        for search_word in folded(search).split():
            ids = [row_id for row_id in ids if search_word in self._words[row_id]]
        for number, key in enumerate(chosen):
            if key != ALL:
                ids = [row_id for row_id in ids if self._keys[row_id][number] == key]
        return ids

    def counts(self, search: str, chosen: Sequence[str], number: int) -> Counter[str]:
        """How many rows each choice of the filter `number` would show, given what is chosen in the others."""
        others = [ALL if other == number else key for other, key in enumerate(chosen)]
        return Counter(self._keys[row_id][number] for row_id in self.found(search, others))
