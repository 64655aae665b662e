"""The workspace file: made whole or not at all, refused when it is not ours, never half-changed."""

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing

import pytest
from sqlalchemy import CheckConstraint, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from tests.conftest import paragraph
from tracker.domain.casework.levels import Level
from tracker.domain.casework.measures import Measure
from tracker.domain.casework.registers import Register
from tracker.errors import TrackerError
from tracker.i18n import Message
from tracker.operations import casework, registers, workspaces
from tracker.operations.casework import WorkScope
from tracker.store.create import create_workspace
from tracker.store.engine import backup, migrate, sqlite
from tracker.store.workspace import open_unchecked, open_workspace


def test_a_new_workspace_holds_both_resolutions_and_every_state(workspace):
    with workspace.read() as connection:
        count = {
            table: connection.execute(text(f"SELECT count(*) FROM {table}")).scalar()
            for table in ("member_state", "instrument", "paragraph", "footnote", "mark")
        }
    assert count == {"member_state": 193, "instrument": 2, "paragraph": 38 + 122 + 31 + 52, "footnote": 52, "mark": 81}
    assert workspaces.check(workspace) == []


def test_revisions_make_the_tables_of_the_models(tmp_path):
    from alembic.autogenerate import compare_metadata
    from alembic.config import Config
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    from tracker import paths

    create_workspace(tmp_path / "empty.tracker").close()
    reading = sqlite.reader(tmp_path / "empty.tracker")
    with reading.connect() as connection:
        ours = {"include_name": lambda name, kind, _parent: kind != "table" or not name.startswith("search_")}
        assert compare_metadata(MigrationContext.configure(connection, opts=ours), SQLModel.metadata) == []
        made = {row[0]: row[1] for row in connection.execute(text("SELECT name, sql FROM sqlite_master"))}
    for table in SQLModel.metadata.tables.values():
        for constraint in table.constraints:
            if constraint.name and str(constraint.name).startswith("ck_"):
                assert isinstance(constraint, CheckConstraint)
                assert str(constraint.sqltext).replace('"', "") in made[table.name].replace('"', ""), constraint.name
    reading.dispose()
    config = Config()
    config.set_main_option("script_location", str(paths.migrations()).replace("%", "%%"))
    script = ScriptDirectory.from_config(config)
    assert script.get_current_head() == migrate.HEAD
    assert len(list(script.walk_revisions())) == migrate.SCHEMA


def test_a_migration_that_fails_changes_nothing(tmp_path, monkeypatch):
    """SQLite rolls DDL back only because the transaction is begun by hand."""
    path = tmp_path / "half.tracker"
    monkeypatch.setattr(migrate, "mark", lambda _connection: (_ for _ in ()).throw(RuntimeError("power cut")))
    with pytest.raises(RuntimeError):
        create_workspace(path)
    assert not path.exists()
    assert list(tmp_path.iterdir()) == []
    empty = sqlite.writer(_empty_database(tmp_path / "raw.db"))
    with pytest.raises(RuntimeError), empty.connect() as connection:
        migrate.upgrade(connection)
    empty.dispose()
    with closing(sqlite3.connect(tmp_path / "raw.db")) as raw:
        assert raw.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


def _empty_database(path):
    path.touch()
    return path


def test_constraints_hold_in_sql(workspace, scope):
    for label in ("19", "20"):
        casework.set_level(workspace, scope, paragraph(workspace, scope, label), Level.LARGELY)
    for statement in (
        "UPDATE assessment SET level = 'splendid'",
        "UPDATE assessment SET state_code = 'ZZZ'",
        "UPDATE assessment SET paragraph_id = (SELECT paragraph_id FROM assessment ORDER BY id DESC LIMIT 1)",
        "UPDATE paragraph SET kind = 'poem' WHERE id = 1",
        "DELETE FROM cycle",
    ):
        with pytest.raises((IntegrityError, TrackerError)), workspace.write(Message("wrong")) as write:
            write.session.execute(text(statement))


@pytest.mark.parametrize("data", [b"", b"not a database at all" * 20, b"SQLite format 3\0" + bytes(200)])
def test_a_file_that_is_no_workspace_is_refused_and_left_alone(tmp_path, data):
    path = tmp_path / "other.tracker"
    path.write_bytes(data)
    with pytest.raises(TrackerError, match="not a tracker workspace"):
        open_workspace(path)
    assert path.read_bytes() == data
    assert [p.name for p in tmp_path.iterdir()] == ["other.tracker"]


