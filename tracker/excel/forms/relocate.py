"""Adapts every part of a form after rows were added to its worksheets: all references still lead to the same cells."""

import re
from collections.abc import Collection

from openpyxl.formula.tokenizer import TokenizerError
from openpyxl.formula.translate import Translator

from tracker.errors import TrackerError
from tracker.excel.cells import Book
from tracker.excel.forms.attributes import Malformed, integer, whole
from tracker.excel.forms.parts import Element, Parts, elements, local, sheet_rows
from tracker.excel.forms.row_shift import Shift, Shifts, formula, unsafe
from tracker.i18n import tr

_FORMULAS = ("f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula", "totalsRowFormula")
_CELLS = ("topLeftCell", "activeCell", "ref", "r1", "r2")
_LINKED = ("linkedCell", "listFillRange", "fmlaLink", "fmlaRange", "fmlaTxbx")
"""Attributes of form controls that are formulas."""
_FOLLOW = {
    *("drawing", "comments", "threadedComment", "vmlDrawing", "table", "printerSettings", "hyperlink", "image"),
    *("queryTable", "ctrlProp", "oleObject", "package", "slicer", "timeline", "customProperty"),
}
"""Kinds of parts related to a worksheet that can follow its rows, or need not."""
_EDGES = 8  # numbers that say where the box of a comment is: column and offset, row and offset, of two corners


def move(parts: Parts, book: Book, shifts: Shifts) -> None:
    """Adapt all references to the added rows. Raises TrackerError if one can't be adapted."""
    for name, part in book.parts.items():
        shift = shifts.get(name.casefold())
        if shift:
            _sheet(parts.change(part), name, shift, shifts)
            _beside(parts, part, name, shift, shifts)
        elif _formulas(parts.tree(part), name, shifts):
            parts.change(part)
    for part in parts.all:
        if part == "xl/workbook.xml" or re.fullmatch(r"xl/charts/chart\w*\.xml", part):
            if _formulas(parts.tree(part), "", shifts):
                parts.change(part)
        elif re.fullmatch(r"xl/pivotCache/pivotCacheDefinition\d*\.xml", part):
            _pivot(parts, part, shifts)


def forget_values(parts: Parts, book: Book, filled: Collection[str]) -> None:
    """Remove the cached results of formulas that depend, directly or indirectly, on a worksheet that was filled in: not
    every program recalculates all of them when it opens a workbook."""
    formulas = {
        name: [element.text or "" for element in elements(parts.tree(part), "f")] for name, part in book.parts.items()
    }
    stale, known = set(filled), {name.casefold().replace("'", "''") for name in filled}
    for name in filled:
        for part, kind in parts.related(book.parts[name]).items():
            if kind == "table":
                known.add(parts.tree(part).get("displayName", name).casefold())
    growing = True
    while growing:
        known |= {name for name, reference in parts.names() if any(term in reference.casefold() for term in known)}
        dependent = {
            name
            for name, sheet_formulas in formulas.items()
            if name not in stale and any(term in text.casefold() for text in sheet_formulas for term in known)
        }
        stale |= dependent
        known |= {name.casefold().replace("'", "''") for name in dependent}
        growing = bool(dependent)
    for name in stale:
        for formula_element in list(elements(parts.tree(book.parts[name]), "f")):
            cell = formula_element.getparent()
            for value in [child for child in cell if local(child) == "v"]:
                parts.change(book.parts[name])
                cell.remove(value)
                cell.attrib.pop("t", None)


def with_own_formulas(root: Element) -> None:
    """Give each cell of a worksheet its own formula: a shared one is relative to its first cell."""
    first: dict[str, tuple[str, str]] = {}
    for cell in elements(root, "c"):
        for element in elements(cell, "f"):
            if element.get("t") != "shared":
                continue
            key, address = element.get("si", ""), cell.get("r", "")
            if element.text:
                first[key] = (element.text, address)
            elif key in first:
                text, origin = first[key]
                element.text = translated(text, origin, address)
            for name in ("t", "si", "ref"):
                element.attrib.pop(name, None)


def translated(words: str, origin: str, to: str) -> str:
    """A formula as it becomes when copied from the cell `origin` to the cell `to`."""
    try:
        return str(Translator(f"={words}", origin=origin).translate_formula(to))[1:]
    except (TokenizerError, ValueError) as fault:
        raise TrackerError(
            tr("The formula {formula} of the form can't be read.", formula=words[:80]), tr("Take it out of the form.")
        ) from fault


