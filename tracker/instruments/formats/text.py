"""Plain text and Markdown → blocks.

A block is what blank lines, an indent or a number at the start of a line set apart. Emphasis, links and escapes of
Markdown go; superscript digits and [^2] become marks. Without either, digits glued to the words may be marks, and only
the whole document can tell (footnotes.py).
"""

import re
from collections.abc import Iterator

from tracker.instruments.formats import Block, gap, with_marks

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_MARK = re.compile(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})|\[\^(\d{1,3})\]")
_NOTE = re.compile(r"(?:([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})\s*|\[\^(\d{1,3})\]:\s*)(?=\S)")
_LINK = re.compile(r"\[([^\][]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_MARKUP = re.compile(r"\\([\\`*_{}\[\]()#+.!>-])|\*+|(?<!\w)_+(?=[^\W_])|(?<=[^\W_]|[.,;:])_+(?!\w)|^#{1,6}\s+")
_START = re.compile(
    r"\s*(?:[*_]*\d{1,3}\\?[.)]\s|[*_]*\([a-zA-Z]{1,5}\)\s|[⁰¹²³⁴⁵⁶⁷⁸⁹]|\[\^\d+\]:|\[[*_]*on the"
    r"|\d{1,3}\s+[A-Z]|[-*•]\s)"
)


def read(text: str) -> list[Block]:
    """The blocks of a text, in order. `text` is decoded, with any line ends."""
    flattened = not _MARK.search(text)
    return [_block(words, flattened) for words in _paragraphs(text)]


def _paragraphs(text: str) -> Iterator[str]:
    """Lines put together into paragraphs, with their markup."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").split("\n")
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    width = min(lengths[len(lengths) * 9 // 10], 100) if lengths else 0
    parts: list[str] = []
    for line, before in zip(lines, ["", *lines], strict=False):
        starts = not before.strip() or line.startswith("\t") or _START.match(line)
        full = len(before.rstrip()) >= width * 0.6 and len(before.rstrip()) <= width * 1.5
        if parts and (starts or not full):
            yield "".join(parts)
            parts = []
        if line.strip():
            parts += [gap(parts[-1], line.strip()), line.strip()] if parts else [line.strip()]
    if parts:
        yield "".join(parts)


def _block(words: str, flattened: bool) -> Block:
    words = _MARKUP.sub(lambda found: found[1] or "", _LINK.sub(r"\1", words))
    note = None
    if found := _NOTE.match(words):
        note = _number(found)
        words = words[found.end() :]
    pieces: list[str | int] = []
    end = 0
    for found in _MARK.finditer(words):
        pieces += [words[end : found.start()], _number(found)]
        end = found.end()
    clean, marks = with_marks([*pieces, words[end:]])
    return Block(clean, marks, note, flattened)


def _number(found: re.Match[str]) -> int:
    return int((found[1] or found[2]).translate(_SUPERSCRIPTS))
