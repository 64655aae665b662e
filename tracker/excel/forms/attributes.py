"""Numbers and addresses in a form, which is untrusted: what the standard (ECMA-376) does not allow is Malformed."""

import math

from openpyxl.utils import column_index_from_string

from tracker.excel.forms.parts import Element, elements, local
from tracker.i18n import Message, tr

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


class Malformed(Exception):
    """Something in the form is not as the standard has it; `how` completes "The form is damaged: ..."."""

    def __init__(self, how: Message) -> None:
        super().__init__(how)
        self.how = how


def integer(element: Element, name: str, default: int | None = None, least: int = 0, most: int = LAST_ROW) -> int:
    """The whole number in an attribute, between `least` and `most`; `default` where the attribute is missing. Raises
    Malformed."""
    text = element.get(name)
    if text is None and default is not None:
        return default
    return whole(text or "", local(element), least, most)


def whole(text: str, element: str, least: int = 0, most: int = LAST_ROW) -> int:
    """The whole number that is written in an element of this name. Raises Malformed."""
    try:
        number = int(text)
    except ValueError:
        raise _odd(element, text) from None
    if not least <= number <= most:
        raise _odd(element, text)
    return number


def real(element: Element, name: str, default: float) -> float:
    """The number in an attribute, not negative; `default` where the attribute is missing. Raises Malformed."""
    text = element.get(name)
    if text is None:
        return default
    try:
        number = float(text)
    except ValueError:
        raise _odd(local(element), text) from None
    if not (math.isfinite(number) and 0 <= number <= LAST_ROW):
        raise _odd(local(element), text)
    return number


def required(root: Element, name: str) -> Element:
    """The first element of this name. Raises Malformed where there is none."""
    for element in elements(root, name):
        return element
    raise Malformed(tr("it has no element “{element}”", element=name))


def cell_column(cell: Element) -> int:
    """The number of the column in a cell's address. Raises Malformed."""
    return column_of(cell.get("r", "A"), local(cell))


def column_of(address: str, element: str) -> int:
    """The number of the column in an address such as "$C$17" that is written in an element of this name. Raises
    Malformed."""
    try:
        number = int(column_index_from_string(address.replace("$", "").rstrip("0123456789")))
    except ValueError:
        raise _odd(element, address) from None
    if number > LAST_COLUMN:
        raise _odd(element, address)
    return number


def row_of(address: str, element: str) -> int:
    """The number of the row in an address. Raises Malformed."""
    return whole(address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ$") or "0", element)


def _odd(element: str, text: str) -> Malformed:
    return Malformed(
        tr("its element “{element}” holds “{value}”, which can't be there", element=element, value=text[:40])
    )
