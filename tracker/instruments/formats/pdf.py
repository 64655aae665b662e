"""A PDF, as lines placed on pages → blocks.

Indent, distance and font join lines into paragraphs, even across pages; small and numbered print at the end of a page
is notes; lines at the page's edge that recur are running heads or feet. pdf_lines.py finds the lines. All measures are
in points.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tracker.instruments.formats import Block, pdf_lines, with_marks
from tracker.instruments.formats.pdf_lines import Line, Page
from tracker.progress import GoOn, unwatched

_EDGE = 0.09  # share of the page's height in which running heads and feet are
_FIRST_FOOT = 0.15  # the same for the job number and the bar code of the first page
_SMALL_EDGE = 0.13  # the same for running heads in small print
_NEAR = 3.0  # positions no further apart count as equal
_INDENT = 60.0  # largest indent of a paragraph's first line
_FINISHED = re.compile(r"\.[”\"’)]*\s*$")
_RULE = re.compile(r"[_\s]+")
_ITEM = re.compile(r"(?:\d{1,3}\.|\([a-z]{1,5}\)|[•–—])\s")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class _Layout:
    """Measures of the whole document: font size of the body, its column's edges, its line spacing."""

    size: float
    left: float
    right: float
    spacing: float  # as a multiple of the font size


@dataclass
class _Draft:
    """A block whose lines are still being collected."""

    lines: list[Line]
    note: int | None = None
    kind: str = ""


def read(data: bytes, go_on: GoOn = unwatched) -> list[Block]:
    """The blocks of a PDF file. Raises TrackerError if it is damaged, encrypted, too large or without text."""
    pages = pdf_lines.read(data, go_on)
    layout = _layout(pages)
    drafts: list[_Draft] = []
    body: list[_Draft] = []
    masthead = 0
    for page, (head, foot) in zip(pages, _margins(pages, layout), strict=True):
        end = len(page.lines) - foot
        last_note = next((draft for draft in reversed(drafts) if draft.note is not None), None)
        start = _notes_start(page.lines[head:end], layout, last_note) + head
        drafts += [_Draft([line], kind="furniture") for line in page.lines[:head]]
        new = [*_paragraphs(page.lines[head:start], layout, body[-1] if body else None)]
        drafts += new
        body += [draft for draft in new if not draft.kind]
        if page is pages[0]:
            masthead = next((i for i, draft in enumerate(body) if _is_indented(draft.lines[0], layout)), len(body))
        drafts += _notes(page.lines[start:end], last_note)
        drafts += [_Draft([line], kind="furniture") for line in page.lines[end:]]
    for draft in body[masthead:]:
        if _is_heading(draft.lines, layout):
            draft.kind = "heading"
    numbers = {draft.note for draft in drafts}
    return [_block(draft, numbers) for draft in drafts]


