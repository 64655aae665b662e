"""Blocks → the parts of a resolution: masthead, preamble, operative paragraphs, annexes, notes, what is set aside.

The form is that of the United Nations Editorial Manual: the name of the organ opens the preamble, whose paragraphs end
with commas; operative paragraphs are numbered and end with semicolons, the last with a full stop. Every block ends up
somewhere: in a paragraph, in a note, in a heading, or set aside.
"""

import re
from collections.abc import Sequence

from tracker.domain.instruments.instrument import SetAside
from tracker.instruments import clauses
from tracker.instruments.formats import Block, gap
from tracker.instruments.headings import ANNEX, NAMED_PART, SECTION, begins_document, is_heading
from tracker.instruments.masthead import (
    BARE,
    DEBRIS,
    FORMULA,
    MEETING,
    RUN_ON,
    TITLED,
    begins_at,
    is_furniture,
    organ_of,
    title_of,
)
from tracker.instruments.numbering import Number, bare_number, opening_number, place
from tracker.instruments.parts import Part, Parts, in_list, relabel
from tracker.progress import GoOn

_FLAT_NOTE = re.compile(
    r"(?:\[(\d{1,3})\]|(\d{1,3})/|(\d{1,3})\.?)\s*"
    r"(?!(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)(?=[A-Z“\"])"
)
_DATE = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}$")
_DRAFT = re.compile(r"draft (?:resolution|decision|declaration)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.][”\"’')\]]{0,2}\d{0,2}$")
_VOTES = re.compile(
    r"\[?(?:Adopted (?:by|without|as)|RECORDED VOTE|Recorded vote|VOTE|In favou?r:|Against:|Abstaining:|Absent:)"
)
_NEAREST = 5  # headings above a formula in which another resolution or a draft is recognised
_DEEPEST = 6  # levels of sub-paragraphs; the Editorial Manual has four
_LONGEST_GAP = 5  # numbers that may be missing before a paragraph; beyond that, the number is part of the text


def arrange(blocks: Sequence[Block], go_on: GoOn) -> Parts:
    """The parts that `blocks` form. Nothing is dropped: what is not part of the resolution is in `set_aside`. `go_on`
    is called for each block and may raise to cancel."""
    reading = _Reading(begins_at(blocks))
    for reading.place, block in enumerate(blocks):
        go_on()
        reading.take(block)
    reading.finish()
    return reading.parts


