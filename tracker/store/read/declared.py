"""Reading the declared fields of casework: columns of a table in, a dataclass out."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Column, Row, Table

from tracker.domain.casework.fields import Field, Kind, fields_of
from tracker.domain.casework.levels import Level

Made = TypeVar("Made")


def columns_of(table: Table, kind: type) -> list[Column[Any]]:
    """The columns of the fields that are declared in a dataclass, in their order; those kept elsewhere are left out."""
    return [table.c[name] for name, one in fields_of(kind).items() if one.kind is not Kind.PARTS]


def made(kind: type[Made], row: Row[Any], more: Mapping[str, Any] | None = None) -> Made:
    """The dataclass whose fields are in a row that has `columns_of` it; `more` are those kept elsewhere. Raises
    ValueError for a word that is none of an enumeration's."""
    found = row._mapping
    values = {name: read(found[name]) for name, read in _readers(kind)}
    return kind(**values, **(more or {}))


def _readers(kind: type) -> Sequence[tuple[str, Any]]:
    if kind not in _READERS:
        listed = [one for one in fields_of(kind).values() if one.kind is not Kind.PARTS]
        _READERS[kind] = [(one.name, _reader(one)) for one in listed]
    return _READERS[kind]


_READERS: dict[type, Sequence[tuple[str, Any]]] = {}


def _reader(one: Field) -> Any:
    if one.kind is Kind.LEVEL:
        return Level
    return one.choices or _as_it_is


def _as_it_is(value: Any) -> Any:
    return value
