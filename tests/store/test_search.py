"""The index of all words: damaged or foreign, it is told in plain words, and never in the way of the rest."""

import errno
import random
import sqlite3
from contextlib import closing, suppress

import pytest
from sqlalchemy.exc import OperationalError

from tests.instruments.rendering import put
from tracker.__main__ import main
from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.measures import Measure
from tracker.errors import TrackerError
from tracker.operations import registers, workspaces
from tracker.operations.casework import WorkScope
from tracker.operations.registers import NewFile, Parts
from tracker.operations.search import read_files, search
from tracker.store import workspace as stored
from tracker.store.engine import search_index
from tracker.store.workspace import open_workspace

SCOPE = WorkScope("KEN", 1)
OF_FILES_ALONE = "increasing sophistication"
"""Words of a preamble, which are found in the file of a resolution only."""


@pytest.fixture
def scope() -> WorkScope:
    """It is known without opening a workspace, which would be in the way of `path`."""
    return SCOPE


@pytest.fixture(scope="module")
def made_path(made_once, tmp_path_factory):
    folder = tmp_path_factory.mktemp("searched")
    (folder / "made.tracker").write_bytes(made_once)
    with open_workspace(folder / "made.tracker") as workspace:
        registers.save_measure(workspace, SCOPE, Measure("Okapi act"))
        parts = Parts(files=[NewFile(put(folder, "A-RES-68-197.docx"))])
        registers.save_evidence(workspace, SCOPE, Evidence("Report"), parts=parts)
        read_files(workspace, lambda: None)
    return (folder / "made.tracker").read_bytes()


@pytest.fixture
def path(workspace_path, made_path):
    """A closed workspace with a measure and a file that was read."""
    workspace_path.write_bytes(made_path)
    return workspace_path


DAMAGE = [
    "DELETE FROM search_measure_data",
    "UPDATE search_measure_data SET block = x'0badbadbad'",
    "UPDATE search_measure_data SET block = zeroblob(200)",
    "DELETE FROM search_measure_config",
    "DELETE FROM search_measure_content",
    "DROP TABLE search_measure",
    "DROP TABLE search_measure_data",
    "DELETE FROM search_file_data",
    "DROP TABLE search_file",
]
UNSEEN = [damage for damage in DAMAGE if damage.startswith("UPDATE") or "measure_data" in damage]
"""What an older SQLite can't see where it may only read."""


def spoil(path, damage):
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(damage)


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_index_is_found_by_check_and_told_in_plain_words(path, damage):
    spoil(path, damage)
    with open_workspace(path, writing=False) as workspace:
        seen = any("index for searching" in str(fault) for fault in workspaces.check(workspace))
        assert seen or (damage in UNSEEN and sqlite3.sqlite_version_info < (3, 44))
        for act in (lambda: search(workspace, "okapi", "KEN"), lambda: search(workspace, OF_FILES_ALONE)):
            try:
                act()
            except TrackerError as fault:
                assert "index for searching is damaged" in str(fault)


@pytest.mark.parametrize(
    ("damage", "mended_by"),
    [
        ("DROP TABLE search_measure", "Open the workspace in tracker: the index for searching is then made anew."),
        ("DELETE FROM search_measure", "save what can be read with `tracker check --repair`."),
        ("DROP TABLE search_measure; UPDATE measure SET adopted_on = 'x'", "`tracker check --repair`."),
    ],
)
def test_check_says_what_mends_what_it_found(path, damage, mended_by, capsys):
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(damage)
    assert main(["--workspace", str(path), "check"]) == 1
    assert capsys.readouterr().out.strip().endswith(mended_by)


