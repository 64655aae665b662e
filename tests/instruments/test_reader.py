"""Files that are not as they should be, Markdown, and fingerprints."""

import os
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import RESOURCES
from tests.instruments.rendering import bundled, made, put
from tracker.domain.instruments.instrument import Instrument, Paragraph, fingerprint
from tracker.errors import TrackerError
from tracker.instruments import report
from tracker.instruments.doubts import doubts
from tracker.instruments.reader import read_bytes, read_file

SHORT = """99/1. A short resolution

The General Assembly,

Recalling its resolution 98/2 of 1 May 2043,

1. Urges Member States to read;

2. Decides to remain seized of the matter.

50th plenary meeting
18 December 2044
"""


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "No operative paragraphs"),
        (b"Dear Sir,\n\nThank you for your letter.\n", "No operative paragraphs"),
        (b"%PDF-1.7 ...", "PDF file is damaged"),
        (b"PK\x03\x04....", "The Word file is damaged"),
        (b"\xd0\xcf\x11\xe0....", "no Word document"),
        (b"{\\rtf1 ...}", "Rich Text Format"),
        (b"\x00\x01\x02\x03binary", "not a text file"),
        (b"<html><p>Dear Sir</p></html>", "No operative paragraphs"),
        (b"<?xml version='1.0'?><feed/>", "no Akoma Ntoso file"),
        (b'<?xml version="1.0"?><akomaNtoso><broken></akomaNtoso>', "damaged"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><akomaNtoso>&x;</akomaNtoso>', "document type or entities"),
    ],
)
def test_unusable_files_are_refused_in_plain_words(data, words):
    with pytest.raises(TrackerError, match=words):
        read_bytes(data, "file")


def test_missing_file(tmp_path):
    with pytest.raises(TrackerError, match="no such file"):
        read_file(tmp_path / "none.txt")


def test_markdown_with_escapes_links_and_bracket_notes():
    text = SHORT.replace(
        "1. Urges Member States to read;", "1\\. *Urges* Member States to [read](https://x.example);[^1]"
    )
    read = read_bytes(f"{text}\n[^1]: Resolution 70/1.\n".encode(), "short.md").instrument
    assert read.operative[0].text == "Urges Member States to read;"
    assert [(m.number, m.offset) for m in read.operative[0].marks] == [(1, 28)]
    assert read.footnotes[0].cites == ("A/RES/70/1",)


def test_windows_line_ends_and_code_page_read_alike():
    one = read_bytes(SHORT.encode(), "a").instrument
    two = read_bytes(b"\xef\xbb\xbf" + SHORT.replace("\n", "\r\n").encode(), "b").instrument
    assert report.as_json(one) == report.as_json(two)
    assert one.symbol == "A/RES/99/1"


def test_the_report_is_found_beside_its_paragraph():
    text = SHORT.replace("99/1.", "[on the report of the Third Committee (A/99/481, para. 10)]\n\n99/1.")
    assert read_bytes(text.encode(), "short").instrument.report == "A/99/481"


def test_a_gap_in_the_numbers_is_not_lost_in_silence():
    read = read_bytes(SHORT.replace("2. Decides", "3. Decides").encode(), "short").instrument
    assert read.doubts


def test_fingerprint_is_of_the_words_alone():
    assert fingerprint("The “drug” problem,") == fingerprint('The  "drug" problem;')
    assert fingerprint("non‑medical use") == fingerprint("non-medical use")
    assert fingerprint("Member States should") != fingerprint("Member States shall")
    assert len(fingerprint("")) == 64


def test_json_has_the_keys_other_programs_rely_on():
    shown: dict[str, Any] = report.as_json(read_file(RESOURCES / "instruments" / "A-RES-74-178.txt").instrument)
    assert list(shown) == [
        *("symbol", "organ", "title", "session", "agenda_item", "adopted_on", "meeting", "report", "format"),
        *("preamble", "operative", "annexes", "footnotes", "set_aside", "doubts"),
    ]
    assert shown["format"] == "text"
    assert shown["adopted_on"] == "2019-12-18"
    paragraph = shown["operative"][57]
    assert list(paragraph) == [
        *("label", "lead_verb", "text", "footnotes", "addressees", "to_member_states", "cites", "section"),
        *("fingerprint", "paragraphs"),
    ]
    assert list(paragraph["paragraphs"][0]) == ["label", "text", "footnotes", "paragraphs"]
    assert paragraph["paragraphs"][0]["label"] == "58 (a)"
    assert list(shown["preamble"][0]) == ["opening", "text", "footnotes"]
    first = shown["preamble"][0]
    assert first["footnotes"] == [{"number": 1, "offset": first["text"].index("”,") + 2}]


