"""A workbook that comes back filled in: what was sent, what was returned, what is held now, compared cell by cell."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from tracker.domain.casework.assessments import Assessment
from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.fields import labels_of
from tracker.domain.casework.levels import Level, Scale
from tracker.domain.casework.measures import Measure, same
from tracker.domain.casework.registers import Register
from tracker.domain.casework.three_way import Verdict, compare
from tracker.domain.instruments.paragraph_ref import ParagraphRef
from tracker.domain.text.text import folded
from tracker.i18n import ENGLISH, QT_TR_NOOP, Message, tr


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that can't be read, and why, in one sentence."""

    why: Message


Value = str | date | StrEnum | tuple[str, ...] | None
"""A text ("" for none), a date, a level or other word of a list, or paragraphs as "A/RES/74/178, 19"."""


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a workbook, for a person to find: "matrix.xlsx", "Compliance Matrix", "H23"."""

    book: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class Origin:
    """What a row says of the workbook that was sent: from which workspace, when (UTC), to whom, on which scale and in
    which language."""

    workspace: str
    at: datetime
    recipient: str
    scale: Scale
    language: str = ENGLISH


@dataclass(frozen=True, slots=True)
class About:
    """What a returned row is about: the assessment of a paragraph by a State in a cycle, or a row of a register, by its
    `uid`, or by its `row_id` in this workspace."""

    state: str
    cycle: str = ""
    symbol: str = ""
    label: str = ""
    register: Register | None = None
    row_id: int = 0
    uid: str = ""

    @property
    def paragraph(self) -> ParagraphRef:
        return ParagraphRef(self.symbol, self.label)


class Given(NamedTuple):
    """The value of a cell as it was sent and as it was returned, and the cell, such as "H23"."""

    sent: Value | Unread
    returned: Value | Unread
    cell: str


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row that was sent, by the names of its fields. `fingerprint` is that of the paragraph's words then."""

    about: About
    origin: Origin
    place: Place
    fingerprint: str
    fields: Mapping[str, Given]


@dataclass(frozen=True, slots=True)
class NewRow:
    """A measure or piece of evidence that was written into an empty row. `paragraphs` are those it is said to answer or
    support. `state` is a code, or what was typed. `match`: the id of the row of the register that it looks like, and
    its title. `twin`: the row of another workbook that it looks like. `doubt`: what
    of it could not be read, so that it should be looked at first."""

    place: Place
    origin: Origin
    state: str
    what: Measure | Evidence
    paragraphs: tuple[str, ...] = ()
    match: tuple[int, str] | None = None
    twin: Place | None = None
    doubt: Message | None = None

    @property
    def register(self) -> Register:
        return Register.MEASURE if isinstance(self.what, Measure) else Register.EVIDENCE


