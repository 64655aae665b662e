"""Akoma Ntoso for the UN (AKN4UN, the official XML edition) → blocks.

A note is an <authorialNote> at its first mark, repeated marks are <sup>; sub-paragraphs may be separate paragraphs
without a <num>. Here they all become text and marks; structure.py finds out what they are.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from tracker.i18n import tr
from tracker.instruments.formats import Block, lead, with_marks
from tracker.instruments.formats.containers import parse
from tracker.progress import GoOn, unwatched

_UNSEEN = frozenset({"meta", "presentation", "num"})
_QUOTED = frozenset({"embeddedStructure", "quotedStructure", "embeddedText"})
_HEADINGS = frozenset({"heading", "crossHeading", "subheading"})
_HEADING_CLASS = re.compile(r"_?\s*H\s?_?\d|_?\s*H\s?_?_?Ch|TitleH|heading", re.IGNORECASE)


def read(data: bytes, go_on: GoOn = unwatched) -> list[Block]:
    """The blocks of an Akoma Ntoso file. `go_on` is called for each element and may raise to cancel. Raises
    TrackerError if it isn't well-formed or declares entities."""
    blocks: list[Block] = []
    _add(parse(data, tr("XML file")), blocks, go_on)
    return blocks


def _add(element: etree._Element, blocks: list[Block], go_on: GoOn) -> None:
    go_on()
    name = _name(element)
    if not name or name in _UNSEEN:
        return
    first = len(blocks)
    if name == "p" or name in _HEADINGS:
        _add_words([*_pieces(element, blocks)], blocks, lead(_runs(element)))
    elif name == "preface":
        _add_words([piece for p in element.iter("{*}p") for piece in (*_pieces(p, blocks), " ")], blocks)
    else:
        for child in element:
            _add(child, blocks, go_on)
    if name == "attachment" and len(blocks) > first:
        blocks[first] = replace(blocks[first], kind="annex")
    number = "".join(element.findtext("{*}num") or "").strip()
    heading = name in _HEADINGS or bool(_HEADING_CLASS.match(element.get("class") or ""))
    body = next((i for i in range(first, len(blocks)) if blocks[i].note is None), None)
    if body is None:
        if number:
            blocks.append(Block(number))
    elif number or heading:
        block = blocks[body]
        words, marks = with_marks([f"{number} " if number else "", *_split(block)])
        kind = "heading" if heading and not number else block.kind
        blocks[body] = replace(block, text=words, marks=marks, kind=kind)


def _add_words(pieces: list[str | int], blocks: list[Block], lead: str = "") -> None:
    """Append a block for each line of the text. The notes inside it are in `blocks` already, before it."""
    for line in _lines(pieces):
        words, marks = with_marks(line)
        if words:
            blocks.append(Block(words, marks, lead=lead))


def _runs(element: etree._Element) -> Iterator[tuple[str, bool]]:
    yield element.text or "", False
    for child in element:
        italic = _name(child) in ("i", "em") or "italic" in (child.get("class") or "")
        yield "".join(str(words) for words in child.itertext()), italic
        yield child.tail or "", False


def _lines(pieces: list[str | int]) -> Iterator[list[str | int]]:
    line: list[str | int] = []
    for piece in pieces:
        if piece == "\n\n":
            yield line
            line = []
        else:
            line.append(piece)
    yield line


def _pieces(element: etree._Element, blocks: list[Block]) -> Iterator[str | int]:
    """Text and mark numbers of an inline element; its footnotes are appended to `blocks` on the way."""
    if element.text:
        yield element.text
    for child in element:
        name = _name(child)
        if name == "authorialNote":
            number = _mark_number(child.get("marker")) or 0
            words, _ = with_marks([*_pieces(child, blocks)])
            blocks.append(Block(words, note=number))
            yield number
        elif name == "sup" and (number_of_mark := _mark_number(child.text)):
            yield number_of_mark
        elif name == "eol":
            yield "\n\n"
        elif name in _QUOTED:
            yield "\n\n"
            _add(child, blocks, unwatched)
        elif name and name not in _UNSEEN:
            yield from _pieces(child, blocks)
        if child.tail:
            yield child.tail


def _mark_number(words: str | None) -> int | None:
    """The number of a mark; None for "*" and anything else that is not a footnote number."""
    match = re.fullmatch(r"\s*([0-9]{1,3})\s*", words or "")
    return int(match[1]) if match else None


def _split(block: Block) -> Iterator[str | int]:
    """The text and marks of a block as pieces again."""
    end = 0
    for mark in block.marks:
        yield block.text[end : mark.offset]
        yield mark.number
        end = mark.offset
    yield block.text[end:]


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
