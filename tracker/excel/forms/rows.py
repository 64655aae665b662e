"""The rows below a form's headings, in the style of the first row there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from xml.sax.saxutils import escape, quoteattr

from lxml import etree
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

from tracker.excel.columns import Value
from tracker.excel.forms.attributes import cell_column, column_of, integer, real, row_of
from tracker.excel.forms.cell_styles import CellStyles
from tracker.excel.forms.parts import Element, elements, local, sheet_rows
from tracker.excel.forms.relocate import translated
from tracker.excel.forms.worksheet import Table
from tracker.excel.styles import PADDING, SIZE, TALLEST, height
from tracker.excel.truncation import TOO_HIGH, Truncation
from tracker.excel.values import plain

_WIDTH = 8.43  # characters, the width of a column without one of its own


@dataclass(frozen=True, slots=True)
class Sample:
    """The first row below the headings. `cells` by column number; `styles` likewise, also for columns without a cell;
    `widths` in characters; `attributes` of the row, as XML; `height` in points, 0 if not set. `merged`: (first column,
    last column) of each merged area in the row."""

    row: int
    cells: Mapping[int, Element]
    styles: Mapping[int, int]
    widths: Mapping[int, float]
    attributes: str
    height: float
    merged: Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Part:
    """Where rows go: from row `first`, at least to `last`, in a part whose elements have this `prefix` ("" or "x:"), in
    a workbook that counts days from `epoch`."""

    first: int
    last: int
    prefix: str
    epoch: datetime


def number_cells(root: Element) -> None:
    """Write the number of each row and the address of each cell, which programs may leave out."""
    last = 0
    for row in sheet_rows(root):
        last = integer(row, "r", last + 1, least=last + 1)
        row.set("r", str(last))
        column = 0
        for cell in elements(row, "c"):
            column = cell_column(cell) if cell.get("r") else column + 1
            cell.set("r", f"{get_column_letter(column)}{last}")


def sample(root: Element, table: Table) -> Sample:
    """The first row below the headings, even if the file leaves it out."""
    row = next((element for element in sheet_rows(root) if element.get("r") == str(table.first)), None)
    cells = {cell_column(cell): cell for cell in elements(row, "c")} if row is not None else {}
    attributes = _repeated(row, root) if row is not None else ""
    default = next(elements(root, "sheetFormatPr"), None)
    default_width = real(default, "defaultColWidth", _WIDTH) if default is not None else _WIDTH
    widths: dict[int, float] = {}
    styles: dict[int, int] = {}
    for number in {*cells, *table.columns}:
        column = next(
            (
                element
                for element in elements(root, "col")
                if integer(element, "min") <= number <= integer(element, "max")
            ),
            None,
        )
        widths[number] = real(column, "width", default_width) if column is not None else default_width
        if number in cells:
            styles[number] = integer(cells[number], "s", 0)
        elif row is not None and row.get("s"):
            styles[number] = integer(row, "s")
        else:
            styles[number] = integer(column, "style", 0) if column is not None else 0
    merged = []
    for area in elements(root, "mergeCell"):
        first, _, last = area.get("ref", "").partition(":")
        if row_of(first, "mergeCell") == row_of(last, "mergeCell") == table.first:
            merged.append((column_of(first, "mergeCell"), column_of(last, "mergeCell")))
    for begin, end in merged:
        widths[begin] = sum(widths.get(number, default_width) for number in range(begin, min(end, begin + 100) + 1))
    row_height = real(row, "ht", 0) if row is not None else 0.0
    return Sample(table.first, cells, styles, widths, attributes, row_height, merged)


_OWN = ("r", "spans", "ht", "customHeight", "hidden")
"""Attributes that belong to one row alone, or follow from its content."""


def _repeated(row: Element, root: Element) -> str:
    """The attributes of a row that all rows get, as XML. Excel writes some in namespaces of its own."""
    attributes = ""
    for name, value in row.attrib.items():
        namespace, own_name = etree.QName(name).namespace, etree.QName(name).localname
        if namespace:
            prefix = next(prefix for prefix, bound in row.nsmap.items() if prefix and bound == namespace)
            if root.nsmap.get(prefix) != namespace:
                attributes += f" xmlns:{prefix}={quoteattr(namespace)}"
            own_name = f"{prefix}:{own_name}"
        if own_name not in _OWN:
            attributes += f" {own_name}={quoteattr(value)}"
    return attributes


def prepared(root: Element, table: Table, looks: CellStyles, known: Sample) -> int:
    """The last of the rows below the headings that are empty and styled like the first."""
    last = table.first
    merged = [area.get("ref", "").partition(":") for area in elements(root, "mergeCell")]
    spans = [(row_of(first, "mergeCell"), row_of(end, "mergeCell")) for first, _, end in merged]
    several = [(first, end) for first, end in spans if first != end]
    framed = all(looks.bordered(known.styles[column]) for column in table.columns)
    for row in sheet_rows(root):
        if integer(row, "r") != last + 1 or integer(row, "r") <= table.first:
            continue
        cells = {cell_column(cell): cell for cell in elements(row, "c")}
        styles = {column: integer(cells[column], "s", 0) if column in cells else 0 for column in table.columns}
        same_styles = styles == {column: known.styles[column] for column in table.columns} and any(styles.values())
        if not same_styles and not (framed and all(map(looks.bordered, styles.values()))):
            break
        if any(
            len(cell) and (column not in known.cells or not len(known.cells[column])) for column, cell in cells.items()
        ):
            break
        if any(first <= last + 1 <= end for first, end in several):
            break
        last += 1
    return last


def lines(
    table: Table,
    known: Sample,
    looks: CellStyles,
    headings: Sequence[str],
    values: Sequence[Sequence[Value]],
    part: Part,
    unshown: Truncation,
) -> Iterator[bytes]:
    """The rows as XML bytes; those beyond the values are empty. `unshown` collects the rows with more text than can be
    shown."""
    value_index = {column: headings.index(heading) for column, heading in table.columns.items()}
    p, first = part.prefix, part.first
    for number in range(first, max(first + len(values) - 1, part.last) + 1):
        row_values = values[number - first] if number - first < len(values) else None
        cells, needed = [], known.height
        for column in sorted({*known.cells, *value_index}):
            address, style = f"{get_column_letter(column)}{number}", known.styles[column]
            if column not in value_index:
                cells.append(
                    _copied(known.cells[column], address, style, p) if row_values else _empty(address, style, p)
                )
            elif row_values is None:
                cells.append(_empty(address, style, p))
            else:
                value = plain(row_values[value_index[column]])
                style = wrapping(value, style, known.widths[column], looks)
                cells.append(cell(value, address, style, p, part.epoch))
                needed = max(needed, needed_height(value, known.widths[column], style, looks))
        if needed > TALLEST:
            unshown.add(table.worksheet, number, TOO_HIGH)
        height_attributes = f' ht="{min(needed, TALLEST):g}" customHeight="1"' if needed else ""
        yield f'<{p}row r="{number}"{known.attributes}{height_attributes}>{"".join(cells)}</{p}row>'.encode()


def cell(value: Value, at: str, style: int, p: str, epoch: datetime) -> str:
    """A cell as XML; text stays text, whatever it begins with."""
    if value is None or value == "":
        return _empty(at, style, p)
    if isinstance(value, str):
        content = f'<{p}is><{p}t xml:space="preserve">{escape(value)}</{p}t></{p}is>'
        return f'<{p}c r="{at}" s="{style}" t="inlineStr">{content}</{p}c>'
    number = to_excel(value, epoch) if isinstance(value, date) else value  # type: ignore[no-untyped-call]
    return f'<{p}c r="{at}" s="{style}"><{p}v>{number}</{p}v></{p}c>'


def fitting(value: Value, style: int, looks: CellStyles) -> int:
    """The style in which a value is shown as what it is: a date as a date."""
    if isinstance(value, date) and not looks.shows_days(style):
        return looks.like(style, "yyyy-mm-dd hh:mm" if isinstance(value, datetime) else "yyyy-mm-dd")
    return style


def needed_height(value: Value, width: float, style: int, looks: CellStyles) -> float:
    """The height in points that a row needs to show a value in a column of this width (characters); 0 if it does not
    wrap, or a character does not fit."""
    size = looks.size(style)
    if not isinstance(value, str) or not looks.wraps(style) or width * SIZE < size:
        return 0
    return (height([value], [width * SIZE / size]) - PADDING) * size / SIZE + PADDING


def wrapping(value: Value, style: int, width: float, looks: CellStyles) -> int:
    """Like `fitting`, but long text gets a style that wraps, or it would be cut at the next cell."""
    if isinstance(value, str) and not looks.wraps(style) and ("\n" in value or len(value) > width):
        return looks.like(style, wraps=True)
    return fitting(value, style, looks)


def _copied(original: Element, address: str, style: int, p: str) -> str:
    """The content of the first row under a heading that we don't know: its formula as if copied down, or its value."""
    formula = next(elements(original, "f"), None)
    if formula is not None:
        if not formula.text or formula.get("t") in ("array", "dataTable"):
            return _empty(address, style, p)
        text = escape(translated(formula.text, original.get("r"), address))
        return f'<{p}c r="{address}" s="{style}"><{p}f>{text}</{p}f></{p}c>'
    if not len(original):
        return _empty(address, style, p)
    inner = "".join(etree.tostring(child, encoding="unicode", with_tail=False) for child in original if local(child))
    kind = f" t={quoteattr(original.get('t'))}" if original.get("t") else ""
    return f'<{p}c r="{address}" s="{style}"{kind}>{inner}</{p}c>'


def _empty(address: str, style: int, p: str) -> str:
    return f'<{p}c r="{address}" s="{style}"/>'
