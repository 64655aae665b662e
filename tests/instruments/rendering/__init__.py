"""Both bundled texts as files of every format, so that each is tested with a whole resolution and without a document
from outside: `made("A-RES-74-178.pdf")`."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from tests.conftest import RESOURCES
from tests.instruments.rendering import akn, html, pdf, text, word
from tracker.domain.instruments.instrument import Instrument
from tracker.instruments import akn_writer
from tracker.instruments.reader import read_file

BUNDLED = ("A-RES-68-197", "A-RES-74-178")
FORMATS: dict[str, Callable[[Instrument], bytes]] = {
    ".docx": word.rendered,
    ".pdf": pdf.rendered,
    ".html": html.rendered,
    ".md": text.markdown,
    ".xml": akn_writer.write,
    ".published.xml": akn.published,
}
"""How a file of each ending is made; .published.xml is Akoma Ntoso as the United Nations publish it."""
MADE = tuple(f"{name}{ending}" for name in BUNDLED for ending in FORMATS)


@cache
def bundled(name: str) -> Instrument:
    """One of the bundled texts as it is read: "A-RES-74-178"."""
    return read_file(RESOURCES / "instruments" / f"{name}.txt").instrument


@cache
def made(name: str) -> bytes:
    """A bundled text in another format, by the name of the file."""
    stem, dot, ending = name.partition(".")
    return FORMATS[dot + ending](bundled(stem))


def put(folder: Path, name: str) -> Path:
    """The file that is made, in a folder."""
    path = folder / name
    path.write_bytes(made(name))
    return path