def test_a_workspace_of_a_newer_program_is_refused_byte_identical(workspace_path):
    data = bytearray(workspace_path.read_bytes())
    data[60:64] = (migrate.SCHEMA + 1).to_bytes(4, "big")
    workspace_path.write_bytes(data)
    for writing in (True, False):
        with pytest.raises(TrackerError, match="newer version"):
            open_workspace(workspace_path, writing)
    assert workspace_path.read_bytes() == data


def test_a_workspace_with_a_view_is_refused(workspace_path):
    with sqlite3.connect(workspace_path) as connection:
        connection.execute("CREATE VIEW trap AS SELECT load_extension('x')")
    connection.close()
    with pytest.raises(TrackerError, match="did not make"):
        open_workspace(workspace_path)


@pytest.mark.parametrize("place", ["/dev/null/x.tracker", "/proc/x.tracker"])
def test_a_place_that_cannot_be_written_is_named(place):
    if sys.platform != "linux":
        pytest.skip("such places are Linux's")
    with pytest.raises(TrackerError, match="can't be made"):
        workspaces.new_workspace(__import__("pathlib").Path(place))


def test_a_second_program_is_told_who_has_it_open(workspace):
    with pytest.raises(TrackerError, match=r"open in another tracker \(.+ on .+, since"):
        open_workspace(workspace.path)
    with open_workspace(workspace.path, writing=False) as reading:
        assert len(workspaces.find_states(reading)) == 193
        with pytest.raises(TrackerError, match="reading only"), reading.write(Message("no")):
            pass


def test_what_was_acknowledged_survives_kill_9(workspace_path):
    """The other process says what it has saved, then dies in the middle of the next write."""
    program = textwrap.dedent(f"""
        import os, sys
        from pathlib import Path
        from tracker.operations import casework
        from tracker.operations.casework import WorkScope
        from tracker.store.workspace import open_workspace
        workspace = open_workspace(Path({str(workspace_path)!r}))
        scope = WorkScope("KEN", 1)
        rows = casework.checklist(workspace, scope)
        for number, row in enumerate(rows):
            casework.set_assessment(workspace, scope, row, rationale=f"reason {{number}}")
            print(row.id, flush=True)
    """)
    child = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    saved = [int(child.stdout.readline()) for _ in range(20)]
    os.kill(child.pid, signal.SIGKILL)
    saved += [int(line) for line in child.stdout.read().split()]
    child.wait()
    child.stdout.close()
    with open_workspace(workspace_path) as workspace:
        held = {r.id: r.assessment.rationale for r in casework.checklist(workspace, WorkScope("KEN", 1))}
        assert all(held[row_id] for row_id in saved)
        assert workspaces.check(workspace) == []


def test_after_closing_the_one_file_is_the_whole_workspace(workspace_path):
    with open_workspace(workspace_path) as workspace:
        scope = WorkScope("KEN", 1)
        casework.set_level(workspace, scope, paragraph(workspace, scope, "19"), Level.LARGELY)
    left = {p.name for p in workspace_path.parent.iterdir()} - {f".{workspace_path.name}.lock"}
    assert left == {workspace_path.name}
    assert workspace_path.read_bytes()[18:20] == b"\x01\x01"  # no write-ahead log needed to read it


def test_backup_of_an_open_workspace_is_consistent(workspace, scope, tmp_path):
    casework.set_level(workspace, scope, paragraph(workspace, scope, "19"), Level.LARGELY)
    target = workspaces.back_up(workspace, tmp_path / "copy.tracker")
    with open_workspace(target) as copy:
        assert paragraph(copy, scope, "19").assessment.level == Level.LARGELY
        assert workspaces.check(copy) == []
    second, third = workspaces.back_up(workspace), workspaces.back_up(workspace)
    assert second != third


