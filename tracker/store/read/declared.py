"""Reading the declared fields of casework: columns of a table in, a dataclass out."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import Column, Row, Table

from tracker.domain.casework.fields import Field, Kind, fields_of
from tracker.domain.casework.levels import Level

Made = TypeVar("Made")


def columns_of(table: Table, kind: type) -> list[Column[Any]]:
    """The columns of the fields that are declared in a dataclass, in their order; those kept elsewhere are left out."""
    return [table.c[name] for name, one in fields_of(kind).items() if one.kind is not Kind.PARTS]


def made(kind: type[Made], row: Row[Any], more: Mapping[str, object] | None = None) -> Made:
    """The dataclass whose fields are in a row that has `columns_of` it; `more` are those kept elsewhere. Raises
    ValueError for a word that is none of an enumeration's."""
    found, of = row._mapping, cast(Any, kind)
    values = {name: read(found[name]) for name, read in _readers(of).items()}
    return kind(**values, **(more or {}))


@cache
def _readers(kind: Any) -> Mapping[str, Callable[[Any], object]]:
    """What makes the value of each field from that of its column."""
    return {name: _reader(one) for name, one in fields_of(kind).items() if one.kind is not Kind.PARTS}


def _reader(one: Field) -> Callable[[Any], object]:
    if one.kind is Kind.LEVEL:
        return Level
    return one.choices or (lambda value: value)
