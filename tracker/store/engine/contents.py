"""Whether the values in a workspace are such as tracker writes: each of its kind, not too large, leading somewhere.

A workspace may come by e-mail, and SQLite lets anyone write anything into it. What passes here can be read without
care. The rules follow from the tables; only the journal's rows are looked at where they are used.
"""

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import CheckConstraint, Column, Connection, Table
from sqlmodel import SQLModel

from tracker.domain.casework.assessments import Stage
from tracker.i18n import Message, tr
from tracker.store.engine import counters, sqlite
from tracker.store.tables.attachments import COMING
from tracker.store.tables.columns import kind_of

_LONGEST = 10_000_000
"""Characters of a text; what tracker writes itself has less than a million."""
_MOST_ROWS = 2_000_000
"""Rows of a table that is read as a whole; 193 Member States that assess a thousand paragraphs take 193,000."""
_TOLD = 20
"""Faults of one kind that are told."""
_NOT_READ_WHOLE = ("change", "change_set", "attachment_part")
_LARGE = ("size",)
"""Whole numbers that may be larger than 32 bits."""
_DIGEST = "sha256"
_JSON = ("before", "after", "fields", "locked")
_STEP = "comment.stage"
"""A choice or nothing, as no rule of the table says."""
PARENTLESS = """
    SELECT id FROM paragraph WHERE id NOT IN (
        WITH RECURSIVE reached(id, instrument_id, position) AS (
            SELECT id, instrument_id, position FROM paragraph WHERE parent_id IS NULL
            UNION
            SELECT p.id, p.instrument_id, p.position FROM paragraph p JOIN reached r ON p.parent_id = r.id
                AND p.instrument_id = r.instrument_id AND p.position > r.position)
        SELECT id FROM reached)"""
"""Paragraphs that are no part of a tree: below themselves, one of another instrument, or one that comes behind."""
_MOMENT = "[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]"


def faults(connection: Connection) -> Iterator[Message]:
    """What is odd, one sentence each; nothing where all is as tracker writes it. Raises DatabaseError where a text is
    no UTF-8."""
    for table in _tables():
        _decode(connection, table)
        yield from _too_many(connection, table)
        yield from _of_values(connection, table)
    yield from counters.faults(connection)
    yield from _of_references(connection)
    yield from _of_parents(connection)


@cache
def odd_rows() -> dict[str, str]:
    """SQL for the numbers (rowid) of the rows that hold an odd value, by table; further conditions may be added."""
    return {
        table.name: f"SELECT rowid FROM {table.name} WHERE ({' OR '.join(_rules(table).values())})"
        for table in _tables()
    }


def _decode(connection: Connection, table: Table) -> None:
    """Read every text once: SQLite itself does not look whether it is UTF-8."""
    names = ", ".join(f'"{column.name}"' for column in table.columns if kind_of(column) is str)
    if names:
        for _ in sqlite.driver_of(connection).execute(f"SELECT {names} FROM {table.name}"):
            pass


def _too_many(connection: Connection, table: Table) -> Iterator[Message]:
    if table.name not in _NOT_READ_WHOLE:
        count = connection.exec_driver_sql(f"SELECT count(*) FROM {table.name}").scalar_one()
        if count > _MOST_ROWS:
            yield tr("The table {table} has more rows than tracker can hold.", code="too-many-rows", table=table.name)


def _of_values(connection: Connection, table: Table) -> Iterator[Message]:
    """The first odd value of each row. A rule that is broken is named, a column by its name."""
    rules = _rules(table)
    which = " ".join(f"WHEN {rule} THEN {number}" for number, rule in enumerate(rules.values()))
    query = f"SELECT * FROM (SELECT rowid, CASE {which} END AS odd FROM {table.name}) WHERE odd IS NOT NULL"
    for row_id, number in connection.exec_driver_sql(f"{query} LIMIT {_TOLD}"):
        name = list(rules)[number]
        if name in table.columns:
            yield tr(
                "Row {row} of {table} holds in {column} what can't be there.",
                code="value-odd",
                row=row_id,
                table=table.name,
                column=name,
            )
        else:
            yield tr(
                "Row {row} of {table} breaks the rule {rule}.",
                code="rule-broken",
                row=row_id,
                table=table.name,
                rule=name,
            )


@cache
def _tables() -> list[Table]:
    return SQLModel.metadata.sorted_tables


@cache
def _rules(table: Table) -> dict[str, str]:
    """SQL that is true of a row that can't be: by column, and by the name of a rule of the table."""
    rules = {column.name: f"coalesce({_odd(column)}, {int(not column.nullable)})" for column in table.columns}
    for rule in table.constraints:
        if isinstance(rule, CheckConstraint):
            rules[str(rule.name)] = f"NOT ({rule.sqltext})"
    return rules


def _odd(column: Column[Any]) -> str:
    """SQL that is true of a value that is none of the column's; NULL for NULL."""
    name, kind = f'"{column.name}"', kind_of(column)
    if kind is bool:
        return f"{name} NOT IN (0, 1) OR typeof({name}) <> 'integer'"
    if kind is int:
        most = counters.LARGEST_ID if column.primary_key else 2**53 if column.name in _LARGE else 2**31 - 1
        least = 1 if column.primary_key else -most
        return f"typeof({name}) <> 'integer' AND {name} IS NOT NULL OR {name} NOT BETWEEN {least} AND {most}"
    if kind is date:
        return (
            f"typeof({name}) <> 'text' AND {name} IS NOT NULL OR {name} <> ifnull(date({name}), '') OR {name} < '0001'"
        )
    if kind is datetime:
        return (
            f"{name} NOT GLOB '{_MOMENT}*' OR substr({name}, 1, 10) <> ifnull(date(substr({name}, 1, 10)), '')"
            f" OR time(substr({name}, 12)) IS NULL AND {name} IS NOT NULL OR {name} < '0001'"
        )
    if kind is bytes:
        return f"typeof({name}) <> 'blob' AND {name} IS NOT NULL"
    rule = f"typeof({name}) <> 'text' AND {name} IS NOT NULL OR length({name}) > {_LONGEST} OR instr({name}, char(0))"
    if column.name == _DIGEST:
        rule += f" OR {name} NOT LIKE '{COMING}%' AND (length({name}) <> 64 OR {name} GLOB '*[^0-9a-f]*')"
    if str(column) == _STEP:
        rule += f" OR {name} NOT IN ({', '.join(repr(str(word)) for word in ('', *Stage))})"
    if column.name in _JSON:
        is_object = f"CASE WHEN json_valid({name}) THEN json_type({name}) = 'object' ELSE 0 END"
        rule += f" OR CASE {name} WHEN '' THEN 0 ELSE NOT ({is_object}) END"
    return rule


def _of_references(connection: Connection) -> Iterator[Message]:
    for number, (table, row_id, target, _) in enumerate(connection.exec_driver_sql("PRAGMA foreign_key_check")):
        if number == _TOLD:
            return
        yield tr(
            "Row {row} of {table} points at something in {target} that is not there.",
            code="target-missing",
            row=row_id,
            table=table,
            target=target,
        )


def _of_parents(connection: Connection) -> Iterator[Message]:
    for (row_id,) in connection.exec_driver_sql(f"{PARENTLESS} LIMIT {_TOLD}"):
        yield tr(
            "Paragraph {row} is below none of its own instrument that comes before it.", code="parent-odd", row=row_id
        )
