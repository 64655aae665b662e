"""HTML as browsers, word processors and web sites write it."""

import pytest

from tracker.instruments.formats import html
from tracker.instruments.reader import read_bytes

PAGE = """<!DOCTYPE html><html><head><title>x</title><style>p {{}}</style></head><body>
<nav>Home | Search</nav><h1>99/1. A short resolution</h1>
<p>The General Assembly,</p>
<p><i>Recalling</i> its resolution{first} 98/2,</p>
<p>1. <em>Urges</em> Member States to <a href="https://x.example">act</a>;{second}</p>
<p>2. <em>Decides</em>:</p><ol type="a"><li>To read;</li><li>To write.</li></ol>
{notes}<script>evil()</script></body></html>"""


@pytest.mark.parametrize(
    ("first", "second", "notes"),
    [
        (
            '<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a>',
            '<a href="#_ftn2"><sup>[2]</sup></a>',
            '<div id="ftn1"><p><a href="#_ftnref1">[1]</a> Resolution 70/1.</p></div>'
            '<div id="ftn2"><p><a href="#_ftnref2">[2]</a> Ibid., annex.</p></div>',
        ),
        ("<sup>1</sup>", "<sup>2</sup>", "<p><sup>1</sup> Resolution 70/1.</p><p><sup>2</sup> Ibid., annex.</p>"),
        (
            '<sup id="fnref:1"><a href="#fn:1">1</a></sup>',
            '<sup id="fnref:2"><a href="#fn:2">2</a></sup>',
            '<ol><li id="fn:1"><p>Resolution 70/1. <a href="#fnref:1">↩</a></p></li>'
            '<li id="fn:2"><p>Ibid., annex. <a href="#fnref:2">↩</a></p></li></ol>',
        ),
    ],
)
def test_marks_and_notes(first, second, notes):
    read = read_bytes(PAGE.format(first=first, second=second, notes=notes).encode(), "page").instrument
    assert read.format == "html"
    assert (read.preamble[0].text, read.preamble[0].opening) == ("Recalling its resolution 98/2,", "Recalling")
    assert [(m.number, m.offset) for m in read.preamble[0].marks] == [(1, 24)]
    assert read.operative[0].text == "Urges Member States to act;"
    assert [(m.number, m.offset) for m in read.operative[0].marks] == [(2, 27)]
    assert [p.label for p in read.operative[1].walk()] == ["2", "2 (a)", "2 (b)"]
    assert [(note.number, note.text) for note in read.footnotes] == [(1, "Resolution 70/1."), (2, "Ibid., annex.")]
    assert read.doubts == ()


def test_a_superscript_without_a_note_is_part_of_the_words():
    assert html.read(b"<html><p>10 m<sup>2</sup> of land</p>")[0].text == "10 m2 of land"


def test_a_page_that_is_one_preformatted_text_is_read_as_text():
    words = "99/1. A title\n\nThe General Assembly,\n\n1. Urges States to act\nnow."
    read = read_bytes(f"<html><body><pre>{words}</pre></body></html>".encode(), "page").instrument
    assert read.operative[0].text == "Urges States to act now."


def test_encodings():
    page = "<html><head><meta charset='windows-1252'></head><body><p>“Côte d’Ivoire”</p></body></html>"
    assert html.read(page.encode("cp1252"))[0].text == "“Côte d’Ivoire”"
    assert html.read(page.replace("windows-1252", "utf-8").encode())[0].text == "“Côte d’Ivoire”"
