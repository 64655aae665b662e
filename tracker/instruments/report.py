"""A reading shown to others: as JSON, whose keys other programs rely on, and as lines to check by eye."""

from collections.abc import Iterator

from tracker.domain.instruments.instrument import Instrument, Mark, Paragraph
from tracker.domain.instruments.outline import place_words
from tracker.domain.text.text import in_full
from tracker.i18n import Message, joined, tr


def as_json(instrument: Instrument) -> dict[str, object]:
    """The object that `tracker read FILE --json` prints."""
    return {
        "symbol": instrument.symbol,
        "organ": instrument.organ,
        "title": instrument.title,
        "session": instrument.session,
        "agenda_item": instrument.agenda_item,
        "adopted_on": instrument.adopted_on.isoformat() if instrument.adopted_on else None,
        "meeting": instrument.meeting,
        "report": instrument.report,
        "format": instrument.format,
        "preamble": [{"opening": p.opening, "text": p.text, "footnotes": _marks(p.marks)} for p in instrument.preamble],
        "operative": [_operative(paragraph) for paragraph in instrument.operative],
        "annexes": [
            {"title": annex.title, "paragraphs": [_operative(p) for p in annex.paragraphs]}
            for annex in instrument.annexes
        ],
        "footnotes": [
            {"number": note.number, "text": note.text, "cites": list(note.cites)} for note in instrument.footnotes
        ],
        "set_aside": [{"kind": aside.kind, "text": aside.text} for aside in instrument.set_aside],
        "doubts": doubts_as_json(instrument),
    }


def doubts_as_json(instrument: Instrument) -> list[dict[str, object]]:
    """The doubts, as `tracker read` and `tracker add` print them."""
    return [{"where": doubt.where, **doubt.what.for_programs()} for doubt in instrument.doubts]


def _operative(paragraph: Paragraph) -> dict[str, object]:
    return {
        "label": paragraph.label,
        "lead_verb": paragraph.opening,
        "text": paragraph.text,
        "footnotes": _marks(paragraph.marks),
        "addressees": list(paragraph.addressees),
        "to_member_states": paragraph.to_member_states,
        "cites": list(paragraph.cites),
        "section": paragraph.section,
        "fingerprint": paragraph.fingerprint,
        "paragraphs": [_sub_paragraph(p) for p in paragraph.paragraphs],
    }


def _sub_paragraph(paragraph: Paragraph) -> dict[str, object]:
    return {
        "label": paragraph.label,
        "text": paragraph.text,
        "footnotes": _marks(paragraph.marks),
        "paragraphs": [_sub_paragraph(p) for p in paragraph.paragraphs],
    }


def _marks(marks: tuple[Mark, ...]) -> list[dict[str, int]]:
    return [{"number": mark.number, "offset": mark.offset} for mark in marks]


def as_lines(instrument: Instrument) -> Iterator[str]:
    """The reading to check by eye: masthead, counts, doubts, then everything in order, shortened."""
    symbol = instrument.symbol or tr("No symbol")
    yield f"{symbol}  {instrument.title}"
    adopted = str(tr("adopted on {day}", day=in_full(instrument.adopted_on))) if instrument.adopted_on else ""
    yield ", ".join(filter(None, (instrument.organ, adopted, instrument.meeting)))
    yield str(_counts(instrument))
    yield ""
    for doubt in instrument.doubts:
        yield str(tr("Look at {place}: {doubt}.", place=place_words(doubt.where), doubt=doubt.what))
    if not instrument.doubts:
        yield str(tr("Nothing in the reading is doubtful."))
    yield ""
    for paragraph in instrument.preamble:
        yield f"{'':>10}  {_short(paragraph)}"
    yield from _body(instrument.operative)
    for annex in instrument.annexes:
        yield f"\n{annex.title}"
        yield from _body(annex.paragraphs)
    if instrument.footnotes:
        yield ""
    for note in instrument.footnotes:
        number = str(tr("note {number}", number=note.number))
        yield f"{number:>10}  {note.in_full or note.text}{_list(' → ', note.cites)}"
    if instrument.set_aside:
        aside = " | ".join(aside.text for aside in instrument.set_aside)
        yield "\n" + str(tr("Set aside: {texts}", texts=aside))


def _counts(instrument: Instrument) -> Message:
    sub = sum(len([*p.walk()]) - 1 for p in instrument.operative)
    marks = sum(len(p.marks) for p in instrument.body())
    return joined(
        ", ",
        (
            tr("%n preambular paragraph(s)", "", len(instrument.preamble)),
            tr("%n operative paragraph(s)", "", len(instrument.operative)),
            tr("%n sub-paragraph(s)", "", sub),
            tr("%n footnote(s)", "", len(instrument.footnotes)),
            tr("%n footnote mark(s)", "", marks),
            tr("%n paragraph(s) to Member States", "", sum(p.to_member_states for p in instrument.operative)),
        ),
    )


def _body(paragraphs: tuple[Paragraph, ...]) -> Iterator[str]:
    section = None
    for top in paragraphs:
        if top.section and top.section != section:
            yield f"\n{'':>10}  {top.section}"
        section = top.section
        for paragraph in top.walk():
            yield f"{paragraph.label:>10}  {_short(paragraph)}"
            if paragraph is top:
                for ask in paragraph.asks:
                    strength = tr("{verb} ({strength} of 6)", verb=ask.verb, strength=ask.strength)
                    what_is_asked = strength if ask.verb else tr(ask.role)
                    yield f"{'':>10}  → {ask.body}: {what_is_asked} {_cut(ask.action, 60)}".rstrip()
                about = [*([str(tr(paragraph.theme))] if paragraph.theme else []), *paragraph.cites]
                if about:
                    yield f"{'':>10}  · {', '.join(about)}{_list(' ← ', paragraph.theme_words[:4])}"


def _short(paragraph: Paragraph) -> str:
    marks = "".join(f"[{mark.number}]" for mark in paragraph.marks)
    words = paragraph.text
    return f"{words if len(words) <= 100 else f'{words[:60]} … {words[-36:]}'} {marks}".rstrip()


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[:most]}…"


def _list(before: str, words: tuple[str, ...]) -> str:
    return f"{before}{', '.join(words)}" if words else ""
