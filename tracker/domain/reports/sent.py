"""What a workspace keeps of the workbooks that were sent to be filled in, so that nothing in a returned one has to be
believed."""

import hashlib
import hmac
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

NEW = "new"
"""In a key: the row was empty when it was sent."""
AT_FIRST = "{} at first"
"""Where a row has the text of a field as it was sent, once another was imported."""
_SEAL = 8  # bytes
_DIGEST = 4  # bytes that tell whether a locked cell was changed


@dataclass(frozen=True, slots=True)
class SentRow:
    """A row as it was sent: its key, the fingerprint of the paragraph's words, the texts of its open cells by field,
    and digests of the others by heading."""

    key: str
    fingerprint: str
    fields: Mapping[str, str]
    locked: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SentWorkbook:
    """A workbook that was sent: `uid` is written in each of its rows, `at` is in UTC. `row` gives what was sent under a
    key, None where nothing was; `row_keys` are those under which something was."""

    uid: str
    at: datetime
    recipient: str
    scale: str
    language: str
    secret: str
    row: Callable[[str], SentRow | None] = lambda _key: None
    row_keys: Callable[[], Iterable[str]] = lambda: ()

    def seal(self, key: str) -> str:
        """What only this workbook can have beside a key."""
        return hashlib.blake2b(
            key.encode(errors="replace"), key=bytes.fromhex(self.secret), digest_size=_SEAL
        ).hexdigest()

    def is_sealed(self, key: str, seal: str) -> bool:
        return hmac.compare_digest(self.seal(key), seal.strip().lower())


def cell_text(value: object) -> str:
    """The value of a cell as text, by which it is known when it comes back."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat() if value.tzinfo else value.isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def digest(text: str) -> str:
    """A short digest of a cell's text; blanks around and between words don't count, since spreadsheets change them."""
    return hashlib.blake2b(" ".join(text.split()).encode(errors="replace"), digest_size=_DIGEST).hexdigest()


def sheet_row(name: str, texts: Iterable[str]) -> SentRow:
    """What is kept of a sheet without rows: the digests of its texts."""
    return SentRow(sheet_key(name), "", {}, dict.fromkeys(map(digest, texts), ""))


def sheet_key(name: str) -> str:
    return f"sheet|{name}"
