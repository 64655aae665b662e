"""The parts of a form. Those that change are parsed and written again; all others are copied unchanged."""

from collections.abc import Iterator
from posixpath import basename, dirname, join, normpath
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo
from zlib import error as BadDeflate

from lxml import etree

from tracker.errors import TrackerError, reason
from tracker.excel.package import Package
from tracker.i18n import tr
from tracker.progress import GoOn

_LARGEST = 20_000_000  # bytes of a part that is read as XML
_PIECE = 1 << 20  # bytes
_WORKBOOK, _KINDS = "xl/workbook.xml", "[Content_Types].xml"

Element = Any
"""An XML element. lxml's stubs declare each attribute, text and parent as optional."""


class Parts:
    """Provides parts as XML, each parsed once, and tracks which of them changed."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._trees: dict[str, Element] = {}
        self._changed: set[str] = set()
        self._dropped: set[str] = set()

    @property
    def all(self) -> list[str]:
        return [info.filename for info in self._package.parts.infolist()]

    def check(self, part: str) -> None:
        """Raises TrackerError if the part is too large for a form."""
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
        """The root of a part. External references are not followed, and entities not resolved."""
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
        """The root of a part that the caller is going to change."""
        root = self.tree(part)
        self._changed.add(part)
        return root

    def content(self, part: str) -> bytes:
        """The bytes of a part."""
        return b"".join(self._copied(part))

    def _copied(self, part: str) -> Iterator[bytes]:
        """The bytes of a part, piece by piece: a part may be a film."""
        if part not in self._package:
            raise self._package.damaged(tr("it has no part {part}", part=part))
        try:
            with self._package.open(part) as stream:
                while piece := stream.read(_PIECE):
                    yield piece
        except (BadZipFile, BadDeflate, EOFError, RuntimeError, NotImplementedError) as fault:
            raise self._package.damaged(tr("its part {part} can't be read", part=part)) from fault
        except OSError as fault:
            raise TrackerError(
                tr("{path} can't be read: {reason}.", path=self._package.name, reason=reason(fault)),
                tr("Check the disk."),
            ) from fault

    def names(self) -> Iterator[tuple[str, str]]:
        """The defined names in lower case, with what they refer to."""
        for element in elements(self.tree(_WORKBOOK), "definedName"):
            yield element.get("name", "").lower(), (element.text or "").strip()

    def related(self, part: str) -> dict[str, str]:
        """The parts that a part refers to, with the kind of each, such as "drawing"."""
        relations = join(dirname(part), "_rels", f"{basename(part)}.rels")
        if relations not in self._package:
            return {}
        kinds: dict[str, str] = {}
        for element in elements(self.tree(relations), "Relationship"):
            target = element.get("Target", "")
            if element.get("TargetMode") != "External":
                target = target[1:] if target.startswith("/") else normpath(join(dirname(part), target))
                kinds[target] = basename(element.get("Type", ""))
        return {target: kind for target, kind in kinds.items() if target in self._package}

    def calculate_anew(self) -> None:
        """Have all formulas recalculated when the workbook is opened. The calculation chain is dropped: it refers to
        cells that have moved."""
        for part, kind in self.related(_WORKBOOK).items():
            if kind == "calcChain":
                self._dropped.add(part)
                for listing, attribute, value in (
                    (_KINDS, "PartName", f"/{part}"),
                    ("xl/_rels/workbook.xml.rels", "Type", ""),
                ):
                    for element in list(self.change(listing)):
                        if element.get(attribute) == value or element.get("Type", "").endswith("/calcChain"):
                            element.getparent().remove(element)
        root = self.change(_WORKBOOK)
        properties = next(elements(root, "calcPr"), None)
        if properties is None:
            before = [child for child in root if local(child) in _BEFORE_CALC]
            if not before:
                raise self._package.damaged(tr("it has no list of sheets"))
            properties = etree.Element(etree.QName(etree.QName(root).namespace, "calcPr"))
            before[-1].addnext(properties)
        properties.set("fullCalcOnLoad", "1")

    def save(self, out: ZipFile, rows: dict[str, Iterator[bytes]], go_on: GoOn) -> None:
        """Write all parts in order; `rows` replace the placeholders (`mark`) of the same name in changed parts. `go_on`
        is called now and then and may raise to cancel."""
        for original in self._package.parts.infolist():
            if original.filename in self._dropped:
                continue
            info = ZipInfo(original.filename, original.date_time)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = original.external_attr
            if original.filename not in self._changed:
                with out.open(info, "w", force_zip64=True) as stream:
                    for piece in self._copied(original.filename):
                        go_on()
                        stream.write(piece)
                continue
            content = etree.tostring(
                self._trees[original.filename], xml_declaration=True, encoding="UTF-8", standalone=True
            )
            with out.open(info, "w", force_zip64=True) as stream:
                for piece, name in _pieces(content, list(rows)):
                    stream.write(piece)
                    for line in rows[name] if name else ():
                        stream.write(line)


_BEFORE_CALC = ("sheets", "functionGroups", "externalReferences", "definedNames")


def mark(name: str) -> Element:
    """The placeholder in a sheet for the rows of that name."""
    return etree.Comment(name)


def _pieces(content: bytes, marks: list[str]) -> Iterator[tuple[bytes, str]]:
    """A part in pieces, each with the name of the rows that follow it; "" for the last."""
    places = sorted((position, name) for name in marks if (position := content.find(f"<!--{name}-->".encode())) >= 0)
    start = 0
    for position, name in places:
        yield content[start:position], name
        start = position + len(f"<!--{name}-->")
    yield content[start:], ""


def local(element: Element) -> str:
    """The name of an element without its namespace; "" for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def elements(root: Element, *names: str) -> Iterator[Element]:
    """The elements below `root` with these names, in any namespace."""
    yield from root.iter(*(f"{{*}}{name}" for name in names))


def sheet_rows(root: Element) -> Iterator[Element]:
    """The rows of a worksheet. Places of controls have elements of the same name."""
    for data in elements(root, "sheetData"):
        yield from elements(data, "row")
