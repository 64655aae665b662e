"""What takes the place of lost rows: what is still said of them, or a stand-in where other rows refer to one.

Rows are lost by the page, and most work refers to rows of small tables: with the one page of the cycles, all
assessments would go. A lost row is written anew from history, the bytes of a file, or the list of Member States that
comes with the program. Where none of these has it and work belongs to it, a stand-in shows what it is.
"""

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import Table
from sqlmodel import SQLModel

from tracker.domain.instruments.instrument import fingerprint
from tracker.i18n import Message, tr
from tracker.progress import GoOn
from tracker.store.beginnings import bundled_member_states, first_cycle
from tracker.store.engine import contents, counters
from tracker.store.tables.attachments import AttachmentTable
from tracker.store.tables.casework import CycleTable, EvidenceTable, MeasureTable, MemberStateTable
from tracker.store.tables.columns import kind_of, table_of
from tracker.store.tables.in_words import ROWS
from tracker.store.tables.instruments import InstrumentTable, ParagraphTable
from tracker.store.tables.journal import ChangeSetTable

Values = dict[str, Any]
"""A row by column."""
Key = int | str
_UNFIT = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError, OverflowError, UnicodeEncodeError)
"""What comes of values that the table, or SQLite, can't hold."""
_RESTORED, _STAND_IN, _NOTHING = range(3)


def fill_gaps(target: sqlite3.Connection, harmed: AbstractSet[str], go_on: GoOn) -> Iterator[Message]:
    """Write what the `harmed` tables lack by history, what any row refers to in vain, and the cycle without which no
    workspace can be opened; drop what refers to nothing even then, and count ids anew. Yields what was done, one
    sentence each. `go_on` may raise to cancel."""
    yield from _add_member_states(target)
    for table in reversed(SQLModel.metadata.sorted_tables):  # what is written may itself refer to what is lost
        lacking = _lacking(target, table, table.name in harmed, go_on)
        done = Counter(_write_anew(target, table, key, referred) for key, referred in lacking)
        if count := done[_RESTORED]:
            yield tr("%n of the lost {rows} were restored from what is left.", "", count, rows=ROWS[table.name])
        if count := done[_STAND_IN]:
            yield tr(
                "In place of %n of the lost {rows} there are stand-ins, so that the work on them is kept.",
                "",
                count,
                rows=ROWS[table.name],
            )
    yield from _drop_dangling(target)
    yield from _uproot(target)
    counters.count_anew(target)
    if target.execute("SELECT 1 FROM cycle").fetchone() is None:
        target.execute("INSERT INTO cycle (name) VALUES (?)", (first_cycle(),))
        yield tr("No cycle is left; “{name}” is a new one.", name=first_cycle())


def _add_member_states(target: sqlite3.Connection) -> Iterator[Message]:
    states = [(state.code, state.name, state.group) for state in bundled_member_states()]
    added = target.executemany(
        "INSERT OR IGNORE INTO member_state (code, name, regional_group) VALUES (?, ?, ?)", states
    ).rowcount
    if added:
        yield tr("%n of the Member States were taken from the list that comes with tracker.", "", added)


def _lacking(target: sqlite3.Connection, table: Table, harmed: bool, go_on: GoOn) -> Iterator[tuple[Key, bool]]:
    """The keys of rows that are not there and that others refer to, or that history has of a `harmed` table; with each
    whether others do. Also those that come up meanwhile."""
    (key,) = table.primary_key.columns
    sources = [
        f'SELECT "{column.name}" AS key, 1 AS referred FROM "{other.name}" WHERE "{column.name}" IS NOT NULL'
        for other in SQLModel.metadata.sorted_tables
        for column in other.columns
        if column.references(key)
    ]
    if harmed:
        sources.append(f"SELECT row_id AS key, 0 AS referred FROM change WHERE table_name = '{table.name}'")
    query = f"""
        SELECT key, max(referred) FROM ({" UNION ".join(sources)})
        WHERE key NOT IN (SELECT "{key.name}" FROM "{table.name}") GROUP BY key"""
    seen: set[tuple[Key, int]] = set()
    while sources and (found := set(target.execute(query)) - seen):
        seen |= found
        for one, referred in sorted(found):
            go_on()
            yield one, bool(referred)