@dataclass(frozen=True, slots=True)
class Problem:
    """What can't be imported, and where, in one sentence. `about` is the paragraph and field where that is known."""

    place: Place
    what: Message
    about: Message | str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """A returned workbook as it was read. `new` rows with the cells of the fields that were filled in."""

    rows: tuple[ReturnedRow, ...]
    new: tuple[tuple[NewRow, Mapping[str, str]], ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One field that comes back with another value. Where it conflicts, `why` says with what, in one sentence. `title`
    is that of the row of a register, `drafts` says that a settled assessment would be a draft again."""

    about: About
    field: str
    sent: Value
    returned: Value
    held: Value
    place: Place
    origin: Origin
    why: Message | None = None
    title: str = ""
    drafts: bool = False

    @property
    def clears(self) -> bool:
        """What was sent was taken out there; a cell that was sent empty and came back so is no change."""
        return self.returned in (None, "", (), Level.NOT_ASSESSED)

    def words(self, value: Value, language: str = "") -> str:
        """A value as workbooks show it, in a language; "" is the one in use."""
        if isinstance(value, Level):
            return tr(self.origin.scale.words[value]).in_language(language)
        return shown(value, language)

    @property
    def field_words(self) -> str:
        """The field as the window, history and the workbook call it."""
        return str(_field_words(self.about, self.field))


def _field_words(about: About, field: str) -> Message:
    label = _FIELDS[about.register].get(field, field)
    return tr(label)


_FIELDS: dict[Register | None, dict[str, str]] = {
    None: labels_of(Assessment),
    Register.MEASURE: labels_of(Measure) | {"paragraphs": QT_TR_NOOP("Answers paragraphs")},
    Register.EVIDENCE: labels_of(Evidence) | {"paragraphs": QT_TR_NOOP("Supports paragraphs")},
}


def shown(value: Value, language: str = "") -> str:
    """A value as workbooks show it, in a language; "" is the one in use."""
    if value is None:
        return ""
    if isinstance(value, StrEnum):
        words = tr(value.value).in_language(language)
        return words[:1].upper() + words[1:]
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str) else "; ".join(value)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What importing workbooks would do: nothing of it is written yet. `counts` says of how many cells what became
    of them, `origins` from where the rows came."""

    changes: tuple[Change, ...] = ()
    conflicts: tuple[Change, ...] = ()
    new: tuple[NewRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    counts: Mapping[Verdict, int] = field(default_factory=dict)


_OTHER_WORDS = tr("The words of the paragraph have changed since the workbook was sent.", code="conflict.words-changed")
_OTHER_VALUE = tr("It has changed here too since the workbook was sent.", code="conflict.changed-here")


def compare_row(
    row: ReturnedRow, held: Mapping[str, Value], fingerprint: str, title: str = "", settled: bool = False
) -> tuple[list[Change], list[Problem], Counter[Verdict]]:
    """The fields of a row that come back with other values than are `held`; a change with a `why` is a conflict.

    `fingerprint` is that of the paragraph's words now. `settled` says that the assessment is submitted or accepted.
    """
    changes, problems = [], []
    counts: Counter[Verdict] = Counter()
    for name, (sent, returned, cell) in row.fields.items():
        if isinstance(returned, Unread):
            problems.append(Problem(replace(row.place, cell=cell), returned.why, _named(row.about, name, title)))
            continue
        if isinstance(sent, Unread):
            sent = None
        found = compare(sent, returned, held[name])
        counts[found] += 1
        if found in (Verdict.THEIRS, Verdict.CONFLICT):
            other = _OTHER_VALUE if found is Verdict.CONFLICT else None
            why = _OTHER_WORDS if row.fingerprint != fingerprint else other
            drafts = settled and name in ("law", "practice", "level", "rationale")
            place = replace(row.place, cell=cell)
            change = Change(row.about, name, sent, returned, held[name], place, row.origin, why, title, drafts)
            changes.append(change)
    return changes, problems, counts


def _named(about: About, field: str, title: str) -> Message:
    """The field of a paragraph or of a row of a register: "A/RES/74/178, 19: Level"."""
    words = f"“{title}”" if about.register else str(about.paragraph)
    return tr("{row}: {field}", row=words, field=_field_words(about, field))


def together(comparisons: Sequence[Comparison]) -> Comparison:
    """Several workbooks as one: what two of them say alike is said once, where they differ it is a conflict."""
    by_cell: dict[tuple[About, str], list[Change]] = {}
    for one in comparisons:
        for change in (*one.changes, *one.conflicts):
            alike = by_cell.setdefault((change.about, change.field), [])
            if all(other.returned != change.returned for other in alike):
                alike.append(change)
    every = [
        replace(change, why=change.why or _other_book(change, alike)) if len(alike) > 1 else change
        for alike in by_cell.values()
        for change in alike
    ]
    counts: Counter[Verdict] = Counter()
    for one in comparisons:
        counts.update(one.counts)
    return Comparison(
        tuple(change for change in every if not change.why),
        tuple(change for change in every if change.why),
        _with_twins([row for one in comparisons for row in one.new]),
        tuple(problem for one in comparisons for problem in one.problems),
        counts,
    )


def _other_book(change: Change, alike: Iterable[Change]) -> Message:
    place = next(one for one in alike if one is not change).place
    return tr(
        "{file} has something else in {sheet}, {cell}.",
        code="conflict.other-workbook",
        file=place.book,
        sheet=place.sheet,
        cell=place.cell,
    )


def _with_twins(rows: Sequence[NewRow]) -> tuple[NewRow, ...]:
    """New rows, each that looks like one before it with the place of that one."""
    found: list[NewRow] = []
    for row in rows:
        alike = (one for one in found if one.state == row.state and look_alike(one.what, row.what))
        twin = None if row.match else next(alike, None)
        found.append(replace(row, twin=twin.place) if twin else row)
    return tuple(found)


def look_alike(one: Measure | Evidence, other: Measure | Evidence) -> bool:
    """Whether two measures, or two pieces of evidence, look like one."""
    if isinstance(one, Measure):
        return isinstance(other, Measure) and same(one, other)
    return isinstance(other, Evidence) and folded(one.title).split() == folded(other.title).split()
