"""What was sent to be filled in."""

import json
from datetime import UTC

from sqlalchemy import Connection, select

from tracker.domain.reports.sent import SentRow, SentWorkbook
from tracker.store.tables.columns import table_of
from tracker.store.tables.exchange import SentRowTable, SentWorkbookTable

_WORKBOOKS, _ROWS = table_of(SentWorkbookTable), table_of(SentRowTable)


def sent_workbook(connection: Connection, uid: str) -> SentWorkbook | None:
    """The workbook with this uid; None if the workspace has no record of it."""
    found = connection.execute(select(_WORKBOOKS).where(_WORKBOOKS.c.uid == uid)).one_or_none()
    if found is None:
        return None
    query = select(_ROWS.c.key, _ROWS.c.fingerprint, _ROWS.c.fields, _ROWS.c.locked)
    kept = {row.key: row for row in connection.execute(query.where(_ROWS.c.sent_workbook_id == found.id))}

    def row(key: str) -> SentRow | None:
        """Their JSON is parsed one at a time: 193 States take fifty megabytes of it."""
        if key not in kept:
            return None
        return SentRow(key, kept[key].fingerprint, _texts(kept[key].fields), _texts(kept[key].locked))

    at = found.at.replace(tzinfo=UTC)
    return SentWorkbook(uid, at, found.recipient, found.scale, found.language, found.seal, row)


def _texts(words: str) -> dict[str, str]:
    return {name: str(text) for name, text in json.loads(words).items()}
