"""A plugin for pytest: `-p tests.newer_sqlite` runs tests on the SQLite of the wheel pysqlite3, newer than most
systems', in place of Python's own."""

import sqlite3
import sys
from typing import Any

import pysqlite3  # type: ignore[import-untyped]

for _name in dir(sqlite3):
    if _name.startswith("SQLITE_") and not hasattr(pysqlite3, _name):
        setattr(pysqlite3, _name, getattr(sqlite3, _name))  # the same numbers in all versions


class _Connection(pysqlite3.Connection):  # type: ignore[misc]
    """With what Python's has and this one has not: limits, which then are those of SQLite."""

    def setlimit(self, _category: int, limit: int) -> int:
        return limit


def _connect(*given: Any, **named: Any) -> _Connection:
    connection: _Connection = _connect_plainly(*given, **{"factory": _Connection, **named})
    return connection


_connect_plainly = pysqlite3.connect
pysqlite3.connect = pysqlite3.dbapi2.connect = _connect
sys.modules["sqlite3"] = pysqlite3
sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


def pytest_report_header() -> str:
    return f"SQLite {pysqlite3.sqlite_version} instead of {sqlite3.sqlite_version}"
