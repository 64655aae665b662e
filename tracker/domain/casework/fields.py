"""The fields of casework, each declared once, in its dataclass: `declared(...)`.

Editors, registers, workbook columns, the import of returned workbooks, history, search and JSON all use these
declarations; Quality reads the columns that its rules ask for (`store/read/quality`).
A new field needs one declaration and one revision in db/versions/.
"""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from enum import StrEnum
from functools import cache
from typing import Any

from tracker.domain.casework.levels import Level


class Kind(StrEnum):
    """What a field holds."""

    LINE = "line"
    """Text of one line."""
    TEXT = "text"
    """Text of several lines."""
    LINK = "link"
    """A web address."""
    CHOICE = "choice"
    """A member of an enumeration."""
    LEVEL = "level"
    """A level of implementation, shown on a scale."""
    DAY = "day"
    """A date, or none."""
    PARTS = "parts"
    """Values in a table of their own, such as excerpts."""

    @property
    def is_text(self) -> bool:
        return self in (Kind.LINE, Kind.TEXT, Kind.LINK)


@dataclass(frozen=True, slots=True)
class Field:
    """The declaration of a field.

    `label` names it in the window and in history; `heading` in workbooks and registers and `asked` in the form, where
    they differ. `example` is the placeholder of an empty field; `help` tells a ministry what to enter. `width` is that
    of its workbook column, in characters; `pixels` that of its column in a register, 0 for no column. A column that is
    not `printed` comes after those that are. `returnable`: it may be sent to be filled in; `open`: it is by default.
    """

    name: str
    label: str
    kind: Kind
    choices: type[StrEnum] | None = None
    heading: str = ""
    asked: str = ""
    example: str = ""
    help: str = ""
    width: float = 20
    pixels: int = 0
    printed: bool = True
    returnable: bool = True
    open: bool = False

    @property
    def title(self) -> str:
        """Its name in the head of a column."""
        return self.heading or self.label

    @property
    def question(self) -> str:
        """Its name in the form."""
        return self.asked or self.label

    @property
    def searchable(self) -> bool:
        """Whether the search covers it."""
        return self.kind.is_text


def declared(label: str, default: object = MISSING, kind: Kind | None = None, **more: object) -> Any:
    """Declare a field of a dataclass; `more` are attributes of `Field`. If no `kind` is given, it follows from the
    default: None gives a day, a Level a level, another enumeration a choice, anything else a line."""
    kind = kind or _kind_of(default)
    choices = type(default) if kind is Kind.CHOICE else None
    return field(default=default, metadata={"declared": {"label": label, "kind": kind, "choices": choices, **more}})


def _kind_of(default: object) -> Kind:
    if default is None:
        return Kind.DAY
    if isinstance(default, Level):
        return Kind.LEVEL
    return Kind.CHOICE if isinstance(default, StrEnum) else Kind.LINE


def fields_of(kind: type) -> Mapping[str, Field]:
    """The declared fields of a dataclass by name, in declaration order."""
    return _fields_of(kind)


@cache
def _fields_of(kind: Any) -> Mapping[str, Field]:
    return {
        each.name: Field(each.name, **each.metadata["declared"]) for each in fields(kind) if "declared" in each.metadata
    }


def labels_of(kind: type) -> dict[str, str]:
    """The labels of the declared fields of a dataclass, by name."""
    return {name: each.label for name, each in fields_of(kind).items()}
