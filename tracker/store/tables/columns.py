"""What all tables share: how rows get their numbers, closed lists, references, the types of columns."""

from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, TypeDecorator
from sqlmodel import Field

AUTO: dict[str, Any] = {"sqlite_autoincrement": True}


def one_of(column: str, words: Any) -> CheckConstraint:
    listed = ", ".join("'" + str(word.value).replace("'", "''") + "'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=f"ck_{column}")


def to(target: str, index: bool = True, nullable: bool = False) -> Any:
    return Field(sa_column=Column(ForeignKey(target), nullable=nullable, index=index))


def kind_of(column: Column[Any]) -> type:
    """The Python type of a column's values, also where SQLModel wraps the column's type in one of its own."""
    kind: Any = column.type
    plain: Any = kind.impl if isinstance(kind, TypeDecorator) else kind
    return plain.python_type
