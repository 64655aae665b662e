"""A new field of a measure is one declaration and one revision: editor, register, workbook, import, history, search and
JSON have it by that."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DECLARATION = """    gazette: str = declared("Gazette", "", width=20, pixels=120, example="e.g. No. 12")
    link: str = """
REVISION = '''"""Measures say in which gazette they were published."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{before}"


def upgrade() -> None:
    op.add_column("measure", sa.Column("gazette", sa.String(), nullable=False, server_default=""))
'''
SCRIPT = """
import json, sys
from pathlib import Path

import openpyxl
from PySide6.QtWidgets import QLabel

from tests.excel.filled import Filled
from tracker.domain.casework.measures import Measure
from tracker.gui.registers.columns import COLUMNS
from tracker.gui.shell.app import application, show_window
from tracker.operations import history, import_returned, registers, returned_report
from tracker.operations.casework import WorkScope
from tracker.operations.compare_returned import look
from tracker.operations.export import ExportRequest, export
from tracker.operations.search import search
from tracker.operations.workspaces import new_workspace
from tracker.domain.casework.change_sets import HistoryQuery
from tracker.domain.casework.registers import Register

folder = Path(sys.argv[1])
application()
window = show_window(new_workspace(folder / "test.tracker"))
window.context.switch_scope(state="KEN")
workspace, scope = window.context.workspace, window.context.scope

window.pages.new_measure_for_register()
page = window.page
page.title.setText("Act 5")
page.fields["gazette"].setText("Gazelle 12")
labels = [label.text() for label in page.findChildren(QLabel)]
page.save()
window.show_screen("measure")
shown = window.screens.registers[Register.MEASURE].model
column = [one.heading for one in COLUMNS[Register.MEASURE]].index("Gazette")
in_register = shown.index(0, column).data()

done = history.change_sets(workspace, HistoryQuery(), limit=5)[0]
changed = [(one.field, str(one.after)) for one in history.details(workspace, done.id)]
found = [hit.title for group in search(workspace, "gazelle", "KEN") for hit in group.hits]

sent = folder / "sent.xlsx"
export(workspace, sent, ExportRequest(("KEN",), for_return=True))
book = Filled(sent)
book.write("Measures", "Gazette", book.row("Act 5", "Measures", "Measure"), "Gazelle 13")
new = book.empty("Measures")
book.write("Measures", "Measure", new, "Act 6")
book.write("Measures", "Gazette", new, "Gazelle 14")
book.save()
compared = look(workspace, [sent])
told = returned_report.as_json(compared, 0)
import_returned.accept(workspace, *import_returned.without_conflicts(compared))
measures = {row.measure.title: row.measure.gazette for row in registers.measures(workspace, scope)}
workspace.undo()
back = {row.measure.title: row.measure.gazette for row in registers.measures(workspace, scope)}
titles = ["".join(piece.text for piece in one) for one in found]
print(json.dumps({"labels": labels, "register": in_register, "history": changed, "search": titles,
                  "changes": told["changes"], "new": told["new"], "measures": measures, "back": back}))
window.may_discard = lambda _title: True
window.close()
"""


def test_a_declaration_and_a_revision_are_a_field(tmp_path):
    for name in ("tracker", "db", "resources", "docs", "tests"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "data", "pictures"))
    declared = tmp_path / "tracker" / "domain" / "casework" / "measures.py"
    before = declared.read_text(encoding="utf-8")
    declared.write_text(before.replace("    link: str = ", DECLARATION, 1), encoding="utf-8")
    versions = tmp_path / "db" / "versions"
    last = max(path.stem.partition("_")[0] for path in versions.glob("[0-9]*.py"))
    (versions / "9999_gazette.py").write_text(REVISION.format(before=last), encoding="utf-8")
    (tmp_path / "work").mkdir()
    environment = {
        **os.environ,
        "PYTHONPATH": str(tmp_path),
        "TRACKER_HOME": str(tmp_path / "work"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path / "work")],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert "Gazette" in told["labels"], "the editor has it"
    assert told["register"] == "Gazelle 12"
    assert ["Gazette", "Gazelle 12"] in told["history"]
    assert told["search"] == ["Act 5"]
    (change,) = told["changes"]
    assert (change["field"], change["sent"], change["returned"]) == ("gazette", "Gazelle 12", "Gazelle 13")
    (new,) = told["new"]
    assert new["fields"]["gazette"] == "Gazelle 14"
    assert told["measures"] == {"Act 5": "Gazelle 13", "Act 6": "Gazelle 14"}
    assert told["back"] == {"Act 5": "Gazelle 12"}, "undo knows it"
