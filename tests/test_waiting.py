"""Waiting for the `tracker` command: how far it is, at a terminal alone; and Ctrl+C, which leaves nothing half done."""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.conftest import RESOURCES
from tests.store.test_older_workspaces import older
from tests.warm import Warm
from tracker import terminal
from tracker.__main__ import main

pty = pytest.importorskip("pty", reason="Windows has no pseudo-terminals")

AT_TERMINAL = """
import fcntl, os, sys, termios, time
from tracker import __main__, terminal
from tracker.store.engine import backup, sqlite
fcntl.ioctl(2, termios.TIOCSCTTY, 0)  # Ctrl+C there reaches this process
backup._PAGES, sqlite._INSTRUCTIONS = 20, 1_000  # what is worked on here is small
terminal.SHOWN_AFTER, terminal._AGAIN_AFTER = float(sys.argv[1]), 0
park_at, shown = int(sys.argv[2]), 0
show = terminal._Line._show
def parked(line, words):
    global shown
    show(line, words)
    shown += 1
    if shown == park_at:
        os.write(1, b"parked")
        while not terminal._CtrlC.pressed:
            time.sleep(0.01)
terminal._Line._show = parked
sys.exit(__main__.main(sys.argv[3:]))
"""
NEVER = 0


class Ended:
    """What a command left behind: its status, standard output, and what was written to its terminal."""

    def __init__(self, status: int, out: str, said: str) -> None:
        self.status, self.out, self.said = status, out, said

    @property
    def screen(self) -> str:
        """What stands on the terminal at the end, the echo of Ctrl+C left out."""
        lines = []
        for line in self.said.replace("\r\n", "\n").replace("^C", "").split("\n"):
            shown = ""
            for part in line.split("\r"):
                shown = part + shown[len(part) :]
            lines.append(shown.rstrip())
        return "\n".join(lines).strip("\n")


def at_terminal(folder: Path, *arguments: str, after: float = 0, park_at: int = NEVER) -> Ended:
    """Run a command whose standard error is a terminal, while standard output goes to another program. Ctrl+C is
    pressed when the line is shown for the `park_at`th time; the command stands still there until it is."""
    ours, theirs = pty.openpty()
    said = bytearray()

    def listen() -> None:
        try:
            while part := os.read(ours, 65_536):
                said.extend(part)
        except OSError:  # so Linux says that nobody writes there any more
            pass

    process = Warm(AT_TERMINAL, after, park_at, *arguments, folder=folder, terminal=theirs)
    os.close(theirs)
    listening = threading.Thread(target=listen)
    listening.start()
    out = ""
    if park_at:
        out = process.stdout.read(len("parked"))
        os.write(ours, b"\x03" if out else b"")
    out += process.stdout.read()
    status = process.wait()
    listening.join()
    os.close(ours)
    return Ended(status, out.removeprefix("parked"), said.decode())


@pytest.fixture(scope="module")
def kept(made_sample, tmp_path_factory):
    """The sample, a part of it sent out and filled in, and an older workspace."""
    from tests.excel.filled import Filled

    folder = tmp_path_factory.mktemp("kept")
    shutil.copy(made_sample / "sample.tracker", folder)
    sent = folder / "sent.xlsx"
    arguments = ["--workspace", str(folder / "sample.tracker"), "export", str(sent), "--state", "XXS", "--for-return"]
    assert main(arguments) == 0
    book = Filled(sent)
    book.write("Compliance Matrix", "Rationale", 2, "What the ministry wrote")
    book.save()
    text = (RESOURCES / "instruments" / "A-RES-68-197.txt").read_text("utf-8")
    (folder / "new.txt").write_text(text.replace("68/197", "68/991"), "utf-8")
    older(3, folder).rename(folder / "older.tracker")
    return folder


@pytest.fixture
def folder(kept, tmp_path):
    """A copy of them."""
    shutil.copytree(kept, tmp_path / "work")
    return tmp_path / "work"


SAMPLE = ("--workspace", "sample.tracker")
COMMANDS = {
    "read": (("read", "new.txt"), "Reading the resolution", "48 operative paragraphs"),
    "add": ((*SAMPLE, "add", "new.txt"), "Adding the resolution", "Added A/RES/68/991"),
    "export": ((*SAMPLE, "export", "out.xlsx", "--state", "XXS"), "Writing the workbook", "Wrote"),
    "import": ((*SAMPLE, "import", "sent.xlsx"), "Comparing with the workspace", "Applied: 1."),
    "check": ((*SAMPLE, "check"), "Checking the workspace", "is whole."),
    "backup": ((*SAMPLE, "backup", "copy.tracker"), "Copying the workspace", "Wrote"),
    "new": (("new", "new.tracker"), "Making the workspace", "Wrote"),
    "demo": (("demo", "made"), "Making the sample", "sample.xlsx"),
    "an older workspace": (("--workspace", "older.tracker", "instruments"), "Opening the workspace", "A/RES/74/178"),
}
"""Command, what its line says, and what it prints at the end."""


