"""Names of files from anywhere."""

import pytest

from tracker.domain.text.filenames import may_open, safe, visible


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Report 2023.pdf", "Report 2023.pdf"),
        ("تقرير.pdf", "تقرير.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\x.txt", "x.txt"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("COM1 .pdf", "_COM1.pdf"),
        ("a\0b.pdf", "a_b.pdf"),
        ("annual\u202efdp.exe", "annual_fdp.exe"),
        ("a\ud800b.txt", "a_b.txt"),
        ("what? <is> it|this: *.txt", "what_ _is_ it_this_ _.txt"),
        ("trailing. . ", "trailing"),
        ("", "file"),
        ("...", "file"),
    ],
)
def test_safe_names(name, written):
    assert safe(name) == written


@pytest.mark.parametrize("letter", ["x", "é", "漢", "😀"])
def test_a_long_name_is_cut_and_keeps_its_ending(letter):
    name = safe(f"{letter * 300}.pdf")
    assert name.endswith(".pdf")
    assert len(name) <= 100
    assert len(name.encode()) <= 255


def test_what_cannot_be_seen_is_shown():
    assert visible("annual\u202efdp.exe") == "annual‹U+202E›fdp.exe"
    assert visible("a\0\u2066b\n") == "a‹U+0000›‹U+2066›b‹U+000A›"
    assert visible("می\u200cخواهم.pdf") == "می\u200cخواهم.pdf", "a joiner is part of the word"


@pytest.mark.parametrize("name", ["a.pdf", "A.PDF", "b.docx", "c.tar.csv", "d.jpeg"])
def test_harmless_files_may_be_opened(name):
    assert may_open(name)


@pytest.mark.parametrize(
    "name",
    (
        *("a.exe", "a.lnk", "a.hta", "a.docm", "a.html", "a.svg", "a.pdf.exe", "a", "", "pdf", "a.exe.", "a.xml"),
        *("a.pdf\u202eexe.x", "a.xlsm", "a.js", "a.desktop", "a.url", "a.zip", "a.command", "a.doc"),
    ),
)
def test_others_may_only_be_saved(name):
    assert not may_open(name)
