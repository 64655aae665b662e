"""The readable formats, each recognised by how a file begins and never by its name. To add one, write a module beside
this one and a line in FORMATS; the module is imported when a file needs it."""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass

from tracker.errors import TrackerError
from tracker.i18n import tr
from tracker.instruments.formats import Block, rich_text, text
from tracker.progress import GoOn

MOST_CHARACTERS = 12_000_000
"""Maximum characters of a file; the longest resolutions have 250,000."""
_BLANKS = b"\xef\xbb\xbf \t\r\n"
_HTML = re.compile(
    rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*+<(?:!doctype\s+html|html|head|body|div|p|h1|table|pre|meta)\b",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its `name`, whether a file that begins with these bytes `is_it`, and its reader. `read` takes the
    file's content, its name for messages, and a `go_on` that may raise to cancel."""

    name: str
    is_it: Callable[[bytes], bool]
    read: Callable[[bytes, str, GoOn], list[Block]]


def blocks(data: bytes, name: str, go_on: GoOn) -> tuple[list[Block], str]:
    """The text of any file as blocks, and the name of its format. `name` is used in messages only. Raises TrackerError
    if the file can't be read."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = _decoded(data, name).encode()
    begins = data[:4_000]
    chosen = next(candidate for candidate in FORMATS if candidate.is_it(begins))
    return chosen.read(data, name, go_on), chosen.name


def is_old_word(begins: bytes) -> bool:
    """Whether a file that begins so can only be read by converting it, for which another program runs."""
    return begins.startswith(b"\xd0\xcf\x11\xe0")


def too_long(name: str) -> TrackerError:
    return TrackerError(
        tr("{name} holds more words than any resolution.", name=name), tr("Choose the file of the resolution itself.")
    )


def _old_word(data: bytes, name: str, go_on: GoOn) -> list[Block]:
    from tracker.instruments.formats import convert, word

    return word.read(convert.to_docx(data, name, go_on), go_on)


def _word(data: bytes, _name: str, go_on: GoOn) -> list[Block]:
    from tracker.instruments.formats import word

    return word.read(data, go_on)


def _pdf(data: bytes, _name: str, go_on: GoOn) -> list[Block]:
    from tracker.instruments.formats import pdf

    return pdf.read(data, go_on)


def _akn(data: bytes, _name: str, go_on: GoOn) -> list[Block]:
    from tracker.instruments.formats import akn

    return akn.read(data, go_on)


def _html(data: bytes, _name: str, go_on: GoOn) -> list[Block]:
    from tracker.instruments.formats import html

    return html.read(data, go_on)


def _other_xml(_data: bytes, name: str, _go_on: GoOn) -> list[Block]:
    raise TrackerError(
        tr("{name} is no Akoma Ntoso file.", name=name), tr("Save it as plain text, or add the Akoma Ntoso edition.")
    )


def _rich_text(_data: bytes, name: str, _go_on: GoOn) -> list[Block]:
    raise TrackerError(
        tr("{name} is a file in Rich Text Format.", name=name), tr("Open it in Word and save it as .docx.")
    )


def _text(data: bytes, name: str, _go_on: GoOn) -> list[Block]:
    words = _decoded(data, name)
    if len(words) > MOST_CHARACTERS:
        raise too_long(name)
    return text.read(words)


def _is_xml(begins: bytes) -> bool:
    return begins.lstrip(_BLANKS).startswith(b"<?xml")


def _is_akn(begins: bytes) -> bool:
    return begins.lstrip(_BLANKS).startswith(b"<") and b"akomaNtoso" in begins


FORMATS = (
    Format("doc", is_old_word, _old_word),
    Format("docx", lambda begins: begins.startswith(b"PK\x03\x04"), _word),
    Format("pdf", lambda begins: b"%PDF-" in begins[:1024], _pdf),
    Format("akn", _is_akn, _akn),
    Format("html", lambda begins: bool(_HTML.match(begins.lstrip(_BLANKS))), _html),
    Format("xml", _is_xml, _other_xml),
    Format("rtf", rich_text.is_it, _rich_text),
    Format("text", lambda _begins: True, _text),
)
"""The first match counts: HTML may begin like other XML, and any other text that can be decoded is plain text."""


def _decoded(data: bytes, name: str) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif b"\0" in data:
        raise TrackerError(
            tr("{name} is not a text file.", name=name),
            tr("Choose a .docx, .doc, .pdf, .html, .txt, .md or .xml file."),
        )
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TrackerError(
        tr("The characters of {name} can't be read.", name=name), tr("Save it as UTF-8 text and add it again.")
    )
