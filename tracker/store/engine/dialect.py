"""The words of SQL that only SQLite knows, for queries elsewhere in the store."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, collate

CASELESS = "COLLATE NOCASE"
"""Behind a column to sort by: capital and small letters alike."""
AS_MADE = "rowid"
"""To sort by: the order in which rows were made, where a table has no number."""


def caseless(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column to sort by: capital and small letters alike."""
    return collate(column, "NOCASE")


def among(name: str) -> str:
    """`IN` the values that are bound to `name` by `values`: any number of them in one statement."""
    return f"IN (SELECT value FROM json_each(:{name}))"


def values(given: Iterable[int | str]) -> str:
    """Values to bind where a query says `among`."""
    return json.dumps(list(given))


def defer_foreign_keys(connection: Connection) -> None:
    """Look whether what rows point at is there only when the transaction ends."""
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
