"""Instruments as stored in a workspace."""

from dataclasses import dataclass
from datetime import date

from tracker.domain.instruments.instrument import Footnote, Mark


@dataclass(frozen=True, slots=True)
class StoredInstrument:
    """An instrument in a list; `paragraphs`: the number of its operative paragraphs."""

    id: int
    symbol: str
    organ: str
    title: str
    session: int | None
    adopted_on: date | None
    provenance: str
    paragraphs: int


@dataclass(frozen=True, slots=True)
class ParagraphWords:
    """What belongs to the text of one paragraph: footnote marks, their footnotes, and the symbols it cites."""

    marks: tuple[Mark, ...]
    footnotes: tuple[Footnote, ...]
    cites: tuple[str, ...]
