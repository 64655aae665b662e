"""Files go in once, come out byte for byte, and are refused in plain words."""

import os
import random
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.conftest import paragraph
from tests.disk import fill_disk, make_room
from tracker.domain.casework.evidence import Evidence
from tracker.errors import TrackerError
from tracker.operations import attachments, casework, registers, workspaces
from tracker.operations.registers import NewFile, Parts
from tracker.store.workspace import open_workspace
from tracker.store.write import attachments as store


def rows_of(workspace) -> tuple[int, int]:
    """How many files, and parts of files, are stored."""
    with workspace.read() as connection:
        found = connection.execute(
            text("SELECT (SELECT count(*) FROM attachment), (SELECT count(*) FROM attachment_part)")
        )
        return tuple(found.one())


def stored(workspace) -> int:
    return rows_of(workspace)[0]


def test_the_same_file_is_stored_once_and_comes_out_whole(workspace, scope, tmp_path):
    data = random.randbytes(3_000_001)
    one, two = tmp_path / "one.pdf", tmp_path / "two.pdf"
    one.write_bytes(data)
    two.write_bytes(data)
    before = stored(workspace)
    registers.save_evidence(
        workspace,
        scope,
        Evidence("A"),
        parts=Parts(supports=[paragraph(workspace, scope, "19").id], files=[NewFile(one)]),
    )
    registers.save_evidence(workspace, scope, Evidence("B"), parts=Parts(files=[NewFile(two)]))
    assert stored(workspace) == before + 1
    found = registers.evidence(workspace, scope, paragraph(workspace, scope, "19").id)[0]
    assert [(file.name, file.size) for file in found.files] == [("one.pdf", len(data))]
    attachments.save_as(workspace, found.files[0].attachment_id, tmp_path / "out.pdf")
    assert (tmp_path / "out.pdf").read_bytes() == data


def test_an_empty_file_is_a_file(workspace, scope, tmp_path):
    (tmp_path / "empty.txt").touch()
    registers.save_evidence(workspace, scope, Evidence("Nothing"), parts=Parts(files=[NewFile(tmp_path / "empty.txt")]))
    assert registers.evidence(workspace, scope)[0].files[0].size == 0


def refused(workspace, scope, path, words):
    """Adding the file is refused in these words, and nothing of it stays."""
    before = rows_of(workspace)
    with pytest.raises(TrackerError, match=words):
        registers.save_evidence(workspace, scope, Evidence("Report"), parts=Parts(files=[NewFile(path)]))
    assert rows_of(workspace) == before
    assert registers.evidence(workspace, scope) == []


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("folder", "folder is a folder. Zip it, or add its files."),
        ("pipe", "pipe is not a file."),
        ("device", "zero is not a file."),
        ("link", "link is a link to another file."),
        ("link to nothing", "link to nothing is a link to another file."),
        ("nothing", "nothing can't be read: no such file or directory."),
    ],
)
def test_only_regular_files_are_taken_in(workspace, scope, tmp_path, kind, words):
    path = Path("/dev/zero") if kind == "device" else tmp_path / kind
    {
        "folder": path.mkdir,
        "pipe": lambda: os.mkfifo(path),
        "link": lambda: path.symlink_to("/etc/hostname"),
        "link to nothing": lambda: path.symlink_to(tmp_path / "gone"),
    }.get(kind, lambda: None)()
    refused(workspace, scope, path, words)


def test_a_name_with_nul_is_refused(workspace, scope, tmp_path):
    refused(workspace, scope, tmp_path / "a\0b.pdf", "a‹U\\+0000›b.pdf can't be read")


@pytest.mark.parametrize("change", ["grows", "shrinks", "other words"])
def test_a_file_that_changes_while_it_is_read_is_refused(workspace, scope, tmp_path, change):
    path = tmp_path / "draft.bin"
    path.write_bytes(random.randbytes(5_000_000))
    before = rows_of(workspace)

    def progress(done: int = 0, _whole: int = 0, /) -> None:
        if done < 3_000_000:
            with path.open("r+b") as file:
                {
                    "grows": lambda: file.seek(0, 2) and file.write(bytes(5_000_000)),
                    "shrinks": lambda: file.truncate(3_000_000),
                    "other words": lambda: file.seek(4_000_000) and file.write(b"otherwise"),
                }[change]()

    with pytest.raises(TrackerError, match=r"draft.bin changed while it was read. Add it again."):
        registers.save_evidence(workspace, scope, Evidence("A"), None, Parts(files=[NewFile(path)]), progress)
    assert rows_of(workspace) == before


