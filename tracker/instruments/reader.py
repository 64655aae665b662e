"""A resolution's file → Instrument. The format is recognised by content, not by file name."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from tracker.domain.instruments.instrument import Annex, Doubt, Footnote, Instrument, Paragraph, Reading, SetAside
from tracker.errors import TrackerError, reason
from tracker.i18n import tr
from tracker.instruments import citations, footnotes, masthead, structure
from tracker.instruments.analysis import analyse
from tracker.instruments.doubts import doubts
from tracker.instruments.formats import Block, known
from tracker.instruments.parts import Part, Parts
from tracker.progress import GoOn, unwatched

_LIMIT = 50_000_000  # bytes; the longest resolutions are below one million, a Word file with pictures below ten
_LONGEST = 500_000  # characters of one paragraph; the longest have some thousand
_MOST_BLOCKS = 30_000  # the longest resolutions have some thousand


def read_file(path: Path, go_on: GoOn = unwatched) -> Reading:
    """Read a resolution. `go_on` is called now and then and may raise to cancel. Raises TrackerError if the file can't
    be read or has no operative paragraph."""
    try:
        if path.exists() and not path.is_file():
            raise TrackerError(tr("{path} is no file.", path=path), tr("Choose the file of a resolution."))
        if path.stat().st_size > _LIMIT:
            raise TrackerError(
                tr("{path} is larger than any resolution.", path=path), tr("Choose the file of the resolution itself.")
            )
        data = path.read_bytes()
    except OSError as fault:
        raise TrackerError(
            tr("{path} can't be read: {reason}.", path=path, reason=reason(fault)), tr("Check the name and try again.")
        ) from fault
    return read_bytes(data, str(path), go_on)


def read_bytes(data: bytes, name: str, go_on: GoOn = unwatched) -> Reading:
    """Like `read_file`, from bytes; `name` is used in messages only."""
    blocks, format = known.blocks(data, name, go_on)
    lengths = [len(block.text) for block in blocks]
    if len(blocks) > _MOST_BLOCKS or sum(lengths) > known.MOST_CHARACTERS or max(lengths, default=0) > _LONGEST:
        raise known.too_long(name)
    instrument = _instrument(structure.arrange(blocks, go_on), blocks, format, go_on)
    if not instrument.operative:
        raise TrackerError(
            tr("No operative paragraphs were found in {name}.", name=name),
            tr("Choose the file of a resolution with numbered paragraphs."),
        )
    return Reading(instrument, tuple(block.text for block in blocks))


def _instrument(parts: Parts, blocks: Sequence[Block], format: str, go_on: GoOn) -> Instrument:
    organ = parts.organ or "General Assembly"
    notes = _footnotes(parts.notes, organ)
    reading_doubts: list[Doubt] = []
    if parts.another:
        reading_doubts.append(
            Doubt(
                "file",
                tr(
                    "holds a second resolution, {symbol}, which was left out",
                    code="second-resolution",
                    symbol=parts.another,
                ),
            )
        )
    if notes:
        reading_doubts += _resolve_marks(parts, len(notes), known=any(block.marks for block in blocks))
    names: dict[str, str] = {}

    def read(body: Iterable[Part], asking: bool = True, declared: bool = False) -> tuple[Paragraph, ...]:
        paragraphs = []
        for part in body:
            go_on()
            paragraphs.append(analyse(_paragraph(part), organ, asking, names, declared))
        return tuple(paragraphs)

    preamble = read(parts.preamble, asking=False)
    operative = read(parts.operative)
    annexes = tuple(Annex(title, read(body, declared=True)) for title, body in parts.annexes)
    aside = [item.text for item in parts.set_aside]
    instrument = Instrument(
        organ=organ,
        format=format,
        preamble=preamble,
        operative=operative,
        annexes=annexes,
        footnotes=notes,
        set_aside=(*(SetAside("furniture", line) for line in parts.masthead), *parts.set_aside),
        **masthead.fields(parts.masthead, aside, organ, parts.meeting, parts.closing_date),
    )
    return replace(instrument, doubts=(*reading_doubts, *doubts(instrument)))


def _footnotes(notes: Sequence[tuple[int, str]], organ: str) -> tuple[Footnote, ...]:
    full = citations.without_ibid([words for _, words in notes])
    return tuple(
        Footnote(number, words, citations.cited(stands_for, organ), stands_for if stands_for != words else "")
        for (number, words), stands_for in zip(notes, full, strict=True)
    )


def _all(parts: Iterable[Part]) -> Iterable[Part]:
    for part in parts:
        yield part
        yield from _all(part.parts)


def _resolve_marks(parts: Parts, notes: int, known: bool) -> list[Doubt]:
    """Separate marks from the text, in place. If some marks are `known` from the format, only strays are taken out."""
    body = [*_named(parts)]
    if known:
        stray_doubts = []
        for where, part in body:
            words, marks = footnotes.strays(part.text, part.marks, notes)
            if len(marks) > len(part.marks):
                stray_doubts.append(Doubt(where, tr("a footnote mark was set like the text", code="mark-like-text")))
            part.pieces, part.marks = [words], list(marks)
        return stray_doubts
    resolved, are_known = footnotes.resolve([part.text for _, part in body], notes)
    for (_, part), (words, marks) in zip(body, resolved, strict=True):
        part.pieces, part.marks = [words], list(marks)
    unknown = tr("footnote marks could not be told from the words", code="marks-unknown")
    return [] if are_known else [Doubt("footnotes", unknown)]


def _named(parts: Parts) -> Iterator[tuple[str, Part]]:
    """Every part in reading order, with its name in doubts."""
    for position, part in enumerate(parts.preamble, 1):
        yield f"preambular {position}", part
    for kind, body in (("operative", parts.operative), *(("annex", body) for _, body in parts.annexes)):
        for top in body:
            for part in _all([top]):
                yield f"{kind} {part.label}", part


def _paragraph(part: Part) -> Paragraph:
    """A paragraph of which only number, text and marks are known, and the lead verb if the format sets it off."""
    return Paragraph(
        label=part.label,
        text=part.text,
        opening=part.lead,
        marks=tuple(part.marks),
        section=part.section,
        paragraphs=tuple(_paragraph(below) for below in part.parts),
        source=tuple(part.source),
    )
