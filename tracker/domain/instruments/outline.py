"""An instrument as lines in reading order, and back: the shape in which a reading is looked at and corrected."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypedDict

from tracker.domain.instruments.instrument import Annex, Instrument, Paragraph, SetAside, fingerprint
from tracker.i18n import QT_TR_NOOP, Message, tr

_FIRST_WORDS = 40  # characters of a line by which it is known where its words have changed


class Kind(StrEnum):
    """What a line is. `HEADING` stands over the paragraphs that follow, `ANNEX` begins an annex with its title, whose
    numbered paragraphs are `OPERATIVE` too, and `ASIDE` is no part of the instrument."""

    PREAMBULAR = "preambular"
    OPERATIVE = "operative"
    SUB = "sub-paragraph"
    HEADING = "heading"
    ANNEX = "annex"
    ASIDE = "set aside"


_PLACES = (
    QT_TR_NOOP("after operative"),
    QT_TR_NOOP("preambular"),
    QT_TR_NOOP("operative"),
    QT_TR_NOOP("sub-paragraph"),
    QT_TR_NOOP("heading"),
    QT_TR_NOOP("annex"),
    QT_TR_NOOP("set aside"),
    QT_TR_NOOP("masthead"),
    QT_TR_NOOP("footnotes"),
    QT_TR_NOOP("footnote"),
    QT_TR_NOOP("mark"),
    QT_TR_NOOP("file"),
)


def place_words(where: str) -> Message:
    """A place of a reading, such as "operative 17" or "masthead", for a person."""
    for kind in _PLACES:
        if where == kind:
            return tr(kind)
        if where.startswith(f"{kind} "):
            return tr("{place} {number}", place=tr(kind), number=where.removeprefix(f"{kind} "))
    return Message(where)


@dataclass(frozen=True, slots=True)
class Place:
    """Names a line by what survives a better edition: the fingerprint of its words as they were read. Its kind, label
    and first words tell it from others with the same words, or find it where its words are others; `nth` tells it from
    lines that are alike in all of that."""

    fingerprint: str
    kind: Kind
    label: str
    start: str
    nth: int = 0

    @property
    def where(self) -> str:
        """In the words of the user: "operative 12", or the first words of what has no number."""
        return f"{self.kind} {self.label or f'“{self.start}…”'}"


class ByHand(TypedDict, total=False):
    """Fields of a paragraph that a person has set."""

    addressees: tuple[str, ...]
    to_member_states: bool
    theme: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a paragraph without those below it, at its depth (0; 1 for (a), 2 for (i) below it). A heading and the
    title of an annex are a paragraph's text. `place` names it as it was read, whatever it becomes; `changed` says that
    what its words ask has to be read anew; `by_hand` are fields of the paragraph that a person has set."""

    kind: Kind
    paragraph: Paragraph
    place: Place
    depth: int = 0
    annex: Annex | None = None
    changed: bool = False
    by_hand: ByHand = field(default_factory=ByHand)

    @property
    def text(self) -> str:
        return self.paragraph.text

    @property
    def label(self) -> str:
        return self.paragraph.label


Reread = Callable[[Paragraph, bool], Paragraph]
"""Says anew what a paragraph and those below it ask, of whom, citing what; the flag is set for operative ones."""


def place_of(kind: Kind, label: str, text: str, nth: int = 0) -> Place:
    return Place(fingerprint(text), kind, label, text[:_FIRST_WORDS], nth)


def outline(instrument: Instrument) -> list[Line]:
    """The lines of an instrument as it was read."""
    lines: list[Line] = []
    alike: Counter[tuple[Kind, str, str]] = Counter()

    def add(kind: Kind, paragraph: Paragraph, depth: int = 0, annex: Annex | None = None) -> None:
        place = place_of(kind, paragraph.label, paragraph.text)
        same = (place.kind, place.label, place.fingerprint)
        lines.append(Line(kind, paragraph, replace(place, nth=alike[same]), depth, annex))
        alike[same] += 1

    def add_part(kind: Kind, paragraphs: Sequence[Paragraph]) -> None:
        section = None
        for top in paragraphs:
            if top.section != section:
                section = top.section
                add(Kind.HEADING, Paragraph("", section or ""))
            for depth, paragraph in _walk(top):
                add(Kind.SUB if depth else kind, replace(paragraph, paragraphs=()), depth)

    add_part(Kind.PREAMBULAR, instrument.preamble)
    add_part(Kind.OPERATIVE, instrument.operative)
    for annex in instrument.annexes:
        add(Kind.ANNEX, Paragraph("", annex.title), annex=annex)
        add_part(Kind.OPERATIVE, annex.paragraphs)
    return lines


