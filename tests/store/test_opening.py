"""Opening a workspace where something is in the way: one sentence, nothing changed, nothing left behind; and giving
up."""

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from tests.processes import anyones_folder, as_plain_user
from tests.store.test_migrations import of_schema_1
from tracker import log
from tracker.__main__ import main
from tracker.errors import TrackerError
from tracker.operations import workspaces
from tracker.store.create import create_workspace
from tracker.store.engine import migrate, sqlite
from tracker.store.workspace import open_workspace

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights as POSIX has them")

OPENED = """
import json
from tracker.errors import TrackerError
from tracker.operations.workspaces import new_workspace, open_or_make
from tracker.store.workspace import open_workspace

def told(act):
    try:
        act().close()
        return ""
    except TrackerError as fault:
        return str(fault)
"""


@pytest.fixture(scope="module")
def refused():
    """What a plain user is told, by case."""
    with anyones_folder() as folder:
        body = f"""
        {OPENED.strip().replace(chr(10), chr(10) + " " * 8)}
        found = {{}}
        def case(name, file=True):
            place = folder / name
            place.mkdir()
            path = place / "mine.tracker"
            new_workspace(path).close()
            return place, path
        place, path = case("file")
        path.chmod(0o444)
        found["a read-only file"] = told(lambda: open_or_make(path))
        found["by command"] = main(["--workspace", str(path), "add", str(folder / "warm" / "sample.xlsx")])
        place, path = case("folder")
        (place / f".{{path.name}}.lock").unlink(missing_ok=True)
        place.chmod(0o555)
        found["a read-only folder"] = told(lambda: open_or_make(path))
        found["a new one in it"] = told(lambda: new_workspace(place / "new.tracker"))
        place, path = case("unreadable")
        path.chmod(0)
        found["a file that may not be read"] = told(lambda: open_or_make(path))
        found["to read"] = told(lambda: open_workspace(path, writing=False))
        place, path = case("another home")
        place.chmod(0o555)
        os.environ["TRACKER_HOME"] = str(place)
        found["a home that can't be written"] = main(["instruments"])
        print(json.dumps(found))
        """
        done = as_plain_user(folder, body)
        yield json.loads(done.stdout.splitlines()[-1]), done


def test_rights_are_told_in_one_sentence(refused):
    found, done = refused
    assert "Traceback" not in done.stderr and done.stderr.count("\n") == 2, done.stderr
    assert found.pop("by command") == 2
    assert found.pop("a home that can't be written") == 2
    assert all("Traceback" not in words and words.count(". ") <= 2 for words in found.values())
    for name, words in {
        "a read-only file": "can't be written",
        "a read-only folder": "can't be written",
        "a new one in it": "can't be made",
        "a file that may not be read": "can't be opened",
        "to read": "can't be opened",
    }.items():
        assert words in found[name], (name, found[name])


