"""A resolution as the Assembly wrote it: paragraphs, footnotes and what they cite."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from tracker.i18n import Message


@dataclass(frozen=True, slots=True)
class Mark:
    """A footnote mark: `number` of the footnote, `offset` in characters of the paragraph's text before the mark."""

    number: int
    offset: int


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote: its words, and the symbols of the resolutions and decisions it cites. `in_full` is what the words
    stand for where they say "Ibid.", else ""."""

    number: int
    text: str
    cites: tuple[str, ...] = ()
    in_full: str = ""


Role = Literal["asked", "needed", "committed", "partner", "channel", "beneficiary"]


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing a paragraph says of one body: `verb` ("invites") asks `body` for `action` ("to provide resources").

    `role` tells what the body is in it; only one that is asked, needed or committed is an addressee. `strength` is that
    of the verb, 1 to 6 (resources/verbs.toml), 0 without one.
    """

    verb: str
    body: str
    role: Role
    action: str = ""
    strength: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A preambular or operative paragraph, or a sub-paragraph.

    `label` is "" in the preamble, "58" or "58 (a)" in the operative part. `opening` is the lead verb of an operative
    paragraph ("Also encourages") or the participle that opens a preambular one ("Reaffirming also"). `text` holds the
    words only: no number, no marks, no markup; the chapeau alone where there are sub-paragraphs. `source` are the
    blocks of the file it was read from (Reading.blocks); it is no part of what the paragraph says.
    """

    label: str
    text: str
    opening: str = ""
    marks: tuple[Mark, ...] = ()
    addressees: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()
    to_member_states: bool = False
    cites: tuple[str, ...] = ()
    theme: str | None = None
    theme_words: tuple[str, ...] = ()
    section: str | None = None
    paragraphs: tuple["Paragraph", ...] = ()
    source: tuple[int, ...] = field(default=(), compare=False)

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.text)

    def walk(self) -> Iterator["Paragraph"]:
        """This paragraph and all below it, in reading order."""
        yield self
        for paragraph in self.paragraphs:
            yield from paragraph.walk()


@dataclass(frozen=True, slots=True)
class Annex:
    title: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class SetAside:
    """Words of the file that are not the instrument's: page furniture, or a word processor's debris."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in the reading that a person should look at: `where` it is and `what` is odd."""

    where: str
    what: Message


@dataclass(frozen=True, slots=True)
class Instrument:
    """A resolution, declaration or decision, identified by its symbol ("A/RES/74/178")."""

    symbol: str
    organ: str
    title: str
    format: str
    preamble: tuple[Paragraph, ...]
    operative: tuple[Paragraph, ...]
    footnotes: tuple[Footnote, ...] = ()
    annexes: tuple[Annex, ...] = ()
    session: int | None = None
    agenda_item: str | None = None
    adopted_on: date | None = None
    meeting: str | None = None
    report: str | None = None
    set_aside: tuple[SetAside, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def body(self) -> Iterator[Paragraph]:
        """Every paragraph and sub-paragraph in reading order: preamble, operative part, annexes."""
        for paragraph in (*self.preamble, *self.operative, *(p for a in self.annexes for p in a.paragraphs)):
            yield from paragraph.walk()


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file was understood: the instrument, and beside it the file's own words, block by block, in their order."""

    instrument: Instrument
    blocks: tuple[str, ...]


_QUOTES_AND_DASHES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "‐": "-", "‑": "-", "–": "-", "\xad": ""})

# More accents on one letter than any language has: to put thousands of them in order takes for ever.
_PILE = re.compile(r"([^\w\s\x00-\x7f]{100})[^\w\s\x00-\x7f]+")


def fingerprint(text: str) -> str:
    """SHA-256, in hexadecimal, of the words of a paragraph.

    Two editions of the same words have the same fingerprint: forms of quotation marks and hyphens, white space and the
    punctuation that ends a paragraph (a comma in one edition, a semicolon in another) do not count; every word does.
    """
    words = unicodedata.normalize("NFKC", _PILE.sub(r"\1", text)).translate(_QUOTES_AND_DASHES)
    words = re.sub(r"\s+", " ", words).strip().rstrip(",;:. ")
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
