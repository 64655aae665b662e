"""What the `tracker` command tells other programs: with --json one object with the keys that the guide names, whatever
the encoding; and one line on standard error, with status 2, where it can't do what it is asked."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.excel.filled import Filled
from tests.instruments.rendering import put
from tests.processes import anyones_folder, as_plain_user
from tests.test_docs import GUIDE
from tracker.__main__ import main
from tracker.domain.casework.fields import fields_of
from tracker.domain.casework.measures import Measure

SHORT = "99/1. Short\n\nThe General Assembly,\n\n1. Urges States to read,\n\n2. Decides.\n"


def asked(capsys, *arguments: object) -> tuple[int, dict]:
    """The status, and the object that a command prints with --json; people are told nothing then."""
    capsys.readouterr()
    status = main([*map(str, arguments), "--json"])
    shown = capsys.readouterr()
    assert shown.err == ""
    found = json.loads(shown.out)
    assert isinstance(found, dict)
    return status, found


def keys(found: object) -> set[str]:
    """All keys in an object, at any depth."""
    if isinstance(found, dict):
        inner = (value for key, value in found.items() if key != "arguments")  # their names are those of each code
        return set(found) | {key for value in inner for key in keys(value)}
    return {key for one in found for key in keys(one)} if isinstance(found, list) else set()


def documented(command: str) -> set[str]:
    """The keys that the guide names for a command."""
    table = GUIDE.read_text(encoding="utf-8").partition("| command | keys |")[2].partition("\n\n")[0]
    (row,) = re.findall(rf"^\|[^|]*`tracker {command}\b[^|]*\|([^|]*)\|$", table, re.MULTILINE)
    return set(re.findall(r"\w+", row.split("`")[1]))


@pytest.fixture
def held(sample_path):
    """A copy of the sample, with a resolution of three lines."""
    return sample_path


def test_read(tmp_path, capsys):
    files = [put(tmp_path, f"A-RES-74-178{ending}") for ending in (".published.xml", ".docx", ".pdf")]
    (tmp_path / "short.txt").write_text(SHORT)
    asks = [asked(capsys, "read", file) for file in (*files, tmp_path / "short.txt")]
    assert all(status == 0 and set(found) <= documented("read") for status, found in asks)
    assert keys([found for _, found in asks]) == documented("read")


def test_instruments(held, capsys):
    status, found = asked(capsys, "--workspace", held, "instruments")
    assert status == 0 and keys(found) == documented("instruments")
    assert found["workspace"] == str(held)
    assert [(one["symbol"], one["operative_paragraphs"]) for one in found["instruments"]] == [
        ("A/RES/74/178", 120),
        ("A/RES/68/197", 48),
    ]
    assert found["instruments"][0]["adopted_on"] == "2019-12-18"
    assert found["instruments"][0]["session"] == 74


def test_add(held, tmp_path, capsys):
    file = tmp_path / "short.txt"
    file.write_text(SHORT)
    add = ("--workspace", held, "add", file)
    status, found = asked(capsys, *add)
    assert (status, found["action"], found["effect"], found["operative_paragraphs"]) == (0, "added", None, 2)
    assert found["symbol"] == "A/RES/99/1" and found["workspace"] == str(held)
    assert {"where": "operative 1", "what": "ends with a comma", "code": "ends-with-comma", "arguments": {}} in found[
        "doubts"
    ]
    file.write_text(SHORT.replace("read,", "write;").replace("2. Decides", "2. Asks;\n\n3. Decides"))
    status, again = asked(capsys, *add)
    assert (status, again["action"], again["operative_paragraphs"], again["doubts"]) == (0, "updated", 3, [])
    assert again["effect"] == {"kept": 1, "changed": 1, "new": 1, "gone": 0, "suspect": 0}
    assert keys([found, again]) == documented("add")
    assert main([*map(str, add), "--json"]) == 2, "the same file again"
    told = capsys.readouterr()
    assert told.out == "" and told.err.count("\n") == 1


def test_export_says_what_it_could_not_show_whole(held, tmp_path, capsys):
    out = tmp_path / "m.xlsx"
    export = ("--workspace", held, "export", out, "--state", "XXS")
    status, found = asked(capsys, *export)
    assert (status, found) == (0, {"written": [str(out)], "not_shown": []})
    with closing(sqlite3.connect(held)) as raw, raw:
        raw.execute("UPDATE assessment SET rationale = ? WHERE rationale <> ''", ["long " * 8_000])
    assert main([*map(str, export), "--json"]) == 0
    shown = capsys.readouterr()
    found = json.loads(shown.out)
    assert found["not_shown"] and keys(found) == documented("export")
    assert shown.err.splitlines() == found["not_shown"], "people are told as well"


def test_import(held, tmp_path, capsys):
    sent, matrix = tmp_path / "sent.xlsx", "Compliance Matrix"
    assert main(["--workspace", str(held), "export", str(sent), "--state", "XXS", "--for-return"]) == 0
    book = Filled(sent)
    book.write(matrix, "Rationale", 2, "What the ministry wrote")
    book.write(matrix, "Level", 3, "Mostly")
    assessed = next(row for row in range(4, 120) if book.cell(matrix, "Rationale", row).value)
    book.write(matrix, "Rationale", assessed, "Theirs")
    book.write(matrix, "Measures", assessed, "Another act")
    book.write("Measures", "Authority", 2, "Another ministry")
    book.write("Measures", "Measure", book.empty("Measures"), "Clinics Programme")
    book.save()
    label = book.cell(matrix, "Paragraph", assessed).value.rpartition(", ")[2]
    ours = "UPDATE assessment SET rationale = 'Ours' WHERE paragraph_id IN (SELECT id FROM paragraph WHERE label = ?)"
    with closing(sqlite3.connect(held)) as raw, raw:
        raw.execute(ours, [label])
    status, found = asked(capsys, "--workspace", held, "import", sent)
    assert (status, len(found["conflicts"]), len(found["problems"])) == (1, 1, 1)
    registers_fields = [set(new.pop("fields")) for new in found["new"]]
    told = {one["code"]: one.pop("arguments") for one in (*found["conflicts"], *found["problems"], *found["written"])}
    assert keys(found) | {"fields", "arguments"} == documented("import")
    assert told["conflict.changed-here"] == {} and told["level.unknown"]["words"] == "Mostly"
    assert registers_fields == [set(fields_of(Measure))]
    assert keys(found["changes"]) <= keys(found["conflicts"]) | {"register", "title"}


def test_check(held, capsys):
    status, found = asked(capsys, "--workspace", held, "check")
    assert (status, found) == (0, {"workspace": str(held), "problems": []})
    with closing(sqlite3.connect(held)) as raw, raw:
        raw.execute("UPDATE paragraph SET text = 'Other words;' WHERE id = 50")
    status, found = asked(capsys, "--workspace", held, "check")
    assert status == 1 and keys(found) == documented("check")
    assert "are not those that were stored" in found["problems"][0]["what"]


def test_what_is_written(held, tmp_path, capsys):
    copy, made, folder = tmp_path / "copy.tracker", tmp_path / "made.tracker", tmp_path / "demo"
    assert asked(capsys, "--workspace", held, "backup", copy) == (0, {"written": [str(copy)]})
    assert asked(capsys, "new", made) == (0, {"written": [str(made)]})
    written = [str(folder / "sample.tracker"), str(folder / "sample.xlsx")]
    assert asked(capsys, "demo", folder) == (0, {"written": written})
    for name in ("backup", "new", "demo"):
        assert documented(name) == {"written"}
    status, found = asked(capsys, "--workspace", held, "backup")
    assert status == 0 and Path(found["written"][0]).is_file()


def test_new_makes_what_the_window_makes_and_refuses_what_exists(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["new", "mine.tracker"]) == 0
    path = tmp_path / "mine.tracker"
    assert capsys.readouterr().out == f"Wrote {path}\n"
    _, found = asked(capsys, "--workspace", path, "instruments")
    assert [one["symbol"] for one in found["instruments"]] == ["A/RES/74/178", "A/RES/68/197"]
    assert main(["--workspace", str(path), "export", "m.xlsx", "--state", "KEN"]) == 0
    (tmp_path / "gone.tracker").symlink_to(tmp_path / "nowhere")
    (tmp_path / "letter.txt").write_text("Dear Sir,")
    before = {one: one.read_bytes() for one in (path, tmp_path / "letter.txt")}
    for name in ("mine.tracker", "letter.txt", "gone.tracker", "."):
        capsys.readouterr()
        assert main(["new", name, "--json"]) == 2
        assert capsys.readouterr() == ("", f"tracker: {name} exists already. Choose another name.\n")
    assert {one: one.read_bytes() for one in before} == before and (tmp_path / "gone.tracker").is_symlink()


def run(*arguments: str | Path, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-m", "tracker", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, env={**os.environ, "PYTHONUTF8": "0", **environment})


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-16"])
def test_every_encoding_of_standard_output_holds_all_letters(held, tmp_path, encoding):
    file = tmp_path / "Ünïcode “文” .txt"
    file.write_text(SHORT.replace("Short", "Čapek’s “文書”"))
    done = run("--workspace", held, "add", file, "--json", PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode(encoding))["title"] == "Čapek’s “文書”"
    listed = run("--workspace", held, "instruments", PYTHONIOENCODING=encoding)  # people may see ? for a letter
    assert (listed.returncode, listed.stderr) == (0, b"")
    assert "apek" in listed.stdout.decode(encoding)


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are letters elsewhere")
def test_a_name_of_bytes_that_are_no_letters_comes_back_from_json(tmp_path):
    name = os.fsencode(tmp_path) + b"/n\xffw.tracker"
    done = run("new", os.fsdecode(name), "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    assert os.fsencode(json.loads(done.stdout)["written"][0]) == name and Path(os.fsdecode(name)).is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="as a POSIX shell does it")
def test_closed_streams_mix_up_nothing(held, tmp_path):
    program = f"{sys.executable} -m tracker --workspace"

    def shell(words: str) -> tuple[int, bytes, bytes]:
        done = subprocess.run(["sh", "-c", f"{program} {words}"], capture_output=True)
        return done.returncode, done.stdout, done.stderr

    assert shell(f"{tmp_path / 'none.tracker'} check --json 2>&-") == (2, b"", b"")
    assert shell(f"{held} check --json >&-") == (0, b"", b"")
    assert shell(f"{held} backup {tmp_path / 'copy.tracker'} >&- 2>&-") == (0, b"", b"")
    status, out, err = shell(f"{tmp_path / 'copy.tracker'} check --json 2>&-")
    assert (status, json.loads(out)["problems"], err) == (0, [], b"")


REFUSED = """
import contextlib, io, json, shutil
os.chdir(folder)
shutil.copy(warm / "sample.tracker", "mine.tracker")
Path("resolution.txt").write_text(SHORT)
for name in ("folder", "folder.xlsx", "closed", "dark"):
    Path(name).mkdir()
