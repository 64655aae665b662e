"""The parts of a form. Those that change are read as XML and written anew; all others are copied as they are."""

from collections.abc import Iterator
from posixpath import basename, dirname, join, normpath
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo
from zlib import error as BadDeflate

from lxml import etree

from tracker.errors import TrackerError, reason
from tracker.excel.package import Package
from tracker.i18n import tr

_LARGEST = 20_000_000  # bytes of a part that is read as XML
_WORKBOOK, _KINDS = "xl/workbook.xml", "[Content_Types].xml"

Element = Any
"""An element of XML. The stubs of lxml take each attribute, text and parent for one that may be missing."""


class Parts:
    """Gives parts as XML, each read once, and remembers which of them changed."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._trees: dict[str, Element] = {}
        self._changed: set[str] = set()
        self._dropped: set[str] = set()

    @property
    def all(self) -> list[str]:
        return [one.filename for one in self._package.parts.infolist()]

    def check(self, part: str) -> None:
        """Raises TrackerError for a part that is larger than any of a form."""
        size = self._package.size(part)
        if size > _LARGEST:
            raise TrackerError(
                tr(
                    "{file} is too large for a form: its part {part} has {size} MB.",
                    file=self._package.name,
                    part=part,
                    size=f"{size / 1e6:,.0f}",
                ),
                tr("Take out of the form what is not needed."),
            )

    def tree(self, part: str) -> Element:
        """The root of a part. Nothing outside of it is followed, and no entity is taken in."""
        if part not in self._trees:
            self.check(part)
            content = self.content(part)
            try:
                root: Element = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
            except etree.XMLSyntaxError as fault:
                raise self._package.damaged(tr("its part {part} can't be read", part=part)) from fault
            if root.getroottree().docinfo.doctype:
                raise self._package.damaged(tr("its part {part} declares entities", part=part))
            self._trees[part] = root
        return self._trees[part]

    def change(self, part: str) -> Element:
        """The root of a part that is going to be changed."""
        root = self.tree(part)
        self._changed.add(part)
        return root

    def content(self, part: str) -> bytes:
        """The bytes of a part."""
        if part not in self._package:
            raise self._package.damaged(tr("it has no part {part}", part=part))
        try:
            return self._package.parts.read(part)
        except (BadZipFile, BadDeflate, EOFError, RuntimeError, NotImplementedError) as fault:
            raise self._package.damaged(tr("its part {part} can't be read", part=part)) from fault
        except OSError as fault:
            raise TrackerError(
                tr("{path} can't be read: {reason}.", path=self._package.name, reason=reason(fault)),
                tr("Check the disk."),
            ) from fault

    def names(self) -> Iterator[tuple[str, str]]:
        """The defined names, with what they stand for."""
        for one in elements(self.tree(_WORKBOOK), "definedName"):
            yield one.get("name", "").lower(), (one.text or "").strip()

    def related(self, part: str) -> dict[str, str]:
        """The parts that a part leads to, with the kind of each, such as "drawing"."""
        listed = join(dirname(part), "_rels", f"{basename(part)}.rels")
        if listed not in self._package:
            return {}
        found: dict[str, str] = {}
        for one in elements(self.tree(listed), "Relationship"):
            target = one.get("Target", "")
            if one.get("TargetMode") != "External":
                target = target[1:] if target.startswith("/") else normpath(join(dirname(part), target))
                found[target] = basename(one.get("Type", ""))
        return {target: kind for target, kind in found.items() if target in self._package}

    def calculate_anew(self) -> None:
        """Have all formulas worked out when the workbook is opened. The order in which they were is dropped: it names
        cells that have moved."""
        for part, kind in self.related(_WORKBOOK).items():
            if kind == "calcChain":
                self._dropped.add(part)
                for listed, attribute, said in (
                    (_KINDS, "PartName", f"/{part}"),
                    ("xl/_rels/workbook.xml.rels", "Type", ""),
                ):
                    for one in list(self.change(listed)):
                        if one.get(attribute) == said or one.get("Type", "").endswith("/calcChain"):
                            one.getparent().remove(one)
        root = self.change(_WORKBOOK)
        held = next(elements(root, "calcPr"), None)
        if held is None:
            before = [one for one in root if local(one) in _BEFORE_CALC]
            held = etree.Element(etree.QName(etree.QName(root).namespace, "calcPr"))
            before[-1].addnext(held)
        held.set("fullCalcOnLoad", "1")

    def save(self, out: ZipFile, rows: dict[str, Iterator[bytes]]) -> None:
        """Write all parts in their order; `rows` stand where a changed part has a mark of that name."""
        for held in self._package.parts.infolist():
            if held.filename in self._dropped:
                continue
            info = ZipInfo(held.filename, held.date_time)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = held.external_attr
            if held.filename not in self._changed:
                out.writestr(info, self.content(held.filename))
                continue
            content = etree.tostring(
                self._trees[held.filename], xml_declaration=True, encoding="UTF-8", standalone=True
            )
            with out.open(info, "w", force_zip64=True) as stream:
                for piece, number in _pieces(content, list(rows)):
                    stream.write(piece)
                    for line in rows[number] if number else ():
                        stream.write(line)


_BEFORE_CALC = ("sheets", "functionGroups", "externalReferences", "definedNames")


def mark(name: str) -> Element:
    """What stands in a sheet for the rows of that name."""
    return etree.Comment(name)


def _pieces(content: bytes, marks: list[str]) -> Iterator[tuple[bytes, str]]:
    """A part in pieces, each with the name of the rows that follow it."""
    places = sorted((at, name) for name in marks if (at := content.find(f"<!--{name}-->".encode())) >= 0)
    start = 0
    for at, name in places:
        yield content[start:at], name
        start = at + len(f"<!--{name}-->")
    yield content[start:], ""


def local(element: Element) -> str:
    """The name of an element without its namespace; "" for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def elements(root: Element, *names: str) -> Iterator[Element]:
    """The elements below `root` with these names, whatever their namespace."""
    yield from root.iter(*(f"{{*}}{name}" for name in names))
