"""What one user action changed: the value that a write returns, views repaint from, and history shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tracker.i18n import Message

RowValues = dict[str, Any]
"""Values of a row by the names of its columns, dates and moments as text. Of what type one is, its table says."""


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row before and after: `before` is None for a new row, `after` for a removed one; else both hold the columns
    that changed and the keys of what the row belongs to."""

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

    def touches(self, *tables: str) -> bool:
        return any(row.table in tables for row in self.rows)


@dataclass(frozen=True, slots=True)
class ChangeSetRow:
    """A change set in the list of history. `state` is the code of the Member State whose work it changed, "" for none;
    one that made the workspace what it is can't be reverted."""

    id: int
    label: Message
    who: str
    at: datetime
    state: str
    undone: bool
    can_be_undone: bool


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one row before and after. `field` is a text of a table (`recorded`), "" for a row that came or went
    as a whole."""

    what: Message
    field: str
    before: Message | str
    after: Message | str


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of one field, however often it was changed: what it was before the first change and is after the
    last, which `who` made at `at` (UTC). `kind` says what the row is, `about` names it; `field` is "" for a row that
    came or went as a whole."""

    at: datetime
    who: str
    kind: str
    about: Message
    field: str
    before: Message | str
    after: Message | str


@dataclass(frozen=True, slots=True)
class HistoryQuery:
    """Which change sets are wanted: those of a Member State (and of none), of one paragraph and what is linked to it
    for that State, by one person, that touched one of the tables, that hold each of the words."""

    state: str = ""
    paragraph_id: int | None = None
    who: str = ""
    tables: tuple[str, ...] = ()
    words: str = ""
