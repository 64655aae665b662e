"""Self-checks of a reading: what no well-formed resolution has, for a person to check. They run on each reading, and
again after each correction."""

from collections.abc import Iterator, Sequence

from tracker.domain.instruments.instrument import Doubt, Instrument, Paragraph
from tracker.domain.text.paragraph_numbers import roman
from tracker.i18n import Message, tr
from tracker.instruments.numbering import letter


def doubts(instrument: Instrument) -> tuple[Doubt, ...]:
    """A doubt for every self-check that `instrument` fails."""
    return (*_masthead(instrument), *_ends(instrument), *_numbers(instrument), *_footnotes(instrument))


def _masthead(instrument: Instrument) -> Iterator[Doubt]:
    if not instrument.symbol:
        yield Doubt("masthead", tr("no symbol was found", code="no-symbol"))
    if not instrument.title:
        yield Doubt("masthead", tr("no title was found", code="no-title"))


def _ends(instrument: Instrument) -> Iterator[Doubt]:
    for position, paragraph in enumerate(instrument.preamble, 1):
        if not paragraph.text.endswith((",", ":", ";")):
            yield Doubt(f"preambular {position}", tr("does not end with a comma", code="no-comma"))
    last = [*instrument.operative[-1].walk()][-1] if instrument.operative else None
    for paragraph in (p for top in instrument.operative for p in top.walk()):
        expected = (
            (":",) if paragraph.paragraphs else (".", ".”", '."') if paragraph is last else (";", "; and", "; or")
        )
        if paragraph.label and not paragraph.text.endswith(expected):
            yield Doubt(f"operative {paragraph.label}", _end(paragraph.text))


def _end(text: str) -> Message:
    if message := _ENDS.get(text[-1:]):
        return message
    return tr("ends with “{words}”", code="ends-with-words", words=text[-12:])


_ENDS = {
    ",": tr("ends with a comma", code="ends-with-comma"),
    ";": tr("ends with a semicolon", code="ends-with-semicolon"),
    ".": tr("ends with a full stop", code="ends-with-full-stop"),
    ":": tr("ends with a colon", code="ends-with-colon"),
}


def _numbers(instrument: Instrument) -> Iterator[Doubt]:
    """Numbers run from 1, letters and Roman numerals from (a) and (i), without gaps or repeats; under a new heading
    numbers may start again."""
    before, section = "", None
    for paragraph in instrument.operative:
        if paragraph.label == "1" and paragraph.section != section:
            before = ""
        section = paragraph.section
        if not paragraph.label:
            where = f"after operative {before}" if before else "operative"
            yield Doubt(where, tr("a paragraph has no number", code="no-number"))
        elif paragraph.label == before:
            yield Doubt(f"operative {before}", tr("has the number of the one before", code="number-again"))
        elif _next(before) not in ("", paragraph.label):
            yield Doubt(f"operative {paragraph.label}", _out_of_order(before))
        before = paragraph.label or before
        for above in paragraph.walk():
            yield from _letters(above.paragraphs)


def _out_of_order(before: str) -> Message:
    if before:
        return tr("comes after {before}", code="out-of-order", before=before)
    return tr("comes first", code="first-number")


def _next(label: str) -> str:
    """The number expected after `label`; "" if any may follow, as after "12 bis"."""
    return str(int(label or 0) + 1) if label.isdecimal() or not label else ""


def _letters(paragraphs: Sequence[Paragraph]) -> Iterator[Doubt]:
    """Only the first odd letter: it makes those after it odd too. Lists without letters are not checked."""
    before = ""
    for number, paragraph in enumerate(paragraphs, 1):
        if not paragraph.label.endswith(")"):
            return
        own = paragraph.label.rpartition("(")[2].removesuffix(")")
        if own not in (letter(number), roman(number), str(number)):
            yield Doubt(f"operative {paragraph.label}", _out_of_order(before))
            return
        before = paragraph.label


def _footnotes(instrument: Instrument) -> Iterator[Doubt]:
    numbers = [mark.number for paragraph in instrument.body() for mark in paragraph.marks]
    notes = [note.number for note in instrument.footnotes]
    firsts, known = dict.fromkeys(numbers), set(notes)
    for number in notes:
        if number not in firsts:
            yield Doubt(f"footnote {number}", tr("has no mark in the text", code="footnote-without-mark"))
    for number in firsts:
        if number not in known:
            yield Doubt(f"mark {number}", tr("has no footnote", code="mark-without-footnote"))
    if notes != list(range(1, len(notes) + 1)):
        yield Doubt("footnotes", tr("are not numbered from 1 without a gap", code="footnotes-with-gap"))
    if list(firsts) != sorted(firsts):
        yield Doubt("footnotes", tr("first marks are not in the order of the notes", code="marks-out-of-order"))
