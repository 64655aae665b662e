"""The window where the machine lacks what others have: each thing that can't be done is one sentence, the rest goes
on."""

import json
import sys

import pytest

from tests.processes import anyones_folder, as_plain_user

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights as POSIX has them")

PRELOAD = """
from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QTest
from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.levels import Level
from tracker.gui.kit import jobs
from tracker.gui.shell.app import application, show_window
from tracker.operations import casework, registers
from tracker.operations.registers import NewFile, Parts
from tracker.operations.workspaces import new_workspace
from tracker.store.workspace import open_workspace
import tempfile
app = application()

def wait(condition):
    for _ in range(3_000):
        app.processEvents()
        if condition():
            return
        QTest.qWait(10)
    raise AssertionError(window.message.text)
"""
BODY = """
import json
new_workspace(folder / "mine.tracker").close()
(folder / "closed").mkdir()
(folder / "closed").chmod(0o555)
(folder / "report.txt").write_text("words")
os.environ["TRACKER_HOME"] = str(folder / "closed")
said = {}
window = show_window(open_workspace(folder / "mine.tracker"))
window.context.switch_scope(state="KEN")
row = window.model.row_at(0)
window.checklist.view.choose(row.id)
window.set_levels([row], Level.PLANNED)
said["level"] = window.context.row(row.id).assessment.level.value
window.name.field.setText("Ana")
window.name.keep()
said["name"] = window.message.text
parts = Parts([row.id], [NewFile(folder / "report.txt")])
window.context.do_in_scope(registers.save_evidence, Evidence("Survey"), None, parts)
file = registers.evidence(window.context.workspace, window.context.scope)[0].files[0]
tempfile.tempdir = str(folder / "none")
window.message.hide()
window.context.open_wanted.emit(file)
wait(lambda: window.message.isVisible())
said["open"] = window.message.text
window.correct_reading()
wait(lambda: "can't" in window.message.text and window.message.text != said["open"] or "refused" in window.message.text)
said["read again"] = window.message.text
window.set_levels([row], Level.FULLY)
said["level afterwards"] = window.context.row(row.id).assessment.level.value
said["closes"] = window.close()
jobs.wait_for_all()
with open_workspace(folder / "mine.tracker") as workspace:
    (kept,) = [one for one in casework.checklist(workspace, window.context.scope) if one.id == row.id]
    said["kept"] = kept.assessment.level.value
print(json.dumps(said))
"""


def test_a_home_that_cannot_be_written_and_no_folder_for_temporary_files():
    with anyones_folder() as folder:
        done = as_plain_user(folder, BODY, PRELOAD)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    assert said["level"] == "planned"
    assert said["level afterwards"] == said["kept"] == "fully implemented"
    assert said["name"] == "Your name can't be kept: permission denied. Check your rights to your folder."
    assert "no such file or directory" in said["open"] and "no such file or directory" in said["read again"]
    assert said["closes"] is True
    assert "Traceback" not in done.stderr