def _write_anew(target: sqlite3.Connection, table: Table, key: Key, referred: bool) -> int:
    """Write a lost row, if only in likeness where others refer to it; says how it could be done."""
    made = _STAND_INS.get(table.name, _none)(target, key) if referred else {}
    remembered = _REMEMBERED.get(table.name, _from_history)(target, table, key)
    if remembered and _put(target, table, key, made | remembered):
        return _RESTORED
    return _STAND_IN if made and _put(target, table, key, made) else _NOTHING


def _put(target: sqlite3.Connection, table: Table, key: Key, values: Values) -> bool:
    """Insert a row; False where no workspace can hold it, and there is none."""
    (column,) = table.primary_key.columns
    row = {name: value for name, value in values.items() if name in table.columns} | {column.name: key}
    if any(kind_of(table.columns[name]) is str and not isinstance(value, str | None) for name, value in row.items()):
        return False  # SQLite would make words of a number
    names = ", ".join(f'"{name}"' for name in row)
    try:
        added = target.execute(
            f'INSERT INTO "{table.name}" ({names}) VALUES ({", ".join("?" * len(row))})', list(row.values())
        ).lastrowid
    except _UNFIT:
        return False
    if target.execute(f"{contents.odd_rows()[table.name]} AND rowid = ?", (added,)).fetchone():
        target.execute(f'DELETE FROM "{table.name}" WHERE rowid = ?', (added,))
        return False
    return True


def _values(row: SQLModel) -> Values:
    return {column.name: getattr(row, column.name) for column in table_of(type(row)).columns}


# What is still said of a row


def _from_history(target: sqlite3.Connection, table: Table, key: Key) -> Values:
    """A row as the changes that stand have left it; some of its values where others are lost, none where it is not in
    history."""
    values: Values = {}
    query = """
        SELECT c.after FROM change c LEFT JOIN change_set s ON s.id = c.change_set_id
        WHERE c.table_name = ? AND c.row_id = ? AND s.undone_at IS NULL ORDER BY c.id"""
    for (after,) in target.execute(query, (table.name, key)):
        values = values | json.loads(after) if after else {}
    moments = [column.name for column in table.columns if kind_of(column) is datetime]
    return values | {name: _moment(values[name]) for name in moments if name in values}


def _moment(value: object) -> object:
    """A time as SQLAlchemy stores it in SQLite; what is none stays as it is."""
    with suppress(TypeError, ValueError):
        return datetime.fromisoformat(value).strftime("%Y-%m-%d %H:%M:%S.%f")  # type: ignore[arg-type]
    return value


def _from_parts(target: sqlite3.Connection, _table: Table, key: Key) -> Values:
    """The file that the parts of its content make up."""
    digest, size = hashlib.sha256(), 0
    query = "SELECT content FROM attachment_part WHERE attachment_id = ? ORDER BY position"
    for (part,) in target.execute(query, (key,)):
        digest.update(part)
        size += len(part)
    return _values(AttachmentTable(sha256=digest.hexdigest(), size=size)) if size else {}


_REMEMBERED: Mapping[str, Callable[[sqlite3.Connection, Table, Key], Values]] = {"attachment": _from_parts}


# Stand-ins


def _none(_target: sqlite3.Connection, _key: Key) -> Values:
    return {}


def _cycle(_target: sqlite3.Connection, key: Key) -> Values:
    return _values(CycleTable(name=str(tr("Cycle {number} (name lost)", number=key))))


def _member_state(_target: sqlite3.Connection, key: Key) -> Values:
    name = str(tr("State {letters} (name lost)", letters=key))
    return _values(MemberStateTable(code=str(key), name=name, regional_group=""))


def _instrument(_target: sqlite3.Connection, key: Key) -> Values:
    name = str(tr("Instrument {number} (name lost)", number=key))
    return _values(InstrumentTable(symbol=name, organ="", title=name, format=""))


