"""Keep what was sent to be filled in, and what of it was imported. Each function takes a session and never commits."""

import json
from collections.abc import Iterable, Mapping

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tracker.domain.reports.sent import AT_FIRST, SentRow, SentWorkbook
from tracker.store.tables.columns import table_of
from tracker.store.tables.exchange import SentRowTable, SentWorkbookTable


def keep(session: Session, workbook: SentWorkbook, rows: Iterable[SentRow]) -> None:
    """Keep a workbook that was sent, with its rows."""
    added = SentWorkbookTable(
        uid=workbook.uid,
        at=workbook.at,
        recipient=workbook.recipient,
        scale=workbook.scale,
        language=workbook.language,
        seal=workbook.secret,
    )
    session.add(added)
    session.flush()
    values = [
        {
            "sent_workbook_id": added.id,
            "key": row.key,
            "fingerprint": row.fingerprint,
            "fields": json.dumps(row.fields, ensure_ascii=False),
            "locked": json.dumps(row.locked, ensure_ascii=False),
        }
        for row in rows
    ]
    if values:
        session.execute(insert(table_of(SentRowTable)), values)


def set_imported(session: Session, uid: str, key: str, texts: Mapping[str, str]) -> None:
    """Keep the texts of the cells that were imported from a row in place of those that were sent, and these beside
    them; a row that was added in the workbook is kept too."""
    workbook = session.execute(select(SentWorkbookTable).filter_by(uid=uid)).scalar_one()
    row = session.execute(select(SentRowTable).filter_by(sent_workbook_id=workbook.id, key=key)).scalar()
    if row is None:
        row = SentRowTable(sent_workbook_id=int(workbook.id or 0), key=key)
        session.add(row)
    kept = json.loads(row.fields)
    at_first = {AT_FIRST.format(name): kept[name] for name in texts if name in kept}
    row.fields = json.dumps({**at_first, **kept, **texts}, ensure_ascii=False)