def _layout(pages: Sequence[Page]) -> _Layout:
    lines = [line for page in pages for line in page.lines]
    size = _shares(lines, lambda line: line.size).most_common(1)[0][0]
    body = [line for line in lines if line.size == size]
    lefts = _shares(body, lambda line: round(line.left))
    common = [left for left, share in lefts.items() if share >= 0.2 * lefts.total()]  # excludes indented first lines
    left = min(common or lefts)
    rights = sorted(line.right for line in body if abs(line.left - left) < 2)
    spacings = sorted(
        (first.base - second.base) / size
        for page in pages
        for first, second in pairwise(page.lines)
        if first.size == second.size == size and 0.9 * size < first.base - second.base < 3 * size
    )
    # Most gaps are between lines of one paragraph; those between paragraphs are larger.
    return _Layout(size, left, rights[len(rights) * 9 // 10], spacings[len(spacings) // 5] if spacings else 1.2)


def _shares(lines: Sequence[Line], measure: Callable[[Line], float]) -> Counter[float]:
    """The number of characters by the measure of their line."""
    counts: Counter[float] = Counter()
    for line in lines:
        counts[measure(line)] += len(line.words)
    return counts


def _margins(pages: Sequence[Page], layout: _Layout) -> Iterator[tuple[int, int]]:
    """For each page, the number of its first lines that are running heads and of its last lines that are feet.

    A running line recurs on another page (digits aside) or repeats text of the masthead.
    """
    heads = [[line for line in page.lines if _is_high(line, page, layout)] for page in pages]
    feet = [[line for line in page.lines[::-1] if line.base < _EDGE * page.height] for page in pages]
    keys = [Counter(key for lines in edge for key in {_key(line) for line in lines}) for edge in (heads, feet)]
    first = "".join(line.words for line in pages[0].lines).replace(" ", "")

    def runs(line: Line, seen: Counter[str]) -> bool:
        in_column = line.size == layout.size and abs(line.left - layout.left) < _NEAR
        return seen[_key(line)] > 1 or (not in_column and line.words.replace(" ", "") in first)

    for page, head, foot in zip(pages, heads, feet, strict=True):
        if page is pages[0]:
            yield 0, _first_foot(page, layout)
        else:
            yield _running(head, lambda line: runs(line, keys[0])), _running(foot, lambda line: runs(line, keys[1]))


def _key(line: Line) -> str:
    return re.sub(r"\d+", "0", line.words).strip()


def _running(lines: Sequence[Line], runs: Callable[[Line], bool]) -> int:
    """How many of `lines`, ordered from the page's edge inwards, are outside of a running line or level with it."""
    count = 0
    for index, line in enumerate(lines):
        distance = abs(line.base - lines[index - 1].base) if index else 0
        if distance > 2 * line.size:
            break
        if runs(line) or (count == index and index > 0 and distance < line.size / 2):
            count = index + 1
    return count


def _first_foot(page: Page, layout: _Layout) -> int:
    """The number of lines in the foot of the first page: from the first line left of the column down."""
    outside = layout.left - 2.5 * layout.size
    low = [line for line in page.lines if line.base < _FIRST_FOOT * page.height and not _RULE.fullmatch(line.words)]
    level = max((line.base for line in low if line.left < outside), default=0)
    return sum(line.base <= level for line in low)


def _is_high(line: Line, page: Page, layout: _Layout) -> bool:
    """Whether a line may belong to the running head, which reaches further down if it is in small print."""
    edge = _SMALL_EDGE if _is_small(line, layout) else _EDGE
    return line.base > (1 - edge) * page.height


def _is_small(line: Line, layout: _Layout) -> bool:
    return line.size < layout.size - 0.8


def _notes_start(lines: Sequence[Line], layout: _Layout, last_note: _Draft | None) -> int:
    """The index at which the notes at the end of a page begin: lines in small print or below a rule, and numbered.

    Small print without a number continues the last note, if that is unfinished.
    """
    start = len(lines)
    while start and (_is_small(lines[start - 1], layout) or _RULE.fullmatch(lines[start - 1].words)):
        start -= 1
    for index in range(start):
        if _RULE.fullmatch(lines[index].words) and _note_number(lines[index + 1]):
            return index
    if last_note and not _FINISHED.search(last_note.lines[-1].words):
        return start
    return next((i for i in range(start, len(lines)) if _note_number(lines[i])), len(lines))


def _note_number(line: Line) -> int | None:
    """The number that starts a note: raised, or in a cell of its own before it; None if there is none."""
    first = line.pieces[0]
    if isinstance(first, int):
        return first
    return int(first) if len(line.pieces) == 1 and re.fullmatch(r"[1-9]\d{0,2}\s*", first) else None


def _notes(lines: Sequence[Line], last: _Draft | None) -> Iterator[_Draft]:
    """The notes of a page. Lines before the first number are added to the `last` note of the pages before."""
    for line in lines:
        if _RULE.fullmatch(line.words):
            yield _Draft([line], kind="furniture")
        elif number := _note_number(line):
            last = _Draft([replace(line, pieces=line.pieces[1:])], number)
            yield last
        elif last:
            last.lines.append(line)


def _paragraphs(lines: Sequence[Line], layout: _Layout, last: _Draft | None) -> Iterator[_Draft]:
    """The paragraphs of a page. Lines that continue the `last` one of the page before are added to it."""
    broken = True
    for line in lines:
        if _RULE.fullmatch(line.words):
            yield _Draft([line], kind="furniture")
        elif last and _goes_on(last.lines, line, layout, broken):
            last.lines.append(line)
        else:
            last = _Draft([line])
            yield last
        broken = False


def _goes_on(lines: Sequence[Line], line: Line, layout: _Layout, broken: bool) -> bool:
    """Whether `line` continues the paragraph of `lines`; `broken`: there is a page break before it."""
    first, last = lines[0], lines[-1]
    same_left = abs(line.left - first.left) < _NEAR
    room = layout.right - last.right - (line.hang - line.left)  # what the line's first word would have left free above
    short = room > 0.15 * (layout.right - layout.left)
    if abs(line.size - first.size) > 0.6 or line.bold != first.bold:
        return False
    if not broken and not 0 < last.base - line.base < 1.25 * layout.spacing * line.size:
        return False
    if short and (broken or (same_left and not first.bold)):
        return False
    if same_left and _ITEM.match(first.words) and _ITEM.match(line.words):
        return False
    if first.left > (layout.left + layout.right) / 2:
        return False  # dates and the like on the right
    if len(lines) > 1 and abs(line.left - lines[1].left) < _NEAR:
        return True
    if len(lines) == 1 and (-_NEAR < first.left - line.left < _INDENT or abs(line.left - first.hang) < _NEAR):
        return True
    return not broken and abs(line.left + line.right - last.left - last.right) < 2 * _NEAR


def _is_indented(line: Line, layout: _Layout) -> bool:
    """Whether `line` starts a paragraph of the body; the first such line ends the masthead."""
    return line.size == layout.size and not line.bold and _NEAR < line.left - layout.left < _INDENT


def _is_heading(lines: Sequence[Line], layout: _Layout) -> bool:
    """Whether the lines are bold, or centred and too far from the column's left edge for an indent."""
    width = layout.right - layout.left
    middle = layout.left + layout.right
    return all(line.bold for line in lines) or all(
        line.left - layout.left > 0.15 * width and abs(line.left + line.right - middle) < 2 * _NEAR for line in lines
    )


def _block(draft: _Draft, numbers: set[int | None]) -> Block:
    """The block of a draft. A raised number without a note is not a mark but part of the text: m²."""
    pieces: list[str | int] = []
    for line in draft.lines:
        if pieces:
            pieces.append(_between(pieces[-1], line.pieces[0] if line.pieces else ""))
        for piece in line.pieces:
            known = isinstance(piece, str) or piece in numbers
            pieces.append(piece if known else str(piece).translate(_SUPERSCRIPTS))
    words, marks = with_marks(pieces)
    return Block(words, marks, draft.note, kind=draft.kind)


def _between(first: str | int, second: str | int) -> str:
    """What to put between two lines: "" if the first breaks at a hyphen, a slash or inside a span of years, except a
    hyphen that stands for a word to come, as in "short- and long-term"; else a blank."""
    if isinstance(first, int) or isinstance(second, int):
        return " "
    suspended = re.match(r"(?:and|or|to)\s", second)
    return "" if re.search(r"\w/$|\d–$" if suspended else r"\w[-/]$|\d–$", first) else " "
