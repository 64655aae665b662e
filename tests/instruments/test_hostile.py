"""Files made to hurt: each ends in a reading or in one plain sentence, soon, and leaves nothing behind."""

import io
import re
import struct
import time
import zipfile
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import RESOURCES
from tests.instruments.rendering import made
from tests.processes import endless_pdf
from tracker.__main__ import main
from tracker.domain.instruments.instrument import Instrument
from tracker.errors import TrackerError
from tracker.instruments import akn_writer, report
from tracker.instruments.formats import akn, pdf_lines
from tracker.instruments.reader import read_bytes

TEXTS = [(RESOURCES / "instruments" / name).read_text("utf-8") for name in ("A-RES-68-197.txt", "A-RES-74-178.txt")]
HEAD = "74/178. A title\n\nThe General Assembly,\n\n"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SOON = 10  # seconds; a reading takes a tenth, a pattern that runs away takes minutes


def soon(data: bytes):
    """The reading, which can be shown and written, or the sentence that refuses; neither may take long."""
    began = time.process_time()
    read: Instrument | str
    try:
        read = read_bytes(data, "file").instrument
        assert report.as_json(read)
        assert akn_writer.write(read)
    except TrackerError as fault:
        read = str(fault)
    assert time.process_time() - began < SOON
    return read


