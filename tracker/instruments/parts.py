"""The parts of a resolution while they are being assembled, by structure.py."""

import re
from dataclasses import dataclass, field

from tracker.domain.instruments.instrument import Mark, SetAside
from tracker.instruments.formats import Block, gap

FINISHED = re.compile(r"(?:[,.:!?]|;(?:\s?(?:and|or))?)[”\"’')\]]{0,2}\d{0,2}$")


@dataclass
class Part:
    """A paragraph while it is being assembled from the pieces that page breaks made of it."""

    label: str
    pieces: list[str]
    marks: list[Mark]
    section: str | None = None
    number: tuple[str, int] | None = None  # style and ordinal, as in numbering.py
    parts: list["Part"] = field(default_factory=list)
    source: list[int] = field(default_factory=list)
    lead: str = ""  # the lead verb, if the format sets it off

    def __post_init__(self) -> None:
        self._length = sum(map(len, self.pieces))

    def add(self, block: Block, place: int) -> None:
        """Append the rest of the paragraph after a page break; `place` is the block's index in the file."""
        self.source.append(place)
        separator = gap(self.end, block.text)
        self._length += len(separator)
        self.marks += [Mark(mark.number, mark.offset + self._length) for mark in block.marks]
        self._length += len(block.text)
        self.pieces += [separator, block.text]

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    @property
    def end(self) -> str:
        """The last piece."""
        return self.pieces[-1]

    @property
    def finished(self) -> bool:
        return bool(FINISHED.search(self.end[-12:]))


@dataclass
class Parts:
    """The parts that the blocks of a resolution form."""

    organ: str = ""
    masthead: list[str] = field(default_factory=list)
    preamble: list[Part] = field(default_factory=list)
    operative: list[Part] = field(default_factory=list)
    annexes: list[tuple[str, list[Part]]] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    meeting: str | None = None
    closing_date: str | None = None
    set_aside: list[SetAside] = field(default_factory=list)
    another: str = ""  # the title of a second resolution in the same file, which is left out


def in_list(label: str, position: int) -> str:
    """The label of a list item: "(a)", "a.", "1."; an item without a number is counted: "[2]"."""
    return f"{label}." if label.isdigit() else label or f"[{position}]"


def relabel(part: Part, label: str) -> None:
    for below in part.parts:
        relabel(below, f"{label} {below.label[len(part.label) :].lstrip()}")
    part.label = label
