"""The fields of casework, each declared once where its dataclass has it: `declared(...)`.

Editors, registers, columns of workbooks, the reader of what returns, history, search, Quality and JSON read the
declarations. A new field is one declaration and one revision in db/versions/.
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
    """A text of one line."""
    TEXT = "text"
    """A text of several lines."""
    LINK = "link"
    """A web address."""
    CHOICE = "choice"
    """One of the words of an enumeration."""
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
    """A field as it is declared.

    `label` is what it is called in the window and in history, `heading` in workbooks and registers and `asked` in the
    form where those differ.
    `example` stands in it while it is empty; `help` says what belongs into it where a ministry fills it in. `width` is
    that of its column in a workbook, in characters; `pixels` that in a register, 0 where it has none there; one that is
    not `printed` stands behind what is. `returnable`: may be sent to be filled in; `open`: is, where nothing else is
    said.
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
        """What the field is called at the head of a column."""
        return self.heading or self.label

    @property
    def question(self) -> str:
        """What the field is called in the form."""
        return self.asked or self.label

    @property
    def searchable(self) -> bool:
        """Whether its words are found by the search."""
        return self.kind.is_text


def declared(label: str, default: object = MISSING, kind: Kind | None = None, **more: object) -> Any:
    """Declare a field of a dataclass; `more` as in `Field`. What kind it is follows from its default where none is
    named: "" is a line, None a day, a member of an enumeration one of its words."""
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
    """The declared fields of a dataclass by name, in their order."""
    return _fields_of(kind)


@cache
def _fields_of(kind: Any) -> Mapping[str, Field]:
    return {one.name: Field(one.name, **one.metadata["declared"]) for one in fields(kind) if "declared" in one.metadata}


def labels_of(kind: type) -> dict[str, str]:
    """The labels of the declared fields of a dataclass."""
    return {name: one.label for name, one in fields_of(kind).items()}
