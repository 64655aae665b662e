"""Files go in once, come out byte for byte, and are refused in plain words."""

import os

import pytest
from sqlalchemy import text

from tests.conftest import paragraph
from tracker.domain.evidence import Evidence
from tracker.errors import TrackerError
from tracker.operations import attachments, registers
from tracker.operations.registers import NewFile, Parts
from tracker.store import attachments as store


def stored(workspace) -> int:
    with workspace.read() as connection:
        return connection.execute(text("SELECT count(*) FROM attachment")).scalar()


def test_the_same_file_is_stored_once_and_comes_out_whole(workspace, desk, tmp_path):
    data = os.urandom(3_000_001)
    one, two = tmp_path / "one.pdf", tmp_path / "two.pdf"
    one.write_bytes(data)
    two.write_bytes(data)
    before = stored(workspace)
    registers.save_evidence(
        workspace,
        desk,
        Evidence("A"),
        parts=Parts(supports=[paragraph(workspace, desk, "19").id], files=[NewFile(one)]),
    )
    registers.save_evidence(workspace, desk, Evidence("B"), parts=Parts(files=[NewFile(two)]))
    assert stored(workspace) == before + 1
    found = registers.evidence(workspace, desk, paragraph(workspace, desk, "19").id)[0]
    assert [(file.name, file.size) for file in found.files] == [("one.pdf", len(data))]
    attachments.save_as(workspace, found.files[0].attachment_id, tmp_path / "out.pdf")
    assert (tmp_path / "out.pdf").read_bytes() == data


def test_an_empty_file_is_a_file(workspace, desk, tmp_path):
    (tmp_path / "empty.txt").touch()
    registers.save_evidence(workspace, desk, Evidence("Nothing"), parts=Parts(files=[NewFile(tmp_path / "empty.txt")]))
    assert registers.evidence(workspace, desk)[0].files[0].size == 0


def test_folders_and_pipes_are_refused(workspace, desk, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe"):
        with pytest.raises(TrackerError, match="is not a file"):
            registers.save_evidence(workspace, desk, Evidence("Report"), parts=Parts(files=[NewFile(path)]))
    assert registers.evidence(workspace, desk) == []


def test_a_file_that_is_too_large_is_refused_before_it_is_read(workspace, desk, tmp_path):
    with (tmp_path / "huge.bin").open("wb") as file:
        file.truncate(store.LARGEST + 1)
    with pytest.raises(TrackerError, match="larger than 500 MB"):
        registers.save_evidence(
            workspace, desk, Evidence("Report"), parts=Parts(files=[NewFile(tmp_path / "huge.bin")])
        )


def test_giving_up_leaves_nothing(workspace, desk, tmp_path):
    class GivenUp(Exception):
        pass

    def progress(done, _whole):
        if done > 1_000_000:
            raise GivenUp

    (tmp_path / "large.bin").write_bytes(bytes(3_000_000))
    before = stored(workspace)
    with pytest.raises(GivenUp):
        registers.save_evidence(
            workspace, desk, Evidence("Report"), parts=Parts(files=[NewFile(tmp_path / "large.bin")]), progress=progress
        )
    assert stored(workspace) == before
    assert registers.evidence(workspace, desk) == []


def test_an_attachment_that_cannot_be_written_says_so(workspace, tmp_path):
    with pytest.raises(TrackerError, match="can't be written"):
        attachments.save_as(workspace, 1, tmp_path / "missing" / "out.txt")
