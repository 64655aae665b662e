"""Word's .docx → blocks.

Footnotes are references to a separate part; repeated marks are NOTEREF fields or superscript digits; headers and
footers are furniture. word_numbering.py computes automatic numbers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from lxml import etree

from tracker.errors import TrackerError
from tracker.i18n import tr
from tracker.instruments.formats import Block, Stretch, lead, settled
from tracker.instruments.formats.containers import Package
from tracker.instruments.formats.word_numbering import Numbering
from tracker.progress import GoOn, unwatched

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX = f"{_W}txbxContent"
_SPACE = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}ptab": "\t"}
_HEADING = re.compile(r"_?\s*H\s?_?\d|_?\s*H\s?_?_?Ch|heading|title|TitleH", re.IGNORECASE)
_SKIPPED = {f"{_W}{name}" for name in ("pPr", "rPr", "del", "moveFrom", "delText", "instrText", "sectPr")} | {_FALLBACK}
_MOST_FIELDS = 50  # nested in each other
_PIECES_OF_LIST = re.compile(r"\s*\d{1,3}(?:\s*[,–-]\s*\d{1,3})*\s*(?:,\s*)?")


def read(data: bytes, go_on: GoOn = unwatched) -> list[Block]:
    """The blocks of a .docx file. `go_on` is called for each paragraph and may raise to cancel. Raises TrackerError if
    it is damaged, protected or not a Word document."""
    package = Package(data, tr("Word file"))
    main = package.related("", "officeDocument", "word/document.xml")
    document = package.part(main)
    body = document.find(f"{_W}body") if document is not None else None
    if body is None:
        raise TrackerError(
            tr("The zipped file is no Word document."), tr("Choose a .docx, .doc, .pdf, .html, .txt, .md or .xml file.")
        )
    numbering, styles = (
        package.part(package.related(main, kind, f"word/{kind}.xml")) for kind in ("numbering", "styles")
    )
    reading = _Reading(_notes(package, main), Numbering(numbering, styles))
    stretches = [*_furniture(package, reading)]
    for paragraph in _paragraphs(body):
        go_on()
        stretches += reading.stretches(paragraph)
    return settled([*stretches, *reading.left_over()])


def _notes(package: Package, main: str) -> dict[str, etree._Element]:
    """Footnotes and endnotes by kind and id, without the separators that Word stores among them."""
    notes = {}
    for kind in ("footnote", "endnote"):
        part = package.part(package.related(main, f"{kind}s", f"word/{kind}s.xml"))
        for note in part.iter(f"{_W}{kind}") if part is not None else ():
            if note.get(f"{_W}type", "normal") == "normal":
                notes[f"{kind}Reference {note.get(f'{_W}id')}"] = note
    return notes


def _furniture(package: Package, reading: "_Reading") -> Iterator[Stretch]:
    """The text of headers and footers, each once."""
    seen = set()
    for name in sorted(package.names):
        if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name) and (part := package.part(name)) is not None:
            for paragraph in _paragraphs(part):
                for stretch in reading.stretches(paragraph):
                    words = "".join(map(str, stretch.pieces))
                    if words not in seen:
                        seen.add(words)
                        yield Stretch([words], kind="furniture")


def _paragraphs(element: etree._Element) -> Iterator[etree._Element]:
    """Every paragraph once, in reading order, including those of tables and text boxes."""
    for child in element:
        if child.tag == f"{_W}p":
            yield child
            for box in child.iter(_BOX):
                if _is_outermost(box, child):
                    yield from _paragraphs(box)
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            yield from _paragraphs(child)


def _is_outermost(box: etree._Element, paragraph: etree._Element) -> bool:
    """Whether no other box of the paragraph contains `box`; an inner box is reached through the outer one."""
    ancestors = takewhile(lambda element: element is not paragraph, box.iterancestors())
    return not any(element.tag in (_FALLBACK, _BOX) for element in ancestors)


@dataclass
class _Field:
    """A Word field: its instruction, and whether the text read now is its result."""

    instruction: str = ""
    result: bool = False


@dataclass
class _Reading:
    """The state that is carried from paragraph to paragraph."""

    notes: dict[str, etree._Element]
    numbering: Numbering
    numbers: dict[str, int] = field(default_factory=dict)  # of the notes referred to so far, by key of `notes`
    fields: list[_Field] = field(default_factory=list)

    def stretches(self, paragraph: etree._Element) -> Iterator[Stretch]:
        """A paragraph, followed by the notes whose first mark is in it."""
        before = len(self.numbers)
        style = self.numbering.style_name(paragraph)
        number = self.numbering.next_number(paragraph)
        pieces = [f"{number} " if number else "", *self._pieces(paragraph)]
        yield Stretch(pieces, kind="heading" if _HEADING.match(style) else "", lead=lead(_runs(paragraph)))
        for key in list(self.numbers)[before:]:
            yield self._note(key)

    def left_over(self) -> Iterator[Stretch]:
        """Notes that nothing in the text refers to."""
        for key in self.notes:
            if key not in self.numbers:
                self.numbers[key] = len(self.numbers) + 1
                yield self._note(key)

    def _note(self, key: str) -> Stretch:
        pieces = [piece for p in self.notes[key].iter(f"{_W}p") for piece in (*self._pieces(p), " ")]
        return Stretch([piece for piece in pieces if isinstance(piece, str)], note=self.numbers[key])

    def _pieces(self, element: etree._Element) -> Iterator[str | int]:
        """The text and mark numbers of a paragraph."""
        for child in element:
            if child.tag == f"{_W}r":
                yield from self._run(child)
            elif child.tag == f"{_W}fldSimple":
                self.fields.append(_Field((child.get(f"{_W}instr") or "").lstrip(), True))
                yield from self._pieces(child)
                self.fields.pop()
            elif child.tag not in _SKIPPED and isinstance(child.tag, str):
                yield from self._pieces(child)

    def _run(self, run: etree._Element) -> Iterator[str | int]:
        raised = _is_raised(run)
        if run.find(f"{_W}rPr/{_W}vanish") is not None:
            return
        for child in run:
            name = etree.QName(child).localname if isinstance(child.tag, str) else ""
            if name == "fldChar":
                self._field(child.get(f"{_W}fldCharType"))
            elif name == "instrText" and self.fields:
                self.fields[-1].instruction = (self.fields[-1].instruction + (child.text or "")).lstrip()
            elif self.fields and not all(open_field.result for open_field in self.fields):
                continue
            elif name == "t":
                yield from self._text(child.text or "", raised)
            elif child.tag in _SPACE:
                yield _SPACE[child.tag]
            elif name == "noBreakHyphen":
                yield "\N{NON-BREAKING HYPHEN}"
            elif name == "sym":
                yield _symbol(child.get(f"{_W}char") or "")
            elif name in ("footnoteReference", "endnoteReference"):
                key = f"{name} {child.get(f'{_W}id')}"
                if key in self.notes:
                    yield self.numbers.setdefault(key, len(self.numbers) + 1)
            elif name == "AlternateContent":
                yield from (piece for branch in child if branch.tag != _FALLBACK for piece in self._run(branch))

    def _field(self, kind: str | None) -> None:
        if kind == "begin" and len(self.fields) < _MOST_FIELDS:
            self.fields.append(_Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].result = True
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _text(self, words: str, raised: bool) -> Iterator[str | int]:
        is_reference = any(re.match(r"NOTEREF\b", open_field.instruction) for open_field in self.fields)
        if (is_reference or raised) and _PIECES_OF_LIST.fullmatch(words):
            numbers = [int(number) for number in re.findall(r"\d+", words)]
            if is_reference or not self.notes or all(1 <= number <= len(self.notes) for number in numbers):
                yield from numbers
                return
        yield words.replace("\xad", "")


def _runs(paragraph: etree._Element) -> Iterator[tuple[str, bool]]:
    for run in paragraph.iter(f"{_W}r"):
        italic = run.find(f"{_W}rPr/{_W}i")
        words = "".join(text.text or "" for text in run.iter(f"{_W}t"))
        yield words, italic is not None and italic.get(f"{_W}val") not in ("0", "false")


def _is_raised(run: etree._Element) -> bool:
    """Whether the run is printed above the line: superscript, or a raised position (in half points)."""
    properties = run.find(f"{_W}rPr")
    if properties is None:
        return False
    align, position = properties.find(f"{_W}vertAlign"), properties.find(f"{_W}position")
    style = properties.find(f"{_W}rStyle")
    if align is not None:
        return align.get(f"{_W}val") == "superscript"
    if position is not None:
        return bool(re.fullmatch(r"0*[1-9][0-9]*", position.get(f"{_W}val") or ""))
    return style is not None and "footnotereference" in (style.get(f"{_W}val") or "").lower()


def _symbol(code: str) -> str:
    """A character of a symbol font: a bullet, or the character itself if its code is an ordinary one."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return "•" if 0xF000 <= number <= 0xF0FF else chr(number) if 0x20 <= number < 0xD800 else ""
