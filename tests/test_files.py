"""Files are written whole or not at all, are nobody else's while they are unfinished, and a crash leaves nothing for
good."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tracker import leftovers, paths
from tracker.files import PRIVATE, written_beside
from tracker.leftovers import ENDING, temporary_folder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights as POSIX has them")


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_an_unfinished_file_is_the_users_alone_under_a_name_that_nobody_can_foresee(tmp_path):
    names = set()
    for _ in range(3):
        with written_beside(tmp_path / "m.xlsx") as unfinished:
            assert rights(unfinished) == 0o600
            names.add(unfinished.name)
            unfinished.write_text("all")
    assert len(names) == 3 and all(len(name) > 40 for name in names)
    assert [path.name for path in tmp_path.iterdir()] == ["m.xlsx"]


@pytest.mark.parametrize("mask", [0o022, 0o077, 0o002])
def test_a_finished_file_has_the_rights_that_the_user_gives_to_new_files(tmp_path, mask):
    code = "import sys; from pathlib import Path; from tracker.files import written_beside\n"
    code += "with written_beside(Path(sys.argv[1])) as path: path.write_text('x')"
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "new")], check=True, umask=mask)
    assert rights(tmp_path / "new") == 0o666 & ~mask


def test_a_finished_file_has_the_rights_of_the_one_it_replaces(tmp_path):
    target = tmp_path / "shared.xlsx"
    target.write_text("older")
    target.chmod(0o664)
    with written_beside(target) as unfinished:
        unfinished.write_text("newer")
    assert rights(target) == 0o664
    with written_beside(target, PRIVATE) as unfinished:
        unfinished.write_text("a workspace")
    assert rights(target) == 0o600


def test_what_fails_leaves_what_was_there(tmp_path):
    (tmp_path / "m.xlsx").write_text("older")
    with pytest.raises(ZeroDivisionError), written_beside(tmp_path / "m.xlsx") as unfinished:
        unfinished.write_text("half")
        raise ZeroDivisionError
    assert (tmp_path / "m.xlsx").read_text() == "older" and len(list(tmp_path.iterdir())) == 1


CRASH = """
import os, sys
from pathlib import Path
from tracker.files import written_beside
from tracker.leftovers import temporary_folder
folder = Path(sys.argv[1])
with temporary_folder(beside=folder / "x") as copies, written_beside(folder / "m.xlsx") as unfinished:
    (copies / "evidence.pdf").write_text("secret")
    (copies / "evidence.pdf").chmod(0o400)
    unfinished.write_text("half")
    unfinished.with_name(unfinished.name + "-journal").write_text("half")
    os._exit(9)
"""


def crash(folder: Path) -> None:
    subprocess.run([sys.executable, "-c", CRASH, str(folder)], check=False)
    assert len(list(folder.iterdir())) == 3


def test_what_a_crash_leaves_is_swept_up_at_the_next_start(tmp_path):
    crash(tmp_path)
    from tracker.__main__ import main

    assert main(["instruments"]) == 0
    assert list(tmp_path.iterdir()) == []
    assert list((paths.user_folder() / "unfinished").iterdir()) == []


def test_what_another_program_is_at_is_left(tmp_path):
    with temporary_folder(beside=tmp_path / "x") as folder, written_beside(tmp_path / "m.xlsx") as unfinished:
        assert leftovers.sweep() == []
        assert folder.exists() and unfinished.exists()


@pytest.mark.parametrize("name", ["thesis.doc", "../thesis.doc", f"link{ENDING}"])
def test_a_note_that_names_something_else_removes_nothing(tmp_path, name):
    (tmp_path / "thesis.doc").write_text("precious")
    if name.startswith("link"):
        (tmp_path / name).symlink_to(tmp_path / "thesis.doc")
    notes = paths.user_folder() / "unfinished"
    notes.mkdir(parents=True)
    dead = [os.uname().nodename, 2**22 + 1, 0.0]
    (notes / "a.json").write_text(json.dumps({"path": str(tmp_path / name), "process": dead}))
    (notes / "b.json").write_text("{ half")
    leftovers.sweep()
    assert (tmp_path / "thesis.doc").read_text() == "precious"


def test_every_module_can_be_imported_where_there_is_no_posix(tmp_path):
    """Windows has no fcntl, pwd, resource, and other constants."""
    code = """
import asyncio, ctypes, importlib, logging.handlers, multiprocessing, os, pkgutil, subprocess, sys, tempfile
import alembic, filelock, lxml.etree, openpyxl, platformdirs, psutil, pypdfium2, sqlmodel
import PySide6.QtWidgets, PySide6.QtTest, PySide6.QtNetwork
MISSING = ("fcntl", "pwd", "grp", "resource", "termios", "tty", "pty", "syslog")
class Nowhere:
    def find_spec(self, name, path=None, target=None):
        if name in MISSING:
            raise ImportError(name)
for name in MISSING:
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Nowhere())
sys.platform = "win32"
import tracker
names = [module.name for module in pkgutil.walk_packages(tracker.__path__, "tracker.")]
for name in names:
    if not name.endswith("__main__"):
        importlib.import_module(name)
print(len(names))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 150
