"""Forms that say the same as a given one, written otherwise: as other programs, and other versions of Excel, would. The
same `Random` makes the same form everywhere."""

import io
import re
import zipfile
from collections.abc import Callable
from random import Random

from lxml import etree

from tests.hostile.mutations import zipped

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_AC = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"
_COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_STRICT = {
    MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    _RELATIONS: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml")
_TABLE = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"

Parts = dict[str, bytes]
Change = Callable[[Parts, Random], None]


def derived(form: bytes, chance: Random) -> bytes:
    """The form with some of the changes below."""
    with zipfile.ZipFile(io.BytesIO(form)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for change in chance.sample(_CHANGES, chance.randint(2, 5)):
        change(parts, chance)
    names = list(parts)
    if chance.random() < 0.5:
        chance.shuffle(names)
    return zipped({name: parts[name] for name in names})


def _prefixed(parts: Parts, chance: Random) -> None:
    """The main namespace has a prefix."""
    prefix = chance.choice(("x", "main", "ns0"))
    for name in _sheets(parts):
        root = etree.fromstring(parts[name])
        spaces: dict[str | None, str] = {key: uri for key, uri in root.nsmap.items() if key}
        made = _in_spaces(root, {**spaces, prefix: etree.QName(root).namespace or MAIN})
        etree.cleanup_namespaces(made, keep_ns_prefixes=[key for key in spaces if key])
        parts[name] = _written(made)


def _strict(parts: Parts, _chance: Random) -> None:
    """The namespaces of ISO/IEC 29500 Strict."""
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")) and not name.startswith("docProps/"):
            for transitional, strict in _STRICT.items():
                content = re.sub(rb"%b(?=[\"/])" % re.escape(transitional.encode()), strict.encode(), content)
            parts[name] = content


def _of_other_namespaces(parts: Parts, chance: Random) -> None:
    """Rows have attributes that newer versions of Excel write."""
    for name in _sheets(parts):
        root = etree.fromstring(parts[name])
        made = _in_spaces(root, {**root.nsmap, "x14ac": _AC, "mc": _COMPATIBLE})
        made.set(f"{{{_COMPATIBLE}}}Ignorable", "x14ac")
        for row in _rows(made):
            row.set(f"{{{_AC}}}dyDescent", chance.choice(("0.25", "0.3")))
        parts[name] = _written(made)


def _without_addresses(parts: Parts, _chance: Random) -> None:
    """Rows without gaps say neither their number nor where their cells are."""
    for name in _sheets(parts):
        root = etree.fromstring(parts[name])
        for number, row in enumerate(_rows(root), 1):
            addresses = [cell.get("r", "") for cell in row]
            row.attrib.pop("spans", "")
            if row.get("r") == str(number):
                del row.attrib["r"]
            if addresses == [f"{chr(65 + column)}{number}" for column in range(min(26, len(row)))]:
                for cell in row:
                    del cell.attrib["r"]
        parts[name] = _written(root)


def _in_lines(parts: Parts, _chance: Random) -> None:
    """Worksheets are indented, with comments."""
    for name in _sheets(parts):
        root = etree.fromstring(parts[name], etree.XMLParser(remove_blank_text=True))
        root.insert(0, etree.Comment(" made by hand "))
        parts[name] = etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="UTF-8")


def _in_utf_16(parts: Parts, _chance: Random) -> None:
    for name in _sheets(parts):
        xml = etree.tostring(etree.fromstring(parts[name]), encoding="unicode")
        parts[name] = f'<?xml version="1.0" encoding="UTF-16"?>{xml}'.encode("utf-16")


def _absolute(parts: Parts, _chance: Random) -> None:
    """Relations of the workbook lead from the root of the package."""
    name = "xl/_rels/workbook.xml.rels"
    root = etree.fromstring(parts[name])
    for relation in root:
        target = relation.get("Target", "")
        if not target.startswith("/") and relation.get("TargetMode") != "External":
            relation.set("Target", f"/xl/{target}")
    parts[name] = _written(root)


def _styled(parts: Parts, chance: Random) -> None:
    """There are more cell styles, and empty cells that have them."""
    root = etree.fromstring(parts["xl/styles.xml"])
    styles = root.find("{*}cellXfs")
    assert styles is not None
    first = len(styles)
    for wraps in ("0", "1"):
        style = etree.SubElement(styles, f"{{{etree.QName(root).namespace}}}xf", numFmtId="0", fontId="0", fillId="0")
        style.set("borderId", "0")
        style.set("applyAlignment", "1")
        etree.SubElement(style, f"{{{etree.QName(root).namespace}}}alignment", wrapText=wraps, vertical="top")
    styles.set("count", str(len(styles)))
    parts["xl/styles.xml"] = _written(root)
    for name in _sheets(parts):
        sheet = etree.fromstring(parts[name])
        for cell in sheet.iter("{*}c"):
            if not len(cell) and chance.random() < 0.5:
                cell.set("s", str(first + chance.randrange(2)))
        parts[name] = _written(sheet)


def _merged(parts: Parts, chance: Random) -> None:
    """Empty cells beside the content are merged."""
    for name in _sheets(parts):
        root = etree.fromstring(parts[name])
        row = chance.randrange(1, 40)
        areas = root.find("{*}mergeCells")
        if areas is None:
            areas = etree.Element(f"{{{etree.QName(root).namespace}}}mergeCells")
            after = [child for child in root.iterchildren("{*}*") if etree.QName(child).localname in _BEFORE_MERGES]
            after[-1].addnext(areas)
        ref = f"BA{row}:BC{row + chance.randrange(3)}"
        etree.SubElement(areas, f"{{{etree.QName(root).namespace}}}mergeCell", ref=ref)
        areas.set("count", str(len(areas)))
        parts[name] = _written(root)


_BEFORE_MERGES = (
    *("sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState"),
    *("dataConsolidate", "customSheetViews"),
)


def _with_table(parts: Parts, chance: Random) -> None:
    """A table of Excel's own stands beside the content of a worksheet that has no table."""
    candidates = [name for name in _sheets(parts) if _relations_of(name) not in parts]
    if not candidates or b"/table" in parts["[Content_Types].xml"]:
        return
    name = chance.choice(candidates)
    root = etree.fromstring(parts[name])
    if root.find("{*}tableParts") is not None or root.find("{*}extLst") is not None:
        return
    space = etree.QName(root).namespace
    assert space is not None
    kind = _STRICT[_RELATIONS] if space == _STRICT[MAIN] else _RELATIONS
    listed = etree.SubElement(root, f"{{{space}}}tableParts", count="1")
    etree.SubElement(listed, f"{{{space}}}tablePart").set(f"{{{kind}}}id", "rId1")
    parts[name] = _written(root)
    columns = "".join(f'<tableColumn id="{number}" name="Column{number}"/>' for number in (1, 2))
    parts["xl/tables/table9.xml"] = (
        f'<table xmlns="{space}" id="9" name="Beside" displayName="Beside" ref="BE1:BF3" totalsRowShown="0">'
        f'<tableColumns count="2">{columns}</tableColumns></table>'
    ).encode()
    parts[_relations_of(name)] = (
        f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{kind}/table" '
        'Target="../tables/table9.xml"/></Relationships>'
    ).encode()
    override = f'<Override PartName="/xl/tables/table9.xml" ContentType="{_TABLE}"/></'
    parts["[Content_Types].xml"] = re.sub(
        rb"</(?=(?:\w+:)?Types>)", override.encode(), parts["[Content_Types].xml"], count=1
    )


def _printed(parts: Parts, chance: Random) -> None:
    """The first worksheet has a print area, and a break between pages."""
    root = etree.fromstring(parts["xl/workbook.xml"])
    first = root.find("{*}sheets/{*}sheet")
    assert first is not None
    if root.find("{*}definedNames") is not None:
        return
    names = etree.Element(f"{{{etree.QName(root).namespace}}}definedNames")
    area = etree.SubElement(names, f"{{{etree.QName(root).namespace}}}definedName", name="_xlnm.Print_Area")
    area.set("localSheetId", "0")
    title = first.get("name", "").replace("'", "''")
    area.text = f"'{title}'!$A$1:$Z${chance.choice((2, 10, 400))}"
    before = [child for child in root if etree.QName(child).localname in ("sheets", "externalReferences")]
    before[-1].addnext(names)
    parts["xl/workbook.xml"] = _written(root)


_CHANGES: list[Change] = [
    *(_prefixed, _strict, _of_other_namespaces, _without_addresses, _in_lines, _in_utf_16, _absolute, _styled),
    *(_merged, _with_table, _printed),
]


def _sheets(parts: Parts) -> list[str]:
    return [name for name in parts if _SHEETS.fullmatch(name)]


def _relations_of(name: str) -> str:
    return name.replace("worksheets/", "worksheets/_rels/") + ".rels"


def _in_spaces(root: "etree._Element", spaces: "dict[str | None, str]") -> "etree._Element":
    """The same element with these namespaces."""
    attributes = {str(name): str(value) for name, value in root.attrib.items()}
    made = etree.Element(root.tag, attributes, nsmap=spaces)  # type: ignore[arg-type]  # None is the default one
    made.extend(list(root))
    return made


def _rows(root: "etree._Element") -> "list[etree._Element]":
    return root.findall("{*}sheetData/{*}row")


def _written(root: "etree._Element") -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
