"""Workspaces that another program has written into: values, rows, columns and parts that tracker never makes."""

import json
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from random import Random

from tests.hostile.mutations import ODD, of_bytes, of_json

_VALUES = (
    *(None, -1, 0, 1, 10**12, -(2**63), 1.5, float("inf"), b"", b"\xff\xfe\x00", "\x00", "\x1b]0;title\x07", "\u202e"),
    *("2026-02-30", "99999-01-01", "0000-00-00 00:00:00", "[]", "{}", "null", '{"x": [1]}', '["a"', "x" * 200_000),
)
FOREIGN = (
    "CREATE TRIGGER odd AFTER INSERT ON setting BEGIN DELETE FROM paragraph; END",
    "CREATE TRIGGER odd AFTER UPDATE ON assessment BEGIN SELECT load_extension('x'); END",
    "CREATE VIEW odd AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
    "CREATE TABLE odd (x)",
    "CREATE INDEX odd ON paragraph (length(text))",
    "CREATE INDEX odd ON measure (id) WHERE title LIKE '%a%'",
    "CREATE VIRTUAL TABLE odd USING fts5(x)",
    "ALTER TABLE paragraph ADD COLUMN odd TEXT GENERATED ALWAYS AS (upper(text)) VIRTUAL",
    "ALTER TABLE measure ADD COLUMN odd",
    "DROP TABLE comment",
    "DROP TABLE search_paragraph",
    "DROP TABLE setting",
    "ALTER TABLE measure DROP COLUMN status",
    "ALTER TABLE assessment RENAME COLUMN rationale TO reason",
    "ALTER TABLE evidence RENAME TO proof",
    "DELETE FROM cycle",
    "DELETE FROM member_state",
    "UPDATE paragraph SET parent_id = id",
    "UPDATE paragraph SET parent_id = id + 1",
    "UPDATE paragraph SET instrument_id = 99",
    "UPDATE change SET before = '[1, 2]', after = 'x'",
    "UPDATE change_set SET label = '{\"text\": 5}'",
    "UPDATE change_set SET at = 'never'",
    "PRAGMA user_version = 999",
    "PRAGMA application_id = 1",
    "PRAGMA journal_mode = WAL",
    "PRAGMA writable_schema = ON; DELETE FROM sqlite_master WHERE name = 'measure'",
    "PRAGMA writable_schema = ON; UPDATE sqlite_master SET rootpage = 3 WHERE name = 'paragraph'",
    "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = 'CREATE TABLE x(' WHERE name = 'cycle'",
)
"""Statements, each of which makes a file that is no workspace of ours any more, or one that hurts."""


def changed(path: Path, chance: Random) -> None:
    """Change a workspace in place, within SQL for the most part."""
    how = chance.random()
    if how < 0.25:
        path.write_bytes(of_bytes(path.read_bytes(), chance))
    elif how < 0.4:
        run(path, chance.choice(FOREIGN))
    else:
        _change_values(path, chance)


def run(path: Path, script: str) -> None:
    """Run statements that no rule of the schema holds back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection, suppress(sqlite3.Error):
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.executescript(script)


def _change_values(path: Path, chance: Random) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.text_factory = bytes
        tables = [
            name.decode()
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith((b"sqlite_", b"search_"))
        ]
        for _ in range(chance.choice((1, 1, 3, 10))):
            table = chance.choice(tables)
            columns = [row[1].decode() for row in connection.execute(f'PRAGMA table_info("{table}")')]
            rows = connection.execute(f'SELECT rowid FROM "{table}"').fetchall()
            if not rows:
                continue
            (row,), column = chance.choice(rows), chance.choice(columns)
            (old,) = connection.execute(f'SELECT "{column}" FROM "{table}" WHERE rowid = ?', (row,)).fetchone()
            where = "" if chance.random() < 0.2 else f" WHERE rowid = {row}"
            with suppress(sqlite3.Error):
                if chance.random() < 0.05:
                    connection.execute(f'DELETE FROM "{table}"{where}')
                elif chance.random() < 0.05:  # text that is no UTF-8
                    connection.execute(f'UPDATE "{table}" SET "{column}" = CAST(x\'ff41fe\' AS TEXT){where}')
                else:
                    value = _other(old, chance)
                    connection.execute(f'UPDATE "{table}" SET "{column}" = ?{where}', (value,))
        connection.commit()


def _other(old: object, chance: Random) -> object:
    if isinstance(old, bytes) and old[:1] in (b"{", b"[") and chance.random() < 0.7:
        with suppress(json.JSONDecodeError):
            return of_json(old, chance).decode("utf-8", "replace")
    return chance.choice((*_VALUES, *(word.encode("utf-8", "replace").decode() for word in ODD)))
