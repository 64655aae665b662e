"""Compares a returned workbook cell by cell: the value as sent, as returned, and as stored now."""

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
from tracker.domain.text.folding import folded
from tracker.i18n import ENGLISH, QT_TR_NOOP, Message, tr


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that can't be read, and why, in one sentence. `shown` is what it shows all the same: what its formula came
    to, or in brackets that this is not known."""

    why: Message
    shown: Message | str = ""


Value = str | date | StrEnum | tuple[str, ...] | None
"""A text ("" for none), a date, a level or another enumeration member, or paragraphs such as "A/RES/74/178, 19"."""


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a workbook, as a person finds it: "matrix.xlsx", "Compliance Matrix", "H23"; "" for all of a sheet."""

    book: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class Origin:
    """What a row says about the workbook that was sent: from which workspace, when (UTC), to whom, on which scale and
    in which language; `uid` is its own, "" in workbooks of earlier versions."""

    workspace: str
    at: datetime
    recipient: str
    scale: Scale
    language: str = ENGLISH
    uid: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What a returned row is about: the assessment of a paragraph by a State in a cycle, or a row of a register,
    identified by its `uid`, or by its `row_id` in this workspace."""

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
    """The value of a cell as it was sent and as it was returned, and the cell's address, such as "H23". `doubt`: why a
    change must be asked about."""

    sent: Value | Unread
    returned: Value | Unread
    cell: str
    doubt: Message | None = None


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row that was sent, its values by field name. `fingerprint` is that of the paragraph's words when it was sent;
    `sent_key` the key under which the workspace has a record of the row, "" where it has none."""

    about: About
    origin: Origin
    place: Place
    fingerprint: str
    fields: Mapping[str, Given]
    sent_key: str = ""


@dataclass(frozen=True, slots=True)
class NewRow:
    """A measure or piece of evidence that was added in an empty row. `paragraphs` are those it should answer or
    support. `state` is a code, or what was typed. `match`: id and title of the register's row that it looks like.
    `duplicate`: the similar row of another workbook. `doubt`: what could not be read in it, so that it should be
    checked first."""

    place: Place
    origin: Origin
    state: str
    what: Measure | Evidence
    paragraphs: tuple[str, ...] = ()
    match: tuple[int, str] | None = None
    duplicate: Place | None = None
    doubt: Message | None = None

    @property
    def register(self) -> Register:
        return Register.MEASURE if isinstance(self.what, Measure) else Register.EVIDENCE


