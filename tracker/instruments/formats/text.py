"""Plain text and Markdown → blocks.

Blank lines, an indent or a number at the start of a line begin a new block; in texts without any of these, an opening
verb ("Recalling") does. Markdown's emphasis, links and escapes are removed; superscript digits and [^2] become marks.
Without either, digits glued to words may be marks, which only the whole document can tell (footnotes.py).
"""

import re
from collections.abc import Iterator

from tracker.instruments.clauses import speaks
from tracker.instruments.formats import Block, gap, with_marks
from tracker.instruments.masthead import FORMULA

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED = "[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}"
# Patterns of a mark and of the note it refers to. A form is in use if note number 1 has it.
_FORMS = (
    (rf"(?<!\b[ckm]m)(?<!\bm)({_RAISED})", rf"({_RAISED})\s*(?=\S)"),
    (r"\[\^(\d{1,3})\]", r"\[\^(\d{1,3})\]:\s*(?=\S)"),
    (r"\s?\[(\d{1,3})\]", r"\[(\d{1,3})\]:?\s*(?=\S)"),
    (r"\s?(?<![\w/])(?<=[,.;:”\"’)\w\s])(\d{1,3})/(?![\w/])", r"(\d{1,3})/\s+(?=\S)"),
    (r"<sup>(\d{1,3})</sup>", r"<sup>(\d{1,3})</sup>\s*(?=\S)"),
)
_APART = re.compile(r"(?<=\S)\s{2,}(\d{1,3})(?=\s{2,}\S|\s*$)")  # "activities,  1  at a time"
_LINK = re.compile(r"\[([^\][]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_LONE_STAR = re.compile(r"[^*]*\S\*(?![^*\s,;.])[^*]*")  # after a word: a mark of its own, not emphasis
_MARKUP = re.compile(r"\\([\\`*_{}\[\]()#+.!>-])|(?<!\w)_+(?=[^\W_])|(?<=[^\W_]|[.,;:])_+(?!\w)|^#{1,6}\s+")
_START = re.compile(
    r"\s*(?:[*_]*\d{1,3}\\?[.)]\s|[*_]*\((?:[a-zA-Z]{1,5}|\d{1,2})\)\s|[⁰¹²³⁴⁵⁶⁷⁸⁹]|\[\^\d+\]:|\[[*_]*on the"
    r"|\d{1,3}\s+[A-Z]|\[\d{1,3}\]:?\s|\d{1,3}/\s|<sup>\d|[-*•]\s)"
)
_RULE = re.compile(r"\s*[_–—-]{5,}\s*$")
_ALONE = re.compile(r"(?:\d{1,3}\.|\([a-z]{1,5}\))")
_LONE = re.compile(r"\s*\d{1,3}\s*")


def read(text: str) -> list[Block]:
    """The blocks of a decoded text in order, whatever its line ends."""
    paragraphs = [_unmarked(paragraph) for paragraph in _paragraphs(text)]
    for mark, note in _FORMS:
        if any(_number(match) == 1 for paragraph in paragraphs if (match := re.match(note, paragraph))):
            return [_block(paragraph, re.compile(mark), re.compile(note)) for paragraph in paragraphs]
    firsts = list(dict.fromkeys(_number(match) for paragraph in paragraphs for match in _APART.finditer(paragraph)))
    if firsts and firsts == list(range(1, len(firsts) + 1)):
        return [_block(paragraph, _APART) for paragraph in paragraphs]
    return [_block(paragraph) for paragraph in paragraphs]


def _paragraphs(text: str) -> Iterator[str]:
    """Join lines into paragraphs, still with their markup."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").split("\n")
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    width = min(lengths[len(lengths) * 9 // 10], 100) if lengths else 0
    openings = [(line, before) for line, before in zip(lines, ["", *lines], strict=False) if _opens(line)]
    unspaced = sum(bool(before.strip()) and not line.startswith("\t") for line, before in openings) > len(openings) / 2
    parts: list[str] = []
    below_rule = False
    open_quotes = 0
    for line, before in zip(lines, ["", *lines], strict=False):
        below_rule = bool(_RULE.match(line)) or (below_rule and bool(line.strip()))
        # A number on a line of its own belongs to the line after it.
        numbered = bool(parts) and bool(_ALONE.fullmatch(parts[0])) and len(parts) == 1
        numbered = numbered or (below_rule and bool(_LONE.fullmatch(before)))
        open_quotes += before.count("“") - before.count("”")  # in a title with capitals
        starts = _starts(line, before, width, unspaced and open_quotes <= 0) or (
            below_rule and bool(_LONE.fullmatch(line))
        )
        if parts and not numbered and starts:
            yield "".join(parts)
            parts, open_quotes = [], 0
        if line.strip():
            parts += [gap(parts[-1], line.strip()), line.strip()] if parts else [line.strip()]
    if parts:
        yield "".join(parts)


def _opens(line: str) -> bool:
    """Whether a line begins with a verb that opens a paragraph."""
    return line.lstrip()[:1].isupper() and bool(speaks(line.lstrip()))


def _starts(line: str, before: str, width: int, unspaced: bool) -> bool:
    """Whether a line begins a paragraph, rather than continue the line `before` in a text of that width; `unspaced`:
    only their opening words separate the paragraphs."""
    ended = before.rstrip()
    if not ended or line.startswith("\t") or _START.match(line) or _RULE.match(line) or _RULE.match(before):
        return True
    if _ALONE.fullmatch(line.strip()) or FORMULA.match(line.strip()) or FORMULA.match(ended.strip()):
        return True
    if unspaced and ended.endswith((",", ";", ":", ".")) and _opens(line):
        return True
    # A line that is much shorter or longer than the text is wide was not wrapped: the next one begins anew.
    return not width * 0.6 <= len(ended) <= width * 1.5


def _unmarked(text: str) -> str:
    """The text without Markdown's emphasis, links and escapes."""
    if not any(sign in text for sign in "\\_#[*"):  # most paragraphs
        return text
    text = _MARKUP.sub(lambda match: match[1] or "", _LINK.sub(r"\1", text))
    return text if _LONE_STAR.fullmatch(text) else text.replace("*", "")


def _block(words: str, mark: re.Pattern[str] | None = None, note: re.Pattern[str] | None = None) -> Block:
    number = None
    if note and (match := note.match(words)):
        number = _number(match)
        words = words[match.end() :]
    pieces: list[str | int] = []
    end = 0
    for match in mark.finditer(words) if mark else ():
        pieces += [words[end : match.start()], _number(match)]
        end = match.end()
    clean, marks = with_marks([*pieces, words[end:]])
    return Block(clean, marks, number, flattened=note is None)


def _number(match: re.Match[str]) -> int:
    return int(match[1].translate(_SUPERSCRIPTS))
