"""Revert a change set from the middle of history, if nothing later depends on it."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Row, Table, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from tracker.domain.casework.actions import action
from tracker.domain.casework.change_sets import ChangeSet, RowChange, RowValues
from tracker.errors import TrackerError
from tracker.i18n import Message, joined, tr
from tracker.store.journal import journal
from tracker.store.tables import JOURNALLED
from tracker.store.tables.casework import AssessmentTable

_SETS = SQLModel.metadata.tables["change_set"]
_CHANGES = SQLModel.metadata.tables["change"]
_JOURNALLED = [str(model.__tablename__) for model in JOURNALLED]
_SHOWN = 3  # later change sets that are named; the others are counted


def revert(session: Session, change_set_id: int, who: str, at: datetime) -> ChangeSet | None:
    """Apply the inverse of a change set as a new change set.

    Raises TrackerError if it is reverted already, it created the workspace, or later change sets depend on it, which
    are named.
    """
    made = session.execute(select(_SETS).where(_SETS.c.id == change_set_id)).one()
    if made.undone_at is not None:
        raise TrackerError(tr("“{action}” is reverted already.", action=made.label), tr("Use Redo to do it again."))
    if not made.undoable:
        raise TrackerError(
            tr("“{action}” can't be reverted: it made the workspace what it is.", action=made.label), tr("Leave it.")
        )
    changes = _inverse(session, made)
    try:
        journal.write_rows(session, made.label, changes)
        author = journal.Author(who, at, made.state_code)
        return journal.save(session, action("revert", action=made.label), author, changes)
    except IntegrityError as fault:
        raise TrackerError(
            tr("“{action}” can't be reverted: what it took away is there again.", action=made.label),
            tr("Remove that first."),
        ) from fault


def _inverse(session: Session, made: Row[Any]) -> list[RowChange]:
    simulated = _Simulated(session)
    changes: list[RowChange] = []
    later: dict[int, Row[Any]] = {}
    for change in reversed(journal.rows_of(session, made.id)):
        blocking = list(_blocking(session, simulated, change, made.id))
        later |= {one.id: one for one in blocking}
        if not blocking and (inverse := simulated.invert(change)):
            changes.append(inverse)
    if later:
        raise TrackerError(
            tr("“{action}” can't be reverted: later work builds on it.", action=made.label), _revert_first(later)
        )
    if not changes:
        raise TrackerError(
            tr("Of “{action}” nothing is left to revert.", action=made.label), tr("Look at what was done since.")
        )
    return changes


class _Simulated:
    """The rows as they will be after the changes so far."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rows: dict[tuple[str, int], RowValues | None] = {}

    def row(self, table: str, row_id: int) -> RowValues | None:
        key = (table, row_id)
        if key not in self._rows:
            columns = SQLModel.metadata.tables[table]
            found = self._session.execute(select(columns).where(columns.c.id == row_id)).one_or_none()
            self._rows[key] = {name: journal.to_json(v) for name, v in found._mapping.items()} if found else None
        return self._rows[key]

    def invert(self, change: RowChange) -> RowChange | None:
        """Simulate the inverse of a change and return it; None if there is nothing left to revert."""
        current = self.row(change.table, change.row_id)
        before, after = _sides(change)
        if change.after is None:
            self._rows[change.table, change.row_id] = before
            return RowChange(change.table, change.row_id, None, before)
        if current is None:
            return None
        if before is None:
            self._rows[change.table, change.row_id] = None
            return RowChange(change.table, change.row_id, current, None)
        assert after is not None
        self._rows[change.table, change.row_id] = current | before
        return RowChange(change.table, change.row_id, after, before)


def _sides(change: RowChange) -> tuple[RowValues | None, RowValues | None]:
    """The values of a change before and after. A change that created an assessment is treated as setting its filled
    fields: reverting it empties these, and fields filled later stay."""
    if change.table != "assessment" or change.before is not None or change.after is None:
        return change.before, change.after
    blank = AssessmentTable(state_code="", cycle_id=0, paragraph_id=0)
    keys = {name: change.after[name] for name in ("state_code", "cycle_id", "paragraph_id")}
    filled = {n: v for n, v in change.after.items() if n not in keys and n != "id" and v != getattr(blank, n)}
    return keys | {name: getattr(blank, name) for name in filled}, keys | filled


def _blocking(session: Session, simulated: _Simulated, change: RowChange, since: int) -> Iterator[Row[Any]]:
    """The change sets later than `since` that depend on `change`, which is part of it."""
    current = simulated.row(change.table, change.row_id)
    _before, after = _sides(change)
    if after is not None and current is not None:
        others = {name for name, value in after.items() if current.get(name) != value}
        if others:
            yield from _later_changes(session, change.table, change.row_id, since, others)
    if change.before is None and change.table != "assessment":
        for table, column in _references_to(change.table):
            for row_id in session.execute(select(table.c.id).where(column == change.row_id)).scalars():
                if simulated.row(table.name, row_id) is not None:
                    yield from _later_changes(session, table.name, row_id, since, {column.name})
    if change.after is None:
        for column in SQLModel.metadata.tables[change.table].columns:
            owner = (change.before or {}).get(column.name)
            for target in (key.column.table.name for key in column.foreign_keys):
                if owner is not None and target in _JOURNALLED and simulated.row(target, owner) is None:
                    yield from _later_changes(session, target, owner, since, set())


def _references_to(name: str) -> Iterator[tuple[Table, Column[Any]]]:
    """The journalled tables and their columns that refer to the table `name`."""
    for table in map(SQLModel.metadata.tables.__getitem__, _JOURNALLED):
        for column in table.columns:
            if any(key.column.table.name == name for key in column.foreign_keys):
                yield table, column


def _later_changes(session: Session, table: str, row_id: int, after: int, columns: set[str]) -> Iterator[Row[Any]]:
    """The later change sets, not undone, that changed any of these columns of a row, or added or removed it."""
    query = (
        select(_SETS, _CHANGES.c.before.label("was"), _CHANGES.c.after.label("now"))
        .join(_CHANGES, _CHANGES.c.change_set_id == _SETS.c.id)
        .where(_CHANGES.c.table_name == table, _CHANGES.c.row_id == row_id, _SETS.c.id > after)
        .where(_SETS.c.undone_at.is_(None))
        .order_by(_SETS.c.id)
    )
    for row in session.execute(query):
        if not row.was or not row.now or columns & _changed(row.was, row.now):
            yield row


def _changed(was: str, now: str) -> set[str]:
    before, after = json.loads(was), json.loads(now)
    return {name for name in after if before.get(name) != after[name]}


def _revert_first(later: dict[int, Row[Any]]) -> Message:
    newest = [later[key] for key in sorted(later, reverse=True)]
    named = (
        tr("“{action}” ({who}, {at})", action=one.label, who=one.who, at=f"{one.at:%Y-%m-%d %H:%M}")
        for one in newest[:_SHOWN]
    )
    listed = joined("; ", named)
    if len(newest) > _SHOWN:
        return tr("Revert first: {actions}; and %n more.", "", len(newest) - _SHOWN, actions=listed)
    return tr("Revert first: {actions}.", actions=listed)