def test_a_full_disk_is_said_and_nothing_is_kept_of_the_file(workspace, scope, tmp_path):
    (tmp_path / "large.bin").write_bytes(random.randbytes(9_000_000))
    fill_disk(workspace, left=1_000)
    refused(workspace, scope, tmp_path / "large.bin", "The disk is full; the last change was not saved.")
    make_room(workspace)
    parts = Parts(files=[NewFile(tmp_path / "large.bin")])
    registers.save_evidence(workspace, scope, Evidence("Report"), parts=parts)
    assert registers.evidence(workspace, scope)[0].files[0].size == 9_000_000
    assert workspaces.check(workspace) == []


def test_what_a_program_that_died_left_is_gone_when_the_workspace_is_opened(workspace_path, tmp_path):
    path = tmp_path / "large.bin"
    path.write_bytes(random.randbytes(5_000_000))
    script = f"""
import os, sys
from pathlib import Path
from tracker.domain.casework.evidence import Evidence
from tracker.operations import registers
from tracker.operations.casework import WorkScope
from tracker.operations.registers import NewFile, Parts
from tracker.store.workspace import open_workspace
def progress(done, whole):
    if done > 3_000_000:
        os._exit(9)
with open_workspace(Path({str(workspace_path)!r})) as workspace:
    parts = Parts(files=[NewFile(Path({str(path)!r}))])
    registers.save_evidence(workspace, WorkScope("KEN", 1), Evidence("A"), None, parts,
        progress)
"""
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 9
    with sqlite3.connect(f"file:{workspace_path}?mode=ro", uri=True) as found:
        assert found.execute("SELECT count(*) FROM attachment WHERE sha256 LIKE 'coming in%'").fetchone() == (1,)
    found.close()
    with open_workspace(workspace_path, writing=False) as reading:
        assert workspaces.check(reading) == [], "what did not come in is no fault of the workspace"
    with open_workspace(workspace_path) as workspace:
        assert rows_of(workspace)[0] == 2, "the files of the two bundled resolutions"
        assert workspace.announced() == (None, None)


