"""The cell styles of a form: their properties, and variants of them for values that need another format."""

from copy import deepcopy

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS

from tracker.excel.forms.attributes import Malformed, integer, real, required
from tracker.excel.forms.parts import Element, Parts, elements
from tracker.i18n import tr

_PART = "xl/styles.xml"
_SIZE = 11.0  # points, if a font has no size
_OWN = 164  # the lowest number of a format that is not built in


class CellStyles:
    """The form's cell styles, by number."""

    def __init__(self, parts: Parts, dates: frozenset[int]) -> None:
        self._parts, self._dates = parts, dates
        self._made: dict[tuple[int, str, bool], int] = {}
        root = parts.tree(_PART)
        self._styles: list[Element] = list(required(root, "cellXfs"))
        if not self._styles:
            raise Malformed(tr("it has no cell styles"))
        fonts = next(elements(root, "fonts"), ())
        self._sizes = [next((real(size, "val", _SIZE) for size in elements(font, "sz")), _SIZE) for font in fonts]

    def size(self, style: int) -> float:
        """The size of its font in points, which Excel lets be 1 to 409."""
        font = integer(self._style(style), "fontId", 0)
        return min(max(self._sizes[font], 1), 409) if font < len(self._sizes) else _SIZE

    def bordered(self, style: int) -> bool:
        return str(self._style(style).get("borderId", "0")) != "0"

    def wraps(self, style: int) -> bool:
        """Whether long text wraps within the cell, or shrinks to fit."""
        return any(
            alignment.get(name) in ("1", "true")
            for alignment in elements(self._style(style), "alignment")
            for name in ("wrapText", "shrinkToFit")
        )

    def shows_days(self, style: int) -> bool:
        return style in self._dates

    def like(self, style: int, number_format: str = "", wraps: bool = False) -> int:
        """The number of a style like `style`, but with another number format or with text wrapping; added if
        missing."""
        key = (style, number_format, wraps)
        if key not in self._made:
            root = self._parts.change(_PART)
            variant = deepcopy(self._style(style))
            if number_format:
                variant.set("numFmtId", str(self._format(root, number_format)))
                variant.set("applyNumberFormat", "1")
            if wraps:
                alignment = next(elements(variant, "alignment"), None)
                if alignment is None:
                    alignment = etree.Element(etree.QName(etree.QName(root).namespace, "alignment"))
                    variant.insert(0, alignment)
                alignment.set("wrapText", "1")
                variant.set("applyAlignment", "1")
            styles = required(root, "cellXfs")
            styles.append(variant)
            styles.set("count", str(len(styles)))
            self._styles.append(variant)
            self._made[key] = len(self._styles) - 1
        return self._made[key]

    def _style(self, number: int) -> Element:
        return self._styles[number] if number < len(self._styles) else self._styles[0]

    def _format(self, root: Element, code: str) -> int:
        """The number of a number format, which is added if missing."""
        known = {element.get("formatCode"): integer(element, "numFmtId", 0) for element in elements(root, "numFmt")}
        number = known.get(code)
        if number is None:
            namespace = etree.QName(root).namespace
            number = max([_OWN - 1, *known.values(), *BUILTIN_FORMATS]) + 1
            formats = next(elements(root, "numFmts"), None)
            if formats is None:
                formats = etree.Element(etree.QName(namespace, "numFmts"))
                root.insert(0, formats)
            etree.SubElement(formats, etree.QName(namespace, "numFmt"), numFmtId=str(number), formatCode=code)
            formats.set("count", str(len(formats)))
        return number
