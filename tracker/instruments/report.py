"""A reading shown to others: as JSON, whose keys other programs rely on, and as lines to check by eye."""

from collections.abc import Iterator

from tracker.domain.instruments.instrument import Instrument, Mark, Paragraph


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


def doubts_as_json(instrument: Instrument) -> list[dict[str, str]]:
    """What should be looked at, as `tracker read` and `tracker add` print it."""
    return [{"where": doubt.where, "what": doubt.what} for doubt in instrument.doubts]


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
    """The reading for a person's eye: masthead, counts, doubts first, then everything in its order, shortened."""
    yield f"{instrument.symbol or 'No symbol'}  {instrument.title}"
    adopted = f", adopted on {instrument.adopted_on.day} {instrument.adopted_on:%B %Y}" if instrument.adopted_on else ""
    yield f"{instrument.organ}{adopted}{f', {instrument.meeting}' if instrument.meeting else ''}"
    yield _counts(instrument)
    yield ""
    for doubt in instrument.doubts:
        yield f"Look at {doubt.where}: {doubt.what}."
    if not instrument.doubts:
        yield "Nothing in the reading is doubtful."
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
        yield f"{'note ' + str(note.number):>10}  {note.in_full or note.text}{_list(' → ', note.cites)}"
    if instrument.set_aside:
        yield f"\nSet aside: {' | '.join(aside.text for aside in instrument.set_aside)}"


def _counts(instrument: Instrument) -> str:
    sub = sum(len([*p.walk()]) - 1 for p in instrument.operative)
    marks = sum(len(p.marks) for p in instrument.body())
    return (
        f"{len(instrument.preamble)} preambular and {len(instrument.operative)} operative paragraphs, "
        f"{sub} sub-paragraphs, {len(instrument.footnotes)} footnotes with {marks} marks, "
        f"{sum(p.to_member_states for p in instrument.operative)} paragraphs to Member States"
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
                    said = f"{ask.verb} ({ask.strength} of 6)" if ask.verb else ask.role
                    yield f"{'':>10}  → {ask.body}: {said} {_cut(ask.action, 60)}".rstrip()
                about = [*([paragraph.theme] if paragraph.theme else []), *paragraph.cites]
                if about:
                    yield f"{'':>10}  · {', '.join(about)}{_list(' by ', paragraph.theme_words[:4])}"


def _short(paragraph: Paragraph) -> str:
    marks = "".join(f"[{mark.number}]" for mark in paragraph.marks)
    words = paragraph.text
    return f"{words if len(words) <= 100 else f'{words[:60]} … {words[-36:]}'} {marks}".rstrip()


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[:most]}…"


def _list(before: str, words: tuple[str, ...]) -> str:
    return f"{before}{', '.join(words)}" if words else ""
