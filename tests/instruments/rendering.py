"""An instrument as plain text in the two styles of the bundled texts, at any line width and page length."""

import re
import textwrap
from collections.abc import Iterator

from tracker.domain.instruments.instrument import Instrument, Paragraph

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def rendered(instrument: Instrument, flattened: bool, width: int | None, page: int | None) -> str:
    """`flattened`: digits glued to the words, tabs, all notes at the end; else superscripts, blank lines between
    paragraphs, and notes at the end of each page of `page` lines. `width` None: a paragraph is one line."""
    number = instrument.symbol.removeprefix("A/RES/")
    day = instrument.adopted_on
    assert day
    adopted = f"{day.day} {day:%B %Y}"
    head = [
        f"Resolution adopted by the General Assembly on {adopted}",
        f"[on the report of the Third Committee ({instrument.report})]",
        f"{number}.\t{instrument.title}",
        "The General Assembly,",
    ]
    body = [_marked(paragraph, flattened) for paragraph in instrument.preamble]
    for top in instrument.operative:
        body += [f"{_number(p)}\t{_marked(p, flattened)}" for p in top.walk()]
    notes = {
        n.number: f"{n.number if flattened else str(n.number).translate(_RAISED)} {n.text}"
        for n in instrument.footnotes
    }
    end = [instrument.meeting or "", adopted]
    if flattened:
        lines = [line for text in (*head, *body, *end, *notes.values()) for line in _wrapped(f"\t{text}", width)]
        return "\n".join(lines) + "\n"
    return "\n".join(_pages([*head, *body, *end], notes, width, page, instrument.symbol)) + "\n"


def _marked(paragraph: Paragraph, flattened: bool) -> str:
    words, start = "", 0
    for mark in paragraph.marks:
        words += paragraph.text[start : mark.offset]
        words += str(mark.number) if flattened else str(mark.number).translate(_RAISED)
        start = mark.offset
    return words + paragraph.text[start:]


def _number(paragraph: Paragraph) -> str:
    return re.sub(r"^\d+ (?=\()", "", paragraph.label) if "(" in paragraph.label else f"{paragraph.label}."


def _wrapped(text: str, width: int | None) -> list[str]:
    if width is None:
        return [text]
    indent = "\t" if text.startswith("\t") else ""
    lines = textwrap.wrap(text.strip(), width, break_long_words=False, break_on_hyphens=False)
    return [f"{indent if number == 0 else ''}{line}" for number, line in enumerate(lines)]


def _pages(texts: list[str], notes: dict[int, str], width: int | None, page: int | None, symbol: str) -> Iterator[str]:
    """Lines, with notes and a running head where a page is full; a break may cut a paragraph."""
    used = 0
    owed: list[int] = []
    done: set[int] = set()
    for text in texts:
        for line in (*_wrapped(text, width), ""):
            yield line
            used += 1
            numbers = [
                int("".join(str("⁰¹²³⁴⁵⁶⁷⁸⁹".index(c)) for c in found)) for found in re.findall("[⁰¹²³⁴⁵⁶⁷⁸⁹]+", line)
            ]
            owed += [number for number in dict.fromkeys(numbers) if number not in done and number not in owed]
            if page and used >= page:
                yield from ("", *(f"{notes[number]}\n" for number in sorted(owed)), f"{symbol}\n")
                done.update(owed)
                used, owed = 0, []
    yield from (f"\n{notes[number]}" for number in sorted(owed))