@pytest.mark.parametrize("damage", DAMAGE)
def test_an_index_that_was_damaged_is_made_anew_and_the_workspace_opens(path, scope, damage):
    spoil(path, damage)
    with open_workspace(path) as workspace:
        assert workspace.notices
        assert workspaces.check(workspace) == []
        (found,) = search(workspace, "okapi", "KEN")
        assert found.hits
        assert read_files(workspace, lambda: None) == 1, "the words of files are read again from the files"
        assert search(workspace, OF_FILES_ALONE, "KEN")
        registers.save_measure(workspace, scope, Measure("Zebra act"))
        assert workspaces.check(workspace) == []
    with open_workspace(path) as workspace:
        assert not workspace.notices


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_to_the_index_while_it_is_open_loses_nothing_and_is_mended_at_the_next_opening(path, scope, damage):
    with open_workspace(path) as workspace:
        spoil(path, damage)
        registers.save_measure(workspace, scope, Measure("Zebra act"))
        assert len(registers.measures(workspace, scope)) == 2, "what is typed is kept all the same"
        workspace.undo()
        assert len(registers.measures(workspace, scope)) == 1
        registers.save_measure(workspace, scope, Measure("Gnu act"))
        for act in (lambda: search(workspace, "okapi", "KEN"), lambda: read_files(workspace, lambda: None)):
            try:
                act()
            except TrackerError as fault:
                assert "index for searching is damaged" in str(fault)
    with open_workspace(path) as workspace:
        read_files(workspace, lambda: None)
        assert workspaces.check(workspace) == []
        assert search(workspace, "gnu", "KEN") and search(workspace, "okapi", "KEN")


@pytest.mark.skipif(sqlite3.sqlite_version_info < (3, 44), reason="an older SQLite does not look into the index")
def test_a_large_workspace_is_shown_first_and_its_index_made_anew_at_the_next_opening(path, monkeypatch):
    monkeypatch.setattr(stored, "_CHECKED_AT_ONCE", 1)
    spoil(path, "UPDATE search_measure_data SET block = zeroblob(200)")
    again = pytest.raises(TrackerError, match="Open the workspace again: it is then made anew")
    with open_workspace(path, check_later=True) as workspace, again:
        workspace.check()
    with open_workspace(path, check_later=True) as workspace:
        assert workspace.notices and workspaces.check(workspace) == []


@pytest.mark.parametrize("turn", range(12))
def test_an_index_damaged_at_random_is_never_in_the_way(path, scope, turn):
    """Newer SQLites say of such an index that there is no memory, or call the whole file malformed."""
    spoil_at_random(path)
    with open_workspace(path, writing=False) as workspace:
        told = list(map(str, workspaces.check(workspace)))
        assert all(one.startswith("The index for searching ") for one in told), told
    with open_workspace(path) as workspace:
        registers.save_measure(workspace, scope, Measure("Gnu act"))
        with suppress(TrackerError):
            search(workspace, "okapi", "KEN")
        with suppress(TrackerError):
            read_files(workspace, lambda: None)
    with open_workspace(path) as workspace:
        read_files(workspace, lambda: None)
        assert workspaces.check(workspace) == []
        assert search(workspace, "gnu", "KEN")
        assert len(registers.measures(workspace, scope)) == 2


def spoil_at_random(path):
    """Bytes changed, cut or put in place in some of the blocks of some index."""
    with closing(sqlite3.connect(path)) as raw, raw:
        for _ in range(random.randint(1, 4)):
            table = random.choice(["search_measure_data", "search_paragraph_data", "search_file_data"])
            rows = raw.execute(f"SELECT id, block FROM {table}").fetchall()
            row_id, block = random.choice(rows)
            block = bytearray(block)
            for _ in range(random.randint(1, 8)):
                if block:
                    block[random.randrange(len(block))] = random.randrange(256)
            if random.random() < 0.3:
                block = block[: random.randint(0, len(block))]
            raw.execute(f"UPDATE {table} SET block = ? WHERE id = ?", (bytes(block), row_id))


@pytest.mark.parametrize("words", ["NULL", "x'ff41'", "12345"])
def test_words_that_are_no_text_are_shown_as_none(path, words):
    with closing(sqlite3.connect(path)) as raw, raw:
        put = "INSERT OR REPLACE INTO search_file (rowid, words, shown)"
        raw.execute(f"{put} SELECT max(rowid), {words}, {words} FROM search_file")
    with open_workspace(path) as workspace:
        search(workspace, "12345")
        search(workspace, "A")


