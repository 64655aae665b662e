"""Change sets: every write is recorded row by row, so that it can be shown, undone and redone, even after a restart."""

import json
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Column, Connection, Row, Select, and_, delete, event, func, insert, inspect, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from tracker.domain.casework.change_sets import Announced, ChangeSet, RowChange, RowValues
from tracker.errors import TrackerError
from tracker.i18n import Message, tr
from tracker.progress import GoOn, unwatched
from tracker.store.engine import dialect
from tracker.store.tables import JOURNALLED
from tracker.store.tables.columns import kind_of, new_uid, table_of

MERGE_WITHIN = timedelta(minutes=10)
"""How long keystrokes in one field are merged into a change set."""
_SETS = SQLModel.metadata.tables["change_set"]
_CHANGES = SQLModel.metadata.tables["change"]
_NOT_UNDONE = and_(_SETS.c.undone_at.is_(None), _SETS.c.undoable)
_UNDONE = and_(_SETS.c.undone_at.is_not(None), _SETS.c.redoable)


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes, at what time (UTC), and for which Member State (its code; "" for none)."""

    name: str
    at: datetime
    state: str = ""


@dataclass(frozen=True, slots=True)
class Typing:
    """The last write: its merge key, its change set, and its time by the monotonic clock."""

    merge_key: str = ""
    change_set_id: int = 0
    at: float = 0.0

    def merge_target(self, merge_key: str) -> int:
        """The change set into which a write with `merge_key` is merged; 0 for none."""
        soon = time.monotonic() - self.at < MERGE_WITHIN.total_seconds()
        return self.change_set_id if merge_key and merge_key == self.merge_key and soon else 0


def record(session: Session) -> list[RowChange]:
    """Record what `session` writes. The returned list grows with each flush."""
    changes: list[RowChange] = []

    def after_flush(session: Session, _context: object) -> None:
        for row in session.new:
            if isinstance(row, JOURNALLED):
                changes.append(RowChange(_table(row), _id(row), None, _values(row)))
        for row in session.dirty:
            if isinstance(row, JOURNALLED):
                before, after = _changed(row)
                if after:
                    changes.append(RowChange(_table(row), _id(row), before, after))
        for row in session.deleted:
            if isinstance(row, JOURNALLED):
                changes.append(RowChange(_table(row), _id(row), _values(row), None))

    event.listen(session, "after_flush", after_flush)
    return changes


def save(
    session: Session,
    label: Message,
    author: Author,
    rows: list[RowChange],
    merge_key: str = "",
    merge_into: int = 0,
    undoable: bool = True,
) -> ChangeSet | None:
    """Save the recorded changes as a change set; None if nothing changed that could be undone. Earlier undone change
    sets can no longer be redone. The changes are merged into the change set `merge_into` if that is still the last and
    has the same `merge_key`."""
    if not rows and undoable:
        return None
    last = session.execute(select(_SETS).order_by(_SETS.c.id.desc()).limit(1)).one_or_none()
    session.execute(update(_SETS).where(_UNDONE).values(redoable=False))
    who, at = author.name, author.at
    if (
        merge_into
        and last
        and (last.id, last.merge_key, last.who, last.undone_at) == (merge_into, merge_key, who, None)
    ):
        change_set_id, label = last.id, last.label
        session.execute(update(_SETS).where(_SETS.c.id == change_set_id).values(at=at))
        rest = _merge(session, change_set_id, rows)
    else:
        values = {
            "uid": new_uid(),
            "label": label,
            "who": who,
            "at": at,
            "merge_key": merge_key,
            "state_code": author.state,
        }
        added = session.execute(insert(_SETS).values(undoable=undoable, redoable=True, **values).returning(_SETS.c.id))
        change_set_id, rest = added.scalar_one(), rows
    if rest:
        session.execute(insert(_CHANGES), [_as_row(change_set_id, row) for row in rest])
    return ChangeSet(change_set_id, label, who, at, tuple(rows))


def _merge(session: Session, change_set_id: int, rows: list[RowChange]) -> list[RowChange]:
    """Merge a changed row into the last change of the change set; returns the rows that can't be merged."""
    last = session.execute(
        select(_CHANGES).where(_CHANGES.c.change_set_id == change_set_id).order_by(_CHANGES.c.id.desc()).limit(1)
    ).one()
    row = rows[0]
    if len(rows) > 1 or (last.table_name, last.row_id) != (row.table, row.row_id) or not (last.after and row.after):
        return rows
    before = json.dumps({**(row.before or {}), **json.loads(last.before)}, ensure_ascii=False) if last.before else ""
    after = json.dumps({**json.loads(last.after), **row.after}, ensure_ascii=False)
    session.execute(update(_CHANGES).where(_CHANGES.c.id == last.id).values(before=before, after=after))
    return []