def word(*bodies: str, document: str | bytes | None = None, method=zipfile.ZIP_DEFLATED, **parts: str) -> bytes:
    """A .docx of four paragraphs and what is in `bodies`."""
    words = ("74/178. A title", "The General Assembly,", "1. Urges States to act;", "2. Decides.")
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in words) + "".join(bodies)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as package:
        package.writestr("word/document.xml", document or f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            package.writestr(f"word/{name}.xml", content)
    return file.getvalue()


def listed(level="0", start="1", text="%1.", form="decimal", times=50) -> bytes:
    """A .docx with paragraphs that Word numbers."""
    place = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    shape = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
    levels = f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="{level}">{shape}</w:lvl></w:abstractNum>'
    number = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    paragraph = f"<w:p>{place}<w:r><w:t>Words</w:t></w:r></w:p>"
    return word(paragraph * times, numbering=f"<w:numbering {W}>{levels}{number}</w:numbering>")


def run(properties="", text="x") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def raised(text: str) -> str:
    return "<w:p>" + run('<w:vertAlign w:val="superscript"/>', text) + "</w:p>"


def moved(points: str) -> str:
    return "<w:p>" + run(f'<w:position w:val="{points}"/>') + "</w:p>"


def with_entry(place: int, value: bytes, data: bytes) -> bytes:
    """The zipped file with other bytes in the first entry of its directory."""
    at = data.index(b"PK\x01\x02") + place
    return data[:at] + value + data[at + len(value) :]


def boxed(depth: int) -> str:
    box = ""
    for _ in range(depth):
        box = f"<w:p><w:r><w:pict><w:txbxContent>{box}<w:p>{run()}</w:p></w:txbxContent></w:pict></w:r></w:p>"
    return box


STYLES = "".join(f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{n - 1}"/></w:style>' for n in range(3000))
STYLED = f'<w:p><w:pPr><w:pStyle w:val="s2999"/></w:pPr>{run()}</w:p>'
OPEN_FIELD = '<w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/></w:r>'

TEXT = {
    "digits alone": HEAD + "1. Urges.\n\n" + "1" * 60 + "x\n\n2. Decides.\n",
    "symbols alone": "74/178. A title\n\n" + "A/RES/74/178 " * 20 + "x\n\nThe General Assembly,\n\n1. Urges.\n",
    "hyphens": HEAD + f"1. Urges {'A-' * 150_000};\n",
    "hyphens and notes": HEAD + f"1. Urges {'a-' * 50_000};1\n\n50th plenary meeting\n\n1 Resolution 1/1.\n",
    "accents": HEAD + "1. Urges " + "\u0301\u0316" * 100_000 + ";\n",
    "levels": HEAD + "1. Urges:\n\n" + "".join(f"{n}.1 Urges:\n\n" for n in range(2, 900)),
    "(a) for ever": HEAD + "1. Urges:\n" + "(a) x;\n" * 10_000,
    "drafts": HEAD + "1. Urges:\n\n" + "Heading\n\nThe General Assembly,\n\n" * 9_000,
    "annex": HEAD + "1. Urges.\n\nAnnex\n\n" + "12 Urges States;\n\n" * 19_000,
    "marks": HEAD + f"1. Urges {'a1 b2 ' * 50_000};1\n\n50th plenary meeting\n\n1 Note one.\n2 Note two.\n",
    "comments": "<!---->" * 500 + "x",
}


@pytest.mark.parametrize("name", TEXT)
def test_text_that_repeats_itself_is_read_or_refused_soon(name):
    soon(TEXT[name].encode())


def test_what_states_should_do_is_not_kept_once_for_every_word_behind_it():
    read = soon((HEAD + f"1. Urges {'States should ' * 5_000};\n").encode())
    assert sum(len(ask.action) for ask in read.operative[0].asks) < 20_000_000


def test_ibid_upon_ibid_does_not_grow_without_end():
    notes = "".join(f"[{n}] Ibid., and so on and on\n\n" for n in range(2, 900))
    read = soon((HEAD + f"1. Urges;[1]\n\n50th plenary meeting\n\n[1] Note one.\n\n{notes}").encode())
    assert max(len(note.in_full) for note in read.footnotes) <= 5_000


@pytest.mark.parametrize(
    ("text", "times"), [("x ", 6_000_000), ("x\n\n", 30_000), ("x", 12_000_000), ("(a) x;\n", 300_000)]
)
def test_more_words_than_any_resolution_are_refused(text, times):
    assert "more words than any resolution" in soon((HEAD + "1. Urges:\n\n" + text * times).encode())


WORD = {
    "boxes in boxes": lambda: word(boxed(40)),
    "a level too deep": lambda: listed(level="999999"),
    "a level that is no number": lambda: listed(level="²"),
    "a start that is no number": lambda: listed(start="²"),
    "a number of letters": lambda: listed(start="999999", text="%1." * 100, form="lowerLetter", times=2000),
    "a long number": lambda: listed(text="x" * 100_000, times=2000),
    "raised by no number": lambda: word(moved("²"), moved("--5")),
    "raised without end": lambda: word(moved("9" * 5000)),
    "raised blanks": lambda: word(raised("1" + " " * 100_000 + "x")),
    "styles on styles": lambda: word(STYLED * 3000, styles=f"<w:styles {W}>{STYLES}</w:styles>"),
    "fields in fields": lambda: word(f"<w:p>{OPEN_FIELD * 20_000}{run() * 20_000}</w:p>"),
    "deep": lambda: word("<w:sdt>" * 3000 + "</w:sdt>" * 3000),
}


@pytest.mark.parametrize("name", WORD)
def test_word_files_that_hurt_are_read_or_refused_soon(name):
    read = soon(WORD[name]())
    assert ("holds more than any resolution" in read) if name == "deep" else read.operative


def test_a_text_box_in_a_text_box_is_read_once():
    read = soon(word(boxed(3)))
    assert sum(paragraph.text.count("x") for paragraph in read.body()) == 3


PLAIN = word()
PACKAGES = {
    "another method": (lambda: word(method=zipfile.ZIP_LZMA), "not put together"),
    "a later version": (lambda: with_entry(6, b"\x63", PLAIN), "damaged"),
    "a password": (lambda: with_entry(8, b"\x01", PLAIN), "password"),
    "a wrong size": (lambda: with_entry(24, struct.pack("<I", 10), word("<w:p/>" * 50_000_000)), "damaged"),
    "a size without end": (lambda: with_entry(24, struct.pack("<I", 2**32 - 2), PLAIN), "more than any resolution"),
    "many tags": (lambda: word("<w:p/>" * 1_000_000), "more than any resolution"),
    "many headers": (lambda: word(**{f"header{n}": f"<a>{'<b/>' * 200_000}</a>" for n in range(6)}), "more than any"),
    "many entries": (lambda: b"PK\x03\x04" + b"PK\x01\x02" * 100_000, "not put together"),
    "cut": (lambda: PLAIN[:-30], "damaged"),
    "no document": (lambda: PLAIN.replace(b"word/", b"xl__/"), "no Word document"),
}


@pytest.mark.parametrize("name", PACKAGES)
def test_packages_that_are_not_what_they_say(name):
    make, words = PACKAGES[name]
    assert words in soon(make())


BODY = "<w:document {0}><w:body>{1}</w:body></w:document>"
ENTITY = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>{BODY.format(W, "<w:p/>")}'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "utf-7"])
def test_a_document_type_is_refused_in_every_encoding(encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?>{ENTITY}'
    assert re.search("document type|damaged", soon(word(document=text.encode(encoding))))
    akn = text.replace(W, 'n="akomaNtoso"').encode(encoding)
    assert re.search("document type|damaged|No operative|not a text|no Akoma", soon(akn))


def test_xml_in_utf_16_is_read_as_xml():
    text = made("A-RES-68-197.xml").decode().replace("UTF-8", "UTF-16")
    assert soon(text.encode("utf-16")).format == "akn"


PAGE = "<html><body><p>74/178. A title</p><p>The General Assembly,</p><p>1. Urges;</p>{}</body></html>"


@pytest.mark.parametrize(
    "inside",
    [
        f"<ol>{'<li>x</li>' * 18_000}</ol>",
        "<ol start='²'><li>x</li></ol>",
        f"<p {' '.join(f'a{n}=1' for n in range(100_000))}>",
        "<p " + "".join(f'a{n}="<"' for n in range(100_000)) + ">",
        "<p>" + "<br>" * 300_000,
        "<p>x</p>" * 1_000_000,
        "<div>" * 100_000,
        "<p>&#xD800;&#xFFFE;&#0;</p>",
    ],
    ids=lambda inside: inside[:12],
)
def test_pages_that_hurt_are_read_or_refused_soon(inside):
    soon(PAGE.format(inside).encode())


def test_the_command_says_one_sentence_and_leaves_nothing(tmp_path, capsys):
    source = tmp_path / "in.txt"
    source.write_bytes(TEXTS[0].encode())
    before = source.read_bytes()
    for target in (tmp_path / "none" / "out.xml", tmp_path, source):
        assert main(["read", str(source), "--akn", str(target)]) == 2
        told = capsys.readouterr().err
        assert told.count("\n") == 1
        assert "Traceback" not in told
    assert source.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["in.txt"]


def test_a_pdf_that_draws_itself_for_ever_is_refused(monkeypatch):
    monkeypatch.setattr(pdf_lines, "_MOST_SECONDS", 1)
    assert "holds more than any resolution" in soon(endless_pdf())


# What must hold of any reading.

BLOCKS = [block for text in TEXTS for block in re.split(r"\n(?=\s*\n|\t)", text)]
FORMS = [
    *("The General Assembly,", "Annex", "Annex I", "Annex II. Principles", "Draft resolution", "99/2. Another", "____"),
    *("1. Urges States:", "(a) To act;", "(i) Something;", "a. x;", "7.1 Urges:", "• Bullet;", "“1. Quoted;", "“"),
    *("50th plenary meeting", "18 December 2044", "1 Resolution 1/1.", "[1] Note", "United Nations", "Heading", "B"),
]
PIECE = st.tuples(st.sampled_from(BLOCKS) | st.sampled_from(FORMS), st.integers(0, 3), st.floats(0, 1))
STRUCTURED = st.tuples(st.lists(PIECE, min_size=1, max_size=25), st.sampled_from(["\n\n", "\n", "\n\t", "\r\n"]))
BOUNDED = settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
)


def _letters(words: str) -> Counter[str]:
    return Counter(re.findall("[A-Za-z]", words))


def _said(instrument) -> list[str]:
    """Every word of a reading: a section's heading once where it begins, of a label what it adds to the one above."""
    said = [p.text for p in instrument.body()] + [note.text for note in instrument.footnotes]
    said += [aside.text for aside in instrument.set_aside] + [annex.title for annex in instrument.annexes]
    tops = [*instrument.preamble, *instrument.operative, *(p for a in instrument.annexes for p in a.paragraphs)]
    section = None
    for top in sorted(tops, key=lambda paragraph: paragraph.source):
        if top.section is not section:
            said.append(top.section or "")
        section = top.section
        said.append(top.label)
        for paragraph in top.walk():
            said += [below.label.removeprefix(paragraph.label) for below in paragraph.paragraphs]
    return said


def test_what_stands_above_a_second_resolution_is_set_aside():
    second = "99/2. Another title\n\nThe General Assembly,\n\n1. Urges.\n"
    read = soon(f"{HEAD}1. Urges.\n\n50th plenary meeting\n\n18 December 2019\n\n{second}".encode())
    assert "99/2. Another title" in [aside.text for aside in read.set_aside]


def test_a_letter_in_the_middle_of_a_list_may_come_where_no_paragraph_is_open():
    read = soon((HEAD + "1. Urges.\n\nThe General Assembly,\n\n(b) Something.\n\n2. Decides.\n").encode())
    assert [p.text for p in read.body()].count("Something.") == 1


def test_what_stands_below_a_preambular_paragraph_is_written_too():
    text = "The General Assembly,\n\n1. Urges;\n\nRecalling:\n\n(a) One thing;\n\n(b) Another,\n\n2. Decides.\n"
    read = read_bytes(text.encode(), "text").instrument
    assert [len(p.paragraphs) for p in read.preamble] == [2]
    written = [block.text for block in akn.read(akn_writer.write(read))]
    assert "(a) One thing;" in written


@BOUNDED
@given(STRUCTURED)
def test_no_letter_is_lost_whatever_the_order(given_):
    pieces, between = given_
    cut = (
        piece[: int(len(piece) * share)] if form == 0 else piece * (2 if form == 1 else 1)
        for piece, form, share in pieces
    )
    text = "The General Assembly,\n\n" + between.join(cut)
    try:
        read = read_bytes(text.encode(), "text").instrument
    except TrackerError:
        return
    words = re.sub(r"\[([^\][]*)\]\([^()\s]*\)", r"\1", text)
    assert not _letters(words) - _letters(" ".join(_said(read)))
    for paragraph in read.body():
        assert all(0 <= mark.offset <= len(paragraph.text) for mark in paragraph.marks)
    written = " ".join(block.text for block in akn.read(akn_writer.write(read)))
    assert not _letters(" ".join(p.text for p in read.body())) - _letters(written)


SAMPLES = [
    *map(made, ("A-RES-68-197.xml", "A-RES-74-178.published.xml", "A-RES-68-197.pdf", "A-RES-68-197.docx")),
    *(text.encode() for text in TEXTS),
    PLAIN,
    listed(),
    PAGE.format("<ol><li>x</li></ol>").encode(),
]
CHANGE = st.tuples(st.floats(0, 1), st.binary(max_size=6), st.integers(0, 40))


@BOUNDED
@given(st.sampled_from(SAMPLES), st.lists(CHANGE, min_size=1, max_size=8), st.none() | st.floats(0, 1))
def test_changed_bytes_end_in_a_reading_or_a_sentence(data, changes, end):
    for place, new, dropped in changes:
        at = int(place * len(data))
        data = data[:at] + new + data[at + dropped :]
    data = data if end is None else data[: int(end * len(data))]
    read = soon(data)
    if not isinstance(read, str):
        assert akn.read(akn_writer.write(read))