def _sheet(root: Element, name: str, shift: Shift, shifts: Shifts) -> None:
    """Adapt the cells of a worksheet, and all in it that refers to cells."""
    for row in list(sheet_rows(root)):
        if not shift.has_room(integer(row, "r")):  # only looks, for `_check_room` has let it pass
            row.getparent().remove(row)
            continue
        number = shift.row(integer(row, "r"))
        row.set("r", str(number))
        for cell in elements(row, "c"):
            cell.set("r", f"{cell.get('r').rstrip('0123456789')}{number}")
    _formulas(root, name, shifts)
    for element in root.iter("{*}*"):
        kind = local(element)
        for attribute in _CELLS:
            if reference := element.get(attribute):
                element.set(attribute, shift.area(reference))
        if reference := element.get("sqref"):
            element.set("sqref", shift.areas(reference, grows=kind != "selection"))
        for attribute in _LINKED:
            if reference := element.get(attribute):
                element.set(attribute, formula(reference, name, shifts))
        if kind == "sqref" and element.text:
            element.text = shift.areas(element.text, grows=True)
        elif kind == "hyperlink" and (reference := element.get("location")):
            element.set("location", formula(reference, name, shifts))
        elif kind == "brk" and local(element.getparent()) == "rowBreaks":
            element.set("id", str(shift.row(integer(element, "id", 0))))
    _drawing(root, shift)


def _formulas(root: Element, home: str, shifts: Shifts) -> bool:
    """Adapt all formulas below `root`; returns whether any has changed."""
    shared = any(element.get("t") == "shared" for element in elements(root, "f"))
    if shared and any(_leads(element.text, home, shifts) for element in elements(root, "f")):
        with_own_formulas(root)
    changed = False
    sheets = {index: sheet.get("name", "") for index, sheet in enumerate(elements(root, "sheet"))}
    for element in elements(root, *_FORMULAS):
        text = element.text
        if text and any(map(str.isdigit, text)):
            sheet_name = sheets.get(integer(element, "localSheetId", -1), home)
            element.text = formula(text, sheet_name, shifts, grows=local(root) == "chartSpace")
            changed = changed or element.text != text
    return changed


def _leads(text: str | None, home: str, shifts: Shifts) -> bool:
    return bool(text) and formula(text or "", home, shifts) != text


def _beside(parts: Parts, part: str, name: str, shift: Shift, shifts: Shifts) -> None:
    """Adapt the parts related to a worksheet: pictures and charts, comments, tables."""
    for related, kind in parts.related(part).items():
        if kind not in _FOLLOW:
            raise unsafe(
                tr(
                    "Sheet “{sheet}” holds a part that can't follow ({kind}) when rows are added to the form.",
                    sheet=name,
                    kind=kind,
                )
            )
        if kind == "drawing":
            _drawing(parts.change(related), shift)
        elif kind in ("comments", "threadedComment"):
            for element in elements(parts.change(related), "comment", "threadedComment"):
                element.set("ref", shift.area(element.get("ref", "")))
        elif kind == "vmlDrawing":
            _vml(parts.change(related), name, shift, shifts)
        elif kind == "ctrlProp":
            control = parts.change(related)
            for attribute in _LINKED:
                if reference := control.get(attribute):
                    control.set(attribute, formula(reference, name, shifts))
        elif kind == "table":
            root = parts.change(related)
            for element in root.iter("{*}*"):
                if reference := element.get("ref"):
                    element.set("ref", shift.area(reference))
            _formulas(root, name, shifts)


def _drawing(root: Element, shift: Shift) -> None:
    """Move pictures, charts and controls down with their rows; none is stretched."""
    for anchor in elements(root, "twoCellAnchor", "oneCellAnchor", "anchor"):
        down = 0
        for corner in anchor:
            if local(corner) not in ("from", "to"):
                continue
            for row in elements(corner, "row"):
                number = whole(row.text or "", "row")
                if local(corner) == "from":
                    down = shift.row(number + 1) - number - 1
                row.text = str(number + down)


def _vml(root: Element, name: str, shift: Shift, shifts: Shifts) -> None:
    """Move the boxes of comments and controls. Their rows count from 0."""
    for element in elements(root, "FmlaLink", "FmlaRange"):
        element.text = formula(element.text or "", name, shifts)
    for element in elements(root, "Row"):
        element.text = str(shift.row(whole(element.text or "", "Row") + 1) - 1)
    for element in elements(root, "Anchor"):
        edges = [whole(edge, "Anchor") for edge in (element.text or "").split(",")]
        if len(edges) != _EDGES:
            raise Malformed(tr("the box of a comment has no place"))
        down = shift.row(edges[2] + 1) - edges[2] - 1
        edges[2], edges[6] = edges[2] + down, edges[6] + down
        element.text = ", ".join(map(str, edges))


def _pivot(parts: Parts, part: str, shifts: Shifts) -> None:
    for element in elements(parts.tree(part), "worksheetSource"):
        shift = shifts.get(element.get("sheet", "").casefold())
        if shift and element.get("ref"):
            parts.change(part)
            element.set("ref", shift.area(element.get("ref")))
