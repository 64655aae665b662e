"""Whole resolutions, rendered as files of every format and in any layout, read back as what they are."""

import shutil
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import RESOURCES
from tests.instruments.rendering import BUNDLED, FORMATS, MADE, bundled, made, text, word
from tests.official import samples
from tracker.domain.instruments.instrument import Instrument, Paragraph
from tracker.instruments.formats import known
from tracker.instruments.reader import read_bytes
from tracker.progress import unwatched

TEXTS = [RESOURCES / "instruments" / f"{name}.txt" for name in BUNDLED]
OFFICIAL = samples("74-178.official.akn.xml", "75-198.akn.xml", "78-131.akn.xml")
LIBREOFFICE = shutil.which("soffice") or shutil.which("libreoffice") or ""
READ_AS = {".docx": "docx", ".pdf": "pdf", ".html": "html", ".md": "text", ".xml": "akn", ".published.xml": "akn"}


@cache
def instrument(path: Path, printed: bool = False) -> Instrument:
    """What a file says; `printed` with the one kind of hyphen that there is in print."""
    data = path.read_bytes()
    return read_bytes(data.replace("\N{NON-BREAKING HYPHEN}".encode(), b"-") if printed else data, path.name).instrument


def content(instrument: Instrument) -> dict[str, object]:
    """What must be the same in every edition."""

    def shown(paragraph: Paragraph) -> tuple[object, ...]:
        marks = tuple((mark.number, mark.offset) for mark in paragraph.marks)
        return paragraph.label, paragraph.opening, paragraph.text, marks, tuple(map(shown, paragraph.paragraphs))

    return {
        "symbol": instrument.symbol,
        "organ": instrument.organ,
        "title": instrument.title,
        "session": (instrument.session, instrument.agenda_item),
        "adopted": (instrument.adopted_on, instrument.meeting, instrument.report),
        "preamble": [shown(p) for p in instrument.preamble],
        "operative": [shown(p) for p in instrument.operative],
        "notes": [(note.number, note.text) for note in instrument.footnotes],
    }


@pytest.mark.parametrize("path", [*TEXTS, *OFFICIAL], ids=lambda path: path.name)
@settings(max_examples=20, deadline=None)
@given(
    flattened=st.booleans(),
    width=st.one_of(st.none(), st.integers(60, 130)),
    page=st.one_of(st.none(), st.integers(15, 90)),
)
def test_any_layout_reads_back_equal(path, flattened, width, page):
    data = text.rendered(instrument(path), flattened, width, page).encode()
    assert content(read_bytes(data, "text").instrument) == content(instrument(path))


@pytest.mark.parametrize("path", [*TEXTS, *OFFICIAL], ids=lambda path: path.name)
@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_reads_back_equal(path, ending):
    """Labels, lead verbs, words, and footnotes with the places of their marks."""
    given = instrument(path, printed=ending == ".pdf")
    read = read_bytes(FORMATS[ending](given), f"file{ending}").instrument
    assert read.format == READ_AS[ending]
    assert content(read) == content(given)
    assert read.doubts == given.doubts


@pytest.mark.skipif(not LIBREOFFICE, reason="needs LibreOffice")
@pytest.mark.parametrize("name", BUNDLED)
def test_a_file_of_an_older_word_reads_back_equal(name):
    read = read_bytes(word.old(bundled(name), LIBREOFFICE), "old.doc").instrument
    assert read.format == "doc"
    assert content(read) == content(bundled(name))
    assert read.doubts == bundled(name).doubts


@pytest.mark.parametrize("name", [name for name in MADE if not name.endswith((".pdf", ".md"))])
def test_lead_verbs_are_told_by_their_italics(name):
    """Where the format has italics, the words need not be known for a verb."""
    found = [block.lead for block in known.blocks(made(name), name, unwatched)[0] if block.lead]
    given = bundled(name.partition(".")[0])
    verbs = [p.opening for p in (*given.preamble, *given.operative)]
    assert [lead for lead in found if lead in set(verbs)] == verbs


@pytest.mark.parametrize(
    ("ending", "furniture"),
    [
        (".docx", ["United Nations {0}", "Distr.: General", "{0} {1}", "99-12345 (E)", "*9912345*", "2/9 99-12345"]),
        (
            ".pdf",
            ["United Nations", "Distr.: General", "{0}", "99-12345 (E)", "*9912345*", "2/{2}", "{2}/{2}", "99-12345"],
        ),
        (".html", ["Home", "Resolutions", "Related documents", "Contact | Privacy"]),
    ],
)
@pytest.mark.parametrize("name", BUNDLED)
def test_what_stands_around_the_words_is_set_aside(name, ending, furniture):
    read = read_bytes(made(name + ending), name).instrument
    pages = made(name + ending).count(b"/Type/Page/") if ending == ".pdf" else 0
    aside = [one.text for one in read.set_aside]
    assert {line.format(read.symbol, read.title, pages) for line in furniture} <= set(aside)
    if pages:
        assert aside.count("99-12345") == aside.count(read.symbol) - 1 == pages - 1
