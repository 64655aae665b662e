"""What was sent to be filled in."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC

from sqlalchemy import Connection, select

from tracker.domain.reports.sent import SentRow, SentWorkbook
from tracker.store.tables.columns import table_of
from tracker.store.tables.exchange import SentRowTable, SentWorkbookTable

_WORKBOOKS, _ROWS = table_of(SentWorkbookTable), table_of(SentRowTable)
_AT_ONCE = 50  # rows that are read together: most come back in the order in which they were sent


def sent_workbook(read: Callable[[], AbstractContextManager[Connection]], uid: str) -> SentWorkbook | None:
    """The workbook with this uid; None if the workspace has no record of it. Its rows are read when they are asked for,
    each time with a connection of `read`: those of 193 States would take a hundred megabytes."""
    with read() as connection:
        found = connection.execute(select(_WORKBOOKS).where(_WORKBOOKS.c.uid == uid)).one_or_none()
    if found is None:
        return None
    known: dict[str, tuple[str, str, str]] = {}

    def row(key: str) -> SentRow | None:
        if key not in known:
            known.clear()
            with read() as connection:
                known.update(_from(connection, found.id, key))
        if key not in known:
            return None
        fingerprint, fields, locked = known[key]
        return SentRow(key, fingerprint, _texts(fields), _texts(locked))

    def row_keys() -> list[str]:
        with read() as connection:
            return list(connection.execute(select(_ROWS.c.key).where(_ROWS.c.sent_workbook_id == found.id)).scalars())

    at = found.at.replace(tzinfo=UTC)
    return SentWorkbook(uid, at, found.recipient, found.scale, found.language, found.seal, row, row_keys)


def _from(connection: Connection, workbook_id: int, key: str) -> dict[str, tuple[str, str, str]]:
    """The row with a key and those that were sent after it. (To ask SQLite for those of the workbook alone would make
    it sort all of them.)"""
    first = select(_ROWS.c.id).where(_ROWS.c.sent_workbook_id == workbook_id, _ROWS.c.key == key).scalar_subquery()
    rows = connection.execute(select(_ROWS).where(_ROWS.c.id >= first).order_by(_ROWS.c.id).limit(_AT_ONCE))
    return {row.key: (row.fingerprint, row.fields, row.locked) for row in rows if row.sent_workbook_id == workbook_id}


def _texts(words: str) -> dict[str, str]:
    return {name: str(text) for name, text in json.loads(words).items()}