@dataclass(frozen=True, slots=True)
class Problem:
    """What can't be imported, where, and why, in one sentence. `about` is the paragraph and field if they are known."""

    place: Place
    what: Message
    about: Message | str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What is written where nothing is read, and `where` in words; `about` is what its row is about, if that is
    known."""

    place: Place
    words: str
    where: Message
    about: About | None = None


@dataclass(frozen=True, slots=True)
class Returned:
    """A returned workbook as it was read. Each of the `new` rows comes with the cells of the fields that were filled
    in."""

    rows: tuple[ReturnedRow, ...]
    new: tuple[tuple[NewRow, Mapping[str, str]], ...]
    problems: tuple[Problem, ...]
    written: tuple[Written, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One field that comes back with another value. For a conflict, `why` names it in one sentence. `title` is that of
    the register's row; `drafts`: the change would make a submitted or accepted assessment a draft again; `sent_key` is
    that of the ReturnedRow."""

    about: About
    field: str
    sent: Value
    returned: Value
    stored: Value
    place: Place
    origin: Origin
    why: Message | None = None
    title: str = ""
    drafts: bool = False
    sent_key: str = ""

    @property
    def clears(self) -> bool:
        """Whether the change empties the field. (A cell that was sent empty and comes back empty is no change.)"""
        return self.returned in (None, "", (), Level.NOT_ASSESSED)

    def words(self, value: Value, language: str = "") -> str:
        """A value as workbooks show it in `language`; "" for the current one."""
        if isinstance(value, Level):
            return tr(self.origin.scale.words[value]).in_language(language)
        return shown(value, language)

    @property
    def field_words(self) -> str:
        """The field's label in the window, in history and in the workbook."""
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
    """A value as workbooks show it in `language`; "" for the current one."""
    if value is None:
        return ""
    if isinstance(value, StrEnum):
        label = tr(value.value).in_language(language)
        return label[:1].upper() + label[1:]
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str) else "; ".join(value)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What importing workbooks would do; nothing is written yet. `counts` is the number of cells by verdict; `notices`
    are what must be known of whole workbooks, `written` is what stands where nothing is read."""

    changes: tuple[Change, ...] = ()
    conflicts: tuple[Change, ...] = ()
    new: tuple[NewRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    counts: Mapping[Verdict, int] = field(default_factory=dict)
    notices: tuple[Message, ...] = ()
    written: tuple[Written, ...] = ()


NO_RECORD = "conflict.no-record"
"""The code of a conflict for which there is no record of what was sent."""
_NO_RECORD = tr("There is no record here of what was sent.", code=NO_RECORD)
_OTHER_WORDS = tr("The words of the paragraph have changed since the workbook was sent.", code="conflict.words-changed")
_OTHER_VALUE = tr("It has changed here too since the workbook was sent.", code="conflict.changed-here")


def compare_row(
    row: ReturnedRow, stored: Mapping[str, Value], fingerprint: str, title: str = "", settled: bool = False
) -> tuple[list[Change], list[Problem], Counter[Verdict]]:
    """The fields of a row that come back with other values than the `stored` ones; a change with a `why` is a
    conflict.

    `fingerprint` is that of the paragraph's words now. `settled`: the assessment is submitted or accepted.
    """
    changes, problems = [], []
    counts: Counter[Verdict] = Counter()
    unrecorded = bool(row.origin.uid) and not row.sent_key
    for name, (sent, returned, cell, doubt) in row.fields.items():
        if isinstance(returned, Unread):
            problems.append(Problem(replace(row.place, cell=cell), returned.why, _named(row.about, name, title)))
            continue
        if isinstance(sent, Unread):
            sent = None
        base = stored[name] if unrecorded else sent
        verdict = compare(_without_blanks(base), _without_blanks(returned), _without_blanks(stored[name]))
        counts[verdict] += 1
        if verdict in (Verdict.THEIRS, Verdict.CONFLICT):
            conflict = _OTHER_VALUE if verdict is Verdict.CONFLICT else _NO_RECORD if unrecorded else None
            why = _OTHER_WORDS if row.fingerprint != fingerprint else doubt or conflict
            drafts = settled and name in ("law", "practice", "level", "rationale")
            place = replace(row.place, cell=cell)
            changes.append(
                Change(
                    row.about, name, sent, returned, stored[name], place, row.origin, why, title, drafts, row.sent_key
                )
            )
    return changes, problems, counts


def _without_blanks(value: Value) -> Value:
    """The value; a text of blanks only is as good as none."""
    return "" if type(value) is str and value.isspace() else value


def _named(about: About, field: str, title: str) -> Message:
    """The field of a paragraph or of a register's row, as text: "A/RES/74/178, 19: Level"."""
    row_name = f"“{title}”" if about.register else str(about.paragraph)
    return tr("{row}: {field}", row=row_name, field=_field_words(about, field))


def together(comparisons: Sequence[Comparison]) -> Comparison:
    """Merges the comparisons of several workbooks: equal changes become one, different ones conflicts."""
    by_cell: dict[tuple[About, str], list[Change]] = {}
    for comparison in comparisons:
        for change in (*comparison.changes, *comparison.conflicts):
            changes = by_cell.setdefault((change.about, change.field), [])
            if all(other.returned != change.returned for other in changes):
                changes.append(change)
    merged = [
        replace(change, why=change.why or _other_book(change, changes)) if len(changes) > 1 else change
        for changes in by_cell.values()
        for change in changes
    ]
    counts: Counter[Verdict] = Counter()
    for comparison in comparisons:
        counts.update(comparison.counts)
    return Comparison(
        tuple(change for change in merged if not change.why),
        tuple(change for change in merged if change.why),
        _with_duplicates([row for comparison in comparisons for row in comparison.new]),
        tuple(problem for comparison in comparisons for problem in comparison.problems),
        counts,
        tuple(notice for comparison in comparisons for notice in comparison.notices),
        tuple(written for comparison in comparisons for written in comparison.written),
    )


def _other_book(change: Change, changes: Iterable[Change]) -> Message:
    place = next(other for other in changes if other is not change).place
    return tr(
        "{file} has something else in {sheet}, {cell}.",
        code="conflict.other-workbook",
        file=place.book,
        sheet=place.sheet,
        cell=place.cell,
    )


def _with_duplicates(rows: Sequence[NewRow]) -> tuple[NewRow, ...]:
    """The new rows, `duplicate` being the place of the first similar row before each."""
    checked: list[NewRow] = []
    for row in rows:
        similar = (one for one in checked if one.state == row.state and is_similar(one.what, row.what))
        earlier = None if row.match else next(similar, None)
        checked.append(replace(row, duplicate=earlier.place) if earlier else row)
    return tuple(checked)


def is_similar(one: Measure | Evidence, other: Measure | Evidence) -> bool:
    """Whether two measures, or two pieces of evidence, look the same."""
    if isinstance(one, Measure):
        return isinstance(other, Measure) and same(one, other)
    return isinstance(other, Evidence) and folded(one.title).split() == folded(other.title).split()