def undo(session: Session, announced: int | None = None, go_on: GoOn = unwatched) -> ChangeSet | None:
    """Undo the last change set not yet undone; None if there is none. Returns the inverse that was applied. `go_on` is
    called regularly and may raise to cancel.

    Raises TrackerError if its id is not `announced`.
    """
    last = session.execute(select(_SETS).where(_NOT_UNDONE).order_by(_SETS.c.id.desc()).limit(1)).one_or_none()
    _check_announced(last, announced)
    if last is None:
        return None
    rows = [RowChange(row.table, row.row_id, row.after, row.before) for row in reversed(rows_of(session, last.id))]
    return _apply(session, last, rows, datetime.now(UTC), go_on)


def redo(session: Session, announced: int | None = None, go_on: GoOn = unwatched) -> ChangeSet | None:
    """Redo the change set that was undone last; None if there is none. Like `undo`."""
    first = session.execute(select(_SETS).where(_UNDONE).order_by(_SETS.c.id).limit(1)).one_or_none()
    _check_announced(first, announced)
    if first is None:
        return None
    return _apply(session, first, rows_of(session, first.id), None, go_on)


def _check_announced(change_set: Row[Any] | None, announced: int | None) -> None:
    if announced is not None and (change_set is None or change_set.id != announced):
        raise TrackerError(
            tr("Something else was done meanwhile, so nothing was undone."), tr("Look at what Undo would do now.")
        )


def announced(connection: Connection) -> tuple[Announced | None, Announced | None]:
    """What undo and redo would do now, to show the user; None for nothing. `undo(announced=id)` refuses if that has
    changed."""
    last = select(_SETS).where(_NOT_UNDONE).order_by(_SETS.c.id.desc()).limit(1)
    undone = select(_SETS).where(_UNDONE).order_by(_SETS.c.id).limit(1)
    return _announced(connection, last), _announced(connection, undone)


def _announced(connection: Connection, query: Select[Any]) -> Announced | None:
    found = connection.execute(query).one_or_none()
    if found is None:
        return None
    rows = select(func.count()).select_from(_CHANGES).where(_CHANGES.c.change_set_id == found.id)
    number = connection.execute(rows).scalar_one()
    return Announced(found.id, found.label, found.who, found.at.replace(tzinfo=UTC), found.state_code, number)


def rows_of(session: Session, change_set_id: int) -> list[RowChange]:
    """The row changes of a change set, oldest first."""
    query = select(_CHANGES).where(_CHANGES.c.change_set_id == change_set_id).order_by(_CHANGES.c.id)
    return [
        RowChange(
            row.table_name,
            row.row_id,
            json.loads(row.before) if row.before else None,
            json.loads(row.after) if row.after else None,
        )
        for row in session.execute(query)
    ]


def _apply(
    session: Session, change_set: Row[Any], rows: list[RowChange], undone_at: datetime | None, go_on: GoOn
) -> ChangeSet:
    try:
        write_rows(session, change_set.label, rows, go_on)
    except IntegrityError as fault:
        raise _odd(change_set.label) from fault
    session.execute(update(_SETS).where(_SETS.c.id == change_set.id).values(undone_at=undone_at))
    return ChangeSet(change_set.id, change_set.label, change_set.who, change_set.at, tuple(rows))


