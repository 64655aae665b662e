"""The counters from which new rows get their ids (AUTOINCREMENT, https://sqlite.org/autoinc.html).

SQLite lets anyone write into them, and believes them: after the largest number that it knows, every write fails as on a
full disk; after one that is larger than any id of ours, what was written is refused when the workspace is opened again.
"""

import sqlite3
from collections.abc import Iterator

from sqlalchemy import Connection
from sqlmodel import SQLModel

from tracker.i18n import Message, tr
from tracker.store.tables.in_words import ROWS

LARGEST_ID = 2**30
"""What no id of a workspace comes near to, and the window, which counts to twice as many, can show."""


def faults(connection: Connection) -> Iterator[Message]:
    """The counters that are none, or not at or behind their last row, in one sentence each."""
    for table in _counted():
        (odd,) = connection.exec_driver_sql(f"""
            SELECT count(*) > 1 OR ifnull(max(
                typeof(seq) <> 'integer' OR seq NOT BETWEEN (SELECT ifnull(max(id), 0) FROM {table}) AND {LARGEST_ID}
            ), 0) FROM sqlite_sequence WHERE name = '{table}'""").one()
        if odd:
            yield tr(
                "The counter that numbers new {rows} is damaged.", code="counter-odd", table=table, rows=ROWS[table]
            )


def count_anew(target: sqlite3.Connection) -> None:
    """Set each counter to the last id that is in use or in history, where an id never means two rows."""
    target.execute("DELETE FROM sqlite_sequence")
    for table in _counted():
        target.execute(f"""
            INSERT INTO sqlite_sequence (name, seq) SELECT '{table}', ifnull(max(id), 0) FROM (
                SELECT id FROM {table}
                UNION ALL SELECT row_id FROM change WHERE table_name = '{table}' AND row_id <= {LARGEST_ID // 2})""")


def _counted() -> list[str]:
    tables = SQLModel.metadata.sorted_tables
    return [table.name for table in tables if table.dialect_options["sqlite"]["autoincrement"]]
