"""How the values of cells are read back, field by field."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum

from tracker.domain.casework.assessments import Assessment
from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.fields import Field, Kind, fields_of
from tracker.domain.casework.levels import Level, Scale, level_of
from tracker.domain.casework.measures import Measure
from tracker.domain.casework.registers import Register, unlikely_date
from tracker.domain.instruments.paragraph_ref import ParagraphRef
from tracker.domain.reports.comparison import Unread, Value
from tracker.domain.text.dates import parse_date
from tracker.domain.text.paragraph_numbers import numbers
from tracker.domain.text.text import clean, too_long
from tracker.excel.cells import Cell, as_date

DECLARED: dict[Register | None, Mapping[str, Field]] = {
    None: fields_of(Assessment),
    Register.MEASURE: fields_of(Measure),
    Register.EVIDENCE: fields_of(Evidence),
}
"""The fields of the matrix (None) and of the registers."""


def choices_of(register: Register) -> dict[str, type[StrEnum]]:
    """The fields of a register that hold one of a list of words."""
    return {name: one.choices for name, one in DECLARED[register].items() if one.choices}


_BETWEEN = re.compile(r"[,;]|\band\b|&", re.IGNORECASE)
_PARAGRAPH = re.compile(r"^(?:OP|paragraphs?|paras?\.?|§)\s*(?=\d)", re.IGNORECASE)
_DAY_NOUGHT = date(1899, 12, 30)
_YEARS = (_DAY_NOUGHT + timedelta(1800), _DAY_NOUGHT + timedelta(2200))
"""Days that stand in a cell where somebody typed 1800 to 2200, a year, and the cell shows dates."""
_MIDNIGHT = re.compile(r"[ T]00:00(:00(\.0+)?)?Z?$")

Reader = Callable[[Cell | None], Value | Unread]


def reader(register: Register | None, field: str, scale: Scale, epoch: datetime) -> Reader:
    """How a cell of that field is read; None is a cell that holds nothing. `register` is None for the matrix."""
    if field == "paragraphs":
        return _paragraphs
    declared = DECLARED[register][field]
    if declared.kind is Kind.LEVEL:
        return lambda cell: _level(cell, scale)
    if declared.kind is Kind.DAY:
        return lambda cell: _date(cell, epoch)
    if choices := declared.choices:
        return lambda cell: _choice(cell, choices)
    return _without_blanks if register else text


def as_typed(cell: Cell) -> str | Unread:
    """The cell as text, as it is; a number or a day that a spreadsheet made of words is written out."""
    if isinstance(cell, str | Unread):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    return format(cell, ".15g") if isinstance(cell, float) else cell.isoformat()


def text(cell: Cell | None) -> str | Unread:
    """Words as they are kept."""
    if cell is None:
        return ""
    words = as_typed(cell)
    if isinstance(words, Unread):
        return words
    words = clean(words)
    if fault := too_long(words):
        return Unread(fault)
    return words if not words.isspace() else ""


def _without_blanks(cell: Cell | None) -> str | Unread:
    """Words as a register keeps them; else they would come back as changed each time they are looked at."""
    words = text(cell)
    return words.strip() if isinstance(words, str) else words


def _level(cell: Cell | None, scale: Scale) -> Level | Unread:
    words = text(cell)
    if isinstance(words, Unread):
        return words
    if not words:
        return Level.NOT_ASSESSED
    found = level_of(scale, words)
    known = ", ".join(dict.fromkeys(word for word in scale.words.values() if word))
    return found or Unread(f"“{words[:80]}” is no level of the scale. There is: {known}.")


def _date(cell: Cell | None, epoch: datetime) -> date | Unread | None:
    found: date | Unread | None
    if cell is None or isinstance(cell, date | Unread):
        found = cell
    elif isinstance(cell, float):
        found = as_date(cell, epoch)
    elif isinstance(cell, bool):
        found = Unread("This is no date.")
    else:
        try:
            found = parse_date(_MIDNIGHT.sub("", cell.strip()))
        except ValueError as fault:
            found = Unread(f"“{cell[:40]}”: {fault}")
    if isinstance(found, date) and _YEARS[0] <= found <= _YEARS[1] and isinstance(cell, float | date):
        year = (found - _DAY_NOUGHT).days
        return Unread(f"“{year}” alone is taken for a day of {found.year}. Type the whole date, like {year}-06-30.")
    unlikely = unlikely_date(found) if isinstance(found, date) else ""
    return Unread(unlikely) if unlikely else found


def _choice(cell: Cell | None, choice: type[StrEnum]) -> StrEnum | Unread | None:
    words = text(cell)
    if isinstance(words, Unread) or not words:
        return words or None
    found = next((one for one in choice if one.value.casefold() == " ".join(words.split()).casefold()), None)
    return found or Unread(f"“{words[:80]}” is none of: {', '.join(choice)}.")


def _paragraphs(cell: Cell | None) -> tuple[str, ...] | Unread:
    """ "A/RES/74/178: 19, 20", a line for each instrument, as ("A/RES/74/178, 19", ...); "19" alone as (", 19",).
    People also write "A/RES/74/178, 19; A/RES/68/197: para. 3 and 4", all in one line."""
    words = text(cell)
    if isinstance(words, Unread):
        return words
    found: list[str] = []
    for line in words.splitlines():
        symbol = ""
        for piece in _BETWEEN.split(line):
            named, colon, label = piece.rpartition(":")
            if not colon and "/" in label:
                named, label = label, ""
            symbol = " ".join(named.split()) or symbol
            for one in numbers(_PARAGRAPH.sub("", " ".join(label.split()))):
                found.append(str(ParagraphRef(symbol, one)))
    return tuple(dict.fromkeys(found))
