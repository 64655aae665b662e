"""Shared by all tables: AUTOINCREMENT ids, uids, enumerations, foreign keys, column types."""

from dataclasses import MISSING, fields
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import uuid4

from pydantic import create_model
from sqlalchemy import CheckConstraint, Column, ForeignKey, String, Table, TypeDecorator
from sqlmodel import Field, SQLModel

from tracker.domain.casework import actions
from tracker.domain.casework.fields import Kind, fields_of
from tracker.domain.casework.levels import Level
from tracker.i18n import Message

AUTO: dict[str, object] = {"sqlite_autoincrement": True}


def one_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    listed = ", ".join("'" + str(word.value).replace("'", "''") + "'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=f"ck_{column}")


def to(target: str, index: bool = True, nullable: bool = False) -> Any:
    return Field(sa_column=Column(ForeignKey(target), nullable=nullable, index=index))


def new_uid() -> str:
    """A uid for a new row."""
    return str(uuid4())


def identity() -> Any:
    """The column `uid`, which identifies a row in all copies of the workspace and in returned workbooks."""
    return Field(default_factory=new_uid, index=True, unique=True, sa_column_kwargs={"server_default": ""})


def declared(kind: type) -> type[SQLModel]:
    """A base class for the table of a dataclass, with a column for each declared field; enumerations are stored by
    value. Add `choices_of` to its `__table_args__`."""
    columns: dict[str, Any] = {}
    for one in fields_of(kind).values():
        if one.kind is not Kind.PARTS:
            default = next(field.default for field in fields(kind) if field.name == one.name)
            of = date | None if one.kind is Kind.DAY else str
            columns[one.name] = (of, ... if default is MISSING else getattr(default, "value", default))
    return create_model(f"{kind.__name__}Columns", __base__=SQLModel, **columns)


def choices_of(kind: type) -> list[CheckConstraint]:
    """Constraints that enumeration fields of a dataclass have one of their values."""
    listed = {one.name: Level if one.kind is Kind.LEVEL else one.choices for one in fields_of(kind).values()}
    return [one_of(name, words) for name, words in listed.items() if words]


def table_of(model: type[SQLModel]) -> Table:
    """The table of a model, for SQLAlchemy Core queries."""
    return SQLModel.metadata.tables[str(model.__tablename__)]


def kind_of(column: Column[Any]) -> type:
    """The Python type of a column's values, even if SQLModel wraps the column type."""
    kind: Any = column.type
    plain: Any = kind.impl if isinstance(kind, TypeDecorator) else kind
    python_type: type = plain.python_type
    return python_type


class Action(TypeDecorator[Message]):
    """The label of an action, stored as `domain/casework/actions` writes it."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Message | None, _dialect: object) -> str | None:
        return actions.to_text(value) if value else None

    def process_result_value(self, value: str | None, _dialect: object) -> Message | None:
        return actions.from_text(value) if value else None
