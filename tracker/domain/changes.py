"""What one user action changed: the value that a write returns, views repaint from, and history shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row before and after: `before` is None for a new row, `after` for a removed one; else both hold the columns
    that changed and the keys of what the row belongs to."""

    table: str
    row_id: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """All row changes of one user action, with who, when (UTC) and a label in the user's words."""

    id: int
    label: str
    who: str
    at: datetime
    rows: tuple[RowChange, ...] = ()

    def touches(self, *tables: str) -> bool:
        return any(row.table in tables for row in self.rows)
