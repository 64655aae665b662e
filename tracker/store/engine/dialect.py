"""SQL that only SQLite understands, for queries elsewhere in the store."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, collate

CASELESS = "COLLATE NOCASE"
"""Follows a column in ORDER BY to ignore case."""
AS_MADE = "rowid"
"""For ORDER BY: the order of insertion, in tables without an id."""


def caseless(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column to sort by that ignores case."""
    return collate(column, "NOCASE")


def among(name: str) -> str:
    """An SQL `IN` clause for any number of values, bound to `name` by `values`: SQLite limits the number of
    parameters."""
    return f"IN (SELECT value FROM json_each(:{name}))"


def values(given: Iterable[int | str]) -> str:
    """Values to bind to the name given to `among`."""
    return json.dumps(list(given))


def defer_foreign_keys(connection: Connection) -> None:
    """Check foreign keys only at the end of the transaction."""
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
