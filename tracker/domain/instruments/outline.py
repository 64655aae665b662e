"""An instrument as lines in reading order, and back: the form in which a reading is shown and corrected."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypedDict

from tracker.domain.instruments.instrument import Annex, Instrument, Paragraph, SetAside, fingerprint
from tracker.i18n import QT_TR_NOOP, Message, tr

_FIRST_WORDS = 40  # characters of a line's start, by which it is found again after its words have changed


class Kind(StrEnum):
    """The kind of a line. `HEADING` stands over the paragraphs that follow; `ANNEX` starts an annex with its title (its
    numbered paragraphs are `OPERATIVE` too); `ASIDE` is not part of the instrument."""

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
    """Where something is in a reading ("operative 17", "masthead"), as a translatable message."""
    for kind in _PLACES:
        if where == kind:
            return tr(kind)
        if where.startswith(f"{kind} "):
            return tr("{place} {number}", place=tr(kind), number=where.removeprefix(f"{kind} "))
    return Message(where)


@dataclass(frozen=True, slots=True)
class Place:
    """Identifies a line across editions: by the fingerprint of its words as they were read. Kind, label and first words
    tell it from other lines with the same words, or find it if its words have changed; `nth` counts the lines before it
    that are equal in all of that."""

    fingerprint: str
    kind: Kind
    label: str
    start: str
    nth: int = 0

    @property
    def where(self) -> str:
        """The place as users know it: "operative 12", or the first words of a line without a number."""
        return f"{self.kind} {self.label or f'“{self.start}…”'}"


class ByHand(TypedDict, total=False):
    """The fields of a paragraph that a person has set."""

    addressees: tuple[str, ...]
    to_member_states: bool
    theme: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a paragraph without its sub-paragraphs, at its depth (0; 1 for (a), 2 for (i) below it). A heading or
    the title of an annex is the text of a paragraph. `place` identifies the line as it was read, whatever it becomes;
    `changed`: its text has to be analysed again; `by_hand`: the fields of the paragraph that a person has set."""

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
"""Re-analyses a paragraph and its sub-paragraphs: asks, addressees, citations. The flag is True for operative ones."""


def place_of(kind: Kind, label: str, text: str, nth: int = 0) -> Place:
    return Place(fingerprint(text), kind, label, text[:_FIRST_WORDS], nth)


def outline(instrument: Instrument) -> list[Line]:
    """The lines of an instrument as it was read."""
    lines: list[Line] = []
    counts: Counter[tuple[Kind, str, str]] = Counter()

    def add(kind: Kind, paragraph: Paragraph, depth: int = 0, annex: Annex | None = None) -> None:
        place = place_of(kind, paragraph.label, paragraph.text)
        same = (place.kind, place.label, place.fingerprint)
        lines.append(Line(kind, paragraph, replace(place, nth=counts[same]), depth, annex))
        counts[same] += 1

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
    """The instrument with the paragraphs that `lines` form, and the lines with those paragraphs. Changed paragraphs are
    analysed again by `reread`; fields set by hand take precedence."""
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
            paragraph = _in_section(_tree(group), first.paragraph.section, section)
            paragraph = reread(paragraph, asks) if any(line.changed for line in group) else paragraph
            paragraph = _by_hand(paragraph, iter(group), {})
            (preamble if not asks else annexes[-1][1] if annexes else operative).append(paragraph)
            analysed |= {
                line.place: replace(analysed_paragraph, paragraphs=())
                for line, analysed_paragraph in zip(group, paragraph.walk(), strict=True)
            }
    corrected = replace(
        instrument,
        preamble=tuple(preamble),
        operative=tuple(operative),
        annexes=tuple(
            replace(line.annex or Annex("", ()), title=line.text, paragraphs=tuple(body)) for line, body in annexes
        ),
        set_aside=tuple(aside),
    )
    return corrected, tuple(replace(line, paragraph=analysed.get(line.place, line.paragraph)) for line in lines)


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    """Each paragraph with the sub-paragraphs that belong to it, even after a heading or a line set aside; every other
    line alone."""
    groups: list[list[Line]] = []
    last: list[Line] | None = None  # the paragraph that the next sub-paragraph belongs to
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
    """Moves a paragraph and its sub-paragraphs from the heading `before` to the heading `section`."""
    if before == section:
        return paragraph
    below = tuple(_in_section(child, before, section) for child in paragraph.paragraphs)
    return replace(paragraph, section=section if paragraph.section == before else paragraph.section, paragraphs=below)


def _by_hand(paragraph: Paragraph, lines: Iterator[Line], inherited: ByHand) -> Paragraph:
    """Apply what a person has set. Sub-paragraphs with their paragraph's addressees inherit it, except the theme."""
    fields = inherited | next(lines).by_hand
    passed_on = fields.copy()
    passed_on.pop("theme", None)
    below = tuple(
        _by_hand(child, lines, passed_on if child.addressees == paragraph.addressees else {})
        for child in paragraph.paragraphs
    )
    return replace(paragraph, **fields, paragraphs=below)
