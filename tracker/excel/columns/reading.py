"""Reads the values of returned cells, field by field."""

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
from tracker.domain.instruments.cited_paragraphs import NotUnderstood, cited
from tracker.domain.reports.comparison import Unread, Value
from tracker.domain.text.dates import parse_date
from tracker.domain.text.folding import folded
from tracker.domain.text.text import clean, too_long
from tracker.excel.cells import Cell, as_date, shown
from tracker.excel.words import level_words
from tracker.i18n import tr

DECLARED: dict[Register | None, Mapping[str, Field]] = {
    None: fields_of(Assessment),
    Register.MEASURE: fields_of(Measure),
    Register.EVIDENCE: fields_of(Evidence),
}
"""The declared fields of the matrix (None) and of each register."""


def choices_of(register: Register) -> dict[str, type[StrEnum]]:
    """The enumerations of a register's fields, by field name."""
    return {name: field.choices for name, field in DECLARED[register].items() if field.choices}


_DAY_NOUGHT = date(1899, 12, 30)
_YEARS = (_DAY_NOUGHT + timedelta(1800), _DAY_NOUGHT + timedelta(2200))
"""The dates that a cell formatted as a date contains if somebody typed just a year from 1800 to 2200."""
_MIDNIGHT = re.compile(r"[ T]00:00(:00(\.0+)?)?Z?$")

Reader = Callable[[Cell | None], Value | Unread]


def reader(register: Register | None, field: str, scale: Scale, languages: tuple[str, ...], epoch: datetime) -> Reader:
    """How cells of a field are read; the reader takes None for an empty cell. `register` is None for the matrix. Words
    of levels and lists may be in any of the languages."""
    if field == "paragraphs":
        return _paragraphs
    declared = DECLARED[register][field]
    if declared.kind is Kind.LEVEL:
        english_words = _level_words(scale, languages)
        return lambda cell: _level(cell, scale, english_words)
    if declared.kind is Kind.DAY:
        return lambda cell: _date(cell, epoch)
    if choices := declared.choices:
        choice_of_word = _meant(((choice.value, choice) for choice in choices), languages)
        return lambda cell: _choice(cell, choices, choice_of_word)
    return _without_blanks if register else text


_Meant = TypeVar("_Meant")


def _meant(words: Iterable[tuple[str, _Meant]], languages: Sequence[str]) -> dict[str, _Meant]:
    """The meaning of each word in any of the languages; earlier languages take precedence."""
    meanings: dict[str, _Meant] = {}
    pairs = list(words)
    for language in languages:
        for word, meaning in pairs:
            meanings.setdefault(_plain(tr(word).in_language(language)), meaning)
    return meanings


def _level_words(scale: Scale, languages: Sequence[str]) -> dict[str, str]:
    """The English words of the scale, by their folded form in any of the languages."""
    words = [(word, word) for word in scale.words.values()]
    short = [(level.short, word) for level, word in scale.words.items()] if scale is TRACKER else []
    return _meant((*words, *short), languages)


def _plain(words: str) -> str:
    return " ".join(folded(words).split())


def as_typed(cell: Cell) -> str | Unread:
    """The cell as text; a number or date that a spreadsheet made of a text is written out as it is shown."""
    return cell if isinstance(cell, Unread) else shown(cell)


def text(cell: Cell | None) -> str | Unread:
    """The cell as text that can be stored; "" if it is blank."""
    if cell is None:
        return ""
    typed = as_typed(cell)
    if isinstance(typed, Unread):
        return typed
    typed = clean(typed)
    if fault := too_long(typed):
        return Unread(fault)
    return typed if not typed.isspace() else ""


def _without_blanks(cell: Cell | None) -> str | Unread:
    """Like `text`, but stripped as registers do; else it would count as changed on every comparison."""
    typed = text(cell)
    return typed.strip() if isinstance(typed, str) else typed


def _level(cell: Cell | None, scale: Scale, english_words: Mapping[str, str]) -> Level | Unread:
    typed = text(cell)
    if isinstance(typed, Unread):
        return typed
    if not typed:
        return Level.NOT_ASSESSED
    if level := level_of(scale, english_words.get(_plain(typed), typed)):
        return level
    scale_words = ", ".join(dict.fromkeys(filter(None, level_words(scale).values())))
    return Unread(
        tr(
            "“{words}” is no level of the scale. There is: {known}.",
            code="level.unknown",
            words=typed[:80],
            known=scale_words,
        )
    )


def _date(cell: Cell | None, epoch: datetime) -> date | Unread | None:
    day: date | Unread | None
    if isinstance(cell, datetime):
        day = cell.date()
    elif cell is None or isinstance(cell, date | Unread):
        day = cell
    elif isinstance(cell, float):
        day = as_date(cell, epoch)
    elif isinstance(cell, bool):
        day = Unread(tr("This is not a date.", code="date.unreadable"))
    else:
        try:
            day = parse_date(_MIDNIGHT.sub("", cell.strip()))
        except ValueError as fault:
            day = Unread(tr("“{words}”: {fault}", code="date.unreadable", words=cell[:40], fault=fault.args[0]))
    if isinstance(day, date) and _YEARS[0] <= day <= _YEARS[1] and isinstance(cell, float | date):
        year = (day - _DAY_NOUGHT).days
        return Unread(
            tr(
                "“{year}” alone is taken for a day of {taken}. Type the whole date, like {year}-06-30.",
                code="date.year-alone",
                year=year,
                taken=day.year,
            )
        )
    unlikely = unlikely_date(day) if isinstance(day, date) else None
    return Unread(unlikely) if unlikely else day


def _choice(
    cell: Cell | None, choices: type[StrEnum], choice_of_word: Mapping[str, StrEnum]
) -> StrEnum | Unread | None:
    typed = text(cell)
    if isinstance(typed, Unread) or not typed:
        return typed or None
    if choice := choice_of_word.get(_plain(typed)):
        return choice
    allowed = ", ".join(str(tr(member.value)) for member in choices)
    return Unread(tr("“{words}” is none of: {known}.", code="choice.unknown", words=typed[:80], known=allowed))


def _paragraphs(cell: Cell | None) -> tuple[str, ...] | Unread:
    """The references in a cell: "A/RES/74/178: 19, 20", one line for each instrument, gives ("A/RES/74/178, 19", ...);
    "19" alone gives (", 19",)."""
    typed = text(cell)
    if isinstance(typed, Unread):
        return typed
    try:
        return tuple(map(str, cited(typed)))
    except NotUnderstood as fault:
        return Unread(
            tr(
                "“{words}” can't be understood as paragraphs. Write them like A/RES/74/178: 19, 58 (a).",
                code="paragraphs.unreadable",
                words=fault.args[0].strip()[:80],
            )
        )