def test_a_backup_replaces_nothing_it_should_not(workspace, tmp_path):
    """A copy onto the open workspace would lose all that is written afterwards."""
    other = tmp_path / "thesis.doc"
    other.write_text("precious")
    earlier = workspaces.back_up(workspace, tmp_path / "earlier.tracker")
    for target, replace in (
        (workspace.path, False),
        (workspace.path, True),
        (other, False),
        (other, True),
        (earlier, False),
    ):
        with pytest.raises(TrackerError):
            workspaces.back_up(workspace, target, replace)
    with open_workspace(earlier), pytest.raises(TrackerError, match="open in another"):
        workspaces.back_up(workspace, earlier, replace=True)
    workspaces.back_up(workspace, earlier, replace=True)
    assert other.read_text() == "precious"


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE assessment SET level = 'zz'",
        "UPDATE assessment SET due_on = '2020-13-99'",
        "UPDATE measure SET adopted_on = 5",
        "UPDATE measure SET title = cast(x'ff41' AS text)",
        "DELETE FROM cycle",
        "DROP TABLE evidence",
    ],
)
def test_damage_is_told_in_plain_words_and_found_by_check(workspace_path, damage):
    with open_workspace(workspace_path) as workspace:
        scope = WorkScope("KEN", 1)
        casework.set_level(workspace, scope, paragraph(workspace, scope, "19"), Level.LARGELY)
        registers.save_measure(workspace, scope, Measure("A law"))
    with sqlite3.connect(workspace_path) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(damage)
    connection.close()
    for writing in (True, False):
        with pytest.raises(TrackerError):
            open_workspace(workspace_path, writing=writing)
    with open_unchecked(workspace_path) as workspace:
        try:
            assert workspaces.check(workspace)
        except TrackerError as fault:
            assert "damaged" in str(fault)


def test_what_is_gone_cannot_be_changed(workspace, scope):
    registers.save_measure(workspace, scope, Measure("A law"))
    row = registers.measures(workspace, scope)[0]
    registers.remove(workspace, scope, Register.MEASURE, [row.id])
    for change in (
        lambda: registers.remove(workspace, scope, Register.MEASURE, [row.id]),
        lambda: registers.save_measure(workspace, scope, Measure("Another"), row.id),
        lambda: registers.link(workspace, scope, Register.MEASURE, [row.id], [paragraph(workspace, scope, "19").id]),
    ):
        with pytest.raises(TrackerError, match="no longer there"):
            change()


def test_check_finds_changed_words_and_attachments(workspace_path):
    with sqlite3.connect(workspace_path) as connection:
        connection.execute("UPDATE paragraph SET text = text || ' indeed' WHERE label = '19'")
        connection.execute("UPDATE attachment_part SET content = zeroblob(length(content)) WHERE attachment_id = 1")
    connection.close()
    with open_workspace(workspace_path) as workspace:
        found = list(map(str, workspaces.check(workspace)))
    assert len(found) == 4
    assert "A/RES/74/178, paragraph 19" in found[0]
    assert "index for searching differs from the table paragraph in 2 rows" in found[2]
    assert "SHA-256" in found[3]


def test_a_large_workspace_is_shown_before_it_is_looked_through(workspace_path, monkeypatch):
    from tracker.store import workspace as stored

    monkeypatch.setattr(stored, "_CHECKED_AT_ONCE", 1)
    with closing(sqlite3.connect(workspace_path)) as raw:
        (page,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'measure'").fetchone()
    data = bytearray(workspace_path.read_bytes())
    data[(page - 1) * 4096 : page * 4096 - 3000] = b"x" * 1096
    workspace_path.write_bytes(data)
    with pytest.raises(TrackerError, match="damaged"):
        open_workspace(workspace_path)
    with open_workspace(workspace_path, check_later=True) as opened:
        assert not opened.is_checked
        with pytest.raises(TrackerError, match="damaged"):
            opened.check()


def test_what_a_dead_program_left_of_another_file_stays_out_of_a_new_one(tmp_path, workspace_path):
    """A workspace is deleted after a crash, its log stays; a new one of the same name begins clean."""
    with open_workspace(workspace_path) as opened:
        casework.set_level(opened, WorkScope("KEN", 1), paragraph(opened, WorkScope("KEN", 1), "19"), Level.LARGELY)
        log = workspace_path.with_name(workspace_path.name + "-wal").read_bytes()
    for make in (lambda path: workspaces.new_workspace(path).close(), lambda path: backup.copy(workspace_path, path)):
        path = tmp_path / "new.tracker"
        path.with_name("new.tracker-wal").write_bytes(log)
        make(path)
        with open_workspace(path) as opened:
            assert workspaces.check(opened) == []
        path.unlink()
