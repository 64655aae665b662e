"""The index of all words: damaged or foreign, it is told in plain words, and never in the way of the rest."""

import errno
import sqlite3
from contextlib import closing

import pytest

from tests.conftest import DATA
from tracker.domain.evidence import Evidence
from tracker.domain.measures import Measure
from tracker.errors import TrackerError
from tracker.operations import registers, workspaces
from tracker.operations.registers import NewFile, Parts
from tracker.operations.search import read_files, search
from tracker.store.workspace import open_workspace


@pytest.fixture
def path(workspace_path, desk, workspace):
    """A closed workspace with a measure and a file that was read."""
    registers.save_measure(workspace, desk, Measure("Okapi act"))
    parts = Parts(files=[NewFile(DATA / "A-RES-72-197.docx")])
    registers.save_evidence(workspace, desk, Evidence("Report"), parts=parts)
    read_files(workspace, lambda: None)
    workspace.close()
    return workspace_path


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM search_measure_data",
        "UPDATE search_measure_data SET block = randomblob(200)",
        "DELETE FROM search_measure_config",
        "DELETE FROM search_measure_content",
        "DROP TABLE search_measure",
        "DELETE FROM search_file_data",
        "DELETE FROM search_file",
        "DROP TABLE search_file",
    ],
)
def test_a_damaged_index_is_found_by_check_and_told_in_plain_words(path, desk, damage):
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(damage)
    with open_workspace(path) as workspace:
        assert any("index for searching" in fault for fault in workspaces.check(workspace))
        for act in (
            lambda: search(workspace, "okapi", "KEN"),
            lambda: search(workspace, "alternative development"),
            lambda: read_files(workspace, lambda: None),
        ):
            try:
                act()
            except TrackerError as fault:
                assert "damaged" in str(fault)
        registers.save_measure(workspace, desk, Measure("Zebra act"))
        assert len(registers.measures(workspace, desk)) == 2, "what is typed is kept all the same"
        workspace.undo()
        assert len(registers.measures(workspace, desk)) == 1


@pytest.mark.parametrize("words", ["NULL", "x'ff41'", "12345"])
def test_words_that_are_no_text_are_shown_as_none(path, words):
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(f"INSERT OR REPLACE INTO search_file (rowid, words) SELECT max(rowid), {words} FROM search_file")
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


def test_a_file_that_could_not_be_copied_is_read_another_time(workspace, desk, tmp_path, monkeypatch):
    parts = Parts(files=[NewFile(DATA / "A-RES-72-197.docx")])
    registers.save_evidence(workspace, desk, Evidence("Report"), parts=parts)

    def full(_target):
        raise OSError(errno.ENOSPC, "No space left on device")

    for name, instead in (
        ("tempfile.tempdir", str(tmp_path / "gone")),
        ("tracker.store.attachments.written_beside", full),
    ):
        with monkeypatch.context() as fault, pytest.raises(TrackerError, match="can't be read for searching"):
            fault.setattr(name, instead)
            read_files(workspace, lambda: None)
    assert read_files(workspace, lambda: None) == 1
    assert registers.evidence(workspace, desk)[0].files[0].fault == ""
    assert search(workspace, "alternative development", "KEN")
