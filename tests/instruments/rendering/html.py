"""An instrument as the HTML page of a web site: numbers in lists, notes behind the text, and a site's own lines."""

from collections.abc import Iterator
from html import escape

from tests.instruments.rendering.parts import end, head, serial, styled
from tracker.domain.instruments.instrument import Instrument, Paragraph

_SHAPES = {"lead": "<em>{}</em>", "mark": '<sup><a href="#fn{0}">{0}</a></sup>', "": "{}"}


def rendered(instrument: Instrument) -> bytes:
    title = f"{serial(instrument)}. {escape(instrument.title)}"
    body = [
        "<nav><ul><li>Home</li><li>Resolutions</li></ul></nav>",
        *(f"<p>{escape(line)}</p>" for line in head(instrument)),
        f"<h1>{title}</h1>",
        f"<p>The {instrument.organ},</p>",
        *(f"<p>{_words(paragraph)}</p>" for paragraph in instrument.preamble),
        "<aside>Related documents</aside>",
        *_list(instrument.operative, '<ol style="list-style: decimal">'),
        *(f"<p><i>{line}</i></p>" for line in end(instrument)),
        "<hr>",
        *(f'<div id="fn{n.number}"><p><sup>{n.number}</sup> {escape(n.text)}</p></div>' for n in instrument.footnotes),
        "<footer>Contact | Privacy</footer>",
    ]
    lines = ["<!DOCTYPE html>", f'<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body>']
    return "\n".join([*lines, *body, "</body></html>"]).encode()


def _list(paragraphs: tuple[Paragraph, ...], start: str) -> Iterator[str]:
    """Paragraphs that the browser numbers, and those below them."""
    if paragraphs:
        yield start
        for paragraph in paragraphs:
            yield f"<li>{_words(paragraph)}"
            yield from _list(paragraph.paragraphs, '<ol type="a">')
            yield "</li>"
        yield "</ol>"


def _words(paragraph: Paragraph) -> str:
    return "".join(_SHAPES[style].format(escape(words)) for words, style in styled(paragraph) if words)
