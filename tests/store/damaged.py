"""What tests of damaged workspaces share: where rows are in a file, and ways to spoil it."""

import random
import sqlite3
from contextlib import closing

import pytest


def root(path, table):
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]


def leaves(path, table):
    """The pages that hold rows of a table."""
    with closing(sqlite3.connect(path)) as raw:
        try:
            return [
                n for (n,) in raw.execute("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf'", (table,))
            ]
        except sqlite3.OperationalError:
            pytest.skip("this SQLite can't say where its rows are")


def spoil(path, page):
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(random.Random(page).randbytes(4096))  # the same each time: a lucky page looks like a whole one


def rows(path, table):
    with closing(sqlite3.connect(path)) as raw:
        return sorted(raw.execute(f"SELECT * FROM {table}"))


def spoil_list(path):
    """The pages of SQLite's own list of tables, all of them."""
    with closing(sqlite3.connect(path)) as raw:
        try:
            pages = [n for (n,) in raw.execute("SELECT pageno FROM dbstat WHERE name = 'sqlite_schema'")]
        except sqlite3.OperationalError:
            pytest.skip("this SQLite can't say where its list of tables is")
    for page in pages:
        spoil(path, page)


def zero(path, start, end):
    with path.open("r+b") as file:
        file.seek(start)
        file.write(bytes(end - start))


def lose(path, *tables):
    """Spoil all pages of some tables."""
    for page in {page for table in tables for page in (root(path, table), *leaves(path, table))}:
        spoil(path, page)


def run(path, script):
    """Run statements that no rule of the schema holds back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA ignore_check_constraints = ON")
        raw.executescript(script)
