"""What was found in a form of the user's own, and what of it a user may decide."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.errors import TrackerError

Assignments = Mapping[str, str]
"""What goes below the headings of a form, as a user decided: the name of one of our columns by a heading's words, or by
the letter of its column; "" where the column stays empty."""


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of a form: the `key` that assignments know it by, its heading, and the name of our column ("" for
    none)."""

    key: str
    heading: str
    meaning: str


@dataclass(frozen=True, slots=True)
class FormTable:
    """Headings of a form, in a row of a worksheet. `choices` are our columns that may go below them: what they are
    called, by name."""

    worksheet: str
    row: int
    columns: tuple[FormColumn, ...]
    choices: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FormFindings:
    """What was found in a form: sentences for the user, tables, and in `fault` why it can't be filled in as it is.
    `fingerprint` tells forms with other headings apart; `assigned` is what was decided for this one."""

    lines: tuple[str, ...]
    tables: tuple[FormTable, ...]
    fingerprint: str
    assigned: Assignments = field(default_factory=dict)
    fault: TrackerError | None = None
