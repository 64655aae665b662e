"""Workspaces that older versions of the program made (its sample, by `tracker demo`), one of each schema, open whole.

No version that was given away had schema 2: that one is the first, brought to it by its revision. The fourth also has
the work that the workbooks in tests/data/returned are about.
"""

import gzip
import sqlite3
from contextlib import closing

import pytest

from tests.conftest import DATA
from tracker.operations import workspaces
from tracker.operations.casework import WorkScope, checklist
from tracker.operations.export import ExportRequest, export
from tracker.store.engine import migrate
from tracker.store.workspace import open_workspace

SCHEMAS = sorted(int(path.name.split("-")[1].split(".")[0]) for path in (DATA / "workspaces").iterdir())
_ELSEWHERE = {("evidence", "excerpt"), ("evidence", "place"), ("attachment", "content")}
_ELSEWHERE |= {("change_set", "undoable"), ("change_set", "redoable")}  # where what was changed has no column any more
"""Columns whose contents a migration has moved, or that it may set."""


def older(schema, folder):
    """A workspace as the program of that schema left it."""
    path = folder / f"schema-{schema}.tracker"
    path.write_bytes(gzip.decompress((DATA / "workspaces" / f"{path.name}.gz").read_bytes()))
    return path


def contents(path):
    """Every row of casework: by table, column name to value."""
    with closing(sqlite3.connect(path)) as raw:
        raw.row_factory = sqlite3.Row
        tables = [
            name
            for (name,) in map(tuple, raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'"))
            if name not in ("setting", "alembic_version", "sqlite_sequence") and not name.startswith("search")
        ]
        return {table: [dict(row) for row in raw.execute(f'SELECT * FROM "{table}"')] for table in tables}


@pytest.mark.parametrize("schema", SCHEMAS)
def test_all_work_is_there(tmp_path, schema):
    if not hasattr(sqlite3.Connection, "blobopen") and schema < 3:
        pytest.skip("the wheel of a newer SQLite can't open blobs, which the third revision does")
    path = older(schema, tmp_path)
    before = contents(path)
    with open_workspace(path) as workspace:
        assert workspaces.check(workspace) == []
        assert checklist(workspace, WorkScope("XXS", 1))
        wanted = ExportRequest(("XXS",))
        assert export(workspace, tmp_path / "matrix.xlsx", wanted) == []
        assert workspace.undo() and workspace.redo()
    after = contents(path)
    for table, rows in before.items():
        columns = [name for name in rows[0] if (table, name) not in _ELSEWHERE] if rows else []
        kept = [name for name in columns if not after[table] or name in after[table][0]]
        assert kept == columns, table
        assert [[row[name] for name in kept] for row in rows] == [[row[name] for name in kept] for row in after[table]]
    assert schema == migrate.SCHEMA or (tmp_path / f"schema-{schema}.schema-{schema}.backup.tracker").exists()


def test_there_is_one_of_each_schema():
    assert set(range(1, migrate.SCHEMA)) <= set(SCHEMAS)