os.chmod("dark", 0)
os.chmod("closed", 0o555)
long = "n" * 245
PLACES = {
    "a folder": "folder.xlsx",
    "no folder": "none/f.xlsx",
    "closed": "closed/f.xlsx",
    "dark": "dark/f.xlsx",
    "250 bytes": long + ".xlsx",
    "300 bytes": long * 2 + ".xlsx",
    "no rights": "hidden.xlsx",
}
MINE = ["--workspace", "mine.tracker"]
COMMANDS = {
    "read": lambda file: ["read", file],
    "add": lambda file: [*MINE, "add", file],
    "import": lambda file: [*MINE, "import", file],
    "akn": lambda file: ["read", "resolution.txt", "--akn", file],
    "export": lambda file: [*MINE, "export", file, "--state", "KEN"],
    "since": lambda file: [*MINE, "export", "out.xlsx", "--state", "KEN", "--since", file],
    "template": lambda file: [*MINE, "export", "out.xlsx", "--state", "KEN", "--template", file],
    "backup": lambda file: [*MINE, "backup", file],
    "new": lambda file: ["new", file],
    "demo": lambda file: ["demo", file],
    "workspace": lambda file: ["--workspace", file, "check"],
    "workspace to write": lambda file: ["--workspace", file, "add", "resolution.txt"],
}
def there():
    return sorted(path for path in map(str, Path(".").rglob("*")) if not path.endswith(".lock"))
