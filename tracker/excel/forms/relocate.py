"""After rows were added to worksheets of a form: all that leads to their cells, in whatever part, leads there still."""

import re
from collections.abc import Collection

from openpyxl.formula.tokenizer import TokenizerError
from openpyxl.formula.translate import Translator

from tracker.errors import TrackerError
from tracker.excel.cells import Book
from tracker.excel.forms.parts import Element, Parts, elements, local
from tracker.excel.forms.row_shift import Shift, Shifts, formula, unsafe
from tracker.i18n import tr

_FORMULAS = ("f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula", "totalsRowFormula")
_CELLS = ("topLeftCell", "activeCell", "ref", "r1", "r2")
_FOLLOW = {"drawing", "comments", "threadedComment", "vmlDrawing", "table", "printerSettings", "hyperlink", "image"}
"""Kinds of parts beside a worksheet that can follow its rows, or need not."""


def move(parts: Parts, book: Book, shifts: Shifts) -> None:
    """Let everything follow the rows that are added. Raises TrackerError where something can't."""
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
    """Take away what formulas came to before, where they depend on a worksheet that was filled in, by whatever way:
    not every program works all of them out anew when it opens a workbook."""
    words = {name: [one.text or "" for one in elements(parts.tree(part), "f")] for name, part in book.parts.items()}
    stale, known = set(filled), {name.casefold().replace("'", "''") for name in filled}
    for name in filled:
        for part, kind in parts.related(book.parts[name]).items():
            if kind == "table":
                known.add(parts.tree(part).get("displayName", name).casefold())
    growing = True
    while growing:
        known |= {name for name, meant in parts.names() if any(one in meant.casefold() for one in known)}
        more = {
            name
            for name, every in words.items()
            if name not in stale and any(one in said.casefold() for said in every for one in known)
        }
        stale |= more
        known |= {name.casefold().replace("'", "''") for name in more}
        growing = bool(more)
    for name in stale:
        for found in list(elements(parts.tree(book.parts[name]), "f")):
            cell = found.getparent()
            for value in [one for one in cell if local(one) == "v"]:
                parts.change(book.parts[name])
                cell.remove(value)
                cell.attrib.pop("t", None)


def with_own_formulas(root: Element) -> None:
    """Give each cell of a worksheet its formula: those that share one lead by where the first of them stands."""
    first: dict[str, tuple[str, str]] = {}
    for cell in elements(root, "c"):
        for found in elements(cell, "f"):
            if found.get("t") != "shared":
                continue
            key, at = found.get("si", ""), cell.get("r", "")
            if found.text:
                first[key] = (found.text, at)
            elif key in first:
                words, origin = first[key]
                found.text = translated(words, origin, at)
            for name in ("t", "si", "ref"):
                found.attrib.pop(name, None)


def translated(words: str, origin: str, to: str) -> str:
    """A formula as it is when it is copied from one cell to another."""
    try:
        return str(Translator(f"={words}", origin=origin).translate_formula(to))[1:]
    except TokenizerError as fault:
        raise TrackerError(
            tr("The formula {formula} of the form can't be read.", formula=words[:80]), tr("Take it out of the form.")
        ) from fault


def _sheet(root: Element, name: str, shift: Shift, shifts: Shifts) -> None:
    """The cells of a worksheet, and all in it that names cells."""
    for row in elements(root, "row"):
        number = shift.row(int(row.get("r")))
        row.set("r", str(number))
        for cell in elements(row, "c"):
            cell.set("r", f"{cell.get('r').rstrip('0123456789')}{number}")
    _formulas(root, name, shifts)
    for one in root.iter("{*}*"):
        kind = local(one)
        for attribute in _CELLS:
            if words := one.get(attribute):
                one.set(attribute, shift.area(words))
        if words := one.get("sqref"):
            one.set("sqref", shift.areas(words, grows=kind != "selection"))
        if kind == "sqref" and one.text:
            one.text = shift.areas(one.text, grows=True)
        elif kind == "hyperlink" and (words := one.get("location")):
            one.set("location", formula(words, name, shifts))
        elif kind == "brk" and local(one.getparent()) == "rowBreaks":
            one.set("id", str(shift.row(int(one.get("id", 0)))))


def _formulas(root: Element, home: str, shifts: Shifts) -> bool:
    """Whether any formula below `root` leads elsewhere now."""
    shared = any(one.get("t") == "shared" for one in elements(root, "f"))
    if shared and any(_leads(one.text, home, shifts) for one in elements(root, "f")):
        with_own_formulas(root)
    changed = False
    sheets = {n: one.get("name", "") for n, one in enumerate(elements(root, "sheet"))}
    for one in elements(root, *_FORMULAS):
        words = one.text
        if words and any(map(str.isdigit, words)):
            here = sheets.get(int(one.get("localSheetId", -1)), home)
            one.text = formula(words, here, shifts, grows=local(root) == "chartSpace")
            changed = changed or one.text != words
    return changed


def _leads(words: str | None, home: str, shifts: Shifts) -> bool:
    return bool(words) and formula(words or "", home, shifts) != words


def _beside(parts: Parts, part: str, name: str, shift: Shift, shifts: Shifts) -> None:
    """The parts beside a worksheet: pictures and charts, comments, tables."""
    for found, kind in parts.related(part).items():
        if kind not in _FOLLOW:
            raise unsafe(
                tr(
                    "Sheet “{sheet}” holds a part that can't follow ({kind}) when rows are added to the form.",
                    sheet=name,
                    kind=kind,
                )
            )
        if kind == "drawing":
            _drawing(parts.change(found), shift)
        elif kind in ("comments", "threadedComment"):
            for one in elements(parts.change(found), "comment", "threadedComment"):
                one.set("ref", shift.area(one.get("ref", "")))
        elif kind == "vmlDrawing":
            _vml(parts.change(found), shift)
        elif kind == "table":
            root = parts.change(found)
            for one in root.iter("{*}*"):
                if words := one.get("ref"):
                    one.set("ref", shift.area(words))
            _formulas(root, name, shifts)


def _drawing(root: Element, shift: Shift) -> None:
    """Pictures and charts below go down with their rows; none is stretched."""
    for anchor in elements(root, "twoCellAnchor", "oneCellAnchor"):
        down = 0
        for corner in anchor:
            if local(corner) not in ("from", "to"):
                continue
            for row in elements(corner, "row"):
                number = int(row.text)
                if local(corner) == "from":
                    down = shift.row(number + 1) - number - 1
                row.text = str(number + down)


def _vml(root: Element, shift: Shift) -> None:
    """The boxes of comments. Rows count from 0 in them."""
    for one in elements(root, "Row"):
        one.text = str(shift.row(int(one.text) + 1) - 1)
    for one in elements(root, "Anchor"):
        edges = [int(edge) for edge in one.text.split(",")]
        down = shift.row(edges[2] + 1) - edges[2] - 1
        edges[2], edges[6] = edges[2] + down, edges[6] + down
        one.text = ", ".join(map(str, edges))


def _pivot(parts: Parts, part: str, shifts: Shifts) -> None:
    for one in elements(parts.tree(part), "worksheetSource"):
        shift = shifts.get(one.get("sheet", "").casefold())
        if shift and one.get("ref"):
            parts.change(part)
            one.set("ref", shift.area(one.get("ref")))
