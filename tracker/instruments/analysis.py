"""What the words of a paragraph say: how it opens, what it asks of whom, what it cites, its theme."""

from dataclasses import replace

from tracker.domain.instruments.instrument import Paragraph
from tracker.instruments import addressees, citations, clauses
from tracker.instruments.asks import addressed, asks, to_member_states
from tracker.instruments.themes import theme_of


def analyse(paragraph: Paragraph, organ: str, asking: bool, names: dict[str, str], declared: bool = False) -> Paragraph:
    """`paragraph`, of which only number, words and marks are known, with all that its words say, and so those below it.

    Its `opening` is taken for the lead verb where the words begin so. `asking`: false for the preamble. `declared`:
    true in annexes, where not every paragraph opens with a verb. `names` are the full names of bodies called "the
    Office", "the Committee"; it grows by those that the paragraph gives.
    """
    text = paragraph.text
    whole = " ".join(one.text for one in paragraph.walk())
    names |= addressees.mentions(whole)
    found = asks(whole, names) if asking else ()
    asked = addressed(found)
    theme, words = theme_of(whole)
    below = (analyse(one, organ, asking, names) for one in paragraph.paragraphs)
    return replace(
        paragraph,
        opening="" if declared and not clauses.declares(text) else clauses.opening(text, paragraph.opening),
        addressees=asked,
        asks=found,
        to_member_states=to_member_states(asked),
        cites=citations.cited(paragraph.text, organ),
        theme=theme,
        theme_words=words,
        paragraphs=tuple(_sub_paragraph(one, asked) for one in below),
    )


def _sub_paragraph(paragraph: Paragraph, above: tuple[str, ...]) -> Paragraph:
    """A sub-paragraph has no lead verb of its own and asks the same bodies as its paragraph, unless it says others."""
    names = paragraph.addressees or above
    return replace(paragraph, opening="", addressees=names, to_member_states=to_member_states(names))