def _walk(paragraph: Paragraph, depth: int = 0) -> Iterator[tuple[int, Paragraph]]:
    yield depth, paragraph
    for below in paragraph.paragraphs:
        yield from _walk(below, depth + 1)


def put_together(instrument: Instrument, lines: Sequence[Line], reread: Reread) -> tuple[Instrument, tuple[Line, ...]]:
    """`instrument` with the paragraphs that `lines` make up, and the lines as they then are. What a changed line asks
    is read anew; what a person has set by hand stands."""
    preamble: list[Paragraph] = []
    operative: list[Paragraph] = []
    annexes: list[tuple[Line, list[Paragraph]]] = []
    aside = list(instrument.set_aside)
    section: str | None = None
    analysed: dict[Place, Paragraph] = {}
    for group in _groups(lines):
        first = group[0]
        if first.kind is Kind.ASIDE:
            aside.append(SetAside("furniture", first.text))
        elif first.kind is Kind.HEADING:
            section = first.text or None
        elif first.kind is Kind.ANNEX:
            annexes.append((first, []))
            section = None
        else:
            asks = first.kind is not Kind.PREAMBULAR
            made = _in_section(_tree(group), first.paragraph.section, section)
            made = reread(made, asks) if any(line.changed for line in group) else made
            made = _by_hand(made, iter(group), {})
            (preamble if not asks else annexes[-1][1] if annexes else operative).append(made)
            analysed |= {line.place: replace(one, paragraphs=()) for line, one in zip(group, made.walk(), strict=True)}
    whole = replace(
        instrument,
        preamble=tuple(preamble),
        operative=tuple(operative),
        annexes=tuple(
            replace(line.annex or Annex("", ()), title=line.text, paragraphs=tuple(body)) for line, body in annexes
        ),
        set_aside=tuple(aside),
    )
    return whole, tuple(replace(line, paragraph=analysed.get(line.place, line.paragraph)) for line in lines)


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    """Each paragraph with the sub-paragraphs that belong to it, also across a heading or what is set aside; every
    other line alone."""
    groups: list[list[Line]] = []
    last: list[Line] | None = None  # the paragraph that a next sub-paragraph belongs to
    for line in lines:
        if line.kind is Kind.SUB and last:
            last.append(line)
            continue
        groups.append([line])
        if line.kind in (Kind.PREAMBULAR, Kind.OPERATIVE, Kind.SUB):
            last = groups[-1]
        elif line.kind is Kind.ANNEX:
            last = None
    return groups


def _tree(group: Sequence[Line]) -> Paragraph:
    first, *rest = group
    below: list[list[Line]] = []
    for line in rest:
        if below and line.depth > below[-1][0].depth:
            below[-1].append(line)
        else:
            below.append([line])
    return replace(first.paragraph, paragraphs=tuple(map(_tree, below)))


def _in_section(paragraph: Paragraph, before: str | None, section: str | None) -> Paragraph:
    """A paragraph and those below it that stood under the heading `before`, under another one."""
    if before == section:
        return paragraph
    below = tuple(_in_section(one, before, section) for one in paragraph.paragraphs)
    return replace(paragraph, section=section if paragraph.section == before else paragraph.section, paragraphs=below)


def _by_hand(paragraph: Paragraph, lines: Iterator[Line], follows: ByHand) -> Paragraph:
    """Set what a person has set. Sub-paragraphs that ask the same bodies as their paragraph follow it."""
    given = follows | next(lines).by_hand
    asked = given.copy()
    asked.pop("theme", None)
    below = tuple(
        _by_hand(one, lines, asked if one.addressees == paragraph.addressees else {}) for one in paragraph.paragraphs
    )
    return replace(paragraph, **given, paragraphs=below)
