"""Headings: lines above paragraphs, titles of annexes, names of parts."""

import re

from tracker.instruments.formats import Block
from tracker.instruments.numbering import opening_number
from tracker.instruments.parts import FINISHED

ANNEX = re.compile(
    r"(?P<name>(?:Annex|ANNEX|Appendix|APPENDIX|Enclosure)(?:\s+(?:[IVX]{1,5}|[A-Z]|\d{1,2}))?)(?:\s*[.:–—-]|(?=\s|$))"
    r"\s*(?P<title>[A-Z“(][^.;:]{0,250})?$"
)
SECTION = re.compile(r"(?:[A-Z]|[IVX]{1,5})\.?(?:\s|$)|(?i:Part|Section|Chapter|Article|Title|Preamble)\b")
NAMED_PART = re.compile(r"(?:[A-Z][\w-]* ){0,4}(?:[Ss]ection|[Pp]art|[Cc]hapter|[Cc]ategory):")
_SENTENCES = re.compile(r"[a-z]{3}\. [A-Z]")
_LONGEST_HEADING = 200


def is_heading(block: Block) -> bool:
    """Whether a block is a heading: by its format, or by being short and not a sentence."""
    text = block.text
    if block.kind == "heading":
        return not text.endswith((",", ";"))
    short = len(text) <= _LONGEST_HEADING and not _SENTENCES.search(text)
    return short and not text[0].islower() and (not FINISHED.search(text[-12:]) or bool(NAMED_PART.fullmatch(text)))


def begins_document(text: str) -> bool:
    """Whether `text` opens a separate document after the signature: an annex that is not called so."""
    return len(text) > 40 or opening_number(text) is not None
