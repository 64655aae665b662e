"""A resolution's file → Instrument. The format is told by the content, not by the name."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tracker.domain.instrument import Annex, Doubt, Footnote, Instrument, Paragraph, Reading, SetAside
from tracker.errors import TrackerError
from tracker.files import reason
from tracker.instruments import citations, clauses, footnotes, structure
from tracker.instruments.doubts import doubts as self_checks
from tracker.instruments.formats import Block, text
from tracker.instruments.structure import Part, Parts
from tracker.instruments.themes import theme_of

_LIMIT = 5_000_000  # bytes; the longest resolutions are below one million
_OTHER = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a Word or other zipped file"),
    (b"\xd0\xcf\x11\xe0", "a Word 97-2003 file"),
)


def read_file(path: Path) -> Reading:
    """Read a resolution. Raises TrackerError where the file can't be read or holds no operative paragraph."""
    try:
        if path.exists() and not path.is_file():
            raise TrackerError(f"{path} is no file.", "Choose the file of a resolution.")
        if path.stat().st_size > _LIMIT:
            raise TrackerError(f"{path} is larger than any resolution.", "Choose the file of the resolution itself.")
        data = path.read_bytes()
    except OSError as fault:
        raise TrackerError(f"{path} can't be read: {reason(fault)}.", "Check the name and try again.") from fault
    return read_bytes(data, str(path))


def read_bytes(data: bytes, name: str) -> Reading:
    """As read_file, from bytes; `name` is used in messages only."""
    blocks, format = _blocks(data, name)
    instrument = _instrument(structure.arrange(blocks), blocks, format)
    if not instrument.operative:
        raise TrackerError(
            f"No operative paragraphs were found in {name}.",
            "Choose the file of a resolution with numbered paragraphs.",
        )
    return Reading(instrument, tuple(block.text for block in blocks))


def _blocks(data: bytes, name: str) -> tuple[list[Block], str]:
    for start, what in _OTHER:
        if data.startswith(start):
            raise TrackerError(
                f"{name} is {what}, which can't be read yet.",
                "Save it as plain text, or add the Akoma Ntoso XML edition.",
            )
    head = data[:4000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"<") and b"akomaNtoso" in head:
        from tracker.instruments.formats import akn

        return akn.read(data), "akn"
    if head.startswith((b"<?xml", b"<!DOCTYPE", b"<html")):
        raise TrackerError(f"{name} is no Akoma Ntoso file.", "Save it as plain text, or add the Akoma Ntoso edition.")
    return text.read(_decoded(data, name)), "text"


