"""What makes a workbook one that comes back: hidden columns with a key, where it comes from, and each value as sent.

Every row tells all of it by itself, so that rows may be sorted, deleted, or copied into another workbook.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

from tracker.domain.casework.assessments import MemberState
from tracker.domain.casework.evidence import EvidenceRow
from tracker.domain.casework.levels import SCALES
from tracker.domain.casework.measures import MeasureRow
from tracker.domain.casework.registers import Register
from tracker.domain.reports.comparison import About, Origin
from tracker.domain.reports.workbook import MatrixRow, WorkbookContent
from tracker.excel.columns import Column, headings
from tracker.excel.columns.matrix import STATE_HEADING
from tracker.i18n import ENGLISH, language

KEY, SENT, FINGERPRINT = "Key", "Sent", "Fingerprint"
NEW = "new"
_ID = re.compile(r"[0-9]{1,18}")
_UID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
STATE = "state"
"""What the column Member State of a register is called among its fields: rows that are written anew may name theirs."""
_MATRIX = "assessment"
_AS_SENT = re.compile(rf"({'|'.join((_MATRIX, *Register))})\.([a-z_]+) as sent: (.*)", re.DOTALL)


class SentColumn(NamedTuple):
    """A hidden column with a field as it was sent, and the heading of the column that shows it. Its own heading says
    all of it in every language: "assessment.rationale as sent: Begründung"."""

    register: Register | None
    field: str
    heading: str

    def __str__(self) -> str:
        return f"{self.register or _MATRIX}.{self.field} as sent: {self.heading}"


def sent_column(heading: str) -> SentColumn | None:
    """What a heading says; None for that of any other column."""
    found = _AS_SENT.fullmatch(heading)
    return SentColumn(None if found[1] == _MATRIX else Register(found[1]), found[2], found[3]) if found else None


def with_keys(
    columns: Iterable[Column], register: Register | None, key: Callable[[Any], str], origin: str
) -> list[Column]:
    """The columns with what makes their rows come back behind them."""
    every = [one for one in columns if not one.link]  # rows will be sorted and added: links would go astray
    named = [(one, one.field or (STATE if register and one.heading is STATE_HEADING else "")) for one in every]
    return [
        *every,
        Column(KEY, 10, key, hidden=True, numbered=True),
        Column(SENT, 10, lambda _row: origin, hidden=True),
        *(
            replace(one, heading=str(SentColumn(register, field, words)), width=10, field="", hidden=True)
            for (one, field), words in zip(named, headings(every), strict=True)
            if field
        ),
    ]


def paragraph_key(row: MatrixRow, cycle: str) -> str:
    return "|".join((row.state.code, cycle, row.paragraph.symbol, row.paragraph.label))


def register_key(row: tuple[MemberState, MeasureRow | EvidenceRow | None], register: Register) -> str:
    """The key of a row of a register, or of a row that was sent empty."""
    state, held = row
    return f"{state.code}|{register}|{held.uid if held else NEW}"


def about(key: str) -> About | None:
    """What a key says a row is about, with neither `row_id` nor `uid` where it was sent empty; None where it says
    nothing."""
    parts = key.split("|")
    if len(parts) == 3 and parts[1] in list(Register):
        state, register, row = parts[0], Register(parts[1]), parts[2]
        if row == NEW:
            return About(state, register=register)
        if _ID.fullmatch(row):  # as workbooks had it before rows had a uid
            return About(state, register=register, row_id=int(row))
        if _UID.fullmatch(row):
            return About(state, register=register, uid=row)
    if len(parts) >= 4:
        return About(parts[0], "|".join(parts[1:-2]), parts[-2], parts[-1])
    return None


def origin_words(shown: WorkbookContent) -> str:
    """Where a row comes from, in one cell."""
    at = shown.made_at.isoformat(timespec="seconds")
    form = _FORMAT if language() == ENGLISH else f"{_FORMAT} {language()}"
    said = (form, shown.workspace, at, shown.scale.name, shown.recipient)
    return "|".join(said)


_FORMAT = "tracker 1"
_SAID = re.compile(rf"{_FORMAT}(?: ([A-Za-z][\w@-]{{0,30}}))?")
"""With the language of the workbook where it is not English."""


def origin(words: str) -> Origin | None:
    """Where a row says that it comes from; None where it does not, or in a way that this version does not know."""
    said = words.split("|", 4)
    form = _SAID.fullmatch(said[0])
    if len(said) < 5 or form is None or said[3] not in SCALES:
        return None
    try:
        at = datetime.fromisoformat(said[2]).astimezone(UTC)
    except (ValueError, OverflowError):  # the latter at both ends of time
        return None
    return Origin(said[1], at, said[4], SCALES[said[3]], form[1] or ENGLISH)
