"""What makes a workbook one that comes back: hidden columns with a key, where it comes from, and each value as sent.

Every row tells all of it by itself, so that rows may be sorted, deleted, or copied into another workbook.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from tracker.domain.casework.assessments import MemberState
from tracker.domain.casework.evidence import EvidenceRow
from tracker.domain.casework.levels import SCALES
from tracker.domain.casework.measures import MeasureRow
from tracker.domain.casework.registers import Register
from tracker.domain.reports.comparison import About, Origin
from tracker.domain.reports.workbook import MatrixRow, WorkbookContent
from tracker.excel.columns import Column

KEY, SENT, FINGERPRINT = "Key", "Sent", "Fingerprint"
NEW = "new"
_ID = re.compile(r"[0-9]{1,18}")
_UID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_AS_SENT = " as sent"


def as_sent(heading: str) -> str:
    """The heading of the hidden column with what stood under `heading` when it was sent."""
    return heading + _AS_SENT


def with_keys(columns: Iterable[Column], key: Callable[[Any], str], origin: str) -> list[Column]:
    """The columns with what makes their rows come back behind them."""
    every = [one for one in columns if not one.link]  # rows will be sorted and added: links would go astray
    return [
        *every,
        Column(KEY, 10, key, hidden=True, numbered=True),
        Column(SENT, 10, lambda _row: origin, hidden=True),
        *(replace(one, heading=as_sent(one.heading), width=10, field="", hidden=True) for one in every if one.field),
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
    said = (_FORMAT, shown.workspace, at, shown.scale.name, shown.recipient)
    return "|".join(said)


_FORMAT = "tracker 1"


def origin(words: str) -> Origin | None:
    """Where a row says that it comes from; None where it does not, or in a way that this version does not know."""
    said = words.split("|", 4)
    if len(said) < 5 or said[0] != _FORMAT or said[3] not in SCALES:
        return None
    try:
        at = datetime.fromisoformat(said[2]).astimezone(UTC)
    except (ValueError, OverflowError):  # the latter at both ends of time
        return None
    return Origin(said[1], at, said[4], SCALES[said[3]])
