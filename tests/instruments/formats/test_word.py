"""Word files: notes, repeated marks, fields, automatic numbers, and old files through a converter."""

from pathlib import Path

import pytest

from tests.instruments.rendering import made, put
from tests.instruments.rendering.word import field, p, package, r
from tracker.errors import TrackerError
from tracker.instruments.formats import convert, word
from tracker.instruments.reader import read_bytes, read_file

NOTE = '<w:footnote w:id="7"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> Resolution 70/1.</w:t></w:r></w:p></w:footnote>'


def test_marks_are_references_noteref_fields_and_superscripts():
    reference = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    again = field(r" NOTEREF _Ref1 \h ", "1")
    raised = r("1", '<w:vertAlign w:val="superscript"/>')
    square = r("2", '<w:vertAlign w:val="superscript"/>')
    data = package(p(r("One,"), reference, r(" two,"), again, r(" three,"), raised, r(" m"), square), footnotes=NOTE)
    body, note = word.read(data)
    assert body.text == "One, two, three, m2"
    assert [(mark.number, mark.offset) for mark in body.marks] == [(1, 4), (1, 9), (1, 16)]
    assert (note.note, note.text) == (1, "Resolution 70/1.")


def test_instructions_of_fields_and_deleted_words_are_no_words():
    link = field(' HYPERLINK "https://x.example" ', "68/196")
    deleted = "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
    added = f"<w:ins>{r(' here')}</w:ins>"
    hidden = r("hidden", "<w:vanish/>")
    assert word.read(package(p(r("See "), link, deleted, added, hidden)))[0].text == "See 68/196 here"


def test_the_lead_verb_is_what_stands_in_italics():
    block = word.read(package(p(r("1."), r("\t"), r("Also ", "<w:i/>"), r("urges", "<w:i/>"), r(" States"))))[0]
    assert (block.text, block.lead) == ("1. Also urges States", "Also urges")


def test_automatic_numbers_are_counted_as_word_counts_them():
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate([("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "(%3)")])
    )
    numbering = f'<w:abstractNum w:abstractNumId="3">{levels}</w:abstractNum>'
    numbering += '<w:num w:numId="5"><w:abstractNumId w:val="3"/></w:num>'

    def item(text: str, level: int) -> str:
        return p(r(text), properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="5"/></w:numPr>')

    body = [item(*one) for one in [("A", 0), ("B", 1), ("C", 1), ("D", 2), ("E", 0), ("F", 1)]]
    read = [block.text for block in word.read(package("".join(body), numbering=numbering))]
    assert read == ["1. A", "(a) B", "(b) C", "(i) D", "2. E", "(a) F"]


def test_running_heads_are_set_aside_and_tell_the_symbol():
    header = f"<w:p>{r('A/RES/99/1')}</w:p>"
    body = "".join(p(r(text)) for text in ("The General Assembly,", "1. Urges States to act."))
    read = read_bytes(package(body, header=header), "x").instrument
    assert (read.symbol, read.operative[0].text) == ("A/RES/99/1", "Urges States to act.")
    assert "A/RES/99/1" in [aside.text for aside in read.set_aside]


def test_a_doc_that_is_really_a_docx(tmp_path):
    file = tmp_path / "resolution.doc"
    file.write_bytes(made("A-RES-74-178.docx"))
    assert read_file(file).instrument.format == "docx"


OLD = b"\xd0\xcf\x11\xe0" + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(100)


def test_an_old_file_without_a_converter_is_refused_with_what_to_do(monkeypatch):
    monkeypatch.setattr(convert, "_converter", lambda: None)
    with pytest.raises(TrackerError, match="no program that can convert it was found"):
        read_bytes(OLD, "old.doc")


@pytest.mark.parametrize("script", ["exit 1", "exit 0", "rm -f in.doc"])
def test_a_converter_that_fails_is_told(monkeypatch, tmp_path, script):
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setattr(convert, "_converter", lambda: str(program))
    with pytest.raises(TrackerError, match="LibreOffice could not convert"):
        read_bytes(OLD, "old.doc")


def test_a_converter_is_handed_the_file_and_its_result_read(monkeypatch, tmp_path):
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\ncp '{put(tmp_path, 'A-RES-74-178.docx')}' in.docx\n")
    program.chmod(0o755)
    monkeypatch.setattr(convert, "_converter", lambda: str(program))
    assert len(read_bytes(OLD, "old.doc").instrument.operative) == 120


def test_no_folder_is_left_behind(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(convert, "_converter", lambda: "/bin/false")
    with pytest.raises(TrackerError):
        read_bytes(OLD, "old.doc")
    assert list(Path(tmp_path).iterdir()) == []