@pytest.mark.parametrize("length", [241, 248, 255, 400])
def test_a_name_that_is_too_long_is_told(tmp_path, workspace_path, length, capsys):
    path = tmp_path / ("x" * (length - len(".tracker")) + ".tracker")
    with pytest.raises(TrackerError, match="too long for a workspace"):
        create_workspace(path)
    if length <= 255:
        shutil.copy(workspace_path, path)
        with pytest.raises(TrackerError, match="too long for a workspace"):
            open_workspace(path)
    assert main(["--workspace", str(path), "instruments"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_longest_name_that_fits_is_made_and_opened(tmp_path):
    path = tmp_path / ("ü" * ((240 - len(".tracker")) // 2) + ".tracker")
    workspaces.new_workspace(path).close()
    with open_workspace(path) as workspace:
        assert workspaces.check(workspace) == []


def test_a_migration_that_fails_is_told_and_leaves_the_file_as_it_was(tmp_path, capsys):
    path = of_schema_1(tmp_path / "old.tracker")
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("CREATE TABLE saved_view (id)")  # in the way of a table to come
    before = path.read_bytes()
    with pytest.raises(TrackerError, match="can't be brought up to date: table saved_view already exists"):
        open_workspace(path)
    assert path.read_bytes() == before
    assert main(["--workspace", str(path), "add", __file__]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_row_that_a_revision_can_make_nothing_of_is_told_in_one_line(tmp_path, capsys, monkeypatch):
    path = of_schema_1(tmp_path / "old.tracker")
    before = path.read_bytes()
    monkeypatch.setattr(migrate, "mark", lambda _connection: {"a key": 1}["no such key"])
    monkeypatch.delenv("TRACKER_DEBUG", raising=False)
    assert main(["--workspace", str(path), "take-back", __file__]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and "it holds what tracker did not write (KeyError: 'no such key')" in told
    assert "KeyError" in log.file().read_text()
    assert path.read_bytes() == before


class GivenUp(Exception):
    pass


def giving_up_at(look):
    """A `go_on` that gives up at this look."""
    looks = iter(range(look))

    def go_on():
        if next(looks, None) is None:
            raise GivenUp

    return go_on


@pytest.mark.parametrize("look", [0, 1, 3, 10, 30])
def test_bringing_an_older_workspace_up_to_date_is_given_up_and_it_is_as_before(tmp_path, look, monkeypatch):
    monkeypatch.setattr(sqlite, "_INSTRUCTIONS", 100)  # it is a small one
    path = of_schema_1(tmp_path / "old.tracker")
    before = path.read_bytes()
    with pytest.raises(GivenUp):
        open_workspace(path, go_on=giving_up_at(look))
    assert path.read_bytes() == before
    open_workspace(path).close()


@pytest.mark.parametrize("look", [0, 1, 100, 500])
def test_making_a_workspace_is_given_up_and_there_is_none(tmp_path, look):
    with pytest.raises(GivenUp):
        workspaces.new_workspace(tmp_path / "new.tracker", go_on=giving_up_at(look))
    assert list(tmp_path.iterdir()) == []


def test_a_new_workspace_appears_when_it_is_whole(tmp_path):
    path, seen = tmp_path / "new.tracker", []
    with workspaces.new_workspace(path, go_on=lambda: seen.append(path.exists())) as workspace:
        assert workspaces.check(workspace) == []
    assert len(seen) > 500 and not any(seen)


def test_one_that_another_program_makes_meanwhile_is_left_alone(tmp_path):
    path = tmp_path / "new.tracker"
    with pytest.raises(TrackerError, match="exists already"):
        workspaces.new_workspace(path, go_on=lambda: path.write_text("of the other") and None)
    assert path.read_text() == "of the other" and list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("where", ["read_anew", "check"])
def test_ctrl_c_within_a_query_is_not_lost(workspace_path, where):
    """It is seen where SQLite calls us, which tells nobody what is raised there; a check takes it for no damage."""
    code = """
import os, signal, sys, threading
from pathlib import Path
from tracker.operations import workspaces
from tracker.store.engine import search_index
from tracker.store.workspace import open_workspace
in_it, begun = [], threading.Event()
def go_on(*_):
    if in_it:
        begun.set()
def press():
    begun.wait()
    os.kill(os.getpid(), signal.SIGINT)
def endless(connection, _source=None):
    if in_it:
        return 0
    in_it.append(True)
    query = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    return connection.exec_driver_sql(query).scalar()
threading.Thread(target=press, daemon=True).start()
search_index._count_differing = endless
with open_workspace(Path(sys.argv[1]), writing=False) as workspace:
    try:
        if sys.argv[2] == "check":
            print(workspaces.check(workspace, go_on))
        with workspace.read_anew(go_on) as connection:
            endless(connection)
    except KeyboardInterrupt:
        print("ended")
"""
    done = subprocess.run([sys.executable, "-c", code, str(workspace_path), where], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "ended\n", "")
