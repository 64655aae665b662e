"""A resolution's file → Instrument. The format is told by the content, not by the name."""

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from tracker.domain.instruments.instrument import Annex, Doubt, Footnote, Instrument, Paragraph, Reading, SetAside
from tracker.errors import TrackerError, reason
from tracker.i18n import tr
from tracker.instruments import citations, footnotes, masthead, structure
from tracker.instruments.analysis import analyse
from tracker.instruments.doubts import doubts
from tracker.instruments.formats import Block, text
from tracker.instruments.parts import Part, Parts
from tracker.progress import GoOn, unwatched

_LIMIT = 50_000_000  # bytes; the longest resolutions are below one million, a Word file with pictures below ten
_LONGEST = 500_000  # characters of one paragraph; the longest have some thousand
_MOST_CHARACTERS, _MOST_BLOCKS = 12_000_000, 30_000  # the longest resolutions have 250,000 and some thousand

_HTML = re.compile(
    rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*+<(?:!doctype\s+html|html|head|body|div|p|h1|table|pre|meta)\b",
    re.IGNORECASE | re.DOTALL,
)


def read_file(path: Path, go_on: GoOn = unwatched) -> Reading:
    """Read a resolution. `go_on` is called now and then and may raise to give up. Raises TrackerError where the file
    can't be read or holds no operative paragraph."""
    try:
        if path.exists() and not path.is_file():
            raise TrackerError(tr("{path} is no file.", path=path), tr("Choose the file of a resolution."))
        if path.stat().st_size > _LIMIT:
            raise TrackerError(
                tr("{path} is larger than any resolution.", path=path), tr("Choose the file of the resolution itself.")
            )
        data = path.read_bytes()
    except OSError as fault:
        raise TrackerError(
            tr("{path} can't be read: {reason}.", path=path, reason=reason(fault)), tr("Check the name and try again.")
        ) from fault
    return read_bytes(data, str(path), go_on)


def read_bytes(data: bytes, name: str, go_on: GoOn = unwatched) -> Reading:
    """As read_file, from bytes; `name` is used in messages only."""
    found, format = _blocks(data, name, go_on)
    lengths = [len(block.text) for block in found]
    if len(found) > _MOST_BLOCKS or sum(lengths) > _MOST_CHARACTERS or max(lengths, default=0) > _LONGEST:
        raise _too_long(name)
    instrument = _instrument(structure.arrange(found, go_on), found, format, go_on)
    if not instrument.operative:
        raise TrackerError(
            tr("No operative paragraphs were found in {name}.", name=name),
            tr("Choose the file of a resolution with numbered paragraphs."),
        )
    return Reading(instrument, tuple(block.text for block in found))


def blocks(data: bytes, name: str) -> list[Block]:
    """The words of a file, whatever it is about. Raises TrackerError where its format is not known."""
    return _blocks(data, name, unwatched)[0]


def _too_long(name: str) -> TrackerError:
    return TrackerError(
        tr("{name} holds more words than any resolution.", name=name), tr("Choose the file of the resolution itself.")
    )


