"""A paragraph as people refer to it: "A/RES/74/178, 19"; several as "A/RES/74/178: 19, 22; A/RES/68/197: 4"."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple


@dataclass(frozen=True, slots=True, order=True)
class ParagraphRef:
    """The symbol of the instrument ("" if not given) and the label of the paragraph in it."""

    symbol: str
    label: str

    def __str__(self) -> str:
        return f"{self.symbol}, {self.label}"

    @property
    def key(self) -> str:
        """The reference in a form for comparison: without blanks, in lower case."""
        return spaceless(str(self))


class Grouped(NamedTuple):
    """The labels of several paragraphs of one instrument."""

    symbol: str
    labels: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.symbol}: {', '.join(self.labels)}"


def parse(words: str) -> ParagraphRef:
    """The paragraph that "A/RES/74/178, 19" refers to; "19" alone has the symbol ""."""
    symbol, _, label = words.rpartition(", ")
    return ParagraphRef(symbol, label)


def grouped(refs: Iterable[ParagraphRef]) -> list[Grouped]:
    """Paragraphs grouped by instrument; only neighbours are grouped."""
    return [
        Grouped(symbol, tuple(ref.label for ref in group)) for symbol, group in groupby(refs, lambda ref: ref.symbol)
    ]


def spaceless(words: str) -> str:
    """A text without blanks and in lower case, to compare what people type."""
    return "".join(words.split()).casefold()
