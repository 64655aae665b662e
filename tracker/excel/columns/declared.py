"""Columns for the declared fields of casework."""

from collections.abc import Callable, Mapping
from typing import Any

from tracker.domain.casework.fields import Field, Kind, fields_of
from tracker.domain.casework.levels import Scale
from tracker.excel.columns import Column, Value
from tracker.excel.words import choice_words, level_words
from tracker.i18n import tr

_STYLES = {Kind.DAY: "date", Kind.LEVEL: "level"}


def declared_columns(
    kind: type,
    value: Callable[[Any], object],
    scale: Scale | None = None,
    parts: Mapping[str, Callable[[Any], str]] | None = None,
) -> dict[str, Column]:
    """A column for each field that may be sent to be filled in, by field name, in declaration order. `value` gives the
    dataclass instance of a row; levels are shown on `scale`; `parts` gives the cells of fields that have a table of
    their own."""
    return {
        name: Column(
            tr(declared.title),
            declared.width,
            parts[name] if parts and name in parts else _source(declared, value, scale),
            "strong" if name == "title" else _STYLES.get(declared.kind, "text"),
            field=name,
            printed=declared.printed,
        )
        for name, declared in fields_of(kind).items()
        if declared.returnable
    }


def _source(declared: Field, value: Callable[[Any], object], scale: Scale | None) -> Callable[[Any], Value]:
    name = declared.name
    if declared.kind is Kind.LEVEL and scale:
        words = level_words(scale)
        return lambda row: words[getattr(value(row), name)]
    if declared.choices:
        choices = choice_words(declared.choices)
        return lambda row: choices[getattr(value(row), name)]
    return lambda row: getattr(value(row), name)
