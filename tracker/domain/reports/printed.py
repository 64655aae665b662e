"""Finds the paragraphs that a form has printed, by their labels and their words."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.domain.instruments.paragraph_ref import spaceless
from tracker.domain.reports.workbook import MatrixRow

_BEFORE = re.compile(r"^\W*(?:operative|paragraphs?|paras?|articles?|op|no|nr)\b[\W_]*|^\W*(?:op)(?=\d)", re.IGNORECASE)
_LABEL = re.compile(r"^[^\w(]*(\d+(?:\s*\([a-z]{1,5}\)|\s+[a-z]\))*|(?:\([a-z]{1,5}\)\s*)+)\W*$", re.IGNORECASE)
_NUMBER_FIRST = re.compile(r"^\s*(?:\(?\d{1,3}[.)]|\([a-z]{1,5}\))\s+", re.IGNORECASE)
_COMPARED = 300  # letters and digits of a text
_ALIKE = 0.6  # of the words in a form, which may shorten a paragraph
_TELLING = 24  # letters and digits by which words alone tell a paragraph


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """What a row of a form says of the paragraph that it is about; "" for what it does not say."""

    row: int
    label: str
    text: str
    symbol: str
    state: str


@dataclass(frozen=True, slots=True)
class Matches:
    """The paragraphs by the rows in which they are printed, rows that name one which is not there, rows that could be
    of several, and paragraphs that are not printed."""

    found: Mapping[int, MatrixRow]
    unknown: Sequence[int]
    ambiguous: Sequence[int]
    missing: Sequence[MatrixRow]


def match(printed: Sequence[PrintedRow], rows: Iterable[MatrixRow]) -> Matches:
    """Find the paragraph of each printed row. Where a row has label and words, both must fit; a mere "(a)" belongs to
    the number above it."""
    paragraphs = list(rows)
    by_label: dict[str, list[MatrixRow]] = defaultdict(list)
    by_start: dict[str, list[MatrixRow]] = defaultdict(list)
    for row in paragraphs:
        by_label[spaceless(row.paragraph.label)].append(row)
        by_start[_plain(row.paragraph.text)[:_TELLING]].append(row)
    found: dict[int, MatrixRow] = {}
    unknown: list[int] = []
    ambiguous: list[int] = []
    last = ""
    for one in printed:
        label = _label(one)
        if label.startswith("("):
            label = next((above + label for above in _above(last) if above + label in by_label), label)
        last = label or last
        words = _NUMBER_FIRST.sub("", one.text)
        text = _plain(words)
        if label:
            candidates = [row for row in by_label.get(label, ()) if not text or _alike(words, row.paragraph.text)]
        elif len(text) >= _TELLING:
            candidates = [row for row in by_start.get(text[:_TELLING], ()) if _begins_alike(text, row.paragraph.text)]
        else:
            continue  # a heading, or a line for a signature
        candidates = [row for row in candidates if _is_named(one, row)]
        if len(candidates) == 1:
            found[one.row] = candidates[0]
        else:
            (ambiguous if candidates else unknown).append(one.row)
    taken = {id(row) for row in found.values()}
    return Matches(found, unknown, ambiguous, [row for row in paragraphs if id(row) not in taken])


def _label(printed: PrintedRow) -> str:
    """The label in a form for comparison; "" where the cell has none."""
    words = printed.label.removesuffix(".0")
    if printed.symbol:
        words = words.replace(printed.symbol, " ")
    words = re.sub(r"\b[A-Z]+/\S+", " ", words)
    while (rest := _BEFORE.sub("", words, count=1)) != words:
        words = rest
    match = _LABEL.match(words)
    return re.sub(r"(?<=\d)([a-z])\)", r"(\1)", spaceless(match[1])) if match else ""


def _above(label: str) -> Iterator[str]:
    """A label and those that it is below: "19(a)(i)", "19(a)", "19"."""
    while label:
        yield label
        label = label.rpartition("(")[0]


def _is_named(printed: PrintedRow, row: MatrixRow) -> bool:
    """Whether the row may be of this Member State and instrument."""
    symbol, state = spaceless(row.paragraph.symbol), printed.state.strip().casefold()
    named = spaceless(printed.symbol) or next(map(spaceless, re.findall(r"\b[A-Z]+/[^\s,;]+", printed.label)), "")
    states = (row.state.name.casefold(), row.state.code.casefold())
    return (not named or symbol == named) and (not state or state in states)


def _plain(text: str) -> str:
    return "".join(character for character in text.casefold()[: 4 * _COMPARED] if character.isalnum())[:_COMPARED]


def _begins_alike(text: str, paragraph: str) -> bool:
    other = _plain(paragraph)
    return other.startswith(text) or text.startswith(other)


def _alike(text: str, paragraph: str) -> bool:
    words, other = _words(text), _words(paragraph)
    return len(words & other) >= _ALIKE * len(words)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text[: 4 * _COMPARED].casefold()))
