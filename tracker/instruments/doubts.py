"""What does not hold of a well-formed resolution, for a person to look at."""

from collections.abc import Sequence
from itertools import pairwise

from tracker.domain.instrument import Doubt, Instrument, Paragraph

_ENDS = {",": "a comma", ";": "a semicolon", ".": "a full stop", ":": "a colon"}


def doubts(instrument: Instrument) -> tuple[Doubt, ...]:
    """The self-checks of a reading: masthead, numbers, ends of sentences, marks and notes."""
    return (*_masthead(instrument), *_numbers(instrument), *_ends(instrument), *_footnotes(instrument))


def _masthead(instrument: Instrument) -> list[Doubt]:
    found = []
    if not instrument.symbol:
        found.append(Doubt("masthead", "no symbol was found"))
    if not instrument.title:
        found.append(Doubt("masthead", "no title was found"))
    return found


def _numbers(instrument: Instrument) -> list[Doubt]:
    """Numbers go on without a gap or repeat, or begin again at 1 under another heading."""
    found = []
    numbered = [p for p in instrument.operative if p.label.isdigit()]
    for before, after in pairwise(numbered):
        expected, number = int(before.label) + 1, int(after.label)
        if number != expected and not (number == 1 and after.section != before.section):
            found.append(Doubt(f"operative {after.label}", f"follows {before.label}"))
    if numbered and numbered[0].label != "1":
        found.append(Doubt(f"operative {numbered[0].label}", "is the first"))
    return found


def _ends(instrument: Instrument) -> list[Doubt]:
    found = []
    for position, paragraph in enumerate(instrument.preamble, 1):
        if not paragraph.text.endswith((",", ":", ";")):
            found.append(Doubt(f"preambular {position}", "does not end with a comma"))
    last = [*instrument.operative[-1].walk()][-1] if instrument.operative else None
    for top in instrument.operative:
        for paragraph in top.walk():
            if not paragraph.text.endswith(_expected(paragraph, last)):
                end = _ENDS.get(paragraph.text[-1:], f"“{paragraph.text[-12:]}”")
                found.append(Doubt(f"operative {paragraph.label}", f"ends with {end}"))
    return found


def _expected(paragraph: Paragraph, last: Paragraph | None) -> str | tuple[str, ...]:
    if paragraph.paragraphs:
        return ":"
    return (".", ".”", '."') if paragraph is last else (";", "; and", "; or")


def _footnotes(instrument: Instrument) -> list[Doubt]:
    numbers = [mark.number for paragraph in instrument.body() for mark in paragraph.marks]
    notes = [note.number for note in instrument.footnotes]
    firsts, held = dict.fromkeys(numbers), set(notes)
    found = [Doubt(f"footnote {number}", "has no mark in the text") for number in notes if number not in firsts]
    found += [Doubt(f"mark {number}", "has no footnote") for number in firsts if number not in held]
    if notes != list(range(1, len(notes) + 1)):
        found.append(Doubt("footnotes", "are not numbered from 1 without a gap"))
    if not _rising(list(firsts)):
        found.append(Doubt("footnotes", "first marks are not in the order of the notes"))
    return found


def _rising(numbers: Sequence[int]) -> bool:
    return all(one < two for one, two in pairwise(numbers))
