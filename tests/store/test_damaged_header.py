"""A workspace whose header is damaged is told from what is none, and leads to repair, which saves all of it."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.damaged import root, rows, spoil_list
from tracker.__main__ import main
from tracker.errors import TrackerError
from tracker.store.create import repair
from tracker.store.tables.in_words import ROWS
from tracker.store.workspace import open_workspace

FIELDS = {  # https://sqlite.org/fileformat.html, 1.3
    "magic": (0, 16),
    "page size": (16, 18),
    "file format": (18, 20),
    "payload fractions": (21, 24),
    "size in pages": (28, 32),
    "free pages": (32, 36),
    "schema format": (44, 48),
    "vacuum": (52, 56),
    "encoding": (56, 60),
    "user version": (60, 64),
    "application": (68, 72),
    "all": (0, 100),
}
SPOILT = {
    "zeros": bytes,
    "ones": lambda size: b"\xff" * size,
    "text": lambda size: b"x" * size,
    "a small number": lambda size: (5).to_bytes(size, "big"),
    "a power of two": lambda size: (512).to_bytes(size, "big"),
    "chance": random.randbytes,
}


def must_lead_to_repair(path, new, capsys):
    """All doors name repair, and it saves all rows but those of an open file, and of the index for searching."""
    tables = ROWS.keys() - {"setting", "attachment_text"}
    whole = {table: rows(new.with_name("whole.tracker"), table) for table in tables}
    for writing in (True, False):
        with pytest.raises(TrackerError, match=r"damaged.*`tracker check --repair`"):
            open_workspace(path, writing)
    assert main(["--workspace", str(path), "check"]) in (1, 2)
    said = capsys.readouterr()
    assert "`tracker check --repair`" in said.out + said.err
    repair(path, new, lambda: None)
    assert {table: rows(new, table) for table in whole} == whole
    open_workspace(new).close()


@pytest.fixture
def spoilt(sample_path, tmp_path) -> Path:
    """A workspace that a test is going to damage; whole.tracker is the same."""
    (tmp_path / "whole.tracker").write_bytes(sample_path.read_bytes())
    return sample_path


@pytest.mark.parametrize(
    ("field", "how"),
    [*(("all", how) for how in SPOILT), *((field, how) for field in FIELDS for how in ("ones", "a power of two"))],
)
def test_a_damaged_header_leads_to_repair(spoilt, tmp_path, field, how, capsys):
    data, (start, end) = bytearray(spoilt.read_bytes()), FIELDS[field]
    data[start:end] = SPOILT[how](end - start)
    spoilt.write_bytes(data)
    try:
        open_workspace(spoilt).close()
    except TrackerError:
        must_lead_to_repair(spoilt, tmp_path / "new.tracker", capsys)
    else:
        assert field in ("vacuum", "encoding", "size in pages", "free pages", "schema format"), (
            "which SQLite can do without"
        )


@pytest.mark.parametrize("kinds", [(5, 13), (2, 10)], ids=["tables", "indexes"])
def test_pages_in_use_that_the_header_calls_free_are_read(spoilt, tmp_path, kinds):
    before = {table: rows(spoilt, table) for table in ROWS.keys() - {"setting", "attachment_text"}}
    data, roots = bytearray(spoilt.read_bytes()), {root(spoilt, table) for table in before}
    for page in misleading(data, kinds, roots)[:4]:
        data[32:36] = page.to_bytes(4, "big")
        spoilt.write_bytes(data)
        new = tmp_path / f"{page}.tracker"
        repair(spoilt, new, lambda: None)
        assert {table: rows(new, table) for table in before} == before, page


def misleading(data, kinds, roots):
    """Pages of some kinds that name first pages of tables where a list of free pages names those."""
    pages = {number: data[(number - 1) * 4096 : number * 4096] for number in range(2, len(data) // 4096 + 1)}
    return [
        number
        for number, page in pages.items()
        if page[0] in kinds
        and not roots.isdisjoint(int.from_bytes(page[at : at + 4], "big") for at in range(8, 4096, 4))
    ]


def test_one_without_a_list_of_its_tables_leads_there_too(spoilt, tmp_path, capsys):
    spoil_list(spoilt)
    must_lead_to_repair(spoilt, tmp_path / "new.tracker", capsys)


@pytest.mark.parametrize(
    "script",
    [
        "UPDATE alembic_version SET version_num = 'x'",
        "UPDATE alembic_version SET version_num = '0003'",
        "DELETE FROM alembic_version",
        "INSERT INTO alembic_version VALUES ('0001')",
        "DROP TABLE alembic_version",
        "PRAGMA user_version = 3",
        "PRAGMA user_version = 999",
        "PRAGMA user_version = 0; DELETE FROM alembic_version",
        "PRAGMA application_id = 0",
    ],
)
def test_a_damaged_schema_number_leads_to_repair(spoilt, tmp_path, script, capsys):
    with closing(sqlite3.connect(spoilt)) as raw:
        raw.executescript(script)
    must_lead_to_repair(spoilt, tmp_path / "new.tracker", capsys)


def test_one_of_another_version_is_not_repaired_by_this_one(spoilt, tmp_path):
    with closing(sqlite3.connect(spoilt)) as raw:
        raw.executescript("PRAGMA user_version = 3; UPDATE alembic_version SET version_num = '0003'")
    with pytest.raises(TrackerError, match="another version"):
        repair(spoilt, tmp_path / "new.tracker", lambda: None)


OTHERS = {
    "text": lambda path: path.write_text("Law, practice and evidence\r" * 1000),
    "pdf": lambda path: path.write_bytes(b"%PDF-1.7\n" + random.randbytes(8192 - 9)),
    "pages of text": lambda path: path.write_bytes(b"\r" * 4096 * 9),
    "zeros": lambda path: path.write_bytes(bytes(4096 * 9)),
    "statements": lambda path: path.write_text("CREATE TABLE paragraph (id);\nCREATE TABLE assessment (id);\n" * 500),
    "another program's": lambda path: made_by_another(path),
}


def made_by_another(path):
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("CREATE TABLE comment (id INTEGER PRIMARY KEY, text)")
        raw.execute("CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT)")
        raw.executemany("INSERT INTO setting VALUES (?, 'x')", [(f"key {n}",) for n in range(500)])


@pytest.mark.parametrize("kind", OTHERS)
def test_what_is_no_workspace_is_called_so(tmp_path, kind, capsys):
    path = tmp_path / "other.tracker"
    OTHERS[kind](path)
    assert main(["--workspace", str(path), "check"]) == 2
    said = capsys.readouterr().err
    assert "is not a tracker workspace." in said and "repair" not in said
