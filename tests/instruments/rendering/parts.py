"""What every file of a resolution shows of it, whatever its format: lines of the masthead, styled words, numbers."""

import re
from collections.abc import Iterator

from tracker.domain.instruments.instrument import Instrument, Paragraph
from tracker.domain.text.months import in_english
from tracker.instruments.masthead import ordinal


def serial(instrument: Instrument) -> str:
    """The resolution's number: "74/178"."""
    return instrument.symbol.removeprefix("A/RES/")


def adopted(instrument: Instrument) -> str:
    """The day of adoption: "18 December 2019"."""
    day = instrument.adopted_on
    assert day
    return in_english(day)


def head(instrument: Instrument) -> list[str]:
    """The lines above the title, from the session on."""
    session = ordinal(instrument.session or 0)
    return [
        *([f"{session} session"] if session else []),
        *([f"Agenda item {instrument.agenda_item}"] if instrument.agenda_item else []),
        f"Resolution adopted by the General Assembly on {adopted(instrument)}",
        f"[on the report of the Third Committee ({instrument.report})]",
    ]


def end(instrument: Instrument) -> list[str]:
    return [instrument.meeting or "", adopted(instrument)]


def number(paragraph: Paragraph) -> str:
    """What is printed before the words: "58.", "(a)"; "" in the preamble."""
    own = re.sub(r"^\d+ (?=\()", "", paragraph.label)
    return f"{own}." if own.isdigit() else own


def styled(paragraph: Paragraph) -> Iterator[tuple[str, str]]:
    """The words in their order, each stretch with its style: "lead" for the lead verb, "mark" for a footnote's number,
    or ""."""
    text = paragraph.text
    start = len(paragraph.opening) if text.startswith(paragraph.opening) else 0
    start = min([start, *(mark.offset for mark in paragraph.marks)])
    yield text[:start], "lead"
    for mark in paragraph.marks:
        yield text[start : mark.offset], ""
        yield str(mark.number), "mark"
        start = mark.offset
    yield text[start:], ""