def _blocks(data: bytes, name: str, go_on: GoOn) -> tuple[list[Block], str]:
    """The blocks of a file and the name of its format. A format's module is loaded when a file needs it."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = _decoded(data, name).encode()
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        from tracker.instruments.formats import convert, word

        return word.read(convert.to_docx(data, name, go_on)), "doc"
    if data.startswith(b"PK\x03\x04"):
        from tracker.instruments.formats import word

        return word.read(data), "docx"
    if b"%PDF-" in data[:1024]:
        from tracker.instruments.formats import pdf

        return pdf.read(data, go_on), "pdf"
    head = data[:4000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"<") and b"akomaNtoso" in head:
        from tracker.instruments.formats import akn

        return akn.read(data), "akn"
    if _HTML.match(head):
        from tracker.instruments.formats import html

        return html.read(data), "html"
    if head.startswith(b"<?xml"):
        raise TrackerError(
            tr("{name} is no Akoma Ntoso file.", name=name),
            tr("Save it as plain text, or add the Akoma Ntoso edition."),
        )
    if head.startswith(b"{\\rtf"):
        raise TrackerError(
            tr("{name} is a file in Rich Text Format.", name=name), tr("Open it in Word and save it as .docx.")
        )
    words = _decoded(data, name)
    if len(words) > _MOST_CHARACTERS:
        raise _too_long(name)
    return text.read(words), "text"


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


def _instrument(parts: Parts, blocks: Sequence[Block], format: str, go_on: GoOn) -> Instrument:
    organ = parts.organ or "General Assembly"
    notes = _footnotes(parts.notes, organ)
    found: list[Doubt] = []
    if parts.another:
        found.append(
            Doubt(
                "file",
                tr(
                    "holds a second resolution, {symbol}, which was left out",
                    code="second-resolution",
                    symbol=parts.another,
                ),
            )
        )
    if notes:
        found += _resolve_marks(parts, len(notes), known=any(block.marks for block in blocks))
    names: dict[str, str] = {}

    def read(body: Iterable[Part], asking: bool = True, declared: bool = False) -> tuple[Paragraph, ...]:
        found = []
        for part in body:
            go_on()
            found.append(analyse(_paragraph(part), organ, asking, names, declared))
        return tuple(found)

    preamble = read(parts.preamble, asking=False)
    operative = read(parts.operative)
    annexes = tuple(Annex(title, read(body, declared=True)) for title, body in parts.annexes)
    aside = [one.text for one in parts.set_aside]
    instrument = Instrument(
        organ=organ,
        format=format,
        preamble=preamble,
        operative=operative,
        annexes=annexes,
        footnotes=notes,
        set_aside=(*(SetAside("furniture", line) for line in parts.masthead), *parts.set_aside),
        **masthead.fields(parts.masthead, aside, organ, parts.meeting, parts.closing_date),
    )
    return replace(instrument, doubts=(*found, *doubts(instrument)))


def _footnotes(notes: Sequence[tuple[int, str]], organ: str) -> tuple[Footnote, ...]:
    full = citations.without_ibid([words for _, words in notes])
    return tuple(
        Footnote(number, words, citations.cited(stands_for, organ), stands_for if stands_for != words else "")
        for (number, words), stands_for in zip(notes, full, strict=True)
    )


def _all(parts: Iterable[Part]) -> Iterable[Part]:
    for part in parts:
        yield part
        yield from _all(part.parts)


def _resolve_marks(parts: Parts, notes: int, known: bool) -> list[Doubt]:
    """Take marks out of the words, in place; where some are `known`, only what they leave."""
    body = [*_named(parts)]
    if known:
        found = []
        for where, part in body:
            words, marks = footnotes.strays(part.text, part.marks, notes)
            if len(marks) > len(part.marks):
                found.append(Doubt(where, tr("a footnote mark was set like the text", code="mark-like-text")))
            part.pieces, part.marks = [words], list(marks)
        return found
    resolved, are_known = footnotes.resolve([part.text for _, part in body], notes)
    for (_, part), (words, marks) in zip(body, resolved, strict=True):
        part.pieces, part.marks = [words], list(marks)
    unknown = tr("footnote marks could not be told from the words", code="marks-unknown")
    return [] if are_known else [Doubt("footnotes", unknown)]


def _named(parts: Parts) -> Iterator[tuple[str, Part]]:
    """Every part in reading order, with the name it has in doubts."""
    for position, part in enumerate(parts.preamble, 1):
        yield f"preambular {position}", part
    for kind, body in (("operative", parts.operative), *(("annex", body) for _, body in parts.annexes)):
        for top in body:
            for part in _all([top]):
                yield f"{kind} {part.label}", part


def _paragraph(part: Part) -> Paragraph:
    """A paragraph of which only number, words and marks are known; its lead verb where the format sets it off."""
    return Paragraph(
        label=part.label,
        text=part.text,
        opening=part.lead,
        marks=tuple(part.marks),
        section=part.section,
        paragraphs=tuple(_paragraph(below) for below in part.parts),
        source=tuple(part.source),
    )
