"""What tests know of other processes: files that never end, whether one has ended, a program run by a plain user."""

import os
import shutil
import subprocess
import tempfile
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from tests.warm import Warm

_NOBODY = 65534
_PROGRAM = """
import os, sys
from pathlib import Path
from tracker.__main__ import main
folder = Path(sys.argv[1])
os.environ["TRACKER_HOME"] = str(folder / "home")
# All that is imported late is imported now: the plain user may not be let into the folder of this Python.
warm = folder / "warm"
warm.mkdir()
sample, book = ["--workspace", str(warm / "sample.tracker")], str(warm / "sample.xlsx")
assert main(["new", sample[1]]) == 0
assert main([*sample, "export", book, "--state", "KEN", "--for-return"]) == 0
assert main([*sample, "import", book]) == 0
assert main([*sample, "check"]) == 0
{preload}
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid({nobody})
    os.setuid({nobody})
{body}
"""


def ended(pid: int) -> bool:
    """Whether a process ends, if it has not yet."""
    try:
        psutil.Process(pid).wait(timeout=30)
    except psutil.NoSuchProcess:
        return True
    except psutil.TimeoutExpired:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    return True


@contextmanager
def anyones_folder() -> Iterator[Path]:
    """A folder that a plain user may write in, whoever runs the tests."""
    folder = Path(tempfile.mkdtemp(prefix="tracker-test-"))
    try:
        if os.geteuid() == 0:
            os.chown(folder, _NOBODY, _NOBODY)
        yield folder
    finally:
        subprocess.run(["chmod", "-R", "u+rwx", str(folder)], check=False)
        shutil.rmtree(folder)


def as_plain_user(folder: Path, body: str, preload: str = "") -> "subprocess.CompletedProcess[str]":
    """Run a program, given `folder`, as a user whom rights hold: another one where the tests are run by root."""
    program = _PROGRAM.format(nobody=_NOBODY, preload=textwrap.dedent(preload), body=textwrap.dedent(body))
    process = Warm(program, folder)
    out, errors = process.stdout.read(), process.stderr.read()
    return subprocess.CompletedProcess(program, process.wait(), out, errors)


def endless_pdf() -> bytes:
    """A page whose forms draw other forms, each four times: small, and drawn for ever."""
    objects = [b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj", b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj"]
    page = b"/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>"
    objects += [b"3 0 obj<</Type/Page/Parent 2 0 R" + page + b">>endobj"]
    drawn = b"<<%s/Resources<</XObject<</X %d 0 R>>>>/Length 24>>stream\n/X Do /X Do /X Do /X Do \nendstream endobj"
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
    objects += [b"%d 0 obj" % n + drawn % (form if n > 4 else b"", n + 1) for n in range(4, 30)]
    return b"%PDF-1.4\n" + b"\n".join(objects) + b"\ntrailer<</Root 1 0 R>>\n%%EOF\n"
