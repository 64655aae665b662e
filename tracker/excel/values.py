"""The values that a cell can hold."""

import math
import re
from datetime import UTC, date, datetime

from tracker.domain.reports.sent import cell_text
from tracker.excel.columns import Value

_FIRST_DAY = date(1900, 3, 1)
"""Earlier dates are shown wrongly, or as ####: Excel counts from 1900 and gives that year a 29 February."""
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML forbids. Text is cleaned when it is typed; in text from elsewhere they are shown as U+FFFD."""


def plain(value: Value) -> Value:
    """The value as a cell can hold it: text without what XML forbids, times in UTC, dates before 1 March 1900 as text.
    Raises ValueError for an infinite number or NaN."""
    if isinstance(value, str):
        if "_x" in value:  # a literal "_x0041_" would be read back as "A"
            value = _ESCAPED.sub("_x005F_", value)
        return allowed(value)
    if isinstance(value, datetime) and value.tzinfo:
        value = value.astimezone(UTC).replace(tzinfo=None)
    if isinstance(value, date) and (value.year, value.month, value.day) < _FIRST_DAY.timetuple()[:3]:
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{value} is no number for a cell.")
    return value


def allowed(text: str) -> str:
    """The text without what XML forbids."""
    return text if text.isascii() and text.isprintable() else _FORBIDDEN.sub("\ufffd", text)


def as_read(value: object) -> str:
    """The text that is read back from a cell with a value that `plain` gave."""
    return cell_text(value).replace("_x005F_x", "_x")


def data_type(value: Value) -> str:
    """openpyxl's code for the type of a value. Text is text, whatever it starts with, and never becomes a formula."""
    return "s" if isinstance(value, str) else "d" if isinstance(value, date) else "n"