HEAD = "74/178. A title\n\nThe General Assembly,\n\n1. "
LONG = [
    "Urges " + "the all the all " * 20_000,
    "urges the cooperation of " + "the other " * 20_000,
    "need for " + "all the other " * 20_000,
    "Urges States, " + "further again, " * 20_000,
    "developing countries, urges them " * 10_000,
    "its resolution 1/1 " * 10_000,
    "Urges\n" * 50_000,
    "x" + "¹" * 5_000,
    "Agenda items " * 10_000,
    "Urges " + "Aaaa " * 20_000,
    "1" * 5_000,
]


@pytest.mark.parametrize("words", LONG, ids=lambda words: words[:16])
def test_words_without_end_are_read_in_a_moment(words):
    """Each took minutes once. The limit is far above what a reading takes, far below what a runaway pattern does."""
    began = time.process_time()
    read_bytes(f"{HEAD}{words};\n\n2. Decides.\n".encode(), "long")
    assert time.process_time() - began < 10


@pytest.mark.parametrize("marker", ["*", "1a", "²", "9" * 5_000])
def test_a_note_without_a_number_is_no_defect_of_the_file(marker):
    data = made("A-RES-68-197.xml").decode().replace('marker="9"', f'marker="{marker}"')
    read = read_bytes(data.encode(), "marked").instrument
    assert len(read.footnotes) == len(bundled("A-RES-68-197").footnotes)
    assert read.doubts


def test_special_files_are_refused_before_they_are_read(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero"), tmp_path):
        with pytest.raises(TrackerError, match="is no file"):
            read_file(path)


def numbered(*labels: str, below: tuple[str, ...] = ()) -> Instrument:
    paragraphs = tuple(Paragraph(f"1 ({letter})", "Words;") for letter in below)
    last = len(labels) - 1
    return Instrument(
        "A/RES/99/1",
        "General Assembly",
        "A title",
        "text",
        (),
        tuple(
            Paragraph(label, "Words." if n == last else "Words:" if n == 0 and below else "Words;", paragraphs=below_it)
            for n, (label, below_it) in enumerate(
                zip(labels, [paragraphs, *[()] * last] if labels else [], strict=True)
            )
        ),
    )


@pytest.mark.parametrize(
    ("labels", "below", "told"),
    [
        (("1", "2", "3"), (), []),
        (("1", "3"), (), [("operative 3", "comes after 1")]),
        (("2",), (), [("operative 2", "comes first")]),
        (("1", "1", "2"), (), [("operative 1", "has the number of the one before")]),
        (("1", "", "2"), (), [("after operative 1", "a paragraph has no number")]),
        (("1", "1 bis", "2"), (), [("operative 1 bis", "comes after 1")]),
        (("1", "2"), ("a", "b"), []),
        (("1", "2"), ("i", "ii", "iii", "iv"), []),
        (("1", "2"), ("a", "c", "d"), [("operative 1 (c)", "comes after 1 (a)")]),
        (("1", "2"), ("b",), [("operative 1 (b)", "comes first")]),
        (("1", "2"), (*"abcdefghijklmnopqrstuvwxyz", "aa", "bb"), []),
    ],
)
def test_numbers_run_without_gap_or_repeat(labels, below, told):
    assert [(doubt.where, str(doubt.what)) for doubt in doubts(numbered(*labels, below=below))] == told


@pytest.mark.parametrize("name", ["A-RES-74-178.published.xml", "A-RES-74-178.docx", "A-RES-68-197.pdf"])
def test_reading_is_given_up_wherever_it_is(name, tmp_path):
    """It is asked for each block and each paragraph; one that is not given up is read as ever."""

    class GivenUp(Exception):
        pass

    looks = 0

    def go_on(last=None):
        nonlocal looks
        looks += 1
        if looks == last:
            raise GivenUp

    path = put(tmp_path, name)
    read = read_file(path, go_on)
    least = len(read.blocks) + len(read.instrument.preamble) + len(read.instrument.operative)
    assert looks >= least
    for last in (1, least // 2, least - 5):
        looks = 0
        with pytest.raises(GivenUp):
            read_file(path, partial(go_on, last))
