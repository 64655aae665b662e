"""How the values of cells are read back, field by field."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from tracker.domain.casework.assessments import Assessment
from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.fields import Field, Kind, fields_of
from tracker.domain.casework.levels import TRACKER, Level, Scale, level_of
from tracker.domain.casework.measures import Measure
from tracker.domain.casework.registers import Register, unlikely_date
from tracker.domain.instruments.paragraph_ref import ParagraphRef
from tracker.domain.reports.comparison import Unread, Value
from tracker.domain.text.dates import parse_date
from tracker.domain.text.paragraph_numbers import numbers
from tracker.domain.text.text import clean, folded, too_long
from tracker.excel.cells import Cell, as_date
from tracker.excel.words import level_words
from tracker.i18n import tr

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


def reader(register: Register | None, field: str, scale: Scale, languages: tuple[str, ...], epoch: datetime) -> Reader:
    """How a cell of that field is read; None is a cell that holds nothing. `register` is None for the matrix. Words of
    levels and lists may be in any of the languages."""
    if field == "paragraphs":
        return _paragraphs
    declared = DECLARED[register][field]
    if declared.kind is Kind.LEVEL:
        meant = _level_words(scale, languages)
        return lambda cell: _level(cell, scale, meant)
    if declared.kind is Kind.DAY:
        return lambda cell: _date(cell, epoch)
    if choices := declared.choices:
        listed = _meant(((one.value, one) for one in choices), languages)
        return lambda cell: _choice(cell, choices, listed)
    return _without_blanks if register else text


_Meant = TypeVar("_Meant")


def _meant(words: Iterable[tuple[str, _Meant]], languages: Sequence[str]) -> dict[str, _Meant]:
    """What each word stands for in one of the languages, the first of those that have it."""
    found: dict[str, _Meant] = {}
    known = list(words)
    for one in languages:
        for word, meant in known:
            found.setdefault(_plain(tr(word).in_language(one)), meant)
    return found


def _level_words(scale: Scale, languages: Sequence[str]) -> dict[str, str]:
    """Words of the scale as they are in English."""
    words = [(word, word) for word in scale.words.values()]
    short = [(level.short, word) for level, word in scale.words.items()] if scale is TRACKER else []
    return _meant((*words, *short), languages)


def _plain(words: str) -> str:
    return " ".join(folded(words).split())


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


def _level(cell: Cell | None, scale: Scale, meant: Mapping[str, str]) -> Level | Unread:
    words = text(cell)
    if isinstance(words, Unread):
        return words
    if not words:
        return Level.NOT_ASSESSED
    if found := level_of(scale, meant.get(_plain(words), words)):
        return found
    known = ", ".join(dict.fromkeys(filter(None, level_words(scale).values())))
    return Unread(
        tr(
            "“{words}” is no level of the scale. There is: {known}.",
            code="level.unknown",
            words=words[:80],
            known=known,
        )
    )


def _date(cell: Cell | None, epoch: datetime) -> date | Unread | None:
    found: date | Unread | None
    if cell is None or isinstance(cell, date | Unread):
        found = cell
    elif isinstance(cell, float):
        found = as_date(cell, epoch)
    elif isinstance(cell, bool):
        found = Unread(tr("This is no date.", code="date.unreadable"))
    else:
        try:
            found = parse_date(_MIDNIGHT.sub("", cell.strip()))
        except ValueError as fault:
            found = Unread(tr("“{words}”: {fault}", code="date.unreadable", words=cell[:40], fault=fault.args[0]))
    if isinstance(found, date) and _YEARS[0] <= found <= _YEARS[1] and isinstance(cell, float | date):
        year = (found - _DAY_NOUGHT).days
        return Unread(
            tr(
                "“{year}” alone is taken for a day of {taken}. Type the whole date, like {year}-06-30.",
                code="date.year-alone",
                year=year,
                taken=found.year,
            )
        )
    unlikely = unlikely_date(found) if isinstance(found, date) else None
    return Unread(unlikely) if unlikely else found


def _choice(cell: Cell | None, choices: type[StrEnum], listed: Mapping[str, StrEnum]) -> StrEnum | Unread | None:
    words = text(cell)
    if isinstance(words, Unread) or not words:
        return words or None
    if found := listed.get(_plain(words)):
        return found
    known = ", ".join(str(tr(one.value)) for one in choices)
    return Unread(tr("“{words}” is none of: {known}.", code="choice.unknown", words=words[:80], known=known))


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
