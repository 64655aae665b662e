"""The cell styles of a form: what each looks like, and others made from them where a value needs more."""

from copy import deepcopy

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS

from tracker.excel.forms.parts import Element, Parts, elements

_PART = "xl/styles.xml"
_SIZE = 11.0  # points, where a font does not say
_OWN = 164  # the first number of a format that is not built in


class CellStyles:
    """The styles of the form's cells, by their numbers."""

    def __init__(self, parts: Parts, dates: frozenset[int]) -> None:
        self._parts, self._dates = parts, dates
        self._made: dict[tuple[int, str, bool], int] = {}
        root = parts.tree(_PART)
        self._styles: list[Element] = list(next(elements(root, "cellXfs")))
        fonts = next(elements(root, "fonts"), ())
        self._sizes = [float(next((s.get("val") for s in elements(font, "sz")), _SIZE)) for font in fonts]

    def size(self, style: int) -> float:
        """Points of its font."""
        font = int(self._style(style).get("fontId", 0))
        return self._sizes[font] if font < len(self._sizes) else _SIZE

    def bordered(self, style: int) -> bool:
        return str(self._style(style).get("borderId", "0")) != "0"

    def wraps(self, style: int) -> bool:
        """Whether long words go on in further lines of the cell, or are made to fit."""
        return any(
            one.get(name) in ("1", "true")
            for one in elements(self._style(style), "alignment")
            for name in ("wrapText", "shrinkToFit")
        )

    def shows_days(self, style: int) -> bool:
        return style in self._dates

    def like(self, style: int, number_format: str = "", wraps: bool = False) -> int:
        """The style that is the same but for its number format, or that long words go on below."""
        key = (style, number_format, wraps)
        if key not in self._made:
            root = self._parts.change(_PART)
            made = deepcopy(self._style(style))
            if number_format:
                made.set("numFmtId", str(self._format(root, number_format)))
                made.set("applyNumberFormat", "1")
            if wraps:
                alignment = next(elements(made, "alignment"), None)
                if alignment is None:
                    alignment = etree.Element(etree.QName(etree.QName(root).namespace, "alignment"))
                    made.insert(0, alignment)
                alignment.set("wrapText", "1")
                made.set("applyAlignment", "1")
            every = next(elements(root, "cellXfs"))
            every.append(made)
            every.set("count", str(len(every)))
            self._styles.append(made)
            self._made[key] = len(self._styles) - 1
        return self._made[key]

    def _style(self, number: int) -> Element:
        return self._styles[number] if number < len(self._styles) else self._styles[0]

    def _format(self, root: Element, code: str) -> int:
        """The number of a format, which is added where there is none such."""
        held = {one.get("formatCode"): int(one.get("numFmtId", 0)) for one in elements(root, "numFmt")}
        number = held.get(code)
        if number is None:
            namespace = etree.QName(root).namespace
            number = max([_OWN - 1, *held.values(), *BUILTIN_FORMATS]) + 1
            every = next(elements(root, "numFmts"), None)
            if every is None:
                every = etree.Element(etree.QName(namespace, "numFmts"))
                root.insert(0, every)
            etree.SubElement(every, etree.QName(namespace, "numFmt"), numFmtId=str(number), formatCode=code)
            every.set("count", str(len(every)))
        return number
