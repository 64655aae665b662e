"""Official documents in other formats, each read as it was once checked by eye against its printed pages."""

import shutil

import pytest

from tests.conftest import DATA
from tracker.domain.instruments.instrument import Instrument, Paragraph
from tracker.instruments.reader import read_file

SAMPLES = ["A-RES-67-290.doc", "A-RES-70-299.docx", "A-RES-72-197.docx", "A-RES-73-6.pdf", "S-RES-1454_2002.txt"]


def marked(paragraph: Paragraph) -> str:
    """The words with their marks as {1}."""
    words = paragraph.text
    for mark in reversed(paragraph.marks):
        words = f"{words[: mark.offset]}{{{mark.number}}}{words[mark.offset :]}"
    return words


def shown(instrument: Instrument) -> str:
    """Everything that was read, a paragraph a line."""
    body = [f"preambular | {marked(p)}" for p in instrument.preamble]
    for title, paragraphs in (("", instrument.operative), *((a.title, a.paragraphs) for a in instrument.annexes)):
        body += [f"annex | {title}"] if title else []
        for top in paragraphs:
            body += [f"{p.label} | {p.section or ''} | {marked(p)}" for p in top.walk()]
    notes = [f"note {note.number} | {note.text}" for note in instrument.footnotes]
    masthead = [instrument.symbol, instrument.title, str(instrument.adopted_on), instrument.meeting, instrument.report]
    return "\n".join([*(str(line) for line in masthead), *body, *notes]) + "\n"


@pytest.mark.parametrize("name", SAMPLES)
def test_sample_reads_as_it_was_checked_by_eye(name):
    if name.endswith(".doc") and not (shutil.which("soffice") or shutil.which("libreoffice")):
        pytest.skip("no program that converts Word 97-2003 files")
    expected = (DATA / "read" / f"{name}.txt").read_text("utf-8")
    assert shown(read_file(DATA / name).instrument) == expected
