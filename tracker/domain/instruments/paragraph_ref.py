"""A paragraph as people name it: "A/RES/74/178, 19", or for several "A/RES/74/178: 19, 22; A/RES/68/197: 4"."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple


@dataclass(frozen=True, slots=True, order=True)
class ParagraphRef:
    """The symbol of the instrument, "" where it is not said, and the label of the paragraph in it."""

    symbol: str
    label: str

    def __str__(self) -> str:
        return f"{self.symbol}, {self.label}"

    @property
    def key(self) -> str:
        """The same for all ways to write it: without blanks, in small letters."""
        return spaceless(str(self))


class Grouped(NamedTuple):
    """The labels of paragraphs of one instrument."""

    symbol: str
    labels: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.symbol}: {', '.join(self.labels)}"


def parse(words: str) -> ParagraphRef:
    """The paragraph that "A/RES/74/178, 19" names; "19" alone has no symbol."""
    symbol, _, label = words.rpartition(", ")
    return ParagraphRef(symbol, label)


def grouped(refs: Iterable[ParagraphRef]) -> list[Grouped]:
    """Paragraphs by their instruments, those of one that follow each other together."""
    return [
        Grouped(symbol, tuple(one.label for one in found)) for symbol, found in groupby(refs, lambda one: one.symbol)
    ]


def spaceless(words: str) -> str:
    """Words without blanks, in small letters, to compare what people write."""
    return "".join(words.split()).casefold()
