"""The columns of both registers: what a cell says, what it sorts by, and which field is edited in it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from tracker.domain.casework.evidence import Evidence, EvidenceRow
from tracker.domain.casework.fields import Field, Kind, fields_of
from tracker.domain.casework.measures import Measure, MeasureRow
from tracker.domain.casework.registers import Link, Register
from tracker.domain.instruments.paragraph_ref import grouped, parse
from tracker.domain.text.text import folded
from tracker.gui.kit.i18n import day, tr
from tracker.i18n import QT_TR_NOOP, capital, language

Row = MeasureRow | EvidenceRow
Words = Callable[[Any], str]
"""Says something of a row of the one register or the other."""
Order = Callable[[Any], Any]
"""What rows are sorted by: words, or numbers."""


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """`words` is what a cell says, `order` what it sorts by, `detail` what its tooltip says where that differs. A cell
    with a `field` can be edited: as one of `choices`, as a date where it is `dated`, else as a line of text."""

    heading: str
    width: int
    words: Words
    order: Order
    detail: Words | None = None
    field: str = ""
    choices: type[StrEnum] | None = None
    dated: bool = False


def value_of(row: Row) -> Measure | Evidence:
    """The measure or the evidence in a row."""
    return row.measure if isinstance(row, MeasureRow) else row.evidence


def choice_words(one: StrEnum) -> str:
    return _choice_words(one, language())


@cache
def _choice_words(one: StrEnum, _language: str) -> str:
    return capital(tr(one.value))


def paragraphs(links: tuple[Link, ...]) -> str:
    """Where links lead in one line: "A/RES/74/178: 19, 22; A/RES/68/197: 4"."""
    return "; ".join(map(str, grouped(parse(one.words) for one in links)))


def _with_notes(links: tuple[Link, ...]) -> str:
    """Where links lead and what each says, a line each."""
    return "\n".join(f"{one.words}: {one.note}" if one.note else one.words for one in links)


def _text(declared: Field) -> RegisterColumn:
    def words(row: Row) -> str:
        return str(getattr(value_of(row), declared.name))

    return RegisterColumn(declared.title, declared.pixels, words, lambda row: folded(words(row)), field=declared.name)


def _choice(declared: Field) -> RegisterColumn:
    def words(row: Row) -> str:
        return choice_words(getattr(value_of(row), declared.name))

    return RegisterColumn(declared.title, declared.pixels, words, words, field=declared.name, choices=declared.choices)


def _day(declared: Field) -> RegisterColumn:
    return RegisterColumn(
        declared.title,
        declared.pixels,
        lambda row: day(getattr(value_of(row), declared.name)),
        lambda row: str(getattr(value_of(row), declared.name) or ""),
        field=declared.name,
        dated=True,
    )


def _linked(heading: str) -> RegisterColumn:
    return RegisterColumn(
        heading,
        190,
        lambda row: paragraphs(row.paragraphs),
        lambda row: -len(row.paragraphs),
        lambda row: _with_notes(row.paragraphs),
    )


def _declared(kind: type) -> list[RegisterColumn]:
    """The columns of the fields that are declared to have one here."""
    makers = {Kind.DAY: _day, Kind.CHOICE: _choice}
    return [makers.get(one.kind, _text)(one) for one in fields_of(kind).values() if one.pixels]


_LED = 3  # what a row is, of which kind, and the status or source: then the paragraphs
_MEASURE, _EVIDENCE = _declared(Measure), _declared(Evidence)
COLUMNS: dict[Register, tuple[RegisterColumn, ...]] = {
    Register.MEASURE: (
        *_MEASURE[:_LED],
        _linked(QT_TR_NOOP("Answers")),
        *_MEASURE[_LED:],
        RegisterColumn(QT_TR_NOOP("Evidence"), 80, lambda row: str(row.evidence or ""), lambda row: -row.evidence),
    ),
    Register.EVIDENCE: (
        *_EVIDENCE[:_LED],
        _linked(QT_TR_NOOP("Supports")),
        *_EVIDENCE[_LED:],
        RegisterColumn(
            QT_TR_NOOP("Files"),
            160,
            lambda row: ", ".join(file.name for file in row.files),
            lambda row: folded(", ".join(file.name for file in row.files)),
        ),
        RegisterColumn(
            QT_TR_NOOP("Shows"),
            160,
            lambda row: "; ".join(one.words for one in row.measures),
            lambda row: -len(row.measures),
            lambda row: _with_notes(row.measures),
        ),
    ),
}
