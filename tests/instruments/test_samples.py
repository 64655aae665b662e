"""Official documents in other formats, each read as it was once checked by eye against its printed pages."""

import re
import shutil

import pytest

from tests.conftest import DATA
from tests.official import samples, unlike_checked
from tracker.domain.instruments.instrument import Instrument, Paragraph
from tracker.instruments.reader import read_file


def marked(paragraph: Paragraph) -> str:
    """The words with their marks as {1}."""
    words = paragraph.text
    for mark in reversed(paragraph.marks):
        words = f"{words[: mark.offset]}{{{mark.number}}}{words[mark.offset :]}"
    return words


def shown(instrument: Instrument) -> list[tuple[str, str]]:
    """Everything that was read: what each piece is, and its words."""
    rows = [(name, str(getattr(instrument, name))) for name in ("symbol", "title", "adopted_on", "meeting", "report")]
    rows += [("preambular", marked(p)) for p in instrument.preamble]
    for title, paragraphs in (("", instrument.operative), *((a.title, a.paragraphs) for a in instrument.annexes)):
        rows += [("annex", title)] if title else []
        for top in paragraphs:
            rows += [(p.label, f"{p.section or ''} | {marked(p)}") for p in top.walk()]
    return rows + [(f"note {note.number}", note.text) for note in instrument.footnotes]


@pytest.mark.parametrize("path", samples("67-290.doc", "70-299.docx", "72-197.docx", "73-6.pdf", "S-RES-1454_2002.txt"))
def test_sample_reads_as_it_was_checked_by_eye(path):
    if path.suffix == ".doc" and not (shutil.which("soffice") or shutil.which("libreoffice")):
        pytest.skip("no program that converts Word 97-2003 files")
    assert unlike_checked(f"{path.name}.txt", shown(read_file(path).instrument)) == []


def test_no_official_document_is_part_of_the_repository():
    """Neither as a file nor as the words that were read from one."""
    held = [path for path in DATA.rglob("*") if path.is_file()]
    assert {path.suffix for path in held} <= {".gz", ".json", ".txt", ".xlsx"}
    lines = [line for path in held if path.suffix == ".txt" for line in path.read_text("utf-8").splitlines()]
    assert lines
    assert [line for line in lines if len(line) > 60 or not re.search(r"(?:^| )[0-9a-f]{16}$", line)] == []
