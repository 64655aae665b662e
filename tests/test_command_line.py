"""The `tracker` command as a shell finds it: what it prints, its status, never a traceback."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import RESOURCES
from tests.excel.filled import Filled
from tests.instruments.rendering import bundled, put
from tracker import paths
from tracker.__main__ import main
from tracker.domain.casework.assessments import Stage
from tracker.domain.casework.levels import Level
from tracker.instruments import akn_writer

NEWER = str(RESOURCES / "instruments" / "A-RES-74-178.txt")


def run(*arguments, **environment):
    """In a process of its own, as a user would."""
    return subprocess.run(
        [sys.executable, "-m", "tracker", *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        timeout=60,
    )


def status(*arguments) -> str | int | None:
    try:
        return main([str(one) for one in arguments])
    except SystemExit as stop:
        return stop.code


def test_read_json(capsys):
    assert status("read", NEWER, "--json") == 0
    assert json.loads(capsys.readouterr().out)["operative"][119]["label"] == "120"


def test_read_for_the_eye(capsys):
    assert status("read", NEWER) == 0
    shown = capsys.readouterr().out
    assert "38 preambular paragraphs, 120 operative paragraphs" in shown
    assert "Look at operative 17: ends with a comma." in shown


@pytest.fixture
def third(tmp_path):
    """The file of a resolution that no new workspace has."""
    older = bundled("A-RES-68-197")
    path = tmp_path / "A-RES-99-1.xml"
    akn_writer.save(replace(older, symbol="A/RES/99/1", operative=older.operative[:9]), path)
    return path


def test_a_day_without_a_window(tmp_path, third, capsys):
    assert status("instruments") == 0
    assert "A/RES/74/178" in capsys.readouterr().out
    assert status("add", str(third)) == 0
    assert "Added A/RES/99/1 with 9 operative paragraphs." in capsys.readouterr().out
    out = tmp_path / "m.xlsx"
    assert status("export", str(out), "--state", "ken", "--instrument", "A/RES/99/1", "--scale", "upr") == 0
    assert str(out) in capsys.readouterr().out
    assert openpyxl.load_workbook(out)["Compliance Matrix"].max_row == 10
    assert status("check") == 0
    assert status("backup", str(tmp_path / "copy.tracker")) == 0
    assert status("--workspace", str(tmp_path / "copy.tracker"), "check") == 0
    assert status("backup", str(tmp_path / "copy.tracker")) == 2
    assert "exists already" in capsys.readouterr().err


def test_sheets_are_chosen_and_changes_told_since_a_workbook_or_a_day(sample_path, tmp_path, capsys):
    sample, book = str(sample_path), tmp_path / "m.xlsx"
    export = ("--workspace", sample, "export", str(book), "--state", "XXS")
    assert status(*export, "--sheet", "gaps", "--sheet", "Summary") == 0
    assert openpyxl.load_workbook(book).sheetnames == ["Cover", "Summary", "Gaps", "Legend"]
    assert status(*export, "--since", "2024-09-01") == 0
    sheet = openpyxl.load_workbook(book)["Changes"]
    assert "since 1 September 2024, that day included" in sheet["A1"].value
    assert {row[0].year for row in sheet.iter_rows(min_row=3, values_only=True)} == {2024}
    assert status(*export, "--since", str(book)) == 0  # which is read before it is written anew
    assert openpyxl.load_workbook(book)["Changes"]["A3"].value == "Nothing has changed."
    capsys.readouterr()
    assert status(*export, "--sheet", "Plan") == 2
    assert "There is no sheet “Plan”. There is: Cover, Summary, Compliance Matrix" in capsys.readouterr().err


def test_add_again_updates_what_is_held(tmp_path, capsys):
    file = tmp_path / "short.txt"
    words = "99/1. Short\n\nThe General Assembly,\n\n1. Urges States to read;\n\n2. Decides.\n"
    file.write_text(words)
    assert status("add", str(file)) == 0
    assert status("add", str(file)) == 2
    assert "A/RES/99/1 is in the workspace already" in capsys.readouterr().err
    file.write_text(words.replace("read", "write").replace("2. Decides", "2. Asks;\n\n3. Decides"))
    assert status("add", str(file)) == 0
    assert (
        "Updated A/RES/99/1. Paragraphs with the same words: 1, with other words: 1, new: 1, gone: 0. "
        "Assessments now suspect: 0." in capsys.readouterr().out
    )


def test_demo(tmp_path, capsys):
    assert status("demo", str(tmp_path)) == 0
    sheet = openpyxl.load_workbook(tmp_path / "sample.xlsx")["Compliance Matrix"]
    assert sheet.max_row == 123
    assert status("--workspace", str(tmp_path / "sample.tracker"), "check") == 0
    capsys.readouterr()
    assert status("demo", str(tmp_path)) == 2
    assert "exists already" in capsys.readouterr().err


def test_the_sample_shows_every_level_and_stage_and_a_history_over_months(sample_path):
    with closing(sqlite3.connect(sample_path)) as raw:

        def of(query: str) -> set[str]:
            return {row[0] for row in raw.execute(query)}

        assert of("SELECT name FROM member_state WHERE code = 'XXS'") == {"Sample State (fictional)"}
        assert of("SELECT level FROM assessment") == {level.value for level in list(Level)[1:]}
        assert of("SELECT stage FROM assessment") == {stage.value for stage in Stage}
        assert of("SELECT DISTINCT i.symbol FROM assessment a JOIN paragraph p ON p.id = a.paragraph_id"
                  " JOIN instrument i ON i.id = p.instrument_id") == {"A/RES/74/178", "A/RES/68/197"}  # fmt: skip
        assert len(of("SELECT id FROM measure WHERE state_code = 'XXS'")) >= 25
        assert len(of("SELECT id FROM evidence WHERE state_code = 'XXS'")) >= 40
        assert len(of("SELECT substr(at, 1, 7) FROM change_set WHERE state_code = 'XXS'")) >= 8
        assert len(of("SELECT who FROM change_set WHERE state_code = 'XXS'")) == 3
        assert of("SELECT fault FROM attachment_text") == {""}


@pytest.mark.parametrize(
    "arguments",
    [
        ["read", "no-such-file.txt"],
        ["read", __file__],
        ["add", NEWER],
        ["export", "missing/m.xlsx", "--state", "KEN"],
        ["export", "m.xlsx", "--state", "ZZZ"],
        ["export", "m.xlsx"],
        ["export", "m.xlsx", "--state", "KEN", "--sheet", "Plan"],
        ["export", "m.xlsx", "--state", "KEN", "--since", "yesterday"],
        ["export", "m.xlsx", "--state", "KEN", "--since", __file__],
        ["--workspace", __file__, "instruments"],
        ["--workspace", "/dev/null/x.tracker", "instruments"],
        ["--workspace", "none.tracker", "check"],
        ["--workspace", "none.tracker", "instruments"],
        ["--workspace", "missing/none.tracker", "add", "A-RES-99-1.xml"],
        ["--workspace", "x" * 300, "instruments"],
        ["read", "/dev/zero"],
        ["read", "a\nb"],
        ["demo", __file__],
        ["new", __file__],
        ["new", "missing/new.tracker"],
        ["new", "x" * 250],
        ["new"],
        ["dance"],
        ["take-back"],
    ],
)
def test_wrong_use_is_one_line_and_status_2(arguments, third, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert status(*arguments) == 2
    shown = capsys.readouterr()
    assert len(shown.err.strip().splitlines()) == 1
    assert shown.err.startswith("tracker: ")
    assert [p.name for p in tmp_path.iterdir()] == [third.name]


def test_check_says_no_with_status_1(workspace_path, capsys):
    with sqlite3.connect(workspace_path) as connection:
        connection.execute("UPDATE paragraph SET text = 'Other words;' WHERE id = 50")
    connection.close()
    assert status("--workspace", str(workspace_path), "check") == 1


def test_without_a_display_the_window_says_so(tmp_path):
    result = run(DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="", TRACKER_HOME=str(tmp_path))
    if sys.platform.startswith("linux"):
        assert (result.returncode, result.stdout) == (2, "")
        assert result.stderr.strip().count("\n") == 0
        assert "no display" in result.stderr


def test_without_a_folder_for_temporary_files_the_users_own_is_used(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr("tempfile._candidate_tempdir_list", lambda: [os.environ.get("TMPDIR", str(tmp_path / "none"))])
    monkeypatch.setenv("TMPDIR", "")
    monkeypatch.delenv("TMPDIR")
    assert status("export", str(tmp_path / "m.xlsx"), "--state", "KEN") == 0
    assert (paths.user_folder() / "temporary").is_dir()
    (tmp_path / "file").touch()
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.delenv("TMPDIR")
    path = str(paths.default_workspace())
    monkeypatch.setenv("TRACKER_HOME", str(tmp_path / "file"))
    assert status("--workspace", path, "export", str(tmp_path / "n.xlsx"), "--state", "KEN") == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("locale", ["xx_YY.UTF-8", "C", "POSIX"])
def test_a_locale_that_does_not_exist_changes_nothing(locale):
    done = run("read", NEWER, "--json", LC_ALL=locale, LANG=locale, PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == json.loads(run("read", NEWER, "--json").stdout)


def test_ctrl_c_is_no_traceback(tmp_path):
    code = (
        "import sys; from tracker import __main__, paths;"
        "paths.ensure_temporary_folder = lambda: (_ for _ in ()).throw(KeyboardInterrupt);"
        "sys.exit(__main__.main(['instruments']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_a_closed_pipe_is_no_traceback():
    command = f"{sys.executable} -m tracker read {NEWER} | head -n 1"
    result = subprocess.run(["sh", "-c", command], capture_output=True, text=True, cwd=Path.cwd(), timeout=60)
    assert "Traceback" not in result.stderr


def test_reading_needs_neither_qt_nor_sql_nor_openpyxl():
    code = (
        "import sys; from tracker.__main__ import main; main(['read', sys.argv[1]]);"
        "print([m for m in ('PySide6', 'sqlalchemy', 'openpyxl', 'alembic') if m in sys.modules], file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", code, NEWER], capture_output=True, text=True, timeout=60)
    assert result.stderr.strip() == "[]"


def test_read_to_akoma_ntoso(tmp_path):
    out = tmp_path / "out.xml"
    file = str(put(tmp_path, "A-RES-74-178.docx"))
    done = run("read", file, "--akn", str(out))
    assert (done.returncode, done.stderr) == (0, "")
    again = json.loads(run("read", str(out), "--json").stdout)
    first = json.loads(run("read", file, "--json").stdout)
    for key in ("symbol", "title", "session", "adopted_on", "meeting", "report", "preamble", "operative", "footnotes"):
        assert again[key] == first[key]


def test_akoma_ntoso_to_a_missing_folder(tmp_path):
    done = run("read", NEWER, "--akn", str(tmp_path / "none" / "out.xml"))
    assert done.returncode == 2
    assert "can't be written" in done.stderr


def test_a_file_that_cannot_be_read_makes_no_workspace(tmp_path):
    (tmp_path / "letter.txt").write_text("Dear Sir,\n")
    done = run("--workspace", str(tmp_path / "new.tracker"), "add", str(tmp_path / "letter.txt"))
    assert done.returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_import_shows_applies_and_can_be_run_twice(sample_path, tmp_path, capsys):
    """Send the sample out, fill it in, look, apply: the JSON has the keys that other programs rely on."""
    workspace, sent = sample_path, tmp_path / "sent.xlsx"
    export = ("--workspace", workspace, "export", sent, "--state", "XXS", "--for-return", "--recipient", "Ministry")
    assert status(*export, "--instrument", "A/RES/74/178", "--paragraph", "19", "--paragraph", "58") == 0
    book = Filled(sent)
    matrix = "Compliance Matrix"
    assert [cell.value for cell in book.book["Cover"]["B"] if cell.value == "Ministry"]
    assert [cell.value for cell in book.book[matrix]["A"]] == ["Paragraph", "19", "58", "58 (a)", "58 (b)"]
    before = book.cell(matrix, "Rationale", 2).value
    cell = book.write(matrix, "Rationale", 2, "=1+1 is what they wrote")
    wrong = book.write(matrix, "Level", 3, "Mostly")
    book.write("Measures", "Measure", book.empty("Measures"), "Clinics Programme")
    book.save()
    capsys.readouterr()
    assert status("--workspace", workspace, "import", sent, "--dry-run", "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert told["changes"] == [
        {
            "state": "XXS", "cycle": "2024 mid-term review", "instrument": "A/RES/74/178", "paragraph": "19",
            "field": "rationale", "sent": before, "returned": "=1+1 is what they wrote", "held": before,
            "book": "sent.xlsx", "sheet": matrix, "cell": cell,
        }
    ]  # fmt: skip
    assert told["conflicts"] == [] and told["applied"] == 0
    assert [one["title"] for one in told["new"]] == ["Clinics Programme"]
    assert [(one["sheet"], one["cell"]) for one in told["problems"]] == [(matrix, wrong)]
    assert status("--workspace", workspace, "take-back", sent) == 1
    assert "Applied: 2." in capsys.readouterr().out
    assert status("--workspace", workspace, "take-back", sent, "--json") == 1, "as it was called first"
    again = json.loads(capsys.readouterr().out)
    assert (again["changes"], again["conflicts"], again["new"], again["applied"]) == ([], [], [], 0)


def test_import_of_what_cannot_be_read_is_one_line(workspace_path, tmp_path, capsys):
    for file in (tmp_path / "none.xlsx", workspace_path):
        assert status("--workspace", workspace_path, "import", file, "--json") == 2
        told = capsys.readouterr()
        assert told.out == "" and told.err.startswith("tracker: ") and told.err.count("\n") == 1
    assert status("--workspace", tmp_path / "none.tracker", "import", tmp_path / "none.xlsx") == 2
    assert not (tmp_path / "none.tracker").exists()


def test_nothing_that_a_terminal_obeys_is_printed(tmp_path, workspace_path, capsys):
    obeyed = "\x1b]0;mine\x07\x9b31m"
    source = tmp_path / "in.txt"
    text = Path(NEWER).read_text("utf-8")
    source.write_text(text.replace("Member States", f"Member {obeyed}States"), "utf-8")
    with closing(sqlite3.connect(workspace_path)) as raw:
        raw.execute("UPDATE instrument SET title = title || ?", (obeyed,))
        raw.commit()
    for command in (["read", str(source)], ["instruments"], ["instruments", "--json"], ["check"]):
        main(["--workspace", str(workspace_path), *command])
        said = capsys.readouterr()
        assert not set("\x1b\x07\x9b") & set(said.out + said.err)
    main(["--workspace", str(workspace_path), "instruments"])
    assert "‹U+001B›]0;mine‹U+0007›" in capsys.readouterr().out
