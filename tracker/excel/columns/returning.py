"""What makes a workbook importable again: hidden columns with a key and its seal, the origin, and each value as sent.

Every row has all of it, so that rows may be sorted, deleted, or copied into another workbook. What was sent is kept in
the workspace too, and counts before what the hidden columns say; these serve where it has no record.
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
from tracker.domain.reports.sent import NEW, SentWorkbook
from tracker.domain.reports.workbook import MatrixRow, WorkbookContent
from tracker.excel.columns import Column, headings
from tracker.excel.columns.matrix import INSTRUMENT_HEADING, PARAGRAPH_HEADING, STATE_HEADING
from tracker.i18n import ENGLISH

KEY, SENT, FINGERPRINT, SEAL = "Key", "Sent", "Fingerprint", "Seal"
_ID = re.compile(r"[0-9]{1,18}")
_UID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
HIDDEN = (KEY, SENT, FINGERPRINT, SEAL)
STATE, LABEL, SYMBOL = "state", "label", "symbol"
"""Names of the columns that say, for people, what a row is about. New rows of a register may name their State."""
_NAMING = {STATE_HEADING: STATE, PARAGRAPH_HEADING: LABEL, INSTRUMENT_HEADING: SYMBOL}
_MATRIX = "assessment"
_AS_SENT = re.compile(rf"({'|'.join((_MATRIX, *Register))})\.([a-z_]+) as sent: (.*)", re.DOTALL)


class SentColumn(NamedTuple):
    """A hidden column with a field's value as sent, and the heading of the column that shows the field. Its own heading
    contains all of it in any language: "assessment.rationale as sent: Begründung"."""

    register: Register | None
    field: str
    heading: str

    def __str__(self) -> str:
        return f"{self.register or _MATRIX}.{self.field} as sent: {self.heading}"


def sent_column(heading: str) -> SentColumn | None:
    """Parse a heading; None if it is not that of a hidden column."""
    match = _AS_SENT.fullmatch(heading)
    return SentColumn(None if match[1] == _MATRIX else Register(match[1]), match[2], match[3]) if match else None


def with_keys(
    columns: Iterable[Column], register: Register | None, key: Callable[[Any], str], sent: SentWorkbook, origin: str
) -> list[Column]:
    """The columns, followed by the hidden ones that make their rows importable."""
    unlinked = [column for column in columns if not column.link]  # rows will be sorted and added: links would go wrong
    named = [(column, column.field or naming(column)) for column in unlinked]
    return [
        *unlinked,
        Column(KEY, 10, key, hidden=True, numbered=True),
        Column(SEAL, 10, lambda row: sent.seal(key(row)), hidden=True),
        Column(SENT, 10, lambda _row: origin, hidden=True),
        *(
            replace(column, heading=str(SentColumn(register, field, heading)), width=10, field="", hidden=True)
            for (column, field), heading in zip(named, headings(unlinked), strict=True)
            if field
        ),
    ]


def naming(column: Column) -> str:
    """The name of a column that says what a row is about; "" for any other."""
    return next((name for heading, name in _NAMING.items() if column.heading is heading), "")


def paragraph_key(row: MatrixRow, cycle: str) -> str:
    return "|".join((row.state.code, cycle, row.paragraph.symbol, row.paragraph.label))


def register_key(row: tuple[MemberState, MeasureRow | EvidenceRow | None], register: Register) -> str:
    """The key of a row of a register, or of a row that was sent empty."""
    state, row_of_register = row
    return f"{state.code}|{register}|{row_of_register.uid if row_of_register else NEW}"


def about(key: str) -> About | None:
    """What the row with this key is about, without `row_id` and `uid` if it was sent empty; None if the key is
    invalid."""
    parts = key.split("|")
    if len(parts) > 2 and parts[1] in list(Register) and parts[2] == NEW:  # and more where such a row was imported
        return About(parts[0], register=Register(parts[1]))
    if len(parts) == 3 and parts[1] in list(Register):
        state, register, row = parts[0], Register(parts[1]), parts[2]
        if _ID.fullmatch(row):  # a key of versions before rows had a uid
            return About(state, register=register, row_id=int(row))
        if _UID.fullmatch(row):
            return About(state, register=register, uid=row)
    if len(parts) >= 4:
        return About(parts[0], "|".join(parts[1:-2]), parts[-2], parts[-1])
    return None


def origin_words(shown: WorkbookContent, sent: SentWorkbook) -> str:
    """The origin of a row, as the text of one cell."""
    at = sent.at.isoformat(timespec="seconds")
    version = f"tracker {_FORMAT}" + (f" {sent.language}" if sent.language != ENGLISH else "")
    return "|".join((version, shown.workspace, at, sent.scale, sent.uid, sent.recipient))


_FORMAT = 2
_VERSION = re.compile(r"tracker ([0-9]{1,4})(?: ([A-Za-z][\w@-]{0,30}))?")
"""The format and its version, then the language of the workbook if it is not English. The first version had no uid."""


def origin(words: str) -> Origin | None:
    """Parse the origin of a row; None if it is missing or of a format that this version does not know."""
    version = _VERSION.fullmatch(words.partition("|")[0])
    if version is None or int(version[1]) > _FORMAT:
        return None
    has_uid = int(version[1]) > 1
    parts = words.split("|", 4 + has_uid)
    if len(parts) < 5 + has_uid or parts[3] not in SCALES:
        return None
    try:
        at = datetime.fromisoformat(parts[2]).astimezone(UTC)
    except (ValueError, OverflowError):  # OverflowError near the earliest and latest dates
        return None
    return Origin(parts[1], at, parts[-1], SCALES[parts[3]], version[2] or ENGLISH, parts[4] if has_uid else "")


def is_newer(words: str) -> bool:
    """Whether an origin is of a format that only a newer version of tracker knows."""
    version = _VERSION.fullmatch(words.partition("|")[0])
    return version is not None and int(version[1]) > _FORMAT
