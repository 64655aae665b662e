"""HTML → blocks: what a browser shows, with one block for each element that stands apart.

Marks are superscripts and links to a note ("#_ftn1", "#fn:1"); a note is an element that such a link points to, or a
paragraph that opens with its mark. A superscript number without a note is part of the text.
"""

import re
from collections import Counter

from lxml import etree
from lxml import html as lxml_html

from tracker.errors import TrackerError
from tracker.i18n import tr
from tracker.instruments.formats import Block, Stretch, lead, settled, text
from tracker.instruments.formats.containers import check_tags
from tracker.progress import GoOn, unwatched

_APART = frozenset(
    """p div li td th h1 h2 h3 h4 h5 h6 section article blockquote tr table ul ol dl dt dd center header footer main nav
    aside hr address caption form body figure figcaption""".split()  # noqa: SIM905
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ITALIC = frozenset({"i", "em"})
_FURNITURE = frozenset({"nav", "header", "footer", "aside", "form"})
_UNSEEN = frozenset({"script", "style", "head", "title", "template", "noscript", "svg", "object", "iframe", "select"})
_LINK_TO_NOTE = re.compile(r"#.{0,40}?(?:ftn|fn|footnote|note|edn)[-_:]?(?:ref)?[-_:]?\d", re.IGNORECASE)
_PLACE_OF_NOTE = re.compile(r"(?:_?ftn|fn|footnote|note|_?edn)[-_:]?(\d{1,3})$", re.IGNORECASE)
_NUMBER = re.compile(r"\s*[\[(]?\s*(\d{1,3})\s*[\])]?\s*")
# libxml2 compares each attribute with all others of its element, which takes too long with thousands.
_CROWDED = re.compile(rb"<[A-Za-z][^\s/>]*+(?:[\s/]*+[^\s=>/]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?+){2000}")
_BACK = str.maketrans("", "", "↩↑\ufe0e")


def read(data: bytes, go_on: GoOn = unwatched) -> list[Block]:
    """The blocks of an HTML page. `go_on` is called for each element and may raise to cancel. Raises TrackerError if it
    can't be parsed."""
    check_tags(data, tr("HTML file"))
    if _CROWDED.search(data):
        raise TrackerError(tr("The HTML file is not put together as a browser saves it."), tr("Save the page again."))
    try:
        data.decode("utf-8")
        encoding = "utf-8"
    except UnicodeDecodeError:
        encoding = None  # as the page declares
    parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, encoding=encoding)
    try:
        root = lxml_html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as fault:
        raise TrackerError(
            tr("The HTML file is empty or damaged."), tr("Save the page again and add the new copy.")
        ) from fault
    reading = _Reading(go_on)
    reading.walk(root, "")
    reading.close()
    return [*reading.plain, *settled(reading.stretches)]


class _Reading:
    """Walks the elements once and collects their text."""

    def __init__(self, go_on: GoOn) -> None:
        self._go_on = go_on
        self.stretches: list[Stretch] = []
        self.plain: list[Block] = []  # a page that is one <pre> is plain text
        self._pieces: list[str | int] = []
        self._note: int | None = None
        self._kind = ""
        self._runs: list[tuple[str, bool]] = []  # the text so far, and whether it is in italics
        self._italic = 0  # number of open elements in italics
        self._items: Counter[etree._Element | None] = Counter()  # number of items of each list so far

    def close(self) -> None:
        """End the present stretch of text."""
        if any(isinstance(piece, int) or piece.strip() for piece in self._pieces):
            self.stretches.append(Stretch(self._pieces, self._note, self._kind, lead(self._runs)))
            self._note = None
        self._pieces, self._runs = [], []

    def walk(self, element: etree._Element, kind: str) -> None:
        self._go_on()
        name = element.tag if isinstance(element.tag, str) else ""
        if not name or name in _UNSEEN:
            return
        apart = name in _APART
        if name in _FURNITURE:
            kind = "furniture"
        if apart:
            self.close()
            self._kind = kind or ("heading" if name in _HEADINGS else "")
        note_match = _PLACE_OF_NOTE.match(element.get("id") or element.get("name") or "") if apart else None
        if note_match:
            self._note = int(note_match[1])
        if name == "pre":
            self.close()
            self.plain += text.read(_all_words(element))
        elif (number := _mark(element, name)) is not None:
            self._pieces.append(number)
        else:
            self._content(element, name, kind)
        if apart:
            self.close()
            self._kind = kind
        if note_match:
            self._note = None

    def _content(self, element: etree._Element, name: str, kind: str) -> None:
        if name == "br":
            self._pieces.append("\n")
        elif name == "li":
            above = element.getparent()
            self._items[above] += 1
            if self._note is None:
                self._pieces.append(_number_in_list(above, self._items[above]))
        italic = name in _ITALIC
        self._italic += italic
        self._words(element.text)
        for child in element:
            self.walk(child, kind)
            self._words(child.tail)
        self._italic -= italic

    def _words(self, words: str | None) -> None:
        if words:
            self._pieces.append(words.translate(_BACK))
            self._runs.append((words, bool(self._italic)))


def _all_words(element: etree._Element) -> str:
    return "".join(str(words) for words in element.itertext())


def _mark(element: etree._Element, name: str) -> int | None:
    """The number of the mark that an element is; None if it is not a mark."""
    if name not in ("sup", "a") or (name == "a" and not _LINK_TO_NOTE.match(element.get("href") or "")):
        return None
    match = _NUMBER.fullmatch(_all_words(element))
    return int(match[1]) if match else None


def _number_in_list(above: etree._Element | None, place: int) -> str:
    """What a browser shows before the list item at `place`, counted from 1."""
    if above is None or above.tag != "ol":
        return ""
    start = above.get("start") or ""
    ordinal = (int(start) if re.fullmatch(r"[0-9]{1,4}", start) else 1) + place - 1
    if above.get("type") == "a" and ordinal <= 26:
        return f"({chr(96 + ordinal)}) "
    return f"{ordinal}. "