@pytest.mark.parametrize(
    "odd",
    [
        "CREATE VIRTUAL TABLE other USING fts5(words, content = 'setting')",
        "CREATE VIRTUAL TABLE search_measure USING rtree(id, a, b)",
        "CREATE TABLE search_measure (state_code, title)",
    ],
)
def test_an_index_that_is_not_ours_is_refused(path, odd):
    with closing(sqlite3.connect(path)) as raw, raw:
        if "search_measure" in odd:
            raw.execute("DROP TABLE search_measure")
        try:
            raw.execute(odd)
        except sqlite3.OperationalError:
            pytest.skip("this SQLite has no such tables")
    with pytest.raises(TrackerError, match="did not make"):
        open_workspace(path)


def test_a_file_that_could_not_be_copied_is_read_another_time(workspace, scope, tmp_path, monkeypatch):
    parts = Parts(files=[NewFile(put(tmp_path, "A-RES-68-197.docx"))])
    registers.save_evidence(workspace, scope, Evidence("Report"), parts=parts)

    def full(_target):
        raise OSError(errno.ENOSPC, "No space left on device")

    for name, instead in (
        ("tempfile.tempdir", str(tmp_path / "gone")),
        ("tracker.store.read.attachments.written_beside", full),
    ):
        with monkeypatch.context() as fault, pytest.raises(TrackerError, match="can't be read for searching"):
            fault.setattr(name, instead)
            read_files(workspace, lambda: None)
    assert read_files(workspace, lambda: None) == 1
    assert registers.evidence(workspace, scope)[0].files[0].fault == ""
    assert search(workspace, OF_FILES_ALONE, "KEN")


def test_a_whole_index_is_not_called_damaged_after_it_changed(path, scope):
    """A connection that has used the index before another changed it takes it for damaged, from SQLite 3.44 on."""
    with open_workspace(path) as workspace:
        for number in range(30):
            search(workspace, "okapi", "KEN")
            registers.save_measure(workspace, scope, Measure(f"Gnu act {number}"))
        workspace.check()
        assert workspaces.check(workspace) == []


def test_the_index_follows_at_the_next_opening_what_a_program_that_died_had_saved(path, scope, monkeypatch):
    with open_workspace(path) as workspace:
        monkeypatch.setattr(search_index, "follow", lambda _connection: None)
        registers.save_measure(workspace, scope, Measure("Gnu act"))
        registers.save_measure(workspace, scope, Measure("Quagga act"))
        assert search(workspace, "gnu", "KEN") == []
        monkeypatch.undo()
    with open_workspace(path) as workspace:
        assert search(workspace, "gnu", "KEN") and search(workspace, "quagga", "KEN")
        assert workspaces.check(workspace) == []


NOTES = ["junk", "[1]", '{"a": 1}', '[["setting; DROP TABLE measure", 1]]', '[["measure", "1"]]', '[[["measure"], 1]]']


@pytest.mark.parametrize("note", [*NOTES, f'[["measure", {10**30}]]'])
def test_a_note_that_cannot_be_read_is_as_good_as_damage(path, scope, note):
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("INSERT OR REPLACE INTO setting VALUES ('index for searching', ?)", (note,))
    with open_workspace(path) as workspace:
        assert workspace.notices
        registers.save_measure(workspace, scope, Measure("Gnu act"))
        read_files(workspace, lambda: None)
        assert search(workspace, "gnu", "KEN") and workspaces.check(workspace) == []


def test_damage_that_shows_when_the_words_of_files_are_kept_is_remembered(path, scope, monkeypatch):
    """Also in a workspace that is too large to be looked through when it is opened."""
    monkeypatch.setattr(stored, "_CHECKED_AT_ONCE", 1)
    spoil(path, "DELETE FROM attachment_text")
    spoil(path, "UPDATE search_file_data SET block = zeroblob(200)")
    with open_workspace(path, check_later=True) as workspace, pytest.raises(TrackerError, match="index for searching"):
        read_files(workspace, lambda: None)
    with open_workspace(path, check_later=True) as workspace:
        assert workspace.notices
        assert read_files(workspace, lambda: None) == 1
        assert search(workspace, OF_FILES_ALONE, "KEN")


