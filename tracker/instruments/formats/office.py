"""The words of Excel, PowerPoint and OpenDocument files, for searching: no formulas, no pictures, no other files."""

import re
from collections.abc import Iterator

from lxml import etree

from tracker.errors import TrackerError
from tracker.i18n import tr
from tracker.instruments.formats.containers import Package
from tracker.progress import GoOn, unwatched

_BREAKS = {"tab": "\t", "br": "\n", "line-break": "\n", "s": " "}
"""What elements within a paragraph stand for, by their names without namespaces."""
_DELETED = "{*}tracked-changes"
"""Holds what was deleted from an OpenDocument file while changes were tracked: from its text, or its cells
(OpenDocument 1.3 part 3, 5.5.1 and 9.9.2)."""


def read(data: bytes, go_on: GoOn = unwatched) -> Iterator[str] | None:
    """The paragraphs and rows of such a file, in order; None if it is none. Raises TrackerError if it is damaged,
    protected or too large."""
    package = Package(data, tr("file"))
    main = package.related("", "officeDocument")
    if "content.xml" in package.names:
        return _open_document(package, go_on)
    if main.endswith("workbook.xml") or "xl/workbook.xml" in package.names:
        return _workbook(package, main or "xl/workbook.xml", go_on)
    if main.endswith("presentation.xml") or "ppt/presentation.xml" in package.names:
        return _slides(package, go_on)
    return None


def _workbook(package: Package, main: str, go_on: GoOn) -> Iterator[str]:
    """The rows of the worksheets, cells with tabs between them; the names of the sheets first."""
    workbook = package.part(main)
    names = [sheet.get("name", "") for sheet in workbook.iter("{*}sheet")] if workbook is not None else []
    yield "\n".join(names)
    strings_part = package.part(package.related(main, "sharedStrings", "xl/sharedStrings.xml"))
    items = strings_part.iter("{*}si") if strings_part is not None else ()
    strings = {str(number): _plain(item) for number, item in enumerate(items)}
    for name in _numbered(package, r"xl/worksheets/[^/]+\.xml"):
        sheet = package.part(name)
        for row in sheet.iter("{*}row") if sheet is not None else ():
            go_on()
            yield "\t".join(filter(None, (_cell(cell, strings) for cell in row.iterchildren("{*}c"))))
    for name in _numbered(package, r"xl/(?:threadedComments|comments)[^/]*/?[^/]*\.xml"):
        yield from _paragraphs(package, name, ("text",), go_on)


def _cell(cell: etree._Element, strings: dict[str, str]) -> str:
    """The text of a cell, or what its formula came to."""
    inline = cell.find("{*}is")
    if inline is not None:
        return _plain(inline)
    value = cell.findtext("{*}v") or ""
    return strings.get(value, "") if cell.get("t") == "s" else value


def _plain(item: etree._Element) -> str:
    """The text of a string, without phonetic guides."""
    guides = {run for guide in item.iter("{*}rPh") for run in guide.iter("{*}t")}
    return "".join(run.text or "" for run in item.iter("{*}t") if run not in guides)


def _slides(package: Package, go_on: GoOn) -> Iterator[str]:
    """The paragraphs of the slides, and of the notes on them."""
    for name in _numbered(package, r"ppt/(?:slides|notesSlides|comments)/[^/]+\.xml"):
        yield from _paragraphs(package, name, ("p", "text"), go_on)


def _open_document(package: Package, go_on: GoOn) -> Iterator[str]:
    """The paragraphs and headings of a text, a table or a presentation."""
    manifest = package.part("META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter("{*}encryption-data"), None) is not None:
        raise TrackerError(tr("It is protected by a password."))
    yield from _paragraphs(package, "content.xml", ("p", "h"), go_on)


def _numbered(package: Package, pattern: str) -> list[str]:
    """The parts whose names match, by folder and number."""
    found = [name for name in package.names if re.fullmatch(pattern, name)]
    return sorted(found, key=lambda name: (name.rpartition("/")[0], len(name), name))


def _paragraphs(package: Package, name: str, kinds: tuple[str, ...], go_on: GoOn) -> Iterator[str]:
    """The text of each outermost element of these names in a part, without what was deleted."""
    root = package.part(name)
    if root is None:
        return
    etree.strip_elements(root, _DELETED, with_tail=False)
    for element in root.iter(*(f"{{*}}{kind}" for kind in kinds)):
        if not any(etree.QName(above).localname in kinds for above in element.iterancestors()):
            go_on()
            yield "".join(_pieces(element))


def _pieces(element: etree._Element) -> Iterator[str]:
    """The text of a paragraph; comments and processing instructions have none."""
    for step, part in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if step == "start":
            yield _BREAKS.get(etree.QName(part).localname, "")
            yield part.text or ""
        elif part is not element:
            yield part.tail or ""