def test_a_file_of_100_mb_goes_in_and_out_in_little_memory(workspace_path, tmp_path):
    pytest.importorskip("resource")
    with (tmp_path / "large.bin").open("wb") as file:
        file.truncate(100_000_000)
    script = f"""
import resource
from pathlib import Path
from tracker.domain.casework.evidence import Evidence
from tracker.operations import attachments, registers
from tracker.operations.casework import WorkScope
from tracker.operations.registers import NewFile, Parts
from tracker.store.workspace import open_workspace
folder, scope = Path({str(tmp_path)!r}), WorkScope("KEN", 1)
with open_workspace(Path({str(workspace_path)!r})) as workspace:
    registers.save_evidence(workspace, scope, Evidence("A"))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    registers.save_evidence(workspace, scope, Evidence("B"), None, Parts(files=[NewFile(folder / "large.bin")]))
    file = registers.evidence(workspace, scope)[1].files[0]
    attachments.save_as(workspace, file.attachment_id, folder / "out.bin")
    print(file.size, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    size, grown = map(int, done.stdout.split())
    assert size == (tmp_path / "out.bin").stat().st_size == 100_000_000
    assert grown / (1024 if sys.platform == "linux" else 1024**2) < 40


def test_a_keystroke_is_saved_while_a_file_comes_in(workspace, scope, tmp_path):
    (tmp_path / "large.bin").write_bytes(random.randbytes(9_000_000))
    row = paragraph(workspace, scope, "19")
    typed: list[str] = []

    def progress(done: int = 0, _whole: int = 0, /) -> None:
        def type_on():
            typed.append(f"after {done}")
            casework.set_assessment(workspace, scope, row, rationale=typed[-1])

        keystroke = threading.Thread(target=type_on)
        keystroke.start()
        keystroke.join(5)
        assert not keystroke.is_alive(), "the file holds the workspace"

    parts = Parts(files=[NewFile(tmp_path / "large.bin")])
    registers.save_evidence(workspace, scope, Evidence("Report"), None, parts, progress)
    assert len(typed) == 5
    assert paragraph(workspace, scope, "19").assessment.rationale == typed[-1]


def test_a_file_that_is_not_what_was_stored_does_not_take_the_place_of_another(workspace, scope, tmp_path):
    (tmp_path / "a.bin").write_bytes(random.randbytes(5_000_000))
    registers.save_evidence(workspace, scope, Evidence("A"), parts=Parts(files=[NewFile(tmp_path / "a.bin")]))
    file = registers.evidence(workspace, scope)[0].files[0]
    with workspace.write() as write:
        write.session.connection().exec_driver_sql(
            "UPDATE attachment_part SET content = zeroblob(10) WHERE attachment_id = ? AND position = 1",
            (file.attachment_id,),
        )
    target = tmp_path / "out.bin"
    target.write_text("an older one")
    with pytest.raises(TrackerError, match="is not what was stored"):
        attachments.save_as(workspace, file.attachment_id, target)
    assert target.read_text() == "an older one"
    assert [path.name for path in tmp_path.glob("*.new")] == []


def test_a_newer_file_replaces_and_the_older_stays(workspace, scope, tmp_path):
    for number in (1, 2, 3):
        (tmp_path / f"v{number}.txt").write_text(str(number))
    registers.save_evidence(workspace, scope, Evidence("A"), parts=Parts(files=[NewFile(tmp_path / "v1.txt")]))
    for number in (2, 3):
        row = registers.evidence(workspace, scope)[0]
        parts = Parts(files=[NewFile(tmp_path / f"v{number}.txt", replaces=row.files[0].id)])
        registers.save_evidence(workspace, scope, row.evidence, row.id, parts)
    row = registers.evidence(workspace, scope)[0]
    assert [file.name for file in row.files] == ["v3.txt"]
    assert [file.name for file in row.files[0].older] == ["v2.txt", "v1.txt"]
    attachments.save_as(workspace, row.files[0].older[1].attachment_id, tmp_path / "out.txt")
    assert (tmp_path / "out.txt").read_text() == "1"
    registers.save_evidence(workspace, scope, row.evidence, row.id, Parts(without=[row.files[0].id]))
    assert registers.evidence(workspace, scope)[0].files == ()
    workspace.undo()
    assert registers.evidence(workspace, scope)[0].files == row.files


def test_what_turns_the_order_of_reading_stands_in_the_name(workspace, scope, tmp_path):
    path = tmp_path / "annual\u202efdp.exe"
    path.touch()
    registers.save_evidence(workspace, scope, Evidence("A"), parts=Parts(files=[NewFile(path)]))
    assert registers.evidence(workspace, scope)[0].files[0].name == "annual‹U+202E›fdp.exe"


def test_a_file_that_is_too_large_is_refused_before_it_is_read(workspace, scope, tmp_path):
    with (tmp_path / "huge.bin").open("wb") as file:
        file.truncate(store.LARGEST + 1)
    with pytest.raises(TrackerError, match="larger than 500 MB"):
        registers.save_evidence(
            workspace, scope, Evidence("Report"), parts=Parts(files=[NewFile(tmp_path / "huge.bin")])
        )


def test_giving_up_leaves_nothing_and_needs_no_room(workspace, scope, tmp_path):
    class GivenUp(Exception):
        pass

    def progress(done: int = 0, _whole: int = 0, /) -> None:
        if done > 18_000_000:
            raise GivenUp

    (tmp_path / "large.bin").write_bytes(bytes(20_000_000))
    before = rows_of(workspace)
    with pytest.raises(GivenUp):
        registers.save_evidence(
            workspace,
            scope,
            Evidence("Report"),
            parts=Parts(files=[NewFile(tmp_path / "large.bin")]),
            progress=progress,
        )
    assert rows_of(workspace) == before
    assert registers.evidence(workspace, scope) == []
    log = workspace.path.with_name(f"{workspace.path.name}-wal")
    assert log.stat().st_size < 10_000_000, "what was let go of was written over"


def test_an_attachment_that_cannot_be_written_says_so(workspace, tmp_path):
    with pytest.raises(TrackerError, match="can't be written"):
        attachments.save_as(workspace, 1, tmp_path / "missing" / "out.txt")