def write_rows(session: Session, label: Message, rows: list[RowChange], go_on: GoOn = unwatched) -> None:
    """Apply row changes. Raises TrackerError if a row no longer exists, or history holds what tracker did not write."""
    dialect.defer_foreign_keys(session.connection())
    for row in rows:
        go_on()
        try:
            exists = _write_row(session, row)
        except (LookupError, ValueError, TypeError) as fault:
            raise _odd(label) from fault
        if not exists:
            raise TrackerError(
                tr("“{action}” can't be undone: what it changed is no longer there.", action=label), _CHECK
            )


_CHECK = tr("Run `tracker check` on the workspace.")
_JOURNALLED = frozenset(map(table_of, JOURNALLED))


def _odd(label: Message) -> TrackerError:
    return TrackerError(
        tr("“{action}” can't be undone: history holds what tracker did not write.", action=label), _CHECK
    )


def _write_row(session: Session, row: RowChange) -> bool:
    """Apply a row change; False if the row does not exist. Raises LookupError, ValueError, TypeError or IntegrityError
    if it does not fit the table."""
    table = SQLModel.metadata.tables[row.table]
    if table not in _JOURNALLED:
        raise LookupError(row.table)
    values = {name: _from_json(table.c[name], value) for name, value in (row.after or {}).items()}
    if row.before is None:
        session.execute(insert(table).values(values))
        return True
    same_id = table.c.id == row.row_id
    if session.execute(select(table.c.id).where(same_id)).scalar() is None:
        return False
    session.execute(delete(table).where(same_id) if row.after is None else update(table).where(same_id).values(values))
    return True


def _table(row: SQLModel) -> str:
    return str(row.__tablename__)


def _id(row: Any) -> int:
    return int(row.id)


def _values(row: SQLModel) -> RowValues:
    return {column.key: to_json(getattr(row, column.key)) for column in inspect(type(row)).columns}


def _changed(row: SQLModel) -> tuple[RowValues, RowValues]:
    """The changed columns, with all foreign keys, so that views know what to repaint."""
    before: RowValues = {}
    after: RowValues = {}
    for column in inspect(type(row)).columns:
        history = inspect(row).attrs[column.key].history
        if history.has_changes():
            before[column.key] = to_json(history.deleted[0]) if history.deleted else None
            after[column.key] = to_json(getattr(row, column.key))
    if after:
        owners = {column.key: getattr(row, column.key) for column in inspect(type(row)).columns if column.foreign_keys}
        before, after = owners | before, owners | after
    return before, after


def to_json(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value


def _from_json(column: Column[Any], value: Any) -> object:
    """A value that `to_json` wrote. Raises ValueError or TypeError if it is none of the column's."""
    kind = kind_of(column)
    if value is None:
        return None
    if kind in (date, datetime):
        return datetime.fromisoformat(value) if kind is datetime else date.fromisoformat(value)
    if type(value) is not kind:
        raise TypeError(column.name)
    return value


def _as_row(change_set_id: int, row: RowChange) -> dict[str, object]:
    about = row.row_id if row.table == "paragraph" else (row.after or row.before or {}).get("paragraph_id")
    return {
        "change_set_id": change_set_id,
        "table_name": row.table,
        "row_id": row.row_id,
        "paragraph_id": about,
        "before": "" if row.before is None else json.dumps(row.before, ensure_ascii=False),
        "after": "" if row.after is None else json.dumps(row.after, ensure_ascii=False),
    }


def stand(connection: Connection) -> str:
    """A version string that differs after every change, including undo and merged keystrokes."""
    last = select(_SETS.c.at).order_by(_SETS.c.id.desc()).limit(1).scalar_subquery()
    numbers = select(func.max(_SETS.c.id), func.count(), func.max(_SETS.c.undone_at), last)
    return " ".join(map(str, connection.execute(numbers).one()))


def last_number(connection: Connection) -> int:
    """The id of the last change set; 0 if there is none."""
    return connection.execute(select(func.max(_SETS.c.id))).scalar() or 0


def labels_after(connection: Connection, number: int) -> list[Message]:
    """The labels of the change sets with greater ids that are not undone, newest first."""
    query = select(_SETS.c.label).where(_SETS.c.id > number, _SETS.c.undone_at.is_(None)).order_by(_SETS.c.id.desc())
    return list(connection.execute(query).scalars())