class _Reading:
    """Goes through the blocks once; its attributes are the state."""

    def __init__(self, start: int) -> None:
        self.parts = Parts()
        self.open: list[Part] = []  # the paragraph being read and those that contain it, outermost first
        self.headings: list[str] = []  # those above the next paragraph
        self.section: str | None = None
        self.last_number = 0  # of the numbered paragraphs in the present list
        self.start = start
        self.title = ""
        self.place = 0  # index of the present block
        self.broken = False  # whether a page break, notes or a running head came since the last text
        self.ended = False
        self.nested = False  # inside a draft resolution that the resolution recommends, stored like an annex

    def take(self, block: Block) -> None:
        text, parts = block.text, self.parts
        if not text:
            return
        if block.note is not None:
            self._note(block.note, text)
        elif block.kind == "furniture":
            self._set_aside(text)
        elif DEBRIS.match(text):
            parts.set_aside.append(SetAside("debris", text))
        elif self.place < self.start:
            parts.masthead.append(text)
        elif parts.another:
            self._set_aside(text)
        elif block.kind == "annex":
            self._annex(text)
        elif match := self._is_formula(text):
            self._formula(block, match)
        elif number := self._flat_note(block):
            self._note(number.pop(), text[_flat_end(text) :])
        elif is_furniture(text, self.title):
            self._set_aside(text)
        elif match := MEETING.match(text):
            self._signature(match[1], match[2], text)
        elif self.ended and parts.closing_date is None and _DATE.match(text):
            parts.closing_date = text
            self._set_aside(text)
        elif self._opens_annex(block):
            self._annex(text)
        elif self.ended:
            self._after_end(block)
        else:
            self._body(block)

    def finish(self) -> None:
        """Finish what is pending when the blocks run out."""
        for heading in self.headings:
            self._set_aside(heading)
        unnumbered = [part for part in self.parts.operative if not part.label]
        if len(unnumbered) == len(self.parts.operative):
            for ordinal, part in enumerate(unnumbered, 1):
                relabel(part, str(ordinal))

    # Around the body

    def _set_aside(self, text: str) -> None:
        self.broken = True
        self.parts.set_aside.append(SetAside("furniture", text))

    def _is_formula(self, text: str) -> re.Match[str] | None:
        first = not self.parts.organ
        return FORMULA.match(text) or (RUN_ON.match(text) or BARE.match(text) if first else None)

    def _formula(self, block: Block, formula: re.Match[str]) -> None:
        """The name of the organ opens the resolution, a part of it, or a draft that it recommends."""
        self._set_aside(formula[0].strip())
        if not self.parts.organ:
            self.parts.organ = organ_of(formula)
            self.title = title_of(self.parts.masthead)[1]
        elif self.ended and (another := next(filter(TITLED.fullmatch, self.headings[-_NEAREST:]), None)):
            self.parts.another = another
            for heading in self.headings:
                self._set_aside(heading)
            self.headings = []
            return
        elif (self.open and self.open[0].end.endswith(":")) or any(map(_DRAFT.search, self.headings[-_NEAREST:])):
            self._open_annex(self.headings or ["Draft resolution"], nested=True)
        self.ended = False
        rest = block.text[formula.end() :].lstrip()
        if rest:
            self._body(block.without(len(block.text) - len(rest)))
        else:
            self.open = []

    def _note(self, number: int, text: str) -> None:
        self.broken = True
        notes = self.parts.notes
        if notes and notes[-1][0] == number and number:
            notes[-1] = (number, notes[-1][1] + gap(notes[-1][1], text) + text)
        else:
            notes.append((number, text))

    def _flat_note(self, block: Block) -> list[int]:
        """The number of the note that an unmarked block is, as a list of one; empty unless it is the next note's."""
        if not block.flattened or not (match := _FLAT_NOTE.match(block.text)):
            return []
        number = int(next(filter(None, match.groups())))
        if number != len(self.parts.notes) + 1:
            return []
        dotted = block.text[: match.end()].rstrip().endswith(".")
        if dotted and not self.ended:
            return []
        if number == self._expected() and clauses.speaks(block.text[match.end() :]) == "operative":
            return []
        return [number]

    def _signature(self, meeting: str, rest: str, text: str) -> None:
        self.parts.meeting, self.ended = self.parts.meeting or meeting, True
        self._set_aside(text)
        if _DATE.match(rest):
            self.parts.closing_date = rest

    def _after_end(self, block: Block) -> None:
        """After the signature come the rest of a note, lines on the vote, headings of an annex or of a new part."""
        notes = self.parts.notes
        if _VOTES.match(block.text):
            self._set_aside(block.text)
        elif notes and not notes[-1][1].endswith(".") and not self.headings and block.text[0].islower():
            self._note(notes[-1][0], block.text)
        elif is_heading(block) or TITLED.fullmatch(block.text):
            self.headings.append(block.text)
        elif begins_document(block.text) and self.headings:
            self._open_annex(self.headings)
            self._body(block)
        else:
            self._set_aside(block.text)

    def _opens_annex(self, block: Block) -> bool:
        if not ANNEX.match(block.text):
            return False
        at_end = bool(self.open) and bool(_SENTENCE_END.search(self.open[-1].end[-6:]))
        return self.ended or at_end or bool(self.parts.annexes) or block.kind == "heading"

    def _annex(self, text: str) -> None:
        for heading in self.headings:
            self._set_aside(heading)
        self._open_annex([text])

    def _open_annex(self, title: list[str], nested: bool = False) -> None:
        self.parts.annexes.append((" ".join(title), []))
        self.open, self.headings, self.section, self.ended, self.nested = [], [], None, False, nested
        self.last_number = 0

    # The body

    @property
    def _list(self) -> list[Part]:
        """The list that the next numbered paragraph belongs to."""
        return self.parts.annexes[-1][1] if self.parts.annexes else self.parts.operative

    def _expected(self) -> int:
        """The number that the next numbered paragraph should have."""
        return self.last_number + 1

    def _body(self, block: Block) -> None:
        self._take_words(block)
        self.broken = False

    def _take_words(self, block: Block) -> None:
        text = block.text
        if self._numbered(block):
            return
        is_marked = block.kind == "heading" and is_heading(block) and not text[0].islower()
        if is_marked or NAMED_PART.fullmatch(text):
            self._heading(text)
        elif self._continues(text):
            self.open[-1].add(block, self.place)
        elif self._is_item(block):
            self._start(block, None, len(self.open), None)
        elif is_heading(block) and (self._list or self.parts.annexes or not clauses.speaks(text)):
            self._heading(text)
        else:
            self._unnumbered(block)

    def _is_item(self, block: Block) -> bool:
        """In annexes, short text after a colon is an item of a list, not a heading."""
        after_colon = bool(self.parts.annexes) and bool(self.open) and self.open[-1].end.endswith(":")
        return after_colon and is_heading(block) and not SECTION.match(block.text)

    def _heading(self, text: str) -> None:
        title, paragraphs = self.parts.annexes[-1] if self.parts.annexes else ("", [])
        if title and not paragraphs and not self.headings and not SECTION.match(text) and not self.nested:
            self.parts.annexes[-1] = (f"{title} {text}", paragraphs)
        else:
            self.headings.append(text)

    def _numbered(self, block: Block) -> bool:
        """Start the paragraph that a number opens; False if the number is part of the text."""
        number = opening_number(block.text)
        if number and self._starts(number, block):
            return True
        number = bare_number(block.text)
        speaks = bool(number) and clauses.speaks(block.text[number.end :]) == "operative" if number else False
        if number and speaks and self._finished and number.readings[0][1] == self._expected():
            self._start(block, number, 0, number.readings[0])
            return True
        return False

    def _starts(self, number: Number, block: Block) -> bool:
        if not self.parts.annexes and not self.parts.operative:
            return self._first(number, block)
        if self.open and self.parts.preamble and self.open[0] is self.parts.preamble[-1]:  # a preamble that resumes
            return (number.first == "1." and self._restarts(number, block)) or self._goes_on(number, block)
        expects_list = bool(self.open) and self.open[-1].end.endswith(":")
        level, meant = place(number, [part.number for part in self.open], expects_list)
        if self.headings and number.first and self.parts.annexes:
            level, meant = 0, (number.first, 1)
        if meant[0] != "1.":
            listed = block.text.startswith("(") and not block.text[number.end].islower()
            if not self._finished and not listed:
                return False
            if self._in_words(meant, level):
                self.open[-1].add(block, self.place)
                return True
            self._start(block, number, level, meant)
            return True
        if self.headings and meant[1] == 1:
            return self._restarts(number, block)
        if level > 0 and (expects_list or level < len(self.open)) and not self._is_next(number, block.text):
            self._start(block, number, level, meant)
            return True
        return self._goes_on(number, block) or self._restarts(number, block)

    def _in_words(self, meant: tuple[str, int], level: int) -> bool:
        """Whether the list began within the text: "the following options: (a) Approval; (b) Denial"."""
        opens_list = 0 < level == len(self.open)
        return opens_list and meant[1] > 1 and meant[0] == "(a)" and "(a)" in self.open[-1].text

    def _goes_on(self, number: Number, block: Block) -> bool:
        """Start the paragraph if it is the next numbered one of the list; returns whether it is."""
        if not self._is_next(number, block.text):
            return False
        self._start(block, number, 0, number.readings[0])
        return True

    def _first(self, number: Number, block: Block) -> bool:
        """Start the first operative paragraph; an excerpt may begin with a later number. Returns whether it is one."""
        style, ordinal = number.readings[0]
        if style != "1." or (ordinal != 1 and clauses.speaks(block.text[number.end :]) != "operative"):
            return False
        self._start(block, number, 0, (style, ordinal))
        return True

    def _is_next(self, number: Number, text: str) -> bool:
        style, ordinal = number.readings[0]
        missing = ordinal - self._expected()
        quoted = text[0] in '“"„«' and not self.nested
        if style != "1." or quoted or not text[number.end : number.end + 1].isupper():
            return False
        return missing == 0 or (0 < missing <= _LONGEST_GAP and self._finished)

    def _restarts(self, number: Number, block: Block) -> bool:
        """Start a paragraph 1 in annexes, after headings, and in a text that the paragraph before adopts, if it is
        one."""
        style, ordinal = number.readings[0]
        if style != "1." or ordinal != 1 or not self._finished:
            return False
        resumed = bool(self.open) and not self.open[0].label
        if not (self.headings or self.parts.annexes or resumed):
            return False
        if not self.parts.annexes and self.open and self._list[-1].label and self._list[-1].end.endswith(":"):
            self._open_annex(self.headings)
        self._start(block, number, 0, (style, ordinal))
        return True

    @property
    def _finished(self) -> bool:
        return not self.open or self.open[-1].finished

    def _continues(self, text: str) -> bool:
        """Whether `text` continues the open paragraph after a page or line break."""
        if not self.open:
            return False
        if not self.open[-1].finished or (text[0].islower() and not self.headings):
            return True
        if self.broken and not self.headings and text[0] not in '“"':
            speaks, end = clauses.speaks(text), self.open[-1].end
            cut_in_list = bool(self._list) and end.endswith(",") and not (speaks and text.endswith(","))
            if end.endswith(":") or cut_in_list or not (self._list or speaks):
                return True
        in_list = bool(self.parts.operative) and self.open[-1].end.endswith(",") and len(text) > 60
        return in_list and not clauses.speaks(text)

    def _unnumbered(self, block: Block) -> None:
        """Start a paragraph without a number: preambular, operative, or one of several that form a paragraph."""
        if self.nested and block.text[0] in '“"' and len(block.text) > 1:  # in a quotation every paragraph opens so
            block = block.without(1)
        text, speaks = block.text, clauses.speaks(block.text)
        if self.parts.annexes:
            numbered = [level for level, part in enumerate(self.open, 1) if part.number and not self.headings]
            self._start(block, None, numbered[-1] if numbered else 0, None)
        elif not self.parts.operative:
            if speaks == "operative" and text.rstrip('”"').endswith((":", ";", ".")):
                self._start(block, None, 0, None)
            elif self.open and opening_number(text):
                self.open[-1].add(block, self.place)
            else:
                self._start_preambular(block)
        elif speaks == "preambular" and text.endswith((",", ":")):
            self._start_preambular(block)
        elif not self.open or (not self.open[0].label and speaks == "operative"):
            self._start(block, None, 0, None)
        else:
            self._start(block, None, 0 if self.headings else 1, None)

    # Starting a paragraph

    def _start_preambular(self, block: Block) -> None:
        part = Part("", [block.text], list(block.marks), self._take_section(), source=[self.place], lead=block.lead)
        self.parts.preamble.append(part)
        self.open = [part]

    def _start(self, block: Block, number: Number | None, level: int, meant: tuple[str, int] | None) -> None:
        content = block.without(number.end) if number else block
        above = self.open[: min(level, _DEEPEST)]
        label = number.label if number else ""
        if above:
            siblings = above[-1].parts
            label = f"{above[-1].label} {in_list(label, len(siblings) + 1)}".lstrip()
        else:
            siblings = self._list
            self.last_number = meant[1] if meant and meant[0] == "1." else self.last_number
        section = None if above else self._take_section()
        part = Part(label, [content.text], list(content.marks), section, meant, source=[self.place], lead=block.lead)
        siblings.append(part)
        self.open = [*above, part]

    def _take_section(self) -> str | None:
        if self.headings:
            self.section = " ".join(self.headings)
            self.headings = []
        return self.section


def _flat_end(text: str) -> int:
    match = _FLAT_NOTE.match(text)
    return match.end() if match else 0