@pytest.mark.parametrize("name", COMMANDS)
def test_how_far_it_is_stands_at_the_terminal_until_the_end_and_nowhere_else(folder, name):
    arguments, doing, result = COMMANDS[name]
    ended = at_terminal(folder, *arguments)
    assert (ended.status, ended.screen) == (0, ""), ended.said
    assert re.search(rf"\r{doing}: \d+ (?:%|s) *", ended.said), ended.said
    assert result in ended.out and doing not in ended.out and "\r" not in ended.out


@pytest.mark.parametrize("name", ["export", "backup", "import"])
def test_it_rises_to_the_end_where_the_whole_is_known(folder, name):
    shown = [int(one) for one in re.findall(r"(\d+) %", at_terminal(folder, *COMMANDS[name][0]).said)]
    assert len(set(shown)) > 3 and 80 < max(shown) <= 100


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "demo"])
def test_pipes_and_logs_are_told_nothing(folder, name, capsys, monkeypatch):
    monkeypatch.chdir(folder)
    monkeypatch.setattr(terminal, "SHOWN_AFTER", 0)
    assert main([*COMMANDS[name][0]]) == 0
    shown = capsys.readouterr()
    assert shown.err == "" and COMMANDS[name][2] in shown.out and "\r" not in shown.out


def test_what_is_done_soon_shows_nothing(folder):
    assert terminal.SHOWN_AFTER >= 1
    assert at_terminal(folder, *COMMANDS["export"][0], after=1_000_000).said == ""


def test_a_fault_is_told_on_a_line_of_its_own(folder):
    ended = at_terminal(folder, "--workspace", "sample.tracker", "export", "none/out.xlsx", "--state", "XXS")
    assert (ended.status, ended.out) == (2, "")
    assert ended.screen.startswith("tracker: There is no folder none.") and "\n" not in ended.screen


@pytest.mark.parametrize(
    ("name", "park_at"), [*((name, 12) for name in COMMANDS), ("import", 1), ("demo", 1), ("an older workspace", 1)]
)
def test_ctrl_c_leaves_nothing_half_done(folder, name, park_at, monkeypatch):
    before = contents(folder)
    ended = at_terminal(folder, *COMMANDS[name][0], park_at=park_at)
    assert (ended.status, ended.out, ended.screen) == (130, "", ""), ended.said
    after = contents(folder)
    assert after.pop("older.schema-3.backup.tracker", before["older.tracker"]) == before["older.tracker"]
    assert after == before
    monkeypatch.chdir(folder)
    assert main([*COMMANDS[name][0]]) == 0, "and the next time it is done"


def contents(folder: Path) -> dict[str, bytes]:
    """The files by name, but for the locks that stand beside a workspace, and the time that was written into one."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_ctrl_c_at_the_end_of_opening_closes_what_was_opened(folder):
    code = """
import os, signal, sys
from tracker import __main__
from tracker.operations import workspaces
open_or_make = workspaces.open_or_make
def pressed(*given, **how):
    opened = open_or_make(*given, **how)
    os.kill(os.getpid(), signal.SIGINT)
    return opened
workspaces.open_or_make = pressed
sys.exit(__main__.main(sys.argv[1:]))
"""
    names = sorted(contents(folder))
    command = [sys.executable, "-c", code, *COMMANDS["add"][0]]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")
    assert sorted(contents(folder)) == names, "the log is folded into the one file"


def test_ctrl_c_twice_ends_what_reports_nothing():
    code = """
import os, signal, sys, time
from tracker import __main__, commands
def stuck(_given):
    for _ in range(2):
        os.kill(os.getpid(), signal.SIGINT)
    time.sleep(600)
commands.RUN["check"] = stuck
sys.exit(__main__.main(["check"]))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_ctrl_c_between_two_reports_is_kept_until_the_end(tmp_path):
    """Also where nothing reports any more, and where a callback of a library would have lost it."""
    code = """
import os, signal, sys, weakref
from tracker import __main__, commands
class Thing: pass
def done(_given):
    thing = Thing()
    seen = weakref.ref(thing, lambda _gone: os.kill(os.getpid(), signal.SIGINT))
    del thing
    return 0
commands.RUN["check"] = done
sys.exit(__main__.main(["check"]))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_a_job_in_the_background_ignores_ctrl_c_as_its_shell_wants(tmp_path):
    code = """
import json, os, signal, sys
from tracker import __main__, commands
def done(_given):
    os.kill(os.getpid(), signal.SIGINT)
    print(json.dumps(signal.getsignal(signal.SIGINT) == signal.SIG_IGN))
    return 0
commands.RUN["check"] = done
sys.exit(__main__.main(["check"]))
"""
    script = f"trap '' INT; exec {sys.executable} -c '{code}'"
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True)
    assert (done.returncode, done.stderr, json.loads(done.stdout)) == (0, "", True)
