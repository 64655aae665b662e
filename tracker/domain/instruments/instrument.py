"""A resolution as adopted: paragraphs, footnotes and what they cite."""

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
    """A footnote mark: the `number` of the footnote, and the `offset` of the mark in the paragraph's text, in
    characters."""

    number: int
    offset: int


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote: its text, and the symbols of the resolutions and decisions it cites. `in_full` is what "Ibid." stands
    for in a footnote that says so, else ""."""

    number: int
    text: str
    cites: tuple[str, ...] = ()
    in_full: str = ""


Role = Literal["asked", "needed", "committed", "partner", "channel", "beneficiary"]


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing a paragraph asks of one body: `verb` ("invites") asks `body` for `action` ("to provide resources").

    `role` is the body's part in it; only a body that is asked, needed or committed is an addressee. `strength` is that
    of the verb, 1 to 6 (resources/verbs.toml); 0 if there is no verb.
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
    paragraph ("Also encourages") or the participle that opens a preambular one ("Reaffirming also"). `text` contains
    the words only: no number, marks or markup; with sub-paragraphs, only the chapeau. `source` are the indexes of the
    blocks (`Reading.blocks`) it was read from; comparisons ignore it.
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
    """Text of the file that is not part of the instrument: page furniture, or a word processor's debris."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in the reading that a person should check: `where` it is and `what` is odd."""

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
    """How a file was read: the instrument, and the file's text block by block, in order."""

    instrument: Instrument
    blocks: tuple[str, ...]


_QUOTES_AND_DASHES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "‐": "-", "‑": "-", "–": "-", "\xad": ""})

# More accents on one letter than any language has: normalising thousands of them takes forever.
_PILE = re.compile(r"([^\w\s\x00-\x7f]{100})[^\w\s\x00-\x7f]+")


def fingerprint(text: str) -> str:
    """SHA-256, in hexadecimal, of the words of a paragraph.

    Two editions of the same words have the same fingerprint: the shapes of quotation marks and hyphens, white space and
    the punctuation at the end (a comma in one edition, a semicolon in another) don't count; every word does.
    """
    words = unicodedata.normalize("NFKC", _PILE.sub(r"\1", text)).translate(_QUOTES_AND_DASHES)
    words = re.sub(r"\s+", " ", words).strip().rstrip(",;:. ")
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
