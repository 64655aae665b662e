"""Columns of the fields of casework as they are declared."""

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
    value: Callable[[Any], Any],
    scale: Scale | None = None,
    parts: Mapping[str, Callable[[Any], str]] | None = None,
) -> dict[str, Column]:
    """A column for each field that may be sent to be filled in, by name, in their order. `value` gives the dataclass of
    a row; levels are shown on `scale`; `parts` says what stands in the cell of a field kept in a table of its own."""
    return {
        name: Column(
            tr(one.title),
            one.width,
            parts[name] if parts and name in parts else _source(one, value, scale),
            "strong" if name == "title" else _STYLES.get(one.kind, "text"),
            field=name,
            printed=one.printed,
        )
        for name, one in fields_of(kind).items()
        if one.returnable
    }


def _source(one: Field, value: Callable[[Any], Any], scale: Scale | None) -> Callable[[Any], Value]:
    name = one.name
    if one.kind is Kind.LEVEL and scale:
        words = level_words(scale)
        return lambda row: words[getattr(value(row), name)]
    if one.choices:
        choices = choice_words(one.choices)
        return lambda row: choices[getattr(value(row), name)]
    return lambda row: getattr(value(row), name)
