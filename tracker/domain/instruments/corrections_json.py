"""Corrections as the JSON that a workspace stores with an instrument. A workspace may come from someone else, so the
text is validated in full."""

import json
from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

from tracker.domain.instruments.corrections import (
    Addressees,
    Correction,
    Join,
    Masthead,
    Renumber,
    Retype,
    Split,
    Theme,
    Words,
)
from tracker.domain.instruments.outline import Kind, Place
from tracker.errors import TrackerError
from tracker.i18n import tr

Made = TypeVar("Made", bound=Correction | Place)

_WORDS: dict[str, type[Correction]] = {
    "join": Join,
    "split": Split,
    "renumber": Renumber,
    "retype": Retype,
    "addressees": Addressees,
    "theme": Theme,
    "words": Words,
    "masthead": Masthead,
}
_NAMES: dict[type[Correction], str] = {kind: name for name, kind in _WORDS.items()}
_MOST, _LONGEST = 2_000, 5_000_000  # corrections of an instrument; characters of a text, as many as a file may have


def to_text(corrections: Iterable[Correction]) -> str:
    """Corrections as JSON; "" for none. Raises TrackerError if there are more than can be stored."""
    rows = [{"what": _NAMES[type(correction)], **_plain(correction)} for correction in corrections]
    if len(rows) > _MOST:
        raise TrackerError(
            tr("More than {most} corrections can't be kept.", most=f"{_MOST:,}"),
            tr("Correct the file itself and add it."),
        )
    return json.dumps(rows, ensure_ascii=False) if rows else ""


def from_text(text: str, symbol: str = "the instrument") -> tuple[Correction, ...]:
    """Parse what `to_text` wrote. Raises TrackerError for anything else."""
    try:
        rows = json.loads(text) if text else []
        if type(rows) is not list or len(rows) > _MOST:
            raise ValueError("no list of corrections")
        return tuple(_correction(row) for row in rows)
    except (ValueError, KeyError, TypeError, RecursionError) as fault:
        raise TrackerError(
            tr("The corrections to {symbol} in this workspace are damaged.", symbol=symbol),
            tr("Go back to a backup of it."),
        ) from fault


def _plain(value: Correction | Place) -> dict[str, object]:
    return {field.name: _as_json(getattr(value, field.name)) for field in fields(value)}


def _as_json(value: object) -> object:
    if isinstance(value, Place):
        return _plain(value)
    return value.isoformat() if isinstance(value, date) else value


def _correction(row: Any) -> Correction:
    values = dict(row)
    correction: Correction = _made(_WORDS[values.pop("what")], values)
    if isinstance(correction, Words) and not correction.words.strip():
        raise ValueError("a paragraph without words")
    return correction


def _made(kind: type[Made], values: object) -> Made:
    known = {field.name: field.type for field in fields(kind)}
    if type(values) is not dict:
        raise ValueError(f"no {kind.__name__}")
    return kind(**{name: _CHECKED[known[name]](value) for name, value in values.items()})


def _string(value: object) -> str:
    if type(value) is not str or len(value) > _LONGEST:
        raise ValueError("no text")
    value.encode()  # raises UnicodeEncodeError, a ValueError, for lone surrogates, which can't be stored
    return value


def _number(value: object) -> int:
    if type(value) is not int or not 0 <= value <= _LONGEST:
        raise ValueError("no number")
    return value


def _flag(value: object) -> bool:
    if type(value) is not bool:
        raise ValueError("neither true nor false")
    return value


def _names(value: object) -> tuple[str, ...]:
    if type(value) is not list:
        raise ValueError("no list of names")
    return tuple(map(_string, value))


_CHECKED: dict[object, Callable[[object], Any]] = {
    str: _string,
    int: _number,
    bool: _flag,
    Kind: lambda value: Kind(_string(value)),
    Place: lambda value: _made(Place, value),
    tuple[str, ...]: _names,
    str | None: lambda value: None if value is None else _string(value),
    date | None: lambda value: None if value is None else date.fromisoformat(_string(value)),
}
