"""Which paragraphs the checklist shows, and how many each choice of a filter would show. Free of Qt."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tracker.domain.casework.assessments import Assessment, ParagraphRow, Stage
from tracker.domain.casework.fields import fields_of
from tracker.domain.casework.levels import Level
from tracker.domain.casework.requirements import lacks, unproven, unreasoned
from tracker.domain.reports.gaps import Gap
from tracker.domain.text.folding import folded
from tracker.i18n import QT_TR_NOOP

ALL = ""
MEMBER_STATES = "Member States"


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a filter: its `key` within the group, its label, and which rows it lets through."""

    key: str
    words: str
    admits: Callable[[ParagraphRow], bool] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Group:
    """A filter. A `required` one always has a choice; others are off (ALL) until one is made."""

    key: str
    words: str
    choices: tuple[Choice, ...]
    required: bool = False


@dataclass(frozen=True, slots=True)
class Filters:
    """The choice made in each group, as pairs (group key, choice key), and the search text."""

    chosen: tuple[tuple[str, str], ...] = ()
    search: str = ""

    def choice(self, group: str) -> str:
        return dict(self.chosen).get(group, ALL)

    def optional(self, groups: Sequence[Group]) -> list[Choice]:
        """The choices that are made beside the required ones."""
        return [
            choice
            for group in groups
            for choice in group.choices
            if not group.required and choice.key == self.choice(group.key)
        ]

    def with_choice(self, group: str, choice: str) -> "Filters":
        return replace(self, chosen=tuple({**dict(self.chosen), group: choice}.items()))


def groups(symbols: Sequence[str], themes: Sequence[tuple[str, str]], today: date) -> list[Group]:
    """The filters of the checklist. `themes`: (name, short name)."""

    def gap(key: str, words: str, admits: Callable[[ParagraphRow], bool]) -> Choice:
        return Choice(key, words, admits)

    def instrument(symbol: str) -> Choice:
        return Choice(symbol, symbol, lambda row: row.symbol == symbol)

    def theme(name: str, short: str) -> Choice:
        return Choice(name, short, lambda row: row.theme == name)

    def level(value: Level) -> Choice:
        return Choice(value.value, value.short, lambda row: row.standing == value)

    def stage(value: Stage) -> Choice:
        return Choice(value.value, value.value, lambda row: row.assessed and row.assessment.stage == value)

    instruments = [instrument(symbol) for symbol in symbols]
    if len(symbols) > 1:
        instruments.append(Choice(ALL, QT_TR_NOOP("All instruments"), lambda row: True))
    return [
        Group("instrument", QT_TR_NOOP("Instrument"), tuple(instruments), required=True),
        Group(
            "addressee",
            QT_TR_NOOP("Addressed to"),
            (
                Choice(MEMBER_STATES, QT_TR_NOOP("Member States"), lambda row: row.to_member_states),
                Choice(ALL, QT_TR_NOOP("Everyone"), lambda row: True),
            ),
            required=True,
        ),
        Group("theme", QT_TR_NOOP("Theme"), tuple(theme(name, short) for name, short in themes)),
        Group("level", QT_TR_NOOP("Level"), tuple(level(value) for value in Level)),
        Group("stage", QT_TR_NOOP("Review stage"), tuple(stage(value) for value in Stage)),
        Group(
            "gap",
            QT_TR_NOOP("Gaps"),
            (
                gap("measure", Gap.MEASURE.value, lambda row: lacks(row, "measure")),
                gap("evidence", Gap.EVIDENCE.value, lambda row: lacks(row, "evidence")),
                gap(
                    "reason",
                    QT_TR_NOOP("Not applicable, no reason"),
                    unreasoned,
                ),
                gap("comments", QT_TR_NOOP("With open comments"), lambda row: row.comments > 0),
                gap("suspect", Gap.SUSPECT.value, lambda row: row.suspect),
                gap("overdue", Gap.OVERDUE.value, lambda row: row.overdue(today)),
                gap(
                    "unproven",
                    QT_TR_NOOP("Fully, without evidence"),
                    unproven,
                ),
            ),
        ),
    ]


class Index:
    """The rows with their searchable text and the choices that let them through. Both are computed once and updated row
    by row, so that a keystroke in the search field only compares sets."""

    def __init__(self, rows: Iterable[ParagraphRow], groups: Sequence[Group]) -> None:
        self.rows = list(rows)
        self._groups = groups
        self._words = [_searchable(row) for row in self.rows]
        self._fits = [self._choices(row) for row in self.rows]
        self._position = {row.id: position for position, row in enumerate(self.rows)}

    def replace(self, row: ParagraphRow) -> bool:
        """Store the current state of a row; returns whether it has changed."""
        position = self._position[row.id]
        if self.rows[position] == row:
            return False
        self.rows[position] = row
        self._words[position] = _searchable(row)
        self._fits[position] = self._choices(row)
        return True

    def matching(self, filters: Filters) -> list[ParagraphRow]:
        """The rows that the filters let through, in order."""
        chosen = self._chosen(filters)
        return [self.rows[position] for position in self._found(filters.search) if chosen <= self._fits[position]]

    def counts(self, filters: Filters) -> dict[tuple[str, str], int]:
        """How many numbered paragraphs each (group, choice) would show, given what is chosen in the other groups."""
        chosen = self._chosen(filters)
        counts = {(group.key, choice.key): 0 for group in self._groups for choice in group.choices}
        for position in self._found(filters.search):
            if self.rows[position].parent_id is not None:
                continue
            fits = self._fits[position]
            failing = {group for group, _ in chosen - fits}
            if len(failing) < 2:
                for group, choice in fits:
                    if not failing or group in failing:
                        counts[group, choice] += 1
        return counts

    def _choices(self, row: ParagraphRow) -> frozenset[tuple[str, str]]:
        """The choices that let a row through: (group, choice)."""
        return frozenset(
            (group.key, choice.key) for group in self._groups for choice in group.choices if choice.admits(row)
        )

    def _chosen(self, filters: Filters) -> frozenset[tuple[str, str]]:
        return frozenset(
            (group.key, choice.key)
            for group in self._groups
            for choice in group.choices
            if choice.key == filters.choice(group.key) != ALL
        )

    def _found(self, search: str) -> Iterable[int]:
        """The positions of the rows that contain every word searched for."""
        search_words = folded(search).split()
        if not search_words:
            return range(len(self.rows))
        return [position for position, text in enumerate(self._words) if all(word in text for word in search_words)]


def _searchable(row: ParagraphRow) -> str:
    return folded(
        "\n".join(
            (
                row.label,
                row.text,
                "; ".join(row.addressees),
                *(str(getattr(row.assessment, name)) for name, one in fields_of(Assessment).items() if one.searchable),
            )
        )
    )
