"""Analyses a paragraph's text: how it opens, what it asks of whom, what it cites, its theme."""

from dataclasses import replace

from tracker.domain.instruments.instrument import Paragraph
from tracker.instruments import addressees, citations, clauses
from tracker.instruments.asks import addressed, asks, to_member_states
from tracker.instruments.themes import theme_of


def analyse(paragraph: Paragraph, organ: str, asking: bool, names: dict[str, str], declared: bool = False) -> Paragraph:
    """`paragraph`, of which only number, text and marks are known, with all that its text says; so its sub-paragraphs.

    Its present `opening` is taken as the lead verb if the text begins with it. `asking`: False for the preamble.
    `declared`: True in annexes, where not every paragraph opens with a verb. `names` are the full names of bodies
    called "the Office", "the Committee"; those that the paragraph mentions are added to it.
    """
    text = paragraph.text
    full_text = " ".join(part.text for part in paragraph.walk())
    names |= addressees.mentions(full_text)
    paragraph_asks = asks(full_text, names) if asking else ()
    bodies = addressed(paragraph_asks)
    theme, theme_words = theme_of(full_text)
    below = (analyse(child, organ, asking, names) for child in paragraph.paragraphs)
    return replace(
        paragraph,
        opening="" if declared and not clauses.declares(text) else clauses.opening(text, paragraph.opening),
        addressees=bodies,
        asks=paragraph_asks,
        to_member_states=to_member_states(bodies),
        cites=citations.cited(paragraph.text, organ),
        theme=theme,
        theme_words=theme_words,
        paragraphs=tuple(_sub_paragraph(child, bodies) for child in below),
    )


def _sub_paragraph(paragraph: Paragraph, above: tuple[str, ...]) -> Paragraph:
    """A sub-paragraph has no lead verb of its own and asks the same bodies as its paragraph, unless it names others."""
    names = paragraph.addressees or above
    return replace(paragraph, opening="", addressees=names, to_member_states=to_member_states(names))
