"""Whether a file has the tables and indexes of a workspace, and nothing else that could run or mislead."""

import re
from functools import cache, lru_cache
from pathlib import Path

from sqlalchemy import Connection
from sqlmodel import SQLModel

from tracker.errors import TrackerError
from tracker.i18n import Message, tr
from tracker.store.engine import search_index
from tracker.store.engine.faults import REPAIR

_SQLITES = ("sqlite_sequence", "sqlite_stat1", "sqlite_stat4", "alembic_version")
_GENERATED = "2, 3"  # of pragma_table_xinfo.hidden
_CALLS = re.compile(r"(\w+)[\s\"\]`]*\(")
_CALLED = {"CHECK", "IN", "KEY", "UNIQUE", "VARCHAR", "length", "trim", *_SQLITES}
"""What stands before a bracket in the schema of a workspace, besides the names of tables."""
_ODD_END = re.compile(r"\)[^()']*\b(?:WITHOUT|STRICT)\b[^()']*$|\bCOLLATE\b", re.IGNORECASE)


def must_be_ours(connection: Connection, path: Path, older: bool = False) -> None:
    """Raises TrackerError where there is a `refusal`."""
    if refused := refusal(connection, path, older):
        raise TrackerError(*refused)


def refusal(connection: Connection, path: Path, older: bool = False) -> tuple[Message, Message] | None:
    """Why a file is not opened, and what to do: it has a part that tracker did not make, or made otherwise, or lacks
    one; None where all is as the revisions make it. In a workspace of an `older` schema only what could run by itself
    counts."""
    found = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master").all()
    odd = next((str(name) for kind, name, _ in found if kind not in ("table", "index")), "")
    odd = odd or search_index.foreign(connection, older) or ""
    of_index = search_index.tables()
    odd = odd or next((str(name) for _, name, sql in found if name not in of_index and _is_odd(str(sql or ""))), "")
    made, held = (frozenset[str](), frozenset[str]()) if older else (_made(), _held(connection))
    if odd or held - made:
        what = tr("{path} holds a part that tracker did not make (“{odd}”).", path=path, odd=odd or min(held - made))
        return what, tr("Ask for another copy.")
    if not _says_its_version(connection):
        what = tr("The workspace {path} is damaged: its schema number is not that of its tables.", path=path)
        return what, REPAIR
    if made - held:
        what = tr("{path} lacks a part that every workspace has ({part}).", path=path, part=min(made - held))
        return what, REPAIR
    return None


@lru_cache(1_000)  # of each workspace the same
def _is_odd(sql: str) -> bool:
    """Whether a table or an index calls a function or uses something that none of ours does."""
    called = set(_CALLS.findall(sql)) - _CALLED - SQLModel.metadata.tables.keys()
    return bool(called) or bool(_ODD_END.search(sql))


def _says_its_version(connection: Connection) -> bool:
    """Whether a file claims to be at the same revision in its header and in the table that Alembic keeps."""
    number = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version LIMIT 2").scalars().all()
    return list(found) == [f"{number:04d}"]


@cache
def _made() -> frozenset[str]:
    """The columns and indexes of a workspace, such as "cycle.name"."""
    tables = SQLModel.metadata.tables.values()
    return frozenset(f"{table.name}.{part.name}" for table in tables for part in (*table.columns, *table.indexes))


def _held(connection: Connection) -> frozenset[str]:
    """The columns and indexes that there are; of the tables of SQLite and for searching only generated columns."""
    query = f"""
        SELECT m.name, c.name, c.hidden IN ({_GENERATED}) FROM sqlite_master m, pragma_table_xinfo(m.name) c
            WHERE m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL TABLE %'
        UNION ALL SELECT tbl_name, name, 0 FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"""
    others = search_index.tables().union(_SQLITES)
    found = connection.exec_driver_sql(query)
    return frozenset(f"{table}.{name}" for table, name, generated in found if generated or table not in others)
