"""What all tables share: how rows get their numbers, closed lists, references, the types of columns."""

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
    """An identity for a row that is made now."""
    return str(uuid4())


def identity() -> Any:
    """The column `uid`: what a row is known by in every copy of the workspace, and in workbooks that come back."""
    return Field(default_factory=new_uid, index=True, unique=True, sa_column_kwargs={"server_default": ""})


def declared(kind: type) -> type[SQLModel]:
    """A base for the table of a dataclass, with a column for each field that is declared there; values of enumerations
    are kept as their words. Its `__table_args__` want `choices_of` as well."""
    columns: dict[str, Any] = {}
    for one in fields_of(kind).values():
        if one.kind is not Kind.PARTS:
            default = next(held.default for held in fields(kind) if held.name == one.name)
            of = date | None if one.kind is Kind.DAY else str
            columns[one.name] = (of, ... if default is MISSING else getattr(default, "value", default))
    return create_model(f"{kind.__name__}Columns", __base__=SQLModel, **columns)


def choices_of(kind: type) -> list[CheckConstraint]:
    """That fields of a dataclass hold one of their words."""
    listed = {one.name: Level if one.kind is Kind.LEVEL else one.choices for one in fields_of(kind).values()}
    return [one_of(name, words) for name, words in listed.items() if words]


def table_of(model: type[SQLModel]) -> Table:
    """The table of a model, for queries by Core."""
    return SQLModel.metadata.tables[str(model.__tablename__)]


def kind_of(column: Column[Any]) -> type:
    """The Python type of a column's values, also where SQLModel wraps the column's type in one of its own."""
    kind: Any = column.type
    plain: Any = kind.impl if isinstance(kind, TypeDecorator) else kind
    python_type: type = plain.python_type
    return python_type


class Action(TypeDecorator[Message]):
    """What the user did, as `domain/casework/actions` writes it."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Message | None, _dialect: object) -> str | None:
        return actions.to_text(value) if value else None

    def process_result_value(self, value: str | None, _dialect: object) -> Message | None:
        return actions.from_text(value) if value else None
