"""Workspaces that older versions of the program made (its sample, by `tracker demo`), one of each schema, open whole.

No version that was given away had schema 2: that one is the first, brought to it by its revision. The fourth also has
the work that the workbooks in tests/data/returned are about.
"""

import gzip
import json
import sqlite3
from contextlib import closing
from uuid import UUID

import pytest

from tests.conftest import DATA
from tracker.__main__ import main
from tracker.domain.casework.measures import Measure
from tracker.domain.casework.registers import Register
from tracker.operations import registers, workspaces
from tracker.operations.casework import WorkScope, checklist
from tracker.operations.export import ExportRequest, export
from tracker.store.engine import migrate, sqlite
from tracker.store.workspace import open_workspace

SCHEMAS = sorted(int(path.name.split("-")[1].split(".")[0]) for path in (DATA / "workspaces").iterdir())
_NOT_WORK = ("setting", "alembic_version", "sqlite_sequence", "attachment_text")
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
            if name not in _NOT_WORK and not name.startswith("search")
        ]
        return {table: [told(dict(row)) for row in raw.execute(f'SELECT * FROM "{table}"')] for table in tables}


def told(row):
    """A row; where it is one of history, with what it said before and after, but for the identity that came later."""
    for side in ("before", "after"):
        if row.get(side):
            row[side] = {name: value for name, value in json.loads(row[side]).items() if name != "uid"}
    return row


@pytest.mark.parametrize("schema", SCHEMAS)
@pytest.mark.parametrize("command", [["instruments"], ["check"], ["export", "m.xlsx", "--state", "XXS"]], ids=" ".join)
def test_commands_that_read_bring_it_up_to_date(tmp_path, schema, command, capsys, monkeypatch):
    can_open(schema)
    monkeypatch.chdir(tmp_path)
    path = older(schema, tmp_path)
    before = contents(path)
    assert main(["--workspace", path.name, *command]) == 0, capsys.readouterr().err
    assert sqlite.schema_of(path) == migrate.SCHEMA
    kept = tmp_path / f"schema-{schema}.schema-{schema}.backup.tracker"
    assert not kept.exists() if schema == migrate.SCHEMA else contents(kept) == before


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_backup_is_of_it_as_it_is(tmp_path, schema):
    path = older(schema, tmp_path)
    before = path.read_bytes()
    assert main(["--workspace", str(path), "backup", str(tmp_path / "copy.tracker")]) == 0
    assert path.read_bytes() == before
    assert sqlite.schema_of(tmp_path / "copy.tracker") == schema


def can_open(schema):
    if not hasattr(sqlite3.Connection, "blobopen") and schema < 3:
        pytest.skip("the wheel of a newer SQLite can't open blobs, which the third revision does")


@pytest.mark.parametrize("schema", SCHEMAS)
def test_all_work_is_there(tmp_path, schema):
    can_open(schema)
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


IDENTIFIED = ("assessment", "measure", "evidence", "excerpt", "comment", "attachment", "change_set", "evidence_file",
              "measure_paragraph", "evidence_paragraph", "evidence_measure")  # fmt: skip


def uids(path):
    with closing(sqlite3.connect(path)) as raw:
        return {
            (table, row_id): uid for table in IDENTIFIED for row_id, uid in raw.execute(f"SELECT id, uid FROM {table}")
        }


@pytest.mark.parametrize("schema", [schema for schema in SCHEMAS if schema < 5])
def test_copies_that_are_migrated_apart_agree_on_what_is_what(tmp_path, schema):
    """Also where one has changed what it holds: a row is what it is, whatever it says."""
    if not hasattr(sqlite3.Connection, "blobopen") and schema < 3:
        pytest.skip("the wheel of a newer SQLite can't open blobs, which the third revision does")
    (tmp_path / "copy").mkdir()
    paths = older(schema, tmp_path), older(schema, tmp_path / "copy")
    with closing(sqlite3.connect(paths[1])) as raw, raw:
        raw.execute("UPDATE measure SET title = title || ' as amended'")
        raw.execute("UPDATE assessment SET rationale = 'Otherwise'")
    for path in paths:
        open_workspace(path).close()
    one, other = map(uids, paths)
    assert one == other
    assert len(set(one.values())) == len(one) and all(UUID(uid).version == 5 for uid in one.values())


def test_what_is_made_in_both_copies_later_is_told_apart(tmp_path):
    """Both give it the same number, before they are migrated or after."""
    (tmp_path / "copy").mkdir()
    paths = older(4, tmp_path), older(4, tmp_path / "copy")
    for number, path in enumerate(paths):
        with closing(sqlite3.connect(path)) as raw, raw:
            raw.execute(
                "INSERT INTO change_set (id, label, who, at, merge_key, redoable, undoable, state_code)"
                f" VALUES (90001, 'New measure', 'Ann', '2026-01-0{number + 1} 10:00:00.000000', '', 1, 1, 'XXS')"
            )
            raw.execute(
                "INSERT INTO measure (id, state_code, title, type, status, authority, act, article, quoted_text,"
                " description, link) VALUES (90001, 'XXS', 'Act', 'legislation', 'in force', '', '', '', '', '', '')"
            )
            raw.execute(
                "INSERT INTO change (change_set_id, table_name, row_id, before, after)"
                " VALUES (90001, 'measure', 90001, '', '{}')"
            )
        with open_workspace(path) as workspace:
            registers.save_measure(workspace, WorkScope("XXS", 1), Measure("Later"))
    one, other = map(uids, paths)
    assert one["measure", 1] == other["measure", 1]
    assert one["measure", 90001] != other["measure", 90001]
    assert one["measure", 90002] != other["measure", 90002]


def test_what_is_removed_and_comes_back_is_the_same(tmp_path):
    """By undo and redo, also of what was done before rows had an identity."""
    path = older(4, tmp_path)
    with open_workspace(path) as workspace:
        before = uids(path)
        scope = WorkScope("XXS", 1)
        first = registers.measures(workspace, scope)[0].id
        registers.remove(workspace, scope, Register.MEASURE, [first])
        workspace.undo()
        while workspace.undo():
            pass
        while workspace.redo():
            pass
        workspace.undo()
    assert {key: uid for key, uid in uids(path).items() if key[0] != "change_set"} == {
        key: uid for key, uid in before.items() if key[0] != "change_set"
    }
