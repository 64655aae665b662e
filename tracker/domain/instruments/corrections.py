"""A person's corrections to a reading, in a form that can be applied again to a better edition of the same resolution.

Corrections are applied one after the other, in the order in which they were made. One whose paragraph is not found is
reported as a doubt, unless the edition already reads as the correction would have it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.instruments.instrument import Doubt, Instrument, Mark, Paragraph, fingerprint
from tracker.domain.instruments.outline import ByHand, Kind, Line, Place, Reread, outline, place_of, put_together
from tracker.i18n import tr

_PARAGRAPHS = (Kind.PREAMBULAR, Kind.OPERATIVE, Kind.SUB)
_TELLING = 20  # characters that are too many to recur elsewhere by chance


@dataclass(frozen=True, slots=True)
class Join:
    """The line continues the one before it."""

    place: Place


@dataclass(frozen=True, slots=True)
class Split:
    """The second part of the line begins with `words`, at the occurrence nearest to the offset `after` (characters)."""

    place: Place
    after: int
    words: str


@dataclass(frozen=True, slots=True)
class Renumber:
    """Another label for the line; the labels below it follow."""

    place: Place
    label: str


@dataclass(frozen=True, slots=True)
class Retype:
    place: Place
    kind: Kind


@dataclass(frozen=True, slots=True)
class Addressees:
    place: Place
    names: tuple[str, ...]
    to_member_states: bool


@dataclass(frozen=True, slots=True)
class Theme:
    place: Place
    theme: str | None


@dataclass(frozen=True, slots=True)
class Words:
    """Another text for the line, with footnote marks as raised digits: "the world drug problem,¹ and"."""

    place: Place
    words: str


@dataclass(frozen=True, slots=True)
class Masthead:
    """Other fields of the masthead; None leaves a field as it was read."""

    symbol: str | None = None
    title: str | None = None
    adopted_on: date | None = None


OfPlace = Join | Split | Renumber | Retype | Addressees | Theme | Words
Correction = OfPlace | Masthead


@dataclass(frozen=True, slots=True)
class Corrected:
    """A corrected reading: the instrument, its lines, and the corrections whose line was not found."""

    instrument: Instrument
    lines: tuple[Line, ...]
    lost: tuple[OfPlace, ...]


def as_read(paragraph: Paragraph, _asks: bool) -> Paragraph:
    return paragraph


def apply(instrument: Instrument, corrections: Iterable[Correction], reread: Reread = as_read) -> Instrument:
    """`instrument` with the corrections; those that could not be applied are added to its doubts."""
    return correct(instrument, corrections, reread).instrument


def correct(instrument: Instrument, corrections: Iterable[Correction], reread: Reread = as_read) -> Corrected:
    """Like `apply`, but returns also the lines of the instrument and the corrections that were lost."""
    lines = outline(instrument)
    lost: list[OfPlace] = []
    changed = False
    for correction in corrections:
        if isinstance(correction, Masthead):
            fields = {name: getattr(correction, name) for name in ("symbol", "title", "adopted_on")}
            instrument = replace(instrument, **{name: value for name, value in fields.items() if value is not None})
        elif (at := _find(lines, correction)) is not None and _do(lines, at, correction):
            changed = True
        elif not _is_so(lines, correction):
            lost.append(correction)
    if changed:
        instrument, together = put_together(instrument, lines, reread)
        lines = [*together]
    doubts = [
        Doubt(correction.place.where, tr("a correction by hand found no such paragraph", code="correction-lost"))
        for correction in lost
    ]
    return Corrected(replace(instrument, doubts=(*instrument.doubts, *doubts)), tuple(lines), tuple(lost))


def _find(lines: Sequence[Line], correction: OfPlace) -> int | None:
    """The index of the line that a correction names: the one with its words; else, as words may have changed, the only
    one with the same kind and label that begins alike. None if there is no such line."""
    wanted = correction.place
    candidates = [at for at, line in enumerate(lines) if line.place.fingerprint == wanted.fingerprint]
    if candidates:
        return min(candidates, key=lambda at: _unlike(lines[at].place, wanted))
    if isinstance(correction, Words):  # it replaces the words it was typed over, and no others
        return None
    start = wanted.start[: _TELLING if wanted.label else None]
    similar = [
        at
        for at, line in enumerate(lines)
        if (line.place.kind, line.place.label) == (wanted.kind, wanted.label) and line.place.start.startswith(start)
    ]
    return similar[0] if len(similar) == 1 and start else None


def _unlike(one: Place, other: Place) -> tuple[bool, bool, bool]:
    return one.kind != other.kind, one.label != other.label, one.nth != other.nth


def _is_so(lines: Sequence[Line], correction: OfPlace) -> bool:
    """Whether a correction that could not be applied is not needed, because a better edition already reads so."""
    match correction:
        case Words(_, words):
            wanted = fingerprint(unmarked(words)[0])
            return any(fingerprint(line.text) == wanted for line in lines)
        case Split(_, _, words):
            return any(line.text.startswith(_without_number(words)) for line in lines)
        case Join(place):
            return len(place.start) >= _TELLING and any(place.start in line.text[1:] for line in lines)
    return False


def _do(lines: list[Line], at: int, correction: OfPlace) -> bool:
    """Apply one correction to the line at index `at`; returns False if it does not apply."""
    line = lines[at]
    match correction:
        case Join():
            return _join(lines, at)
        case Split(_, after, words):
            return _split(lines, at, after, words)
        case Renumber(_, label):
            depth = max(label.count("("), 1) if line.kind is Kind.SUB else line.depth
            _become(lines, at, replace(line, paragraph=replace(line.paragraph, label=label), depth=depth))
        case Retype(_, kind):
            if kind is not line.kind:
                _become(lines, at, _retyped(line, kind, _paragraph_before(lines, at)))
        case Addressees(_, names, to_member_states):
            by_hand: ByHand = {"addressees": names, "to_member_states": to_member_states}
            lines[at] = replace(line, by_hand=line.by_hand | by_hand)
        case Theme(_, theme):
            lines[at] = replace(line, by_hand=line.by_hand | {"theme": theme})
        case Words(_, words):
            text, marks = unmarked(words)
            lines[at] = replace(line, paragraph=replace(line.paragraph, text=text, marks=marks), changed=True)
    return True


def line_before(lines: Sequence[Line], at: int) -> int | None:
    """The index of the line that line `at` can be joined to; None for the first."""
    return next((n for n in range(at - 1, -1, -1) if lines[n].kind is not Kind.ASIDE and lines[n].text), None)


def _paragraph_before(lines: Sequence[Line], at: int) -> Line | None:
    """The paragraph that line `at` would follow, or be a sub-paragraph of; None at the start of an annex."""
    for line in reversed(lines[:at]):
        if line.kind in _PARAGRAPHS or line.kind is Kind.ANNEX:
            return line if line.kind in _PARAGRAPHS else None
    return None


def _join(lines: list[Line], at: int) -> bool:
    before = line_before(lines, at)
    if before is None:
        return False
    first, second = lines[before].paragraph, lines[at].paragraph
    between = "" if not first.text or first.text.endswith("-") else " "
    moved = len(first.text) + len(between)
    joined = replace(
        first,
        text=first.text + between + second.text,
        marks=(*first.marks, *(Mark(mark.number, mark.offset + moved) for mark in second.marks)),
        source=(*first.source, *second.source),
    )
    # What was below the second is below the joined paragraph now.
    _become(lines, at, replace(lines[at], depth=lines[before].depth, paragraph=replace(second, label=first.label)))
    lines[before] = replace(lines[before], paragraph=joined, changed=True)
    del lines[at]
    return True


def _split(lines: list[Line], at: int, after: int, words: str) -> bool:
    line = lines[at]
    paragraph = line.paragraph
    starts = [match.start() for match in re.finditer(f"(?={re.escape(words)})", paragraph.text) if match.start()]
    if not words or not starts:
        return False
    cut = min(starts, key=lambda start: abs(start - after))
    text = paragraph.text[:cut].rstrip()
    first = tuple(mark for mark in paragraph.marks if mark.offset <= len(text))
    second = tuple(Mark(m.number, max(m.offset - cut, 0)) for m in paragraph.marks if m.offset > len(text))
    lines[at] = replace(line, paragraph=replace(paragraph, text=text, marks=first), changed=True)
    rest = replace(
        line,
        paragraph=replace(paragraph, label="", text=paragraph.text[cut:], marks=second),
        annex=None,
        changed=True,
        by_hand={},
    )
    numbered = line.kind in (Kind.HEADING, Kind.ANNEX) or _NUMBER.match(rest.text)
    kind = Kind.OPERATIVE if numbered else line.kind
    rest = _retyped(rest, kind, _paragraph_before(lines, at + 1))
    place = place_of(rest.kind, rest.label, rest.text)
    duplicates = [
        other for other in lines if (other.place.fingerprint, other.place.kind, other.place.label) == _identity(place)
    ]
    # What was below the paragraph is below its second part now.
    lines.insert(at + 1, line)
    _become(lines, at + 1, replace(rest, place=replace(place, nth=len(duplicates))))
    return True


def _identity(place: Place) -> tuple[str, Kind, str]:
    return place.fingerprint, place.kind, place.label


_NUMBER = re.compile(r"(\d{1,3})\.\s+(?=\S)")
_LETTER = re.compile(r"\(([a-z]{1,5})\)\s+(?=\S)")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


def _without_number(words: str) -> str:
    match = _NUMBER.match(words) or _LETTER.match(words)
    return words[match.end() :] if match else words


def _retyped(line: Line, kind: Kind, before: Line | None) -> Line:
    """The line as another kind of line, numbered as its text begins; if the text has no number, with the next one."""
    paragraph = line.paragraph
    match = _NUMBER.match(paragraph.text) if kind in (Kind.OPERATIVE, Kind.SUB) else None
    if match:
        kind, label, depth = Kind.OPERATIVE, match[1], 0
    elif kind in (Kind.OPERATIVE, Kind.SUB) and before and (match := _LETTER.match(paragraph.text)):
        kind, label, depth = Kind.SUB, f"{_stem(before)} ({match[1]})".strip(), max(before.depth, 1)
    elif kind is Kind.SUB and before:
        label, depth = _next_letter(before), max(before.depth, 1)
    elif kind is Kind.OPERATIVE:
        label, depth = paragraph.label if paragraph.label.isdigit() else _next_number(before), 0
    else:
        label, depth = "", 0
    if match:
        cut = match.end()
        marks = tuple(Mark(mark.number, max(mark.offset - cut, 0)) for mark in paragraph.marks)
        paragraph = replace(paragraph, text=paragraph.text[cut:], marks=marks)
    return replace(line, kind=kind, depth=depth, paragraph=replace(paragraph, label=label), changed=True)


def _stem(before: Line) -> str:
    """The label of the paragraph that a sub-paragraph after `before` belongs to: "12" after "12" and after "12 (a)"."""
    return before.label.rpartition(" (")[0] if before.kind is Kind.SUB else before.label


def _next_number(before: Line | None) -> str:
    if before is None or before.kind is Kind.PREAMBULAR:
        return "1"
    number = before.label.partition(" ")[0]
    return str(int(number) + 1) if number.isdecimal() else ""


def _next_letter(before: Line) -> str:
    letter = before.label.rpartition("(")[2].rstrip(")") if before.kind is Kind.SUB else ""
    if before.depth > 1 and letter in _ROMAN[:-1]:
        following = _ROMAN[_ROMAN.index(letter) + 1]
    elif len(letter) == 1 and "a" <= letter < "z":
        following = chr(ord(letter) + 1)
    else:
        following = "" if letter else "a"
    return f"{_stem(before)} ({following})".strip() if following else ""


def _become(lines: list[Line], at: int, line: Line) -> None:
    """Replace the line at index `at`; the labels and depths of its sub-paragraphs follow."""
    before = lines[at]
    lines[at] = line
    if line.kind not in _PARAGRAPHS:
        return
    for number in range(at + 1, len(lines)):
        below = lines[number]
        if below.kind is Kind.SUB and below.depth > before.depth:
            label = below.label
            if label.startswith(f"{before.label} ("):
                label = f"{line.label}{label.removeprefix(before.label)}".strip()
            depth = below.depth + line.depth - before.depth
            lines[number] = replace(below, depth=depth, paragraph=replace(below.paragraph, label=label))
        elif below.kind is not Kind.ASIDE:
            return


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LEVEL = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# Two marks at one place are separated by a blank: "¹ ²".
_MARK = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?:\s+(?=[⁰¹²³⁴⁵⁶⁷⁸⁹]))?")


def raised(number: int) -> str:
    """A footnote mark as raised digits: "¹²"."""
    return str(number).translate(_RAISED)


def marked(paragraph: Paragraph) -> str:
    """The text of a paragraph with its footnote marks as raised digits, as `Words` stores it."""
    pieces: list[str] = []
    end = 0
    for mark in sorted(paragraph.marks, key=lambda mark: mark.offset):
        separator = " " if pieces and mark.offset == end else ""
        pieces += [paragraph.text[end : mark.offset], separator, raised(mark.number)]
        end = mark.offset
    return "".join([*pieces, paragraph.text[end:]])


def unmarked(words: str) -> tuple[str, tuple[Mark, ...]]:
    """The text without its marks and with single blanks, and where each mark stands."""
    words = " ".join(words.split())
    text = ""
    marks: list[Mark] = []
    end = 0
    for match in _MARK.finditer(words):
        text += words[end : match.start()]
        marks.append(Mark(int(match[0].strip().translate(_LEVEL)), len(text)))
        end = match.end()
    return text + words[end:], tuple(marks)
