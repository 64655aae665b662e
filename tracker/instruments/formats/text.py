"""Plain text and Markdown → blocks.

A block is what blank lines, an indent or a number at the start of a line set apart; in texts without any of these, an
opening verb ("Recalling"). Emphasis, links and escapes of Markdown go; superscript digits and [^2] become marks.
Without either, digits glued to the words may be marks, and only the whole document can tell (footnotes.py).
"""

import re
from collections.abc import Iterator

from tracker.instruments.clauses import speaks
from tracker.instruments.formats import Block, gap, with_marks
from tracker.instruments.masthead import FORMULA

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED = "[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}"
# The forms of a mark and of the note it stands for. One is in use where the note of number 1 has it.
_FORMS = (
    (rf"(?<!\b[ckm]m)(?<!\bm)({_RAISED})", rf"({_RAISED})\s*(?=\S)"),
    (r"\[\^(\d{1,3})\]", r"\[\^(\d{1,3})\]:\s*(?=\S)"),
    (r"\s?\[(\d{1,3})\]", r"\[(\d{1,3})\]:?\s*(?=\S)"),
    (r"\s?(?<![\w/])(?<=[,.;:”\"’)\w\s])(\d{1,3})/(?![\w/])", r"(\d{1,3})/\s+(?=\S)"),
    (r"<sup>(\d{1,3})</sup>", r"<sup>(\d{1,3})</sup>\s*(?=\S)"),
)
_APART = re.compile(r"(?<=\S)\s{2,}(\d{1,3})(?=\s{2,}\S|\s*$)")  # "activities,  1  at a time"
_LINK = re.compile(r"\[([^\][]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_LONE_STAR = re.compile(r"[^*]*\S\*(?![^*\s,;.])[^*]*")  # behind a word: a mark of its own, no emphasis
_MARKUP = re.compile(r"\\([\\`*_{}\[\]()#+.!>-])|(?<!\w)_+(?=[^\W_])|(?<=[^\W_]|[.,;:])_+(?!\w)|^#{1,6}\s+")
_START = re.compile(
    r"\s*(?:[*_]*\d{1,3}\\?[.)]\s|[*_]*\((?:[a-zA-Z]{1,5}|\d{1,2})\)\s|[⁰¹²³⁴⁵⁶⁷⁸⁹]|\[\^\d+\]:|\[[*_]*on the"
    r"|\d{1,3}\s+[A-Z]|\[\d{1,3}\]:?\s|\d{1,3}/\s|<sup>\d|[-*•]\s)"
)
_RULE = re.compile(r"\s*[_–—-]{5,}\s*$")
_ALONE = re.compile(r"(?:\d{1,3}\.|\([a-z]{1,5}\))")
_LONE = re.compile(r"\s*\d{1,3}\s*")


def read(text: str) -> list[Block]:
    """The blocks of a text, in order. `text` is decoded, with any line ends."""
    paragraphs = [_unmarked(words) for words in _paragraphs(text)]
    for mark, note in _FORMS:
        if any(_number(found) == 1 for words in paragraphs if (found := re.match(note, words))):
            return [_block(words, re.compile(mark), re.compile(note)) for words in paragraphs]
    firsts = list(dict.fromkeys(_number(found) for words in paragraphs for found in _APART.finditer(words)))
    if firsts and firsts == list(range(1, len(firsts) + 1)):
        return [_block(words, _APART) for words in paragraphs]
    return [_block(words) for words in paragraphs]


def _paragraphs(text: str) -> Iterator[str]:
    """Lines put together into paragraphs, with their markup."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").split("\n")
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    width = min(lengths[len(lengths) * 9 // 10], 100) if lengths else 0
    opened = [(line, before) for line, before in zip(lines, ["", *lines], strict=False) if _opens(line)]
    close = sum(bool(before.strip()) and not line.startswith("\t") for line, before in opened) > len(opened) / 2
    parts: list[str] = []
    below_rule = False
    quoted = 0
    for line, before in zip(lines, ["", *lines], strict=False):
        below_rule = bool(_RULE.match(line)) or (below_rule and bool(line.strip()))
        # A number on a line of its own belongs to the words below it.
        numbered = bool(parts) and bool(_ALONE.fullmatch(parts[0])) and len(parts) == 1
        numbered = numbered or (below_rule and bool(_LONE.fullmatch(before)))
        quoted += before.count("“") - before.count("”")  # in a title with capitals
        starts = _starts(line, before, width, close and quoted <= 0) or (below_rule and bool(_LONE.fullmatch(line)))
        if parts and not numbered and starts:
            yield "".join(parts)
            parts, quoted = [], 0
        if line.strip():
            parts += [gap(parts[-1], line.strip()), line.strip()] if parts else [line.strip()]
    if parts:
        yield "".join(parts)


def _opens(line: str) -> bool:
    """Whether a line begins with a verb that opens a paragraph."""
    return line.lstrip()[:1].isupper() and bool(speaks(line.lstrip()))


def _starts(line: str, before: str, width: int, close: bool) -> bool:
    """Whether a line begins a paragraph, and does not go on with the line `before` in a text of that width; `close`
    tells that nothing but their words parts the paragraphs."""
    ended = before.rstrip()
    if not ended or line.startswith("\t") or _START.match(line) or _RULE.match(line) or _RULE.match(before):
        return True
    if _ALONE.fullmatch(line.strip()) or FORMULA.match(line.strip()) or FORMULA.match(ended.strip()):
        return True
    if close and ended.endswith((",", ";", ":", ".")) and _opens(line):
        return True
    return not width * 0.6 <= len(ended) <= width * 1.5


def _unmarked(words: str) -> str:
    """The words without the emphasis, links and escapes of Markdown."""
    if not any(sign in words for sign in "\\_#[*"):  # most paragraphs
        return words
    words = _MARKUP.sub(lambda found: found[1] or "", _LINK.sub(r"\1", words))
    return words if _LONE_STAR.fullmatch(words) else words.replace("*", "")


def _block(words: str, mark: re.Pattern[str] | None = None, note: re.Pattern[str] | None = None) -> Block:
    number = None
    if note and (found := note.match(words)):
        number = _number(found)
        words = words[found.end() :]
    pieces: list[str | int] = []
    end = 0
    for found in mark.finditer(words) if mark else ():
        pieces += [words[end : found.start()], _number(found)]
        end = found.end()
    clean, marks = with_marks([*pieces, words[end:]])
    return Block(clean, marks, number, flattened=note is None)


def _number(found: re.Match[str]) -> int:
    return int(found[1].translate(_SUPERSCRIPTS))
