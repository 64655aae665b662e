"""Convert rows to casework dataclasses by their declared fields."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import Column, Row, Table

from tracker.domain.casework.fields import Field, Kind, fields_of
from tracker.domain.casework.levels import Level

Made = TypeVar("Made")


def columns_of(table: Table, kind: type) -> list[Column[Any]]:
    """The columns of a dataclass's declared fields, in order, without those stored in other tables (Kind.PARTS)."""
    return [table.c[name] for name, one in fields_of(kind).items() if one.kind is not Kind.PARTS]


def made(kind: type[Made], row: Row[Any], more: Mapping[str, object] | None = None) -> Made:
    """A dataclass instance from a row with the columns of `columns_of`; `more` gives the fields stored elsewhere.
    Raises ValueError for an unknown value of an enumeration."""
    found, of = row._mapping, cast(Any, kind)
    values = {name: read(found[name]) for name, read in _readers(of).items()}
    return kind(**values, **(more or {}))


@cache
def _readers(kind: Any) -> Mapping[str, Callable[[Any], object]]:
    """For each field, the function that converts the value of its column."""
    return {name: _reader(one) for name, one in fields_of(kind).items() if one.kind is not Kind.PARTS}


def _reader(one: Field) -> Callable[[Any], object]:
    if one.kind is Kind.LEVEL:
        return Level
    return one.choices or (lambda value: value)
