"""Keep what was sent to be filled in, and what of it was imported. Each function takes a session and never commits."""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tracker.domain.reports.sent import AT_FIRST, SentRow, SentWorkbook
from tracker.store.tables.columns import table_of
from tracker.store.tables.exchange import SentRowTable, SentWorkbookTable

_AT_ONCE = 500  # rows that are read or written together


class KeptRow(NamedTuple):
    """A row as it is stored: those of 193 States would take a quarter of a gigabyte as they are."""

    key: str
    fingerprint: str
    fields: str
    locked: str


def kept(row: SentRow) -> KeptRow:
    fields, locked = (json.dumps(texts, ensure_ascii=False) for texts in (row.fields, row.locked))
    return KeptRow(row.key, row.fingerprint, fields, locked)


def keep(session: Session, workbook: SentWorkbook, rows: Sequence[KeptRow]) -> None:
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
    for start in range(0, len(rows), _AT_ONCE):
        part = [{"sent_workbook_id": added.id, **row._asdict()} for row in rows[start : start + _AT_ONCE]]
        session.execute(insert(table_of(SentRowTable)), part)


def set_imported(session: Session, uid: str, texts: Mapping[str, Mapping[str, str]]) -> None:
    """Keep the texts of the cells that were imported, by the keys of their rows, in place of those that were sent, and
    these beside them; a row that was added in the workbook is kept too."""
    workbook = session.execute(select(SentWorkbookTable).filter_by(uid=uid)).scalar_one()
    keys = list(texts)
    rows: dict[str, SentRowTable] = {}
    for start in range(0, len(keys), _AT_ONCE):
        of_workbook = select(SentRowTable).filter_by(sent_workbook_id=workbook.id)
        part = of_workbook.where(table_of(SentRowTable).c.key.in_(keys[start : start + _AT_ONCE]))
        rows |= {row.key: row for row in session.execute(part).scalars()}
    for key, given in texts.items():
        row = rows.get(key)
        if row is None:
            row = SentRowTable(sent_workbook_id=int(workbook.id or 0), key=key)
            session.add(row)
        before = json.loads(row.fields)
        at_first = {AT_FIRST.format(name): before[name] for name in given if name in before}
        row.fields = json.dumps({**at_first, **before, **given}, ensure_ascii=False)
