"""What all tables share: how rows get their numbers, closed lists, references, the types of columns."""

from typing import Any
from uuid import uuid4

from sqlalchemy import CheckConstraint, Column, ForeignKey, TypeDecorator
from sqlmodel import Field

AUTO: dict[str, Any] = {"sqlite_autoincrement": True}


def one_of(column: str, words: Any) -> CheckConstraint:
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


def kind_of(column: Column[Any]) -> type:
    """The Python type of a column's values, also where SQLModel wraps the column's type in one of its own."""
    kind: Any = column.type
    plain: Any = kind.impl if isinstance(kind, TypeDecorator) else kind
    return plain.python_type