def _decoded(data: bytes, name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in data:
        raise TrackerError(f"{name} is not a text file.", "Choose a .txt, .md or Akoma Ntoso .xml file.")
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TrackerError(f"The characters of {name} can't be read.", "Save it as UTF-8 text and add it again.")


def _instrument(parts: Parts, blocks: Sequence[Block], format: str) -> Instrument:
    organ = parts.organ or "General Assembly"
    notes = tuple(Footnote(number, words, citations.cited(words, organ)) for number, words in parts.notes)
    doubts: list[Doubt] = []
    if notes and not any(block.marks for block in blocks):
        doubts += _resolve_marks(parts, len(notes))
    preamble = tuple(_paragraph(part, organ, operative=False) for part in parts.preamble)
    operative = tuple(_paragraph(part, organ, operative=True) for part in parts.operative)
    annexes = tuple(
        Annex(title, tuple(_paragraph(part, organ, operative=True) for part in body)) for title, body in parts.annexes
    )
    masthead, set_aside = _masthead(parts, organ)
    instrument = Instrument(
        organ=organ,
        format=format,
        preamble=preamble,
        operative=operative,
        annexes=annexes,
        footnotes=notes,
        set_aside=tuple(set_aside),
        **masthead,
    )
    return replace(instrument, doubts=(*doubts, *self_checks(instrument)))


def _all(parts: Iterable[Part]) -> Iterable[Part]:
    for part in parts:
        yield part
        yield from _all(part.parts)


def _resolve_marks(parts: Parts, notes: int) -> list[Doubt]:
    """Take flattened marks out of the words, in place."""
    body = [*_all(parts.preamble), *_all(parts.operative), *(p for _, body in parts.annexes for p in _all(body))]
    resolved, doubt = footnotes.resolve([part.text for part in body], notes)
    for part, (words, marks) in zip(body, resolved, strict=True):
        part.pieces, part.marks = [words], list(marks)
    return [Doubt("footnotes", doubt)] if doubt else []


def _paragraph(part: Part, organ: str, operative: bool) -> Paragraph:
    whole = " ".join(p.text for p in _all([part]))
    names = clauses.addressees(whole) if operative else ()
    return Paragraph(
        label=part.label,
        text=part.text,
        opening=clauses.opening(part.text),
        marks=tuple(part.marks),
        addressees=names,
        to_member_states=clauses.to_member_states(names),
        cites=citations.cited(part.text, organ),
        theme=theme_of(whole),
        section=part.section,
        paragraphs=tuple(_sub_paragraph(_paragraph(p, organ, operative), names) for p in part.parts),
        source=tuple(part.source),
    )


def _sub_paragraph(paragraph: Paragraph, addressees: tuple[str, ...]) -> Paragraph:
    """A sub-paragraph has no lead verb of its own and asks the same bodies as its paragraph, unless it says others."""
    names = paragraph.addressees or addressees
    return replace(paragraph, opening="", addressees=names, to_member_states=clauses.to_member_states(names))


_TITLE = re.compile(r"(?:Resolution )?(\d+/\d+|\d+ \(\d{4}\))\.?\s+(.+)")
_SYMBOL = re.compile(r"\b((?:A|E|S|CND|A/HRC)/RES/(?:S-)?[\d/]+(?: \(\d{4}\))?)")
_TENTHS = ("twentieth", "thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_UNITS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
)
_ORDINAL = rf"(?:({'|'.join(_TENS)})-)?({'|'.join(_UNITS)})|({'|'.join(_TENTHS)})"
_PREFIX = {"General Assembly": "A", "Economic and Social Council": "E", "Security Council": "S"}


def _masthead(parts: Parts, organ: str) -> tuple[dict[str, Any], list[SetAside]]:
    """What the lines around the resolution say of it, and the words of the file that are not the resolution's."""
    lines = [*parts.masthead, *(aside.text for aside in parts.set_aside)]
    joined = "\n".join(lines)
    titled = next(filter(None, map(_TITLE.fullmatch, lines)), None)
    number, title = (titled[1], titled[2]) if titled else ("", "")
    symbol = found[1] if (found := _SYMBOL.search(joined)) else ""
    if not symbol and number:
        symbol = f"{_PREFIX.get(organ, 'A')}/RES/{number}"
    item = re.search(r"Agenda items? ([\d ,and()a-z]{0,60}\d(?: \([a-z]\))?)", joined)
    report = re.search(r"\(([A-Z]/[\w./-]{1,40})(?:, [^()]{1,40})?\)\]", joined)
    adopted = re.search(r"adopted by the [\w ]{1,80}? on (\d{1,2} \w+ \d{4})", joined, re.IGNORECASE)
    fields: dict[str, Any] = {
        "symbol": symbol,
        "title": title.strip(),
        "session": _session(joined, number),
        "agenda_item": item[1] if item else None,
        "adopted_on": _day(adopted[1] if adopted else parts.closing_date),
        "meeting": parts.meeting,
        "report": report[1] if report else None,
    }
    furniture = [SetAside("furniture", line) for line in parts.masthead if not (titled and line == titled[0])]
    return fields, furniture + parts.set_aside


def _session(text: str, number: str) -> int | None:
    """The number of the session, from its ordinal in words; else from the resolution's number."""
    if found := re.search(rf"(?<![A-Za-z-])(?:{_ORDINAL}) session", text, re.IGNORECASE):
        tens, unit, tenth = (words.lower() if words else "" for words in found.groups())
        if tenth:
            return 20 + 10 * _TENTHS.index(tenth)
        return (20 + 10 * _TENS.index(tens) if tens else 0) + 1 + _UNITS.index(unit)
    session = number.partition("/")[0] if "/" in number else ""
    return int(session) if 0 < len(session) <= 4 else None


def _day(words: str | None) -> date | None:
    if not words:
        return None
    try:
        return datetime.strptime(words, "%d %B %Y").date()
    except ValueError:
        return None