said = {}
for command, arguments in COMMANDS.items():
    for place, file in PLACES.items():
        if command == "demo" and place in ("a folder", "no folder"):  # that it makes them is tested elsewhere
            continue
        shutil.copy(warm / "sample.xlsx", "new.xlsx")
        os.chmod("new.xlsx", 0)
        os.replace("new.xlsx", "hidden.xlsx")
        before, out, err = there(), io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = main(arguments(file) + ["--json"])
        came = sorted(set(there()) - set(before))
        said[f"{command}: {place}"] = status, out.getvalue(), err.getvalue(), came
        for one in came:
            if Path(one).is_file():
                Path(one).unlink()
        shutil.rmtree("none", ignore_errors=True)
print(json.dumps(said))
"""
DONE = {
    "akn: 250 bytes",
    "akn: no rights",
    "export: 250 bytes",
    "export: no rights",
    "demo: 250 bytes",
    "backup: no folder",
}
"""What is done all the same: the name fits, a file of one's own is replaced, and backup and demo make folders."""


@pytest.mark.skipif(sys.platform == "win32", reason="rights as POSIX has them")
def test_a_file_that_cannot_be_used_is_one_line_and_status_2_and_nothing_is_left():
    late = """
    import tracker.excel.forms.detect, tracker.excel.forms.fill, tracker.instruments.akn_writer
    assert main([*sample, "backup"]) == 0
    (warm / "sample.tracker").chmod(0o644)  # a workspace is its maker's alone
    (warm / "short.txt").write_text(SHORT)
    assert main([*sample, "add", str(warm / "short.txt")]) == 0
    """
    with anyones_folder() as folder:
        done = as_plain_user(folder, REFUSED, f"SHORT = {SHORT!r}\n" + re.sub("(?m)^    ", "", late))
        assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    assert len(said) == 12 * 7 - 2
    for case, (status, out, err, came) in said.items():
        if case in DONE:
            continue
        assert (status, out, came) == (2, "", []), (case, err)
        assert err.startswith("tracker: ") and err.count("\n") == 1, case
        assert "mistake in tracker" not in err, (case, err)
    assert {case for case, (status, *_) in said.items() if status == 0} <= DONE
    assert "can't be made: permission denied" in said["new: closed"][2]
    assert "can't be made: no such file or directory" in said["new: no folder"][2]
    assert "too long for a workspace" in said["new: 250 bytes"][2]
    assert "exists already" in said["new: a folder"][2] and "exists already" in said["new: no rights"][2]


def test_every_command_has_json_and_stands_in_readme_and_guide(capsys):
    from tracker.commands import RUN

    readme = (GUIDE.parent.parent / "README.md").read_text(encoding="utf-8")
    for name in RUN.keys() - {"take-back"}:
        with pytest.raises(SystemExit):
            main([name, "--help"])
        assert "--json" in capsys.readouterr().out, name
        assert re.search(rf"^\| `tracker {name}\b[^`]*\[--json\]", readme, re.MULTILINE), name
        assert documented(name), name
