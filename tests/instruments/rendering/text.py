"""An instrument as plain text in the styles of both bundled texts, at any line width and page length; as Markdown."""

import re
import textwrap
from collections.abc import Iterator

from tests.instruments.rendering.parts import end, head, number, serial, styled
from tracker.domain.instruments.instrument import Instrument, Paragraph

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def rendered(instrument: Instrument, flattened: bool, width: int | None, page: int | None) -> str:
    """`flattened`: digits glued to the words, tabs, all notes at the end; else superscripts, blank lines between
    paragraphs, and notes at the end of each page of `page` lines. `width` None: a paragraph is one line."""
    texts = [
        *head(instrument),
        f"{serial(instrument)}.\t{instrument.title}",
        f"The {instrument.organ},",
        *(_marked(paragraph, flattened) for paragraph in instrument.preamble),
        *(f"{number(p)}\t{_marked(p, flattened)}" for top in instrument.operative for p in top.walk()),
        *end(instrument),
    ]
    notes = {
        n.number: f"{n.number if flattened else str(n.number).translate(_RAISED)} {n.text}"
        for n in instrument.footnotes
    }
    if flattened:
        lines = [line for text in (*texts, *notes.values()) for line in _wrapped(f"\t{text}", width)]
        return "\n".join(lines) + "\n"
    return "\n".join(_pages(texts, notes, width, page, instrument.symbol)) + "\n"


def markdown(instrument: Instrument) -> bytes:
    """With emphasis, escapes, links and [^1] for marks, as converters of Word files write it."""
    texts = [
        f"# {instrument.organ}",
        *map(_escaped, head(instrument)),
        f"## {serial(instrument)}. {_escaped(instrument.title)}",
        f"The {instrument.organ},",
        *map(_emphasized, instrument.preamble),
        *(f"{_numbered(p)} {_emphasized(p)}" for top in instrument.operative for p in top.walk()),
        *(f"*{line}*" for line in end(instrument)),
        *(f"[^{note.number}]: {_escaped(note.text)}" for note in instrument.footnotes),
    ]
    return "\n\n".join(texts).encode() + b"\n"


def _marked(paragraph: Paragraph, flattened: bool) -> str:
    return "".join(
        words.translate(_RAISED) if style == "mark" and not flattened else words for words, style in styled(paragraph)
    )


def _emphasized(paragraph: Paragraph) -> str:
    shapes = {"lead": "*{}*", "mark": "[^{}]", "": "{}"}
    return "".join(
        shapes[style].format(_linked(_escaped(words))) for words, style in styled(paragraph) if words.strip()
    )


def _numbered(paragraph: Paragraph) -> str:
    """The number, "1\\." among others, since not every converter escapes it."""
    return number(paragraph).replace(".", "\\." if paragraph.label.endswith("1") else ".")


def _escaped(words: str) -> str:
    return re.sub(r"([\\*_\[\]()#])", r"\\\1", words)


def _linked(words: str) -> str:
    """The words with a link on each resolution that they name."""
    return re.sub(r"(?<=resolution )\d+/\d+", r"[\g<0>](https://docs.un.org/A/RES/\g<0>)", words)


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
            numbers = [int(found.translate(_DIGITS)) for found in re.findall("[⁰¹²³⁴⁵⁶⁷⁸⁹]+", line)]
            owed += [number for number in dict.fromkeys(numbers) if number not in done and number not in owed]
            if page and used >= page:
                yield from ("", *(f"{notes[number]}\n" for number in sorted(owed)), f"{symbol}\n")
                done.update(owed)
                used, owed = 0, []
    yield from (f"\n{notes[number]}" for number in sorted(owed))
