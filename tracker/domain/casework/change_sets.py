"""What one user action changed: returned by a write, used to repaint views, shown in history."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tracker.domain.casework.registers import Register
from tracker.i18n import Message

RowValues = dict[str, Any]
"""Values of a row by column name, with dates and times as text. The column's type is known to its table only."""

_RECENT = timedelta(hours=12)
"""A working day: what was done before is not what is remembered as the last action."""


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row before and after: `before` is None for a new row, `after` for a removed one; else both contain the columns
    that changed and the foreign keys that say what the row belongs to."""

    table: str
    row_id: int
    before: RowValues | None
    after: RowValues | None


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """All row changes of one user action, with who, when (UTC) and a label in the user's words."""

    id: int
    label: Message
    who: str
    at: datetime
    rows: tuple[RowChange, ...] = ()
    tables: frozenset[str] = field(init=False)
    """Those with changed rows."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "tables", frozenset(row.table for row in self.rows))

    def touches(self, *tables: str) -> bool:
        return not self.tables.isdisjoint(tables)


@dataclass(frozen=True, slots=True)
class ChangeSetRow:
    """A change set as the history lists it. `state` is the code of the Member State whose work it changed, "" for none.
    The change sets that set up the workspace can't be reverted."""

    id: int
    label: Message
    who: str
    at: datetime
    state: str
    undone: bool
    can_be_undone: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """What an action was about: a paragraph or, with a `register`, a measure or piece of evidence."""

    id: int
    register: Register | None = None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one row before and after. `field` is a label of `recorded`, "" for a row added or removed as a
    whole."""

    what: Message
    field: str
    before: Message | str
    after: Message | str


@dataclass(frozen=True, slots=True)
class Changed:
    """The net change of one field: its value before the first change and after the last, which `who` made at `at`
    (UTC). `kind` is the kind of row, `about` names the row; `field` is "" for a row added or removed as a whole."""

    at: datetime
    who: str
    kind: str
    about: Message
    field: str
    before: Message | str
    after: Message | str


@dataclass(frozen=True, slots=True)
class HistoryQuery:
    """Criteria for change sets: those of a Member State (and of none), of one paragraph and what is linked to it for
    that State, by one person, that touch one of the tables, that contain each of the words. Empty criteria don't
    restrict."""

    state: str = ""
    paragraph_id: int | None = None
    who: str = ""
    tables: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Announced:
    """What undo or redo would do: the number of a change set, its label, who made it when (UTC) and for which Member
    State (its code, "" for none), and how many rows it is about."""

    id: int
    label: Message
    who: str
    at: datetime
    state: str
    rows: int

    def is_unexpected(self, names: Collection[str], state: str, now: datetime) -> bool:
        """Whether it is not what a user known by these names, who now works on `state`, would expect: another person's,
        another State's, or an old one."""
        return self.who not in names or self.state not in ("", state) or now - self.at > _RECENT


@dataclass(frozen=True, slots=True)
class Since:
    """A point in history: a moment (UTC) and, where it is that of a workbook, the identity of the last change set that
    the workbook includes. A clock may have been set back since; the order of change sets stays."""

    at: datetime
    last: str = ""