def _paragraph(target: sqlite3.Connection, key: Key) -> Values:
    """A paragraph at the end of the instrument that has those below it, or else those before or behind it."""
    query = """
        SELECT coalesce(
            (SELECT instrument_id FROM paragraph WHERE parent_id = :id),
            (SELECT instrument_id FROM paragraph WHERE id < :id ORDER BY id DESC LIMIT 1),
            (SELECT instrument_id FROM paragraph WHERE id > :id ORDER BY id LIMIT 1),
            (SELECT min(id) FROM instrument), 1)"""
    (instrument,) = target.execute(query, {"id": key}).fetchone()
    query = "SELECT ifnull(max(position), 0) + 1 FROM paragraph WHERE instrument_id = ?"
    (position,) = target.execute(query, (instrument,)).fetchone()
    words = str(tr("Paragraph {number} (words lost)", number=key))
    made = ParagraphTable(
        instrument_id=instrument,
        position=position,
        kind="operative",
        label=f"?{key}",
        opening="",
        text=words,
        to_member_states=True,
        fingerprint=fingerprint(words),
    )
    return _values(made)


_MOST_WORK = """
    (SELECT state_code FROM (SELECT state_code FROM assessment UNION ALL SELECT state_code FROM measure
        UNION ALL SELECT state_code FROM evidence) GROUP BY 1 ORDER BY count(*) DESC LIMIT 1)"""


def _measure(target: sqlite3.Connection, key: Key) -> Values:
    title = str(tr("Measure {number} (title lost)", number=key))
    return _values(MeasureTable(state_code=_whose(target, "measure", "evidence", key), title=title))


def _evidence(target: sqlite3.Connection, key: Key) -> Values:
    title = str(tr("Evidence {number} (title lost)", number=key))
    return _values(EvidenceTable(state_code=_whose(target, "evidence", "measure", key), title=title))


def _whose(target: sqlite3.Connection, register: str, other: str, key: Key) -> str | None:
    """The Member State whose paragraphs, or rows of the other register, a lost row is linked to, else that with the
    most work."""
    query = f"""
        SELECT coalesce(
            (SELECT state_code FROM {register}_paragraph WHERE {register}_id = :id),
            (SELECT o.state_code FROM evidence_measure l JOIN {other} o ON o.id = l.{other}_id
                WHERE l.{register}_id = :id), {_MOST_WORK})"""
    (state,) = target.execute(query, {"id": key}).fetchone()
    return state if state is None else str(state)


def _change_set(target: sqlite3.Connection, key: Key) -> Values:
    """An action that is only shown, at the time of that before or behind it."""
    query = """
        SELECT coalesce(
            (SELECT at FROM change_set WHERE id < :id ORDER BY id DESC LIMIT 1),
            (SELECT at FROM change_set WHERE id > :id ORDER BY id LIMIT 1), '1970-01-01 00:00:00')"""
    (at,) = target.execute(query, {"id": key}).fetchone()
    label = str(tr("Action {number} (name lost)", number=key))
    return _values(ChangeSetTable(label=Message(label), who="", at=at, redoable=False, undoable=False)) | {
        "label": label
    }


_STAND_INS: Mapping[str, Callable[[sqlite3.Connection, Key], Values]] = {
    "change_set": _change_set,
    "cycle": _cycle,
    "evidence": _evidence,
    "instrument": _instrument,
    "measure": _measure,
    "member_state": _member_state,
    "paragraph": _paragraph,
}


# What is left


def _drop_dangling(target: sqlite3.Connection) -> Iterator[Message]:
    """Let rows go of what is lost, and drop those that can't be without it, until there are none."""
    dropped: Counter[str] = Counter()
    while dangling := target.execute("PRAGMA foreign_key_check").fetchall():
        for table, rowid, _, number in dangling:
            keys = {row[0]: row[3] for row in target.execute(f'PRAGMA foreign_key_list("{table}")')}
            try:
                target.execute(f'UPDATE "{table}" SET "{keys[number]}" = NULL WHERE rowid = ?', (rowid,))
            except sqlite3.IntegrityError:
                dropped[table] += target.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (rowid,)).rowcount
    for table, count in dropped.items():
        yield tr("%n of the {rows} belonged to what is lost, and are lost too.", "", count, rows=ROWS[table])


def _uproot(target: sqlite3.Connection) -> Iterator[Message]:
    """Paragraphs that are below none of their own instrument stand by themselves from now on."""
    count = target.execute(f"UPDATE paragraph SET parent_id = NULL WHERE id IN ({contents.PARENTLESS})").rowcount
    if count:
        yield tr(
            "%n of the {rows} hung below none of their instrument, and stand by themselves now.",
            "",
            count,
            rows=ROWS["paragraph"],
        )