def test_a_broken_page_is_no_damage_of_the_index_and_not_hidden_by_it(path, scope):
    with closing(sqlite3.connect(path)) as raw:
        (page,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'saved_view'").fetchone()
        raw.execute("DELETE FROM search_measure_config")
        raw.commit()
    data = bytearray(path.read_bytes())
    data[(page - 1) * 4096 : page * 4096 - 3000] = b"x" * 1096
    path.write_bytes(data)
    with pytest.raises(TrackerError, match=r"The workspace .*is damaged"):
        open_workspace(path)


def test_the_disk_that_is_full_when_the_index_follows_takes_nothing_away(path, scope, monkeypatch):
    def full(_connection):
        fault = sqlite3.OperationalError("database or disk is full")
        fault.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise OperationalError("", {}, fault)

    with open_workspace(path) as workspace:
        monkeypatch.setattr(search_index, "follow", full)
        registers.save_measure(workspace, scope, Measure("Gnu act"))
        monkeypatch.undo()
        assert len(registers.measures(workspace, scope)) == 2
        registers.save_measure(workspace, scope, Measure("Quagga act"))
        assert search(workspace, "gnu", "KEN"), "it follows with the next write"


def test_damage_that_sqlite_calls_a_lack_of_memory_is_damage_of_the_index(path, scope, monkeypatch):
    def no_memory(_connection):
        raise MemoryError

    with open_workspace(path) as workspace:
        monkeypatch.setattr(search_index, "follow", no_memory)
        registers.save_measure(workspace, scope, Measure("Gnu act"))
        monkeypatch.undo()
        assert len(registers.measures(workspace, scope)) == 2
    with open_workspace(path) as workspace:
        assert workspace.notices and search(workspace, "gnu", "KEN")


def make_older(path):
    """Give a workspace the index that the versions before had: texts as they were typed, divided by SQLite."""
    options = "tokenize = 'unicode61 remove_diacritics 2', detail = column, prefix = '1 2 3 4 5 6 7 8'"
    with closing(sqlite3.connect(path)) as raw, raw:
        pages = raw.execute("SELECT rowid, shown FROM search_file").fetchall()
        for source in search_index.ALL:
            columns = ("state_code", *source.columns) if source.state else source.columns
            raw.execute(f"DROP TABLE {source.index}")
            raw.execute(f"CREATE VIRTUAL TABLE {source.index} USING fts5({', '.join(columns)}, {options})")
        raw.executemany("INSERT INTO search_file (rowid, words) VALUES (?, ?)", pages)


def test_the_index_of_an_older_version_is_made_anew_and_the_words_of_files_are_kept(path):
    make_older(path)
    with open_workspace(path) as workspace:
        assert not workspace.notices and workspaces.check(workspace) == []
        assert search(workspace, "okapi", "KEN") and search(workspace, OF_FILES_ALONE, "KEN")
        assert read_files(workspace, lambda: None) == 0


def test_the_index_of_an_older_version_is_told_where_the_workspace_can_only_be_read(path):
    make_older(path)
    before = path.read_bytes()
    with open_workspace(path, writing=False) as workspace:
        assert workspaces.check(workspace) == []
        assert registers.measures(workspace, SCOPE)
        with pytest.raises(TrackerError, match="made by an older version of tracker"):
            search(workspace, "okapi")
    assert path.read_bytes() == before


@pytest.mark.parametrize("damage", DAMAGE)
def test_the_index_of_an_older_version_that_is_damaged_is_made_anew_from_the_files(path, damage):
    make_older(path)
    spoil(path, damage)
    with open_workspace(path) as workspace:
        read_files(workspace, lambda: None)
        assert workspaces.check(workspace) == []
        assert search(workspace, "okapi", "KEN") and search(workspace, OF_FILES_ALONE, "KEN")
