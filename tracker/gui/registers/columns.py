"""The columns of both registers: the text of a cell, its sort key, and the field that is edited in it."""

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
from tracker.domain.text.folding import folded
from tracker.gui.kit.i18n import day, tr
from tracker.i18n import QT_TR_NOOP, capital, language

Row = MeasureRow | EvidenceRow
Words = Callable[[Any], str]
"""Returns a text about a row of either register."""
Order = Callable[[Any], Any]
"""Returns the sort key of a row: text or a number."""


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """A column. `width` in pixels; `words` returns the text of a cell, `order` its sort key, `detail` its tooltip if
    that says more. Cells with a `field` can be edited: as one of `choices`, as a date if `dated`, else as a line of
    text."""

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
def _choice_words(choice: StrEnum, _language: str) -> str:
    return capital(tr(choice.value))


def paragraphs(links: tuple[Link, ...]) -> str:
    """The linked paragraphs in one line: "A/RES/74/178: 19, 22; A/RES/68/197: 4"."""
    return "; ".join(map(str, grouped(parse(link.words) for link in links)))


def _with_notes(links: tuple[Link, ...]) -> str:
    """What is linked, with the note of each link, one per line."""
    return "\n".join(f"{link.words}: {link.note}" if link.note else link.words for link in links)


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
    """The columns of the fields whose declaration gives a column width (`pixels`)."""
    makers = {Kind.DAY: _day, Kind.CHOICE: _choice}
    return [makers.get(field.kind, _text)(field) for field in fields_of(kind).values() if field.pixels]


_LED = 3  # columns before the one with the paragraphs: title, type, and status or source
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
            lambda row: "; ".join(measure.words for measure in row.measures),
            lambda row: -len(row.measures),
            lambda row: _with_notes(row.measures),
        ),
    ),
}
