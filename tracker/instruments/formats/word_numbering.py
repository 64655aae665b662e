"""The automatic numbers of Word paragraphs: "1.", "(a)", "(i)" (ECMA-376, part 1, section 17.9)."""

import re
from collections import defaultdict

from lxml import etree

from tracker.domain.text.paragraph_numbers import roman
from tracker.instruments.numbering import letter

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9  # of a list, as Word has them
_MOST_BASES = 20  # length of the chain of styles that a style is based on; Word allows about ten
_LONGEST = 60  # characters of a number


_MOST = 400  # the highest number that is written in letters or Roman numerals


class Numbering:
    """Counts through a document; must be given every paragraph once, in reading order."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        """Takes the roots of word/numbering.xml and word/styles.xml, each of which may be missing."""
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}  # by numId: format, text, start
        self._lists: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._styles = {style.get(f"{_W}styleId"): style for style in _all(styles, "style")}
        abstracts = {element.get(f"{_W}abstractNumId"): element for element in _all(numbering, "abstractNum")}
        for num in _all(numbering, "num"):
            number, abstract = num.get(f"{_W}numId") or "", _value(num.find(f"{_W}abstractNumId"))
            known = dict(map(_level, _all(abstracts.get(abstract), "lvl")))
            levels = {level: known[level] for level in range(_LEVELS) if level in known}
            self._lists[number] = abstract
            for override in _all(num, "lvlOverride"):
                place = _whole(override.get(f"{_W}ilvl"))
                start = override.find(f"{_W}startOverride")
                if start is not None and place in levels:
                    levels[place] = (*levels[place][:2], _whole(_value(start), 1))
                    self._lists[number] = number  # it counts separately
            self._levels[number] = levels

    def style_name(self, paragraph: etree._Element) -> str:
        """The name of the paragraph's style, "" if it has none."""
        identity = _value(paragraph.find(f"{_W}pPr/{_W}pStyle"))
        style = self._styles.get(identity)
        return _value(style.find(f"{_W}name")) or identity if style is not None else identity

    def next_number(self, paragraph: etree._Element) -> str:
        """The number Word shows before the paragraph, "" if none. Advances the count."""
        number, place = self._place(paragraph)
        levels = self._levels.get(number, {})
        if place not in levels or not any(text.text for text in paragraph.iter(f"{_W}t")):
            return ""
        counts = self._counts[self._lists[number]]
        for deeper in [level for level in counts if level > place]:
            del counts[deeper]
        for level in range(place + 1):
            start = levels.get(level, ("", "", 1))[2]
            counts[level] = counts[level] + 1 if level == place and level in counts else counts.get(level, start)
        form, text, _ = levels[place]
        if form == "bullet":
            return "•"
        if form == "none":
            return ""
        return re.sub(r"%([1-9])", lambda match: self._shown(levels, counts, int(match[1]) - 1), text)[:_LONGEST]

    def _shown(self, levels: dict[int, tuple[str, str, int]], counts: dict[int, int], level: int) -> str:
        return _spelt(counts.get(level, 1), levels.get(level, ("decimal", "", 1))[0])

    def _place(self, paragraph: etree._Element) -> tuple[str, int]:
        """The list and level a paragraph belongs to, directly or by its style; ("", 0) if to none."""
        properties = paragraph.find(f"{_W}pPr/{_W}numPr")
        identity = _value(paragraph.find(f"{_W}pPr/{_W}pStyle"))
        for _ in range(_MOST_BASES):
            if properties is not None or identity not in self._styles:
                break
            style = self._styles[identity]
            properties = style.find(f"{_W}pPr/{_W}numPr")
            identity = _value(style.find(f"{_W}basedOn"))
        if properties is None:
            return "", 0
        return _value(properties.find(f"{_W}numId")), _whole(_value(properties.find(f"{_W}ilvl")))


def _all(element: etree._Element | None, name: str) -> list[etree._Element]:
    return element.findall(f"{_W}{name}") if element is not None else []


def _value(element: etree._Element | None) -> str:
    return (element.get(f"{_W}val") or "") if element is not None else ""


def _whole(digits: str | None, default: int = 0) -> int:
    return int(digits) if digits and re.fullmatch(r"[0-9]{1,4}", digits) else default


def _level(element: etree._Element) -> tuple[int, tuple[str, str, int]]:
    form = _value(element.find(f"{_W}numFmt")) or "decimal"
    text = _value(element.find(f"{_W}lvlText"))[:_LONGEST]
    start = _whole(_value(element.find(f"{_W}start")), 1)
    return _whole(element.get(f"{_W}ilvl")), (form, text, start)


def _spelt(number: int, form: str) -> str:
    """A number in one of Word's formats; formats other than letters and Roman numerals are shown in digits."""
    spell = {"lowerLetter": letter, "upperLetter": letter, "lowerRoman": roman, "upperRoman": roman}.get(form)
    words = spell(number) if spell and 0 < number < _MOST else str(number)
    return words.upper() if form.startswith("upper") else words
