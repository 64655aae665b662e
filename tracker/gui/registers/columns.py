"""The columns of both registers: what a cell says, what it sorts by, and which field is edited in it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import groupby
from typing import Any

from tracker.domain.casework.evidence import EvidenceRow, EvidenceType, Reliability, SourceClass
from tracker.domain.casework.measures import MeasureRow, MeasureStatus, MeasureType
from tracker.domain.casework.registers import Link, Register
from tracker.domain.text.text import folded
from tracker.gui.kit.i18n import day, tr

Row = MeasureRow | EvidenceRow


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """`words` is what a cell says, `order` what it sorts by, `detail` what its tooltip says where that differs. A cell
    with a `field` can be edited: as one of `choices`, as a date where it is `dated`, else as a line of text."""

    heading: str
    width: int
    words: Callable[[Any], str]
    order: Callable[[Any], Any]
    detail: Callable[[Any], str] | None = None
    field: str = ""
    choices: type[StrEnum] | None = None
    dated: bool = False


def value_of(row: Row) -> Any:
    """The measure or the evidence in a row."""
    return row.measure if isinstance(row, MeasureRow) else row.evidence


@cache
def choice_words(one: StrEnum) -> str:
    words = tr(one.value)
    return words[:1].upper() + words[1:]


def paragraphs(links: tuple[Link, ...]) -> str:
    """Where links lead in one line: "A/RES/74/178: 19, 22; A/RES/68/197: 4"."""
    parts = [one.words.partition(", ") for one in links]
    grouped = [(symbol, [label for _, _, label in found]) for symbol, found in groupby(parts, lambda part: part[0])]
    return "; ".join(f"{symbol}: {', '.join(labels)}" for symbol, labels in grouped)


def _with_notes(links: tuple[Link, ...]) -> str:
    """Where links lead and what each says, a line each."""
    return "\n".join(f"{one.words}: {one.note}" if one.note else one.words for one in links)


def _text(heading: str, width: int, field: str) -> RegisterColumn:
    def words(row: Row) -> str:
        return str(getattr(value_of(row), field))

    return RegisterColumn(heading, width, words, lambda row: folded(words(row)), field=field)


def _choice(heading: str, width: int, field: str, choices: type[StrEnum]) -> RegisterColumn:
    def words(row: Row) -> str:
        return choice_words(getattr(value_of(row), field))

    return RegisterColumn(heading, width, words, words, field=field, choices=choices)


def _day(heading: str, field: str) -> RegisterColumn:
    return RegisterColumn(
        heading,
        130,
        lambda row: day(getattr(value_of(row), field)),
        lambda row: str(getattr(value_of(row), field) or ""),
        field=field,
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


COLUMNS: dict[Register, tuple[RegisterColumn, ...]] = {
    Register.MEASURE: (
        _text("Measure", 240, "title"),
        _choice("Type", 150, "type", MeasureType),
        _choice("Status", 90, "status", MeasureStatus),
        _linked("Answers"),
        _text("Act", 150, "act"),
        _text("Article", 90, "article"),
        _text("Authority", 160, "authority"),
        _day("Adopted", "adopted_on"),
        _day("In force", "in_force_on"),
        _day("Planned", "planned_on"),
        _day("Expires", "expires_on"),
        RegisterColumn("Evidence", 80, lambda row: str(row.evidence or ""), lambda row: -row.evidence),
    ),
    Register.EVIDENCE: (
        _text("Evidence", 240, "title"),
        _choice("Type", 150, "type", EvidenceType),
        _choice("Source", 130, "source_class", SourceClass),
        _linked("Supports"),
        _text("Publisher", 160, "publisher"),
        _text("Speaks of", 90, "speaks_of"),
        _choice("Reliability", 90, "reliability", Reliability),
        _day("Obtained", "got_on"),
        RegisterColumn(
            "Files",
            160,
            lambda row: ", ".join(file.name for file in row.files),
            lambda row: folded(", ".join(file.name for file in row.files)),
        ),
        RegisterColumn(
            "Shows",
            160,
            lambda row: "; ".join(one.words for one in row.measures),
            lambda row: -len(row.measures),
            lambda row: _with_notes(row.measures),
        ),
    ),
}
