"""Blocks → the parts of a resolution: masthead, preamble, operative paragraphs, notes, what is set aside.

The form is that of the United Nations Editorial Manual: the name of the organ opens the preamble, whose paragraphs end
with commas; operative paragraphs are numbered and end with semicolons, the last with a full stop.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from tracker.domain.instrument import Mark, SetAside
from tracker.instruments.formats import Block, gap

ORGANS = (
    "General Assembly",
    "Security Council",
    "Economic and Social Council",
    "Human Rights Council",
    "Commission on Narcotic Drugs",
)
_FORMULA = re.compile(rf"The ({'|'.join(ORGANS)}),\s*$")
_NUMBERED = re.compile(r"(\d{1,3})\.\s+(?=\S)")
_LETTERED = re.compile(r"\(([a-z]{1,5})\)\s+(?=\S)")
_ROMAN = re.compile(r"[ivxl]+$")
_FLAT_NOTE = re.compile(
    r"(\d{1,3})\s+(?!(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)(?=[A-Z])"
)
_MEETING = re.compile(r"(\d+(?:st|nd|rd|th)(?: plenary)? meeting)\b,?\s*(.*)$")
_DATE = re.compile(r"\d{1,2} \w+ \d{4}$")
_ANNEX = re.compile(r"Annex(?: [IVX]+| [A-Z])?$")
_FINISHED = re.compile(r"[,;.:][”\"’)]?\d{0,2}$")
_FURNITURE = re.compile(
    r"""(?:United\ Nations)?\s*(?:[AES]/(?:RES/)?[\w./-]+(?:\ \(\d{4}\))?)   # a symbol alone: running head
      | \d+\s*/\s*\d+ | \d{1,3}                                              # page numbers
      | \d\d-\d{5}(?:\ \(E\))?(?:\s+\d+)? | \*\d+\*                          # job number, bar code
      | Please\ recycle.*""",
    re.VERBOSE,
)
_DEBRIS = re.compile(r"\[DU\d+\]|<<ODS|[_\-=.\s]{5,}$")


@dataclass
class Part:
    """A paragraph while it is being put together, from the pieces that page breaks made of it."""

    label: str
    pieces: list[str]
    marks: list[Mark]
    section: str | None = None
    parts: list["Part"] = field(default_factory=list)
    source: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._length = sum(map(len, self.pieces))

    def add(self, block: Block, place: int) -> None:
        """The rest of the paragraph, after a page break; `place` is that of the block in the file."""
        self.source.append(place)
        between = gap(self.end, block.text)
        self._length += len(between)
        self.marks += [Mark(mark.number, mark.offset + self._length) for mark in block.marks]
        self._length += len(block.text)
        self.pieces += [between, block.text]

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    @property
    def end(self) -> str:
        """The piece that came last."""
        return self.pieces[-1]

    @property
    def finished(self) -> bool:
        return bool(_FINISHED.search(self.end[-8:]))


@dataclass
class Parts:
    """What the blocks of a resolution are."""

    organ: str = ""
    masthead: list[str] = field(default_factory=list)
    preamble: list[Part] = field(default_factory=list)
    operative: list[Part] = field(default_factory=list)
    annexes: list[tuple[str, list[Part]]] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    meeting: str | None = None
    closing_date: str | None = None
    set_aside: list[SetAside] = field(default_factory=list)


def arrange(blocks: Iterable[Block]) -> Parts:
    """The parts that `blocks` make up. Nothing is dropped: what is no part of the resolution is in `set_aside`."""
    reading = _Reading()
    for reading.place, block in enumerate(blocks):
        reading.take(block)
    return reading.parts


class _Reading:
    """Goes through the blocks once and remembers where it is."""

    def __init__(self) -> None:
        self.parts = Parts()
        self.open: list[Part] = []  # the paragraph being read and the ones it is in, outermost first
        self.section: str | None = None
        self.ended = False
        self.place = 0  # which block is being read

    def take(self, block: Block) -> None:
        text, parts = block.text, self.parts
        if not text:
            return
        if block.kind == "furniture":
            parts.set_aside.append(SetAside("furniture", text))
        elif _DEBRIS.match(text):
            parts.set_aside.append(SetAside("debris", text))
        elif block.note is not None:
            parts.notes.append((block.note, text))
        elif not parts.organ:
            if found := _FORMULA.match(text):
                parts.organ = found[1]
            else:
                parts.masthead.append(text)
        elif (found := _FLAT_NOTE.match(text)) and block.flattened and int(found[1]) == len(parts.notes) + 1:
            parts.notes.append((int(found[1]), text[found.end() :]))
        elif _FURNITURE.fullmatch(text):
            parts.set_aside.append(SetAside("furniture", text))
        elif found := _MEETING.match(text):
            parts.meeting, self.ended = found[1], True
            self._close(found[2])
        elif self.ended and parts.closing_date is None and _DATE.match(text):
            parts.closing_date = text
        elif _ANNEX.match(text) and (self.ended or (self.open and self.open[0].end.endswith("."))):
            parts.annexes.append((text, []))
            self.open, self.section, self.ended = [], None, False
        elif self.ended:
            self._after_end(block)
        else:
            self._body(block)

    def _close(self, rest: str) -> None:
        if _DATE.match(rest):
            self.parts.closing_date = rest
        elif rest:
            self.parts.set_aside.append(SetAside("furniture", rest))

    def _after_end(self, block: Block) -> None:
        """Behind the signature only the end of a note can be words of the resolution."""
        notes = self.parts.notes
        if notes and not notes[-1][1].endswith(".") and len(self.parts.set_aside) == 0:
            number, words = notes[-1]
            notes[-1] = (number, words + gap(words, block.text) + block.text)
        else:
            self.parts.set_aside.append(SetAside("furniture", block.text))

    def _body(self, block: Block) -> None:
        text = block.text
        if (found := _NUMBERED.match(text)) and int(found[1]) == self._expected():
            self._start(found[1], block, found.end(), depth=0)
        elif (found := _LETTERED.match(text)) and self.open and self._numbered:
            self._start(found[1], block, found.end(), depth=self._depth(found[1]))
        elif self._continues(text):
            self.open[-1].add(block, self.place)
        elif self._numbered or self.parts.annexes:
            self.section = text
        else:
            self._start("", block, 0, depth=0)

    @property
    def _numbered(self) -> list[Part]:
        """The list that a next numbered paragraph goes to, if there is one already."""
        return self.parts.annexes[-1][1] if self.parts.annexes else self.parts.operative

    def _expected(self) -> int:
        return int(self._numbered[-1].label) + 1 if self._numbered else 1

    def _continues(self, text: str) -> bool:
        """Whether `text` goes on with the open paragraph, which a break of page or line has cut."""
        if not self.open:
            return False
        if text[0].islower() or not self.open[-1].finished:
            return True
        return bool(self._numbered) and self.open[-1].end.endswith(",") and len(text) > 60

    def _depth(self, letter: str) -> int:
        """1 for (a), 2 for (i) below it. (i) after (h) is a letter; (i) elsewhere a Roman numeral."""
        siblings = self.open[0].parts
        last = re.search(r"\((\w+)\)$", siblings[-1].label) if siblings else None
        if not last or (len(letter) == 1 and ord(letter) == ord(last[1][0]) + 1 and len(last[1]) == 1):
            return 1
        return 2 if _ROMAN.match(letter) else 1

    def _start(self, label: str, block: Block, cut: int, depth: int) -> None:
        words = block.text[cut:]
        marks = [Mark(mark.number, mark.offset - cut) for mark in block.marks]
        above = self.open[:depth]
        full = f"{above[-1].label} ({label})" if above else label
        part = Part(full, [words], marks, self.section, source=[self.place])
        if above:
            above[-1].parts.append(part)
        elif label or self.parts.annexes:
            self._numbered.append(part)
        else:
            self.parts.preamble.append(part)
        self.open = [*above, part]
